//! How alike two sentences are: by the words that both have, the rarer the heavier.

use crate::text::fold::folded;
use crate::text::span::{Span, sort_by_place};
use crate::text::token::{self, TokenKind};
use std::collections::BTreeMap;
use std::ops::Range;

/// So many meetings of words are looked at for what may have moved.
const MEETINGS: usize = 1 << 23;

/// The nearest of several: which, how alike in hundredths, and how alike the second is.
pub(super) type Nearest = Option<(usize, u32, u32)>;

/// The sentences of two texts as sets of words.
pub(super) struct Words {
    sides: [Side; 2],
    /// How heavy each word is.
    weights: Vec<u32>,
    /// Whether sentences of this number are no sign of a match by themselves.
    weak: Vec<bool>,
}

#[derive(Default)]
struct Side {
    /// The words of each sentence, as sorted numbers, each once.
    sentences: Vec<Vec<u32>>,
    /// What they weigh.
    weights: Vec<u32>,
    /// A number for each sentence, equal where the same is said.
    ids: Vec<u32>,
    /// The sentences that a word is in, in order.
    places: Vec<Vec<usize>>,
}

/// Numbers things as they come.
#[derive(Default)]
struct Numbers(BTreeMap<String, u32>);

impl Numbers {
    fn of(&mut self, name: String) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(name).or_insert(next)
    }
}

impl Words {
    pub(super) fn of(texts: [&str; 2], sentences: &[Vec<Span>; 2]) -> Self {
        let (mut words, mut said) = (Numbers::default(), Numbers::default());
        let mut sides = [Side::default(), Side::default()];
        for ((side, text), spans) in sides.iter_mut().zip(texts).zip(sentences) {
            for span in spans {
                let sentence = span.slice(text);
                side.ids.push(said.of(sentence.split_whitespace().collect::<Vec<_>>().join(" ")));
                let mut set = Vec::new();
                token::each(sentence, |token| {
                    if token.kind == TokenKind::Word {
                        set.push(words.of(folded(token.span.slice(sentence))));
                    }
                });
                sort_by_place(&mut set, |word| (*word as usize, 0));
                set.dedup();
                side.sentences.push(set);
            }
        }
        let weak = vec![false; said.0.len()];
        let mut all = Self { sides, weights: Vec::new(), weak };
        all.weigh(words.0.len());
        all
    }

    fn weigh(&mut self, words: usize) {
        for side in &mut self.sides {
            side.places = vec![Vec::new(); words];
            for (at, set) in side.sentences.iter().enumerate() {
                for word in set {
                    if let Some(places) = side.places.get_mut(*word as usize) {
                        places.push(at);
                    }
                }
            }
        }
        let all = self.len(0) + self.len(1);
        let count =
            |word: usize| self.sides.iter().map(|side| side.places.get(word).map_or(0, Vec::len)).sum::<usize>();
        // Twice as rare is one heavier.
        self.weights = (0..words).map(|word| 1 + (all / count(word).max(1)).checked_ilog2().unwrap_or(0)).collect();
        // What is said twice in one text, or hardly anything, is found by its neighbours.
        for side in &mut self.sides {
            side.weights = side.sentences.iter().map(|set| sum(&self.weights, set)).collect();
        }
        for id in
            self.sides.iter().flat_map(|side| side.ids.iter().zip(&side.sentences)).filter(|(_, set)| set.len() < 2)
        {
            if let Some(weak) = self.weak.get_mut(*id.0 as usize) {
                *weak = true;
            }
        }
    }

    /// How many sentences a side has.
    pub(super) fn len(&self, side: usize) -> usize {
        self.ids(side).len()
    }

    /// A number for each sentence of a side, equal where the same is said.
    pub(super) fn ids(&self, side: usize) -> &[u32] {
        self.sides.get(side).map_or(&[], |side| &side.ids)
    }

    pub(super) fn weak(&self) -> &[bool] {
        &self.weak
    }

    /// What the words of a sentence weigh together.
    pub(super) fn weight(&self, side: usize, sentence: usize) -> u32 {
        self.sides.get(side).and_then(|side| side.weights.get(sentence)).copied().unwrap_or(0)
    }

    /// How alike a left sentence is to each of a row of right ones, in hundredths.
    pub(super) fn likenesses(&self, left: usize, right: &Range<usize>, onto: &mut Vec<u32>) {
        self.common(0, left, right, onto);
        for (at, common) in right.clone().zip(onto.iter_mut()) {
            *common = self.share(*common, self.weight(0, left), self.weight(1, at));
        }
    }

    fn share(&self, common: u32, one: u32, other: u32) -> u32 {
        (200 * common).checked_div(one + other).unwrap_or(0)
    }

    /// What the words weigh that a sentence of a side has in common with each of a row of the other's. How many meetings that was.
    fn common(&self, side: usize, sentence: usize, others: &Range<usize>, onto: &mut Vec<u32>) -> usize {
        onto.clear();
        onto.resize(others.len(), 0);
        let (Some(own), Some(other)) = (self.sides.get(side), self.sides.get(1 - side.min(1))) else { return 0 };
        let mut meetings = 0;
        for word in own.sentences.get(sentence).into_iter().flatten() {
            let weight = self.weights.get(*word as usize).copied().unwrap_or(0);
            let places = other.places.get(*word as usize).map_or(&[][..], Vec::as_slice);
            let from = places.partition_point(|at| *at < others.start);
            for at in places.iter().skip(from).take_while(|at| **at < others.end) {
                if let Some(sum) = onto.get_mut(at - others.start) {
                    *sum += weight;
                }
                meetings += 1;
            }
        }
        meetings
    }

    /// For each of these sentences of a side the nearest among those of the other; whether there were too many to look at all.
    pub(super) fn nearest(&self, side: usize, own: &[usize], others: &[usize]) -> (Vec<Nearest>, bool) {
        let mut found = vec![None; own.len()];
        let (Some(first), Some(last)) = (others.first(), others.last()) else { return (found, false) };
        let row = *first..last + 1;
        let (mut common, mut meetings) = (Vec::new(), 0);
        for (at, nearest) in own.iter().zip(&mut found) {
            if meetings > MEETINGS {
                return (found, true);
            }
            meetings += self.common(side, *at, &row, &mut common) + others.len();
            let (mut best, mut most, mut second) = (None, 0, 0);
            for other in others {
                let common = common.get(other - row.start).copied().unwrap_or(0);
                let share = self.share(common, self.weight(side, *at), self.weight(1 - side.min(1), *other));
                if share > most {
                    (best, second, most) = (Some(*other), most, share);
                } else {
                    second = second.max(share);
                }
            }
            *nearest = best.map(|other| (other, most, second));
        }
        (found, false)
    }
}

fn sum(weights: &[u32], set: &[u32]) -> u32 {
    set.iter().filter_map(|word| weights.get(*word as usize)).sum()
}
