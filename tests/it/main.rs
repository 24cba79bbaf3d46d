//! The native tests: laws, contract, scenarios, views, and the house rules.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "clippy knows tests by their attribute only, and not the helpers beside them"
)]

mod agreement;
mod contract;
mod formats;
#[cfg(feature = "ssr")]
mod formulas;
mod golden;
mod label_studio;
mod reading;
mod review;
mod rubric;
mod scenario;
mod schema;
#[cfg(feature = "server")]
mod server;
mod store;
mod tidy;
#[cfg(feature = "ssr")]
mod views;
