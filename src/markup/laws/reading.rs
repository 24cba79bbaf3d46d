//! What reading keeps.

use super::{SCRAPS, TRICKY, random_text, said};
use crate::markup::{Block, BlockKind, Inline, Tree, parse};
use crate::text::Span;
use crate::text::tests::hunt;

#[test]
fn leaves_follow_the_source_and_nothing_visible_is_lost() {
    TRICKY.iter().for_each(|source| check(source));
    let mut random = fastrand::Rng::with_seed(1);
    for _ in 0..20_000 {
        check(&random_text(&mut random, 24));
    }
}

#[test]
fn any_three_scraps_are_read() {
    for first in SCRAPS {
        for second in SCRAPS {
            for third in ["a", "\n", "- ", "*", "`", "\n\nb", "    c", "]", "\\"] {
                check(&format!("{first}{second}{third}"));
            }
        }
    }
}

#[test]
fn bombs_are_read() {
    let bombs = [
        ">", "- ", "> - ", "1. ", "*", "**a ", "[", "![", "](", "`", "$", "$$ ", "\\[", "\\(", "<", "<!--", "&", "|",
        "\\", "~", "_a", "# ", "\t", "[a](", "<b", "{", "[^", "*a_", "a**b", "\n>", "x\r", "|\n-",
    ];
    for bomb in bombs {
        for tail in ["", "a", "\n\n", "\n- a"] {
            check(&format!("{}{tail}", bomb.repeat(3000)));
        }
    }
}

#[test]
fn territories_and_sections_part_a_text_without_a_gap() {
    for source in TRICKY {
        let tree = parse(source);
        let mut end = 0;
        for index in 0..tree.blocks.len() {
            let territory = tree.territory(index, source.len());
            assert_eq!(territory.start, end, "{source:?}");
            for at in territory.start..territory.end {
                assert_eq!(tree.block_at(at), index, "{source:?}");
            }
            end = territory.end;
        }
        assert_eq!(end, source.len());
        for bytes in [0, 1, 10, 1000] {
            let sections = tree.sections(bytes);
            assert!(sections.iter().all(|section| !section.is_empty()));
            let blocks: Vec<usize> = sections.into_iter().flatten().collect();
            assert_eq!(blocks, (0..tree.blocks.len()).collect::<Vec<_>>());
        }
    }
    let tree = parse(&"Some words here.\n\n".repeat(2000));
    let sizes: Vec<usize> = tree.sections(8192).iter().map(ExactSizeIterator::len).collect();
    assert!(sizes[0] <= 171 && sizes.iter().all(|size| *size <= 512) && sizes.len() == 5, "{sizes:?}");
}

#[test]
fn what_is_nested_too_deep_is_text() {
    let source = format!("{}deep", "> ".repeat(200));
    let tree = parse(&source);
    assert_eq!(tree.blocks.len(), 1);
    check(&source);
    let leaf = tree.blocks[0].leaves()[0].text(&source).to_owned();
    assert!(leaf.starts_with("> > ") && leaf.ends_with("deep"));
}

fn check(source: &str) {
    let tree = parse(source);
    assert!(!tree.blocks.is_empty() && tree.blocks.len() == tree.starts.len());
    let mut end = 0;
    for (index, block) in tree.blocks.iter().enumerate() {
        let start = tree.starts[index];
        assert!(start >= end, "{source:?}: block {index} starts too early");
        let gap = &source[end..start];
        assert!(gap.trim().is_empty(), "{source:?}: {gap:?} is lost");
        end = start + block.span.end;
        assert_eq!(block.span.start, 0);
        assert!(source.get(start..end).is_some(), "{source:?}: block {index} is outside");
        nested(block, block.span, source);
        leaves(&tree, index, source);
    }
    assert!(source[end..].trim().is_empty(), "{source:?}: the end is lost");
    words(&tree, source);
}

