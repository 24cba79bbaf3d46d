//! From a position in the page to a position in the text it was rendered from.
//!
//! A piece of text carries `data-a`, the byte where it begins in the original, and its characters are the original's.
//! An atomic piece (a letter of a formula, a rule) carries `data-e` too and is taken whole. What is under `data-skip` (digits of
//! margin notes, deleted text) has no place: the piece beside it counts.

use crate::text::Span;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node, NodeList};

/// A position in the page.
#[derive(Clone, Debug)]
pub struct Spot {
    /// The node.
    pub node: Node,
    /// UTF-16 code units in a text, children in an element.
    pub offset: u32,
}

/// Which end of a selection is placed: where there is a choice, the selection is the smaller one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

/// The span of the original between two positions in page order; none where neither is in the article.
#[must_use]
pub fn place(article: &Element, start: &Spot, end: &Spot) -> Option<Span> {
    let inside = |spot: &Spot| article.contains(Some(&spot.node));
    let (starts, ends) = (inside(start), inside(end));
    if !starts && !ends {
        return None;
    }
    if start.node == end.node && start.offset == end.offset {
        let at = at(article, start, Edge::Start, true)?;
        return Some(Span { start: at, end: at });
    }
    let from = if starts { at(article, start, Edge::Start, false) } else { first_start(article) }?;
    let to = if ends { at(article, end, Edge::End, false) } else { last_end(article) }?;
    if from <= to {
        return Some(Span { start: from, end: to });
    }
    // In a formula what stands later may be written earlier: a byte of each leads to the term that holds both.
    let formula = |spot: &Spot| element(spot)?.closest("math").ok().flatten();
    if formula(start).is_some_and(|math| formula(end).as_ref() == Some(&math)) {
        return Some(Span { start: to.saturating_sub(1), end: from + 1 });
    }
    // Nothing but decoration lies between the two.
    Some(Span { start: to, end: to })
}

/// What of a text without places stands before a position in it: the UTF-16 code units of the blocks before its own, and the
/// bytes of what is read in that. None for what is no text of it.
#[must_use]
pub fn counted(article: &Element, spot: &Spot) -> Option<(usize, usize)> {
    let own = element(spot)?.closest(".block[data-b]").ok().flatten().filter(|own| article.contains(Some(own)))?;
    let blocks = article.query_selector_all("[data-b]").ok()?;
    let elements = (0..blocks.length()).filter_map(|at| piece(&blocks, at));
    let before = elements.take_while(|block| *block != own).filter_map(|block| number(&block, "data-b")).sum();
    let mut within = 0;
    measure(&own, spot, &mut within);
    Some((before, within))
}

fn at(article: &Element, spot: &Spot, edge: Edge, collapsed: bool) -> Option<usize> {
    let element = element(spot)?;
    let within = |selector: &str| element.closest(selector).ok().flatten().filter(|one| article.contains(Some(one)));
    if let Some(skipped) = within("[data-skip]") {
        return beside(article, &Point::Before(skipped.into()), edge);
    }
    let Some(piece) = within("[data-a]") else {
        return beside(article, &Point::of(spot), edge);
    };
    let begin = number(&piece, "data-a")?;
    let mut before = 0;
    measure(&piece, spot, &mut before);
    let length = length(&piece);
    // At the far end of a piece, the smaller selection begins or ends in the next one.
    let outside = match edge {
        Edge::Start if before == length && length > 0 => beside(article, &Point::After(piece.clone().into()), edge),
        Edge::End if before == 0 && length > 0 => beside(article, &Point::Before(piece.clone().into()), edge),
        _ => None,
    };
    let inside = match (number(&piece, "data-e"), edge) {
        (None, _) => begin + before,
        (Some(_), Edge::Start) => begin,
        (Some(end), Edge::End) => end,
    };
    Some(outside.filter(|_| !collapsed).unwrap_or(inside))
}

/// The element that a position is in.
fn element(spot: &Spot) -> Option<Element> {
    spot.node.dyn_ref::<Element>().cloned().or_else(|| spot.node.parent_element())
}

/// A point between nodes.
enum Point {
    Before(Node),
    After(Node),
}

