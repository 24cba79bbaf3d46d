//! The tokens of a text: what a reader sees replaced as one piece. Every cut can be decided from its neighbours alone.

use super::grapheme;
use super::span::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word or number; a single character in scripts without spaces.
    Word,
    /// A run of spaces within a line.
    Space,
    /// One line end.
    Newline,
    /// One sign of punctuation, symbol or emoji.
    Sign,
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its place. **Invariant:** on grapheme boundaries.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// The tokens of a text, without gaps.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 3 + 1);
    each(text, |token| found.push(token));
    found
}

/// Tells the tokens of a text one after the other.
pub(super) fn each(text: &str, mut tell: impl FnMut(Token)) {
    let mut clusters = grapheme::each(text).map(|(at, cluster)| (at, class(cluster)));
    let Some((_, mut here)) = clusters.next() else { return };
    let (mut before, mut start, mut kind) = (None, 0, here.kind());
    let mut after = clusters.next();
    while let Some((at, next)) = after {
        after = clusters.next();
        if is_cut(before, here, next, after.map(|(_, class)| class)) {
            tell(Token { span: Span::new(start, at), kind });
            (start, kind) = (at, next.kind());
        }
        (before, here) = (Some(here), next);
    }
    tell(Token { span: Span::new(start, text.len()), kind });
}

/// Whether a token ends and another begins at `pos`: decided from the two graphemes on either side.
#[must_use]
pub fn is_boundary(text: &str, pos: usize) -> bool {
    cut(text, pos, false)
}

/// Whether an edit may end at `pos`: between two tokens, or between two spaces.
#[must_use]
pub fn is_edge(text: &str, pos: usize) -> bool {
    cut(text, pos, true)
}

/// The start of the token that `pos` stands in, or `pos` where it stands between two.
#[must_use]
pub fn floor(text: &str, pos: usize) -> usize {
    let mut pos = grapheme::floor(text, pos);
    while !is_boundary(text, pos) {
        pos = grapheme::previous(text, pos);
    }
    pos
}

/// The end of the token that `pos` stands in, or `pos` where it stands between two.
#[must_use]
pub fn ceil(text: &str, pos: usize) -> usize {
    let mut pos = grapheme::ceil(text, pos);
    while !is_boundary(text, pos) {
        pos = grapheme::next(text, pos);
    }
    pos
}

/// The kind of the token that begins at `pos`, a token boundary.
pub(super) fn kind_at(text: &str, pos: usize) -> Option<TokenKind> {
    class_after(text, pos).map(Class::kind)
}

fn cut(text: &str, pos: usize, in_spaces: bool) -> bool {
    if pos == 0 || pos == text.len() {
        return true;
    }
    if !grapheme::is_boundary(text, pos) {
        return false;
    }
    let (Some(before), Some(after)) = (class_before(text, pos), class_after(text, pos)) else {
        return true;
    };
    match (before, after) {
        (Class::Space, Class::Space) => in_spaces,
        (Class::Mark(_), _) => {
            let earlier = class_before(text, grapheme::previous(text, pos));
            is_cut(earlier, before, after, None)
        }
        (_, Class::Mark(_)) => {
            let later = class_after(text, grapheme::next(text, pos));
            is_cut(None, before, after, later)
        }
        _ => is_cut(None, before, after, None),
    }
}

fn class_before(text: &str, pos: usize) -> Option<Class> {
    (pos > 0).then(|| class(Span::new(grapheme::previous(text, pos), pos).slice(text)))
}

fn class_after(text: &str, pos: usize) -> Option<Class> {
    (pos < text.len()).then(|| class(Span::new(pos, grapheme::next(text, pos)).slice(text)))
}

/// What a grapheme is to its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Newline,
    Space,
    Letter,
    Digit,
    /// A letter that is a token by itself.
    Lone,
    /// A sign that may join what stands on both sides.
    Mark(char),
    Other,
}

impl Class {
    const fn kind(self) -> TokenKind {
        match self {
            Self::Newline => TokenKind::Newline,
            Self::Space | Self::Mark(NARROW_SPACE) => TokenKind::Space,
            Self::Letter | Self::Digit | Self::Lone => TokenKind::Word,
            Self::Mark(_) | Self::Other => TokenKind::Sign,
        }
    }
}

/// Groups the digits of a number in French and in the international system of units.
const NARROW_SPACE: char = '\u{202f}';