/// Leaves are in order, apart, not empty, and inside their block.
fn leaves(tree: &Tree, index: usize, source: &str) {
    let block = &tree.blocks[index];
    let text = tree.source(index, source);
    let mut last = 0;
    for leaf in block.leaves() {
        assert!(leaf.span.start >= last && leaf.span.end > leaf.span.start, "{source:?} {leaf:?}");
        last = leaf.span.end;
        assert!(text.get(leaf.span.start..leaf.span.end).is_some(), "{source:?} {leaf:?}");
        assert!(!leaf.text(text).is_empty(), "{source:?} {leaf:?}");
    }
    assert!(last <= block.span.end, "{source:?}: leaves beyond the block");
}

/// Every node is inside its parent.
fn nested(block: &Block, outer: Span, source: &str) {
    inside(block.span, outer, source);
    match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
            inlines(content, block.span, source);
        }
        BlockKind::List { items, .. } => {
            for item in items {
                inside(item.span, block.span, source);
                item.blocks.iter().for_each(|block| nested(block, item.span, source));
            }
        }
        BlockKind::Quote(blocks) | BlockKind::Footnote { blocks, .. } => {
            blocks.iter().for_each(|inner| nested(inner, block.span, source));
        }
        BlockKind::Table { head, rows, .. } => {
            for cell in head {
                inside(cell.span, block.span, source);
                inlines(&cell.content, cell.span, source);
            }
            for row in rows {
                inside(row.span, block.span, source);
                for cell in &row.cells {
                    inside(cell.span, row.span, source);
                    inlines(&cell.content, cell.span, source);
                }
            }
        }
        _ => {}
    }
}

fn inlines(content: &[Inline], outer: Span, source: &str) {
    let mut last: Option<Span> = None;
    for inline in content {
        let span = crate::markup::walk::span_of(inline);
        inside(span, outer, source);
        if let Inline::Text(leaf) = inline {
            let joined = last.is_some_and(|last| leaf.is_exact() && last.end == span.start);
            assert!(!joined, "{source:?}: {leaf:?} adjoins text");
        }
        last = matches!(inline, Inline::Text(leaf) if leaf.is_exact()).then_some(span);
        match inline {
            Inline::Emphasis(span, content) | Inline::Strong(span, content) | Inline::Strike(span, content) => {
                inlines(content, *span, source);
            }
            Inline::Link(link) => inlines(&link.content, link.span, source),
            _ => {}
        }
    }
}

fn inside(span: Span, outer: Span, source: &str) {
    let fits = outer.start <= span.start && span.start <= span.end && span.end <= outer.end;
    assert!(fits, "{source:?}: {span:?} outside {outer:?}");
}

/// Every word of the source is in a leaf, or said by a node (an address, a title, a label, a language).
fn words(tree: &Tree, source: &str) {
    let mut shown = vec![false; source.len()];
    for (index, block) in tree.blocks.iter().enumerate() {
        for leaf in block.leaves() {
            let span = tree.absolute(index, leaf.span);
            shown[span.start..span.end].fill(true);
        }
    }
    let said = said(tree);
    let mut at = 0;
    for word in source.split(|letter: char| !letter.is_alphanumeric()) {
        let visible = shown[at..at + word.len()].iter().all(|shown| *shown);
        // The numbers of items and the crosses of check boxes are told by the list; an address or a language says the
        // character an entity names.
        let told = word.chars().all(|letter| letter.is_ascii_digit()) || ["x", "X", "amp"].contains(&word);
        // What a link refers to is told by the definition.
        let told = told || source[..at].ends_with("][") || source[..at].ends_with("&#") || source[..at].ends_with('&');
        assert!(visible || told || said.contains(word), "{source:?}: {word:?} is lost");
        at += word.len();
        at += source[at..].chars().next().map_or(0, char::len_utf8);
    }
}

#[test]
fn hunted_texts_are_read_whole() {
    hunt("markup", 1, |case| check(&case[0]));
}
