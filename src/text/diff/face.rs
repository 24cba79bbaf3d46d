//! How alike two tokens are, and what it costs to take one for the other.

use crate::text::token::TokenKind;

/// What one token left out or put in costs; all other costs are told in the same unit.
pub(super) const WORD: u32 = 100;

/// From here on, in thousandths, a word is an altered one and no other one. ERRANT (Bryant, Felice and Briscoe 2017) parts
/// neighbours at 750; 700 agrees better with annotators of an inflected language.
const ALIKE: usize = 700;

/// What is known of a token before it is compared with others.
#[derive(Clone, Debug)]
pub(super) struct Face {
    pub(super) kind: TokenKind,
    /// Its characters, all small.
    small: Vec<char>,
    /// Which characters it has, hashed to bits.
    bits: u64,
    /// Whether it has a digit.
    number: bool,
    /// Equal where the small characters are.
    pub(super) hash: u64,
}

impl Face {
    pub(super) fn new(kind: TokenKind, text: &str) -> Self {
        let small: Vec<char> = if text.is_ascii() {
            text.bytes().map(|byte| char::from(byte.to_ascii_lowercase())).collect()
        } else {
            text.chars().flat_map(char::to_lowercase).collect()
        };
        let bits = small.iter().fold(0, |bits, c| bits | 1 << (u32::from(*c) % 64));
        let number = small.iter().any(|c| c.is_numeric());
        let mix = |hash: u64, c: &char| (hash ^ u64::from(*c)).wrapping_mul(0x0100_0000_01b3);
        let hash = small.iter().fold(0xcbf2_9ce4_8422_2325, mix);
        Self { kind, small, bits, number, hash }
    }

    /// Whether the two differ in large and small letters at most.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.hash == other.hash && self.small == other.small
    }

    /// Whether one is the other altered: inflected, respelled.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.kind == other.kind && (self.is_same(other) || likeness(self, other) >= ALIKE)
    }

    /// Whether it ends a sentence.
    pub(super) fn is_stop(&self) -> bool {
        matches!(self.small.as_slice(), ['.' | '!' | '?' | '…' | '。' | '！' | '？'])
    }

    /// The letters alone, as they stand when words are written as one.
    pub(super) fn letters(&self) -> impl Iterator<Item = char> {
        self.small.iter().copied().filter(|c| !matches!(c, '-' | '\'' | '’' | '‐'))
    }

    /// What it costs to leave it out or to put it in: white space and signs count less than words.
    pub(super) const fn leaving(&self) -> u32 {
        match self.kind {
            TokenKind::Word | TokenKind::Newline => WORD,
            TokenKind::Sign | TokenKind::Space => WORD / 2,
        }
    }

    /// What it costs to take one token for the other: like ones little, unlike ones somewhat less than both left out.
    #[cfg(test)]
    pub(super) fn replacing(&self, other: &Self) -> u32 {
        self.costs(other, || likeness(self, other))
    }

    fn costs(&self, other: &Self, likeness: impl Fn() -> usize) -> u32 {
        match (self.kind, other.kind) {
            (TokenKind::Newline, TokenKind::Newline) => WORD / 5,
            (TokenKind::Newline, _) | (_, TokenKind::Newline) => 4 * WORD,
            (TokenKind::Word, TokenKind::Word) if self.is_same(other) => WORD / 10,
            (TokenKind::Word, TokenKind::Word) => {
                let apart = 1000_u32.saturating_sub(u32::try_from(likeness()).unwrap_or_default());
                let other_kind = if self.number == other.number { 0 } else { 40 };
                30 + apart * 12 / 100 + other_kind
            }
            (TokenKind::Sign, TokenKind::Sign) => 90,
            _ => 195,
        }
    }
}

/// A token that many others are compared with: where each of its characters stands, as bits (Hyyrö 2004), found by hash.
pub(super) struct Known<'f> {
    face: &'f Face,
    /// For each hash the character and where it stands; none where two characters share a hash or it is too long.
    places: Option<[(char, u64); SLOTS]>,
}

const SLOTS: usize = 64;

impl<'f> Known<'f> {
    pub(super) fn new(face: &'f Face) -> Self {
        Self { face, places: places(&face.small) }
    }

    /// [`Face::replacing`].
    pub(super) fn replacing(&self, other: &Face) -> u32 {
        self.face.costs(other, || self.likeness(other))
    }

