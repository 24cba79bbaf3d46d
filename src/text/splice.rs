//! What was replaced between two versions of a text field.

use super::edit::Edit;
use super::grapheme;
use super::span::Span;

/// The one replacement that makes `new` of `old`; none where they are equal. Where several would do (another `l` typed
/// in `hello`), the one that ends at `caret`, a byte offset in `new`. It never cuts a grapheme, in either text.
#[must_use]
pub fn splice(old: &str, new: &str, caret: Option<usize>) -> Option<Edit> {
    if old == new {
        return None;
    }
    let shorter = old.len().min(new.len());
    let prefix = common_prefix(old.as_bytes(), new.as_bytes());
    let suffix = common_suffix(old.as_bytes(), new.as_bytes());
    // Prefix and suffix may overlap in the shorter text: then the replacement may stand anywhere between.
    let least = suffix.min(shorter.saturating_sub(prefix));
    let wanted = caret.map_or(least, |caret| new.len() - grapheme::floor(new, caret));
    let suffix = wanted.clamp(least, suffix);
    let (start, suffix) = whole(old, new, prefix.min(shorter - suffix), suffix);
    let insert = Span::new(start, new.len() - suffix).slice(new);
    Some(Edit::new(start..old.len() - suffix, insert))
}

/// The largest prefix and suffix, at most these, that cut no grapheme.
fn whole(old: &str, new: &str, mut prefix: usize, mut suffix: usize) -> (usize, usize) {
    while !(grapheme::is_boundary(old, prefix) && grapheme::is_boundary(new, prefix)) {
        prefix -= 1;
    }
    while !(grapheme::is_boundary(old, old.len() - suffix) && grapheme::is_boundary(new, new.len() - suffix)) {
        suffix -= 1;
    }
    (prefix, suffix)
}

/// How many bytes are compared at once.
const BLOCK: usize = 64;

/// How many bytes the two begin with in common.
pub(crate) fn common_prefix(a: &[u8], b: &[u8]) -> usize {
    let blocks = a.chunks_exact(BLOCK).zip(b.chunks_exact(BLOCK));
    let equal = blocks.take_while(|(a, b)| a == b).count() * BLOCK;
    let rest = a.iter().skip(equal).zip(b.iter().skip(equal));
    equal + rest.take_while(|(a, b)| a == b).count()
}

/// How many bytes the two end with in common.
pub(crate) fn common_suffix(a: &[u8], b: &[u8]) -> usize {
    let blocks = a.rchunks_exact(BLOCK).zip(b.rchunks_exact(BLOCK));
    let equal = blocks.take_while(|(a, b)| a == b).count() * BLOCK;
    let rest = a.iter().rev().skip(equal).zip(b.iter().rev().skip(equal));
    equal + rest.take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` stands for the caret in the new text.
    fn check(old: &str, new: &str, expected: Option<(usize, usize, &str)>) {
        let found = splice(old, &new.replacen('|', "", 1), new.find('|'));
        assert_eq!(found, expected.map(|(start, end, insert)| Edit::new(start..end, insert)));
    }

    #[test]
    fn equal_texts_have_no_edit() {
        check("same", "sa|me", None);
    }

    #[test]
    fn the_caret_tells_which_of_several_letters_was_typed() {
        check("hello", "hel|llo", Some((2, 2, "l")));
        check("hello", "hell|lo", Some((3, 3, "l")));
        check("hello", "helll|o", Some((4, 4, "l")));
        check("hello", "helllo", Some((4, 4, "l")));
    }

    #[test]
    fn the_caret_tells_which_of_several_letters_was_deleted() {
        check("helllo", "he|llo", Some((2, 3, "")));
        check("helllo", "hell|o", Some((4, 5, "")));
    }

    #[test]
    fn a_caret_elsewhere_does_not_make_the_edit_longer() {
        check("one two", "o|ne three", Some((5, 7, "hree")));
        check("one two", "one three| four", Some((5, 7, "hree four")));
    }

    #[test]
    fn line_ends_and_accents_stay_whole() {
        check("a\r\nb", "a\nb", Some((1, 3, "\n")));
        check("e", "e\u{301}|", Some((0, 1, "e\u{301}")));
        check("é", "è|", Some((0, 2, "è")));
        check("🇩🇪", "🇩🇪🇩|🇪", Some((0, 0, "🇩🇪")));
    }

    #[test]
    fn the_splice_of_any_two_short_texts_makes_the_one_of_the_other() {
        let alphabet = ['a', '\r', '\n', '\u{301}', '🇩'];
        let text = |mut code: usize| -> String {
            std::iter::from_fn(|| {
                let letter = code.checked_sub(1).map(|code| alphabet[code % alphabet.len()]);
                code = code.saturating_sub(1) / alphabet.len();
                letter
            })
            .collect()
        };
        for (a, b) in (0..156).flat_map(|a| (0..156).map(move |b| (a, b))) {
            let (old, new) = (text(a), text(b));
            for caret in (0..=new.len()).map(Some).chain([None]) {
                let Some(edit) = splice(&old, &new, caret) else {
                    assert_eq!(old, new);
                    continue;
                };
                assert_eq!(edit.apply(&old), new, "{old:?} {new:?} {caret:?}");
                let end = edit.span.start + edit.insert.len();
                let ends = [edit.span.start, edit.span.end].map(|pos| grapheme::is_boundary(&old, pos));
                let news = [edit.span.start, end].map(|pos| grapheme::is_boundary(&new, pos));
                assert_eq!([ends, news], [[true; 2]; 2], "{old:?} {new:?} {caret:?} {edit:?}");
            }
        }
    }

    #[test]
    fn common_ends_are_counted_across_blocks() {
        for len in [0, 1, 63, 64, 65, 127, 128, 200] {
            let a = vec![b'x'; len];
            for differs in 0..len {
                let mut b = a.clone();
                b[differs] = b'y';
                assert_eq!((common_prefix(&a, &b), common_suffix(&a, &b)), (differs, len - differs - 1));
            }
        }
    }
}
