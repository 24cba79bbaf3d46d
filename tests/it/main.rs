//! The native tests: laws, contract, scenarios, views, and the house rules.

mod contract;
mod scenario;
#[cfg(feature = "server")]
mod server;
mod store;
mod tidy;
