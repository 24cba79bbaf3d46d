//! Margin notes stand beside their places and make room for each other.
//!
//! A note carries `data-note`, the `data-at` of its place in the text (or `selection`). Where the style sheet lets notes
//! stand freely (`position: absolute`), each gets its place and the margin its height; else they are a list.

mod sight;

use super::focus::rounded;
use super::frame::Throttle;
use super::selection;
use crate::app::Msg;
use crate::host::page::Post;
use crate::text::sort_by_place;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use js_sys::{Map, Object, Reflect};
use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, ShadowRoot};

/// Pixels between two notes.
const GAP: f64 = 10.0;

#[wasm_bindgen]
extern "C" {
    type ResizeObserver;
    #[wasm_bindgen(constructor)]
    fn new(changed: &JsValue) -> ResizeObserver;
    #[wasm_bindgen(method)]
    fn observe(this: &ResizeObserver, element: &Element);
    #[wasm_bindgen(method)]
    fn disconnect(this: &ResizeObserver);

    /// What web-sys has only as unstable.
    type Rendered;
    #[wasm_bindgen(method, js_name = checkVisibility)]
    fn check_visibility(this: &Rendered, options: &JsValue) -> bool;
}

/// The notes of one element.
pub struct Notes {
    root: ShadowRoot,
    post: Post,
    throttle: Rc<Throttle>,
    observer: OnceCell<Observer>,
    /// The article whose size is watched: fonts come late, and sections get their real height when they are seen.
    watched: RefCell<Option<Element>>,
    /// Whether only what is near has notes.
    windowed: Cell<bool>,
}

/// Tells of sizes that change; the closure is called by it.
struct Observer {
    observer: ResizeObserver,
    _changed: Closure<dyn FnMut()>,
    /// A section that is seen for the first time; and another part of the text, where not all have notes.
    _seen: [EventListener; 2],
}

/// A note on its way to its place.
struct Note {
    element: HtmlElement,
    wanted: f64,
    height: f64,
    /// Whether the others make room for it.
    open: bool,
    /// Whether it waits for a name.
    waits: bool,
}

