//! Walks a tree: its leaves, its spans, its visible text, its headings.

use super::tree::{Block, BlockKind, Cell, Image, Inline, Leaf, Link, Tree};
use crate::text::Span;

/// A leaf and the run of text (a paragraph, a cell, a block of code) it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Seat<'a> {
    /// The run's source, relative to the start of the top-level block.
    pub run: Span,
    /// The leaf.
    pub leaf: &'a Leaf,
}

impl Block {
    /// All leaves in the order of the source.
    #[must_use]
    pub fn leaves(&self) -> Vec<&Leaf> {
        self.seats().into_iter().map(|seat| seat.leaf).collect()
    }

    /// All leaves, each with its run.
    #[must_use]
    pub fn seats(&self) -> Vec<Seat<'_>> {
        let mut seats = Vec::new();
        seat_block(self, &mut seats);
        seats
    }

    /// Moves all spans `by` bytes towards the start.
    pub(super) fn move_back(&mut self, by: usize) {
        spans(self, &mut |span| {
            span.start = span.start.saturating_sub(by);
            span.end = span.end.saturating_sub(by);
        });
    }
}

fn seat_block<'a>(block: &'a Block, seats: &mut Vec<Seat<'a>>) {
    let run = block.span;
    match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
            seat_inlines(content, run, seats);
        }
        BlockKind::List { items, .. } => {
            for block in items.iter().flat_map(|item| &item.blocks) {
                seat_block(block, seats);
            }
        }
        BlockKind::Quote(blocks) | BlockKind::Footnote { blocks, .. } => {
            for block in blocks {
                seat_block(block, seats);
            }
        }
        BlockKind::Code { text, .. } | BlockKind::Html(text) => {
            seats.extend(text.iter().map(|leaf| Seat { run, leaf }));
        }
        BlockKind::Table { head, rows, .. } => {
            for cell in head.iter().chain(rows.iter().flat_map(|row| &row.cells)) {
                seat_inlines(&cell.content, cell.span, seats);
            }
        }
        BlockKind::Math(leaf) | BlockKind::Definition(leaf) => seats.push(Seat { run, leaf }),
        BlockKind::Rule => {}
    }
}

fn seat_inlines<'a>(content: &'a [Inline], run: Span, seats: &mut Vec<Seat<'a>>) {
    for inline in content {
        match inline {
            Inline::Text(leaf) | Inline::Code(leaf) | Inline::Math { leaf, .. } | Inline::FootnoteRef(leaf) => {
                seats.push(Seat { run, leaf });
            }
            Inline::Emphasis(_, content)
            | Inline::Strong(_, content)
            | Inline::Strike(_, content)
            | Inline::Link(Link { content, .. }) => seat_inlines(content, run, seats),
            Inline::Image(image) => seats.extend(image.alt.iter().map(|leaf| Seat { run, leaf })),
            Inline::SoftBreak(_) | Inline::HardBreak(_) => {}
        }
    }
}

/// Visits every span of a block.
fn spans(block: &mut Block, visit: &mut dyn FnMut(&mut Span)) {
    visit(&mut block.span);
    match &mut block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
            inline_spans(content, visit);
        }
        BlockKind::List { items, .. } => {
            for item in items {
                visit(&mut item.span);
                if let Some(task) = &mut item.task {
                    visit(&mut task.span);
                }
                for block in &mut item.blocks {
                    spans(block, visit);
                }
            }
        }
        BlockKind::Quote(blocks) | BlockKind::Footnote { blocks, .. } => {
            for block in blocks.iter_mut() {
                spans(block, visit);
            }
        }
        BlockKind::Code { text, .. } | BlockKind::Html(text) => {
            for leaf in text.iter_mut() {
                visit(&mut leaf.span);
            }
        }
        BlockKind::Table { head, rows, .. } => {
            for cell in head.iter_mut() {
                cell_spans(cell, visit);
            }
            for row in rows {
                visit(&mut row.span);
                for cell in &mut row.cells {
                    cell_spans(cell, visit);
                }
            }
        }
        BlockKind::Math(leaf) | BlockKind::Definition(leaf) => visit(&mut leaf.span),
        BlockKind::Rule => {}
    }
}

fn cell_spans(cell: &mut Cell, visit: &mut dyn FnMut(&mut Span)) {
    visit(&mut cell.span);
    inline_spans(&mut cell.content, visit);
}

