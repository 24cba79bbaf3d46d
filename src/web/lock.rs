//! Web Locks, of which web-sys has no stable binding.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type Manager;

    #[wasm_bindgen(method)]
    fn request(this: &Manager, name: &str, options: &Object, granted: &JsValue) -> Promise;
}

/// The browser's locks, where there are any.
#[must_use]
pub fn manager() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let manager = Reflect::get(&navigator, &"locks".into()).ok()?;
    manager.is_object().then_some(manager)
}

/// Asks for a lock; `granted` is called with it, or with null, and holds it until its promise is settled.
#[must_use]
pub fn request(name: &str, options: &[(&str, bool)], granted: &JsValue) -> Option<Promise> {
    let manager = manager()?;
    let chosen = Object::new();
    for (option, value) in options {
        let _ = Reflect::set(&chosen, &JsValue::from_str(option), &JsValue::from_bool(*value));
    }
    Some(manager.unchecked_ref::<Manager>().request(name, &chosen, granted))
}
