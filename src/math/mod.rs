//! Formulas: TeX as a closed tree of MathML.
//!
//! [`typeset`] reads TeX (with chemistry, `\ce{…}`) into a [`Node`], whose names, attributes and values are from fixed
//! sets: there is no address, no script and no style in it, whatever the formula says. What cannot be read that way is no
//! tree but a reason, and its source is shown. The work is bounded by the length, the depth and the number of parts.
//!
//! Only the tree is known to the page that is loaded first; `typeset` is a wasm binary of its own.

mod chemistry;
mod command;
mod prepare;
mod read;
mod terms;
mod trace;
mod tree;
mod typeset;

pub use terms::{stops, term};
pub use tree::{Attribute, Content, Name, Node};
pub use typeset::typeset;
