//! The browser's `fetch`, as little of it as is needed.

use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

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
    #[wasm_bindgen(method)]
    pub fn text(this: &Answer) -> Promise;

    /// The headers of a response.
    pub type Headers;
    /// One of them.
    #[wasm_bindgen(method)]
    pub fn get(this: &Headers, name: &str) -> Option<String>;
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
    Ok(JsFuture::from(answer.text()).await?.as_string().unwrap_or_default())
}
