//! The wasm binary that Trunk builds for marking in a platform's own page: loaded where `for` names a part of it.

use corrigenda as _;

fn main() {}
