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
    #[wasm_bindgen(method, getter)]
    fn length(this: &WellFormed) -> usize;

    /// Writes a text as UTF-8 in one go: the glue's own way goes letter by letter, and takes forty times as long.
    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &WellFormed) -> Uint8Array;
    #[wasm_bindgen(method, js_name = encodeInto)]
    fn encode_into(this: &TextEncoder, text: &WellFormed, into: &mut [u8]) -> Encoded;

    /// How far a text was written.
    type Encoded;
    #[wasm_bindgen(method, getter)]
    fn written(this: &Encoded) -> usize;
}

/// Texts of at most so many code units are written where they are to lie, with room for what they could take at most.
const SHORT: usize = 1 << 15;

thread_local! {
    static ENCODER: TextEncoder = TextEncoder::new();
}

/// A value as plain JavaScript: objects, not Maps.
#[must_use]
pub fn to_js(value: &Value) -> JsValue {
    text_to_js(&value.to_string())
}

/// A value that is written as JSON already, as plain JavaScript.
#[must_use]
pub fn text_to_js(json: &str) -> JsValue {
    JSON::parse(json).unwrap_or(JsValue::NULL)
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
        let bytes = ENCODER.with(|encoder| encoded(encoder, text));
        return Ok(Value::String(String::from_utf8(bytes).unwrap_or_default()));
    }
    let text = JSON::stringify(value).ok().and_then(|text| text.as_string());
    parse(&text.ok_or_else(|| DecodeError::new("a JSON value", "what has no JSON form"))?)
}

fn encoded(encoder: &TextEncoder, text: &WellFormed) -> Vec<u8> {
    let length = text.length();
    if length > SHORT {
        return encoder.encode(text).to_vec();
    }
    let mut bytes = vec![0; 3 * length];
    let written = encoder.encode_into(text, &mut bytes).written();
    bytes.truncate(written);
    bytes
}
