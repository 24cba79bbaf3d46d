//! Tables and formulas that are wider than their column: each that has to be scrolled sideways can have the focus, so that the
//! arrows scroll it. Those that have room are no stop on the way.

use super::notes::is_painted;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, ShadowRoot};

/// What may be wider than its column.
pub const WIDE: &str = ".cells, .math.display";
const FOCUS: &str = "tabindex";
/// So long after the last change it is looked, in milliseconds.
const SOON_MS: u32 = 300;

/// What looks for them.
pub struct Wide {
    root: ShadowRoot,
    soon: RefCell<Option<Timeout>>,
}

impl Wide {
    /// What will look for them below a root.
    #[must_use]
    pub fn new(root: &ShadowRoot) -> Rc<Self> {
        Rc::new(Self { root: root.clone(), soon: RefCell::default() })
    }

    /// Listens for as long as what it answers is kept: what comes into sight has its width only then.
    pub fn watch(self: &Rc<Self>) -> EventListener {
        let wide = Rc::clone(self);
        let options = EventListenerOptions { phase: gloo::events::EventListenerPhase::Capture, passive: true };
        EventListener::new_with_options(&self.root, "scroll", options, move |_| wide.look_soon())
    }

    /// Looks once nothing has changed for a while.
    pub fn look_soon(self: &Rc<Self>) {
        let wide = Rc::clone(self);
        self.soon.replace(Some(Timeout::new(SOON_MS, move || wide.look())));
    }

    fn look(&self) {
        let Ok(found) = self.root.query_selector_all(WIDE) else { return };
        let elements = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<Element>().ok());
        // What was never painted has no width, and asking for it would lay it out.
        for element in elements.filter(is_painted) {
            let _ = match (is_wide(&element), element.has_attribute(FOCUS)) {
                (true, false) => element.set_attribute(FOCUS, "0"),
                (false, true) => element.remove_attribute(FOCUS),
                _ => Ok(()),
            };
        }
    }
}

/// Whether an element has more than is seen of it from side to side.
#[must_use]
pub fn is_wide(element: &Element) -> bool {
    element.scroll_width() > element.client_width()
}
