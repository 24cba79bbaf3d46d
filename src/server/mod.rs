//! The reference server: the contract over HTTP, with its embedded SQLite database.

mod sqlite;

pub use sqlite::{Access, Role, SqliteStore, StoreError, hash};
