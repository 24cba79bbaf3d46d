//! Moves the focus, and brings things into sight inside their panes: the host page does not move.

use super::frame::Frame;
use super::notes::{is_painted, is_unplaced};
use super::scroll::Ties;
use super::selection;
use super::wide::{WIDE, is_wide};
use gloo::events::EventListener;
use js_sys::{Function, Object, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, Node, ShadowRoot};

const FOCUSABLE: &str = "button:not([disabled]), a[href], input:not([disabled]), textarea:not([disabled]), \
    select:not([disabled]), summary, [tabindex]";
/// So much of its surroundings comes into sight with it.
const MARGIN: f64 = 24.0;
/// In so many frames at most it is brought there again.
const AGAIN: u8 = 3;

/// Gives the focus to what carries this `data-at`.
pub fn focus(root: &ShadowRoot, name: &str) {
    let Some(target) = find(root, name) else { return };
    let within = || target.query_selector(FOCUSABLE).ok().flatten();
    let focusable = if target.matches(FOCUSABLE).unwrap_or(false) { Some(target.clone()) } else { within() };
    let target = focusable.unwrap_or_else(|| {
        let _ = target.set_attribute("tabindex", "-1");
        target.clone()
    });
    give(&target);
    if !fills(&target) {
        bring(&target);
    }
}

/// Whether it is all that is seen of its pane: wherever one was in it, one stays.
fn fills(target: &Element) -> bool {
    let mut around = target.parent_element();
    while let Some(pane) = around {
        if scrolls(&pane) {
            let (inner, outer) = (target.get_bounding_client_rect(), pane.get_bounding_client_rect());
            let begun = inner.top() <= outer.top() + MARGIN;
            return begun && inner.bottom() >= outer.top() + outer.height() / 2.0 && inner.height() > outer.height();
        }
        around = pane.parent_element();
    }
    false
}

/// Gives an element the focus and moves nothing.
pub fn give(target: &Element) {
    let options = Object::new();
    let _ = Reflect::set(&options, &"preventScroll".into(), &JsValue::TRUE);
    let function = Reflect::get(target, &"focus".into()).ok().and_then(|function| function.dyn_into::<Function>().ok());
    if let Some(function) = function {
        let _ = function.call1(target, &options);
    }
}

/// Puts the caret there; where it is extended, with all from where the selection began.
pub fn give_selection(node: &Node, offset: u32, extend: bool) {
    let document = node.owner_document();
    if let Some(selection) = document.and_then(|document| document.get_selection().ok().flatten()) {
        let _ = match extend {
            true => selection.extend_with_offset(node, offset),
            false => selection.collapse_with_offset(Some(node), offset),
        };
    }
}

/// Keeps the focus inside: where the element that had it is gone after a rendering, the root has it, and keys are still
/// heard.
#[derive(Default)]
pub struct Keeper {
    had: RefCell<Option<Element>>,
}

impl Keeper {
    /// Listens for as long as what it answers is kept.
    pub fn watch(self: &Rc<Self>, root: &ShadowRoot) -> EventListener {
        let keeper = Rc::clone(self);
        EventListener::new(root, "focusin", move |event| {
            keeper.had.replace(event.target().and_then(|target| target.dyn_into().ok()));
        })
    }

    /// Called after every rendering.
    pub fn rendered(&self, root: &ShadowRoot, mount: &Element) {
        let gone = self.had.borrow().as_ref().is_some_and(|had| !had.is_connected());
        if gone {
            self.had.take();
            if root.active_element().is_none() {
                give(mount);
            }
        }
    }
}

/// Brings what carries these `data-at` into sight, each in its turn.
pub fn reveal(root: &ShadowRoot, names: &[String], later: &Rc<Cell<Option<Frame>>>, apart: Option<Rc<Ties>>) {
    if names.iter().any(|name| name == "selection") {
        uncover(root);
    }
    let targets: Vec<Element> = names.iter().filter_map(|name| find(root, name)).collect();
    if !targets.is_empty() {
        bring_all(&targets);
        again(targets, later, apart, AGAIN);
    }
}

/// Blocks that were never painted have a guessed height, and notes get their place with the frame: now that they are in sight, it is
/// the real one.
fn again(targets: Vec<Element>, later: &Rc<Cell<Option<Frame>>>, apart: Option<Rc<Ties>>, times: u8) {
    let next = Rc::clone(later);
    later.set(Some(Frame::next(move || {
        let moved = bring_all(&targets);
        if let Some(ties) = &apart {
            ties.stand();
        }
        if moved && times > 1 {
            again(targets, &next, apart, times - 1);
        }
    })));
}

