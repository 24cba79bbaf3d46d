//! Builds blocks from the parser's events, and holds every span to its order.

mod block;
mod inline;

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use pulldown_cmark::{Event, Tag};

use super::tree::{Block, BlockKind, Leaf, Task};
use crate::text::Span;

/// How deep blocks and inlines may nest; deeper ones are shown as their source.
const DEPTH: usize = 64;

/// An event and its source.
type Events<'a> = Peekable<IntoIter<(Event<'a>, Range<usize>)>>;

/// Walks the events of one text.
pub(super) struct Builder<'a> {
    source: &'a str,
    /// What the parser saw instead of the source.
    masked: &'a str,
    events: Events<'a>,
    /// Where the current top-level block starts.
    base: usize,
    /// Where the last leaf has ended.
    ///
    /// **Invariant:** never goes back, never before `base`.
    cursor: usize,
    depth: usize,
    /// Whether the items of the current list hold paragraphs.
    loose: bool,
    /// The check box of the current item.
    task: Option<Task>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a str, masked: &'a str, events: Vec<(Event<'a>, Range<usize>)>) -> Self {
        let events = events.into_iter().peekable();
        Self { source, masked, events, base: 0, cursor: 0, depth: 0, loose: false, task: None }
    }

    /// The top-level blocks and where they start.
    pub(super) fn top(mut self) -> Vec<(usize, Block)> {
        let mut blocks = Vec::new();
        let mut end = 0;
        while let Some((event, range)) = self.events.peek() {
            if matches!(event, Event::End(_)) {
                self.events.next();
                continue;
            }
            let start = range.start.max(end);
            let inline = inline::is_inline(event);
            blocks.extend(self.undefined(end..start));
            self.base = start;
            self.cursor = start;
            let block = if inline { Some(self.bare()) } else { self.block() };
            if let Some(block) = block {
                end = start + block.span.end;
                blocks.push((start, block));
            }
        }
        blocks.extend(self.undefined(end..self.source.len()));
        blocks
    }

    /// What the parser says nothing about between two top-level blocks: definitions of links.
    fn undefined(&mut self, gap: Range<usize>) -> Option<(usize, Block)> {
        let text = self.source.get(gap.clone())?;
        let start = gap.start + text.len() - text.trim_start().len();
        self.base = start;
        self.cursor = start;
        let leaf = self.exact(start..gap.start + text.trim_end().len())?;
        Some((start, Block::new(leaf.span, BlockKind::Definition(leaf))))
    }

    /// A definition in what a container hides between two of its blocks.
    fn definition(&mut self, gap: Range<usize>) -> Option<Block> {
        let text = self.source.get(gap.clone())?;
        if !text.contains("]:") {
            return None;
        }
        let start = gap.start + text.find('[')?;
        let leaf = self.exact(start..gap.start + shown(text).len())?;
        Some(Block::new(leaf.span, BlockKind::Definition(leaf)))
    }

    /// Relative to the top-level block.
    fn relative(&self, start: usize, end: usize) -> Span {
        let start = start.saturating_sub(self.base);
        Span { start, end: end.saturating_sub(self.base).max(start) }
    }

    /// The span of a node that began at `range` when the cursor stood at `from`, all its leaves read.
    fn span(&self, from: usize, range: &Range<usize>) -> Span {
        self.relative(range.start.max(from), range.end.max(self.cursor))
    }

    /// The same for a block: without the blank at its end.
    fn trimmed(&self, from: usize, range: &Range<usize>) -> Span {
        let start = range.start.max(from);
        let text = self.source.get(start..range.end).unwrap_or("");
        self.relative(start, (start + text.trim_end().len()).max(self.cursor))
    }

    /// A leaf for `text` at `range`.
    fn leaf(&mut self, range: Range<usize>, text: &str) -> Option<Leaf> {
        let start = range.start.max(self.cursor);
        let seen = self.masked.get(start..range.end)?;
        let written = self.source.get(start..range.end)?;
        if seen == text || seen != written {
            return self.exact(range);
        }
        let leaf = self.exact(range)?;
        Some(Leaf { own: Some(text.into()), ..leaf })
    }

    /// A leaf that shows its source.
    fn exact(&mut self, range: Range<usize>) -> Option<Leaf> {
        let start = range.start.max(self.cursor);
        if start >= range.end || self.source.get(start..range.end).is_none() {
            return None;
        }
        self.cursor = range.end;
        Some(Leaf::exact(self.relative(start, range.end)))
    }

    /// Skips to the end of the node whose start was just read.
    fn skip(&mut self) {
        let mut open = 1_usize;
        while open > 0 {
            match self.events.next() {
                Some((Event::Start(_), _)) => open += 1,
                Some((Event::End(_), _)) => open -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }

    /// Reads the end of a node.
    fn end(&mut self) {
        while let Some((event, _)) = self.events.peek() {
            let done = matches!(event, Event::End(_));
            let nested = matches!(event, Event::Start(_));
            self.events.next();
            if done {
                return;
            }
            if nested {
                self.skip();
            }
        }
    }

    /// What is written, dollar signs put back.
    fn restored(text: &str) -> String {
        text.replace(super::mask::NEUTRAL, "$")
    }
}

/// A text without the lines at its end that hold nothing but marks of quotation.
fn shown(text: &str) -> &str {
    let mut text = text.trim_end();
    while let Some((above, last)) = text.rsplit_once('\n')
        && last.trim_start_matches([' ', '\t', '>']).is_empty()
    {
        text = above.trim_end();
    }
    text
}

/// Adds a leaf, or lengthens the last one where they adjoin and both show their source.
fn add(leaves: &mut Vec<Leaf>, leaf: Option<Leaf>) {
    let Some(leaf) = leaf else { return };
    match leaves.last_mut() {
        Some(last) if joins(last, &leaf) => last.span.end = leaf.span.end,
        _ => leaves.push(leaf),
    }
}

fn joins(last: &Leaf, next: &Leaf) -> bool {
    last.is_exact() && next.is_exact() && last.span.end == next.span.start
}

/// Whether a tag opens running text's markup.
const fn is_span(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}
