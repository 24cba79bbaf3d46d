//! Calls a function of a wasm that is loaded for it: plain JSON in, plain JSON out.

pub mod doubt;
pub mod highlight;
pub mod lint;
pub mod typeset;

use crate::json::Value;
use crate::web::{from_js, to_js};
use js_sys::{Array, Error, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Calls a function of a wasm by its name.
///
/// # Errors
/// What it threw, in words; or that the wasm could not be had.
pub async fn call(later: &JsValue, part: &str, name: &str, given: &[Value]) -> Result<Value, String> {
    let Some(function) = later.dyn_ref::<Function>() else { return Err(String::new()) };
    let arguments = Array::of2(&part.into(), &name.into());
    for one in given {
        arguments.push(&to_js(one));
    }
    let answer = function.apply(&JsValue::NULL, &arguments).map_err(|thrown| words(&thrown))?;
    let answer = JsFuture::from(Promise::resolve(&answer)).await.map_err(|thrown| words(&thrown))?;
    from_js(&answer).map_err(|error| error.to_string())
}

fn words(thrown: &JsValue) -> String {
    thrown.dyn_ref::<Error>().map_or_else(String::new, |error| error.message().into())
}
