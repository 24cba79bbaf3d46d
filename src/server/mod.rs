//! The reference server: the contract over HTTP, over SQLite or PostgreSQL, with the built page beside it.
//!
//! [`app`] is the whole server without a socket. The program around it (`src/bin/server`) reads the command line.

mod admin;
mod answer;
mod app;
mod body;
mod calls;
mod limit;
mod lines;
mod log;
mod metrics;
mod outside;
mod pages;
mod settings;
mod splitter;
mod store;
mod tasks;
mod who;

pub use app::app;
pub use log::{Field, log};
pub use outside::{now, random_id};
pub use settings::{Limits, QueueError, Server, Settings, TokenError, fields, read_queues, read_tokens};
pub use splitter::{LineError, Splitter};
pub use store::{Access, Ask, Order, PAGE, PgStore, Role, Row, SqliteStore, Store, StoreError, hash};
pub use tasks::{TaskError, Tasks};
