//! The words that two texts have in common, in their order, however spaces, quotation marks and dashes are written.

use super::diff::{Rest, match_up};
use super::span::Span;
use super::token::{TokenKind, each};
use std::collections::BTreeMap;

/// A text as a row of words and signs, and for each the one of the other text that stands for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Where its words and signs stand, spaces left out. **Invariant:** ascending, none overlapping.
    pub words: Vec<Span>,
    /// The index of the same word in the other row. **Invariant:** as many as `words`; what is there ascends.
    pub mates: Vec<Option<usize>>,
}

/// A run of so many words, or of so many bytes, is no chance match.
const TELLING: (usize, usize) = (3, 10);
/// A shorter one counts where at most so many words on either side of it have no mate.
const NEAR: usize = 8;

/// Pairs the words of two texts. What few words have in common by chance, far from anything else, is no pair.
#[must_use]
pub fn common(left: &str, right: &str) -> (Row, Row) {
    let mut numbers = Numbers::default();
    let (mut one, ids) = numbers.row(left);
    let (mut two, other) = numbers.row(right);
    let runs = match_up(&ids, &other, &numbers.weak, Rest::Fewest).runs;
    let mut merged: Vec<(usize, usize, usize)> = Vec::with_capacity(runs.len());
    for run in runs {
        match merged.last_mut() {
            Some((old, new, len)) if *old + *len == run.old && *new + *len == run.new => *len += run.len,
            _ => merged.push((run.old, run.new, run.len)),
        }
    }
    let telling = |(old, _, len): (usize, usize, usize)| {
        let words = one.words.get(old..old + len).unwrap_or_default();
        len >= TELLING.0 || words.iter().map(|word| word.len()).sum::<usize>() >= TELLING.1
    };
    let mut kept: Vec<(usize, usize, usize)> = Vec::with_capacity(merged.len());
    for (at, &run) in merged.iter().enumerate() {
        let (old, new, len) = run;
        let before =
            at.checked_sub(1).and_then(|at| merged.get(at)).map_or((0, 0), |one| (one.0 + one.2, one.1 + one.2));
        let after = merged.get(at + 1).map_or((ids.len(), other.len()), |one| (one.0, one.1));
        let gap = [old - before.0, new - before.1, after.0 - (old + len), after.1 - (new + len)];
        if telling(run) || gap.iter().all(|gap| *gap <= NEAR) {
            kept.push(run);
        }
    }
    for (old, new, len) in kept {
        for step in 0..len {
            if let (Some(mate), Some(other)) = (one.mates.get_mut(old + step), two.mates.get_mut(new + step)) {
                (*mate, *other) = (Some(new + step), Some(old + step));
            }
        }
    }
    (one, two)
}

/// The words met so far, and whether each is no sign of a match by itself.
#[derive(Default)]
struct Numbers {
    known: BTreeMap<String, u32>,
    weak: Vec<bool>,
}

impl Numbers {
    fn row(&mut self, text: &str) -> (Row, Vec<u32>) {
        let (mut words, mut ids) = (Vec::new(), Vec::new());
        each(text, |token| {
            let word = plain(token.span.slice(text));
            if matches!(token.kind, TokenKind::Word | TokenKind::Sign) && !word.is_empty() {
                words.push(token.span);
                ids.push(self.of(word, token.kind == TokenKind::Sign));
            }
        });
        let mates = vec![None; words.len()];
        (Row { words, mates }, ids)
    }

    fn of(&mut self, word: String, weak: bool) -> u32 {
        if let Some(number) = self.known.get(&word) {
            return *number;
        }
        let number = u32::try_from(self.weak.len()).unwrap_or(u32::MAX);
        self.known.insert(word, number);
        self.weak.push(weak);
        number
    }
}

/// A word without what cannot be seen, quotation marks and dashes as a keyboard has them.
fn plain(word: &str) -> String {
    let sign = |sign: char| match sign {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => None,
        '‘' | '’' | '‚' | '‛' | '“' | '”' | '„' | '‟' | '"' | '`' | '´' | '′' | '″' => Some('\''),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => Some('-'),
        other => Some(other),
    };
    word.chars().filter_map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The right text with what has no mate in brackets.
    fn check(left: &str, right: &str, expected: &str) {
        let (one, two) = common(left, right);
        let mut shown = Vec::new();
        for (span, mate) in two.words.iter().zip(&two.mates) {
            let word = span.slice(right);
            shown.push(if mate.is_some() { word.to_owned() } else { format!("[{word}]") });
        }
        assert_eq!(shown.join(" "), expected);
        for (at, mate) in one.mates.iter().enumerate().filter_map(|(at, mate)| Some((at, (*mate)?))) {
            assert_eq!(two.mates[mate], Some(at), "both say the same");
            assert_eq!(plain(one.words[at].slice(left)), plain(two.words[mate].slice(right)));
        }
        for row in [one, two] {
            let mates: Vec<usize> = row.mates.into_iter().flatten().collect();
            assert!(mates.is_sorted_by(|a, b| a < b));
        }
    }

    #[test]
    fn words_are_paired_however_spaces_and_quotes_are_written() {
        check("He said “no” – twice.", "He\u{a0}said\n\"no\" -\ttwice.", "He said \" no \" - twice .");
        check("soft\u{ad}ware rules", "software rules", "software rules");
        check("The cat sat down.", "The dog sat down. Copy", "The [dog] sat down . [Copy]");
        check("", "a b", "[a] [b]");
    }

    #[test]
    fn a_chance_match_far_from_anything_is_no_pair() {
        let left = format!("{} the {}", "alpha beta gamma ".repeat(9), "delta epsilon ".repeat(9));
        let right = format!("{} the {}", "one two three ".repeat(9), "four five ".repeat(9));
        assert!(common(&left, &right).0.mates.iter().all(Option::is_none));
    }

    #[test]
    fn equal_texts_pair_all_their_words() {
        let mut random = fastrand::Rng::with_seed(3);
        for _ in 0..500 {
            let words = ["a", "b", "cat", "“", "é", "東京", "3.5", "the", ".", "🏔️"];
            let text: Vec<&str> = (0..random.usize(..30)).map(|_| words[random.usize(..words.len())]).collect();
            let (left, right) = (text.join(" "), text.join("\n"));
            assert!(common(&left, &right).0.mates.iter().all(Option::is_some), "{left}");
        }
    }
}
