//! Which lines or words of two texts differ, in bounded time: the frame in which two changes are brought together.

use std::collections::BTreeMap;

use crate::text::diff::Hunk;
use crate::text::span::Span;
use crate::text::token::tokens;

/// How often a run is cut at lines that occur once, and the parts at what occurs once in them.
const DEEP: usize = 16;

/// Runs are aligned by the longest common row where the product of their lines is at most this; larger ones stand as
/// they are, and are compared by words.
const MOST: usize = 1 << 18;

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
    let mut aligning = Aligning { seen: vec![Seen::default(); numbers.len()], pairs: Vec::new() };
    aligning.part(Part { old: &left, new: &right, at: (0, 0) }, DEEP);
    between(&aligning.pairs, (&offsets(&before), &offsets(&after)))
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

/// What lies between pairs of like lines.
fn between(pairs: &[(usize, usize)], (left, right): (&[usize], &[usize])) -> Vec<Hunk> {
    let place = |at: (usize, usize)| Some((*left.get(at.0)?, *right.get(at.1)?));
    let mut hunks = Vec::new();
    let mut from = (0, 0);
    for &pair in pairs.iter().chain([&(left.len() - 1, right.len() - 1)]) {
        if pair != from
            && let (Some(start), Some(end)) = (place(from), place(pair))
        {
            hunks.push(Hunk { old: Span::new(start.0, end.0), new: Span::new(start.1, end.1) });
        }
        from = (pair.0 + 1, pair.1 + 1);
    }
    hunks
}

/// A part of both rows, and where it begins in them.
#[derive(Clone, Copy)]
struct Part<'r> {
    old: &'r [u32],
    new: &'r [u32],
    at: (usize, usize),
}

impl<'r> Part<'r> {
    fn cut(self, start: (usize, usize), end: (usize, usize)) -> Self {
        let part = |row: &'r [u32], start: usize, end: usize| row.get(start..end).unwrap_or_default();
        Self {
            old: part(self.old, start.0, end.0),
            new: part(self.new, start.1, end.1),
            at: (self.at.0 + start.0, self.at.1 + start.1),
        }
    }
}

/// How often a line was met in a part, and where last.
#[derive(Clone, Copy, Default)]
struct Seen {
    old: usize,
    new: usize,
    at: usize,
}

struct Aligning {
    seen: Vec<Seen>,
    /// Lines that stand for each other.
    pairs: Vec<(usize, usize)>,
}

impl Aligning {
    fn pair(&mut self, part: Part, old: usize, new: usize, len: usize) {
        self.pairs.extend((0..len).map(|by| (part.at.0 + old + by, part.at.1 + new + by)));
    }

    fn part(&mut self, part: Part, deep: usize) {
        let (old, new) = (part.old, part.new);
        let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let rest = part.cut((head, head), (old.len(), new.len()));
        let tail = rest.old.iter().rev().zip(rest.new.iter().rev()).take_while(|(a, b)| a == b).count();
        let core = rest.cut((0, 0), (rest.old.len() - tail, rest.new.len() - tail));
        self.pair(part, 0, 0, head);
        if !core.old.is_empty() && !core.new.is_empty() {
            self.core(core, deep);
        }
        self.pair(part, old.len() - tail, new.len() - tail, tail);
    }

    /// Cut at the lines that occur once in either text (Bram Cohen's patience comparison).
    fn core(&mut self, part: Part, deep: usize) {
        let once = if deep == 0 { Vec::new() } else { rising(&self.once(part)) };
        if once.is_empty() {
            self.longest(part);
            return;
        }
        let mut start = (0, 0);
        for (old, new) in once {
            self.part(part.cut(start, (old, new)), deep - 1);
            self.pair(part, old, new, 1);
            start = (old + 1, new + 1);
        }
        self.part(part.cut(start, (part.old.len(), part.new.len())), deep - 1);
    }

    /// Where those stand that occur once in either row.
    fn once(&mut self, part: Part) -> Vec<(usize, usize)> {
        for &line in part.old.iter().chain(part.new) {
            if let Some(seen) = self.seen.get_mut(line as usize) {
                *seen = Seen::default();
            }
        }
        for &line in part.old {
            if let Some(seen) = self.seen.get_mut(line as usize) {
                seen.old += 1;
            }
        }
        for (at, &line) in part.new.iter().enumerate() {
            if let Some(seen) = self.seen.get_mut(line as usize) {
                *seen = Seen { new: seen.new + 1, at, ..*seen };
            }
        }
        let place = |(at, line): (usize, &u32)| {
            let seen = self.seen.get(*line as usize)?;
            (seen.old == 1 && seen.new == 1).then_some((at, seen.at))
        };
        part.old.iter().enumerate().filter_map(place).collect()
    }

    /// The longest common row, where that can be had.
    fn longest(&mut self, part: Part) {
        let width = part.new.len() + 1;
        if part.old.len().saturating_mul(part.new.len()) > MOST {
            return;
        }
        // For each place the length of the longest common row from there on.
        let mut lens = vec![0_u16; (part.old.len() + 1) * width];
        let get = |lens: &[u16], old: usize, new: usize| lens.get(old * width + new).copied().unwrap_or_default();
        for (old, a) in part.old.iter().enumerate().rev() {
            for (new, b) in part.new.iter().enumerate().rev() {
                let len = if a == b {
                    get(&lens, old + 1, new + 1).saturating_add(1)
                } else {
                    get(&lens, old + 1, new).max(get(&lens, old, new + 1))
                };
                if let Some(slot) = lens.get_mut(old * width + new) {
                    *slot = len;
                }
            }
        }
        let (mut old, mut new) = (0, 0);
        while let (Some(a), Some(b)) = (part.old.get(old), part.new.get(new)) {
            if a == b {
                self.pair(part, old, new, 1);
                (old, new) = (old + 1, new + 1);
            } else if get(&lens, old + 1, new) >= get(&lens, old, new + 1) {
                old += 1;
            } else {
                new += 1;
            }
        }
    }
}

/// The most pairs, of pairs that rise on the left, that rise on the right too.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length the pair that ends such a row lowest, and for each pair the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let right = |at: usize| pairs.get(at).map_or(0, |pair| pair.1);
    for (at, pair) in pairs.iter().enumerate() {
        let len = ends.partition_point(|&end| right(end) < pair.1);
        before.push(len.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied());
        match ends.get_mut(len) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut row = Vec::with_capacity(ends.len());
    let mut here = ends.last().copied();
    while let Some(at) = here {
        row.extend(pairs.get(at).copied());
        here = before.get(at).copied().flatten();
    }
    row.reverse();
    row
}
