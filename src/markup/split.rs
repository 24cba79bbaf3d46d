//! Cuts what is too large to paint at once into several blocks, the later ones marked as continuations.

use std::rc::Rc;

use unicode_segmentation::UnicodeSegmentation;

use super::tree::{Block, BlockKind, Inline, Leaf, Tree};
use super::walk::span_of;
use crate::text::Span;

/// A block larger than this is cut, at the next good place.
const PART: usize = 8 * 1024;
/// Where no good place comes, it is cut here.
const HARD: usize = 4 * PART;

/// Adds a block to a tree, in parts where it is large.
pub(super) fn push(tree: &mut Tree, start: usize, block: Block, source: &str) {
    if block.span.end <= PART {
        tree.push(start, Rc::new(block));
        return;
    }
    let text = source.get(start..start + block.span.end).unwrap_or("");
    for (index, mut part) in parts(block, text).into_iter().enumerate() {
        let offset = part.span.start;
        part.move_back(offset);
        part.continued = index > 0;
        tree.push(start + offset, Rc::new(part));
    }
}

/// A kind of block for each run of its children, and where the run stands.
fn parts(block: Block, text: &str) -> Vec<Block> {
    let whole = block.span;
    let kinds: Vec<(Span, BlockKind)> = match block.kind {
        BlockKind::List { start, tight, items } => {
            let mut number = start;
            let runs = runs(items, |item| item.span);
            let lists = runs.into_iter().map(|(span, items)| {
                let start = number;
                number = number.map(|number| number.saturating_add(items.len() as u64));
                (span, BlockKind::List { start, tight, items })
            });
            lists.collect()
        }
        BlockKind::Table { columns, mut head, rows } => {
            let runs = runs(rows, |row| row.span);
            let tables = runs.into_iter().map(|(span, rows)| {
                let head = std::mem::take(&mut head);
                (span, BlockKind::Table { columns: columns.clone(), head, rows })
            });
            let tables: Vec<_> = tables.collect();
            if tables.is_empty() { vec![(whole, BlockKind::Table { columns, head, rows: Vec::new() })] } else { tables }
        }
        BlockKind::Quote(blocks) => runs(blocks, |block| block.span)
            .into_iter()
            .map(|(span, blocks)| (span, BlockKind::Quote(blocks)))
            .collect(),
        BlockKind::Code { language, info, text: leaves } => lines(leaves, text)
            .into_iter()
            .map(|(span, text)| (span, BlockKind::Code { language: language.clone(), info: info.clone(), text }))
            .collect(),
        BlockKind::Html(leaves) => {
            lines(leaves, text).into_iter().map(|(span, leaves)| (span, BlockKind::Html(leaves))).collect()
        }
        BlockKind::Paragraph(content) => {
            sentences(content, text).into_iter().map(|(span, content)| (span, BlockKind::Paragraph(content))).collect()
        }
        kind => vec![(whole, kind)],
    };
    framed(kinds, whole)
}

/// Blocks for the parts: the first starts and the last ends where the whole does.
fn framed(kinds: Vec<(Span, BlockKind)>, whole: Span) -> Vec<Block> {
    let last = kinds.len().saturating_sub(1);
    let framed = kinds.into_iter().enumerate().map(|(index, (mut span, kind))| {
        if index == 0 {
            span.start = whole.start;
        }
        if index == last {
            span.end = whole.end;
        }
        Block::new(span, kind)
    });
    framed.collect()
}

/// Children in runs of about a part.
fn runs<T>(children: Vec<T>, span: impl Fn(&T) -> Span) -> Vec<(Span, Vec<T>)> {
    let mut runs: Vec<(Span, Vec<T>)> = Vec::new();
    for child in children {
        let own = span(&child);
        match runs.last_mut() {
            Some((run, members)) if own.end.saturating_sub(run.start) <= PART => {
                run.end = own.end;
                members.push(child);
            }
            _ => runs.push((own, vec![child])),
        }
    }
    runs
}

/// A run that is being filled.
struct Run<T> {
    done: Vec<(Span, Vec<T>)>,
    open: Vec<T>,
    span: Span,
}

impl<T> Run<T> {
    const fn new() -> Self {
        Self { done: Vec::new(), open: Vec::new(), span: Span { start: 0, end: 0 } }
    }

    fn add(&mut self, child: T, end: usize) {
        self.open.push(child);
        self.span.end = end;
    }

    /// Ends the run where the last child has ended.
    fn close(&mut self) {
        if !self.open.is_empty() {
            self.done.push((self.span, std::mem::take(&mut self.open)));
            self.span.start = self.span.end;
        }
    }

    /// Adds a leaf, cut where `place` finds a good place.
    fn add_leaf(&mut self, leaf: Leaf, text: &str, place: Place, wrap: fn(Leaf) -> T) {
        let mut rest = leaf;
        while rest.is_exact()
            && let Some(at) = cut(text, self.span.start, rest.span, place)
        {
            self.add(wrap(Leaf::exact(Span { start: rest.span.start, end: at })), at);
            self.close();
            rest.span.start = at;
        }
        let end = rest.span.end;
        self.add(wrap(rest), end);
    }

