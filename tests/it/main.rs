//! The native tests: laws, contract, scenarios, views, and the house rules.

mod contract;
mod store;
