//! What differs within a word that was altered, grapheme by grapheme: for showing only, a change is always of the whole word.

use super::face::Face;
use super::hunk::Hunk;
use crate::text::grapheme;
use crate::text::span::Span;
use crate::text::token;

/// Nothing of more bytes is a word.
const WORD: usize = 256;
/// A middle of more graphemes on either side is not looked into: it differs as one.
const LONG: usize = 40;

/// Where one word differs from another that it was altered from (`Ausgang`, `Ausgänge`): sorted, disjoint, on graphemes.
/// Empty where either side is not one word, or they are not alike: then nothing is to be seen in letters.
#[must_use]
pub fn refine(old: &str, new: &str) -> Vec<Hunk> {
    let (Some(before), Some(after)) = (word(old), word(new)) else { return Vec::new() };
    if old == new || !before.is_like(&after) {
        return Vec::new();
    }
    let (left, right): (Vec<_>, Vec<_>) = (graphemes(old), graphemes(new));
    let head = left.iter().zip(&right).take_while(|(a, b)| a.1 == b.1).count();
    let rest = left.len().min(right.len()) - head;
    let tail = left.iter().rev().zip(right.iter().rev()).take(rest).take_while(|(a, b)| a.1 == b.1).count();
    let (a, b) = (left.get(head..left.len() - tail), right.get(head..right.len() - tail));
    let (a, b) = (a.unwrap_or_default(), b.unwrap_or_default());
    let place = |all: &[(usize, &str)], at: usize, text: &str| all.get(at).map_or(text.len(), |found| found.0);
    let hunk = |from: (usize, usize), to: (usize, usize)| Hunk {
        old: Span::new(place(&left, head + from.0, old), place(&left, head + to.0, old)),
        new: Span::new(place(&right, head + from.1, new), place(&right, head + to.1, new)),
    };
    if a.len() > LONG || b.len() > LONG {
        return vec![hunk((0, 0), (a.len(), b.len()))];
    }
    let mut hunks = Vec::new();
    let mut from = (0, 0);
    for (i, j) in common(a, b).into_iter().chain([(a.len(), b.len())]) {
        if (i, j) != from {
            hunks.push(hunk(from, (i, j)));
        }
        from = (i + 1, j + 1);
    }
    hunks
}

fn word(text: &str) -> Option<Face> {
    if text.len() > WORD {
        return None;
    }
    let mut kinds = Vec::new();
    token::each(text, |token| kinds.push(token.kind));
    match kinds.as_slice() {
        [kind @ token::TokenKind::Word] => Some(Face::new(*kind, text)),
        _ => None,
    }
}

fn graphemes(text: &str) -> Vec<(usize, &str)> {
    grapheme::each(text).collect()
}

/// A longest row of graphemes in common, by their places on both sides; of equally long ones that which goes on longest
/// without a break from its beginning.
fn common(a: &[(usize, &str)], b: &[(usize, &str)]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut longest = vec![0_u8; (a.len() + 1) * width];
    let at = |longest: &[u8], i: usize, j: usize| longest.get(i * width + j).copied().unwrap_or_default();
    for (i, left) in a.iter().enumerate().rev() {
        for (j, right) in b.iter().enumerate().rev() {
            let best = if left.1 == right.1 {
                at(&longest, i + 1, j + 1) + 1
            } else {
                at(&longest, i + 1, j).max(at(&longest, i, j + 1))
            };
            if let Some(slot) = longest.get_mut(i * width + j) {
                *slot = best;
            }
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while let (Some(left), Some(right)) = (a.get(i), b.get(j)) {
        if left.1 == right.1 {
            found.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if at(&longest, i + 1, j) >= at(&longest, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `Ausg{~~a~>ä~~}ng{++e++}`: what is seen in letters.
    fn check(marked: &str) {
        let texts = crate::text::notation::read(marked);
        let (old, new) = (texts.original.as_str(), texts.corrected.as_str());
        let edits: Vec<_> = refine(old, new).iter().map(|hunk| hunk.edit(new)).collect();
        assert_eq!(crate::text::notation::write(old, &edits), marked);
    }

    #[test]
    fn an_altered_word_shows_its_letters() {
        check("Ausg{~~a~>ä~~}ng{++e++}");
        check("writ{--t--}ing");
        check("1.{~~2~>3~~}4");
        check("{~~h~>H~~}aus");
    }

    #[test]
    fn other_words_phrases_and_equal_ones_show_none() {
        for (old, new) in [("is", "are"), ("a b", "a c"), ("same", "same"), ("", "word"), ("big", "")] {
            assert_eq!(refine(old, new), [], "{old} {new}");
        }
    }

    #[test]
    fn letters_put_together_give_the_word_and_none_is_cut() {
        let alphabet = ["a", "b", "ä", "e\u{301}", "ß"];
        let mut random = fastrand::Rng::with_seed(5);
        let mut seen = 0;
        for _ in 0..20_000 {
            let old: String = (0..random.usize(1..9)).map(|_| alphabet[random.usize(0..5)]).collect();
            let new: String = (0..random.usize(1..9)).map(|_| alphabet[random.usize(0..5)]).collect();
            let hunks = refine(&old, &new);
            seen += usize::from(!hunks.is_empty());
            let (mut made, mut pos) = (String::new(), 0);
            for hunk in &hunks {
                made.push_str(&old[pos..hunk.old.start]);
                made.push_str(hunk.new.slice(&new));
                pos = hunk.old.end;
                assert!(
                    [hunk.old.start, hunk.old.end].iter().all(|pos| grapheme::is_boundary(&old, *pos)),
                    "{old} {new}"
                );
                assert!(
                    [hunk.new.start, hunk.new.end].iter().all(|pos| grapheme::is_boundary(&new, *pos)),
                    "{old} {new}"
                );
            }
            made.push_str(&old[pos..]);
            assert!(hunks.is_empty() || made == new, "{old} {new} {hunks:?}");
        }
        assert!(seen > 300, "{seen}");
    }

    #[test]
    fn a_very_long_word_differs_as_one_between_its_ends() {
        let (old, new) = ("ab".repeat(25), "ba".repeat(25));
        assert_eq!(refine(&old, &new).len(), 1);
    }
}
