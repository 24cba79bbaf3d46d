//! Fields for numbers keep what is being typed; otherwise they show what the draft has (`data-number`).

use wasm_bindgen::prelude::*;
use web_sys::{HtmlInputElement, ShadowRoot};

/// Called after every rendering.
pub fn apply(root: &ShadowRoot) {
    let Ok(fields) = root.query_selector_all("input[data-number]") else { return };
    let active = root.active_element();
    for field in (0..fields.length()).filter_map(|index| fields.get(index)?.dyn_into::<HtmlInputElement>().ok()) {
        let value = field.get_attribute("data-number").unwrap_or_default();
        if active.as_ref() != Some(field.as_ref()) && field.value() != value {
            field.set_value(&value);
        }
    }
}
