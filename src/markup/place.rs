//! Says which decorations fall on which leaf of a block, and cuts leaves along them.
//!
//! A range that covers visible text is seen as the marks of pieces. What stands where nothing is visible (a point; a range
//! over `**` or a blank line alone) is a *pin*: it is given to one leaf, to be shown there, or to a block without leaves.
//!
//! **Invariant:** over all blocks of a tree, every point is a pin exactly once, every range is a mark at least once or a
//! pin exactly once.

use super::decoration::{Decoration, Decorations};
use super::tree::{Block, Leaf, Tree};
use super::walk::Seat;
use crate::text::Span;

/// A decoration as it falls on one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark<K> {
    /// What of it falls on the block, relative to the block's start.
    pub span: Span,
    /// Whether it begins in this block.
    pub opens: bool,
    /// Whether it ends in this block.
    pub closes: bool,
    /// What it is.
    pub kind: K,
}

impl<K> Mark<K> {
    /// Whether it stands between two characters.
    #[must_use]
    pub const fn is_point(&self) -> bool {
        self.span.end <= self.span.start
    }
}

/// The decorations of one block. Equal values mean equal views: nothing in it depends on where the block stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<K> {
    /// All of them, in the order of the source; pieces name them by index.
    pub marks: Vec<Mark<K>>,
    /// Those a block without leaves shows by itself.
    pub own: Vec<usize>,
    /// The marks that cover text.
    covers: Vec<usize>,
    /// What is shown between characters, by leaf and place.
    pins: Vec<Pin>,
}

/// A mark that is shown between two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Pin {
    /// The start of its leaf.
    leaf: usize,
    /// Where in the leaf.
    at: usize,
    mark: usize,
}

/// A part of a leaf under the same marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Its source, relative to the block.
    pub span: Span,
    /// What is shown; empty where the leaf ends in pins.
    pub text: &'a str,
    /// What is shown right before it: points, and ranges over nothing visible.
    pub pins: Vec<usize>,
    /// The ranges that cover it.
    pub marks: Vec<usize>,
}

impl<K> Default for Placed<K> {
    fn default() -> Self {
        Self {
            marks: Vec::new(),
            own: Vec::new(),
            covers: Vec::new(),
            pins: Vec::new(),
        }
    }
}

/// Places the decorations of a text on the block at `index` of its tree.
#[must_use]
pub fn place<K: Clone>(
    tree: &Tree,
    index: usize,
    source: &str,
    decorations: &Decorations<K>,
) -> Placed<K> {
    let Some(block) = tree.blocks.get(index) else {
        return Placed::default();
    };
    let territory = tree.territory(index, source.len());
    let last = index + 1 == tree.blocks.len();
    let end = if last { usize::MAX } else { territory.end };
    let found = decorations.within(Span {
        start: territory.start,
        end,
    });
    if found.is_empty() {
        return Placed::default();
    }
    let start = tree.starts.get(index).copied().unwrap_or(0);
    let ground = Ground {
        tree,
        source,
        territory,
        start,
        index,
        seats: block.seats(),
    };
    let mut placed = Placed::default();
    for decoration in found {
        if let Some((mark, seen)) = ground.mark(decoration) {
            placed.add(mark, seen);
        }
    }
    placed.pins.sort_unstable();
    placed
}

/// How a mark is seen.
enum Seen {
    /// On the text it covers.
    Covers,
    /// At a place in a leaf.
    Pinned { leaf: usize, at: usize },
    /// By the block itself.
    Own,
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
        let span = Span {
            start: whole.start.max(territory.start),
            end: whole.end.min(territory.end),
        };
        if span.is_empty() {
            return None;
        }
        if covers(&self.seats, self.relative(span)) {
            return Some((self.cut(decoration, whole), Seen::Covers));
        }
        let first = whole.start >= territory.start;
        if !first || (whole.end > territory.end && self.seen_later(whole)) {
            return None;
        }
        Some((self.cut(decoration, whole), self.pinned(span.start)))
    }

    /// Whether a range that goes beyond this block covers text in a later one.
    fn seen_later(&self, whole: Span) -> bool {
        let later = self
            .tree
            .blocks
            .iter()
            .zip(&self.tree.starts)
            .skip(self.index + 1);
        later
            .take_while(|(_, start)| **start < whole.end)
            .any(|(block, start)| {
                let span = Span {
                    start: 0,
                    end: whole.end.saturating_sub(*start),
                };
                covers(&block.seats(), span)
            })
    }

    fn cut<K: Clone>(&self, decoration: &Decoration<K>, whole: Span) -> Mark<K> {
        let Span { start, end } = self.territory;
        let cut = Span {
            start: whole.start.clamp(start, end),
            end: whole.end.clamp(start, end),
        };
        Mark {
            span: self.relative(cut),
            opens: whole.start >= start,
            closes: whole.end <= end,
            kind: decoration.kind.clone(),
        }
    }

    fn relative(&self, span: Span) -> Span {
        let start = span.start.saturating_sub(self.start);
        Span {
            start,
            end: span.end.saturating_sub(self.start).max(start),
        }
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
    Seen::Pinned {
        leaf: start,
        at: start,
    }
}

