//! The task backend contract, version 1: both halves of its wire form.
//!
//! The client [`encode`]s a call and [`decode`]s what came back; a server does the reverse with [`read_request`] and
//! [`respond`]. Law: either pair undoes the other, for every call and for every answer that a backend can give.

pub mod bodies;
mod problem;
mod reply;
mod request;

pub use problem::problem;
pub use reply::{decode, respond};
pub use request::{Endpoint, Unreadable, encode, read_request};

/// The version of the contract.
pub const VERSION: u32 = 1;
/// Media type of bodies.
pub const JSON: &str = "application/json";
/// Media type of errors (RFC 9457).
pub const PROBLEM_JSON: &str = "application/problem+json";
