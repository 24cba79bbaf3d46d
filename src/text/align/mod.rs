//! Which sentence of one text stands for which of another: the same ones, those that say it alike, those that moved.
//!
//! Read in this order: `cut` (a text's sentences), `words` (how alike two are), `order` (pairs in the order of both), and
//! here what is left over, which may have moved. Two answers to one question share few sentences to the letter: a likeness is
//! of words by how rare they are, so that what both must say anyway is no sign.

mod cut;
mod order;
mod words;

pub use cut::sentences;

use super::diff::{Rest, match_up};
use super::span::{Span, sort_by_place};
use order::Part;
use words::Words;

/// So alike are two sentences that stand for each other where their neighbours do, in hundredths,
const ALIKE: u32 = 30;
/// so alike those that moved,
const MOVED: u32 = 60;
/// and no other may be nearer than this.
const CLEARLY: u32 = 10;
/// Lighter sentences are not looked for elsewhere: there are too many like them.
const HEAVY: u32 = 12;

/// Two sentences that stand for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The one on the left, by its index.
    pub left: usize,
    /// The one on the right, by its index.
    pub right: usize,
    /// Whether they say the same to the letter, white space aside.
    pub same: bool,
    /// Whether it stands elsewhere: no two pairs that did not move cross each other.
    pub moved: bool,
}

/// How the sentences of two texts stand for each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// The sentences of both: in order, disjoint, none empty.
    pub sentences: [Vec<Span>; 2],
    /// The pairs, in the order of the left text. **Invariant:** every sentence is in one at most; those that did not move
    /// are in the order of both texts.
    pub pairs: Vec<Pair>,
    /// Whether there was too much to look at all: sentences were compared near where they would stand by proportion only.
    pub degraded: bool,
}

impl Alignment {
    /// The pair that a sentence of a side (0 left, 1 right) is in, by its index.
    #[must_use]
    pub fn pair_of(&self, side: usize, sentence: usize) -> Option<usize> {
        self.pairs.iter().position(|pair| [pair.left, pair.right].get(side) == Some(&sentence))
    }

    /// The sentence of a side that a place stands in, at the end of, or before; the last one behind all; none where there are none.
    #[must_use]
    pub fn sentence_at(&self, side: usize, at: usize) -> Option<usize> {
        let sentences = self.sentences.get(side)?;
        let found = sentences.partition_point(|span| span.end < at);
        Some(found.min(sentences.len().checked_sub(1)?))
    }
}

/// Finds which sentences of two texts stand for each other. The work is bounded: two texts of 100 kB that have nothing in
/// common take some tenths of a second.
#[must_use]
pub fn align(left: &str, right: &str) -> Alignment {
    let sentences = [sentences(left), sentences(right)];
    let words = Words::of([left, right], &sentences);
    let same = match_up(words.ids(0), words.ids(1), words.weak(), Rest::Fewest);
    let mut pairs = Vec::new();
    let mut degraded = same.gave_up;
    let mut from = (0, 0);
    let ends = (words.len(0), words.len(1));
    let runs = same.runs.iter().map(|run| (run.old, run.new, run.len));
    for (old, new, len) in runs.chain([(ends.0, ends.1, 0)]) {
        let part = Part { left: from.0..old, right: from.1..new };
        let (found, cut_short) = order::pairs(&words, &part, ALIKE);
        degraded |= cut_short;
        pairs.extend(found.into_iter().map(|(left, right)| pair(&words, left, right, false)));
        pairs.extend((0..len).map(|at| pair(&words, old + at, new + at, false)));
        from = (old + len, new + len);
    }
    degraded |= moved(&words, &mut pairs);
    sort_by_place(&mut pairs, |pair| (pair.left, pair.right));
    Alignment { sentences, pairs, degraded }
}

fn pair(words: &Words, left: usize, right: usize, moved: bool) -> Pair {
    Pair { left, right, same: words.ids(0).get(left) == words.ids(1).get(right), moved }
}

/// Pairs what has no partner yet and clearly has one elsewhere. Whether there was too much to look at all.
fn moved(words: &Words, pairs: &mut Vec<Pair>) -> bool {
    let alone = |side: usize, taken: &[usize]| -> Vec<usize> {
        let mut free = vec![true; words.len(side)];
        for at in taken {
            if let Some(one) = free.get_mut(*at) {
                *one = false;
            }
        }
        let heavy = |at: &usize| free.get(*at) == Some(&true) && words.weight(side, *at) >= HEAVY;
        (0..words.len(side)).filter(heavy).collect()
    };
    let left = alone(0, &pairs.iter().map(|pair| pair.left).collect::<Vec<_>>());
    let right = alone(1, &pairs.iter().map(|pair| pair.right).collect::<Vec<_>>());
    let (forth, more) = words.nearest(0, &left, &right);
    let (back, more_back) = words.nearest(1, &right, &left);
    for (at, one) in left.iter().zip(&forth) {
        let Some((other, likeness, second)) = *one else { continue };
        let returned = right.iter().position(|one| *one == other).and_then(|at| back.get(at).copied().flatten());
        let clear = |likeness: u32, second: u32| likeness >= MOVED && likeness >= second + CLEARLY;
        let mutual = returned.is_some_and(|(to, likeness, second)| to == *at && clear(likeness, second));
        if mutual && clear(likeness, second) {
            let crosses = pairs.iter().any(|pair| (pair.left < *at) != (pair.right < other) && !pair.moved);
            pairs.push(pair(words, *at, other, crosses));
        }
    }
    more || more_back
}

#[cfg(test)]
mod tests;
