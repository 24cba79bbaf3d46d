//! A text field laid out once more, unseen and as wide: a text field says nothing of where its lines stand.

use crate::text::Span;
use wasm_bindgen::prelude::*;
use web_sys::{DomRect, HtmlElement, HtmlTextAreaElement, Node, Range};

/// What has an extent where the text has none.
const END: &str = "\u{200b}";

/// The text of a field as it stood when this was made; gone from the page when it is dropped.
pub struct Mirror {
    element: HtmlElement,
    text: Node,
    value: String,
    width: i32,
}

impl Mirror {
    /// Lays a field out; none where it is not seen.
    #[must_use]
    pub fn of(field: &HtmlTextAreaElement) -> Option<Self> {
        let (frame, document) = (field.parent_element()?, field.owner_document()?);
        if field.client_height() == 0 {
            return None;
        }
        let element: HtmlElement = document.create_element("div").ok()?.unchecked_into();
        let (value, width) = (field.value(), field.client_width());
        element.set_class_name("field mirror");
        element.set_attribute("aria-hidden", "true").ok()?;
        element.style().set_property("inline-size", &[&width.to_string(), "px"].concat()).ok()?;
        let text: Node = document.create_text_node(&[&value, END].concat()).into();
        element.append_child(&text).ok()?;
        frame.append_child(&element).ok()?;
        Some(Self { element, text, value, width })
    }

    /// Whether it still shows what the field does.
    #[must_use]
    pub fn is_of(&self, field: &HtmlTextAreaElement) -> bool {
        self.element.is_connected() && self.width == field.client_width() && self.value == field.value()
    }

    /// Where a place stands, in UTF-16 code units, from the beginning of the text: its top and its bottom, in pixels.
    #[must_use]
    pub fn extent(&self, place: Span) -> Option<(f64, f64)> {
        let top = self.element.get_bounding_client_rect().top();
        let rect = self.rect(place).filter(|rect| rect.height() > 0.0);
        // A line's end may have no extent: what is before it has.
        let rect = rect.or_else(|| self.rect(Span::new(place.start.saturating_sub(1), place.start)))?;
        Some((rect.top() - top, rect.bottom() - top))
    }

    /// How high the text is, in pixels.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.element.get_bounding_client_rect().height()
    }

    fn rect(&self, place: Span) -> Option<DomRect> {
        let range = Range::new().ok()?;
        range.set_start(&self.text, u32::try_from(place.start).ok()?).ok()?;
        range.set_end(&self.text, u32::try_from(place.end.max(place.start + 1)).ok()?).ok()?;
        Some(range.get_bounding_client_rect())
    }
}

impl Drop for Mirror {
    fn drop(&mut self) {
        self.element.remove();
    }
}
