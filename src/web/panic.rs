//! What happens when this instance of the wasm breaks: it says why, and takes nothing in any more.

use js_sys::Function;
use std::cell::{Cell, RefCell};
use std::panic::PanicHookInfo;
use wasm_bindgen::prelude::*;

thread_local! {
    static BROKEN: Cell<bool> = const { Cell::new(false) };
    static TOLD: RefCell<Option<Function>> = const { RefCell::new(None) };
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(message: &str);
}

/// Whether this instance has broken.
#[must_use]
pub fn has_happened() -> bool {
    BROKEN.get()
}

/// Has a function called with the reason when this instance breaks.
#[wasm_bindgen]
pub fn on_panic(told: Function) {
    TOLD.set(Some(told));
    let hook = |info: &PanicHookInfo<'_>| {
        if BROKEN.replace(true) {
            return;
        }
        let reason = info.to_string();
        console_error(&reason);
        if let Some(told) = TOLD.take() {
            let _ = told.call1(&JsValue::NULL, &reason.into());
        }
    };
    // Yew has a hook of its own, which it sets over every other.
    #[cfg(feature = "browser")]
    yew::set_custom_panic_hook(Box::new(hook));
    #[cfg(not(feature = "browser"))]
    std::panic::set_hook(Box::new(hook));
}

/// Gives this instance up: it broke without a panic.
#[wasm_bindgen]
pub fn abandon() {
    BROKEN.set(true);
}
