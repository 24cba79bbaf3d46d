//! The store in PostgreSQL: several programs on one database. A call locks the row of its task; a claim passes over rows
//! that others have locked (`FOR UPDATE SKIP LOCKED`).

mod find;
mod schema;
mod shared {
    //! The shared queries on this database.
    super::super::queries::queries!(sqlx::Postgres, sqlx::PgConnection, sqlx::postgres::PgRow);
    super::super::figures::figures!(sqlx::PgConnection);
}

use super::{Access, Ask, Lines, Row, StoreError, queries};
use crate::protocol::{Call, Failure, Reply};
use crate::reference::{Counts, Entry, Moment, Timestamp, Worker, decide, plan};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Executor, PgPool};
use std::time::Duration;
use tokio_stream::StreamExt;

/// Connections of one program at most.
const CONNECTIONS: u32 = 16;
/// How long a call waits for a connection.
const PATIENCE: Duration = Duration::from_secs(10);
/// Times that a transaction is tried that others were in the way of.
const ATTEMPTS: usize = 8;
/// What is acknowledged is on the disk, and a query sees what was committed before it began, whatever the database's own
/// defaults are.
const SESSION: &str = "SET synchronous_commit = 'on'; SET default_transaction_isolation = 'read committed'";

/// The store in PostgreSQL.
pub struct PgStore {
    pool: PgPool,
}

impl PgStore {
    /// Opens a database by its URL.
    ///
    /// # Errors
    /// Where it cannot be reached, or was written by a newer version of this program.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let options: PgConnectOptions = url.parse()?;
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .after_connect(|connection, _| {
                Box::pin(async move { connection.execute(sqlx::raw_sql(SESSION)).await.map(|_| ()) })
            })
            .connect_with(options)
            .await?;
        schema::migrate(&pool).await?;
        Ok(Self { pool })
    }

    pub(super) async fn answer(
        &self,
        call: &Call,
        worker: &Worker,
        moment: &Moment,
    ) -> Result<Result<Reply, Failure>, StoreError> {
        for _ in 0..ATTEMPTS {
            match self.attempt(call, worker, moment).await {
                Err(error) if error.again() => {}
                Err(error) if error.unwritable() => return Ok(Err(unknown())),
                answer => return answer,
            }
        }
        Err(StoreError::Contended)
    }

    async fn attempt(
        &self,
        call: &Call,
        worker: &Worker,
        moment: &Moment,
    ) -> Result<Result<Reply, Failure>, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let facts = find::facts(&mut transaction, &plan(call), worker, moment).await?;
        let (answer, changes) = decide(call, facts, worker, moment);
        if changes.is_empty() {
            transaction.rollback().await?;
        } else {
            shared::write(&mut transaction, changes).await?;
            transaction.commit().await?;
        }
        Ok(answer)
    }

    pub(super) async fn import(&self, entries: &[Entry]) -> Result<Counts, StoreError> {
        for _ in 0..ATTEMPTS {
            match self.import_all(entries).await {
                Err(error) if error.again() => {}
                counts => return counts,
            }
        }
        Err(StoreError::Contended)
    }

    async fn import_all(&self, entries: &[Entry]) -> Result<Counts, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let mut counts = Counts::default();
        for entry in entries {
            counts.add(shared::import(&mut transaction, entry).await?);
        }
        transaction.commit().await?;
        Ok(counts)
    }

    pub(super) async fn send_all(&self, lines: &Lines) -> Result<(), StoreError> {
        let mut rows = sqlx::query(queries::EXPORT).fetch(&self.pool);
        while let Some(row) = rows.next().await {
            if lines.send(Ok(shared::exported(&row?)?)).await.is_err() {
                break;
            }
        }
        Ok(())
    }

    pub(super) async fn figures(&self, ask: &Ask, take: impl FnMut(Row)) -> Result<(), StoreError> {
        shared::figures(&mut *self.pool.acquire().await?, ask, take).await
    }

    pub(super) async fn add_token(&self, hash: &str, access: &Access, now: Timestamp) -> Result<(), StoreError> {
        shared::add_token(&mut *self.pool.acquire().await?, hash, access, now).await
    }

    pub(super) async fn access(&self, hash: &str) -> Result<Option<Access>, StoreError> {
        shared::access(&mut *self.pool.acquire().await?, hash).await
    }

    pub(super) async fn count(&self, query: &str) -> Result<u64, StoreError> {
        shared::count(&mut *self.pool.acquire().await?, query).await
    }
}

/// Nothing is found under an id that cannot be kept.
fn unknown() -> Failure {
    Failure::refused(crate::protocol::Refusal::NotFound)
}
