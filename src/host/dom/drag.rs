//! Criteria are dragged by their handles to another place in the list, responses to a rank; and a file is picked and read.

use crate::app::{Author, Msg};
use crate::host::page::Post;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use js_sys::{Function, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, Event, PointerEvent, ShadowRoot};

/// What is dragged.
#[derive(Clone)]
enum Thing {
    /// A criterion: its id, and the place that it would have now.
    Criterion(String, usize),
    /// A response: its id, and the rank that it is over.
    Response(String, Option<u32>),
}

type Held = Rc<RefCell<Option<Thing>>>;

/// Listens for as long as what it answers is kept.
pub fn watch(root: &ShadowRoot, post: &Post) -> Vec<EventListener> {
    let held: Held = Rc::default();
    let options = EventListenerOptions { phase: EventListenerPhase::Bubble, passive: false };
    let on = |name: &'static str, act: fn(&Event, &Held, &ShadowRoot, &Post)| {
        let (held, shadow, post) = (Rc::clone(&held), root.clone(), Rc::clone(post));
        EventListener::new_with_options(root, name, options, move |event| act(event, &held, &shadow, &post))
    };
    vec![
        on("pointerdown", begin),
        on("pointermove", drag),
        on("pointerup", drop_it),
        on("pointercancel", |_, held, _, post| match held.take() {
            Some(Thing::Criterion(..)) => post(Msg::Author(Author::Dragged(None))),
            Some(Thing::Response(..)) => post(Msg::RankDragged(None)),
            None => {}
        }),
        on("change", |event, _, _, post| pick(event, post)),
    ]
}

fn closest(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

fn rows(root: &ShadowRoot) -> Vec<Element> {
    let Ok(all) = root.query_selector_all("[data-row]") else { return Vec::new() };
    (0..all.length()).filter_map(|at| all.get(at)?.dyn_into().ok()).collect()
}

fn begin(event: &Event, held: &Held, root: &ShadowRoot, _: &Post) {
    let handle = closest(event, "[data-drag], [data-rank-drag]");
    let (Some(handle), Some(pointer)) = (handle, event.dyn_ref::<PointerEvent>()) else { return };
    if pointer.button() != 0 {
        return;
    }
    event.prevent_default();
    let _ = handle.set_pointer_capture(pointer.pointer_id());
    let thing = match (handle.get_attribute("data-drag"), handle.get_attribute("data-rank-drag")) {
        (Some(id), _) => {
            let at = rows(root).iter().position(|row| row.get_attribute("data-row").as_ref() == Some(&id));
            at.map(|at| Thing::Criterion(id, at))
        }
        (_, id) => id.map(|id| Thing::Response(id, None)),
    };
    held.replace(thing);
}

/// The place in the list that is under the pointer: that of the last row whose middle lies above it.
fn drag(event: &Event, held: &Held, root: &ShadowRoot, post: &Post) {
    let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
    let thing = held.borrow().clone();
    let (id, before) = match thing {
        Some(Thing::Criterion(id, before)) => (id, before),
        Some(Thing::Response(id, before)) => {
            let over = rank_under(pointer, root);
            if over != before {
                post(Msg::RankDragged(over.map(|rank| (id.clone(), rank))));
                held.replace(Some(Thing::Response(id, over)));
            }
            return;
        }
        None => return,
    };
    let others = rows(root).into_iter().filter(|row| row.get_attribute("data-row").as_ref() != Some(&id));
    let above = |row: &Element| {
        let rect = row.get_bounding_client_rect();
        rect.top() + rect.height() / 2.0 < f64::from(pointer.client_y())
    };
    let at = others.filter(above).count();
    if at != before {
        held.replace(Some(Thing::Criterion(id.clone(), at)));
        post(Msg::Author(Author::Dragged(Some((id, at)))));
    }
}

/// The rank whose row is under the pointer.
fn rank_under(pointer: &PointerEvent, root: &ShadowRoot) -> Option<u32> {
    #[expect(clippy::cast_precision_loss, reason = "pixels of a window")]
    let (x, y) = (pointer.client_x() as f32, pointer.client_y() as f32);
    root.element_from_point(x, y)?.closest("[data-rank]").ok()??.get_attribute("data-rank")?.parse().ok()
}

fn drop_it(_: &Event, held: &Held, _: &ShadowRoot, post: &Post) {
    match held.take() {
        Some(Thing::Criterion(id, at)) => {
            post(Msg::Author(Author::Dragged(None)));
            post(Msg::Author(Author::Moved(id, at)));
        }
        Some(Thing::Response(id, Some(rank))) => post(Msg::RankDropped(id, rank)),
        Some(Thing::Response(_, None)) => post(Msg::RankDragged(None)),
        None => {}
    }
}

/// Reads a picked file and tells its text.
fn pick(event: &Event, post: &Post) {
    let Some(field) = closest(event, "input[data-pick]") else { return };
    let file = Reflect::get(&field, &"files".into()).and_then(|files| Reflect::get_u32(&files, 0));
    let Some(file) = file.ok().filter(|file| !file.is_undefined()) else { return };
    let Ok(read) = Reflect::get(&file, &"text".into()).and_then(JsCast::dyn_into::<Function>) else { return };
    let Ok(text) = read.call0(&file) else { return };
    let post = Rc::clone(post);
    spawn_local(async move {
        if let Ok(text) = JsFuture::from(Promise::resolve(&text)).await {
            post(Msg::Author(Author::ImportTyped(text.as_string().unwrap_or_default())));
        }
    });
}
