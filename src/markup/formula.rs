//! The formulas of a text: where they are and what they say.

use super::tree::{Block, BlockKind, Inline, Leaf, Tree};
use crate::text::Span;

/// Tells of every formula of a block: its leaf, and whether it has a line of its own.
pub fn formulas<'a>(block: &'a Block, tell: &mut dyn FnMut(&'a Leaf, bool)) {
    match &block.kind {
        BlockKind::Math(leaf) => tell(leaf, true),
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => in_text(content, tell),
        BlockKind::List { items, .. } => {
            for block in items.iter().flat_map(|item| &item.blocks) {
                formulas(block, tell);
            }
        }
        BlockKind::Quote(blocks) | BlockKind::Footnote { blocks, .. } => {
            for block in blocks {
                formulas(block, tell);
            }
        }
        BlockKind::Table { head, rows, .. } => {
            for cell in head.iter().chain(rows.iter().flat_map(|row| &row.cells)) {
                in_text(&cell.content, tell);
            }
        }
        BlockKind::Code { .. } | BlockKind::Html(_) | BlockKind::Definition(_) | BlockKind::Rule => {}
    }
}

fn in_text<'a>(content: &'a [Inline], tell: &mut dyn FnMut(&'a Leaf, bool)) {
    for inline in content {
        match inline {
            Inline::Math { leaf, display } => tell(leaf, *display),
            Inline::Emphasis(_, content) | Inline::Strong(_, content) | Inline::Strike(_, content) => {
                in_text(content, tell);
            }
            Inline::Link(link) => in_text(&link.content, tell),
            _ => {}
        }
    }
}

/// Whether a source may hold a formula: quickly told, and never wrong where it says no.
#[must_use]
pub fn may_hold_formulas(source: &str) -> bool {
    source.bytes().any(|byte| matches!(byte, b'$' | b'\\'))
}

/// The formula around a place in a text, delimiters left out, where the place is not at its ends.
#[must_use]
pub fn formula_around(tree: &Tree, at: usize) -> Option<Span> {
    formula_that(tree, at, |span| span.start < at && at < span.end)
}

/// The formula that begins at a place in a text, its delimiters left out.
#[must_use]
pub fn formula_from(tree: &Tree, at: usize) -> Option<Span> {
    formula_that(tree, at, |span| span.start == at)
}

fn formula_that(tree: &Tree, at: usize, is_it: impl Fn(Span) -> bool) -> Option<Span> {
    let index = tree.block_at(at);
    let mut found = None;
    formulas(tree.blocks.get(index)?, &mut |leaf, _| {
        let span = tree.absolute(index, leaf.span);
        if is_it(span) {
            found = Some(span);
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::parse;

    #[test]
    fn formulas_are_found_wherever_they_stand() {
        let source = "# $a$\n\n*$b$* [$c$](x)\n\n| $d$ |\n|---|\n| \\(e\\) |\n\n> - \\[f\\]\n\n\\begin{align}\ng\n\\end{align}\n\n`$no$`\n";
        let tree = parse(source);
        let mut found = Vec::new();
        for (index, block) in tree.blocks.iter().enumerate() {
            formulas(block, &mut |leaf, display| {
                found.push((leaf.text(tree.source(index, source)).to_owned(), display));
            });
        }
        let found: Vec<(&str, bool)> = found.iter().map(|(tex, display)| (tex.as_str(), *display)).collect();
        let inline = ["a", "b", "c", "d", "e"].map(|tex| (tex, false));
        let display = [("f", true), ("\\begin{align}\ng\n\\end{align}", true)];
        assert_eq!(found, [&inline[..], &display[..]].concat());
    }

    #[test]
    fn a_place_inside_a_formula_is_told_from_one_at_its_ends() {
        let source = "so $abc$ is";
        let tree = parse(source);
        let around: Vec<_> = (0..source.len()).filter(|at| formula_around(&tree, *at).is_some()).collect();
        assert_eq!(around, [5, 6]);
        assert_eq!(formula_from(&tree, 4), Some(Span { start: 4, end: 7 }));
        assert_eq!(formula_from(&tree, 5), None);
    }
}
