//! Where an insertion or deletion could stand in several places, the one a reader would choose.

mod indent;

use super::Kind;
use super::hunk::Hunk;
use crate::text::grapheme::{char_after, char_before};
use crate::text::span::Span;
use crate::text::token;

/// How many characters a hunk is moved at most, either way.
const FAR: usize = 4096;

/// Moves each insertion and deletion to where it begins and ends best: lines of code where their indentation says so; else
/// whole paragraphs and lines, then sentences, clauses, and words with the space after them. Hunks never come to touch.
/// Whether one could stand further off than was looked.
pub(super) fn slide(old: &str, new: &str, kind: Kind, hunks: &mut [Hunk]) -> bool {
    let mut cut_short = false;
    for index in 0..hunks.len() {
        let before = index.checked_sub(1).and_then(|index| hunks.get(index)).copied();
        let after = hunks.get(index + 1).copied();
        let Some(hunk) = hunks.get_mut(index) else {
            break;
        };
        let inserted = hunk.old.is_empty();
        if !inserted && !hunk.new.is_empty() {
            continue;
        }
        let (text, other) = if inserted { (new, old) } else { (old, new) };
        let side = |hunk: &Hunk| if inserted { hunk.new } else { hunk.old };
        let slider = Slider {
            text,
            other,
            // One character at least stays between.
            low: before.map_or(0, |hunk| side(&hunk).end + 1),
            high: after.map_or(text.len(), |hunk| side(&hunk).start.saturating_sub(1)),
        };
        let (run, at) = (side(hunk), if inserted { hunk.old.start } else { hunk.new.start });
        let by_lines = indent::best(text, run, slider.low, slider.high, kind);
        let (run, at) = by_lines.map_or_else(
            || {
                let (best, at, more) = slider.best(run, at);
                cut_short |= more;
                (best, at)
            },
            |best| {
                (
                    best,
                    if best.start >= run.start { at + (best.start - run.start) } else { at - (run.start - best.start) },
                )
            },
        );
        *hunk = if inserted { Hunk { old: Span::at(at), new: run } } else { Hunk { old: run, new: Span::at(at) } };
    }
    cut_short
}

struct Slider<'t> {
    /// The text that has the run.
    text: &'t str,
    /// The text that lacks it.
    other: &'t str,
    low: usize,
    high: usize,
}

impl Slider<'_> {
    /// The best place of a run of `text`, and where it is lacking in `other`, of equals the last; and whether there are
    /// places further off than was looked.
    fn best(&self, run: Span, at: usize) -> (Span, usize, bool) {
        let (mut best, mut most) = ((run, at), self.score(run, at));
        let (mut here, mut there) = (run, at);
        for _ in 0..run.len().min(FAR) {
            let Some(by) = self.left(here) else { break };
            (here, there) = (here.backward(by), there - by);
            let score = self.score(here, there);
            if score > most {
                (best, most) = ((here, there), score);
            }
        }
        // Where it was moved by its own length it is the same run over again.
        let far = run.len() > FAR;
        let mut more = far && self.left(here).is_some();
        (here, there) = (run, at);
        for _ in 0..run.len().min(FAR) {
            let Some(by) = self.right(here) else { break };
            (here, there) = (here.forward(by), there + by);
            let score = self.score(here, there);
            if score >= most {
                (best, most) = ((here, there), score);
            }
        }
        more |= far && self.right(here).is_some();
        (best.0, best.1, more)
    }

    fn left(&self, run: Span) -> Option<usize> {
        let c = char_before(self.text, run.start)?;
        let free = run.start.checked_sub(c.len_utf8())? >= self.low;
        (free && char_before(self.text, run.end) == Some(c)).then_some(c.len_utf8())
    }

    fn right(&self, run: Span) -> Option<usize> {
        let c = char_after(self.text, run.end)?;
        let free = run.end + c.len_utf8() <= self.high;
        (free && char_after(self.text, run.start) == Some(c)).then_some(c.len_utf8())
    }

    /// Nothing where a word would be cut.
    fn score(&self, run: Span, at: usize) -> Option<u8> {
        let cuts = token::is_edge(self.text, run.start)
            && token::is_edge(self.text, run.end)
            && token::is_edge(self.other, at);
        cuts.then(|| self.lines(run) + self.start(run.start) + self.end(run.end))
    }

    /// Whether these are whole lines; best of all beginning with text.
    fn lines(&self, run: Span) -> u8 {
        let starts = matches!(char_before(self.text, run.start), None | Some('\n'));
        let ends = char_before(self.text, run.end) == Some('\n');
        match char_after(self.text, run.start) {
            Some('\n' | '\r') if starts && ends => 19,
            _ if starts && ends => 20,
            _ => 0,
        }
    }

    fn start(&self, pos: usize) -> u8 {
        let opens = char_after(self.text, pos).is_some_and(char::is_whitespace);
        let closed = char_before(self.text, pos).is_none_or(char::is_whitespace);
        match (closed, opens) {
            (true, false) => 3 + self.pause(pos),
            (_, true) => 1,
            _ => 2,
        }
    }

    fn end(&self, pos: usize) -> u8 {
        match (char_before(self.text, pos), char_after(self.text, pos)) {
            (_, None | Some('\n' | '\r')) => 4,
            (Some(c), _) if c.is_whitespace() => 3 + self.pause(pos),
            (_, Some(c)) if c.is_whitespace() => 2,
            _ => 1,
        }
    }

    /// How much the text pauses before `pos`, a place behind a space: a sentence ends, a clause.
    fn pause(&self, pos: usize) -> u8 {
        let head = Span::new(pos.saturating_sub(8), pos).clamp(self.text).slice(self.text).trim_end();
        match head.trim_end_matches(['"', '\'', '”', '’', ')', '*', '_']).chars().next_back() {
            Some('.' | '!' | '?' | '…') => 4,
            Some(',' | ';' | ':' | '–' | '—') => 2,
            _ => 0,
        }
    }
}
