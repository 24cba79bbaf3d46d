//! One run of a comparison: what stands on either side where two texts differ.

use crate::text::edit::Edit;
use crate::text::span::Span;
use crate::text::splice::{common_prefix, common_suffix};
use crate::text::token;

/// Where two texts differ: `old` in the one gave way to `new` in the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hunk {
    /// What went, in the old text.
    pub old: Span,
    /// What came, in the new text.
    pub new: Span,
}

impl Hunk {
    /// Whether nothing differs.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.old.is_empty() && self.new.is_empty()
    }

    /// As an edit of the old text, given the new one.
    #[must_use]
    pub fn edit(&self, new: &str) -> Edit {
        Edit::new(self.old, self.new.slice(new))
    }

    /// The smallest hunk that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { old: self.old.cover(other.old), new: self.new.cover(other.new) }
    }

    /// The same, counted from `from` earlier in both texts.
    pub(in crate::text) const fn forward(self, from: Self) -> Self {
        Self { old: self.old.forward(from.old.start), new: self.new.forward(from.new.start) }
    }

    /// Without the common text at its ends, cut between words.
    pub(in crate::text) fn trim(self, old: &str, new: &str) -> Self {
        let (gone, come) = (self.old.slice(old).as_bytes(), self.new.slice(new).as_bytes());
        let mut prefix = common_prefix(gone, come);
        let starts = |by: usize| Self {
            old: Span::new(self.old.start + by, self.old.end),
            new: Span::new(self.new.start + by, self.new.end),
        };
        while prefix > 0 && !starts(prefix).starts_on_edges(old, new) {
            prefix -= 1;
        }
        let rest = starts(prefix);
        let (gone, come) = (rest.old.slice(old).as_bytes(), rest.new.slice(new).as_bytes());
        let mut suffix = common_suffix(gone, come);
        let ends = |by: usize| Self {
            old: Span::new(rest.old.start, rest.old.end - by),
            new: Span::new(rest.new.start, rest.new.end - by),
        };
        while suffix > 0 && !ends(suffix).ends_on_edges(old, new) {
            suffix -= 1;
        }
        ends(suffix)
    }

    /// Whether no word is cut where it begins.
    pub(in crate::text) fn starts_on_edges(&self, old: &str, new: &str) -> bool {
        token::is_edge(old, self.old.start) && token::is_edge(new, self.new.start)
    }

    /// Whether no word is cut where it ends.
    pub(in crate::text) fn ends_on_edges(&self, old: &str, new: &str) -> bool {
        token::is_edge(old, self.old.end) && token::is_edge(new, self.new.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_at_the_ends_go_and_no_word_is_cut() {
        let (old, new) = ("Der Ausgang war zu.", "Der Ausgänge war zu.");
        let whole = Hunk { old: Span::of(old), new: Span::of(new) };
        let trimmed = whole.trim(old, new);
        assert_eq!((trimmed.old.slice(old), trimmed.new.slice(new)), ("Ausgang", "Ausgänge"));
    }
}
