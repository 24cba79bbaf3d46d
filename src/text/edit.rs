//! One replacement in a text, and the text with replacements made.

use super::span::{Span, floor_char};

/// One replacement: the text of `span` gives way to `insert`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// What goes, in the text before.
    pub span: Span,
    /// What comes in its place.
    pub insert: String,
}

impl Edit {
    /// The replacement of `span` by `insert`.
    #[must_use]
    pub fn new(span: impl Into<Span>, insert: impl Into<String>) -> Self {
        Self { span: span.into(), insert: insert.into() }
    }

    /// Whether it changes nothing in any text.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.span.is_empty() && self.insert.is_empty()
    }

    /// The text with this edit alone made. Ends inside a character go back to where it begins.
    #[must_use]
    pub fn apply(&self, text: &str) -> String {
        let span = self.span.clamp(text);
        let mut made = String::with_capacity(text.len() - span.len() + self.insert.len());
        made.push_str(Span::new(0, span.start).slice(text));
        made.push_str(&self.insert);
        made.push_str(Span::new(span.end, text.len()).slice(text));
        made
    }
}

/// The text with sorted, disjoint edits made. Edits that break the order are left out.
#[must_use]
pub fn apply<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut made = String::with_capacity(text.len() + 64);
    let mut pos = 0;
    for edit in edits {
        let span = edit.span.clamp(text);
        debug_assert!(pos <= span.start, "edits in order");
        if pos <= span.start {
            made.push_str(Span::new(pos, span.start).slice(text));
            made.push_str(&edit.insert);
            pos = span.end;
        }
    }
    made.push_str(text.get(floor_char(text, pos)..).unwrap_or_default());
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_all_at_once() {
        let edits = [Edit::new(0..1, "A"), Edit::new(1..1, "-"), Edit::new(2..3, "")];
        assert_eq!(apply("abcd", &edits), "A-bd");
    }

    #[test]
    fn an_edit_inside_a_character_begins_where_the_character_does() {
        assert_eq!(Edit::new(2..99, "x").apply("aé"), "ax");
    }
}