impl Point {
    fn of(spot: &Spot) -> Self {
        let child = spot.node.child_nodes().get(spot.offset);
        child.map_or_else(|| Self::After(spot.node.clone()), Self::Before)
    }

    /// Whether a piece comes after it.
    fn precedes(&self, piece: &Node) -> bool {
        let position = |node: &Node| node.compare_document_position(piece);
        match self {
            Self::Before(node) => piece == node || position(node) & Node::DOCUMENT_POSITION_FOLLOWING != 0,
            Self::After(node) => {
                let inside = Node::DOCUMENT_POSITION_CONTAINED_BY;
                position(node) & (Node::DOCUMENT_POSITION_FOLLOWING | inside) == Node::DOCUMENT_POSITION_FOLLOWING
            }
        }
    }
}

/// The start of the piece that follows, or the end of the piece before. Where there is none, the other.
fn beside(article: &Element, point: &Point, edge: Edge) -> Option<usize> {
    let pieces = article.query_selector_all("[data-a]").ok()?;
    let following = first_after(&pieces, point);
    let before = || piece(&pieces, following.checked_sub(1)?).and_then(|piece| end(&piece));
    let after = || piece(&pieces, following).and_then(|piece| number(&piece, "data-a"));
    match edge {
        Edge::Start => after().or_else(before),
        Edge::End => before().or_else(after),
    }
}

/// The index of the first piece after a point: pieces stand in page order.
fn first_after(pieces: &NodeList, point: &Point) -> u32 {
    let (mut low, mut high) = (0, pieces.length());
    while low < high {
        let middle = low.midpoint(high);
        if pieces.get(middle).is_some_and(|piece| point.precedes(&piece)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

fn piece(pieces: &NodeList, index: u32) -> Option<Element> {
    pieces.get(index)?.dyn_into().ok()
}

fn first_start(article: &Element) -> Option<usize> {
    number(&article.query_selector("[data-a]").ok()??, "data-a")
}

fn last_end(article: &Element) -> Option<usize> {
    let pieces = article.query_selector_all("[data-a]").ok()?;
    end(&piece(&pieces, pieces.length().checked_sub(1)?)?)
}

fn end(piece: &Element) -> Option<usize> {
    number(piece, "data-e").or_else(|| Some(number(piece, "data-a")? + length(piece)))
}

fn length(piece: &Element) -> usize {
    let mut length = 0;
    measure(piece, &Spot { node: piece.clone().into(), offset: u32::MAX }, &mut length);
    length
}

/// Adds up the bytes of text before a spot; true once the spot is reached.
fn measure(node: &Node, until: &Spot, bytes: &mut usize) -> bool {
    let here = *node == until.node;
    if node.node_type() == Node::TEXT_NODE {
        let text = node.node_value().unwrap_or_default();
        // A line end between inlines is no text of theirs.
        if text == "\n"
            && node.parent_element().is_some_and(|around| {
                !around.has_attribute("data-a") && !around.matches("code, .literal").unwrap_or(false)
            })
        {
            return here;
        }
        *bytes += if here { bytes_before(&text, until.offset) } else { text.len() };
        return here;
    }
    if let Some(element) = node.dyn_ref::<Element>() {
        if element.has_attribute("data-skip") {
            return here;
        }
        if let Some(counts) = number(element, "data-u") {
            let within = here || element.contains(Some(&until.node));
            *bytes += if within { 0 } else { counts };
            return within;
        }
    }
    let children = node.child_nodes();
    let count = if here { children.length().min(until.offset) } else { children.length() };
    (0..count).any(|index| children.get(index).is_some_and(|child| measure(&child, until, bytes))) || here
}

/// The bytes of so many UTF-16 code units; a character that is cut counts whole.
fn bytes_before(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    let counted = text.chars().take_while(|letter| {
        let counts = left > 0;
        left = left.saturating_sub(letter.len_utf16());
        counts
    });
    counted.map(char::len_utf8).sum()
}

fn number(element: &Element, attribute: &str) -> Option<usize> {
    element.get_attribute(attribute)?.parse().ok()
}
