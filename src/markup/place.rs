//! Says which decorations fall on which leaf of a block.
//!
//! A range that covers visible text is seen as the marks of pieces. What stands where nothing is visible (a point; a range
//! over `**` or a blank line alone) is a *pin*: it is given to one leaf, to be shown there, or to a block without leaves.
//!
//! **Invariant:** over all blocks of a tree, every point is a pin exactly once, every range is a mark at least once or a
//! pin exactly once.

use super::decoration::{Decoration, Decorations};
use super::piece::{Mark, Placed, Seen};
use super::tree::{Block, Tree};
use super::walk::Seat;
use crate::text::Span;

/// Places the decorations of a text on the block at `index` of its tree.
#[must_use]
pub fn place<K: Clone>(tree: &Tree, index: usize, source: &str, decorations: &Decorations<K>) -> Placed<K> {
    let Some(block) = tree.blocks.get(index) else {
        return Placed::default();
    };
    let territory = tree.territory(index, source.len());
    let last = index + 1 == tree.blocks.len();
    let end = if last { usize::MAX } else { territory.end };
    let found = decorations.within(Span { start: territory.start, end });
    if found.is_empty() {
        return Placed::default();
    }
    let start = tree.starts.get(index).copied().unwrap_or(0);
    let ground = Ground { tree, source, territory, start, index, seats: block.seats() };
    let mut placed = Placed::default();
    for decoration in found {
        if let Some((mark, seen)) = ground.mark(decoration) {
            placed.add(mark, seen);
        }
    }
    placed.sort();
    placed
}

/// A block with all that is needed to place on it.
struct Ground<'a> {
    tree: &'a Tree,
    source: &'a str,
    territory: Span,
    start: usize,
    index: usize,
    seats: Vec<Seat<'a>>,
}

