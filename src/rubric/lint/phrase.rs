//! Finding words and phrases in a text, outside of what it quotes.

use crate::json::words as declared;
use crate::text::Span;
use crate::text::token::{self, TokenKind};
use std::cmp::Ordering;

declared! {
    /// The language that a criterion is written in, as far as the rules know it.
    pub enum Language {
        /// English, and whatever else.
        English = "en",
        /// German.
        German = "de",
    }
}

/// A word or sign of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    /// Where it stands.
    pub span: Span,
    /// In small letters.
    pub text: String,
    /// Whether it is a sign.
    pub sign: bool,
    /// Whether it stands in quotation marks or as code: what others wrote is not the author's.
    pub quoted: bool,
}

/// The words and signs of a text.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut quote: Option<&str> = None;
    for token in token::tokens(text) {
        if !matches!(token.kind, TokenKind::Word | TokenKind::Sign) {
            continue;
        }
        let piece = token.span.slice(text);
        let closes = quote.is_some_and(|open| closing(open).contains(&piece));
        found.push(Word {
            span: token.span,
            text: piece.to_lowercase(),
            sign: token.kind == TokenKind::Sign,
            quoted: quote.is_some(),
        });
        if closes {
            quote = None;
        } else if quote.is_none()
            && matches!(piece, "\"" | "“" | "„" | "«" | "»" | "`" | "$")
            && closed(text, token.span.end, piece)
        {
            quote = Some(piece);
        }
    }
    found
}

fn closing(open: &str) -> &'static [&'static str] {
    match open {
        "“" => &["”", "\""],
        "„" => &["“", "”", "\""],
        "«" => &["»"],
        "»" => &["«"],
        "`" => &["`"],
        "$" => &["$"],
        _ => &["\"", "”"],
    }
}

/// Whether an opening sign is closed later in its line.
fn closed(text: &str, from: usize, open: &str) -> bool {
    let line = text.get(from..).unwrap_or_default().lines().next().unwrap_or_default();
    closing(open).iter().any(|close| line.contains(close))
}

/// Where one of some phrases begins at a word: its last word's index and its span. Of several the longest.
pub(super) fn at(words: &[Word], index: usize, phrases: &[&str]) -> Option<(usize, Span)> {
    let first = words.get(index).filter(|word| !word.quoted)?;
    let mut best: Option<(usize, Span)> = None;
    for phrase in phrases {
        let mut last = index;
        let mut fits = true;
        for (by, part) in phrase.split(' ').enumerate() {
            last += usize::from(by > 0);
            // "chain-of-thought" is "chain of thought".
            last += usize::from(by > 0 && is_one(words, last, &["-", "‑"]));
            fits = fits && words.get(last).is_some_and(|word| matches(&word.text, part));
        }
        if fits && best.is_none_or(|(end, _)| last >= end) {
            best = words.get(last).map(|word| (last, first.span.cover(word.span)));
        }
    }
    best
}

/// Whether a word is one, or begins with it where the pattern ends with `*`.
fn matches(word: &str, pattern: &str) -> bool {
    pattern.strip_suffix('*').map_or(word == pattern, |stem| word.starts_with(stem))
}

/// Whether a word is one of some.
pub(super) fn is_one(words: &[Word], index: usize, of: &[&str]) -> bool {
    words.get(index).is_some_and(|word| of.iter().any(|pattern| matches(&word.text, pattern)))
}

/// The languages that a text may be written in, by its small words: both where they do not tell.
#[must_use]
pub fn languages_of(text: &str) -> &'static [Language] {
    const ENGLISH: [&str; 14] =
        ["the", "of", "and", "to", "is", "does", "in", "that", "a", "with", "for", "response", "are", "an"];
    const GERMAN: [&str; 18] = [
        "der", "die", "das", "und", "ist", "wird", "den", "dem", "des", "ein", "eine", "nicht", "mit", "für", "auf",
        "werden", "antwort", "zum",
    ];
    let words = words(text);
    let count = |of: &[&str]| (0..words.len()).filter(|at| is_one(&words, *at, of)).count();
    let umlauts = text.chars().filter(|c| "äöüßÄÖÜ".contains(*c)).count();
    match (count(&GERMAN) + umlauts).cmp(&count(&ENGLISH)) {
        Ordering::Greater => &[Language::German],
        Ordering::Less => &[Language::English],
        Ordering::Equal => Language::ALL,
    }
}
