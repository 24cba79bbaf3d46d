//! Where a caret goes by character, word, sentence and block: found from its place, not from the start of the text.

use super::grapheme::{self, char_after, char_before};
use super::span::Span;
use super::token::{self, TokenKind};

/// How far a caret goes at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// What a reader sees as one character.
    Grapheme,
    /// A word or number; signs and spaces are passed over.
    Word,
    /// A sentence, without the space after it; a line of a list or heading counts as one.
    Sentence,
    /// A paragraph: lines up to a blank one.
    Block,
}

/// The end of what the caret stands in, or of the next one; at last the end of the text.
#[must_use]
pub fn next(text: &str, pos: usize, step: Step) -> usize {
    match step {
        Step::Grapheme => grapheme::next(text, pos),
        Step::Word => next_word(text, pos),
        Step::Sentence => forward(text, pos, is_sentence_end),
        Step::Block => next_block(text, pos),
    }
}

/// The start of what the caret stands in, or of the one before; at last the start of the text.
#[must_use]
pub fn previous(text: &str, pos: usize, step: Step) -> usize {
    match step {
        Step::Grapheme => grapheme::previous(text, pos),
        Step::Word => previous_word(text, pos),
        Step::Sentence => backward(text, pos, is_sentence_start),
        Step::Block => previous_block(text, pos),
    }
}

/// The piece that the caret stands in or before; between two sentences or blocks the one before.
#[must_use]
pub fn around(text: &str, pos: usize, step: Step) -> Span {
    let pos = grapheme::floor(text, pos);
    match step {
        Step::Grapheme => Span::new(pos, grapheme::next(text, pos)),
        Step::Word => {
            let start = token::floor(text, pos);
            Span::new(start, token::ceil(text, grapheme::next(text, start)))
        }
        Step::Sentence if is_sentence_start(text, pos) => Span::new(pos, next(text, pos, step)),
        Step::Block if is_block_start(text, pos) => Span::new(pos, next(text, pos, step)),
        Step::Sentence | Step::Block => {
            let start = previous(text, pos, step);
            Span::new(start, next(text, start, step))
        }
    }
}

/// The first place after `pos` that will do, or the end.
fn forward(text: &str, pos: usize, stops: impl Fn(&str, usize) -> bool) -> usize {
    let mut pos = grapheme::next(text, pos);
    while pos < text.len() && !stops(text, pos) {
        pos = grapheme::next(text, pos);
    }
    pos
}

/// The last place before `pos` that will do, or the start.
fn backward(text: &str, pos: usize, stops: impl Fn(&str, usize) -> bool) -> usize {
    let mut pos = grapheme::previous(text, pos);
    while pos > 0 && !stops(text, pos) {
        pos = grapheme::previous(text, pos);
    }
    pos
}

fn is_word_at(text: &str, start: usize) -> bool {
    token::kind_at(text, start) == Some(TokenKind::Word)
}

fn next_word(text: &str, pos: usize) -> usize {
    let mut start = token::floor(text, pos);
    while start < text.len() {
        let end = token::ceil(text, grapheme::next(text, start));
        if end > pos && is_word_at(text, start) {
            return end;
        }
        start = end;
    }
    text.len()
}

fn previous_word(text: &str, pos: usize) -> usize {
    let mut end = pos.min(text.len());
    while end > 0 {
        let start = token::floor(text, grapheme::previous(text, end));
        if is_word_at(text, start) {
            return start;
        }
        end = start;
    }
    0
}

/// Where a sentence ends: behind its last sign, before the space.
fn is_sentence_end(text: &str, pos: usize) -> bool {
    let Some(before) = char_before(text, pos).filter(|c| !c.is_whitespace()) else {
        return false;
    };
    let Some(after) = char_after(text, pos) else {
        return true;
    };
    if after == '\n' || after == '\r' {
        return breaks_line(text, pos);
    }
    if is_full_stop(before) {
        return !is_full_stop(after) && !is_closing(after);
    }
    if !after.is_whitespace() {
        return false;
    }
    let Some(head) = text.get(..pos).map(|head| head.trim_end_matches(is_closing)) else {
        return false;
    };
    match head.chars().next_back() {
        Some('.') => !goes_on(head, text.get(pos..).unwrap_or_default()),
        Some('!' | '?' | '…') => !starts_small(text.get(pos..).unwrap_or_default()),
        Some(c) => is_full_stop(c),
        None => false,
    }
}

