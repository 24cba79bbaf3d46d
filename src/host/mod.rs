//! Performs the workbench's orders in a browser, and reports what happens there. One file an effect.

#![allow(
    clippy::disallowed_methods,
    reason = "this is the outside: clocks and randomness begin here and are handed in as arguments"
)]

mod backend;
mod clock;
mod dialog;
mod download;
mod fetch;
mod focus;
mod frame;
mod grips;
mod journal;
mod keys;
mod lock;
mod notes;
mod numbers;
mod object;
mod page;
mod place;
mod scroll;
mod selection;
mod settings;
mod signs;
mod tell;
mod timer;
mod token;

pub use clock::now;
pub use journal::Journal;
pub use keys::{Ask, chord};
pub use lock::Locks;
pub use page::{Host, Known, Page, Post};
pub use place::{Spot, place};
pub use settings::recall;