fn inline_spans(content: &mut [Inline], visit: &mut dyn FnMut(&mut Span)) {
    for inline in content {
        match inline {
            Inline::Text(leaf) | Inline::Code(leaf) | Inline::Math { leaf, .. } | Inline::FootnoteRef(leaf) => {
                visit(&mut leaf.span);
            }
            Inline::SoftBreak(span) | Inline::HardBreak(span) => visit(span),
            Inline::Emphasis(span, content)
            | Inline::Strong(span, content)
            | Inline::Strike(span, content)
            | Inline::Link(Link { span, content, .. }) => {
                visit(span);
                inline_spans(content, visit);
            }
            Inline::Image(Image { span, alt, .. }) => {
                visit(span);
                for leaf in alt.iter_mut() {
                    visit(&mut leaf.span);
                }
            }
        }
    }
}

/// Where an inline stands.
pub(super) fn span_of(inline: &Inline) -> Span {
    match inline {
        Inline::Text(leaf) | Inline::Code(leaf) | Inline::Math { leaf, .. } | Inline::FootnoteRef(leaf) => leaf.span,
        Inline::SoftBreak(span)
        | Inline::HardBreak(span)
        | Inline::Emphasis(span, _)
        | Inline::Strong(span, _)
        | Inline::Strike(span, _)
        | Inline::Link(Link { span, .. })
        | Inline::Image(Image { span, .. }) => *span,
    }
}

/// A heading in the outline of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The index of its top-level block.
    pub block: usize,
    /// 1 to 6.
    pub level: u8,
    /// Its visible text.
    pub text: String,
}

/// The top-level headings of a text.
#[must_use]
pub fn outline(tree: &Tree, source: &str) -> Vec<Title> {
    let mut titles = Vec::new();
    for (index, block) in tree.blocks.iter().enumerate() {
        if let BlockKind::Heading { level, content } = &block.kind {
            let mut text = String::new();
            plain_inlines(content, tree.source(index, source), &mut text);
            titles.push(Title { block: index, level: *level, text });
        }
    }
    titles
}

/// The visible text: a line a block, an item or a row, a tab between cells.
#[must_use]
pub fn plain(tree: &Tree, source: &str) -> String {
    let mut text = String::new();
    for (index, block) in tree.blocks.iter().enumerate() {
        plain_block(block, tree.source(index, source), &mut text);
    }
    text.truncate(text.trim_end().len());
    text
}

fn plain_block(block: &Block, source: &str, text: &mut String) {
    match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
            plain_inlines(content, source, text);
        }
        BlockKind::List { items, .. } => {
            for block in items.iter().flat_map(|item| &item.blocks) {
                plain_block(block, source, text);
            }
        }
        BlockKind::Quote(blocks) | BlockKind::Footnote { blocks, .. } => {
            for block in blocks {
                plain_block(block, source, text);
            }
        }
        BlockKind::Code { text: leaves, .. } | BlockKind::Html(leaves) => {
            for leaf in leaves {
                text.push_str(leaf.text(source));
            }
        }
        BlockKind::Table { head, rows, .. } => {
            plain_cells(head, source, text);
            for row in rows {
                plain_cells(&row.cells, source, text);
            }
        }
        BlockKind::Math(leaf) | BlockKind::Definition(leaf) => text.push_str(leaf.text(source)),
        BlockKind::Rule => {}
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

fn plain_cells(cells: &[Cell], source: &str, text: &mut String) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            text.push('\t');
        }
        plain_inlines(&cell.content, source, text);
    }
    if !cells.is_empty() {
        text.push('\n');
    }
}

fn plain_inlines(content: &[Inline], source: &str, text: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(leaf) | Inline::Math { leaf, .. } | Inline::FootnoteRef(leaf) => {
                text.push_str(leaf.text(source));
            }
            Inline::Code(leaf) => text.push_str(&leaf.text(source).replace('\n', " ")),
            Inline::Emphasis(_, content)
            | Inline::Strong(_, content)
            | Inline::Strike(_, content)
            | Inline::Link(Link { content, .. }) => plain_inlines(content, source, text),
            Inline::Image(image) => {
                for leaf in &image.alt {
                    text.push_str(leaf.text(source));
                }
            }
            Inline::SoftBreak(_) => text.push(' '),
            Inline::HardBreak(_) => text.push('\n'),
        }
    }
}
