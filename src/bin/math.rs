//! The wasm binary that Trunk builds for formulas: loaded when a text on the desk has one.

use corrigenda as _;

fn main() {}
