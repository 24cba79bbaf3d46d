//! A wasm binary that Trunk builds. It colours code as it stands on a page: CSS highlights over its text. No node is touched, so
//! that every place in it keeps its way back to the source, and marks and changes stay as they are.

use corrigenda::highlight::{KINDS, is_known, parts};
use corrigenda::text::{Offsets, Span, Unit};
use js_sys::{Array, Function, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, MutationObserver, MutationObserverInit, Node, Range};

fn main() {}

/// More than this is not coloured: so much code at once is no answer any more. In bytes.
const MOST: usize = 200_000;

/// Of so many changes at once some will have to do with code: to ask each costs more than to look at the code again.
const MANY: u32 = 64;

/// A block of code that says its language.
const CODE: &str = "pre[data-language]";

#[wasm_bindgen]
extern "C" {
    /// What a mutation observer tells.
    type Change;
    #[wasm_bindgen(method, getter)]
    fn target(this: &Change) -> Node;
    #[wasm_bindgen(method, getter, js_name = addedNodes)]
    fn added(this: &Change) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = removedNodes)]
    fn removed(this: &Change) -> JsValue;
}

/// A block of code that is coloured: its texts, and its ranges by kind.
struct Coloured {
    element: Element,
    texts: Vec<(Node, String)>,
    ranges: Vec<(usize, Range)>,
}

/// The code below one root.
struct Follower {
    root: Node,
    blocks: RefCell<Vec<Coloured>>,
    waiting: Cell<bool>,
}

thread_local! {
    /// Those that are followed: asked again for the same root, nothing more is done.
    static FOLLOWED: RefCell<Vec<Node>> = const { RefCell::new(Vec::new()) };
}

/// Colours the code below a root, now and whenever it changes. A browser without CSS highlights shows it without colours.
#[wasm_bindgen]
pub fn follow(root: &Node) {
    if highlight_of(0).is_none() || FOLLOWED.with_borrow(|all| all.contains(root)) {
        return;
    }
    FOLLOWED.with_borrow_mut(|all| all.push(root.clone()));
    let follower = Rc::new(Follower { root: root.clone(), blocks: RefCell::default(), waiting: Cell::new(false) });
    follower.colour();
    let changed = {
        let follower = Rc::clone(&follower);
        Closure::<dyn FnMut(Array)>::new(move |changes: Array| {
            if changes.length() > MANY || changes.iter().any(|one| touches_code(one.unchecked_ref())) {
                follower.soon();
            }
        })
    };
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_character_data(true);
    options.set_subtree(true);
    if let Ok(observer) = MutationObserver::new(changed.as_ref().unchecked_ref()) {
        // Both live as long as the page: a workbench that left may come back.
        let _ = observer.observe_with_options(root, &options);
        changed.forget();
        std::mem::forget(observer);
    }
}

impl Follower {
    /// Colours anew at the next frame, once however much changed.
    fn soon(self: &Rc<Self>) {
        if self.waiting.replace(true) {
            return;
        }
        let follower = Rc::clone(self);
        let then = Closure::once_into_js(move || {
            follower.waiting.set(false);
            follower.colour();
        });
        let asked = web_sys::window().and_then(|window| {
            let ask: Function = Reflect::get(&window, &"requestAnimationFrame".into()).ok()?.dyn_into().ok()?;
            ask.call1(&window, &then).ok()
        });
        if asked.is_none() {
            self.waiting.set(false);
        }
    }

    /// Colours what is new or changed, and forgets what is gone.
    fn colour(&self) {
        let mut old = self.blocks.take();
        let (mut now, mut fresh) = (Vec::new(), Vec::new());
        for element in code_below(&self.root) {
            let texts = texts_of(&element);
            let known = old.iter().position(|one| one.element == element && one.texts == texts);
            match known {
                Some(at) => now.push(old.swap_remove(at)),
                None => fresh.push(Coloured { ranges: ranges(&element, &texts), element, texts }),
            }
        }
        for (kind, range) in old.iter().flat_map(|one| &one.ranges) {
            tell(*kind, "delete", range);
        }
        // What stays as it was is not told again: every word about a colour has the browser paint anew.
        for (kind, range) in fresh.iter().flat_map(|one| &one.ranges) {
            tell(*kind, "add", range);
        }
        now.append(&mut fresh);
        self.blocks.replace(now);
    }
}

