//! A text as it stands, in the same tree: for views of the source.

use super::tree::{Block, BlockKind, Leaf, Tree};
use crate::text::Span;
use std::rc::Rc;

/// The longest run of lines in one block, so that a text without blank lines is still painted in slices.
const LONGEST: usize = 4_000;

/// A tree that shows every character of a text as it stands: paragraphs of lines, nothing rendered.
#[must_use]
pub fn as_source(text: &str) -> Tree {
    let mut tree = Tree::default();
    let (mut start, mut end, mut blank) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        let empty = line.trim().is_empty();
        if end > start && ((blank && !empty) || end - start > LONGEST) {
            push(&mut tree, start, end);
            start = end;
        }
        blank = empty;
        end += line.len();
    }
    push(&mut tree, start, end);
    tree
}

fn push(tree: &mut Tree, start: usize, end: usize) {
    let span = Span { start: 0, end: end - start };
    let leaves = if span.is_empty() { Vec::new() } else { vec![Leaf::exact(span)] };
    tree.push(start, Rc::new(Block::new(span, BlockKind::Html(leaves))));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_of_the_source_is_shown_once() {
        for text in ["", "a", "a\n\nb\n", "\n\n", "# x\n\n\n- y\n\r\nz"] {
            let tree = as_source(text);
            let shown: String = (0..tree.blocks.len()).map(|at| tree.source(at, text)).collect();
            assert_eq!(shown, text);
        }
        let long = "line\n".repeat(10_000);
        assert!(as_source(&long).blocks.len() > 10);
    }
}
