//! The two clocks.

use crate::app::Moment;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
}

/// The moment by both clocks.
#[must_use]
pub fn now() -> Moment {
    Moment { wall: js_sys::Date::now(), mono: performance_now() }
}
