//! Which lines or words of two texts differ, in bounded time: the frame in which two changes are brought together.

use std::collections::BTreeMap;

use crate::text::diff::{Hunk, Rest, Run, match_up};
use crate::text::span::Span;
use crate::text::token::tokens;

/// The lines that differ, each with its line end: sorted, disjoint, not adjoining.
pub(super) fn lines(old: &str, new: &str) -> Vec<Hunk> {
    align(old, new, |text| text.split_inclusive('\n').collect())
}

/// The tokens that differ: sorted, disjoint, not adjoining.
pub(in crate::text) fn words(old: &str, new: &str) -> Vec<Hunk> {
    align(old, new, |text| tokens(text).into_iter().map(|token| token.span.slice(text)).collect())
}

fn align(old: &str, new: &str, cut: for<'t> fn(&'t str) -> Vec<&'t str>) -> Vec<Hunk> {
    let (before, after) = (cut(old), cut(new));
    let mut numbers = BTreeMap::new();
    let left: Vec<u32> = before.iter().map(|piece| number(&mut numbers, piece)).collect();
    let right: Vec<u32> = after.iter().map(|piece| number(&mut numbers, piece)).collect();
    // What is too long for the longest common row stands as it is, and is compared by words.
    let runs = match_up(&left, &right, &vec![false; numbers.len()], Rest::Longest).runs;
    between(&runs, (&offsets(&before), &offsets(&after)))
}

/// A number for each different piece; `u32`, as comparisons have it, so that one map serves both.
fn number<'t>(numbers: &mut BTreeMap<&'t str, u32>, piece: &'t str) -> u32 {
    let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    *numbers.entry(piece).or_insert(next)
}

/// Where each piece begins, and where the last one ends.
fn offsets(pieces: &[&str]) -> Vec<usize> {
    let mut pos = 0;
    let ends = pieces.iter().map(|piece| {
        pos += piece.len();
        pos
    });
    std::iter::once(0).chain(ends).collect()
}

/// What lies between runs of like pieces.
fn between(runs: &[Run], (left, right): (&[usize], &[usize])) -> Vec<Hunk> {
    let place = |at: (usize, usize)| Some((*left.get(at.0)?, *right.get(at.1)?));
    let mut hunks = Vec::new();
    let mut from = (0, 0);
    for &Run { old, new, len } in runs.iter().chain([&Run { old: left.len() - 1, new: right.len() - 1, len: 0 }]) {
        if (old, new) != from
            && let (Some(start), Some(end)) = (place(from), place((old, new)))
        {
            hunks.push(Hunk { old: Span::new(start.0, end.0), new: Span::new(start.1, end.1) });
        }
        from = (old + len, new + len);
    }
    hunks
}
