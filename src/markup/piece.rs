//! What falls on a block, and its leaves cut along it.

use super::tree::Leaf;
use crate::text::{Span, sort_by_place};

/// A decoration as it falls on one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark<K> {
    /// What of it falls on the block, relative to the block's start.
    pub span: Span,
    /// Where what is seen of it begins, where that is in this block.
    pub opens: Option<usize>,
    /// Where what is seen of it ends, where that is in this block.
    pub closes: Option<usize>,
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
    /// The marks that cover text, by start.
    covers: Vec<Over>,
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

/// A mark that covers text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Over {
    mark: usize,
    /// The furthest end of this mark and all before it.
    reach: usize,
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
        Self { marks: Vec::new(), own: Vec::new(), covers: Vec::new(), pins: Vec::new() }
    }
}

/// How a mark is seen.
#[derive(Clone, Copy)]
pub(super) enum Seen {
    /// On the text it covers.
    Covers,
    /// At a place in a leaf.
    Pinned { leaf: usize, at: usize },
    /// By the block itself.
    Own,
}

impl<K> Placed<K> {
    /// Adds a mark; they come in the order of the source.
    pub(super) fn add(&mut self, mark: Mark<K>, seen: Seen) {
        let index = self.marks.len();
        let end = mark.span.end;
        self.marks.push(mark);
        match seen {
            Seen::Covers => {
                let before = self.covers.last().map_or(0, |cover| cover.reach);
                self.covers.push(Over { mark: index, reach: before.max(end) });
            }
            Seen::Pinned { leaf, at } => self.pins.push(Pin { leaf, at, mark: index }),
            Seen::Own => self.own.push(index),
        }
    }

    /// Puts the pins in the order of the source, once all are added.
    pub(super) fn sort(&mut self) {
        // Marks are pinned in their order already.
        sort_by_place(&mut self.pins, |pin| (pin.leaf, pin.at));
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
            let span = Span { start: at, end: end.unwrap_or(at) };
            let text = if end.is_none() { "" } else { part(leaf, text, span) };
            let marks = open.iter().map(|cover| cover.mark).collect();
            pieces.push(Piece { span, text, pins: here, marks });
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
        let first = self.covers.partition_point(|cover| cover.reach <= leaf.span.start);
        let covers = self.covers.get(first..).unwrap_or_default();
        let marks = covers.iter().filter_map(|over| Some((over.mark, self.marks.get(over.mark)?)));
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
    sort_by_place(&mut bounds, |bound| (*bound, 0));
    bounds.dedup();
    bounds
}

/// The part of a leaf's text at `span`.
fn part<'a>(leaf: &Leaf, text: &'a str, span: Span) -> &'a str {
    if !leaf.is_exact() {
        return text;
    }
    let offset = leaf.span.start;
    text.get(span.start.saturating_sub(offset)..span.end.saturating_sub(offset)).unwrap_or("")
}
