//! What the page and what is loaded later both need of a browser: JSON, arguments, promises, storage, locks, requests, breaking,
//! and waiting for all of a wasm.

pub mod fetch;
pub mod given;
pub mod idb;
mod json;
pub mod lock;
mod once;
pub mod panic;
mod seal;
mod seed;
pub mod whole;

pub use json::{from_js, text_to_js, to_js};
pub use once::{Giver, Taker, once, turn, within};
pub use seal::Sealer;
pub use seed::seed;
