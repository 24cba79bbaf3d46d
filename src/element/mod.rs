//! `<corrigenda-workbench>`: the Rust side of the custom element.
//!
//! `element.js` mounts a [`Handle`] into each element's shadow root. What happens there is posted to the element's
//! `Core`, which runs `app::update`, has the host perform the effects, and asks the `Shell` to render.

#![allow(
    clippy::disallowed_methods,
    reason = "this is the outside: clocks and randomness begin here and are handed in as arguments"
)]

mod core;
mod handle;
mod hosted;
mod rest;
mod shell;
mod style;

pub use handle::{Handle, mount};
pub use rest::{on_rest, rest_needed};
