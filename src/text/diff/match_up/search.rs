//! The way through two rows with the fewest differences, as far as those can be found at once.

use super::{Part, Run};

/// How many differences are looked for at once.
const MOST: usize = 64;

/// Myers' greedy search (1986), given up after `MOST` differences where it has come furthest.
pub(super) struct Search<'r> {
    part: Part<'r>,
    /// For each number of differences and each diagonal how far it was come in the old row.
    far: Vec<Vec<Option<usize>>>,
}

impl<'r> Search<'r> {
    pub(super) const fn new(part: Part<'r>) -> Self {
        Self { part, far: Vec::new() }
    }

    /// The runs in common, and where the search ended.
    pub(super) fn run(mut self) -> (Vec<Run>, (usize, usize)) {
        let whole = (self.part.old.len(), self.part.new.len());
        for edits in 0..=MOST {
            let reach = |index| self.step(edits, index).map(|(_, start)| start + self.snake(start, edits, index));
            let row = (0..=edits).map(reach).collect();
            self.far.push(row);
            if let Some(index) = self.ends(edits).position(|place| place == Some(whole)) {
                return (self.back(edits, index), whole);
            }
        }
        let furthest = self.ends(MOST).enumerate().max_by_key(|(_, place)| place.map(|(old, new)| old + new));
        let (index, place) = furthest.unwrap_or_default();
        (self.back(MOST, index), place.unwrap_or(whole))
    }

    /// Where it was come on each diagonal, in both rows.
    fn ends(&self, edits: usize) -> impl Iterator<Item = Option<(usize, usize)>> {
        let row = self.far.get(edits).into_iter().flatten().enumerate();
        row.map(move |(index, far)| Some(((*far)?, new_place((*far)?, edits, index)?)))
    }

    /// The better of the two ways onto a diagonal: the diagonal it came from, and where it begins in the old row.
    fn step(&self, edits: usize, index: usize) -> Option<(usize, usize)> {
        let Some(last) = edits.checked_sub(1).and_then(|edits| self.far.get(edits)) else {
            return Some((0, 0));
        };
        let from = |index: Option<usize>| Some((index?, last.get(index?).copied().flatten()?));
        let inserted = from(Some(index))
            .filter(|(_, old)| new_place(*old, edits, index).is_some_and(|new| new <= self.part.new.len()));
        let deleted = from(index.checked_sub(1)).map(|(index, old)| (index, old + 1));
        let deleted = deleted.filter(|(_, old)| *old <= self.part.old.len());
        match (deleted, inserted) {
            (Some(deleted), Some(inserted)) if inserted.1 > deleted.1 => Some(inserted),
            (Some(deleted), _) => Some(deleted),
            (None, inserted) => inserted,
        }
    }

    /// How many are equal from here on.
    fn snake(&self, old: usize, edits: usize, index: usize) -> usize {
        let new = new_place(old, edits, index).unwrap_or(usize::MAX);
        let (left, right) = (self.part.old.get(old..), self.part.new.get(new..));
        let pairs = left.unwrap_or_default().iter().zip(right.unwrap_or_default());
        pairs.take_while(|(a, b)| a == b).count()
    }

    /// The runs on the way to a diagonal, in order.
    fn back(&self, edits: usize, index: usize) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut index = index;
        for edits in (0..=edits).rev() {
            let far = self.far.get(edits).and_then(|row| row.get(index)).copied().flatten();
            let (Some(far), Some((from, old))) = (far, self.step(edits, index)) else {
                break;
            };
            if let Some(new) = new_place(old, edits, index) {
                runs.push(Run { old, new, len: far - old });
            }
            index = from;
        }
        runs.reverse();
        runs
    }
}

/// The place in the new row of one in the old, on a diagonal: `index` of the differences were deletions.
fn new_place(old: usize, edits: usize, index: usize) -> Option<usize> {
    (old + edits).checked_sub(2 * index)
}
