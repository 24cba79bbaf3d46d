//! The store in memory as a document, so that a page can keep it.

use super::{MemoryStore, Shelf};
use crate::json::{DecodeError, Doc, Map, Value, document};
use crate::protocol::DraftAt;
use crate::reference::{Count, Entry, OpenLease, Submission};
use std::collections::BTreeMap;

const FORMAT: &str = "corrigenda.memory/1";

document! {
    /// The whole store.
    pub struct Snapshot {
        pub format: String,
        pub tasks: Vec<TaskDoc>,
        pub submissions: Vec<Submission>,
        pub counts: Vec<Count> => omitted,
    }

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
    /// The store as a document.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let tasks = self.shelves.iter().map(|shelf| TaskDoc {
            task: shelf.entry.document.clone(),
            gold: shelf.entry.gold.clone(),
            earlier: shelf.earlier.values().cloned().collect(),
            leases: shelf.leases.clone(),
            drafts: shelf
                .drafts
                .iter()
                .map(|(worker, draft)| DraftDoc { worker: worker.clone(), draft: draft.clone(), extra: Map::new() })
                .collect(),
            skipped: shelf.skipped.iter().cloned().collect(),
            extra: Map::new(),
        });
        Snapshot {
            format: FORMAT.to_owned(),
            tasks: tasks.collect(),
            submissions: self.submissions.clone(),
            counts: self.counts.clone(),
            extra: Map::new(),
        }
        .write()
    }

    /// The store that a document describes.
    ///
    /// # Errors
    /// Where it is none, or holds a task that is none.
    pub fn from_json(value: Value) -> Result<Self, DecodeError> {
        let snapshot = Snapshot::read(value)?;
        if snapshot.format != FORMAT {
            return Err(DecodeError::unexpected(FORMAT, &snapshot.format.into()).under_field("format"));
        }
        let shelves = snapshot.tasks.into_iter().enumerate().map(|(index, task)| {
            let mut document = task.task;
            if let (Value::Object(map), Some(gold)) = (&mut document, task.gold) {
                map.insert("gold".into(), gold);
            }
            let entry = Entry::read(document)
                .map_err(|error| error.under_field("task").under_index(index).under_field("tasks"))?;
            Ok(Shelf {
                earlier: earlier(task.earlier),
                entry,
                leases: task.leases,
                drafts: task.drafts.into_iter().map(|kept| (kept.worker, kept.draft)).collect(),
                skipped: task.skipped.into_iter().collect(),
            })
        });
        Ok(Self {
            shelves: shelves.collect::<Result<_, _>>()?,
            submissions: snapshot.submissions,
            counts: snapshot.counts,
        })
    }
}

fn earlier(documents: Vec<Value>) -> BTreeMap<String, Value> {
    let revision = |document: &Value| document.get("revision").and_then(Value::as_str).unwrap_or("1").to_owned();
    documents.into_iter().map(|document| (revision(&document), document)).collect()
}
