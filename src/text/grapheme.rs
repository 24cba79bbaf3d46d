//! Where a text may be cut: the boundaries between what a reader sees as one character.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::span::{Span, floor_char};

/// Whether a cut at `pos` falls between two graphemes (a line end of two characters is one).
#[must_use]
pub fn is_boundary(text: &str, pos: usize) -> bool {
    if pos == 0 || pos == text.len() {
        return true;
    }
    let (Some(before), Some(after)) = (char_before(text, pos), char_after(text, pos)) else {
        return false;
    };
    if is_plain(before) && is_plain(after) {
        return (before, after) != ('\r', '\n');
    }
    GraphemeCursor::new(pos, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// The nearest boundary at or before `pos`.
#[must_use]
pub fn floor(text: &str, pos: usize) -> usize {
    let mut pos = floor_char(text, pos);
    while !is_boundary(text, pos) {
        pos -= char_before(text, pos).map_or(1, char::len_utf8);
    }
    pos
}

/// The nearest boundary at or after `pos`.
#[must_use]
pub fn ceil(text: &str, pos: usize) -> usize {
    let mut pos = pos.min(text.len());
    while !is_boundary(text, pos) {
        pos += char_after(text, pos).map_or(1, char::len_utf8);
    }
    pos
}

/// The boundary after `pos`, or the end of the text.
#[must_use]
pub fn next(text: &str, pos: usize) -> usize {
    ceil(text, pos.saturating_add(1))
}

/// The boundary before `pos`, or the start of the text.
#[must_use]
pub fn previous(text: &str, pos: usize) -> usize {
    floor(text, pos.min(text.len()).saturating_sub(1))
}

/// The span with both ends on boundaries: what is cut is taken whole, a position stays a position.
#[must_use]
pub fn snap(text: &str, span: Span) -> Span {
    if span.is_empty() {
        Span::at(floor(text, span.start))
    } else {
        Span::new(floor(text, span.start), ceil(text, span.end))
    }
}

/// The graphemes of a text that begins on a boundary, with their offsets.
pub(super) fn each(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut pos = 0;
    std::iter::from_fn(move || {
        let rest = text.get(pos..)?;
        let cluster = first(rest)?;
        let at = pos;
        pos += cluster.len();
        Some((at, cluster))
    })
}

fn first(rest: &str) -> Option<&str> {
    let mut chars = rest.chars();
    let one = chars.next()?;
    let len = one.len_utf8();
    match chars.next() {
        None => Some(rest),
        Some(two) if is_plain(one) && is_plain(two) => rest.get(..len + usize::from((one, two) == ('\r', '\n'))),
        Some(_) => rest.graphemes(true).next(),
    }
}

/// The character that ends at `pos`.
pub(super) fn char_before(text: &str, pos: usize) -> Option<char> {
    text.get(..pos)?.chars().next_back()
}

/// The character that begins at `pos`.
pub(super) fn char_after(text: &str, pos: usize) -> Option<char> {
    text.get(pos..)?.chars().next()
}

/// Characters that never join their plain neighbours (but for a line end of two): most of what is written.
/// The tables are asked for the rest only, which makes Latin, Greek, Cyrillic and Han text several times faster.
const fn is_plain(c: char) -> bool {
    matches!(c,
        '\0'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{590}' | '\u{2010}'..='\u{2027}'
        | '\u{20a0}'..='\u{20c0}' | '\u{3001}'..='\u{3020}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}'
        | '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boundaries(text: &str) -> Vec<usize> {
        (0..=text.len()).filter(|&pos| is_boundary(text, pos)).collect()
    }

    fn published(text: &str) -> Vec<usize> {
        text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect()
    }

    #[test]
    fn plain_characters_join_no_plain_neighbour() {
        for plain in ('\0'..='\u{9fff}').filter(|&c| is_plain(c)) {
            for text in [format!("a{plain}"), format!("{plain}a"), format!("{plain}{plain}"), format!("ü{plain}字")] {
                assert_eq!(boundaries(&text), published(&text), "{text:?}");
            }
        }
    }

    #[test]
    fn boundaries_and_clusters_are_those_of_the_standard_on_every_short_text() {
        let alphabet =
            ['a', '\r', '\n', ' ', 'é', '\u{301}', '\u{200d}', '👩', '🇩', 'क', '\u{94d}', '\u{600}', '각', '\u{e33}'];
        for code in 0..alphabet.len().pow(4) {
            let text: String = (0..4).map(|at| alphabet[code / alphabet.len().pow(at) % alphabet.len()]).collect();
            assert_eq!(boundaries(&text), published(&text), "{text:?}");
            let each: Vec<usize> = each(&text).map(|(at, _)| at).chain([text.len()]).collect();
            assert_eq!(each, published(&text), "{text:?}");
        }
    }

    #[test]
    fn a_cut_span_is_taken_whole_and_a_position_stays_one() {
        let text = "ab\r\ne\u{301}x";
        assert_eq!(snap(text, Span::new(3, 5)), Span::new(2, 7));
        assert_eq!(snap(text, Span::at(3)), Span::at(2));
        assert_eq!(snap(text, Span::new(7, 99)), Span::new(7, 8));
        assert_eq!((next(text, 2), previous(text, 4)), (4, 2));
    }
}
