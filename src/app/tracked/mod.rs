//! The tracked text as it is typed in: the corrected source in lines of runs, with what was deleted in its place.
//!
//! A line keeps its id and its `Rc` as long as the same is seen in it, so that a key renders one line again. Columns count
//! UTF-16 code units of what is seen; what was deleted is seen and has no place of its own.

pub mod sections;

use crate::annotation::{CorrectionEdit, span_bytes};
use crate::text::{Span, Step};
use std::rc::Rc;

/// The tracked text of a response.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tracked {
    /// The index of the response.
    pub response: usize,
    /// Its lines. **Invariant:** one at least; joined they are the corrected text.
    pub lines: Vec<Rc<Line>>,
    /// The version of the draft that it shows.
    pub version: u64,
    /// Counts the times that everything must be rendered anew, because the browser changed more than one line by itself.
    pub epoch: u64,
    next: u64,
}

/// A line of the corrected text, and what was deleted in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its name as long as it stays; another where it must be rendered anew.
    pub id: u64,
    /// What is seen.
    pub runs: Vec<Run>,
    /// The length of its text without its end, in bytes.
    pub len: usize,
    /// The length of its end, in bytes: 0, 1 or 2.
    pub end: usize,
    /// Whether its end was inserted.
    pub end_is_new: bool,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What became of it.
    pub kind: RunKind,
    /// What is seen.
    pub text: String,
    /// The edit it belongs to.
    pub edit: Option<Rc<str>>,
}

/// What became of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunKind {
    /// It stands as it did.
    Same,
    /// It was inserted.
    Inserted,
    /// It was deleted.
    Deleted,
}

/// A place in the tracked text as the page knows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineAt {
    /// The line's id.
    pub line: u64,
    /// UTF-16 code units of what is seen in it.
    pub column: usize,
}

/// What was done at a caret or to a selection; all but an insertion delete what is selected, where something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keystroke {
    /// This was typed, pasted or dropped.
    Insert(String),
    /// What is before the caret was deleted.
    Back(Step),
    /// What is behind the caret was deleted.
    On(Step),
    /// The line before the caret was deleted.
    LineBack,
    /// The line behind the caret was deleted.
    LineOn,
}

/// On which side of what was deleted at its place a caret stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Before it.
    Before,
    /// Behind it.
    Behind,
}

impl Tracked {
    /// The tracked text of a correction; what it had in common with the one before is kept.
    #[must_use]
    pub fn of(
        before: Option<Self>,
        response: usize,
        original: &str,
        corrected: &str,
        edits: &[CorrectionEdit],
    ) -> Self {
        let mut tracked = before.filter(|before| before.response == response).unwrap_or_default();
        tracked.response = response;
        let lines = lines(original, corrected, edits);
        let seen = |one: &Line, other: &Line| {
            let Line { id: _, runs, len, end, end_is_new } = other;
            one.runs == *runs && (one.len, one.end, one.end_is_new) == (*len, *end, *end_is_new)
        };
        let same = |(old, new): &(&Rc<Line>, &Line)| seen(old, new);
        let head = tracked.lines.iter().zip(&lines).take_while(same).count();
        let rest = tracked.lines.len().min(lines.len()) - head;
        let tail = tracked.lines.iter().rev().zip(lines.iter().rev()).take(rest).take_while(same).count();
        let behind = tracked.lines.len() - tail;
        let count = lines.len();
        let changed = lines.into_iter().enumerate().skip(head).take(count - head - tail);
        let mut fresh = Vec::new();
        for (at, mut line) in changed {
            // The lines that were typed in keep their names.
            line.id = match tracked.lines.get(at).filter(|_| at < behind) {
                Some(old) => old.id,
                None => tracked.name(),
            };
            fresh.push(Rc::new(line));
        }
        tracked.lines.splice(head..behind, fresh);
        tracked
    }

