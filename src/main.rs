//! The wasm binary that Trunk builds: it links the library's exports, and nothing starts by itself.

use corrigenda as _;

fn main() {}
