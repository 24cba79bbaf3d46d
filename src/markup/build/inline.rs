//! Running text: text, code, formulas, emphasis, links and pictures.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::{Builder, DEPTH, add, is_span, joins};
use crate::markup::read::is_money;
use crate::markup::tree::{Image, Inline, Leaf, Link, Task};

/// Whether an event belongs to running text.
pub(super) const fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => is_span(tag),
        Event::End(_) | Event::Rule => false,
        _ => true,
    }
}

impl Builder<'_> {
    /// Running text up to what is none.
    pub(super) fn inlines(&mut self) -> Vec<Inline> {
        let mut content = Vec::new();
        while let Some((event, range)) = self.events.next_if(|(event, _)| is_inline(event)) {
            let inline = match event {
                Event::Text(text) => self.leaf(range, &text).map(Inline::Text),
                Event::Html(_) | Event::InlineHtml(_) => self.exact(range).map(Inline::Text),
                Event::Code(text) => self.code(range, &text).map(Inline::Code),
                Event::InlineMath(_) if is_money(self.source, &range) => self.exact(range).map(Inline::Text),
                Event::InlineMath(tex) => self.formula(range, &tex, false),
                Event::DisplayMath(tex) => self.formula(range, &tex, true),
                Event::SoftBreak => Some(Inline::SoftBreak(self.span(self.cursor, &range))),
                Event::HardBreak => Some(Inline::HardBreak(self.span(self.cursor, &range))),
                Event::FootnoteReference(label) => self.inner(range, 2, 1, &label).map(Inline::FootnoteRef),
                Event::TaskListMarker(checked) => {
                    let span = self.span(self.cursor, &range);
                    self.task = Some(Task { span, checked });
                    None
                }
                Event::Start(tag) => self.nested(tag, range),
                Event::End(_) | Event::Rule => None,
            };
            push(&mut content, inline);
        }
        content
    }

    fn nested(&mut self, tag: Tag<'_>, range: Range<usize>) -> Option<Inline> {
        if self.depth >= DEPTH {
            self.skip();
            return self.exact(range).map(Inline::Text);
        }
        self.depth += 1;
        let from = self.cursor;
        let content = self.content();
        self.depth -= 1;
        let span = self.span(from, &range);
        Some(match tag {
            Tag::Strong => Inline::Strong(span, content),
            Tag::Strikethrough => Inline::Strike(span, content),
            Tag::Link { link_type, dest_url, title, .. } => {
                let mut address = Self::restored(&dest_url);
                if link_type == LinkType::Email {
                    address.insert_str(0, "mailto:");
                }
                let safe = leads(&address, &["http://", "https://", "mailto:"]);
                Inline::Link(Link { span, address, title: Self::restored(&title), safe, content })
            }
            Tag::Image { dest_url, title, .. } => {
                let mut alt = Vec::new();
                flatten(content, &mut alt);
                let address = Self::restored(&dest_url);
                let safe = leads(&address, &["http://", "https://"]);
                Inline::Image(Image { span, address, title: Self::restored(&title), safe, alt })
            }
            _ => Inline::Emphasis(span, content),
        })
    }

    /// What stands between delimiters of `open` and `close` bytes, or all of it where that is not `text`.
    fn inner(&mut self, range: Range<usize>, open: usize, close: usize, text: &str) -> Option<Leaf> {
        let inner = range.start + open..range.end.saturating_sub(close);
        if self.masked.get(inner.clone()).is_some_and(|inner| inner == text) {
            return self.exact(inner);
        }
        self.leaf(range, text)
    }

    /// Code without its ticks; a line end in it may read as a space.
    fn code(&mut self, range: Range<usize>, text: &str) -> Option<Leaf> {
        let written = self.source.get(range.clone()).unwrap_or("");
        let ticks = written.len() - written.trim_start_matches('`').len();
        let inner = written.get(ticks..written.len().saturating_sub(ticks)).unwrap_or("");
        let flat = |inner: &str| inner.replace("\r\n", " ").replace(['\r', '\n'], " ") == text;
        let start = range.start + ticks;
        if flat(inner) {
            return self.exact(start..start + inner.len());
        }
        if inner.get(1..inner.len().saturating_sub(1)).is_some_and(flat) {
            return self.exact(start + 1..start + inner.len() - 1);
        }
        self.leaf(range, text)
    }

    /// A formula without its delimiters. In a quotation or a list its lines lose what leads them.
    fn formula(&mut self, range: Range<usize>, tex: &str, display: bool) -> Option<Inline> {
        let written = self.source.get(range.clone()).unwrap_or("");
        let hidden = if display { 2 } else { 1 };
        // An environment has no delimiters: it is the formula.
        let delimiter = if written.starts_with("\\begin{") { 0 } else { hidden };
        let display = display && !written.starts_with("\\(");
        let start = range.start + delimiter;
        let end = range.end.saturating_sub(delimiter).max(start);
        let seen = range.start + hidden..range.end.saturating_sub(hidden);
        let leaf = if self.masked.get(seen) == Some(tex) {
            self.exact(start..end)?
        } else {
            let inner = self.source.get(start..end).unwrap_or("");
            let own = unled(inner);
            Leaf { own: Some(own.into()), ..self.exact(start..end)? }
        };
        Some(Inline::Math { leaf, display })
    }
}

/// A text without what leads each line but the first.
fn unled(text: &str) -> String {
    let mut lines = text.split('\n');
    let mut own = lines.next().unwrap_or("").to_owned();
    for line in lines {
        own.push('\n');
        own.push_str(line.trim_start_matches([' ', '\t', '>']));
    }
    own
}

/// Adds a part; text that adjoins text lengthens it.
fn push(content: &mut Vec<Inline>, inline: Option<Inline>) {
    let Some(inline) = inline else { return };
    if let (Some(Inline::Text(last)), Inline::Text(next)) = (content.last_mut(), &inline)
        && joins(last, next)
    {
        last.span.end = next.span.end;
        return;
    }
    content.push(inline);
}

/// The visible leaves of running text.
fn flatten(content: Vec<Inline>, leaves: &mut Vec<Leaf>) {
    for inline in content {
        match inline {
            Inline::Text(leaf) | Inline::Code(leaf) | Inline::Math { leaf, .. } | Inline::FootnoteRef(leaf) => {
                add(leaves, Some(leaf));
            }
            Inline::Emphasis(_, content)
            | Inline::Strong(_, content)
            | Inline::Strike(_, content)
            | Inline::Link(Link { content, .. }) => flatten(content, leaves),
            Inline::Image(image) => leaves.extend(image.alt),
            Inline::SoftBreak(_) | Inline::HardBreak(_) => {}
        }
    }
}

/// Whether an address begins with one of `schemes`, in any case of letters.
fn leads(address: &str, schemes: &[&str]) -> bool {
    schemes.iter().any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}