/// Where a sentence begins: on its first sign, after one has ended.
fn is_sentence_start(text: &str, pos: usize) -> bool {
    if char_after(text, pos).is_none_or(char::is_whitespace) {
        return false;
    }
    let end = text.get(..pos).map_or(0, |head| head.trim_end().len());
    end == 0 || is_sentence_end(text, end)
}

/// Whether the line end at `pos` ends a sentence too: not where a sentence is merely wrapped.
fn breaks_line(text: &str, pos: usize) -> bool {
    let rest = text.get(pos..).unwrap_or_default();
    let next = rest.trim_start();
    let blank = rest.get(..rest.len() - next.len()).is_some_and(|space| space.matches('\n').count() > 1);
    blank || !next.starts_with(char::is_lowercase)
}

/// Whether a full stop at the end of `head` does not end the sentence: an abbreviation, an ordinal, an initial.
fn goes_on(head: &str, rest: &str) -> bool {
    let stem = head.strip_suffix('.').unwrap_or(head);
    let before = stem.trim_end_matches(char::is_alphanumeric).len();
    let word = stem.get(before..).unwrap_or_default();
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    let ordinal = word.len() <= 2 && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let numbered = rest.trim_start().starts_with(|c: char| c.is_ascii_digit()) && NUMBERED.contains(&word);
    initial || ordinal || numbered || TITLES.contains(&word) || starts_small(rest)
}

/// Abbreviations that never end a sentence.
const TITLES: [&str; 13] = ["Dr", "Prof", "Mr", "Mrs", "Ms", "St", "Hr", "Fr", "vgl", "bzw", "ca", "vs", "cf"];

/// Abbreviations that stand before a number.
const NUMBERED: [&str; 14] =
    ["Nr", "No", "Abs", "Art", "Fig", "Abb", "Eq", "Gl", "Sec", "Vol", "Kap", "Bd", "Rn", "pp"];

fn starts_small(rest: &str) -> bool {
    rest.trim_start().starts_with(char::is_lowercase)
}

/// A full stop that needs no space after it.
const fn is_full_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '।' | '۔' | '؟')
}

const fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '"' | '\'' | '”' | '’' | '“' | '»' | '«' | '」' | '』' | '*' | '_' | '`')
}

/// Where the lines begin that the caret stands in and that come after.
fn line_start(text: &str, pos: usize) -> usize {
    text.get(..pos).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1)
}

fn line_end(text: &str, pos: usize) -> usize {
    text.get(pos..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| pos + at)
}

/// Whether the line that begins at `start` holds nothing but spaces.
fn is_blank(text: &str, start: usize) -> bool {
    Span::new(start, line_end(text, start)).slice(text).trim().is_empty()
}

fn is_block_start(text: &str, pos: usize) -> bool {
    let start = line_start(text, pos);
    pos == start && !is_blank(text, start) && (start == 0 || is_blank(text, line_start(text, start - 1)))
}

fn next_block(text: &str, pos: usize) -> usize {
    let mut start = line_start(text, grapheme::floor(text, pos));
    while start < text.len() {
        let end = line_end(text, start);
        let last = end == text.len() || is_blank(text, end + 1);
        if last && !is_blank(text, start) {
            // A line end of two characters stays outside, as do spaces.
            let trimmed = start + Span::new(start, end).slice(text).trim_end().len();
            if trimmed > pos {
                return trimmed;
            }
        }
        start = end + 1;
    }
    text.len()
}

