//! The wasm binary that Trunk builds for `demo:`: the backend inside the page.

use corrigenda as _;

fn main() {}
