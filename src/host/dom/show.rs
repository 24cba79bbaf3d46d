//! Brings a place of the text field into sight. A text field says nothing of where its lines stand, so its text up to the
//! place is laid out once more, unseen, as wide as the field is.

use super::focus::rounded;
use crate::text::Span;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, HtmlTextAreaElement, ShadowRoot};

/// Puts the caret of the text field at a place, in UTF-16 code units, and scrolls there.
pub fn put(root: &ShadowRoot, place: Span) {
    if let Some(field) = field(root) {
        let _ = field.set_selection_range(as_units(place.end), as_units(place.end));
    }
    show(root, place);
}

fn field(root: &ShadowRoot) -> Option<HtmlTextAreaElement> {
    root.query_selector("textarea[data-at='field']").ok()?.map(JsCast::unchecked_into)
}

/// Scrolls the text field to a place, in UTF-16 code units, where it is not in sight.
pub fn show(root: &ShadowRoot, place: Span) {
    let Some(field) = field(root) else { return };
    let (Some(frame), Some(document)) = (field.parent_element(), field.owner_document()) else { return };
    if field.client_height() == 0 {
        return;
    }
    let Ok(mirror) = document.create_element("div") else { return };
    let mirror: HtmlElement = mirror.unchecked_into();
    mirror.set_class_name("field mirror");
    let _ = mirror.set_attribute("aria-hidden", "true");
    let _ = mirror.style().set_property("inline-size", &[&field.client_width().to_string(), "px"].concat());
    let (Ok(before), Ok(here)) = (document.create_element("span"), document.create_element("span")) else { return };
    let text = js_sys::JsString::from(field.value());
    let cut = |from: usize, to: usize| -> String { text.substring(as_units(from), as_units(to)).into() };
    before.set_text_content(Some(&cut(0, place.start)));
    // What is empty has no extent.
    here.set_text_content(Some(&[&cut(place.start, place.end), "\u{200b}"].concat()));
    let _ = mirror.append_child(&before);
    let _ = mirror.append_child(&here);
    if frame.append_child(&mirror).is_err() {
        return;
    }
    let (outer, inner) = (mirror.get_bounding_client_rect(), here.get_bounding_client_rect());
    mirror.remove();
    let (top, bottom) = (inner.top() - outer.top(), inner.bottom() - outer.top());
    let (from, room) = (f64::from(field.scroll_top()), f64::from(field.client_height()));
    if top < from || bottom > from + room {
        let height = (bottom - top).min(room);
        field.set_scroll_top(rounded((top - (room - height) / 2.0).max(0.0)));
    }
}

fn as_units(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