fn previous_block(text: &str, pos: usize) -> usize {
    let mut start = line_start(text, grapheme::floor(text, pos));
    loop {
        if start == 0 || (start < pos && is_block_start(text, start)) {
            return start;
        }
        start = line_start(text, start - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `|` where a caret stops on its way to the end.
    fn ahead(text: &str, step: Step) -> String {
        let mut made = String::new();
        let mut pos = 0;
        while pos < text.len() {
            let to = next(text, pos, step);
            assert!(to > pos, "stands still at {pos} in {text:?}");
            made.push_str(&text[pos..to]);
            made.push('|');
            pos = to;
        }
        made
    }

    /// The text with `|` where a caret stops on its way to the start.
    fn back(text: &str, step: Step) -> String {
        let mut stops = Vec::new();
        let mut pos = text.len();
        while pos > 0 {
            let to = previous(text, pos, step);
            assert!(to < pos, "stands still at {pos} in {text:?}");
            stops.push(to);
            pos = to;
        }
        let mut made = text.to_owned();
        for at in stops {
            made.insert(at, '|');
        }
        made
    }

    #[test]
    fn words_are_left_at_their_end_and_entered_at_their_start() {
        assert_eq!(ahead("The cat’s 3.5% -- (ok).", Step::Word), "The| cat’s| 3.5%| -- (ok|).|");
        assert_eq!(back("The cat’s 3.5% -- (ok).", Step::Word), "|The |cat’s |3.5% -- (|ok).");
        assert_eq!(next("hello", 2, Step::Word), 5);
        assert_eq!(previous("hello", 2, Step::Word), 0);
    }

    #[test]
    fn sentences_end_before_the_space() {
        assert_eq!(ahead("One. Two (or \"so\"). Three? Yes!", Step::Sentence), "One.| Two (or \"so\").| Three?| Yes!|");
        assert_eq!(back("One. Two (or \"so\"). Three? Yes!", Step::Sentence), "|One. |Two (or \"so\"). |Three? |Yes!");
    }

    #[test]
    fn abbreviations_ordinals_and_numbers_end_no_sentence() {
        let text = "Am 3. Oktober sprach Dr. Maier z. B. über § 5 Abs. 2 und 3.14 usw. im Haus. Dann 2020. Ende";
        assert_eq!(
            ahead(text, Step::Sentence),
            "Am 3. Oktober sprach Dr. Maier z. B. über § 5 Abs. 2 und 3.14 usw. im Haus.| Dann 2020.| Ende|"
        );
    }

    #[test]
    fn lines_of_lists_are_sentences_but_wrapped_lines_are_not() {
        assert_eq!(ahead("# Head\n- one\n- two\nwrapped on", Step::Sentence), "# Head|\n- one|\n- two\nwrapped on|");
        assert_eq!(back("# Head\n- one\n- two\nwrapped on", Step::Sentence), "|# Head\n|- one\n|- two\nwrapped on");
    }

    #[test]
    fn sentences_without_spaces_end_too() {
        assert_eq!(ahead("東京へ。「行く。」はい。", Step::Sentence), "東京へ。|「行く。」はい。|");
    }

    #[test]
    fn blocks_are_parted_by_blank_lines() {
        let text = "One\ntwo\n\n \nThree\r\n\r\nFour\n";
        assert_eq!(ahead(text, Step::Block), "One\ntwo|\n\n \nThree|\r\n\r\nFour|\n|");
        assert_eq!(back(text, Step::Block), "|One\ntwo\n\n \n|Three\r\n\r\n|Four\n");
    }

    #[test]
    fn what_stands_around_the_caret_is_found() {
        let text = "One two. Three\n\nFour.";
        let around = |pos, step| around(text, pos, step).slice(text);
        assert_eq!(around(5, Step::Word), "two");
        assert_eq!(around(7, Step::Word), ".");
        assert_eq!((around(5, Step::Sentence), around(9, Step::Sentence)), ("One two.", "Three"));
        assert_eq!((around(5, Step::Block), around(16, Step::Block)), ("One two. Three", "Four."));
    }

    #[test]
    fn a_caret_from_anywhere_moves_to_a_grapheme_in_every_short_text() {
        let alphabet = ["a", "B", ".", " ", "\n", "\r\n", "e\u{301}", "。", "\u{301}"];
        for code in 0..alphabet.len().pow(4) {
            let text: String = (0..4).map(|at| alphabet[code / alphabet.len().pow(at) % alphabet.len()]).collect();
            for step in [Step::Grapheme, Step::Word, Step::Sentence, Step::Block] {
                for pos in 0..=text.len() + 1 {
                    let (left, right) = (previous(&text, pos, step), next(&text, pos, step));
                    assert!(right > pos || pos >= text.len(), "{text:?} {pos} {step:?} {right}");
                    assert!(left < pos || pos == 0, "{text:?} {pos} {step:?} {left}");
                    let cut = [left, right].map(|pos| grapheme::is_boundary(&text, pos));
                    assert_eq!(cut, [true; 2], "{text:?} {pos} {step:?} {left} {right}");
                }
            }
        }
    }
}
