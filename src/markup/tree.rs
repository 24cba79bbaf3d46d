//! The tree a Markdown text is read into: closed, small, and every node with its place in the source.

use std::ops::Range;
use std::rc::Rc;

use super::formula::formulas;
use crate::text::Span;

/// A whole text: its top-level blocks in order. There is always at least one block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    /// The blocks; one that a change did not touch keeps its pointer over [`reparse`](crate::markup::reparse).
    pub blocks: Vec<Rc<Block>>,
    /// Where each block starts in the source.
    ///
    /// **Invariant:** as many as `blocks`, ascending.
    pub starts: Vec<usize>,
    /// Whether each block has a formula. **Invariant:** as many as `blocks`.
    pub(super) formulas: Vec<bool>,
    /// Whether the text defines links or footnotes, which act at a distance.
    pub(super) defines: bool,
    /// Whether guesses about math had to be taken back, so that no part can be read without the rest.
    pub(super) rough: bool,
}

/// One block. **All spans in it are relative to the start of its top-level block**, so that it can move unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its source; a top-level block starts at 0.
    pub span: Span,
    /// Whether it goes on with the block before it (a large list, table, code or paragraph is cut into several).
    pub continued: bool,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A heading of level 1 to 6.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        content: Vec<Inline>,
    },
    /// A list.
    List {
        /// The number of the first item here, where it is numbered.
        start: Option<u64>,
        /// Whether its items stand close, without paragraphs.
        tight: bool,
        /// Its items.
        items: Vec<Item>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A block of code; its leaves follow each other line by line, line ends included.
    Code {
        /// The first word after the fence.
        language: Option<String>,
        /// All that stands after the fence.
        info: String,
        /// The code.
        text: Vec<Leaf>,
    },
    /// A table.
    Table {
        /// How its columns are set.
        columns: Vec<Column>,
        /// The head; empty in a continuation.
        head: Vec<Cell>,
        /// The body. A row may hold more cells than there are columns.
        rows: Vec<Row>,
    },
    /// A line across.
    Rule,
    /// Raw HTML, to be shown as it stands.
    Html(Vec<Leaf>),
    /// A formula of its own, as TeX.
    Math(Leaf),
    /// A footnote's text.
    Footnote {
        /// What it is referred to by.
        label: String,
        /// Its text.
        blocks: Vec<Block>,
    },
    /// What defines a link's address and is itself not part of the text, to be shown as it stands.
    Definition(Leaf),
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its source, marker included.
    pub span: Span,
    /// Its check box.
    pub task: Option<Task>,
    /// Its content; the text of a tight item is a paragraph too.
    pub blocks: Vec<Block>,
}

/// A check box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task {
    /// Its source, brackets included.
    pub span: Span,
    /// Whether it is checked.
    pub checked: bool,
}

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Column {
    /// As the source asks.
    pub align: Align,
    /// Whether most of its body cells are numbers.
    pub numeric: bool,
}

/// How the source aligns a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// It says nothing.
    #[default]
    Unset,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// One row of a table's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its source.
    pub span: Span,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its source, the space around it included.
    pub span: Span,
    /// Its text.
    pub content: Vec<Inline>,
}

/// A part of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text, and raw HTML as text.
    Text(Leaf),
    /// Code; a line break in it reads as a space.
    Code(Leaf),
    /// A formula, as TeX without its delimiters.
    Math {
        /// The TeX.
        leaf: Leaf,
        /// Whether it asks for a line of its own.
        display: bool,
    },
    /// Stressed.
    Emphasis(Span, Vec<Inline>),
    /// Stressed strongly.
    Strong(Span, Vec<Inline>),
    /// Struck out.
    Strike(Span, Vec<Inline>),
    /// A link.
    Link(Link),
    /// A picture, never loaded.
    Image(Image),
    /// A line end that means nothing.
    SoftBreak(Span),
    /// A line end that is meant.
    HardBreak(Span),
    /// A footnote's mark: its label.
    FootnoteRef(Leaf),
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its source.
    pub span: Span,
    /// Where it leads.
    pub address: String,
    /// Its title, often empty.
    pub title: String,
    /// Whether it may be followed: http, https or mailto. Any other is shown as text, with its address.
    pub safe: bool,
    /// Its text.
    pub content: Vec<Inline>,
}

