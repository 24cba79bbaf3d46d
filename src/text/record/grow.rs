//! Which recorded edits a typed one touches, and how far it reaches in whole words.

use super::Texts;
use crate::text::diff::Hunk;
use crate::text::edit::Edit;
use crate::text::span::Span;

/// The recorded edits that a typed one touches.
pub(super) struct Touched {
    /// The first of them.
    pub(super) first: usize,
    /// Where each stands in the original and in the text as typed.
    pub(super) hunks: Vec<Hunk>,
    /// All of them and what was typed, grown to whole words.
    pub(super) hunk: Hunk,
}

impl Touched {
    pub(super) fn find(texts: &Texts, all: &[Hunk], typed: &Edit) -> Self {
        let mut here = Growing::new(texts, all, typed);
        here.grow();
        let carried = |hunk: &Hunk| Hunk { old: hunk.old, new: carry(hunk.new, typed) };
        let hunks = all.get(here.first..here.end).unwrap_or_default();
        Self { first: here.first, hunks: hunks.iter().map(carried).collect(), hunk: here.hunk }
    }
}

/// A hunk that takes in all it touches.
struct Growing<'t> {
    texts: &'t Texts<'t>,
    all: &'t [Hunk],
    /// The recorded edits that it has taken in.
    first: usize,
    end: usize,
    hunk: Hunk,
    /// The typed edit's: what it took and what it put.
    taken: usize,
    put: usize,
}

impl<'t> Growing<'t> {
    fn new(texts: &'t Texts<'t>, all: &'t [Hunk], typed: &Edit) -> Self {
        let (span, put) = (typed.span, typed.insert.len());
        let first = all.partition_point(|hunk| hunk.new.end < span.start);
        let end = all.partition_point(|hunk| hunk.new.start <= span.end);
        let touched = all.get(first..end).unwrap_or_default();
        let passed = first.checked_sub(1).and_then(|index| all.get(index));
        // A place that no edit reaches, in the original.
        let place = |pos: usize, before: Option<&Hunk>| {
            before.map_or(pos, |hunk| hunk.old.end + pos.saturating_sub(hunk.new.end))
        };
        let start = match touched.first() {
            Some(hunk) if hunk.new.start <= span.start => (hunk.old.start, hunk.new.start),
            _ => (place(span.start, passed), span.start),
        };
        let stop = match touched.last() {
            Some(hunk) if hunk.new.end >= span.end => (hunk.old.end, hunk.new.end),
            last => (place(span.end, last.or(passed)), span.end),
        };
        let new = Span { start: start.1, end: stop.1 - span.len() + put };
        let hunk = Hunk { old: Span { start: start.0, end: stop.0 }, new };
        Self { texts, all, first, end, hunk, taken: span.len(), put }
    }

    fn grow(&mut self) {
        loop {
            self.take_neighbours();
            let (old, new) = (self.texts.old, self.texts.new);
            if !self.hunk.starts_on_edges(old, new) {
                let by = char_len(old.get(..self.hunk.old.start).and_then(|text| text.chars().next_back()));
                self.hunk.old.start = self.hunk.old.start.saturating_sub(by);
                self.hunk.new.start = self.hunk.new.start.saturating_sub(by);
            } else if !self.hunk.ends_on_edges(old, new) {
                let by = char_len(old.get(self.hunk.old.end..).and_then(|text| text.chars().next()));
                self.hunk.old.end += by;
                self.hunk.new.end += by;
            } else {
                return;
            }
        }
    }

    /// Takes in the edits on either side that it has come to touch.
    fn take_neighbours(&mut self) {
        while let Some(index) = self.first.checked_sub(1) {
            let Some(hunk) = self.all.get(index).filter(|hunk| hunk.old.end >= self.hunk.old.start) else {
                break;
            };
            (self.hunk.old.start, self.hunk.new.start) = (hunk.old.start, hunk.new.start);
            self.first = index;
        }
        while let Some(hunk) = self.all.get(self.end).filter(|hunk| hunk.old.start <= self.hunk.old.end) {
            (self.hunk.old.end, self.hunk.new.end) = (hunk.old.end, hunk.new.end - self.taken + self.put);
            self.end += 1;
        }
    }
}

fn char_len(c: Option<char>) -> usize {
    c.map_or(1, char::len_utf8)
}

/// A span of the text before, in the text as typed: what was typed over it is part of it.
fn carry(span: Span, typed: &Edit) -> Span {
    let by = |pos: usize| pos - typed.span.len() + typed.insert.len();
    let start = if span.start <= typed.span.start { span.start } else { by(span.start.max(typed.span.end)) };
    let end = if span.end < typed.span.start { span.end } else { by(span.end.max(typed.span.end)) };
    Span::new(start, end)
}
