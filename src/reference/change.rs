//! What the rules tell a store to write, all of it or nothing.

use super::{Count, Entry, OpenLease, Submission, Timestamp};
use crate::protocol::DraftAt;

/// One change to a store.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A lease is granted on a task.
    Grant {
        /// The task's id.
        task: String,
        /// The lease.
        lease: OpenLease,
    },
    /// A lease is good for longer.
    Renew {
        /// The lease's id.
        lease: String,
        /// Until when.
        until: Timestamp,
    },
    /// A lease is closed.
    Close {
        /// The lease's id.
        lease: String,
    },
    /// A draft takes the place of the one before.
    KeepDraft {
        /// The task's id.
        task: String,
        /// Whose it is.
        worker: String,
        /// The draft.
        draft: DraftAt,
    },
    /// A draft is dropped, where there is one.
    DropDraft {
        /// The task's id.
        task: String,
        /// Whose it is.
        worker: String,
    },
    /// A task is, or is no longer, skipped by a worker.
    Skip {
        /// The task's id.
        task: String,
        /// Whose skip it is.
        worker: String,
        /// Whether it is skipped from now on.
        skipped: bool,
    },
    /// A submission has arrived.
    Receive(Submission),
    /// It counts for its worker.
    Count(Count),
    /// A new task follows from it.
    Add(Box<Entry>),
}