    fn name(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Has a line rendered anew: the browser changed it by itself.
    pub fn renew(&mut self, id: u64) {
        let fresh = self.name();
        if let Some(line) = self.lines.iter_mut().find(|line| line.id == id) {
            let mut new = Line::clone(line);
            new.id = fresh;
            *line = Rc::new(new);
        }
    }

    /// Where a line's text stands in the corrected text.
    #[must_use]
    pub fn line_span(&self, id: u64) -> Option<Span> {
        let mut start = 0;
        for line in &self.lines {
            if line.id == id {
                return Some(Span { start, end: start + line.len });
            }
            start += line.len + line.end;
        }
        None
    }

    /// The place in the corrected text that a spot stands for.
    #[must_use]
    pub fn place(&self, spot: LineAt) -> Option<usize> {
        let span = self.line_span(spot.line)?;
        let line = self.lines.iter().find(|line| line.id == spot.line)?;
        let (mut left, mut at) = (spot.column, span.start);
        for run in &line.runs {
            for sign in run.text.chars() {
                if left == 0 {
                    return Some(at);
                }
                left = left.saturating_sub(sign.len_utf16());
                at += if run.kind == RunKind::Deleted { 0 } else { sign.len_utf8() };
            }
        }
        Some(at)
    }

    /// What is seen of a line, or of all.
    #[must_use]
    pub fn seen(&self, line: Option<u64>) -> String {
        let mut seen = String::new();
        for (at, one) in self.shown(line).enumerate() {
            if at > 0 {
                seen.push('\n');
            }
            one.runs.iter().for_each(|run| seen.push_str(&run.text));
        }
        seen
    }

    /// The place in the corrected text of a byte of what is seen of a line, or of all.
    #[must_use]
    pub fn place_of_seen(&self, line: Option<u64>, byte: usize) -> Option<usize> {
        let mut left = byte;
        for one in self.shown(line) {
            let length: usize = one.runs.iter().map(|run| run.text.len()).sum();
            if left <= length {
                let mut units = 0;
                for run in &one.runs {
                    let head = run.text.get(..left.min(run.text.len())).unwrap_or(&run.text);
                    units += head.encode_utf16().count();
                    left -= head.len();
                }
                return self.place(LineAt { line: one.id, column: units });
            }
            left -= length + 1;
        }
        None
    }

    fn shown(&self, line: Option<u64>) -> impl Iterator<Item = &Rc<Line>> {
        self.lines.iter().filter(move |one| line.is_none_or(|id| id == one.id))
    }

    /// The spot of a place in the corrected text.
    #[must_use]
    pub fn spot(&self, place: usize, beside: Beside) -> LineAt {
        let mut start = 0;
        let last = self.lines.len().saturating_sub(1);
        for (number, line) in self.lines.iter().enumerate() {
            if place <= start + line.len || number == last {
                return LineAt { line: line.id, column: line.column(place.saturating_sub(start), beside) };
            }
            start += line.len + line.end;
        }
        LineAt::default()
    }
}

impl Line {
    /// The column of so many bytes of the line's text.
    fn column(&self, bytes: usize, beside: Beside) -> usize {
        let (mut left, mut column) = (bytes, 0);
        for (at, run) in self.runs.iter().enumerate() {
            if run.kind == RunKind::Deleted {
                let replaced = self.runs.get(at + 1).is_some_and(|next| next.kind == RunKind::Inserted);
                if left == 0 && beside == Beside::Before && !replaced {
                    return column;
                }
                column += run.text.encode_utf16().count();
                continue;
            }
            let reached = left < run.text.len() || (left == 0 && run.kind == RunKind::Inserted);
            let head = run.text.get(..left.min(run.text.len())).unwrap_or(&run.text);
            column += head.encode_utf16().count();
            left -= head.len();
            if reached {
                return column;
            }
            // At the end of a run the caret stays there, unless what follows was deleted there.
            let deleted = self.runs.get(at + 1).is_some_and(|next| next.kind == RunKind::Deleted);
            if left == 0 && !deleted {
                return column;
            }
        }
        column
    }
}

/// The corrected text in lines of runs.
fn lines(original: &str, corrected: &str, edits: &[CorrectionEdit]) -> Vec<Line> {
    let mut page = Page { lines: Vec::new(), line: Line::default() };
    let (mut old, mut new) = (0, 0);
    for edit in edits {
        let span = span_bytes(&edit.span);
        let kept = span.start.saturating_sub(old);
        page.put(RunKind::Same, corrected.get(new..new + kept).unwrap_or_default(), None);
        let id: Rc<str> = Rc::from(edit.id.as_str());
        let gone = span.slice(original);
        if !gone.is_empty() {
            page.line.runs.push(Run { kind: RunKind::Deleted, text: shown(gone), edit: Some(Rc::clone(&id)) });
        }
        page.put(RunKind::Inserted, &edit.insert, Some(&id));
        (old, new) = (span.end, new + kept + edit.insert.len());
    }
    page.put(RunKind::Same, corrected.get(new..).unwrap_or_default(), None);
    page.lines.push(page.line);
    page.lines
}

struct Page {
    lines: Vec<Line>,
    line: Line,
}

impl Page {
    fn put(&mut self, kind: RunKind, text: &str, edit: Option<&Rc<str>>) {
        let mut rest = text;
        while let Some((head, tail)) = rest.split_once('\n') {
            // A line end of two characters may have come in two pieces.
            let bare = head.strip_suffix('\r').unwrap_or(head);
            self.add(kind, bare, edit);
            self.line.end = 1 + head.len() - bare.len();
            self.line.end_is_new = kind == RunKind::Inserted;
            self.lines.push(std::mem::take(&mut self.line));
            rest = tail;
        }
        self.add(kind, rest, edit);
    }

    fn add(&mut self, kind: RunKind, text: &str, edit: Option<&Rc<str>>) {
        if !text.is_empty() {
            self.line.len += text.len();
            self.line.runs.push(Run { kind, text: text.to_owned(), edit: edit.cloned() });
        }
    }
}

/// Deleted text as it is seen: line ends alone have a sign.
fn shown(gone: &str) -> String {
    let plain = gone.replace("\r\n", "\n");
    if plain.trim().is_empty() { plain.replace('\n', "⏎") } else { plain }
}

#[cfg(test)]
mod tests;
