//! The second wasm binary that Trunk builds: what is loaded only where it is used.

use corrigenda as _;

fn main() {}
