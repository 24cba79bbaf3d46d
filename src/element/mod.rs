//! The custom element's Rust side.
