//! A wasm binary that Trunk builds: the functions without interface that compare texts and bring them together.

mod compare;
mod merge;

fn main() {}