/// After a leaf.
const fn tail(seat: &Seat<'_>) -> Seen {
    Seen::Pinned {
        leaf: seat.leaf.span.start,
        at: seat.leaf.span.end,
    }
}

/// Inside a leaf; before it where it cannot be cut.
const fn within(seat: &Seat<'_>, at: usize) -> Seen {
    if seat.leaf.is_exact() {
        return Seen::Pinned {
            leaf: seat.leaf.span.start,
            at,
        };
    }
    head(seat)
}

/// Whether a span has a visible character.
fn covers(seats: &[Seat<'_>], span: Span) -> bool {
    let first = seats.partition_point(|seat| seat.leaf.span.end <= span.start);
    seats
        .get(first)
        .is_some_and(|seat| seat.leaf.span.start < span.end)
}

/// A span that fits a text: in it, between characters.
fn fitted(span: Span, text: &str) -> Span {
    let floor = |at: usize| {
        let at = at.min(text.len());
        (0..=at)
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(0)
    };
    let start = floor(span.start);
    if span.is_empty() {
        return Span { start, end: start };
    }
    let end = span.end.min(text.len());
    let end = (end..=text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len());
    Span {
        start,
        end: end.max(start),
    }
}

impl<K> Placed<K> {
    fn add(&mut self, mark: Mark<K>, seen: Seen) {
        let index = self.marks.len();
        self.marks.push(mark);
        match seen {
            Seen::Covers => self.covers.push(index),
            Seen::Pinned { leaf, at } => self.pins.push(Pin {
                leaf,
                at,
                mark: index,
            }),
            Seen::Own => self.own.push(index),
        }
    }

    /// Whether nothing falls on the block.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// A leaf of the block cut along what falls on it; `block` is the block's source ([`Tree::source`]). The pieces'
    /// texts are the leaf's text; a last, empty one carries what is shown after it.
    #[must_use]
    pub fn pieces<'a>(&self, leaf: &'a Leaf, block: &'a str) -> Vec<Piece<'a>> {
        let text = leaf.text(block);
        let pins = self.pins_of(leaf);
        let covers = self.covers_of(leaf);
        let bounds = bounds(leaf, pins, &covers);
        let mut pieces = Vec::with_capacity(bounds.len());
        let mut pins = pins.iter().peekable();
        let mut covers = covers.iter().peekable();
        let mut open: Vec<&Cover> = Vec::new();
        for (index, at) in bounds.iter().copied().enumerate() {
            let mut here = Vec::new();
            while let Some(pin) = pins.next_if(|pin| pin.at <= at) {
                here.push(pin.mark);
            }
            let end = bounds.get(index + 1).copied();
            if end.is_none() && here.is_empty() {
                break;
            }
            open.retain(|cover| cover.end > at);
            while let Some(cover) = covers.next_if(|cover| cover.start <= at) {
                open.push(cover);
            }
            let span = Span {
                start: at,
                end: end.unwrap_or(at),
            };
            let text = if end.is_none() {
                ""
            } else {
                part(leaf, text, span)
            };
            let marks = open.iter().map(|cover| cover.mark).collect();
            pieces.push(Piece {
                span,
                text,
                pins: here,
                marks,
            });
        }
        pieces
    }

    fn pins_of(&self, leaf: &Leaf) -> &[Pin] {
        let first = self.pins.partition_point(|pin| pin.leaf < leaf.span.start);
        let last = self.pins.partition_point(|pin| pin.leaf <= leaf.span.start);
        self.pins.get(first..last).unwrap_or_default()
    }

    /// The marks over a leaf, cut to it, by start.
    fn covers_of(&self, leaf: &Leaf) -> Vec<Cover> {
        let marks = self
            .covers
            .iter()
            .filter_map(|index| Some((*index, self.marks.get(*index)?)));
        let over = marks.take_while(|(_, mark)| mark.span.start < leaf.span.end);
        let over = over.filter(|(_, mark)| mark.span.overlaps(leaf.span));
        let cut = over.map(|(mark, own)| {
            let span = if leaf.is_exact() { own.span } else { leaf.span };
            let (start, end) = (span.start.max(leaf.span.start), span.end.min(leaf.span.end));
            Cover { start, end, mark }
        });
        cut.collect()
    }
}

/// A mark over a part of a leaf.
struct Cover {
    start: usize,
    end: usize,
    mark: usize,
}

/// Where a leaf is cut, its own ends included.
fn bounds(leaf: &Leaf, pins: &[Pin], covers: &[Cover]) -> Vec<usize> {
    let mut bounds = vec![leaf.span.start, leaf.span.end];
    bounds.extend(pins.iter().map(|pin| pin.at));
    bounds.extend(covers.iter().flat_map(|cover| [cover.start, cover.end]));
    bounds.sort_unstable();
    bounds.dedup();
    bounds
}

/// The part of a leaf's text at `span`.
fn part<'a>(leaf: &Leaf, text: &'a str, span: Span) -> &'a str {
    if !leaf.is_exact() {
        return text;
    }
    let offset = leaf.span.start;
    text.get(span.start.saturating_sub(offset)..span.end.saturating_sub(offset))
        .unwrap_or("")
}

impl Block {
    /// Whether the block has no visible text of its own (a rule, an empty item): it then shows [`Placed::own`] itself.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.seats().is_empty()
    }
}
