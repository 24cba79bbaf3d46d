//! The wasm binary that Trunk builds for `label-studio:`: Label Studio as a backend.

use corrigenda as _;

fn main() {}