impl Notes {
    pub fn new(root: ShadowRoot, post: Post) -> Rc<Self> {
        let (throttle, observer, watched, windowed) = Default::default();
        let notes = Rc::new(Self { root, post, throttle, observer, watched, windowed });
        let this = Rc::downgrade(&notes);
        let changed = Closure::<dyn FnMut()>::new(move || {
            if let Some(notes) = this.upgrade() {
                notes.soon();
            }
        });
        let observer = ResizeObserver::new(changed.as_ref());
        let listen = |kind: &'static str, always: bool| {
            let this = Rc::downgrade(&notes);
            let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
            EventListener::new_with_options(&notes.root, kind, options, move |_| {
                if let Some(notes) = this.upgrade().filter(|notes| always || notes.windowed.get()) {
                    notes.soon();
                }
            })
        };
        let _seen = [listen("contentvisibilityautostatechange", true), listen("scroll", false)];
        let _ = notes.observer.set(Observer { observer, _changed: changed, _seen });
        notes
    }

    /// Called after every rendering.
    pub fn rendered(self: &Rc<Self>) {
        // Found by its place: where there is none, nothing is looked for in a long text.
        let body = self.root.query_selector(".surface-body").ok().flatten();
        let article = body.and_then(|body| body.first_element_child()?.first_element_child());
        let article = article.filter(|one| one.get_attribute("data-at").as_deref() == Some("article"));
        if *self.watched.borrow() != article
            && let Some(Observer { observer, .. }) = self.observer.get()
        {
            observer.disconnect();
            article.iter().for_each(|article| observer.observe(article));
        }
        let stands = article.is_some();
        self.watched.replace(article);
        if stands {
            self.soon();
        }
    }

    fn soon(self: &Rc<Self>) {
        let notes = Rc::clone(self);
        self.throttle.ask(move || notes.lay_out());
    }

    fn lay_out(&self) {
        let Some(article) = self.watched.borrow().clone() else { return };
        let Some(margin) = article.next_element_sibling().filter(|next| next.has_attribute("data-margin")) else {
            return;
        };
        let shown = sight::shown(&margin);
        self.windowed.set(shown.is_some());
        if let Some(near) = shown.as_ref().and_then(|shown| sight::wanted(&article, shown)) {
            // What is near then is laid out after the next rendering.
            (self.post)(Msg::Sighted(near));
            return;
        }
        let note = margin.query_selector("[data-note]").ok().flatten();
        if !note.is_some_and(|note| is_free(&note)) {
            if let Some(margin) = margin.dyn_ref::<HtmlElement>() {
                let _ = margin.style().remove_property("min-block-size");
            }
            return;
        }
        let mut notes = self.measured(&margin, &article, shown);
        sort_by_place(&mut notes, |note| (pixels(note.wanted), 0));
        let sizes: Vec<(f64, f64, bool)> = notes.iter().map(|note| (note.wanted, note.height, note.open)).collect();
        let tops = places(&sizes);
        let mut needed: f64 = 0.0;
        for (note, top) in notes.iter().zip(tops) {
            set(&note.element, "inset-block-start", &format!("{}px", rounded(top)));
            needed = needed.max(top + note.height);
        }
        if let Some(margin) = margin.dyn_ref() {
            set(margin, "min-block-size", &format!("max(100%, {}px)", rounded(needed.ceil())));
        }
    }

    /// Everything is measured before anything is moved: one layout a frame.
    fn measured(&self, margin: &Element, article: &Element, shown: Option<Range<usize>>) -> Vec<Note> {
        let places = Places::new(article, shown);
        let top = margin.get_bounding_client_rect().top();
        let pane = margin.parent_element().map_or(f64::MAX, |pane| pane.get_bounding_client_rect().bottom());
        let lowest = pane - GAP - top;
        let Ok(all) = margin.query_selector_all("[data-note]") else { return Vec::new() };
        let note = |element: HtmlElement| {
            let height = element.get_bounding_client_rect().height();
            if height <= 0.0 {
                return None;
            }
            let wanted = self.place(&element, &places).map_or(f64::MAX, |place| place - top);
            // What waits for a name is seen whole, however low it was selected.
            let waits = element.get_attribute("data-note").as_deref() == Some("selection");
            let wanted = if waits { wanted.min((lowest - height).max(0.0)) } else { wanted };
            let open = waits || element.query_selector(".open").is_ok_and(|open| open.is_some());
            Some(Note { element, wanted, height, open, waits })
        };
        let mut notes: Vec<Note> =
            (0..all.length()).filter_map(|index| note(all.get(index)?.dyn_into().ok()?)).collect();
        if notes.iter().any(|note| note.waits) {
            notes.iter_mut().for_each(|note| note.open = note.waits);
        }
        notes
    }

    /// Where a note's place is on the screen.
    fn place(&self, note: &Element, places: &Places) -> Option<f64> {
        let name = note.get_attribute("data-note")?;
        if name == "selection" {
            let shown = places.article.query_selector(".selected").ok().flatten();
            return shown.map(|shown| shown.get_bounding_client_rect().top()).or_else(|| selection::top(&self.root));
        }
        places.top(&name)
    }
}

/// The places in the text that carry a name, the first of each.
struct Places {
    article: Element,
    shown: Option<Range<usize>>,
    named: OnceCell<Map>,
    /// The section that was asked about last, and where it stands where it is not painted.
    section: RefCell<Option<(Element, Option<f64>)>>,
}

impl Places {
    /// The places in these blocks of the article, or in all of it.
    fn new(article: &Element, shown: Option<Range<usize>>) -> Self {
        let (named, section) = Default::default();
        Self { article: article.clone(), shown, named, section }
    }

