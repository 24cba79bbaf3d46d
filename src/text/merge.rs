//! Two changed versions of a text brought together.

use super::diff::{Hunk, fine};
use super::span::Span;

/// Two versions as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// The text with the changes of both; of those that conflict, ours.
    pub text: String,
    /// Where the two changed the same place in different ways.
    pub conflicts: Vec<Conflict>,
    /// Whether there is no such place.
    pub clean: bool,
}

/// A place that two versions changed in different ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflict {
    /// The place in the base.
    pub base: Span,
    /// What we put there.
    pub ours: String,
    /// What they put there.
    pub theirs: String,
}

/// Merges what `ours` and `theirs` made of `base`, word by word. What both changed alike counts once; changes of both
/// that touch conflict.
#[must_use]
pub fn merge(base: &str, ours: &str, theirs: &str) -> Merge {
    let (our_hunks, their_hunks) = (fine(base, ours).hunks, fine(base, theirs).hunks);
    let mut left = Version { text: ours, hunks: &our_hunks, base: 0, pos: 0 };
    let mut right = Version { text: theirs, hunks: &their_hunks, base: 0, pos: 0 };
    let mut merged = Merge::default();
    let mut pos = 0;
    while let Some(start) = [left.start(), right.start()].into_iter().flatten().min() {
        let mut place = Span::at(start);
        let (ours, theirs) = (left.at(start), right.at(start));
        // Each side may reach further than the other's hunks did.
        while left.reach(&mut place) | right.reach(&mut place) {}
        let (ours, theirs) = (left.slice(ours, place.end), right.slice(theirs, place.end));
        merged.text.push_str(Span::new(pos, place.start).slice(base));
        pos = place.end;
        let before = place.slice(base);
        merged.text.push_str(if ours == before { theirs } else { ours });
        if ours != before && theirs != before && ours != theirs {
            merged.conflicts.push(Conflict { base: place, ours: ours.into(), theirs: theirs.into() });
        }
    }
    merged.text.push_str(Span::new(pos, base.len()).slice(base));
    merged.clean = merged.conflicts.is_empty();
    merged
}

/// A version, read along the base.
struct Version<'t> {
    text: &'t str,
    /// What is still to be read.
    hunks: &'t [Hunk],
    /// A place in the base, and where it is in this version.
    base: usize,
    pos: usize,
}

impl<'t> Version<'t> {
    /// Where the next hunk begins, in the base.
    fn start(&self) -> Option<usize> {
        self.hunks.first().map(|hunk| hunk.old.start)
    }

    /// Where a place of the base is in this version; no hunk lies between it and what was read.
    fn at(&self, base: usize) -> usize {
        self.pos + (base - self.base)
    }

    /// Takes in the next hunks that touch the place; whether there were any.
    fn reach(&mut self, place: &mut Span) -> bool {
        let before = self.hunks.len();
        while let Some((hunk, rest)) = self.hunks.split_first().filter(|(hunk, _)| hunk.old.start <= place.end) {
            place.end = place.end.max(hunk.old.end);
            (self.base, self.pos, self.hunks) = (hunk.old.end, hunk.new.end, rest);
        }
        self.hunks.len() < before
    }

    /// What this version has from its own `start` to a place of the base.
    fn slice(&self, start: usize, base: usize) -> &'t str {
        Span::new(start, self.at(base)).slice(self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::diff::{Kind, diff};

    fn check(base: &str, ours: &str, theirs: &str, expected: &str) {
        let merged = merge(base, ours, theirs);
        assert_eq!((merged.text.as_str(), merged.clean), (expected, true), "{merged:?}");
        assert_eq!(merge(base, theirs, ours).text, expected);
    }

    #[test]
    fn changes_in_different_places_are_both_made() {
        check("The cat sat on it.", "The dog sat on it.", "The cat sat by it.", "The dog sat by it.");
        check("a b c", "x b c", "a y c", "x y c");
        check("One.\n\nTwo.\n", "One.\n\nNew.\n\nTwo.\n", "One.\n\nTwo, too.\n", "One.\n\nNew.\n\nTwo, too.\n");
    }

    #[test]
    fn the_same_change_counts_once() {
        check("The cat sat.", "The dog sat.", "The dog sat.", "The dog sat.");
        check("a b c", "a b b c", "a b b c", "a b b c");
    }

    #[test]
    fn in_a_conflict_the_text_holds_ours() {
        let merged = merge("The cat sat on it.", "The dog sat on it.", "The cow sat by it.");
        assert_eq!(merged.text, "The dog sat by it.");
        let conflict = Conflict { base: Span::new(4, 7), ours: "dog".into(), theirs: "cow".into() };
        assert_eq!((merged.conflicts, merged.clean), (vec![conflict], false));
    }

    #[test]
    fn two_insertions_in_one_place_conflict() {
        let merged = merge("a c", "a x c", "a y c");
        assert_eq!((merged.text.as_str(), merged.clean), ("a x c", false));
    }

    #[test]
    fn a_deletion_across_a_change_conflicts() {
        let merged = merge("a b c d e", "a e", "a b x d e");
        assert_eq!((merged.text.as_str(), merged.conflicts.len()), ("a e", 1));
    }

    #[test]
    fn merging_with_the_base_gives_the_other_and_conflicts_restore_theirs() {
        let words = ["a", "b", " ", "c\n", ". "];
        let mut random = fastrand::Rng::with_seed(11);
        for _ in 0..3000 {
            let mut text =
                || -> String { (0..random.usize(..8)).map(|_| words[random.usize(..words.len())]).collect() };
            let (base, ours, theirs) = (text(), text(), text());
            assert_eq!(merge(&base, &ours, &base), Merge { text: ours.clone(), conflicts: vec![], clean: true });
            assert_eq!(merge(&base, &base, &theirs).text, theirs);
            assert_eq!(merge(&base, &ours, &ours).text, ours);
            let merged = merge(&base, &ours, &theirs);
            let turned = merge(&base, &theirs, &ours);
            assert_eq!(merged.conflicts.len(), turned.conflicts.len(), "{base:?} {ours:?} {theirs:?}");
            for (one, other) in merged.conflicts.iter().zip(&turned.conflicts) {
                assert_eq!((one.base, &one.ours, &one.theirs), (other.base, &other.theirs, &other.ours));
                assert!(ours.contains(&one.ours) && theirs.contains(&one.theirs));
            }
            assert!(merged.clean || !diff(&ours, &theirs, Kind::Auto).hunks.is_empty());
        }
    }
}
