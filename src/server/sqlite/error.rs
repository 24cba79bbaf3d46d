//! What can go wrong with the database.

use crate::json::DecodeError;
use std::fmt;

/// The database failed.
#[derive(Debug)]
pub enum StoreError {
    /// SQLite said no.
    Database(sqlx::Error),
    /// The file or its folder cannot be made.
    File(std::io::Error),
    /// The database has a schema of this number, which this program does not know yet.
    Newer(i64),
    /// Something in the database is not what was written there.
    Corrupt(DecodeError),
}

impl StoreError {
    /// Whether another process held the writer's lock for too long: asking again may help.
    #[must_use]
    pub fn busy(&self) -> bool {
        const SQLITE_BUSY: i32 = 5;
        let Self::Database(sqlx::Error::Database(error)) = self else {
            return false;
        };
        let code: Option<i32> = error.code().and_then(|code| code.parse().ok());
        code.is_some_and(|code| code & 0xff == SQLITE_BUSY)
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