    fn finish(mut self) -> Vec<(Span, Vec<T>)> {
        self.close();
        self.done
    }
}

/// Where a text may be cut.
type Place = fn(&str) -> Option<usize>;

/// Lines of code in runs.
fn lines(leaves: Vec<Leaf>, text: &str) -> Vec<(Span, Vec<Leaf>)> {
    let mut run = Run::new();
    for leaf in leaves {
        let ends = leaf.text(text).ends_with('\n');
        run.add_leaf(leaf, text, |text| text.find('\n').map(|at| at + 1), |leaf| leaf);
        if ends && run.span.len() > PART {
            run.close();
        }
    }
    run.finish()
}

/// Running text in runs of sentences.
fn sentences(content: Vec<Inline>, text: &str) -> Vec<(Span, Vec<Inline>)> {
    let mut run = Run::new();
    for inline in content {
        let end = span_of(&inline).end;
        let line = matches!(inline, Inline::SoftBreak(_) | Inline::HardBreak(_));
        match inline {
            Inline::Text(leaf) => run.add_leaf(leaf, text, sentence, Inline::Text),
            inline => run.add(inline, end),
        }
        if run.span.len() > if line { PART } else { HARD } {
            run.close();
        }
    }
    run.finish()
}

/// After the first sentence that ends in `text`.
fn sentence(text: &str) -> Option<usize> {
    let ends = text.match_indices(['.', '!', '?', '。', '！', '？', '؟', '।']);
    for (at, end) in ends {
        let after = at + end.len();
        let rest = text.get(after..).unwrap_or("");
        if end.len() > 1 && !rest.is_empty() {
            return Some(after);
        }
        if rest.starts_with(' ') {
            return Some(after + 1);
        }
    }
    None
}

/// Where to cut a leaf at `span` in a run that began at `from`: never at its ends.
fn cut(text: &str, from: usize, span: Span, place: Place) -> Option<usize> {
    if span.end <= from + PART {
        return None;
    }
    let soft = ceil(text, (from + PART).max(span.start + 1));
    let hard = ceil(text, (from + HARD).max(span.start + 1)).min(span.end);
    let window = text.get(soft..hard).unwrap_or("");
    let inside = |at: &usize| *at > span.start && *at < span.end;
    if let Some(at) = place(window).map(|at| soft + at).filter(inside) {
        return Some(at);
    }
    if hard >= span.end {
        return None;
    }
    let space = window.rfind(' ').map(|at| soft + at + 1).filter(inside);
    space.or_else(|| {
        let rest = text.get(hard..span.end).unwrap_or("");
        let (at, _) = rest.grapheme_indices(true).nth(1)?;
        Some(hard + at).filter(inside)
    })
}

/// The next place at or after `at` where a character begins.
fn ceil(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::parse;

    fn kinds(source: &str) -> Vec<BlockKind> {
        let tree = parse(source);
        assert!(tree.blocks.iter().skip(1).all(|block| block.continued));
        assert!(tree.blocks.iter().all(|block| block.span.end <= HARD + PART));
        tree.blocks.iter().map(|block| block.kind.clone()).collect()
    }

    #[test]
    fn a_long_list_goes_on_with_its_numbers() {
        let source: String = (1..=5000).map(|n| format!("{n}. item {n}\n")).collect();
        let mut next = 1;
        let kinds = kinds(&source);
        assert!(kinds.len() > 5);
        for kind in kinds {
            let BlockKind::List { start, items, .. } = kind else { panic!("a list") };
            assert_eq!(start, Some(next));
            next += items.len() as u64;
        }
        assert_eq!(next, 5001);
    }

    #[test]
    fn a_long_table_has_one_head() {
        let rows: String = (0..2000).map(|n| format!("| {n} | word |\n")).collect();
        let kinds = kinds(&format!("| a | b |\n|---|---|\n{rows}"));
        let mut total = 0;
        for (index, kind) in kinds.iter().enumerate() {
            let BlockKind::Table { head, rows, columns } = kind else { panic!("a table") };
            assert_eq!(head.len(), if index == 0 { 2 } else { 0 });
            assert!(columns[0].numeric && !columns[1].numeric);
            total += rows.len();
        }
        assert_eq!(total, 2000);
    }

    #[test]
    fn long_code_is_cut_between_lines() {
        let code: String = (0..10_000).map(|n| format!("line {n}\n")).collect();
        for kind in kinds(&format!("```rust\n{code}```\n")) {
            let BlockKind::Code { text, language, .. } = kind else { panic!("code") };
            assert_eq!((text.len(), language.as_deref()), (1, Some("rust")));
        }
    }

    #[test]
    fn a_long_paragraph_is_cut_between_sentences() {
        let text = "A sentence of **some** words. ".repeat(10_000);
        let tree = parse(&text);
        assert!(tree.blocks.len() > 20);
        for start in &tree.starts {
            assert!(text[*start..].starts_with("A sentence"));
        }
    }

    #[test]
    fn a_line_without_a_space_is_cut_between_graphemes() {
        let kinds = kinds(&"e\u{301}".repeat(300_000));
        assert!(kinds.len() > 20);
    }
}
