//! Two texts compared from the large to the small: lines, then sentences, then words; each only where the one before differs.

use super::budget::Budget;
use super::hunk::Hunk;
use super::match_up::{Matched, Rest, match_up};
use super::row::Numbers;
use super::words;
use crate::text::span::Span;
use crate::text::splice::{common_prefix, common_suffix};
use crate::text::token;

/// A run with more bytes on either side is not looked into by words.
const LARGE: usize = 128 * 1024;

/// What a text is cut into, from the large to the small. Clauses only where sentences are too large.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    Line,
    Sentence,
    Clause,
}

/// The hunks of two texts, and whether a part was too large to be looked into.
pub(super) fn align(old: &str, new: &str, pieces: &[Piece]) -> (Vec<Hunk>, bool) {
    let mut aligning =
        Aligning { old, new, budget: Budget::new(old.len() + new.len()), hunks: Vec::new(), gave_up: false };
    aligning.run(lines_that_differ(old, new), pieces);
    (aligning.hunks, aligning.gave_up || aligning.budget.exceeded)
}

/// What is left of two texts without the lines that they begin and end with in common.
fn lines_that_differ(old: &str, new: &str) -> Hunk {
    let (left, right) = (old.as_bytes(), new.as_bytes());
    let prefix = common_prefix(left, right);
    let rest = |text: &'_ [u8]| text.len() - prefix;
    let most = rest(left).min(rest(right));
    let suffix = common_suffix(left, right).min(most);
    let head = left.get(..prefix).unwrap_or_default();
    let start = head.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let tail = left.get(left.len() - suffix..).unwrap_or_default();
    // What ends at the start of a line in both texts ends there: no line is cut.
    let from = (left.len() - suffix, right.len() - suffix);
    let begins = |text: &[u8], at: usize| at == 0 || text.get(at - 1) == Some(&b'\n');
    let by = if begins(left, from.0) && begins(right, from.1) {
        0
    } else {
        tail.iter().position(|byte| *byte == b'\n').map_or(tail.len(), |at| at + 1)
    };
    Hunk { old: Span::new(start, from.0 + by), new: Span::new(start, from.1 + by) }
}

struct Aligning<'t> {
    old: &'t str,
    new: &'t str,
    budget: Budget,
    hunks: Vec<Hunk>,
    gave_up: bool,
}

