//! What differs between two texts, as a careful editor would mark it, in bounded time.
//!
//! Read in this order: `hunk`, `align` (lines, sentences), `words` (`row`, `match_up`, `face`, `window`), `block`,
//! `coalesce`, `slide` (`indent`).

mod align;
mod block;
mod budget;
mod coalesce;
mod face;
mod hunk;
mod indent;
mod kind;
mod match_up;
mod row;
mod slide;
mod window;
mod words;

pub use hunk::Hunk;

use super::edit::Edit;
use super::span::Span;
use align::{Piece, align};

/// What kind of text is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Told from the text.
    #[default]
    Auto,
    /// Sentences.
    Prose,
    /// Sentences with markup.
    Markdown,
    /// A program: by lines, placed by their indentation.
    Code,
}

/// How finely two texts are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grain {
    /// Every difference by itself.
    Fine,
    /// Rewritten passages as one.
    Readable,
}

/// How two texts differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// **Invariant:** sorted, disjoint, not adjoining, none empty; the text between is the same on both sides; no end
    /// cuts a word, a grapheme or a line end.
    pub hunks: Vec<Hunk>,
    /// Whether a part was too large to be looked into as closely as the rest.
    pub degraded: bool,
}

impl Comparison {
    /// The hunks as edits of the old text: sorted, disjoint, not adjoining.
    #[must_use]
    pub fn edits(&self, new: &str) -> Vec<Edit> {
        self.hunks.iter().map(|hunk| hunk.edit(new)).collect()
    }
}

/// Compares two texts.
#[must_use]
pub fn diff(old: &str, new: &str, kind: Kind) -> Comparison {
    compare(old, new, kind, Grain::Readable)
}

/// Compares two texts without joining hunks to be read as one.
pub(super) fn fine(old: &str, new: &str) -> Comparison {
    compare(old, new, Kind::Auto, Grain::Fine)
}

fn compare(old: &str, new: &str, kind: Kind, grain: Grain) -> Comparison {
    if old == new {
        return Comparison::default();
    }
    let pieces: &[Piece] =
        if kind.is_by_lines() { &[Piece::Line] } else { &[Piece::Line, Piece::Sentence, Piece::Clause] };
    let (mut hunks, degraded) = align(old, new, pieces, grain);
    slide::slide(old, new, kind, &mut hunks);
    Comparison { hunks, degraded }
}

/// The text with only those hunks made that `keep` holds on to, by their index.
#[must_use]
pub fn apply(original: &str, corrected: &str, found: &Comparison, keep: impl Fn(usize) -> bool) -> String {
    let mut made = String::with_capacity(original.len().max(corrected.len()));
    let mut pos = 0;
    for (index, hunk) in found.hunks.iter().enumerate() {
        made.push_str(Span::new(pos, hunk.old.start).slice(original));
        made.push_str(if keep(index) { hunk.new.slice(corrected) } else { hunk.old.slice(original) });
        pos = hunk.old.end;
    }
    made.push_str(Span::new(pos, original.len()).slice(original));
    made
}

#[cfg(test)]
mod tests;