/// The first that is laid out: a card may stand in the margin and in the list.
fn find(root: &ShadowRoot, name: &str) -> Option<Element> {
    let quoted = name.replace('\\', "\\\\").replace('"', "\\\"");
    let all = root.query_selector_all(&format!("[data-at=\"{quoted}\"]")).ok()?;
    let elements = || (0..all.length()).filter_map(|index| all.get(index)?.dyn_into::<Element>().ok());
    elements().find(is_laid_out).or_else(|| elements().next())
}

/// Whether it stands anywhere: what is hidden has no extent.
fn is_laid_out(element: &Element) -> bool {
    let rect = element.get_bounding_client_rect();
    rect.width() > 0.0 || rect.height() > 0.0
}

/// Scrolls every pane around an element so far that it is in sight. How it moves is the style sheet's. Whether it moved, or has
/// no place yet.
pub fn bring(target: &Element) -> bool {
    // A note that was just made has no place yet.
    let note = target.closest("[data-note]").ok().flatten();
    if note.is_some_and(|note| is_unplaced(&note)) {
        return true;
    }
    // In a section that was not painted yet nothing has its place: that comes first.
    let section = target.closest(".section").ok().flatten().filter(|_| !is_painted(target));
    let mut moved = section.is_some();
    let target = section.as_ref().unwrap_or(target);
    let mut around = target.parent_element();
    while let Some(pane) = around {
        // What lies over the text for want of a margin is in sight wherever the pane stands.
        let covered = covered(&pane);
        let over = covered > 0.0 && target.closest("[data-margin]").ok().flatten().is_some();
        if !over && scrolls(&pane) {
            let (inner, outer) = (target.get_bounding_client_rect(), pane.get_bounding_client_rect());
            let by = distance((inner.top(), inner.bottom()), (outer.top(), outer.bottom() - covered));
            if by.abs() >= 1.0 {
                pane.set_scroll_top(pane.scroll_top().saturating_add(rounded(by)));
                moved = true;
            }
        }
        if pane.matches(WIDE).unwrap_or(false) && is_wide(&pane) {
            let (inner, outer) = (target.get_bounding_client_rect(), pane.get_bounding_client_rect());
            let by = distance((inner.left(), inner.right()), (outer.left(), outer.right()));
            pane.set_scroll_left(pane.scroll_left().saturating_add(rounded(by)));
        }
        around = pane.parent_element();
    }
    moved
}

/// Brings each in its turn. Whether any moved.
fn bring_all(targets: &[Element]) -> bool {
    let mut moved = false;
    for target in targets {
        moved |= bring(target);
    }
    moved
}

/// How far to scroll: nothing where it is in sight, else to the middle, or to its beginning where it is too large.
fn distance((start, end): (f64, f64), (from, to): (f64, f64)) -> f64 {
    let room = to - from - 2.0 * MARGIN;
    if start >= from + MARGIN && end <= to - MARGIN {
        0.0
    } else if end - start > room {
        start - from - MARGIN
    } else {
        start - from - (to - from - (end - start)) / 2.0
    }
}

/// How much of a pane the notes cover, where they lie over its text for want of a margin.
fn covered(pane: &Element) -> f64 {
    // Found by its place: nothing is looked for in a long text.
    let Some(margin) = pane.last_element_child().filter(|last| last.has_attribute("data-margin")) else { return 0.0 };
    let style = web_sys::window().and_then(|window| window.get_computed_style(&margin).ok().flatten());
    let position = style.and_then(|style| style.get_property_value("position").ok()).unwrap_or_default();
    if position == "sticky" { margin.get_bounding_client_rect().height() } else { 0.0 }
}

/// What is selected was in sight: only from under the notes it comes forth.
fn uncover(root: &ShadowRoot) {
    let Ok(Some(pane)) = root.query_selector("[data-scroll]") else { return };
    let covered = covered(&pane);
    let Some(top) = selection::top(root).filter(|_| covered > 0.0) else { return };
    let outer = pane.get_bounding_client_rect();
    if top + 2.0 * MARGIN > outer.bottom() - covered {
        let by = top - outer.top() - (outer.height() - covered) / 2.0;
        pane.set_scroll_top(pane.scroll_top().saturating_add(rounded(by)));
    }
}

fn scrolls(pane: &Element) -> bool {
    if pane.scroll_height() <= pane.client_height() || pane.dyn_ref::<HtmlElement>().is_none() {
        return false;
    }
    let style = web_sys::window().and_then(|window| window.get_computed_style(pane).ok().flatten());
    let overflow = style.and_then(|style| style.get_property_value("overflow-y").ok()).unwrap_or_default();
    overflow == "auto" || overflow == "scroll"
}

#[allow(clippy::cast_possible_truncation, reason = "a distance on the screen")]
pub fn rounded(pixels: f64) -> i32 {
    pixels.round() as i32
}
