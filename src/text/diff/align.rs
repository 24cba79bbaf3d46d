//! Which tokens of two texts stand for each other, in bounded time.

use std::collections::BTreeMap;

use super::hunk::Hunk;
use super::match_up::match_up;
use crate::text::span::Span;
use crate::text::token;

/// From this many bytes, on either side, sentences are aligned first and words within the sentences that differ.
const LARGE: usize = 128 * 1024;

/// Cuts a text into pieces.
type Cut = fn(&str) -> Vec<Span>;

/// The hunks within `whole`, whose ends cut no word; and whether a run was too large to look into.
pub(super) fn align(old: &str, new: &str, whole: Hunk) -> (Vec<Hunk>, bool) {
    let mut hunks = Vec::new();
    let degraded = align_by(old, new, whole, &[lines, sentences], &mut hunks);
    (hunks, degraded)
}

/// Aligns large runs by each cut in turn until they are small enough to be compared by words.
fn align_by(old: &str, new: &str, whole: Hunk, cuts: &[Cut], hunks: &mut Vec<Hunk>) -> bool {
    if !is_large(whole) {
        hunks.extend(compare(old, new, whole, words));
        return false;
    }
    let Some((cut, finer)) = cuts.split_first() else {
        hunks.push(whole);
        return true;
    };
    let mut degraded = false;
    for run in compare(old, new, whole, *cut) {
        degraded |= align_by(old, new, run.trim(old, new), finer, hunks);
    }
    degraded
}

fn is_large(hunk: Hunk) -> bool {
    // A run with nothing on one side needs no looking into.
    hunk.old.len().max(hunk.new.len()) > LARGE && !hunk.old.is_empty() && !hunk.new.is_empty()
}

fn words(text: &str) -> Vec<Span> {
    token::tokens(text).into_iter().map(|token| token.span).collect()
}

fn lines(text: &str) -> Vec<Span> {
    pieces(text, |_, _, sign| sign == b'\n')
}

/// Pieces of lines, cut where the text itself says so, so that both texts are cut alike.
fn sentences(text: &str) -> Vec<Span> {
    let stops = |end, before, sign| {
        sign == b' ' && matches!(before, b'.' | b'!' | b'?' | b',' | b';') && token::is_boundary(text, end)
    };
    pieces(text, |end, before, sign| sign == b'\n' || stops(end, before, sign))
}

/// The text in pieces that end where `ends` says so of an offset and the two bytes before it.
fn pieces(text: &str, ends: impl Fn(usize, u8, u8) -> bool) -> Vec<Span> {
    let mut spans = Vec::new();
    let (mut start, mut before) = (0, b' ');
    for (at, sign) in text.bytes().enumerate() {
        if ends(at + 1, before, sign) || at + 1 == text.len() {
            spans.push(Span::new(start, at + 1));
            start = at + 1;
        }
        before = sign;
    }
    spans
}

fn compare(old: &str, new: &str, whole: Hunk, cut: Cut) -> Vec<Hunk> {
    let (old, new) = (whole.old.slice(old), whole.new.slice(new));
    let (before, after) = (cut(old), cut(new));
    let mut numbers = Numbers::default();
    let left: Vec<u32> = before.iter().map(|span| numbers.of(span.slice(old))).collect();
    let right: Vec<u32> = after.iter().map(|span| numbers.of(span.slice(new))).collect();
    let runs = match_up(&left, &right, &numbers.weak);
    let start = |spans: &[Span], at: usize, text: &str| spans.get(at).map_or(text.len(), |span| span.start);
    let place = |left: usize, right: usize| (start(&before, left, old), start(&after, right, new));
    let mut hunks = Vec::new();
    let mut from = (0, 0);
    let ends = runs.iter().map(|run| (run.old, run.new, run.len));
    for (left, right, len) in ends.chain([(before.len(), after.len(), 0)]) {
        let to = place(left, right);
        let hunk = Hunk { old: Span::new(from.0, to.0), new: Span::new(from.1, to.1) };
        if !hunk.is_empty() {
            hunks.push(hunk.forward(whole));
        }
        from = place(left + len, right + len);
    }
    hunks
}

/// A number for each different piece of text.
#[derive(Default)]
struct Numbers<'t> {
    known: BTreeMap<&'t str, u32>,
    /// Whether a piece is no sign of a match by itself: space, punctuation, markup.
    weak: Vec<bool>,
}

impl<'t> Numbers<'t> {
    fn of(&mut self, piece: &'t str) -> u32 {
        let next = u32::try_from(self.weak.len()).unwrap_or(u32::MAX);
        *self.known.entry(piece).or_insert_with(|| {
            self.weak.push(!piece.contains(char::is_alphanumeric));
            next
        })
    }
}
