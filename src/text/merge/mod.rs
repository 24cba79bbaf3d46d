//! Two changed versions of a text brought together: by lines, and by words where both changed the same lines.
//!
//! The frame is diff3 (Khanna, Kunal and Pierce, 2007). What lines leave in conflict is looked into by readable hunks, and
//! what those leave by words. A change is never taken apart by chance: `region` tells what hangs together.

pub(super) mod align;
mod region;
mod settle;

pub use settle::{Choice, settle};

use super::diff::{Hunk, Kind, diff};
use super::span::Span;
use region::{Grain, regions};

/// Who made a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// We alone; or both, and ours includes theirs.
    Ours,
    /// They alone; or both, and theirs includes ours.
    Theirs,
    /// Both, alike.
    Both,
    /// Both, in different ways: somebody has to choose.
    #[default]
    Conflict,
    /// Both, in different ways; somebody has chosen.
    Chosen,
}

/// A place that was changed, and where it stands in each of the texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// By whom.
    pub by: By,
    /// In the base.
    pub base: Span,
    /// In our version.
    pub ours: Span,
    /// In theirs.
    pub theirs: Span,
    /// In the merged text.
    pub text: Span,
}

impl Change {
    /// The smallest change that holds both; `other` comes later.
    fn cover(self, other: Self) -> Self {
        let [base, ours, theirs] = [(self.base, other.base), (self.ours, other.ours), (self.theirs, other.theirs)]
            .map(|(one, other)| one.cover(other));
        Self { base, ours, theirs, ..self }
    }

    /// The same, counted from where `from` begins in each text.
    const fn forward(self, from: Self) -> Self {
        Self {
            base: self.base.forward(from.base.start),
            ours: self.ours.forward(from.ours.start),
            theirs: self.theirs.forward(from.theirs.start),
            ..self
        }
    }
}

/// Two versions as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// The text with the changes of both; where they conflict it holds ours until somebody has chosen.
    pub text: String,
    /// All changes. **Invariant:** in order and disjoint in all four texts; what lies between them is the same in all.
    pub changes: Vec<Change>,
    /// Whether no conflict is open.
    pub clean: bool,
}

impl Merge {
    /// The places that both changed in different ways.
    pub fn conflicts(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.by == By::Conflict)
    }
}

/// Merges what `ours` and `theirs` made of `base`. What both changed alike counts once; what one changed is taken; where
/// both changed the same words in different ways, the change is a conflict. In bounded time.
#[must_use]
pub fn merge(base: &str, ours: &str, theirs: &str) -> Merge {
    let texts = Texts { base, ours, theirs };
    let whole = Change { base: Span::of(base), ours: Span::of(ours), theirs: Span::of(theirs), ..Change::default() };
    let mut changes = Vec::new();
    texts.look_into(whole, &[Grain::Line, Grain::Hunk, Grain::Word], &mut changes);
    settle(base, ours, theirs, region::once(&texts, changes), |_| None)
}

/// The texts that are merged.
#[derive(Clone, Copy)]
struct Texts<'t> {
    base: &'t str,
    ours: &'t str,
    theirs: &'t str,
}

impl<'t> Texts<'t> {
    /// What stands at a change: in the base, with us, with them.
    fn of(&self, change: &Change) -> Self {
        Self {
            base: change.base.slice(self.base),
            ours: change.ours.slice(self.ours),
            theirs: change.theirs.slice(self.theirs),
        }
    }

    /// The changes in a place that both changed, by finer and finer grains as long as they conflict. Words are taken
    /// apart only where that settles the whole of it: pieces of a conflict are harder to choose from than all of it.
    fn look_into(&self, place: Change, grains: &[Grain], found: &mut Vec<Change>) {
        let part = self.of(&place);
        let Some((grain, finer)) = grains.split_first() else {
            found.push(region::included(&part, place));
            return;
        };
        let (ours, theirs) = (grain.hunks(part.base, part.ours), grain.hunks(part.base, part.theirs));
        let changes = regions(&part, &ours, &theirs, *grain);
        let settles = changes.iter().all(|change| change.by != By::Conflict);
        if *grain == Grain::Word && !settles {
            self.look_into(place, finer, found);
            return;
        }
        for change in changes {
            let change = change.forward(place);
            if change.by == By::Conflict {
                self.look_into(change, finer, found);
            } else {
                found.push(change);
            }
        }
    }
}

impl Grain {
    fn hunks(self, old: &str, new: &str) -> Vec<Hunk> {
        match self {
            Self::Line => align::lines(old, new),
            Self::Hunk => diff(old, new, Kind::Auto).hunks,
            Self::Word => align::words(old, new),
        }
    }
}

#[cfg(test)]
mod tests;
