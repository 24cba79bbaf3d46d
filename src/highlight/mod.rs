//! The parts of code by their kinds, for colours: small readers for the languages that models write, nothing else.
//!
//! It reads line by line what a compiler would read as tokens, and knows no grammar: what it is unsure of has no colour.

mod language;
mod scan;
#[cfg(test)]
mod tests;

use crate::text::Span;

/// What a part of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word of the language.
    Keyword,
    /// A text.
    String,
    /// A remark.
    Comment,
    /// A number.
    Number,
    /// A type, a function that is called, a tag, a key.
    Name,
}

/// All kinds, in the order of their values.
pub const KINDS: [&str; 5] = ["keyword", "string", "comment", "number", "name"];

/// Whether code of a language, as it is named behind a fence, can be coloured.
#[must_use]
pub fn is_known(name: &str) -> bool {
    language::of(name).is_some()
}

/// The parts of a code that have a colour, in their order and disjoint; bytes. None for a language that is not known.
#[must_use]
pub fn parts(name: &str, code: &str) -> Vec<(Span, Kind)> {
    match language::of(name) {
        Some(language) => scan::parts(language, code),
        None => Vec::new(),
    }
}