impl Aligning<'_> {
    fn run(&mut self, whole: Hunk, pieces: &[Piece]) {
        let is_large = whole.old.len().max(whole.new.len()) > LARGE;
        match pieces.split_first() {
            // With nothing on one side there is nothing to look into.
            _ if whole.old.is_empty() || whole.new.is_empty() => self.tell(whole),
            Some((Piece::Clause, finer)) if !is_large => self.run(whole, finer),
            Some((piece, finer)) => {
                for run in self.compare(whole, *piece) {
                    self.run(run, finer);
                }
            }
            None if is_large => {
                self.gave_up = true;
                self.tell(whole);
            }
            None => self.words(whole),
        }
    }

    /// The runs of pieces that differ.
    fn compare(&mut self, whole: Hunk, piece: Piece) -> Vec<Hunk> {
        let (old, new) = (self.old, self.new);
        let mut numbers = Numbers::new((whole.old.len() + whole.new.len()) / 8);
        let (before, left) = cut(old, whole.old, piece, &mut numbers);
        let (after, right) = cut(new, whole.new, piece, &mut numbers);
        let by_lines = |text: &str, ends: &[usize]| {
            let inner = ends.split_last().map_or(ends, |(_, inner)| inner);
            inner.iter().all(|end| text.as_bytes().get(end - 1) == Some(&b'\n'))
        };
        // Lines that hold no more than a sentence each were compared before.
        let is_done = piece != Piece::Line && by_lines(old, &before) && by_lines(new, &after);
        if is_done || left.len() < 2 || right.len() < 2 {
            return vec![whole];
        }
        let Matched { runs, gave_up } = match_up(&left, &right, &numbers.weak, Rest::Fewest);
        self.gave_up |= gave_up;
        let mut hunks = Vec::new();
        let (mut i, mut j) = (0, 0);
        let start = |ends: &[usize], at: usize, from: usize| {
            at.checked_sub(1).and_then(|at| ends.get(at)).copied().unwrap_or(from)
        };
        for (o, n, len) in runs.iter().map(|run| (run.old, run.new, run.len)).chain([(left.len(), right.len(), 0)]) {
            let place = |i: usize, j: usize| (start(&before, i, whole.old.start), start(&after, j, whole.new.start));
            let (from, to) = (place(i, j), place(o, n));
            let hunk = Hunk { old: Span::new(from.0, to.0), new: Span::new(from.1, to.1) };
            if !hunk.is_empty() {
                hunks.push(hunk);
            }
            (i, j) = (o + len, n + len);
        }
        hunks
    }

    fn words(&mut self, whole: Hunk) {
        let whole = whole.trim(self.old, self.new);
        if whole.old.is_empty() || whole.new.is_empty() {
            self.tell(whole);
            return;
        }
        let (old, new, hunks) = (self.old, self.new, &mut self.hunks);
        let mut tell = |hunk: Hunk| push(old, new, hunks, hunk);
        words::compare(old, new, whole, &mut self.budget, &mut tell);
    }

    fn tell(&mut self, hunk: Hunk) {
        push(self.old, self.new, &mut self.hunks, hunk);
    }
}

/// Adds a hunk without its equal ends; one that touches the last is part of it.
fn push(old: &str, new: &str, hunks: &mut Vec<Hunk>, hunk: Hunk) {
    let hunk = hunk.trim(old, new);
    if hunk.is_empty() {
        return;
    }
    match hunks.last_mut() {
        Some(last) if last.old.end == hunk.old.start && last.new.end == hunk.new.start => *last = last.cover(hunk),
        _ => hunks.push(hunk),
    }
}

/// Where the pieces of a run end, and the number of each.
fn cut<'t>(text: &'t str, run: Span, piece: Piece, numbers: &mut Numbers<'t>) -> (Vec<usize>, Vec<u32>) {
    let (mut ends, mut ids) = (Vec::new(), Vec::new());
    let mut start = run.start;
    let bytes = run.slice(text).as_bytes();
    let mut last = [0_u8; 2];
    for (at, &byte) in bytes.iter().enumerate() {
        let end = run.start + at + 1;
        if at + 1 == bytes.len() || ends_piece(text, end, last, byte, piece) {
            let here = Span::new(start, end).slice(text);
            ids.push(numbers.of(here, !here.bytes().any(|byte| byte >= 0x80 || byte.is_ascii_alphanumeric())));
            ends.push(end);
            start = end;
        }
        last = [last[1], byte];
    }
    (ends, ids)
}

/// Whether a piece ends behind `byte`, at `end`: where the text itself says so, so that both texts are cut alike.
fn ends_piece(text: &str, end: usize, [second, third]: [u8; 2], byte: u8, piece: Piece) -> bool {
    if byte == b'\n' {
        return true;
    }
    if piece == Piece::Line {
        return false;
    }
    let stops = matches!(third, b'.' | b'!' | b'?') || (piece == Piece::Clause && matches!(third, b',' | b';' | b':'));
    let spaced =
        byte == b' ' && (stops || (matches!(third, b'"' | b')' | b'*') && matches!(second, b'.' | b'!' | b'?')));
    // The full stops of scripts without spaces: 。！？।
    let full = matches!((second, third, byte), (0xe3, 0x80, 0x82) | (0xef, 0xbc, 0x81 | 0x9f) | (0xe0, 0xa5, 0xa4));
    (spaced || full) && token::is_boundary(text, end)
}
