//! Which tokens of two texts stand for each other, in bounded time.

use imara_diff::{Algorithm, Diff, InternedInput};

use super::hunk::Hunk;
use crate::text::span::Span;
use crate::text::token;

/// From this many bytes, on either side, lines are aligned first and words within the lines that differ.
const LARGE: usize = 128 * 1024;

/// The hunks within `whole`, whose ends cut no word; and whether a run was too large to look into.
pub(super) fn align(old: &str, new: &str, whole: Hunk) -> (Vec<Hunk>, bool) {
    if !is_large(whole) {
        return (by_words(old, new, whole), false);
    }
    let mut degraded = false;
    let mut hunks = Vec::new();
    for run in compare(old, new, whole, lines) {
        let run = run.trim(old, new);
        if is_large(run) {
            degraded = true;
            hunks.push(run);
        } else {
            hunks.extend(by_words(old, new, run));
        }
    }
    (hunks, degraded)
}

fn is_large(hunk: Hunk) -> bool {
    // A run with nothing on one side needs no looking into.
    hunk.old.len().max(hunk.new.len()) > LARGE && !hunk.old.is_empty() && !hunk.new.is_empty()
}

fn by_words(old: &str, new: &str, whole: Hunk) -> Vec<Hunk> {
    compare(old, new, whole, |text| token::tokens(text).into_iter().map(|token| token.span).collect())
}

/// The lines of a text, each with its end.
fn lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    let spans = text.split_inclusive('\n').map(|line| {
        let span = Span::at(start).cover(Span::at(start + line.len()));
        start = span.end;
        span
    });
    spans.collect()
}

fn compare(old: &str, new: &str, whole: Hunk, cut: impl Fn(&str) -> Vec<Span>) -> Vec<Hunk> {
    let (old, new) = (whole.old.slice(old), whole.new.slice(new));
    let (before, after) = (cut(old), cut(new));
    let mut input = InternedInput::default();
    input.reserve(count(&before), count(&after));
    input.update_before(before.iter().map(|span| span.slice(old)));
    input.update_after(after.iter().map(|span| span.slice(new)));
    let found = Diff::compute(Algorithm::Histogram, &input);
    let start =
        |spans: &[Span], index: u32, text: &str| spans.get(index as usize).map_or(text.len(), |span| span.start);
    let hunks = found.hunks().map(|hunk| Hunk {
        old: Span::new(start(&before, hunk.before.start, old), start(&before, hunk.before.end, old)),
        new: Span::new(start(&after, hunk.after.start, new), start(&after, hunk.after.end, new)),
    });
    hunks.map(|hunk| hunk.forward(whole)).collect()
}

fn count(spans: &[Span]) -> u32 {
    u32::try_from(spans.len()).unwrap_or(u32::MAX)
}
