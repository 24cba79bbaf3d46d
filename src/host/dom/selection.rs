//! What is selected in the text that is read, and where the caret stands in the text that is corrected.

pub mod ends;

use super::frame::Throttle;
use super::place::{Spot, counted, place};
use crate::app::Msg;
use crate::host::clock::now;
use crate::host::page::Post;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Object, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlTextAreaElement, Node, PointerEvent, Range, Selection, ShadowRoot};

const SETTLES_AFTER_MS: u32 = 150;
/// So long after a key or a release, a change of the selection is the expert's doing and not our own rendering's.
const OWN_WITHIN_MS: f64 = 400.0;
const ARTICLE: &str = "[data-at='article'][data-selectable]";
/// The corrected text as it is read with its changes; and what in it is pressed for something else than its place.
const TRACKED: &str = "[data-at='tracked'] article";
const PRESSED: &str = "button, a, del, .edited";
const FIELD: &str = "textarea[data-at='field']";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Object)]
    type Ends;
    #[wasm_bindgen(method, getter, js_name = startContainer)]
    fn start_container(this: &Ends) -> Node;
    #[wasm_bindgen(method, getter, js_name = startOffset)]
    fn start_offset(this: &Ends) -> u32;
    #[wasm_bindgen(method, getter, js_name = endContainer)]
    fn end_container(this: &Ends) -> Node;
    #[wasm_bindgen(method, getter, js_name = endOffset)]
    fn end_offset(this: &Ends) -> u32;
}

struct Watcher {
    root: ShadowRoot,
    post: Post,
    /// Fingers move a selection by handles, of which pages hear nothing: there every change counts.
    coarse: bool,
    changed: Cell<bool>,
    pressed: Cell<bool>,
    /// Whether the last press was in the text that is read.
    in_text: Cell<bool>,
    /// Whether no key came after the last press.
    by_press: Cell<bool>,
    touched: Cell<f64>,
    settling: RefCell<Option<Timeout>>,
    caret: Cell<Option<(u32, u32)>>,
    throttle: Rc<Throttle>,
}

/// Listens for as long as what it answers is kept.
pub fn watch(root: &ShadowRoot, post: &Post) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let Some(document) = window.document() else { return Vec::new() };
    let watcher = Rc::new(Watcher {
        root: root.clone(),
        post: Rc::clone(post),
        coarse: is_coarse(&window),
        changed: Cell::new(false),
        pressed: Cell::new(false),
        in_text: Cell::new(false),
        by_press: Cell::new(false),
        touched: Cell::new(f64::NEG_INFINITY),
        settling: RefCell::default(),
        caret: Cell::new(None),
        throttle: Rc::default(),
    });
    let on = |target: &web_sys::EventTarget, name: &'static str, act: fn(&Rc<Watcher>)| {
        let watcher = Rc::clone(&watcher);
        EventListener::new(target, name, move |_| act(&watcher))
    };
    // Before anything hears a key: it is meant for what was selected just now.
    let early = Rc::clone(&watcher);
    let first = EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
    let (down, pointing) = (Rc::clone(&watcher), Rc::clone(&watcher));
    vec![
        EventListener::new_with_options(&window, "keydown", first, move |_| early.settle_early()),
        EventListener::new(root, "pointerdown", move |event| down.pressed(event)),
        on(&document, "selectionchange", Watcher::selection_changed),
        on(&window, "pointerup", Watcher::released),
        on(&window, "pointercancel", Watcher::released),
        on(root, "keydown", Watcher::key_pressed),
        on(root, "keyup", Watcher::key_released),
        on(root, "click", Watcher::caret_moved),
        EventListener::new(root, "click", move |event| pointing.pointed(event)),
        on(root, "input", Watcher::typed),
        on(root, "selectionchange", Watcher::caret_moved),
    ]
}

impl Watcher {
    fn selection_changed(self: &Rc<Self>) {
        self.caret_moved();
        if !self.coarse && !self.pressed.get() && now().mono - self.touched.get() > OWN_WITHIN_MS {
            return;
        }
        self.changed.set(true);
        let watcher = Rc::clone(self);
        let settling = Timeout::new(SETTLES_AFTER_MS, move || {
            if !watcher.pressed.get() || watcher.coarse {
                watcher.settle();
            }
        });
        self.settling.replace(Some(settling));
    }

    fn pressed(&self, event: &Event) {
        self.pressed.set(true);
        self.by_press.set(true);
        let target: Option<Element> = event.composed_path().get(0).dyn_into().ok();
        let in_text = target.is_some_and(|target| target.closest(ARTICLE).is_ok_and(|found| found.is_some()));
        self.in_text.set(in_text);
        // What is selected would be dragged away: a press in the text selects anew.
        let anew = |press: &PointerEvent| press.pointer_type() == "mouse" && press.button() == 0 && !press.shift_key();
        if in_text
            && event.dyn_ref().is_some_and(anew)
            && let Some(selection) = web_sys::window().and_then(|window| window.get_selection().ok().flatten())
        {
            let _ = selection.remove_all_ranges();
        }
    }

    fn released(self: &Rc<Self>) {
        if self.pressed.replace(false) {
            self.touched.set(now().mono);
            self.settle();
        }
    }

    /// Keys that are commands do not come here: what they select, they select in the model.
    fn key_pressed(self: &Rc<Self>) {
        self.touched.set(now().mono);
    }

