//! What is kept on the device, sealed where the page wants that: `later/seal.js` does it.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// Seals texts and opens them again.
    #[derive(Clone)]
    pub type Sealer;
    #[wasm_bindgen(method, catch, js_name = seal)]
    fn seal_all(this: &Sealer, texts: &Array, name: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = open)]
    fn open_all(this: &Sealer, kept: &Array, name: &str) -> Result<Promise, JsValue>;
}

impl Sealer {
    /// Has the page make one; none where the browser cannot.
    pub async fn make(make: &JsValue) -> Option<Self> {
        let promise = make.dyn_ref::<Function>()?.call0(&JsValue::NULL).ok()?;
        Some(JsFuture::from(Promise::resolve(&promise)).await.ok()?.unchecked_into())
    }

    /// Texts as they are kept; none where it cannot be done.
    pub async fn seal(&self, texts: &Array, name: &str) -> Option<Array> {
        JsFuture::from(self.seal_all(texts, name).ok()?).await.ok()?.dyn_into().ok()
    }

    /// What is kept as texts, null where it cannot be opened.
    pub async fn open(&self, kept: &Array, name: &str) -> Option<Array> {
        JsFuture::from(self.open_all(kept, name).ok()?).await.ok()?.dyn_into().ok()
    }
}
