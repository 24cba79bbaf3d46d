//! What is asked of a backend and what it answers.

use crate::json::{Value, document, words};
use crate::task::Kind;

/// A question to the backend. Every one is idempotent, so every one may be retried.
#[derive(Clone, Debug, PartialEq)]
pub enum Call {
    /// A task, please: the one already leased, or the next.
    Claim(Claim),
    /// Keep this draft, or only renew the lease.
    SaveDraft(SaveDraft),
    /// The work is done.
    Submit(Submit),
    /// The lease is given back.
    Release {
        /// The lease's id.
        lease: String,
        /// Why.
        reason: Reason,
    },
}

/// Which task is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claim {
    /// The queue; any where nothing is said.
    pub queue: Option<String>,
    /// The kind of work; annotating where nothing is said.
    pub kind: Option<Kind>,
    /// One task and no other.
    pub task: Option<String>,
    /// The fields of expertise offered.
    pub domains: Vec<String>,
}

/// A draft to keep.
#[derive(Clone, Debug, PartialEq)]
pub struct SaveDraft {
    /// The task's id.
    pub task: String,
    /// The lease it is worked on under.
    pub lease: String,
    /// The revision that it was made from; 0 where there was none.
    pub base_rev: u64,
    /// The annotation as it stands; none to renew the lease only.
    pub content: Option<Value>,
}

/// Work that is done.
#[derive(Clone, Debug, PartialEq)]
pub struct Submit {
    /// The task's id.
    pub task: String,
    /// Made by the client before the first try; it makes the call idempotent.
    pub uuid: String,
    /// The lease it was done under.
    pub lease: String,
    /// The annotation, frozen.
    pub content: Value,
}

words! {
    /// Why a lease is given back.
    pub enum Reason {
        /// Not this one: it is not offered again, and its draft is dropped.
        Skip = "skip",
        /// Not now: the draft is kept.
        Release = "release",
    }
}

/// What a backend answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// Here is a task.
    Leased(Box<Leased>),
    /// There is nothing to do; ask again in so many seconds.
    Nothing {
        /// Seconds, where the backend says.
        retry_after: Option<f64>,
    },
    /// The draft is kept, or the lease renewed.
    Saved {
        /// The draft's revision.
        rev: u64,
        /// Seconds that the lease is good for.
        seconds: f64,
    },
    /// The work has arrived.
    Submitted {
        /// The annotation's uuid.
        id: String,
        /// When, RFC 3339.
        received_at: String,
        /// Whether it was there already.
        replay: bool,
    },
    /// The lease is given back, or was gone.
    Released,
}

/// A task with its lease.
#[derive(Clone, Debug, PartialEq)]
pub struct Leased {
    /// The task document, not yet read.
    pub task: Value,
    /// The lease.
    pub lease: Lease,
    /// What was kept of earlier work.
    pub draft: Option<DraftAt>,
    /// Who the backend takes us for.
    pub worker: Option<String>,
}

document! {
    /// The right to work on a task for a while.
    pub struct Lease {
        /// Its id.
        pub id: String,
        /// Seconds left, counted from sending the request.
        pub seconds: f64,
    }

    /// A draft at a revision.
    pub struct DraftAt {
        /// Counts from 1.
        pub rev: u64,
        /// The annotation.
        pub content: Value,
    }
}
