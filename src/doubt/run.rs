//! What is read, as runs: the text of a paragraph or a cell without its marks, each byte with its place in the source.

use crate::markup::{Block, BlockKind, Inline, Item, Leaf, Row, Tree};
use crate::text::Span;

/// What stands for a formula or code within running text: nothing can be worked out across it.
pub(super) const GAP: char = '\u{fffc}';

/// A run of text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// What is read; formulas and code are a [`GAP`] each.
    pub(super) text: String,
    /// Where its parts come from: place in the text, and place in the source.
    parts: Vec<(usize, Span)>,
    /// Of a paragraph outside of tables: the block that it is.
    pub(super) block: Option<Span>,
    /// Whether all of it is quoted.
    pub(super) quoted: bool,
}

/// The body of a table, a run a cell.
pub(super) struct Table<'r> {
    /// The rows.
    pub rows: Vec<Vec<&'r Run>>,
}

/// All that is read of a text, by what it is. As JSON it goes to the wasm that finds doubts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Paragraphs, headings and cells, in their order.
    pub(super) runs: Vec<Run>,
    /// Formulas as TeX.
    pub(super) formulas: Vec<Run>,
    /// Tables: of each row its cells, by their places among the runs.
    pub(super) tables: Vec<Vec<Vec<usize>>>,
}

impl Run {
    #[cfg(test)]
    pub(super) fn of(text: &str, source: Span) -> Self {
        let mut run = Self { block: Some(source), ..Self::default() };
        run.push(text, source);
        run
    }

    /// Where a part of the text stands in the source.
    pub fn place(&self, part: Span) -> Span {
        let at = |place: usize, end: bool| {
            let before = |one: &(usize, Span)| if end { one.0 < place } else { one.0 <= place };
            let found = self.parts.iter().rposition(before).unwrap_or_default();
            self.parts.get(found).map_or(0, |(from, source)| {
                let to = self.parts.get(found + 1).map_or(self.text.len(), |next| next.0);
                // Byte for byte, or one for another.
                match (source.len() == to.saturating_sub(*from), end) {
                    (true, _) => (source.start + place.saturating_sub(*from)).min(source.end),
                    (false, false) => source.start,
                    (false, true) => source.end,
                }
            })
        };
        let start = at(part.start, false);
        Span { start, end: at(part.end, true).max(start) }
    }

    /// Its parts in numbers: place in the text, begin and end in the source.
    pub(super) fn parts(&self) -> impl Iterator<Item = [usize; 3]> + '_ {
        self.parts.iter().map(|(at, source)| [*at, source.start, source.end])
    }

    /// Adds a part that was handed over.
    pub(super) fn put(&mut self, [at, start, end]: [usize; 3]) {
        self.parts.push((at, Span { start, end: end.max(start) }));
    }

    fn push(&mut self, text: &str, source: Span) {
        self.parts.push((self.text.len(), source));
        self.text.push_str(text);
    }
}

impl Reading {
    /// The tables.
    pub(super) fn tables(&self) -> Vec<Table<'_>> {
        let row = |cells: &Vec<usize>| cells.iter().filter_map(|at| self.runs.get(*at)).collect();
        self.tables.iter().map(|rows| Table { rows: rows.iter().map(row).collect() }).collect()
    }
}

/// Reads a whole tree.
pub(super) fn read(tree: &Tree, source: &str) -> Reading {
    let mut read = Reading::default();
    for (index, block) in tree.blocks.iter().enumerate() {
        let start = tree.starts.get(index).copied().unwrap_or_default();
        Reader { source: tree.source(index, source), start, read: &mut read }.block(block, false);
    }
    read
}

struct Reader<'a> {
    source: &'a str,
    start: usize,
    read: &'a mut Reading,
}

impl Reader<'_> {
    fn block(&mut self, block: &Block, quoted: bool) {
        match &block.kind {
            BlockKind::Paragraph(content) => self.paragraph(block, content, quoted),
            BlockKind::Heading { content, .. } => {
                let run = self.run(content);
                self.read.runs.push(run);
            }
            BlockKind::List { items, .. } => self.items(items, quoted),
            BlockKind::Quote(blocks) => blocks.iter().for_each(|block| self.block(block, true)),
            BlockKind::Footnote { blocks, .. } => blocks.iter().for_each(|block| self.block(block, quoted)),
            BlockKind::Table { rows, .. } => self.table(rows, block.continued),
            BlockKind::Math(leaf) => self.formula(leaf),
            BlockKind::Code { .. } | BlockKind::Html(_) | BlockKind::Definition(_) | BlockKind::Rule => {}
        }
    }

    fn items(&mut self, items: &[Item], quoted: bool) {
        for block in items.iter().flat_map(|item| &item.blocks) {
            self.block(block, quoted);
        }
    }

    fn paragraph(&mut self, block: &Block, content: &[Inline], quoted: bool) {
        let mut run = self.run(content);
        (run.block, run.quoted) = (Some(self.placed(block.span)), quoted);
        self.read.runs.push(run);
    }

    fn table(&mut self, rows: &[Row], continued: bool) {
        let mut made: Vec<Vec<usize>> = Vec::with_capacity(rows.len());
        for row in rows {
            let mut cells = Vec::with_capacity(row.cells.len());
            for cell in &row.cells {
                let run = self.run(&cell.content);
                cells.push(self.read.runs.len());
                self.read.runs.push(run);
            }
            made.push(cells);
        }
        if continued && let Some(table) = self.read.tables.last_mut() {
            table.extend(made);
            return;
        }
        self.read.tables.push(made);
    }

    fn formula(&mut self, leaf: &Leaf) {
        let mut run = Run::default();
        run.push(leaf.text(self.source), self.placed(leaf.span));
        // `$1/2 = 50$ %`: the sign belongs to the number.
        let after = self.source.get(leaf.span.end..).unwrap_or_default();
        let after = after.trim_start_matches('$').trim_start_matches("\\)");
        if after.trim_start_matches([' ', '\u{a0}', '\u{202f}', '\\', ',']).starts_with('%') {
            run.push("\\%", Span { start: self.start + leaf.span.end, end: self.start + leaf.span.end });
        }
        self.read.formulas.push(run);
    }

    fn placed(&self, span: Span) -> Span {
        Span { start: self.start + span.start, end: self.start + span.end }
    }

    fn run(&mut self, content: &[Inline]) -> Run {
        let mut run = Run::default();
        self.inlines(content, &mut run);
        run
    }

    fn inlines(&mut self, content: &[Inline], run: &mut Run) {
        for inline in content {
            match inline {
                Inline::Text(leaf) => run.push(leaf.text(self.source), self.placed(leaf.span)),
                Inline::Code(leaf) => run.push("\u{fffc}", self.placed(leaf.span)),
                Inline::FootnoteRef(leaf) => run.push(" ", self.placed(leaf.span)),
                Inline::Math { leaf, .. } => {
                    self.formula(leaf);
                    run.push("\u{fffc}", self.placed(leaf.span));
                }
                Inline::Emphasis(_, content) | Inline::Strong(_, content) => self.inlines(content, run),
                Inline::Link(link) => self.inlines(&link.content, run),
                // What is struck out is not said.
                Inline::Strike(span, _) => run.push("\u{fffc}", self.placed(*span)),
                Inline::SoftBreak(span) => run.push(" ", self.placed(*span)),
                Inline::HardBreak(span) => run.push("\n", self.placed(*span)),
                Inline::Image(_) => {}
            }
        }
    }
}
