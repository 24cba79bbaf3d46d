//! The part of this wasm that a first load leaves out: asks for it where it is needed before it is there.

use super::style;
use crate::web::whole;
use js_sys::Function;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    static LOAD: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Takes the function that loads the rest: it must be there when the function returns. And one that begins to.
#[wasm_bindgen]
pub fn on_rest(load: Function, begin: Function) {
    LOAD.set(Some(load));
    whole::on_wanted(begin);
}

/// Called when the rest is there, or where nothing was left out.
#[wasm_bindgen]
pub fn rest_came() {
    style::complete();
    whole::came();
}

/// Called by every function that went to the rest, while that is not there (`scripts/split/divide.mjs`).
#[wasm_bindgen]
pub fn rest_needed() {
    if let Some(load) = LOAD.with_borrow(Clone::clone) {
        // Where it cannot be loaded, the call that needs it traps, and the page says so.
        let _ = load.call0(&JsValue::NULL);
    }
}
