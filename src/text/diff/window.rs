//! Which tokens stand for each other where texts differ: like ones for like ones, at the least cost.
//!
//! After ERRANT's alignment (Felice, Bryant and Briscoe 2016): a Damerau-Levenshtein distance over tokens whose cost of
//! taking one for another falls with their likeness. There, lemma and part of speech are asked for too; here, so that it
//! holds for every language, characters alone, and every run of changes costs something to begin.

use super::face::{Face, Known};
use super::row::Row;
use crate::text::token::TokenKind;

/// What was done with some tokens of both rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Equal tokens stay.
    Keep,
    /// One token for another.
    Replace,
    Delete,
    Insert,
    /// So many tokens in another order.
    Swap(u8),
    /// So many tokens written as so many: `your self`, `yourself`.
    Weld(u8, u8),
}

impl Deed {
    /// How many tokens of the old and of the new row it takes.
    pub(super) const fn len(self) -> (usize, usize) {
        match self {
            Self::Keep | Self::Replace => (1, 1),
            Self::Delete => (1, 0),
            Self::Insert => (0, 1),
            Self::Swap(len) => (len as usize, len as usize),
            Self::Weld(old, new) => (old as usize, new as usize),
        }
    }
}

/// What it costs to begin a run of changes.
const BEGINNING: u32 = 30;
/// What it costs that a token more stands in another order.
const SWAPPING: u32 = 60;
/// What it costs that words are written as one or parted.
const WELDING: u32 = 20;
/// The most tokens that swap their places.
const SWAPPED: u8 = 4;
/// How tokens may be welded: so many into so many.
const WELDS: [(u8, u8); 4] = [(1, 2), (2, 1), (1, 3), (3, 1)];

const FAR: u32 = u32::MAX / 4;

/// A part of both rows that is looked at closely.
pub(super) struct Window<'r> {
    old: Side<'r>,
    new: Side<'r>,
}

/// One side of it.
struct Side<'r> {
    faces: Vec<&'r Face>,
    ids: &'r [u32],
    /// For each place the sum of the hashes before it: equal sums tell of the same tokens in whatever order.
    sums: Vec<u64>,
    /// For each place how many letters stand before it.
    letters: Vec<u32>,
}

impl<'r> Side<'r> {
    fn new(row: &'r Row, start: usize, end: usize) -> Self {
        let faces = row.faces(start, end);
        let (mut sums, mut letters) = (vec![0], vec![0]);
        let (mut sum, mut count) = (0_u64, 0_u32);
        for face in &faces {
            sum = sum.wrapping_add(face.hash);
            count += u32::try_from(face.letters().count()).unwrap_or_default();
            sums.push(sum);
            letters.push(count);
        }
        Self { faces, ids: row.ids.get(start..end).unwrap_or_default(), sums, letters }
    }

    const fn len(&self) -> usize {
        self.faces.len()
    }

    /// What the `len` tokens before a place come to, in hashes and in letters; none where there are not so many.
    fn sum(&self, at: usize, len: usize) -> Option<u64> {
        Some(self.sums.get(at)?.wrapping_sub(*self.sums.get(at.checked_sub(len)?)?))
    }

    fn letters(&self, at: usize, len: usize) -> Option<u32> {
        Some(self.letters.get(at)? - self.letters.get(at.checked_sub(len)?)?)
    }
}

/// The cheapest way to a place, its last deed, and whether the deed before that was a `Keep`.
#[derive(Clone, Copy)]
struct Way {
    cost: u32,
    deed: Deed,
    from_kept: bool,
}

/// Of each place two ways: the one whose last deed is a `Keep`, and the one that ends in a change.
struct Ways {
    kept: Way,
    changed: Way,
}

const NONE: Way = Way { cost: FAR, deed: Deed::Keep, from_kept: true };

impl<'r> Window<'r> {
    /// The tokens of two rows in `place`: `[old start, old end, new start, new end]`.
    pub(super) fn new(old: &'r Row, new: &'r Row, [a, b, c, d]: [usize; 4]) -> Self {
        Self { old: Side::new(old, a, b), new: Side::new(new, c, d) }
    }

    /// The deeds of the cheapest way through, in order.
    pub(super) fn deeds(&self) -> Vec<Deed> {
        let width = self.new.len() + 1;
        let mut ways: Vec<Ways> = Vec::with_capacity((self.old.len() + 1) * width);
        ways.push(Ways { kept: Way { cost: 0, ..NONE }, changed: NONE });
        for i in 0..=self.old.len() {
            let known = i.checked_sub(1).and_then(|at| self.old.faces.get(at)).map(|face| Known::new(face));
            for j in 0..width {
                if i + j > 0 {
                    let found = self.best(&ways, known.as_ref(), i, j);
                    ways.push(found);
                }
            }
        }
        self.back(&ways)
    }

