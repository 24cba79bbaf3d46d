//! What can go wrong with the database.

use crate::json::DecodeError;
use std::fmt;

/// The database failed.
#[derive(Debug)]
pub enum StoreError {
    /// The database said no.
    Database(sqlx::Error),
    /// The file or its folder cannot be made.
    File(std::io::Error),
    /// The database has a schema of this number, which this program does not know yet.
    Newer(i64),
    /// Something in the database is not what was written there.
    Corrupt(DecodeError),
    /// Others were faster too often in a row.
    Contended,
}

/// Codes of PostgreSQL after which the same transaction may succeed: serialization failure, deadlock, and a unique key
/// that another transaction has just written.
const AGAIN: [&str; 3] = ["40001", "40P01", "23505"];
/// Codes of SQLite that say: another process is writing.
const SQLITE_BUSY: [&str; 4] = ["5", "261", "517", "773"];
/// Codes of PostgreSQL that say: not now. It is starting, stopping, or has no connection left.
const NOT_NOW: [&str; 4] = ["57P01", "57P02", "57P03", "53300"];
/// Text that PostgreSQL cannot keep: it holds U+0000.
const UNTRANSLATABLE: [&str; 2] = ["22021", "22P05"];

impl StoreError {
    fn code(&self) -> Option<String> {
        match self {
            Self::Database(sqlx::Error::Database(error)) => error.code().map(std::borrow::Cow::into_owned),
            _ => None,
        }
    }

    fn is_one_of(&self, codes: &[&str]) -> bool {
        self.code().is_some_and(|code| codes.contains(&code.as_str()))
    }

    /// Whether asking again may help: another process held a lock for too long, or the database is not there just now.
    #[must_use]
    pub fn busy(&self) -> bool {
        let lost = matches!(self, Self::Database(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut) | Self::Contended);
        lost || self.is_one_of(&SQLITE_BUSY) || self.is_one_of(&NOT_NOW) || self.again()
    }

    /// Whether the same transaction may succeed at once.
    pub(super) fn again(&self) -> bool {
        self.is_one_of(&AGAIN)
    }

    /// Whether an id holds what the database cannot keep, so that nothing can be found under it.
    #[must_use]
    pub fn unwritable(&self) -> bool {
        self.is_one_of(&UNTRANSLATABLE)
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => write!(f, "the database failed: {error}"),
            Self::File(error) => write!(f, "the database's folder cannot be made: {error}"),
            Self::Newer(number) => {
                write!(f, "the database was written by a newer version of this program (schema {number})")
            }
            Self::Corrupt(error) => write!(f, "the database is damaged: {error}"),
            Self::Contended => write!(f, "too many wanted the same at once"),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self::File(error)
    }
}
