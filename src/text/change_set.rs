//! Edits as values: applied, inverted, composed, and positions carried through them.

use super::compose::compose;
use super::edit::{Edit, apply};
use super::span::{Span, sort_by_place};

/// Which side of inserted text a position keeps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before it.
    Before,
    /// After it.
    After,
}

/// Edits of one text, made all at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeSet {
    /// **Invariant:** sorted, disjoint, not adjoining, none empty.
    edits: Vec<Edit>,
    /// Where each edit's insert begins in the text after. **Invariant:** as long as `edits`.
    starts: Vec<usize>,
}

impl ChangeSet {
    /// The change set of these edits, in any order; adjoining edits become one. None where two overlap.
    #[must_use]
    pub fn new(mut edits: Vec<Edit>) -> Option<Self> {
        sort_by_place(&mut edits, |edit| (edit.span.start, edit.span.end));
        edits.windows(2).all(|pair| matches!(pair, [a, b] if a.span.end <= b.span.start)).then(|| Self::joined(edits))
    }

    fn joined(sorted: Vec<Edit>) -> Self {
        let mut set = Self::default();
        for edit in sorted {
            set.push(edit);
        }
        set
    }

    /// Adds an edit that begins at the end of the last or later.
    pub(super) fn push(&mut self, edit: Edit) {
        if edit.is_empty() {
            return;
        }
        if let Some(last) = self.edits.last_mut().filter(|last| last.span.end >= edit.span.start) {
            last.span.end = last.span.end.max(edit.span.end);
            last.insert.push_str(&edit.insert);
            return;
        }
        let start = match (self.edits.last(), self.starts.last()) {
            (Some(last), Some(start)) => start + last.insert.len() + (edit.span.start - last.span.end),
            _ => edit.span.start,
        };
        self.starts.push(start);
        self.edits.push(edit);
    }

    /// The edits: sorted, disjoint, not adjoining.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Its edits.
    #[must_use]
    pub fn into_edits(self) -> Vec<Edit> {
        self.edits
    }

    /// Whether nothing is changed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// For each edit, where its insert stands in the text after.
    pub fn inserted(&self) -> impl Iterator<Item = Span> {
        self.edits.iter().zip(&self.starts).map(|(edit, &start)| Span::new(start, start + edit.insert.len()))
    }

    /// The text with all edits made.
    #[must_use]
    pub fn apply(&self, text: &str) -> String {
        apply(text, &self.edits)
    }

    /// What takes the text after back to `original`.
    #[must_use]
    pub fn invert(&self, original: &str) -> Self {
        let back = self.edits.iter().zip(self.inserted());
        Self::joined(back.map(|(edit, span)| Edit::new(span, edit.span.slice(original))).collect())
    }

    /// The same without the edits that put back what they take.
    #[must_use]
    pub fn minimal(self, original: &str) -> Self {
        Self::joined(self.edits.into_iter().filter(|edit| edit.span.slice(original) != edit.insert).collect())
    }

    /// This and then `later`, an edit of the text after, as one.
    #[must_use]
    pub fn compose(&self, later: &Self) -> Self {
        compose(self, later)
    }

    /// Where a position of the text before stands in the text after. Only where text was inserted at the position itself,
    /// or replaced around it, does `side` decide.
    #[must_use]
    pub fn map(&self, pos: usize, side: Side) -> usize {
        let at = self.edits.partition_point(|edit| edit.span.end < pos);
        let pair = |index: usize| {
            let (edit, start) = (self.edits.get(index)?, *self.starts.get(index)?);
            Some((edit.span, Span::new(start, start + edit.insert.len())))
        };
        carry(pos, side, pair(at), at.checked_sub(1).and_then(pair))
    }

    /// Where a position of the text after stands in the text before.
    #[must_use]
    pub fn unmap(&self, pos: usize, side: Side) -> usize {
        let pair = |index: usize| {
            let (edit, start) = (self.edits.get(index)?, *self.starts.get(index)?);
            Some((Span::new(start, start + edit.insert.len()), edit.span))
        };
        // The last edit that begins at or before the position may still reach it.
        let begun = self.starts.partition_point(|&start| start <= pos);
        let reaches = begun.checked_sub(1).and_then(pair).is_some_and(|(from, _)| from.end >= pos);
        let at = begun - usize::from(reaches);
        carry(pos, side, pair(at), at.checked_sub(1).and_then(pair))
    }

    /// Where a span of the text before stands in the text after: it does not take in what is inserted at its ends, loses
    /// what is replaced across them, and becomes the whole replacement where it lay in what was replaced.
    #[must_use]
    pub fn map_span(&self, span: Span) -> Span {
        carry_span(span, |pos, side| self.map(pos, side))
    }

    /// Where a span of the text after stands in the text before, by the same rules.
    #[must_use]
    pub fn unmap_span(&self, span: Span) -> Span {
        carry_span(span, |pos, side| self.unmap(pos, side))
    }
}