/// A picture, never loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Its source.
    pub span: Span,
    /// Where it would be loaded from.
    pub address: String,
    /// Its title, often empty.
    pub title: String,
    /// Whether the address is http or https.
    pub safe: bool,
    /// What it shows, in words.
    pub alt: Vec<Leaf>,
}

/// A run of visible text and where it stands.
///
/// **Invariant:** leaves are not empty, follow the order of the source and do not overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Its source, relative to the start of the top-level block.
    pub span: Span,
    /// What is shown, where that is not the source itself (an entity, code with its line prefix taken off).
    pub own: Option<Box<str>>,
}

impl Leaf {
    /// A leaf that shows its source as it stands.
    #[must_use]
    pub const fn exact(span: Span) -> Self {
        Self { span, own: None }
    }

    /// Whether it shows its source byte for byte, so that any part of it maps to the source.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        self.own.is_none()
    }

    /// What is shown; `block` is the source of its top-level block ([`Tree::source`]).
    #[must_use]
    pub fn text<'a>(&'a self, block: &'a str) -> &'a str {
        match &self.own {
            Some(own) => own,
            None => block.get(self.span.start..self.span.end).unwrap_or(""),
        }
    }
}

impl Block {
    /// A block that is no continuation.
    pub(super) const fn new(span: Span, kind: BlockKind) -> Self {
        Self { span, continued: false, kind }
    }
}

impl Tree {
    /// The source of the block at `index`: what its spans and leaves are relative to.
    #[must_use]
    pub fn source<'a>(&self, index: usize, source: &'a str) -> &'a str {
        let Some((block, start)) = self.blocks.get(index).zip(self.starts.get(index)) else {
            return "";
        };
        source.get(*start..start + block.span.end).unwrap_or("")
    }

    /// Where a span of the block at `index` stands in the whole text.
    #[must_use]
    pub fn absolute(&self, index: usize, span: Span) -> Span {
        let start = self.starts.get(index).copied().unwrap_or(0);
        Span { start: start + span.start, end: start + span.end }
    }

    /// The part of a source of `len` bytes that the block at `index` answers for: up to the next block, the first from
    /// the very beginning, the last to the very end. Together the territories are the source.
    #[must_use]
    pub fn territory(&self, index: usize, len: usize) -> Span {
        let start = match index {
            0 => 0,
            _ => self.starts.get(index).copied().unwrap_or(len),
        };
        let end = self.starts.get(index + 1).copied().unwrap_or(len);
        Span { start, end: end.max(start) }
    }

    /// The block that answers for the byte at `position`.
    #[must_use]
    pub fn block_at(&self, position: usize) -> usize {
        self.starts.partition_point(|start| *start <= position).saturating_sub(1)
    }

    /// The blocks in runs of about `bytes`, to be painted one after the other; the first, which is waited for, has a third.
    #[must_use]
    pub fn sections(&self, bytes: usize) -> Vec<Range<usize>> {
        let mut sections = Vec::new();
        let mut first = 0;
        let mut size = 0;
        for (index, block) in self.blocks.iter().enumerate() {
            let goal = if sections.is_empty() { bytes / 3 } else { bytes };
            if size > 0 && size + block.span.end > goal {
                sections.push(first..index);
                first = index;
                size = 0;
            }
            size += block.span.end.max(1);
        }
        if first < self.blocks.len() {
            sections.push(first..self.blocks.len());
        }
        sections
    }

    /// Whether the block at `index` has a formula.
    #[must_use]
    pub fn has_formulas(&self, index: usize) -> bool {
        self.formulas.get(index).copied().unwrap_or_default()
    }

    /// Adds a block that starts at `start`.
    pub(super) fn push(&mut self, start: usize, block: Rc<Block>) {
        let mut has = false;
        formulas(&block, &mut |_, _| has = true);
        self.formulas.push(has);
        self.starts.push(start);
        self.blocks.push(block);
    }

    /// Adds blocks of another tree, which start where `place` says of where they started.
    pub(super) fn append(&mut self, from: &Self, range: Range<usize>, place: impl Fn(usize) -> usize) {
        self.blocks.extend_from_slice(from.blocks.get(range.clone()).unwrap_or_default());
        self.formulas.extend_from_slice(from.formulas.get(range.clone()).unwrap_or_default());
        self.starts.extend(from.starts.get(range).unwrap_or_default().iter().map(|start| place(*start)));
    }
}
