//! Access tokens: made here, kept hashed, looked up by hash.

use super::{SqliteStore, StoreError};
use crate::json::words;
use crate::reference::{Timestamp, Worker};
use sha2::{Digest, Sha256};
use sqlx::Row;
use std::fmt::Write as _;

words! {
    /// What a token allows.
    pub enum Role {
        /// The four calls.
        Annotator = "annotator",
        /// Import and export as well.
        Admin = "admin",
    }
}

/// Who a token stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The worker.
    pub worker: Worker,
    /// What the worker may do.
    pub role: Role,
}

/// The hash under which a token is kept. Tokens are long and random, so a plain SHA-256 does.
#[must_use]
pub fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

impl SqliteStore {
    /// Keeps a token for a worker.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_token(&self, token: &str, access: &Access, now: Timestamp) -> Result<(), StoreError> {
        sqlx::query("INSERT OR REPLACE INTO token (hash, worker, role, created_at) VALUES (?1, ?2, ?3, ?4)")
            .bind(hash(token))
            .bind(&access.worker.id)
            .bind(access.role.word())
            .bind(now)
            .execute(&mut *self.writer.lock().await)
            .await?;
        Ok(())
    }

    /// Who a token stands for, none where it is unknown.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn access(&self, token: &str) -> Result<Option<Access>, StoreError> {
        let row = sqlx::query("SELECT worker, role FROM token WHERE hash = ?1")
            .bind(hash(token))
            .fetch_optional(&mut *self.writer.lock().await)
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let (worker, role): (&str, &str) = (row.try_get(0)?, row.try_get(1)?);
        Ok(Role::of(role).map(|role| Access { worker: Worker::new(worker), role }))
    }

    /// How many tokens there are.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn tokens(&self) -> Result<u64, StoreError> {
        let row = sqlx::query("SELECT count(*) FROM token").fetch_one(&mut *self.writer.lock().await).await?;
        let count: i64 = row.try_get(0)?;
        Ok(u64::try_from(count).unwrap_or_default())
    }
}
