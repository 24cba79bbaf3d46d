//! The store in SQLite: one writer, one transaction a call, durable before the answer.
//!
//! The rules are those of [`crate::reference`]; here is only reading of facts and writing of changes. Several processes
//! may open one database: `BEGIN IMMEDIATE` takes the writer's lock before anything is read.

mod error;
mod find;
mod import;
mod read;
mod schema;
mod tokens;
mod write;

pub use error::StoreError;
pub use tokens::{Access, Role, hash};

use crate::json::{DecodeError, Value};
use crate::protocol::{Call, Failure, Reply};
use crate::reference::{Counts, Entry, Moment, Submission, Worker, decide, export_line, plan};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Row, Sqlite, SqliteConnection, Transaction};
use std::path::Path;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};
use tokio_stream::StreamExt;

/// How long a call waits for another process's transaction.
const BUSY: Duration = Duration::from_secs(5);
/// Rows read ahead in an export: they may be large.
const AHEAD: usize = 4;

/// Where the lines of an export go.
type Lines = mpsc::Sender<Result<Value, StoreError>>;

/// The store in SQLite.
pub struct SqliteStore {
    options: SqliteConnectOptions,
    writer: Mutex<SqliteConnection>,
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
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY)
            .row_buffer_size(AHEAD);
        let mut writer = options.connect().await?;
        schema::migrate(&mut writer).await?;
        Ok(Self { options, writer: Mutex::new(writer) })
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
        let mut writer = self.writer.lock().await;
        let mut transaction = begin(&mut writer).await?;
        let facts = read::facts(&mut transaction, &plan(call), worker, moment.now).await?;
        let (answer, changes) = decide(call, facts, worker, moment);
        if changes.is_empty() {
            transaction.rollback().await?;
        } else {
            write::all(&mut transaction, changes).await?;
            transaction.commit().await?;
        }
        Ok(answer)
    }

    /// Takes tasks in, all of them or none.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn import(&self, entries: &[Entry]) -> Result<Counts, StoreError> {
        let mut writer = self.writer.lock().await;
        let mut transaction = begin(&mut writer).await?;
        let mut counts = Counts::default();
        for entry in entries {
            counts.add(import::one(&mut transaction, entry).await?);
        }
        transaction.commit().await?;
        Ok(counts)
    }

    /// Sends every line of an export, as of now, a few at a time, and an error where the database fails. It ends early
    /// where nobody listens any more.
    pub async fn export(&self, lines: &Lines) {
        if let Err(error) = self.send_all(lines).await {
            let _ = lines.send(Err(error)).await;
        }
    }

    async fn send_all(&self, lines: &Lines) -> Result<(), StoreError> {
        const ALL: &str = "
            SELECT coalesce(at.text, now.text), b.uuid, b.task, b.worker, b.content, b.received_at
            FROM submission b
            JOIN task t ON t.id = b.task
            JOIN document now ON now.task = t.id AND now.revision = t.revision
            LEFT JOIN document at ON at.task = t.id AND at.revision = b.revision
            ORDER BY b.seq";
        let mut reader = self.options.clone().read_only(true).connect().await?;
        {
            let mut rows = sqlx::query(ALL).fetch(&mut reader);
            while let Some(row) = rows.next().await {
                let row = row?;
                let submission = Submission {
                    uuid: row.try_get(1)?,
                    task: row.try_get(2)?,
                    worker: row.try_get(3)?,
                    content: parsed(row.try_get(4)?)?,
                    received_at: row.try_get(5)?,
                    extra: crate::json::Map::new(),
                };
                let line = export_line(parsed(row.try_get(0)?)?, &submission);
                if lines.send(Ok(line)).await.is_err() {
                    break;
                }
            }
        }
        Ok(reader.close().await?)
    }
}

async fn begin(writer: &mut SqliteConnection) -> Result<Transaction<'_, Sqlite>, StoreError> {
    Ok(writer.begin_with("BEGIN IMMEDIATE").await?)
}

fn parsed(text: &str) -> Result<Value, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Corrupt(DecodeError::new("JSON", &error.to_string())))
}
