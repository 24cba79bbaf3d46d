//! JSON between Rust and JavaScript: by text, which is the browser's own fast path and costs no code here.

use crate::json::{DecodeError, Value, parse};
use js_sys::{JSON, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A string that knows whether it can be written as UTF-8.
    #[wasm_bindgen(is_type_of = JsValue::is_string)]
    type WellFormed;
    #[wasm_bindgen(method, js_name = isWellFormed)]
    fn is_well_formed(this: &WellFormed) -> bool;

    /// Writes a text as UTF-8 in one go: the glue's own way goes letter by letter, and takes forty times as long.
    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &WellFormed) -> Uint8Array;
}

thread_local! {
    static ENCODER: TextEncoder = TextEncoder::new();
}

/// A value as plain JavaScript: objects, not Maps.
#[must_use]
pub fn to_js(value: &Value) -> JsValue {
    JSON::parse(&value.to_string()).unwrap_or(JsValue::NULL)
}

/// Plain JavaScript as a value; `undefined` is null.
///
/// # Errors
/// Where it has no JSON form: a function, a cycle, a `BigInt`.
pub fn from_js(value: &JsValue) -> Result<Value, DecodeError> {
    if value.is_undefined() || value.is_null() {
        return Ok(Value::Null);
    }
    // Texts are most of what comes in: they need no writing and reading of JSON.
    if let Some(text) = value.dyn_ref::<WellFormed>().filter(|text| text.is_well_formed()) {
        let bytes = ENCODER.with(|encoder| encoder.encode(text)).to_vec();
        return Ok(Value::String(String::from_utf8(bytes).unwrap_or_default()));
    }
    let text = JSON::stringify(value).ok().and_then(|text| text.as_string());
    parse(&text.ok_or_else(|| DecodeError::new("a JSON value", "what has no JSON form"))?)
}
