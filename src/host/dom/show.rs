//! Brings a place of the text field into sight. A text field says nothing of where its lines stand, so its text up to the
//! place is laid out once more, unseen, as wide as the field is.

use super::focus::rounded;
use super::scroll::mirror::Mirror;
use crate::text::Span;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlTextAreaElement, ShadowRoot};

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
    let Some((top, bottom)) = Mirror::of(&field).and_then(|mirror| mirror.extent(place)) else { return };
    let (from, room) = (f64::from(field.scroll_top()), f64::from(field.client_height()));
    if top < from || bottom > from + room {
        let height = (bottom - top).min(room);
        field.set_scroll_top(rounded((top - (room - height) / 2.0).max(0.0)));
    }
}

fn as_units(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
