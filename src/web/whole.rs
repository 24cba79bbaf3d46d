//! Whether all of this wasm is there: a first load leaves some of it out, and what needs that may wait without blocking.

use js_sys::Function;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsValue;

type Waiting = Box<dyn FnOnce()>;

thread_local! {
    static CAME: Cell<bool> = const { Cell::new(false) };
    static LOAD: RefCell<Option<Function>> = const { RefCell::new(None) };
    static WAITING: RefCell<Vec<Waiting>> = const { RefCell::new(Vec::new()) };
}

/// Takes the function that begins to load what was left out.
pub fn on_wanted(load: Function) {
    LOAD.set(Some(load));
}

/// Does something when all is there: at once, where it is.
pub fn wait(then: impl FnOnce() + 'static) {
    if CAME.get() {
        return then();
    }
    WAITING.with_borrow_mut(|waiting| waiting.push(Box::new(then)));
    if let Some(load) = LOAD.with_borrow(Clone::clone) {
        // It is loaded until it came, whatever happens on the way.
        let _ = load.call0(&JsValue::NULL);
    }
}

/// All is there.
pub fn came() {
    CAME.set(true);
    for then in WAITING.take() {
        then();
    }
}