impl Ground<'_> {
    fn mark<K: Clone>(&self, decoration: &Decoration<K>) -> Option<(Mark<K>, Seen)> {
        let whole = fitted(decoration.span, self.source);
        let territory = self.territory;
        if whole.is_empty() {
            let here = self.index == self.tree.block_at(whole.start);
            return here.then(|| (self.cut(decoration, whole), self.pinned(whole.start)));
        }
        let span = Span { start: whole.start.max(territory.start), end: whole.end.min(territory.end) };
        if span.is_empty() {
            return None;
        }
        if covers(&self.seats, self.relative(span)) {
            let mut mark = self.cut(decoration, whole);
            // It begins and ends with what is seen of it, whatever signs of Markdown or TeX it holds around that.
            let seen = self.seen(mark.span);
            let here = whole.start >= territory.start || !self.seen_earlier(whole);
            mark.opens = here.then_some(seen.start);
            let here = whole.end <= territory.end || !self.seen_later(whole);
            mark.closes = here.then_some(seen.end);
            return Some((mark, Seen::Covers));
        }
        let first = whole.start >= territory.start;
        if !first || (whole.end > territory.end && self.seen_later(whole)) {
            return None;
        }
        Some((self.cut(decoration, whole), self.pinned(span.start)))
    }

    /// Whether a range that goes beyond this block covers text in a later one.
    fn seen_later(&self, whole: Span) -> bool {
        let later = self.tree.blocks.iter().zip(&self.tree.starts).skip(self.index + 1);
        later.take_while(|(_, start)| **start < whole.end).any(|(block, start)| {
            let span = Span { start: 0, end: whole.end.saturating_sub(*start) };
            covers(&block.seats(), span)
        })
    }

    /// Whether a range that comes from before this block covers text in an earlier one.
    fn seen_earlier(&self, whole: Span) -> bool {
        let earlier = self.tree.blocks.iter().zip(&self.tree.starts).take(self.index).rev();
        let mut reached = earlier.take_while(|(block, start)| **start + block.span.end > whole.start);
        reached.any(|(block, start)| {
            covers(&block.seats(), Span { start: whole.start.saturating_sub(*start), end: usize::MAX })
        })
    }

    /// What of a range that covers text is seen: from the first leaf of it to the last.
    fn seen(&self, span: Span) -> Span {
        let first = self.seats.partition_point(|seat| seat.leaf.span.end <= span.start);
        let last = self.seats.partition_point(|seat| seat.leaf.span.start < span.end);
        let start = self.seats.get(first).map_or(span.start, |seat| span.start.max(seat.leaf.span.start));
        let end = last.checked_sub(1).and_then(|last| self.seats.get(last));
        Span { start, end: end.map_or(span.end, |seat| span.end.min(seat.leaf.span.end)) }
    }

    fn cut<K: Clone>(&self, decoration: &Decoration<K>, whole: Span) -> Mark<K> {
        let Span { start, end } = self.territory;
        let span = self.relative(Span { start: whole.start.clamp(start, end), end: whole.end.clamp(start, end) });
        Mark { span, opens: Some(span.start), closes: Some(span.end), kind: decoration.kind.clone() }
    }

    fn relative(&self, span: Span) -> Span {
        let start = span.start.saturating_sub(self.start);
        Span { start, end: span.end.saturating_sub(self.start).max(start) }
    }

    /// Where something at `position` is shown.
    fn pinned(&self, position: usize) -> Seen {
        let at = position.saturating_sub(self.start);
        let next = self.seats.partition_point(|seat| seat.leaf.span.start < at);
        let after = self.seats.get(next);
        let before = next.checked_sub(1).and_then(|index| self.seats.get(index));
        match (before, after) {
            (None, None) => Seen::Own,
            (None, Some(after)) => head(after),
            (Some(before), _) if at < before.leaf.span.end => within(before, at),
            (Some(before), None) => tail(before),
            (Some(before), Some(after)) => {
                if after.leaf.span.start == at {
                    return head(after);
                }
                let same = before.run == after.run;
                let stays = at == before.leaf.span.end
                    || (!same && at <= before.run.end && at < after.run.start)
                    || (!same && self.same_line(before.leaf.span.end, at, after.leaf.span.start));
                if stays { tail(before) } else { head(after) }
            }
        }
    }

    /// Whether `at` is on the line of what ends at `before` and not on that of what starts at `after`.
    fn same_line(&self, before: usize, at: usize, after: usize) -> bool {
        let breaks = |from: usize, to: usize| {
            let text = self.source.get(self.start + from..self.start + to);
            text.is_some_and(|text| text.contains('\n'))
        };
        !breaks(before, at) && breaks(at, after)
    }
}

/// Before a leaf.
const fn head(seat: &Seat<'_>) -> Seen {
    let start = seat.leaf.span.start;
    Seen::Pinned { leaf: start, at: start }
}

/// After a leaf.
const fn tail(seat: &Seat<'_>) -> Seen {
    Seen::Pinned { leaf: seat.leaf.span.start, at: seat.leaf.span.end }
}

/// Inside a leaf; before it where it cannot be cut.
const fn within(seat: &Seat<'_>, at: usize) -> Seen {
    if seat.leaf.is_exact() {
        return Seen::Pinned { leaf: seat.leaf.span.start, at };
    }
    head(seat)
}

/// Whether a span has a visible character.
fn covers(seats: &[Seat<'_>], span: Span) -> bool {
    let first = seats.partition_point(|seat| seat.leaf.span.end <= span.start);
    seats.get(first).is_some_and(|seat| seat.leaf.span.start < span.end)
}

/// A span that fits a text: in it, between characters.
fn fitted(span: Span, text: &str) -> Span {
    let floor = |at: usize| {
        let at = at.min(text.len());
        (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
    };
    let start = floor(span.start);
    if span.is_empty() {
        return Span { start, end: start };
    }
    let end = span.end.min(text.len());
    let end = (end..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    Span { start, end: end.max(start) }
}

impl Block {
    /// Whether the block has no visible text of its own (a rule, an empty item): it then shows [`Placed::own`] itself.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.seats().is_empty()
    }
}
