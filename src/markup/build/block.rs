//! Blocks: containers, lists, code and tables.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Tag};

use super::{Builder, DEPTH, add, inline};
use crate::markup::number;
use crate::markup::tree::{Align, Block, BlockKind, Cell, Column, Inline, Item, Leaf, Row};
use crate::markup::walk::span_of;
use crate::text::Span;

impl Builder<'_> {
    /// The block that starts with the next event.
    pub(super) fn block(&mut self) -> Option<Block> {
        let (event, range) = self.events.next()?;
        let from = self.cursor;
        let kind = match event {
            Event::Start(tag) if self.depth < DEPTH => {
                self.depth += 1;
                let kind = self.started(tag, &range);
                self.depth -= 1;
                kind
            }
            Event::Start(_) => self.literal(range.clone()),
            Event::Rule => BlockKind::Rule,
            _ => return None,
        };
        Some(Block::new(self.trimmed(from, &range), kind))
    }

    fn started(&mut self, tag: Tag<'_>, range: &Range<usize>) -> BlockKind {
        match tag {
            Tag::Paragraph => {
                self.loose = true;
                paragraph(self.content())
            }
            Tag::Heading { level, .. } => BlockKind::Heading { level: number_of(level), content: self.content() },
            Tag::BlockQuote(_) => BlockKind::Quote(self.contained(range.clone())),
            Tag::FootnoteDefinition(label) => {
                let text = self.source.get(range.clone()).unwrap_or("");
                let marker = text.find("]:").map_or(0, |at| at + 2);
                let blocks = self.contained(range.start + marker..range.end);
                BlockKind::Footnote { label: Self::restored(&label), blocks }
            }
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => Self::restored(&info),
                    CodeBlockKind::Indented => String::new(),
                };
                let mut words = info.split([' ', '\t', ',', '{']);
                let language = words.next().filter(|word| !word.is_empty());
                let language = language.map(str::to_owned);
                BlockKind::Code { language, info, text: self.lines() }
            }
            Tag::HtmlBlock => BlockKind::Html(self.lines()),
            Tag::List(start) => self.list(start, range),
            Tag::Table(alignments) => self.table(&alignments),
            _ => self.literal(range.clone()),
        }
    }

    /// A node too deep or unknown, as its source.
    fn literal(&mut self, range: Range<usize>) -> BlockKind {
        self.skip();
        let leaf = self.exact(range);
        BlockKind::Paragraph(leaf.map(Inline::Text).into_iter().collect())
    }

    /// The running text of a node, its end included.
    pub(super) fn content(&mut self) -> Vec<Inline> {
        let content = self.inlines();
        self.end();
        content
    }

    /// The leaves of code or raw HTML.
    fn lines(&mut self) -> Vec<Leaf> {
        let mut leaves = Vec::new();
        while let Some((Event::Text(text) | Event::Html(text) | Event::InlineHtml(text), range)) =
            self.events.next_if(|(event, _)| !matches!(event, Event::End(_) | Event::Start(_)))
        {
            let leaf = self.leaf(range, &text);
            add(&mut leaves, leaf);
        }
        self.end();
        leaves
    }

    /// The blocks of a quotation or a footnote; a list around it does not see its paragraphs.
    fn contained(&mut self, range: Range<usize>) -> Vec<Block> {
        let loose = self.loose;
        let task = self.task.take();
        let blocks = self.blocks(range);
        self.loose = loose;
        self.task = task;
        blocks
    }

    /// The blocks of a container that stands at `range`, its end included.
    fn blocks(&mut self, range: Range<usize>) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut from = range.start;
        while let Some((event, next)) = self.events.peek() {
            if matches!(event, Event::End(_)) {
                break;
            }
            let inline = inline::is_inline(event);
            blocks.extend({
                let gap = from..next.start;
                self.definition(gap)
            });
            let block = if inline { Some(self.bare()) } else { self.block() };
            if let Some(block) = block {
                from = self.base + block.span.end;
                blocks.push(block);
            }
        }
        blocks.extend(self.definition(from..range.end));
        self.end();
        blocks
    }

    /// Running text that stands in its container without a paragraph.
    pub(super) fn bare(&mut self) -> Block {
        let start = self.events.peek().map_or(self.cursor, |(_, range)| range.start);
        let start = start.max(self.cursor);
        let content = self.inlines();
        let last = content.last().map_or(0, |last| self.base + span_of(last).end);
        let span = self.relative(start, self.cursor.max(last));
        Block::new(span, paragraph(content))
    }

    fn list(&mut self, start: Option<u64>, list: &Range<usize>) -> BlockKind {
        let outer = std::mem::replace(&mut self.loose, false);
        let mut items: Vec<Item> = Vec::new();
        while let Some((_, range)) = self.events.next_if(|(event, _)| matches!(event, Event::Start(Tag::Item))) {
            self.between(&mut items, range.start);
            let from = self.cursor;
            let task = self.task.take();
            let blocks = self.blocks(range.clone());
            let span = self.trimmed(from, &range);
            let task = std::mem::replace(&mut self.task, task);
            items.push(Item { span, task, blocks });
        }
        self.between(&mut items, list.end);
        self.end();
        let tight = !std::mem::replace(&mut self.loose, outer);
        BlockKind::List { start, tight, items }
    }

    /// Gives the last item a definition that stands between it and `end`.
    fn between(&mut self, items: &mut [Item], end: usize) {
        let Some(last) = items.last_mut() else { return };
        let start = self.base + last.span.end;
        if let Some(block) = self.definition(start..end.max(start)) {
            last.span.end = block.span.end;
            last.blocks.push(block);
        }
    }

    fn table(&mut self, alignments: &[Alignment]) -> BlockKind {
        let mut head = Vec::new();
        let mut rows = Vec::new();
        while let Some((event, range)) =
            self.events.next_if(|(event, _)| matches!(event, Event::Start(Tag::TableHead | Tag::TableRow)))
        {
            let from = self.cursor;
            let cells = self.cells(&range);
            if matches!(event, Event::Start(Tag::TableHead)) {
                head = cells;
            } else {
                rows.push(Row { span: self.trimmed(from, &range), cells });
            }
        }
        self.end();
        let block = self.source.get(self.base..).unwrap_or("");
        let columns = alignments.iter().enumerate().map(|(column, alignment)| Column {
            align: align(*alignment),
            numeric: number::is_numeric(&rows, column, block),
        });
        let columns = columns.collect();
        BlockKind::Table { columns, head, rows }
    }

    /// The cells of a row, those too many included.
    fn cells(&mut self, row: &Range<usize>) -> Vec<Cell> {
        let mut cells = Vec::new();
        let mut last = row.start;
        let text = self.source.get(row.clone()).unwrap_or("");
        let end = row.start + text.trim_end().len();
        while let Some((_, range)) = self.events.next_if(|(event, _)| matches!(event, Event::Start(Tag::TableCell))) {
            let from = self.cursor;
            let content = self.content();
            last = last.max(range.end).max(self.cursor);
            let range = range.start.min(end)..range.end.min(end);
            let span = self.span(from, &range);
            cells.push(Cell { span, content });
        }
        self.end();
        self.surplus(last..end.max(last), &mut cells);
        cells
    }

    /// Cells the head has no column for: a parser leaves them out, an expert must see them.
    fn surplus(&mut self, range: Range<usize>, cells: &mut Vec<Cell>) {
        let mut start = range.start;
        let rest = self.source.get(range).unwrap_or("");
        for part in rest.split('|') {
            let text = part.trim();
            let at = start + part.len() - part.trim_start().len();
            if let Some(leaf) = self.exact(at..at + text.len()) {
                let span: Span = self.relative(start, start + part.len());
                cells.push(Cell { span, content: vec![Inline::Text(leaf)] });
            }
            start += part.len() + 1;
        }
    }
}

/// A paragraph, or the formula it consists of.
fn paragraph(mut content: Vec<Inline>) -> BlockKind {
    if let [Inline::Math { display: true, .. }] = content.as_slice()
        && let Some(Inline::Math { leaf, .. }) = content.pop()
    {
        return BlockKind::Math(leaf);
    }
    BlockKind::Paragraph(content)
}

const fn number_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

const fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::Unset,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}