/// Whether a change was one of code, or brought or took some: of what is typed elsewhere there is nothing to colour.
fn touches_code(change: &Change) -> bool {
    let target = change.target();
    let around = target.dyn_ref::<Element>().cloned().or_else(|| target.parent_element());
    let holds = |list: JsValue| {
        let mut elements = Array::from(&list).into_iter().filter_map(|one| one.dyn_into::<Element>().ok());
        elements.any(|one| one.matches(CODE).unwrap_or(true) || one.query_selector(CODE).is_ok_and(|one| one.is_some()))
    };
    around.is_some_and(|one| one.closest(CODE).is_ok_and(|code| code.is_some()))
        || holds(change.added())
        || holds(change.removed())
}

/// The blocks of code below a root whose language is known.
fn code_below(root: &Node) -> Vec<Element> {
    let query = Reflect::get(root, &"querySelectorAll".into()).ok().and_then(|one| one.dyn_into::<Function>().ok());
    let found = query.and_then(|query| query.call1(root, &CODE.into()).ok());
    let list = found.map(|found| Array::from(&found)).unwrap_or_default();
    let elements = list.iter().filter_map(|one| one.dyn_into::<Element>().ok());
    elements.filter(|one| one.get_attribute("data-language").is_some_and(|name| is_known(&name))).collect()
}

/// The texts of a block, what is no part of it left out.
fn texts_of(element: &Element) -> Vec<(Node, String)> {
    let mut texts = Vec::new();
    gather(element, &mut texts);
    texts
}

fn gather(node: &Node, texts: &mut Vec<(Node, String)>) {
    let mut child = node.first_child();
    while let Some(one) = child {
        if one.node_type() == Node::TEXT_NODE {
            texts.push((one.clone(), one.node_value().unwrap_or_default()));
        } else if one.dyn_ref::<Element>().is_some_and(|element| !element.has_attribute("data-skip")) {
            gather(&one, texts);
        }
        child = one.next_sibling();
    }
}

/// The ranges of a block, by kind; a part that lies in several texts has one in each.
fn ranges(element: &Element, texts: &[(Node, String)]) -> Vec<(usize, Range)> {
    let code: String = texts.iter().map(|(_, text)| text.as_str()).collect();
    let mut found = Vec::new();
    if code.len() > MOST {
        return found;
    }
    let parts = parts(&element.get_attribute("data-language").unwrap_or_default(), &code);
    let mut parts = parts.into_iter().peekable();
    let mut start = 0;
    for (node, text) in texts {
        let here = Span { start, end: start + text.len() };
        let offsets = Offsets::new(text);
        while let Some((span, kind)) = parts.peek() {
            if span.start >= here.end {
                break;
            }
            let inside =
                Span { start: span.start.max(here.start) - start, end: span.end.min(here.end).max(here.start) - start };
            found.extend(range(node, offsets.span_to(Unit::Utf16, inside)).map(|range| (*kind as usize, range)));
            if span.end > here.end {
                break;
            }
            parts.next();
        }
        start = here.end;
    }
    found
}

fn range(node: &Node, span: Span) -> Option<Range> {
    let range = Range::new().ok()?;
    range.set_start(node, u32::try_from(span.start).ok()?).ok()?;
    range.set_end(node, u32::try_from(span.end).ok()?).ok()?;
    Some(range)
}

/// Adds a range to the highlight of a kind, or deletes it.
fn tell(kind: usize, what: &str, range: &Range) {
    let Some(highlight) = highlight_of(kind) else { return };
    if let Some(act) = Reflect::get(&highlight, &what.into()).ok().and_then(|act| act.dyn_into::<Function>().ok()) {
        let _ = act.call1(&highlight, range);
    }
}

/// The page's highlight of a kind, made where there is none; none where the browser has no highlights.
fn highlight_of(kind: usize) -> Option<JsValue> {
    let name: JsValue = format!("corrigenda-{}", KINDS.get(kind)?).into();
    let global = js_sys::global();
    let registry = Reflect::get(&Reflect::get(&global, &"CSS".into()).ok()?, &"highlights".into()).ok()?;
    let call = |name: &str, given: &Array| {
        Reflect::get(&registry, &name.into()).ok()?.dyn_into::<Function>().ok()?.apply(&registry, given).ok()
    };
    let there = call("get", &Array::of1(&name))?;
    if !there.is_undefined() {
        return Some(there);
    }
    let make: Function = Reflect::get(&global, &"Highlight".into()).ok()?.dyn_into().ok()?;
    let made = Reflect::construct(&make, &Array::new()).ok()?;
    call("set", &Array::of2(&name, &made))?;
    Some(made)
}
