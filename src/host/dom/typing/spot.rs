//! From positions in the page to lines and columns of the tracked text and back; what is read of it and copied from it.
//!
//! A line is `[data-l]` with its id; columns count UTF-16 code units of all text in it.

use crate::app::tracked::LineAt;
use crate::host::dom::focus::{bring, give_selection};
use crate::host::dom::place::Spot;
use js_sys::{Array, Function, JsString, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{DataTransfer, Element, Event, HtmlElement, InputEvent, Node, Range, ShadowRoot};

const EDITOR: &str = "[data-typing]";
const LINE: &str = "[data-l]";

/// The element that is typed in.
pub struct Editor(Element);

impl Editor {
    /// The one that an event happened in.
    pub fn of(event: &Event) -> Option<Self> {
        let target: Node = event.composed_path().get(0).dyn_into().ok()?;
        let element = target.dyn_ref::<Element>().cloned().or_else(|| target.parent_element())?;
        element.closest(EDITOR).ok().flatten().map(Self)
    }

    /// The one that has the focus.
    pub fn focused(root: &ShadowRoot) -> Option<Self> {
        let active = root.active_element()?;
        active.matches(EDITOR).ok()?.then_some(Self(active))
    }

    /// Whether something may be changed.
    pub fn is_editable(&self) -> bool {
        self.0.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable)
    }

    /// The line and column of a position in the page; none where it is not in here.
    pub fn place(&self, spot: &Spot) -> Option<LineAt> {
        if !self.0.contains(Some(&spot.node)) {
            return None;
        }
        let element = spot.node.dyn_ref::<Element>().cloned().or_else(|| spot.node.parent_element())?;
        if let Some(line) = element.closest(LINE).ok().flatten() {
            let range = Range::new().ok()?;
            range.set_start(&line, 0).ok()?;
            range.set_end(&spot.node, spot.offset).ok()?;
            return at(&line, length(&range));
        }
        // Between lines: the beginning of the next, or the end of the last.
        let children = spot.node.child_nodes();
        let next = (spot.offset..children.length()).find_map(|index| first_line(&children.get(index)?));
        next.map_or_else(|| self.end(), |line| at(&line, 0))
    }

    fn end(&self) -> Option<LineAt> {
        let lines = self.0.query_selector_all(LINE).ok()?;
        let last: Element = lines.get(lines.length().checked_sub(1)?)?.dyn_into().ok()?;
        at(&last, length_of(&last))
    }

    /// Where the browser says an input will be.
    pub fn target_range(&self, input: &InputEvent) -> Option<(LineAt, LineAt)> {
        let function: Function = Reflect::get(input, &"getTargetRanges".into()).ok()?.dyn_into().ok()?;
        let range = Array::from(&function.call0(input).ok()?).get(0);
        let get = |name: &str| Reflect::get(&range, &name.into()).ok();
        let spot = |node: &str, offset: &str| {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an offset in a node")]
            Some(Spot { node: get(node)?.dyn_into().ok()?, offset: get(offset)?.as_f64()? as u32 })
        };
        let (start, end) = (spot("startContainer", "startOffset")?, spot("endContainer", "endOffset")?);
        Some((self.place(&start)?, self.place(&end)?))
    }

    /// What is seen of a line.
    pub fn line_text(&self, id: u64) -> String {
        self.line(id).and_then(|line| line.text_content()).unwrap_or_default()
    }

    /// What is seen of all lines.
    pub fn text(&self) -> String {
        let Ok(lines) = self.0.query_selector_all(LINE) else { return String::new() };
        let text = |index| lines.get(index)?.text_content();
        let texts: Vec<String> = (0..lines.length()).filter_map(text).collect();
        texts.join("\n")
    }

    fn line(&self, id: u64) -> Option<Element> {
        self.0.query_selector(&["[data-l='", &id.to_string(), "']"].concat()).ok().flatten()
    }

    /// Puts the caret at the end or the beginning; with what lies between selected, where it is extended.
    pub fn to_border(&self, end: bool, extend: bool) {
        let Ok(lines) = self.0.query_selector_all(LINE) else { return };
        let at = if end { lines.length().saturating_sub(1) } else { 0 };
        let Some(line) = lines.get(at).and_then(|line| line.dyn_into::<Element>().ok()) else { return };
        let column = if end { length_of(&line) } else { 0 };
        let (node, offset) = text_at(&line, column);
        give_selection(&node, offset, extend);
        bring(&line);
    }

    /// Puts the caret there, and brings it into sight.
    pub fn put_caret(&self, at: LineAt) {
        let Some(line) = self.line(at.line) else { return };
        let (node, offset) = text_at(&line, at.column);
        give_selection(&node, offset, false);
        let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element());
        bring(&element.unwrap_or(line));
    }
}

