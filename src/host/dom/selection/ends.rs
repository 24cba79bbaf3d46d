//! The ends of a mark are dragged: with the mouse, a pen or a finger.

use crate::app::Msg;
use crate::host::dom::frame::Throttle;
use crate::host::dom::place::{Spot, place};
use crate::host::page::Post;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use js_sys::{Array, Function, Object, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, PointerEvent, ShadowRoot};

struct Drag {
    article: Element,
    id: String,
    start: bool,
    /// How far the pointer is from the middle of the line that the end stands in, in pixels.
    off: f64,
}

struct Ends {
    root: ShadowRoot,
    post: Post,
    drag: RefCell<Option<Drag>>,
    /// Where the pointer is, in pixels.
    at: Cell<(f64, f64)>,
    throttle: Rc<Throttle>,
}

/// Listens for as long as what it answers is kept.
pub fn watch(root: &ShadowRoot, post: &Post) -> Vec<EventListener> {
    let ends = Rc::new(Ends {
        root: root.clone(),
        post: Rc::clone(post),
        drag: RefCell::default(),
        at: Cell::default(),
        throttle: Rc::default(),
    });
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    let on = |name: &'static str, act: fn(&Rc<Ends>, &PointerEvent)| {
        let ends = Rc::clone(&ends);
        EventListener::new_with_options(root, name, options, move |event: &Event| {
            if let Some(pointer) = event.dyn_ref::<PointerEvent>() {
                act(&ends, pointer);
            }
        })
    };
    vec![
        on("pointerdown", Ends::begin),
        on("pointermove", Ends::drag),
        on("pointerup", Ends::end),
        on("pointercancel", Ends::end),
        on("click", Ends::clicked),
    ]
}

fn grip(event: &Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest("[data-end]").ok()?
}

impl Ends {
    fn begin(self: &Rc<Self>, pointer: &PointerEvent) {
        let Some(grip) = grip(pointer).filter(|_| pointer.button() == 0) else { return };
        let named = grip.get_attribute("data-end").unwrap_or_default();
        let (Some((side, id)), Ok(Some(article))) = (named.split_once(' '), grip.closest("[data-at='article']")) else {
            return;
        };
        // Nothing is selected meanwhile, and the focus stays where it is.
        pointer.prevent_default();
        pointer.stop_propagation();
        // What is dragged is drawn anew with each step: the article stays.
        let _ = article.set_pointer_capture(pointer.pointer_id());
        let line = grip.get_bounding_client_rect();
        let off = f64::from(pointer.client_y()) - (line.top() + line.height() / 2.0);
        self.drag.replace(Some(Drag { article, id: id.to_owned(), start: side == "start", off }));
    }

    fn drag(self: &Rc<Self>, pointer: &PointerEvent) {
        let Some(off) = self.drag.borrow().as_ref().map(|drag| drag.off) else { return };
        pointer.prevent_default();
        self.at.set((f64::from(pointer.client_x()), f64::from(pointer.client_y()) - off));
        let ends = Rc::clone(self);
        self.throttle.ask(move || ends.follow());
    }

    /// Takes the end to where the pointer is.
    fn follow(&self) {
        let drag = self.drag.borrow();
        let Some(drag) = drag.as_ref() else { return };
        let (x, y) = self.at.get();
        let Some(spot) = spot_at(&self.root, x, y).filter(|spot| drag.article.contains(Some(&spot.node))) else {
            return;
        };
        if let Some(span) = place(&drag.article, &spot, &spot) {
            (self.post)(Msg::EndMoved { id: drag.id.clone(), start: drag.start, at: span.start });
        }
    }

    fn end(self: &Rc<Self>, pointer: &PointerEvent) {
        if self.drag.borrow().is_some() {
            pointer.prevent_default();
            pointer.stop_propagation();
            self.follow();
            self.drag.take();
        }
    }

    /// A click on an end is none on the mark, nor is the end of a selection in it: what is selected stays selected.
    fn clicked(self: &Rc<Self>, pointer: &PointerEvent) {
        let target: Option<Element> = pointer.target().and_then(|target| target.dyn_into().ok());
        let reads = target.is_some_and(|target| target.closest(super::ARTICLE).is_ok_and(|article| article.is_some()));
        let selects = super::selected(&self.root)
            .is_some_and(|(start, end)| start.node != end.node || start.offset != end.offset);
        if grip(pointer).is_some() || (reads && selects) {
            pointer.stop_propagation();
        }
    }
}

/// The position in the text at a point of the screen: two ways, by the age of the browser.
fn spot_at(root: &ShadowRoot, x: f64, y: f64) -> Option<Spot> {
    let document = web_sys::window()?.document()?;
    let method = |name: &str| Reflect::get(&document, &name.into()).ok()?.dyn_into::<Function>().ok();
    let found = |found: JsValue, node: &str, offset: &str| {
        let node = Reflect::get(&found, &node.into()).ok()?.dyn_into().ok()?;
        let offset = Reflect::get(&found, &offset.into()).ok()?.as_f64()?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an offset in a text")]
        let offset = offset as u32;
        Some(Spot { node, offset })
    };
    if let Some(position) = method("caretPositionFromPoint") {
        let options = Object::new();
        let _ = Reflect::set(&options, &"shadowRoots".into(), &Array::of1(root));
        let position = position.call3(&document, &x.into(), &y.into(), &options).ok()?;
        return found(position, "offsetNode", "offset");
    }
    let range = method("caretRangeFromPoint")?.call2(&document, &x.into(), &y.into()).ok()?;
    found(range, "startContainer", "startOffset")
}
