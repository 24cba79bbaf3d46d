//! The one source of randomness.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn random_values(into: &Uint8Array);
}

/// A number that no other element and no other device has.
#[must_use]
pub fn seed() -> u64 {
    let bytes = Uint8Array::new_with_length(8);
    random_values(&bytes);
    let mut seed = [0; 8];
    bytes.copy_to(&mut seed);
    u64::from_le_bytes(seed)
}
