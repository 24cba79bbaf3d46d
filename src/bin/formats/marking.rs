//! A wasm binary that Trunk builds: the formats of annotation tools, and those that are text by themselves. Plain JSON in, plain JSON out.

mod shared;

use corrigenda::format::Marking;
use wasm_bindgen::prelude::*;

fn main() {}

/// From a format of this family, or from our documents, to one of it, with what is lost.
///
/// # Errors
/// Where the input is not of its format, or the target can only be read.
#[wasm_bindgen]
pub fn convert(input: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    shared::convert::<Marking>(input, options)
}

/// Our documents of a text, as JSON, for another family.
///
/// # Errors
/// Where the text is not of its format.
#[wasm_bindgen]
pub fn works(text: &JsValue, options: &JsValue) -> Result<String, JsValue> {
    shared::works::<Marking>(text, options)
}

/// What `convert` answers, of documents that another family handed over.
///
/// # Errors
/// Where they are none, or the target can only be read.
#[wasm_bindgen]
pub fn written(works: &str, options: &JsValue) -> Result<JsValue, JsValue> {
    shared::written::<Marking>(works, options)
}
