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

/// A formula in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands, its delimiters left out.
    pub span: Span,
    /// Whether it is its source byte for byte, so that any part of it has a place.
    pub exact: bool,
}

/// The formula that the byte at a place of a text belongs to, delimiters left out.
#[must_use]
pub fn formula_holding(tree: &Tree, at: usize) -> Option<Found> {
    let index = tree.block_at(at);
    let mut found = None;
    formulas(tree.blocks.get(index)?, &mut |leaf, _| {
        let span = tree.absolute(index, leaf.span);
        if span.contains(at) {
            found = Some(Found { span, exact: leaf.is_exact() });
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
    fn a_place_in_a_formula_is_told_from_one_beside_it() {
        let source = "so $abc$ is";
        let tree = parse(source);
        let holding: Vec<_> = (0..source.len()).filter(|at| formula_holding(&tree, *at).is_some()).collect();
        assert_eq!(holding, [4, 5, 6]);
        assert_eq!(formula_holding(&tree, 5), Some(Found { span: Span { start: 4, end: 7 }, exact: true }));
    }
}