    fn key_released(self: &Rc<Self>) {
        self.caret_moved();
        self.settle();
    }

    /// The browser tells of a selection a little after it was made, and a key may be faster.
    fn settle_early(&self) {
        if self.in_text.replace(false) && !self.pressed.get() && now().mono - self.touched.get() < OWN_WITHIN_MS {
            self.changed.set(true);
        }
        self.settle();
        self.by_press.set(false);
    }

    fn settle(&self) {
        if self.changed.replace(false) {
            self.tell();
        }
    }

    fn tell(&self) {
        let Ok(Some(article)) = self.root.query_selector(ARTICLE) else { return };
        if let Some((start, end)) = selected(&self.root)
            && let Some(span) = place(&article, &start, &end)
            // What was drawn anew takes the browser's caret with it: where there is nothing but that, only a press has put it there.
            && (!span.is_empty() || self.by_press.get() || self.coarse)
        {
            (self.post)(Msg::Selected(span));
        }
    }

    /// Where nothing was selected, the caret of the text field shall be where the corrected text was pressed.
    fn pointed(&self, event: &Event) {
        let Some(target) = event.composed_path().get(0).dyn_into::<Element>().ok() else { return };
        if target.closest(PRESSED).is_ok_and(|found| found.is_some()) {
            return;
        }
        let Some(article) = target.closest(TRACKED).ok().flatten() else { return };
        if let Some((start, end)) = selected(&self.root)
            && (&start.node, start.offset) == (&end.node, end.offset)
            && let Some((before, within)) = counted(&article, &start)
        {
            (self.post)(Msg::Pointed { before, within, begins: start.offset == 0 });
        }
    }

    /// What is typed tells the model where its caret is: it is not told again, nothing more would be seen.
    fn typed(self: &Rc<Self>) {
        match field(&self.root).and_then(|field| caret(&field)) {
            Some(caret) if caret.0 == caret.1 => self.caret.set(Some(caret)),
            _ => self.caret_moved(),
        }
    }

    /// The caret of the text field, once a frame and only where it moved.
    fn caret_moved(self: &Rc<Self>) {
        if field(&self.root).is_none() {
            return;
        }
        let watcher = Rc::clone(self);
        self.throttle.ask(move || {
            let Some(caret) = field(&watcher.root).and_then(|field| caret(&field)) else { return };
            if watcher.caret.replace(Some(caret)) != Some(caret) {
                (watcher.post)(Msg::CaretPlaced { anchor: caret.0 as usize, head: caret.1 as usize });
            }
        });
    }
}

/// The text field, where it has the focus.
fn field(root: &ShadowRoot) -> Option<HtmlTextAreaElement> {
    let active = root.active_element()?;
    active.matches(FIELD).ok()?.then(|| active.unchecked_into())
}

/// Where the selection of a text field began, and where its caret is.
fn caret(field: &HtmlTextAreaElement) -> Option<(u32, u32)> {
    let backward = field.selection_direction().ok().flatten().is_some_and(|direction| direction == "backward");
    let (start, end) = (field.selection_start().ok().flatten()?, field.selection_end().ok().flatten()?);
    Some(if backward { (end, start) } else { (start, end) })
}

/// The ends of the selection in page order, seen inside the shadow root: three ways, by the age of the browser.
pub fn selected(root: &ShadowRoot) -> Option<(Spot, Spot)> {
    let selection = web_sys::window()?.document()?.get_selection().ok().flatten()?;
    let ends = match composed(&selection, root) {
        Some(ends) => ends,
        None => own_selection(root).unwrap_or(selection).get_range_at(0).ok()?.unchecked_into(),
    };
    let start = Spot { node: ends.start_container(), offset: ends.start_offset() };
    Some((start, Spot { node: ends.end_container(), offset: ends.end_offset() }))
}

/// Where the selection begins on the screen, where there is one.
pub fn top(root: &ShadowRoot) -> Option<f64> {
    let (start, end) = selected(root)?;
    let range = Range::new().ok()?;
    range.set_start(&start.node, start.offset).ok()?;
    range.set_end(&end.node, end.offset).ok()?;
    Some(range.get_bounding_client_rect().top())
}

/// `getComposedRanges`, in its form of today and in the first one of Safari.
fn composed(selection: &Selection, root: &ShadowRoot) -> Option<Ends> {
    let function: Function = Reflect::get(selection, &"getComposedRanges".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    let _ = Reflect::set(&options, &"shadowRoots".into(), &Array::of1(root));
    let ranges = function.call1(selection, &options).or_else(|_| function.call1(selection, root)).ok()?;
    let first = Array::from(&ranges).get(0);
    first.is_object().then(|| first.unchecked_into())
}

/// `ShadowRoot.getSelection`, Chromium's own.
fn own_selection(root: &ShadowRoot) -> Option<Selection> {
    let function: Function = Reflect::get(root, &"getSelection".into()).ok()?.dyn_into().ok()?;
    function.call0(root).ok()?.dyn_into().ok()
}

fn is_coarse(window: &web_sys::Window) -> bool {
    let query =
        Reflect::get(window, &"matchMedia".into()).ok().and_then(|function| function.dyn_into::<Function>().ok());
    let found = query.and_then(|query| query.call1(window, &"(pointer: coarse)".into()).ok());
    found.and_then(|found| Reflect::get(&found, &"matches".into()).ok()).is_some_and(|matches| matches.is_truthy())
}
