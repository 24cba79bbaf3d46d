//! The third wasm binary that Trunk builds: rubrics, agreement and formats, loaded where they are used.

use corrigenda as _;

fn main() {}