/// The text node and offset of a column: at the end of what was deleted, the beginning of what follows.
fn text_at(line: &Element, column: usize) -> (Node, u32) {
    let mut left = column;
    let children = line.child_nodes();
    let mut found = (line.clone().unchecked_into(), 0);
    for child in (0..children.length()).filter_map(|index| children.get(index)) {
        let text = if child.node_type() == Node::TEXT_NODE { Some(child.clone()) } else { child.first_child() };
        let Some(text) = text else { continue };
        let length = text.node_value().map_or(0, |value| value.encode_utf16().count());
        if length == 0 {
            continue;
        }
        if left <= length {
            found = (text, u32::try_from(left).unwrap_or(u32::MAX));
            if left < length || child.node_name() != "DEL" {
                return found;
            }
        }
        left = left.saturating_sub(length);
    }
    found
}

fn first_line(node: &Node) -> Option<Element> {
    let element: &Element = node.dyn_ref()?;
    if element.matches(LINE).ok()? { Some(element.clone()) } else { element.query_selector(LINE).ok()? }
}

fn at(line: &Element, column: usize) -> Option<LineAt> {
    Some(LineAt { line: line.get_attribute("data-l")?.parse().ok()?, column })
}

fn length_of(line: &Element) -> usize {
    let range = Range::new().ok().filter(|range| range.select_node_contents(line).is_ok());
    range.map_or(0, |range| length(&range))
}

/// The UTF-16 code units of the text in a range.
fn length(range: &Range) -> usize {
    let text: JsString = range.to_string();
    text.length() as usize
}

fn clipboard(event: &Event) -> Option<DataTransfer> {
    Reflect::get(event, &"clipboardData".into()).ok()?.dyn_into().ok()
}

/// The plain text that is pasted.
pub fn clipboard_text(event: &Event) -> Option<String> {
    clipboard(event)?.get_data("text/plain").ok()
}

/// Gives the clipboard what is selected as the new text has it. Whether something is selected.
pub fn copied(event: &Event, start: &Spot, end: &Spot) -> bool {
    let Ok(range) = Range::new() else { return false };
    if range.set_start(&start.node, start.offset).is_err() || range.set_end(&end.node, end.offset).is_err() {
        return false;
    }
    let Ok(part) = range.clone_contents() else { return false };
    let mut text = String::new();
    collect(&part, &mut text);
    let Some(clipboard) = clipboard(event).filter(|_| !range.collapsed()) else { return false };
    event.prevent_default();
    clipboard.set_data("text/plain", &text).is_ok()
}

/// The text of nodes without what was deleted, each line on its own.
fn collect(node: &Node, text: &mut String) {
    let children = node.child_nodes();
    for child in (0..children.length()).filter_map(|index| children.get(index)) {
        if child.node_type() == Node::TEXT_NODE {
            text.push_str(&child.node_value().unwrap_or_default());
            continue;
        }
        let Some(element) = child.dyn_ref::<Element>() else { continue };
        if element.tag_name() == "DEL" {
            continue;
        }
        // Every line but the first begins behind a line end.
        if element.has_attribute("data-l") && (child.previous_sibling().is_some() || before_it(&child)) {
            text.push('\n');
        }
        collect(&child, text);
    }
}

/// Whether a section stands before the one of a line.
fn before_it(line: &Node) -> bool {
    line.parent_node().is_some_and(|section| section.previous_sibling().is_some())
}
