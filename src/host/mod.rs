//! Performs the workbench's orders in a browser, and reports what happens there. One file an effect.

#![allow(
    clippy::disallowed_methods,
    reason = "this is the outside: clocks and randomness begin here and are handed in as arguments"
)]

mod backend;
mod clock;
mod dom;
mod download;
mod fetch;
mod journal;
mod later;
mod lock;
mod object;
mod page;
mod settings;
mod tell;
mod timer;
mod token;

pub use clock::now;
pub use dom::keys::{Ask, chord};
pub use dom::place::{Spot, place};
pub use journal::Journal;
pub use lock::Locks;
pub use page::{Host, Known, Page, Post};
pub use settings::recall;
