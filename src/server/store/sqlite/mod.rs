//! The store in SQLite: one writer ([`together`]). Several processes may open one database: `BEGIN IMMEDIATE` takes the writer's lock
//! before anything is read.

mod find;
mod schema;
mod together;
mod shared {
    //! The shared queries on this database.
    super::super::queries::queries!(sqlx::Sqlite, sqlx::SqliteConnection, sqlx::sqlite::SqliteRow);
    super::super::figures::figures!(sqlx::SqliteConnection);
}

use super::{Access, Ask, Lines, Row, StoreError, queries};
use crate::reference::{Counts, Entry, Timestamp};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Error, Sqlite, SqliteConnection, Transaction};
use std::path::Path;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio_stream::StreamExt;

/// How long a call waits for another process's transaction.
const BUSY: Duration = Duration::from_secs(5);
/// How long to wait before a connection is tried again.
const AGAIN: Duration = Duration::from_millis(20);
/// Rows read ahead in an export: they may be large.
const AHEAD: usize = 4;

/// The store in SQLite.
pub struct SqliteStore {
    /// For reading.
    options: SqliteConnectOptions,
    writer: Mutex<SqliteConnection>,
    /// For what a call asks before it: it waits for no transaction.
    reader: Mutex<SqliteConnection>,
    waiting: together::Waiting,
}

impl SqliteStore {
    /// Opens a database; a file that is not there is made, with its folder.
    ///
    /// # Errors
    /// Where the file cannot be opened, or was written by a newer version of this program.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        let options = SqliteConnectOptions::new().filename(path).busy_timeout(BUSY).row_buffer_size(AHEAD);
        let writing = options
            .clone()
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let mut writer = connect(&writing).await?;
        schema::migrate(&mut writer).await?;
        let options = options.read_only(true);
        let reader = connect(&options).await?;
        Ok(Self {
            options,
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            waiting: together::Waiting::default(),
        })
    }

    pub(super) async fn import(&self, entries: &[Entry]) -> Result<Counts, StoreError> {
        let mut writer = self.writer.lock().await;
        let mut transaction = begin(&mut writer).await?;
        let mut counts = Counts::default();
        for entry in entries {
            counts.add(shared::import(&mut transaction, entry).await?);
        }
        transaction.commit().await?;
        Ok(counts)
    }

    pub(super) async fn send_all(&self, lines: &Lines) -> Result<(), StoreError> {
        let mut reader = connect(&self.options).await?;
        {
            let mut rows = sqlx::query(queries::EXPORT).fetch(&mut reader);
            while let Some(row) = rows.next().await {
                if lines.send(Ok(shared::exported(&row?)?)).await.is_err() {
                    break;
                }
            }
        }
        Ok(reader.close().await?)
    }

    pub(super) async fn figures(&self, ask: &Ask, take: impl FnMut(Row)) -> Result<(), StoreError> {
        let mut reader = connect(&self.options).await?;
        shared::figures(&mut reader, ask, take).await?;
        Ok(reader.close().await?)
    }

    pub(super) async fn add_token(&self, hash: &str, access: &Access, now: Timestamp) -> Result<(), StoreError> {
        shared::add_token(&mut *self.writer.lock().await, hash, access, now).await
    }

    pub(super) async fn access(&self, hash: &str) -> Result<Option<Access>, StoreError> {
        shared::access(&mut *self.reader.lock().await, hash).await
    }

    pub(super) async fn count(&self, query: &str) -> Result<u64, StoreError> {
        shared::count(&mut *self.reader.lock().await, query).await
    }
}

/// Opens a connection. Where another process is just making the database, `SQLite` says at once that it is locked.
async fn connect(options: &SqliteConnectOptions) -> Result<SqliteConnection, StoreError> {
    const LOCKED: &str = "5";
    let mut tries = BUSY.as_millis() / AGAIN.as_millis();
    loop {
        match options.connect().await {
            Err(Error::Database(error)) if tries > 0 && error.code().is_some_and(|code| code == LOCKED) => {
                tries -= 1;
                tokio::time::sleep(AGAIN).await;
            }
            answer => return Ok(answer?),
        }
    }
}

async fn begin(writer: &mut SqliteConnection) -> Result<Transaction<'_, Sqlite>, StoreError> {
    Ok(writer.begin_with("BEGIN IMMEDIATE").await?)
}