    /// Looked for once somebody asks.
    fn named(&self) -> &Map {
        self.named.get_or_init(|| {
            let named = Map::new();
            let add = |part: &Element| {
                let Ok(all) = part.query_selector_all("[data-at]") else { return };
                // From the end: the first of a name is what stays.
                for element in (0..all.length()).rev().filter_map(|at| all.get(at)?.dyn_into::<Element>().ok()) {
                    named.set(&element.get_attribute("data-at").into(), &element);
                }
            };
            match &self.shown {
                None => add(&self.article),
                Some(shown) => sight::blocks(&self.article, shown).iter().rev().for_each(add),
            }
            named
        })
    }

    /// Where a place is on the screen. In a section that was not painted yet it is where that begins: it would have to be laid
    /// out to say more, and tells when it is seen.
    fn top(&self, name: &str) -> Option<f64> {
        let named = self.named().get(&name.into()).dyn_into().ok();
        // What has the attention may be far away.
        let far = || self.article.query_selector(&["[data-at='", name, "']"].concat()).ok().flatten();
        let element: Element = named.or_else(far)?;
        let section = element.closest(".section").ok().flatten();
        let unpainted = section.and_then(|section| self.unpainted(section, &element));
        Some(unpainted.unwrap_or_else(|| element.get_bounding_client_rect().top()))
    }

    /// Where a section begins that is not painted; `inside` is something in it.
    fn unpainted(&self, section: Element, inside: &Element) -> Option<f64> {
        let mut last = self.section.borrow_mut();
        if let Some((_, top)) = last.as_ref().filter(|(one, _)| *one == section) {
            return *top;
        }
        let top = (!is_painted(inside)).then(|| section.get_bounding_client_rect().top());
        *last = Some((section, top));
        top
    }
}

/// Whether an element is painted, or would be were it in sight: what is in a section that was not yet has no place of its own.
pub fn is_painted(element: &Element) -> bool {
    let options = Object::new();
    let _ = Reflect::set(&options, &"contentVisibilityAuto".into(), &JsValue::TRUE);
    element.unchecked_ref::<Rendered>().check_visibility(&options)
}

/// Where notes stand, given where each wants to be, its height, and whether it is the open one: that one stands where it
/// wants to, those above it move up as far as there is room, all others move down.
fn places(notes: &[(f64, f64, bool)]) -> Vec<f64> {
    let mut tops = downward(notes, 0.0);
    let Some(open) = notes.iter().position(|(.., open)| *open) else { return tops };
    let (above, below) = notes.split_at(open);
    let room: f64 = above.iter().map(|(_, height, _)| height + GAP).sum();
    let top = below.first().map_or(0.0, |(wanted, ..)| wanted.max(room));
    if top >= f64::MAX {
        return tops;
    }
    let mut limit = top;
    for (place, (_, height, _)) in tops.iter_mut().zip(above).rev() {
        *place = place.min(limit - GAP - height);
        limit = *place;
    }
    tops.truncate(open);
    tops.extend(downward(below, top));
    tops
}

fn downward(notes: &[(f64, f64, bool)], from: f64) -> Vec<f64> {
    let mut free = from;
    let place = |(wanted, height, _): &(f64, f64, bool)| {
        let top = if *wanted < f64::MAX { wanted.max(free) } else { free };
        free = top + height + GAP;
        top
    };
    notes.iter().map(place).collect()
}

/// A whole number of pixels; what is nowhere comes last.
fn pixels(place: f64) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast from a float saturates")]
    let whole = place.max(0.0) as usize;
    whole
}

/// Whether a note is to stand freely, and where it does was not found yet.
pub fn is_unplaced(note: &Element) -> bool {
    note.dyn_ref::<HtmlElement>().is_some_and(|note| note.style().length() == 0) && is_free(note)
}

fn is_free(note: &Element) -> bool {
    let style = web_sys::window().and_then(|window| window.get_computed_style(note).ok().flatten());
    style.is_some_and(|style| style.get_property_value("position").is_ok_and(|position| position == "absolute"))
}

fn set(element: &HtmlElement, name: &str, value: &str) {
    let style = element.style();
    if style.get_property_value(name).ok().as_deref() != Some(value) {
        let _ = style.set_property(name, value);
    }
}