fn class(cluster: &str) -> Class {
    let mut chars = cluster.chars();
    let Some(first) = chars.next() else {
        return Class::Other;
    };
    let alone = chars.next().is_none();
    match first {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Newline,
        '\'' | '’' | '.' | ',' | '_' | '%' | '‰' | '·' | '٫' | '٬' | NARROW_SPACE if alone => Class::Mark(first),
        '\u{3007}' => Class::Lone,
        _ if first.is_whitespace() && alone => Class::Space,
        _ if first.is_numeric() => Class::Digit,
        _ if is_unspaced(first) => Class::Lone,
        _ if first.is_alphabetic() || first == '\u{ad}' => Class::Letter,
        _ => Class::Other,
    }
}

/// Letters of scripts that are written without spaces between the words.
const fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1950}'..='\u{19df}'
        | '\u{3005}'..='\u{3006}' | '\u{3041}'..='\u{309f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a token ends between `here` and `next`, given what stands further out.
fn is_cut(before: Option<Class>, here: Class, next: Class, after: Option<Class>) -> bool {
    use Class::{Digit, Letter, Mark, Space};
    match (here, next) {
        (Space, Space) | (Letter | Digit, Letter | Digit) | (Digit, Mark('%' | '‰')) => false,
        (Letter | Digit, Mark(mark)) => !joins(Some(here), mark, after),
        (Mark(mark), Letter | Digit) => !joins(before, mark, Some(next)),
        _ => true,
    }
}

fn joins(left: Option<Class>, mark: char, right: Option<Class>) -> bool {
    use Class::{Digit, Letter};
    let (letters, digits) =
        ((left, right) == (Some(Letter), Some(Letter)), (left, right) == (Some(Digit), Some(Digit)));
    match mark {
        '\'' | '’' => letters || digits,
        '·' => letters,
        '_' => matches!((left, right), (Some(Letter | Digit), Some(Letter | Digit))),
        '%' | '‰' => false,
        _ => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    #[expect(clippy::needless_pass_by_value, reason = "reads better at the call")]
    fn check(text: &str, expect: Expect) {
        let found: Vec<&str> = tokens(text).iter().map(|token| token.span.slice(text)).collect();
        expect.assert_eq(&found.join("|").replace('\r', "␍").replace('\n', "␊"));
    }

    #[test]
    fn words_keep_their_apostrophes_and_accents() {
        check("Don’t, l'été e\u{301}tait", expect!["Don’t|,| |l'été| |e\u{301}tait"]);
    }

    #[test]
    fn numbers_keep_their_groups_decimals_and_per_cent() {
        check(
            "3.14 1.234,5 1'000 12\u{202f}345 5% 3,5 %.",
            expect!["3.14| |1.234,5| |1'000| |12\u{202f}345| |5%| |3,5| |%|."],
        );
        check("H₂O, 3.10.2026.", expect!["H₂O|,| |3.10.2026|."]);
    }

    #[test]
    fn every_line_end_is_a_token() {
        check("a\r\n\n  b", expect!["a|␍␊|␊|  |b"]);
    }

    #[test]
    fn signs_of_markup_stand_alone_but_names_of_code_hold() {
        check("**_bold_** foo_bar x.y", expect!["*|*|_|bold|_|*|*| |foo_bar| |x|.|y"]);
    }

    #[test]
    fn scripts_without_spaces_go_by_character() {
        check("東京へ行く ภาษา", expect!["東|京|へ|行|く| |ภ|า|ษ|า"]);
        check("日本の カメラ", expect!["日|本|の| |カメラ"]);
    }

    #[test]
    fn an_emoji_of_several_characters_is_one_sign() {
        check("a👩‍👩‍👧b🇩🇪🇫🇷", expect!["a|👩‍👩‍👧|b|🇩🇪|🇫🇷"]);
    }

    #[test]
    fn tokens_cover_the_text_and_their_cuts_are_found_from_their_neighbours() {
        let alphabet = ['a', '1', ' ', '.', '%', '\'', '_', '\r', '\n', '\u{301}', '東', '🇩', '\u{e33}', '\u{600}'];
        for code in 0..alphabet.len().pow(4) {
            let text: String = (0..4).map(|at| alphabet[code / alphabet.len().pow(at) % alphabet.len()]).collect();
            let all = tokens(&text);
            let mut pos = 0;
            for token in &all {
                assert_eq!(token.span.start, pos, "{text:?}");
                assert!(!token.span.is_empty() && grapheme::is_boundary(&text, pos), "{text:?} at {pos}");
                pos = token.span.end;
            }
            assert_eq!(pos, text.len(), "{text:?}");
            for pos in 0..=text.len() {
                let cut = pos == text.len() || all.iter().any(|token| token.span.start == pos);
                assert_eq!(is_boundary(&text, pos), cut, "{text:?} at {pos}");
            }
        }
    }
}