/// Carries a position, given the first edit that ends at or after it (as a pair of spans, from and to) and the one before.
fn carry(pos: usize, side: Side, reached: Option<(Span, Span)>, passed: Option<(Span, Span)>) -> usize {
    if let Some((from, to)) = reached.filter(|(from, _)| from.start <= pos) {
        let inside = from.is_empty() || (from.start < pos && pos < from.end);
        return match side {
            Side::Before if inside => to.start,
            Side::After if inside => to.end,
            _ if pos == from.start => to.start,
            _ => to.end,
        };
    }
    passed.map_or(pos, |(from, to)| to.end + (pos - from.end))
}

fn carry_span(span: Span, map: impl Fn(usize, Side) -> usize) -> Span {
    if span.is_empty() {
        return Span::at(map(span.start, Side::Before));
    }
    let (start, end) = (map(span.start, Side::After), map(span.end, Side::Before));
    if start <= end {
        Span { start, end }
    } else {
        Span::new(map(span.start, Side::Before), map(span.end, Side::After))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every change set of up to two edits of a short text.
    fn all(len: usize) -> Vec<ChangeSet> {
        let mut single = Vec::new();
        for start in 0..=len {
            for end in start..=len {
                for insert in ["", "x", "yz"] {
                    single.push(Edit::new(start..end, insert));
                }
            }
        }
        let pairs = single.iter().flat_map(|a| single.iter().map(|b| vec![a.clone(), b.clone()]));
        let all = single.iter().map(|edit| vec![edit.clone()]).chain(pairs);
        all.filter_map(ChangeSet::new).collect()
    }

    #[test]
    fn overlapping_edits_are_no_change_set_and_adjoining_ones_become_one() {
        assert_eq!(ChangeSet::new(vec![Edit::new(0..3, "a"), Edit::new(2..4, "b")]), None);
        let joined = ChangeSet::new(vec![Edit::new(3..4, "b"), Edit::new(0..3, "a"), Edit::new(9..9, "")]);
        assert_eq!(joined.map(ChangeSet::into_edits), Some(vec![Edit::new(0..4, "ab")]));
    }

    #[test]
    fn the_inverse_of_a_change_restores_the_text() {
        for set in all(3) {
            let made = set.apply("abc");
            assert_eq!(set.invert("abc").apply(&made), "abc", "{set:?}");
            let strict = set.edits.windows(2).all(|pair| pair[0].span.end < pair[1].span.start);
            assert!(strict && set.edits.iter().all(|edit| !edit.is_empty()), "{set:?}");
        }
    }

    #[test]
    fn two_changes_made_as_one_give_the_same_text() {
        for first in all(3) {
            let between = first.apply("abc");
            for later in all(between.len().min(2)) {
                let sum = first.compose(&later);
                assert_eq!(sum.apply("abc"), later.apply(&between), "{first:?} then {later:?}: {sum:?}");
            }
        }
    }

    #[test]
    fn a_position_in_kept_text_comes_back_from_where_it_was_carried() {
        for set in all(3) {
            let after = set.apply("abc").len();
            for side in [Side::Before, Side::After] {
                let carried: Vec<usize> = (0..=3).map(|pos| set.map(pos, side)).collect();
                assert!(carried.is_sorted() && carried.iter().all(|&pos| pos <= after), "{set:?} {carried:?}");
                let back: Vec<usize> = (0..=after).map(|pos| set.unmap(pos, side)).collect();
                assert!(back.is_sorted() && back.iter().all(|&pos| pos <= 3), "{set:?} {back:?}");
            }
            for pos in 0..=3 {
                if set.edits.iter().all(|edit| !edit.span.touches(Span::at(pos))) {
                    let there = set.map(pos, Side::Before);
                    assert_eq!(there, set.map(pos, Side::After));
                    assert_eq!(set.unmap(there, Side::After), pos);
                }
            }
            let inverse = set.invert("abc");
            for pos in 0..=after {
                assert_eq!(set.unmap(pos, Side::Before), inverse.map(pos, Side::Before), "{set:?} at {pos}");
                assert_eq!(set.unmap(pos, Side::After), inverse.map(pos, Side::After), "{set:?} at {pos}");
            }
        }
    }

    #[test]
    fn a_span_takes_in_nothing_at_its_ends_and_all_of_what_replaces_it() {
        let grown = ChangeSet::new(vec![Edit::new(2..2, "__"), Edit::new(4..4, "__")]).unwrap();
        assert_eq!(grown.map_span(Span::new(2, 4)), Span::new(4, 6));
        assert_eq!(grown.map_span(Span::at(2)), Span::at(2));
        let replaced = ChangeSet::new(vec![Edit::new(1..6, "new")]).unwrap();
        assert_eq!(replaced.map_span(Span::new(2, 4)), Span::new(1, 4));
        assert_eq!(replaced.map_span(Span::new(4, 8)), Span::new(4, 6));
        assert_eq!(replaced.unmap_span(Span::new(2, 3)), Span::new(1, 6));
        let deleted = ChangeSet::new(vec![Edit::new(1..6, "")]).unwrap();
        assert_eq!(deleted.map_span(Span::new(2, 4)), Span::at(1));
    }
}
