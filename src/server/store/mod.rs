//! Where tasks and work are kept: SQLite in a file, or PostgreSQL by its URL.
//!
//! The rules are those of [`crate::reference`]; a store only reads facts and writes changes, in one transaction a call,
//! durable before the answer. Both databases answer the same queries ([`queries`]); they differ in how the next task is
//! found and locked.

mod access;
mod error;
mod figures;
mod next;
mod postgres;
mod queries;
mod sqlite;

pub use access::{Access, Role, hash};
pub use error::StoreError;
pub use figures::{Ask, Order, PAGE, Row};
pub use postgres::PgStore;
pub use sqlite::SqliteStore;

use crate::json::{DecodeError, Value};
use crate::protocol::{Call, Failure, Reply};
use crate::reference::{Counts, Entry, Moment, Timestamp, Worker};
use access::access_of;
use std::path::Path;
use tokio::sync::mpsc;

/// Where the lines of an export go.
pub type Lines = mpsc::Sender<Result<Value, StoreError>>;

const TOKENS: &str = "SELECT count(*) FROM token";

/// A store of either kind.
pub enum Store {
    /// In a file beside the program.
    Sqlite(Box<SqliteStore>),
    /// In PostgreSQL, for several programs at once.
    Postgres(PgStore),
}

/// The same call on whichever it is.
macro_rules! either {
    ($self:ident, $store:ident => $call:expr) => {
        match $self {
            Store::Sqlite($store) => $call,
            Store::Postgres($store) => $call,
        }
    };
}

impl Store {
    /// Whether a name of a database is a URL of PostgreSQL.
    #[must_use]
    pub fn is_url(database: &str) -> bool {
        database.starts_with("postgres://") || database.starts_with("postgresql://")
    }

    /// Opens a database: a URL of PostgreSQL, or a file of SQLite, which is made where it is not there.
    ///
    /// # Errors
    /// Where it cannot be opened, or was written by a newer version of this program.
    pub async fn open(database: &str) -> Result<Self, StoreError> {
        Ok(if Self::is_url(database) {
            Self::Postgres(PgStore::open(database).await?)
        } else {
            Self::Sqlite(Box::new(SqliteStore::open(Path::new(database)).await?))
        })
    }

    /// Answers a call. What the answer says is on the disk before it is given.
    ///
    /// # Errors
    /// Where the database fails; then nothing has changed.
    pub async fn answer(
        &self,
        call: &Call,
        worker: &Worker,
        moment: &Moment,
    ) -> Result<Result<Reply, Failure>, StoreError> {
        either!(self, store => store.answer(call, worker, moment).await)
    }

    /// Takes tasks in, all of them or none.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn import(&self, entries: &[Entry]) -> Result<Counts, StoreError> {
        either!(self, store => store.import(entries).await)
    }

    /// Sends every line of an export, as of now, a few at a time, and an error where the database fails. It ends early
    /// where nobody listens any more.
    pub async fn export(&self, lines: &Lines) {
        let sent = either!(self, store => store.send_all(lines).await);
        if let Err(error) = sent {
            let _ = lines.send(Err(error)).await;
        }
    }

    /// Asks for figures; beside the calls, which do not wait for it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn figures(&self, ask: &Ask, take: impl FnMut(Row)) -> Result<(), StoreError> {
        either!(self, store => store.figures(ask, take).await)
    }

    /// Keeps a token for a worker.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_token(&self, token: &str, access: &Access, now: Timestamp) -> Result<(), StoreError> {
        either!(self, store => store.add_token(&hash(token), access, now).await)
    }

    /// Who a token stands for, none where it is unknown.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn access(&self, token: &str) -> Result<Option<Access>, StoreError> {
        either!(self, store => store.access(&hash(token)).await)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// Where it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        either!(self, store => store.count("SELECT count(*) FROM version").await).map(|_| ())
    }

    /// How many tokens there are.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn tokens(&self) -> Result<u64, StoreError> {
        either!(self, store => store.count(TOKENS).await)
    }
}

fn parsed(text: &str) -> Result<Value, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Corrupt(DecodeError::new("JSON", &error.to_string())))
}
