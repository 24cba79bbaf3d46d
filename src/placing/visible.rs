//! What is seen of a Markdown source, as one text, and where each part of it stands in the source.

use crate::markup::{Leaf, Tree, formulas, parse};
use crate::text::{Span, snap};

/// The visible text of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visible {
    /// What is seen: a line end between blocks, items and cells, a space for a line end that means nothing.
    pub text: String,
    parts: Vec<Part>,
}

/// A leaf of the source's tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    /// Where it stands in the visible text.
    seen: Span,
    /// Where it stands in the source.
    source: Span,
    /// Whether the two are the same byte for byte; else, and where it is a formula, it is one thing.
    exact: bool,
}

impl Visible {
    /// Reads a source.
    #[must_use]
    pub fn of(source: &str) -> Self {
        let tree = parse(source);
        let mut visible = Self { text: String::with_capacity(source.len()), parts: Vec::new() };
        for index in 0..tree.blocks.len() {
            visible.block(&tree, index, source);
        }
        visible
    }

    fn block(&mut self, tree: &Tree, index: usize, source: &str) {
        let Some(block) = tree.blocks.get(index) else { return };
        let own = tree.source(index, source);
        let mut whole: Vec<&Leaf> = Vec::new();
        formulas(block, &mut |leaf, _| whole.push(leaf));
        let mut before: Option<(Span, usize)> = None;
        for seat in block.seats() {
            let (run, leaf) = (seat.run, seat.leaf);
            let apart = match before {
                Some((last, end)) if last == run => {
                    Span::new(end, leaf.span.start).slice(own).contains('\n').then_some(' ')
                }
                _ => Some('\n'),
            };
            if let Some(sign) = apart.filter(|_| !self.text.is_empty() && !self.text.ends_with('\n')) {
                self.text.push(sign);
            }
            let start = self.text.len();
            self.text.push_str(leaf.text(own));
            let seen = Span::new(start, self.text.len());
            let exact = leaf.is_exact() && !whole.iter().any(|one| std::ptr::eq(*one, leaf));
            self.parts.push(Part { seen, source: tree.absolute(index, leaf.span), exact });
            before = Some((run, leaf.span.end));
        }
    }

    /// Where a stretch of the visible text stands in the source; what is one thing is taken whole. None where nothing of
    /// it is from the source.
    #[must_use]
    pub fn to_source(&self, seen: Span, source: &str) -> Option<Span> {
        let first = self.parts.partition_point(|part| part.seen.end <= seen.start);
        let last = self.parts.partition_point(|part| part.seen.start < seen.end);
        let (from, to) = (self.parts.get(first)?, self.parts.get(last.checked_sub(1)?)?);
        if last <= first {
            return None;
        }
        let start = if from.exact { seen.start.saturating_sub(from.seen.start) } else { 0 };
        let end = if to.exact { to.seen.end.saturating_sub(seen.end) } else { 0 };
        Some(snap(source, Span::new(from.source.start + start, to.source.end.saturating_sub(end))))
    }

    /// What is seen of a span of the source; none where nothing is.
    #[must_use]
    pub fn of_source(&self, span: Span) -> Option<Span> {
        let first = self.parts.partition_point(|part| part.source.end <= span.start);
        let last = self.parts.partition_point(|part| part.source.start < span.end);
        let (from, to) = (self.parts.get(first)?, self.parts.get(last.checked_sub(1)?)?);
        if last <= first {
            return None;
        }
        let start = if from.exact { span.start.saturating_sub(from.source.start) } else { 0 };
        let end = if to.exact { to.source.end.saturating_sub(span.end) } else { 0 };
        Some(Span::new(from.seen.start + start, to.seen.end.saturating_sub(end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCES: &[&str] = &[
        "Water boils at **90 °C** at _sea_ level.",
        "# Title\n\nOne\ntwo\\\nthree &amp; four\n\n- a `code` b\n- [link](http://x.y \"t\") end\n",
        "| a | b |\n|--|--|\n| 1 **2** | 3 |\n\n> quote\n> more\n\n```js\nlet x = 1;\n```\n",
        "Formel $x^2$ und 🏔️ e\u{301}!",
        "",
    ];

    #[test]
    fn the_visible_text_is_what_is_read() {
        let seen: Vec<String> = SOURCES.iter().map(|source| Visible::of(source).text).collect();
        assert_eq!(
            seen,
            [
                "Water boils at 90 °C at sea level.",
                "Title\nOne two three & four\na code b\nlink end",
                "a\nb\n1 2\n3\nquote more\nlet x = 1;\n",
                "Formel x^2 und 🏔️ e\u{301}!",
                ""
            ]
        );
    }

    #[test]
    fn every_word_goes_to_its_source_and_back() {
        for source in SOURCES {
            let visible = Visible::of(source);
            for token in crate::text::token::tokens(&visible.text) {
                let Some(there) = visible.to_source(token.span, source) else { continue };
                assert_eq!(visible.of_source(there).map(|seen| seen.covers(token.span)), Some(true), "{source}");
                let word = token.span.slice(&visible.text);
                let one_thing = word == "&" || there.slice(source) == "x^2";
                assert!(there.slice(source) == word || one_thing || word.trim().is_empty(), "{word:?}");
            }
        }
    }

    #[test]
    fn what_is_not_seen_has_no_place_in_what_is() {
        let source = "A **b**";
        assert_eq!(Visible::of(source).of_source(Span::new(2, 4)), None);
    }
}
