//! What the page and the lazy logic both need of a browser: JSON, promises, storage, locks, requests, breaking.

pub mod fetch;
pub mod idb;
mod json;
pub mod lock;
mod once;
pub mod panic;
mod seed;

pub use json::{from_js, to_js};
pub use once::{Giver, Taker, once, turn, within};
pub use seed::seed;
