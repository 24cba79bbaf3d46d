//! Tasks as they come in, one a line: read strictly, and taken in a batch at a time.

use super::{LineError, Splitter, Store, StoreError};
use crate::json::{DecodeError, Value};
use crate::reference::{Counts, Entry};
use std::fmt;

/// Tasks in one transaction at most.
const BATCH: usize = 64;
/// Bytes in one transaction, about.
const BATCH_BYTES: usize = 8 << 20;

/// Why an import ended early.
#[derive(Debug)]
pub enum TaskError {
    /// A line cannot be read.
    Line(LineError),
    /// A line is no task.
    Task(usize, DecodeError),
    /// The database failed.
    Store(StoreError),
}

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(error) => write!(f, "{error}"),
            Self::Task(line, error) => write!(f, "line {line}: {error}"),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for TaskError {}

/// An import under way.
pub struct Tasks<'a> {
    splitter: Splitter,
    store: Option<&'a Store>,
    batch: Vec<Entry>,
    bytes: usize,
    /// What became of the tasks so far.
    pub counts: Counts,
    /// How many tasks were read.
    pub read: u64,
}

impl<'a> Tasks<'a> {
    /// An import into a store, or a check where there is none.
    #[must_use]
    pub fn new(store: Option<&'a Store>, longest_line: usize) -> Self {
        let counts = Counts::default();
        Self { splitter: Splitter::new(longest_line), store, batch: Vec::new(), bytes: 0, counts, read: 0 }
    }

    /// Takes some bytes in. Tasks of earlier lines may be in the store already when a later one is bad.
    ///
    /// # Errors
    /// Where a line is no task, or the database fails.
    pub async fn push(&mut self, bytes: &[u8]) -> Result<(), TaskError> {
        for line in self.splitter.push(bytes).map_err(TaskError::Line)? {
            self.take(line).await?;
        }
        Ok(())
    }

    /// Takes the last line in.
    ///
    /// # Errors
    /// Where it is no task, or the database fails.
    pub async fn finish(&mut self) -> Result<(), TaskError> {
        let splitter = std::mem::replace(&mut self.splitter, Splitter::new(0));
        if let Some(line) = splitter.finish().map_err(TaskError::Line)? {
            self.take(line).await?;
        }
        self.flush().await
    }

    async fn take(&mut self, (number, text): (usize, String)) -> Result<(), TaskError> {
        let entry = entry(&text).map_err(|error| TaskError::Task(number, error))?;
        self.read += 1;
        if self.store.is_some() {
            self.bytes += text.len();
            self.batch.push(entry);
        }
        if self.batch.len() >= BATCH || self.bytes >= BATCH_BYTES { self.flush().await } else { Ok(()) }
    }

    async fn flush(&mut self) -> Result<(), TaskError> {
        if let Some(store) = self.store.filter(|_| !self.batch.is_empty()) {
            let counts = store.import(&self.batch).await.map_err(TaskError::Store)?;
            self.counts.new += counts.new;
            self.counts.updated += counts.updated;
            self.counts.unchanged += counts.unchanged;
            self.batch.clear();
            self.bytes = 0;
        }
        Ok(())
    }
}

fn entry(text: &str) -> Result<Entry, DecodeError> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let found = format!("an error at column {}: {}", error.column(), plain(&error));
        DecodeError::new("a task as JSON on one line", &found)
    })?;
    Entry::read(value)
}

/// What serde says, without its own "at line 1 column 7".
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(what, _)| what.to_owned())
}