    /// [`likeness`].
    fn likeness(&self, other: &Face) -> usize {
        let Some(places) = &self.places else { return likeness(self.face, other) };
        let all = self.face.small.len() + other.small.len();
        if self.face.bits & other.bits == 0 || all == 0 {
            return 0;
        }
        let mut free = u64::MAX;
        for c in &other.small {
            let (own, here) = places.get(*c as usize % SLOTS).copied().unwrap_or_default();
            let taken = if own == *c { free & here } else { 0 };
            free = free.wrapping_add(taken) | (free & !taken);
        }
        let length = self.face.small.len();
        let mask = if length == 64 { u64::MAX } else { (1 << length) - 1 };
        2000 * (!free & mask).count_ones() as usize / all
    }
}

fn places(small: &[char]) -> Option<[(char, u64); SLOTS]> {
    if small.len() > 64 {
        return None;
    }
    let mut places = [('\0', 0); SLOTS];
    for (at, c) in small.iter().enumerate() {
        let place = places.get_mut(*c as usize % SLOTS)?;
        if place.1 != 0 && place.0 != *c {
            return None;
        }
        *place = (*c, place.1 | 1 << at);
    }
    Some(places)
}

/// Twice the characters in common by all characters, in thousandths: Levenshtein's ratio as ERRANT takes it, where no
/// character is replaced by another.
fn likeness(a: &Face, b: &Face) -> usize {
    let all = a.small.len() + b.small.len();
    if a.bits & b.bits == 0 || all == 0 {
        return 0;
    }
    2000 * common(&a.small, &b.small) / all
}

/// The length of the longest common row of characters: bit by bit (Hyyrö 2004) up to 64; of longer tokens the equal ends.
fn common(a: &[char], b: &[char]) -> usize {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let head = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (short.get(head..).unwrap_or_default(), long.get(head..).unwrap_or_default());
    let tail = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    let short = short.get(..short.len() - tail).unwrap_or_default();
    let long = long.get(..long.len() - tail).unwrap_or_default();
    if short.is_empty() || short.len() > 64 {
        return head + tail;
    }
    let mut free = u64::MAX;
    for c in long {
        let here = short.iter().enumerate().fold(0_u64, |bits, (at, other)| bits | u64::from(c == other) << at);
        let taken = free & here;
        free = free.wrapping_add(taken) | (free & !here);
    }
    let mask = if short.len() == 64 { u64::MAX } else { (1 << short.len()) - 1 };
    head + tail + (!free & mask).count_ones() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Face {
        Face::new(TokenKind::Word, text)
    }

    /// By the book: the length of the longest common row.
    fn longest(a: &str, b: &str) -> usize {
        let b: Vec<char> = b.chars().collect();
        let mut last = vec![0; b.len() + 1];
        for x in a.chars() {
            let mut row = vec![0];
            for (at, y) in b.iter().enumerate() {
                row.push(if x == *y { last[at] + 1 } else { row[at].max(last[at + 1]) });
            }
            last = row;
        }
        last[b.len()]
    }

    #[test]
    fn the_common_row_is_found_bit_by_bit() {
        let words: Vec<String> =
            (0..243_usize).map(|code| (0..5).map(|at| ['a', 'b', 'ä'][code / 3_usize.pow(at) % 3]).collect()).collect();
        for a in &words {
            for b in &words {
                let chars = |text: &str| text.chars().collect::<Vec<char>>();
                assert_eq!(common(&chars(a), &chars(b)), longest(a, b), "{a} {b}");
            }
        }
    }

    #[test]
    fn a_known_token_is_as_like_others_as_any() {
        // The last shares its hash with the first.
        let letters = ['a', 'b', 'ä', '!', '\u{3a1}'];
        let long = ["x", "ab", "ä!a"].map(|part| part.repeat(33));
        let short = (0..625_usize)
            .map(|code| (0..4).map(|at| letters[code / 5_usize.pow(at) % 5]).skip(code % 3).collect::<String>());
        let words: Vec<Face> = short.chain(long).map(|text| word(&text)).collect();
        for a in &words {
            let known = Known::new(a);
            for b in &words {
                assert_eq!(known.replacing(b), a.replacing(b), "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn inflected_and_respelled_words_are_like_and_others_are_not() {
        assert!(word("listen").is_like(&word("listening")) && word("writting").is_like(&word("Writing")));
        assert!(!word("for").is_like(&word("because")) && !word("is").is_like(&word("are")));
        assert!(word("Haus").is_same(&word("HAUS")));
    }

    #[test]
    fn taking_a_like_word_costs_less_than_an_unlike_one_and_that_less_than_both() {
        let (like, unlike) = (word("go").replacing(&word("goes")), word("go").replacing(&word("tin")));
        assert!(like < unlike && unlike < 2 * WORD);
        assert!(word("a").replacing(&Face::new(TokenKind::Newline, "\n")) > 2 * WORD);
    }
}
