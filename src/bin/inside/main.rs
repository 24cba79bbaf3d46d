//! A wasm binary that Trunk builds: the backends inside the page. It is divided (`scripts/split/families.mjs`): what both
//! need, and a part for each. What is exported of one starts with its name.

mod demo;
mod label_studio;

fn main() {}
