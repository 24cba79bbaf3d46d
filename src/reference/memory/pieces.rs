//! The store in memory piece by piece as documents, so that a page can keep it and writes what changed, not all of it.

use super::{MemoryStore, Shelf};
use crate::json::{DecodeError, Doc, Map, Value, document};
use crate::protocol::DraftAt;
use crate::reference::{Count, Entry, OpenLease, Submission};
use std::collections::{BTreeMap, BTreeSet};

/// A piece of the store, by its place among those of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Piece {
    /// A task and what lies open on it.
    Task(usize),
    /// A submission.
    Submission(usize),
    /// What a submission counts for.
    Count(usize),
}

/// All pieces of a store, each kind in its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pieces {
    /// Tasks with what lies open on them.
    pub tasks: Vec<Value>,
    /// Submissions.
    pub submissions: Vec<Value>,
    /// What they count for.
    pub counts: Vec<Value>,
}

document! {
    /// A task and what lies open on it.
    pub struct TaskDoc {
        pub task: Value,
        pub gold: Option<Value> => omitted,
        pub earlier: Vec<Value> => omitted,
        pub leases: Vec<OpenLease> => omitted,
        pub drafts: Vec<DraftDoc> => omitted,
        pub skipped: Vec<String> => omitted,
    }

    /// A worker's draft.
    pub struct DraftDoc {
        pub worker: String,
        pub draft: DraftAt,
    }
}

impl MemoryStore {
    /// What changed since this was last asked.
    pub fn take_touched(&mut self) -> BTreeSet<Piece> {
        std::mem::take(&mut self.touched)
    }

    /// All that there is.
    #[must_use]
    pub fn all(&self) -> BTreeSet<Piece> {
        let tasks = (0..self.shelves.len()).map(Piece::Task);
        let submissions = (0..self.submissions.len()).map(Piece::Submission);
        tasks.chain(submissions).chain((0..self.counts.len()).map(Piece::Count)).collect()
    }

    /// A piece as a document; none where there is no such piece.
    #[must_use]
    pub fn piece(&self, piece: Piece) -> Option<Value> {
        match piece {
            Piece::Task(at) => self.shelves.get(at).map(Shelf::write),
            Piece::Submission(at) => self.submissions.get(at).map(Doc::write),
            Piece::Count(at) => self.counts.get(at).map(Doc::write),
        }
    }

    /// The store that documents describe.
    ///
    /// # Errors
    /// Where one of them is none, or holds a task that is none: the field is named.
    pub fn from_pieces(pieces: Pieces) -> Result<Self, DecodeError> {
        Ok(Self {
            shelves: each("tasks", pieces.tasks, Shelf::read)?,
            submissions: each("submissions", pieces.submissions, Submission::read)?,
            counts: each("counts", pieces.counts, Count::read)?,
            touched: BTreeSet::new(),
        })
    }
}

fn each<T>(kind: &str, pieces: Vec<Value>, read: fn(Value) -> Result<T, DecodeError>) -> Result<Vec<T>, DecodeError> {
    let numbered = pieces.into_iter().enumerate();
    numbered.map(|(index, piece)| read(piece).map_err(|error| error.under_index(index).under_field(kind))).collect()
}

impl Shelf {
    fn write(&self) -> Value {
        let kept = |(worker, draft): (&String, &DraftAt)| DraftDoc {
            worker: worker.clone(),
            draft: draft.clone(),
            extra: Map::new(),
        };
        TaskDoc {
            task: self.entry.document.clone(),
            gold: self.entry.gold.clone(),
            earlier: self.earlier.values().cloned().collect(),
            leases: self.leases.clone(),
            drafts: self.drafts.iter().map(kept).collect(),
            skipped: self.skipped.iter().cloned().collect(),
            extra: Map::new(),
        }
        .write()
    }

    fn read(value: Value) -> Result<Self, DecodeError> {
        let task = TaskDoc::read(value)?;
        let mut document = task.task;
        if let (Value::Object(map), Some(gold)) = (&mut document, task.gold) {
            map.insert("gold".into(), gold);
        }
        Ok(Self {
            earlier: earlier(task.earlier),
            entry: Entry::read(document).map_err(|error| error.under_field("task"))?,
            leases: task.leases,
            drafts: task.drafts.into_iter().map(|kept| (kept.worker, kept.draft)).collect(),
            skipped: task.skipped.into_iter().collect(),
        })
    }
}

fn earlier(documents: Vec<Value>) -> BTreeMap<String, Value> {
    let revision = |document: &Value| document.get("revision").and_then(Value::as_str).unwrap_or("1").to_owned();
    documents.into_iter().map(|document| (revision(&document), document)).collect()
}