    fn best(&self, ways: &[Ways], known: Option<&Known>, i: usize, j: usize) -> Ways {
        let width = self.new.len() + 1;
        let mut best = Ways { kept: NONE, changed: NONE };
        let mut offer = |deed: Deed, cost: u32| {
            let (rows, columns) = deed.len();
            let from = i.checked_sub(rows).zip(j.checked_sub(columns));
            let Some(before) = from.and_then(|(i, j)| ways.get(i * width + j)) else { return };
            let (slot, opening) = if deed == Deed::Keep { (&mut best.kept, 0) } else { (&mut best.changed, BEGINNING) };
            for (cost, from_kept) in [(before.kept.cost + opening + cost, true), (before.changed.cost + cost, false)] {
                if cost < slot.cost {
                    *slot = Way { cost, deed, from_kept };
                }
            }
        };
        let (a, b) = (
            i.checked_sub(1).and_then(|at| self.old.faces.get(at)),
            j.checked_sub(1).and_then(|at| self.new.faces.get(at)),
        );
        if let (Some(known), Some(b)) = (known, b) {
            if self.old.ids.get(i - 1) == self.new.ids.get(j - 1) {
                offer(Deed::Keep, 0);
            } else {
                offer(Deed::Replace, known.replacing(b));
            }
            for len in 2..=SWAPPED {
                if self.is_swap(i, j, usize::from(len)) {
                    offer(Deed::Swap(len), SWAPPING * u32::from(len - 1));
                }
            }
            for (old, new) in WELDS {
                if self.is_weld((i, j), (usize::from(old), usize::from(new))) {
                    offer(Deed::Weld(old, new), WELDING);
                }
            }
        }
        if let Some(a) = a {
            offer(Deed::Delete, a.leaving());
        }
        if let Some(b) = b {
            offer(Deed::Insert, b.leaving());
        }
        best
    }

    /// The `old` and `new` tokens before these places.
    fn before(&self, (i, j): (usize, usize), (old, new): (usize, usize)) -> Option<(&[&Face], &[&Face])> {
        Some((self.old.faces.get(i.checked_sub(old)?..i)?, self.new.faces.get(j.checked_sub(new)?..j)?))
    }

    /// Whether the `len` tokens before these places are the same in another order, none at either end in its place.
    fn is_swap(&self, i: usize, j: usize, len: usize) -> bool {
        if self.old.sum(i, len).is_none_or(|sum| self.new.sum(j, len) != Some(sum)) {
            return false;
        }
        let Some((old, new)) = self.before((i, j), (len, len)) else { return false };
        let [(Some(a), Some(b)), (Some(c), Some(d))] = [(old.first(), new.first()), (old.last(), new.last())] else {
            return false;
        };
        let count = |faces: &[&Face], face: &Face| faces.iter().filter(|other| other.is_same(face)).count();
        !a.is_same(b) && !c.is_same(d) && old.iter().all(|face| count(old, face) == count(new, face))
    }

    fn is_weld(&self, place: (usize, usize), len: (usize, usize)) -> bool {
        if self.old.letters(place.0, len.0).is_none_or(|count| self.new.letters(place.1, len.1) != Some(count)) {
            return false;
        }
        let Some((old, new)) = self.before(place, len) else { return false };
        let ends = [old.first(), old.last(), new.first(), new.last()];
        let words = ends.into_iter().flatten().all(|face| face.kind == TokenKind::Word);
        words && old.iter().flat_map(|face| face.letters()).eq(new.iter().flat_map(|face| face.letters()))
    }

    fn back(&self, ways: &[Ways]) -> Vec<Deed> {
        let mut deeds = Vec::with_capacity(self.old.len().max(self.new.len()));
        let (mut i, mut j) = (self.old.len(), self.new.len());
        let mut kept = ways.last().is_none_or(|ways| ways.kept.cost <= ways.changed.cost);
        while i + j > 0 {
            let Some(ways) = ways.get(i * (self.new.len() + 1) + j) else { break };
            let way = if kept { ways.kept } else { ways.changed };
            deeds.push(way.deed);
            let (rows, columns) = way.deed.len();
            (i, j, kept) = (i.saturating_sub(rows), j.saturating_sub(columns), way.from_kept);
        }
        deeds.reverse();
        deeds
    }
}
