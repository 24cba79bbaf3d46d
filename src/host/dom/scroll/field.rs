//! A text field scrolled together with a view of the same text: what stands at one height in the one does so in the other.
//!
//! As with ties, the height at which they are held together goes down as the text does.

use super::mirror::Mirror;
use super::ties::offset;
use super::{block, blocks, rounded};
use crate::text::Span;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlTextAreaElement, NodeList, ShadowRoot};

/// How long a text may be, in UTF-16 code units, to be laid out once more for it.
const LONGEST: u32 = 200_000;

/// Where the follower has to stand; none where neither is a text field, or what it shows is too long.
pub(super) fn by_text(leader: &Element, follower: &Element, kept: &RefCell<Option<Mirror>>) -> Option<i32> {
    let (field, view) = match (leader.dyn_ref::<HtmlTextAreaElement>(), follower.dyn_ref::<HtmlTextAreaElement>()) {
        (Some(field), None) => (field, follower),
        (None, Some(field)) => (field, leader),
        _ => return None,
    };
    if field.text_length() > LONGEST {
        return None;
    }
    let blocks = blocks(view)?;
    let starts = starts(&blocks, f64::from(field.text_length()));
    let mut mirror = kept.borrow_mut();
    if mirror.as_ref().is_none_or(|mirror| !mirror.is_of(field)) {
        *mirror = None;
        *mirror = Mirror::of(field);
    }
    let mirror = mirror.as_ref()?;
    let in_field = |at: usize| match starts.get(at) {
        Some(start) => mirror.extent(Span::new(*start, *start)).map_or(0.0, |(top, _)| top),
        None => mirror.height(),
    };
    let in_view = |at: usize| match u32::try_from(at).ok().and_then(|at| block(&blocks, at)) {
        Some(block) => offset(view, &block),
        None => f64::from(view.scroll_height()),
    };
    let led = |at: f64| match leader == view {
        true => through(at, starts.len(), &in_view, &in_field),
        false => through(at, starts.len(), &in_field, &in_view),
    };
    let (top, room) = (f64::from(leader.scroll_top()), f64::from(leader.client_height()));
    // Where somebody writes, and sees the caret, it is the caret that stands at one height.
    let writes = leader != view && has_focus(leader);
    let caret = writes.then(|| mirror.extent(caret(field)?)).flatten().map(|(at, _)| at - top);
    if let Some(height) = caret.filter(|height| (0.0..room).contains(height)) {
        return Some(rounded((led(top + height) - height).max(0.0)));
    }
    let share = (top / f64::from((leader.scroll_height() - leader.client_height()).max(1))).clamp(0.0, 1.0);
    let there = led(top + share * room);
    Some(rounded((there - share * f64::from(follower.client_height())).max(0.0)))
}

fn has_focus(element: &Element) -> bool {
    let root = element.get_root_node().dyn_into::<ShadowRoot>().ok();
    root.and_then(|root| root.active_element()).is_some_and(|active| active == *element)
}

fn caret(field: &HtmlTextAreaElement) -> Option<Span> {
    let at = usize::try_from(field.selection_end().ok()??).ok()?;
    Some(Span::new(at, at))
}

/// Where each block begins in the text of the field: a block says how long its text is.
fn starts(blocks: &NodeList, length: f64) -> Vec<usize> {
    let long = |at: u32| block(blocks, at).and_then(|block| block.get_attribute("data-b")?.parse::<u32>().ok());
    let mut starts = Vec::new();
    let mut at = 0.0;
    for index in 0..blocks.length() {
        starts.push(at);
        at += f64::from(long(index).unwrap_or(0));
    }
    // What is not corrected is not as long, and line ends are counted otherwise; far shorter is what is not painted yet.
    let scale = length / f64::max(at, 1.0);
    let scale = if (scale - 1.0).abs() < 0.1 { scale } else { 1.0 };
    starts.into_iter().map(|start| units(start * scale)).collect()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a text that is not that long")]
fn units(at: f64) -> usize {
    at.max(0.0) as usize
}

/// A height led from the one side to the other between the two blocks around it.
fn through(height: f64, count: usize, from: &dyn Fn(usize) -> f64, to: &dyn Fn(usize) -> f64) -> f64 {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low.midpoint(high);
        if from(middle) <= height {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    let at = low.saturating_sub(1);
    let (start, end) = (from(at), from(at + 1));
    let part = ((height - start) / (end - start).max(1.0)).clamp(0.0, 1.0);
    let (start, end) = (to(at), to(at + 1));
    start + part * (end - start).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::through;

    #[test]
    fn a_height_is_led_between_the_blocks_around_it() {
        let (one, other) = ([0.0, 100.0, 200.0], [0.0, 10.0, 50.0]);
        let at = |heights: [f64; 3]| move |at: usize| heights.get(at).copied().unwrap_or(200.0);
        let lead = |height| through(height, 2, &at(one), &at(other));
        for (height, there) in [(0.0, 0.0), (50.0, 5.0), (100.0, 10.0), (150.0, 30.0), (900.0, 50.0)] {
            assert!((lead(height) - there).abs() < 1e-9, "{height}");
        }
    }
}
