//! A wasm binary that Trunk builds: rubrics and agreement, loaded where they are used.

use corrigenda as _;

fn main() {}
