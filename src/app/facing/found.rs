//! What stands for what in two texts, and where they differ.

use crate::text::align::Pair;
use crate::text::{Alignment, Kind, Span, align, diff, sort_by_place};

/// What stands for what in two texts, and where they differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Their sentences, and which stand for each other.
    pub alignment: Alignment,
    /// What each has and the other has not, within sentences that stand for each other: in order and disjoint.
    pub words: [Vec<Span>; 2],
    /// The sentences that nothing stands for on the other side.
    pub alone: [Vec<Span>; 2],
}

impl Found {
    /// Looks for it.
    #[must_use]
    pub fn of(left: &str, right: &str) -> Self {
        let alignment = align(left, right);
        let mut words = [Vec::new(), Vec::new()];
        for pair in alignment.pairs.iter().filter(|pair| !pair.same) {
            let span = |side: usize, at: usize| alignment.sentences.get(side)?.get(at).copied();
            let (Some(one), Some(other)) = (span(0, pair.left), span(1, pair.right)) else { continue };
            let found = diff(one.slice(left), other.slice(right), Kind::Auto);
            let [gone, come] = &mut words;
            gone.extend(found.hunks.iter().map(|hunk| hunk.old.forward(one.start)).filter(|span| !span.is_empty()));
            come.extend(found.hunks.iter().map(|hunk| hunk.new.forward(other.start)).filter(|span| !span.is_empty()));
        }
        for side in &mut words {
            sort_by_place(side, |span| (span.start, span.end));
        }
        let alone = [0, 1].map(|side| alone(&alignment, side));
        Self { alignment, words, alone }
    }

    /// The pair of the sentence that a place of a side stands in.
    #[must_use]
    pub fn pair_at(&self, side: usize, at: usize) -> Option<usize> {
        let sentence = self.alignment.sentence_at(side, at)?;
        self.alignment.pair_of(side, sentence)
    }

    /// The place on the other side that stands for one of this: the start of the sentence that does, else of the one that stands
    /// for the nearest before; the start of the text where there is none.
    #[must_use]
    pub fn across(&self, side: usize, at: usize) -> usize {
        let Some(sentence) = self.alignment.sentence_at(side, at) else { return 0 };
        let place = |pair: &Pair| {
            let (own, other) = if side == 0 { (pair.left, pair.right) } else { (pair.right, pair.left) };
            let place = self.alignment.sentences.get(1 - side.min(1)).and_then(|spans| spans.get(other));
            (own, pair.moved, place.map_or(0, |span| span.start))
        };
        let mut nearest: Option<(usize, usize)> = None;
        for (own, moved, start) in self.alignment.pairs.iter().map(place) {
            let before = own == sentence || (own < sentence && !moved);
            if before && nearest.is_none_or(|(known, _)| known < own) {
                nearest = Some((own, start));
            }
        }
        nearest.map_or(0, |(_, start)| start)
    }
}

/// The sentences of a side that are in no pair.
fn alone(alignment: &Alignment, side: usize) -> Vec<Span> {
    let sentences = alignment.sentences.get(side).map_or(&[][..], Vec::as_slice);
    let mut free = vec![true; sentences.len()];
    for pair in &alignment.pairs {
        let own = if side == 0 { pair.left } else { pair.right };
        if let Some(one) = free.get_mut(own) {
            *one = false;
        }
    }
    sentences.iter().zip(free).filter(|(_, free)| *free).map(|(span, _)| *span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of a side with what the other has not in brackets, and sentences that stand alone in double ones.
    fn shown(found: &Found, side: usize, text: &str) -> String {
        let mut out = String::new();
        let mut marks: Vec<(usize, &str)> = Vec::new();
        for span in &found.words[side] {
            marks.extend([(span.start, "["), (span.end, "]")]);
        }
        for span in &found.alone[side] {
            marks.extend([(span.start, "[["), (span.end, "]]")]);
        }
        marks.sort_unstable();
        let mut from = 0;
        for (at, mark) in marks {
            out.push_str(&text[from..at]);
            out.push_str(mark);
            from = at;
        }
        out + &text[from..]
    }

    #[test]
    fn words_that_differ_are_shown_within_sentences_and_sentences_alone_as_a_whole() {
        let left = "The house was sold in May for a good price. It rained.";
        let right = "The house was sold in June for a good price. Nobody lives there now. It rained.";
        let found = Found::of(left, right);
        assert_eq!(shown(&found, 0, left), "The house was sold in [May] for a good price. It rained.");
        assert_eq!(
            shown(&found, 1, right),
            "The house was sold in [June] for a good price. [[Nobody lives there now.]] It rained."
        );
    }

    #[test]
    fn a_place_leads_across_to_what_stands_for_it_or_to_what_came_before() {
        let left = "The house was sold in May for a good price. Only here, says the left. It rained and rained.";
        let right = "Only there, is what the right tells us. The house was sold in June for a good price. It rained and rained.";
        let found = Found::of(left, right);
        let at = |place: &str| right.find(place).unwrap();
        assert_eq!(found.across(0, 3), at("The house"));
        assert_eq!(found.across(0, left.find("Only").unwrap() + 2), at("The house"));
        assert_eq!(found.across(0, left.len()), at("It rained"));
        assert_eq!(found.across(1, 3), 0);
        assert_eq!(found.across(1, at("It rained") + 3), left.find("It rained").unwrap());
    }
}
