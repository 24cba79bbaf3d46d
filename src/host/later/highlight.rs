//! Has code coloured: by a wasm of its own, which follows what stands below the root. Without it code has no colours.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::ShadowRoot;

/// Has the code below a root coloured, now and whenever it changes.
#[inline(never)]
pub fn follow(later: &JsValue, root: &ShadowRoot) {
    let Some(function) = later.dyn_ref::<Function>() else { return };
    let asked = function.apply(&JsValue::NULL, &Array::of3(&"highlight".into(), &"follow".into(), root));
    // What could not be had is no error: the code is there.
    if let Ok(answer) = asked {
        spawn_local(async move {
            let _ = JsFuture::from(Promise::resolve(&answer)).await;
        });
    }
}
