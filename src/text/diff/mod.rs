//! What differs between two texts, in whole words, in bounded time.

mod align;
mod gap;
mod hunk;
mod match_up;
mod slide;

pub use hunk::Hunk;

use super::edit::Edit;
use super::span::Span;

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
    /// A program.
    Code,
}

/// How two texts differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// **Invariant:** sorted, disjoint, not adjoining, none empty; the text between is the same on both sides; no end
    /// cuts a word, a grapheme or a line end.
    pub hunks: Vec<Hunk>,
    /// Whether a run was too large to be looked into: it stands as one hunk.
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
    // One rule serves all kinds so far.
    let _ = kind;
    let Comparison { hunks, degraded } = fine(old, new);
    let hunks = trimmed(old, new, gap::join_spaces(old, hunks));
    let hunks = trimmed(old, new, gap::join_scraps(old, new, hunks));
    Comparison { hunks, degraded }
}

/// Compares two texts without joining hunks to be read as one.
pub(super) fn fine(old: &str, new: &str) -> Comparison {
    let whole = Hunk { old: Span::of(old), new: Span::of(new) };
    let core = whole.trim(old, new);
    if core.is_empty() {
        return Comparison::default();
    }
    let (hunks, degraded) = align::align(old, new, core);
    let mut hunks = trimmed(old, new, hunks);
    slide::slide(old, new, &mut hunks);
    Comparison { hunks, degraded }
}

fn trimmed(old: &str, new: &str, hunks: Vec<Hunk>) -> Vec<Hunk> {
    let hunks = hunks.into_iter().map(|hunk| hunk.trim(old, new));
    hunks.filter(|hunk| !hunk.is_empty()).collect()
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
