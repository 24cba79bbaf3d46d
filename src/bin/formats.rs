//! A wasm binary that Trunk builds: formats, loaded where they are used.

use corrigenda as _;

fn main() {}
