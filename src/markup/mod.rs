//! A model's Markdown as a closed tree, every node with its source span.
//!
//! [`parse`] reads a text into a [`Tree`] of top-level blocks; nothing of the source is lost: what Markdown hides (raw
//! HTML, link definitions, cells too many) is shown as it stands. [`reparse`] does the same after a change and shares the
//! blocks that stayed, and [`read_on`] reads a long text piece by piece. [`place`] says which decorations (tracked changes, error marks) fall on which leaf of a block, and
//! [`Placed::pieces`] cuts a leaf along them. Views map the tree to nodes; there is no HTML here.

mod build;
mod decoration;
mod formula;
mod literal;
mod mask;
mod number;
mod piece;
mod place;
mod read;
mod reparse;
mod split;
mod tree;
mod walk;

#[cfg(test)]
mod examples;
#[cfg(test)]
mod laws;

pub use decoration::{Decoration, Decorations};
pub use formula::{Found, formula_holding, formulas};
pub use literal::as_source;
pub use piece::{Mark, Piece, Placed};
pub use place::place;
pub use read::parse;
pub use reparse::{read_on, reparse};
pub use tree::{Align, Block, BlockKind, Cell, Column, Image, Inline, Item, Leaf, Link, Row, Task, Tree};
pub use walk::{Seat, Title, outline, plain};
