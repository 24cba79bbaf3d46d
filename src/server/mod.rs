//! The reference server: the contract over HTTP, with its embedded SQLite database and the built page beside it.
//!
//! [`app`] is the whole server without a socket. The program around it (`src/bin/server`) reads the command line.

mod answer;
mod app;
mod body;
mod calls;
mod lines;
mod log;
mod outside;
mod pages;
mod settings;
mod splitter;
mod sqlite;
mod tasks;
mod who;

pub use app::app;
pub use log::{Field, log};
pub use outside::{now, random_id};
pub use settings::{Limits, Server, Settings, TokenError, read_tokens};
pub use splitter::{LineError, Splitter};
pub use sqlite::{Access, Role, SqliteStore, StoreError, hash};
pub use tasks::{TaskError, Tasks};
