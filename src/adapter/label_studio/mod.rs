//! Label Studio as a backend: its projects as tasks, annotations as its results, the four calls as its requests.
//!
//! Read in this order: `xml`, `config` (a labelling configuration as data), `roles` (what is judged), `plan` (which control
//! takes what), `task`; then `write`, `read` and `carry` (annotations and results); `studio` (the four calls) last.

mod asking;
mod carry;
mod changed;
mod config;
mod plan;
mod read;
mod roles;
mod row;
mod side;
mod studio;
mod task;
mod write;
mod xml;

pub use asking::{Outside, Request};
pub use carry::{begin, close, open};
pub use studio::Studio;
pub use task::{Studied, study};
