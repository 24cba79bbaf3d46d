//! The browser's `fetch`, as little of it as is needed.

use js_sys::{Object, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// What some write before a text in UTF-8, and what is no part of it.
const BYTE_ORDER_MARK: char = '\u{feff}';

#[wasm_bindgen]
extern "C" {
    /// Sends a request; answers the promise of an [`Answer`].
    #[wasm_bindgen(js_name = fetch)]
    pub fn fetch(url: &str, init: &Object) -> Promise;

    /// A response.
    pub type Answer;
    /// Its HTTP status.
    #[wasm_bindgen(method, getter)]
    pub fn status(this: &Answer) -> u16;
    /// Its headers.
    #[wasm_bindgen(method, getter)]
    pub fn headers(this: &Answer) -> Headers;
    /// The promise of its body.
    #[wasm_bindgen(method, js_name = arrayBuffer)]
    fn bytes(this: &Answer) -> Promise;

    /// The headers of a response.
    pub type Headers;
    /// One of them.
    #[wasm_bindgen(method)]
    pub fn get(this: &Headers, name: &str) -> Option<String>;
}

/// The body of a response as text. It comes over as bytes, in one go: what comes as a text of JavaScript's is written letter by
/// letter.
///
/// # Errors
/// Where it breaks off.
pub async fn body(answer: &Answer) -> Result<String, JsValue> {
    let bytes = Uint8Array::new(&JsFuture::from(answer.bytes()).await?).to_vec();
    let mut text =
        String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    if text.starts_with(BYTE_ORDER_MARK) {
        text.remove(0);
    }
    Ok(text)
}

/// A text from a URL.
///
/// # Errors
/// Where it is not there.
pub async fn text(url: &str) -> Result<String, JsValue> {
    let answer: Answer = JsFuture::from(fetch(url, &Object::new())).await?.unchecked_into();
    if !(200..300).contains(&answer.status()) {
        return Err(answer.status().into());
    }
    body(&answer).await
}
