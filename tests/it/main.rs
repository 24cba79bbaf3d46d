//! The native tests: laws, contract, scenarios, views, and the house rules.

mod contract;
<<<<<<< HEAD
mod scenario;
=======
#[cfg(feature = "server")]
mod server;
>>>>>>> server
mod store;
