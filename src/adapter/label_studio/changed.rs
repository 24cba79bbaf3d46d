//! What a corrected text changes, by lines and whole words: enough for texts that were corrected in Label Studio's own page,
//! which keeps no changes, at a fiftieth of what the comparison weighs.

use crate::text::Span;

/// The changes from `old` to `new`, sorted and disjoint: a place in `old`, and what stands there instead.
pub(super) fn changed<'n>(old: &str, new: &'n str) -> Vec<(Span, &'n str)> {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let (mut at, mut to) = (0, 0);
    let mut changes = Vec::new();
    if before.len() == after.len() {
        for (one, other) in before.iter().zip(&after) {
            changes.extend(trimmed(one, other, at));
            at += one.len();
        }
        return changes;
    }
    let same = before.iter().zip(&after).take_while(|(one, other)| one == other);
    for (one, _) in same {
        at += one.len();
        to += one.len();
    }
    let (left, right) = (old.get(at..).unwrap_or_default(), new.get(to..).unwrap_or_default());
    changes.extend(trimmed(left, right, at));
    changes
}

/// One change without the words that both begin and end with; `at` is where `old` stands.
fn trimmed<'n>(old: &str, new: &'n str, at: usize) -> Option<(Span, &'n str)> {
    if old == new {
        return None;
    }
    let words = |text: &str| -> Vec<usize> {
        let ends = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, c)| at + c.len_utf8());
        ends.collect()
    };
    let head = words(old).into_iter().filter(|end| old.get(..*end) == new.get(..*end)).max().unwrap_or_default();
    let (rest, other) = (old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
    // A tail begins with the space before its first word, and at the very end of a text with nothing.
    let spaces = rest.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| rest.len() - at);
    let tail = spaces.filter(|tail| {
        let end = |text: &str| text.len().checked_sub(*tail).map(|from| text.get(from..).map(ToOwned::to_owned));
        matches!((end(rest), end(other)), (Some(Some(one)), Some(Some(same))) if one == same)
    });
    let tail = tail.max().unwrap_or_default();
    let span = Span::new(at + head, at + old.len() - tail);
    Some((span, other.get(..other.len() - tail).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn applied(old: &str, new: &str) -> Vec<(String, String)> {
        let changes = changed(old, new);
        let mut text = String::new();
        let mut from = 0;
        for (span, insert) in &changes {
            assert!(span.start >= from, "sorted and disjoint");
            text += &old[from..span.start];
            text += insert;
            from = span.end;
        }
        assert_eq!(text + &old[from..], new, "from {old:?}");
        changes.iter().map(|(span, insert)| (span.slice(old).to_owned(), (*insert).to_owned())).collect()
    }

    #[test]
    fn changes_are_whole_words_of_the_lines_they_are_in() {
        let own = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect()
        };
        assert_eq!(
            applied("The cat sat.\nAll is well.", "The dog sat.\nAll is good."),
            own(&[("cat", "dog"), ("well.", "good.")])
        );
        assert_eq!(applied("a b", "a b"), own(&[]));
        assert_eq!(applied("one\ntwo\nthree", "one\nthree"), own(&[("two\nthree", "three")]));
    }

    #[test]
    fn every_small_pair_of_texts_is_made_from_its_changes() {
        let alphabet = ["a", "ä", " ", "\n", "🧀"];
        let text = |code: usize| -> String {
            (0..5).map(|at| alphabet[code / alphabet.len().pow(at) % alphabet.len()]).take(code % 6).collect()
        };
        for one in (0..3125).step_by(7) {
            for other in (0..3125).step_by(11) {
                applied(&text(one), &text(other));
            }
        }
    }
}
