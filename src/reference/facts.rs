//! What a store tells the rules.

use super::{Marks, QueueRules, Terms, Timestamp};
use crate::json::{Value, document};
use crate::protocol::DraftAt;
use std::sync::Arc;

/// Who calls, as the backend found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    /// The worker's id.
    pub id: String,
    /// The fields of expertise that the platform knows the worker to have; none where it does not say.
    pub domains: Option<Vec<String>>,
}

impl Worker {
    /// The worker with an id, whose fields of expertise are not known.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self { id: id.to_owned(), domains: None }
    }
}

/// What a call happens in: the time, an id that nobody has used, and the rules' numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// Now.
    pub now: Timestamp,
    /// The id of a lease, should one be granted.
    pub fresh: String,
    /// The rules' numbers.
    pub rules: Rules,
}

/// The numbers that a backend may choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// How long a lease is good for.
    pub lease_seconds: f64,
    /// When to ask again where there is nothing to do.
    pub retry_after: f64,
    /// What queues ask of each worker.
    pub queues: Arc<[QueueRules]>,
}

impl Default for Rules {
    fn default() -> Self {
        Self { lease_seconds: 1800.0, retry_after: 30.0, queues: Arc::default() }
    }
}

impl Moment {
    /// When a lease ends that is granted or renewed now.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, reason = "clamped to a year")]
    pub fn until(&self) -> Timestamp {
        const YEAR_SECONDS: f64 = 31_536_000.0;
        self.now.saturating_add((self.rules.lease_seconds.clamp(0.0, YEAR_SECONDS) * 1000.0) as i64)
    }
}

/// What a store knows about a call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The task that the query found.
    pub task: Option<TaskFacts>,
    /// What stands under the submission's uuid.
    pub submission: Option<Submission>,
    /// Where the one before in the chain of the task's submissions was made, where the call is a submission and the store has
    /// that one: see [`super::before`].
    pub origin: Option<Origin>,
    /// What the worker's paces come to, where the call is a claim.
    pub terms: Terms,
}

/// Where a submission was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The queue of its task.
    pub queue: Option<String>,
    /// Who made it, whether or not others may know that.
    pub worker: String,
}

/// A task as one worker stands to it.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskFacts {
    /// Its id.
    pub id: String,
    /// The queue that it waits in.
    pub queue: Option<String>,
    /// Whether its answer is known.
    pub gold: bool,
    /// The known answer, where a submission is to be held against it.
    pub known: Option<Value>,
    /// The document; null where the query did not ask for it.
    pub document: Value,
    /// How many independent submissions it needs.
    pub needed: u32,
    /// How many it has.
    pub submitted: u32,
    /// All open leases on it, whoever's, expired ones that nobody took included.
    pub leases: Vec<OpenLease>,
    /// The worker's draft.
    pub draft: Option<DraftAt>,
    /// Whether the worker has submitted it.
    pub done: bool,
    /// Whether the worker has skipped it.
    pub skipped: bool,
    /// Whether it is a review of the worker's own work.
    pub own_work: bool,
    /// Whose work came back by it, where that is known: nobody else gets it.
    pub author: Option<String>,
}

impl TaskFacts {
    /// The worker's open lease.
    #[must_use]
    pub fn lease_of(&self, worker: &Worker) -> Option<&OpenLease> {
        self.leases.iter().find(|lease| lease.worker == worker.id)
    }
}

document! {
    /// A lease that nobody has closed.
    pub struct OpenLease {
        /// Its id.
        pub id: String,
        /// Whose it is.
        pub worker: String,
        /// Since when.
        pub granted: Timestamp,
        /// Until when nobody may take it.
        pub until: Timestamp,
    }

    /// A submission, kept as it was sent.
    pub struct Submission {
        /// Made by the client.
        pub uuid: String,
        /// The task's id.
        pub task: String,
        /// Whose it is.
        pub worker: String,
        /// The document as it was sent; [`Submission::document`] is the one that goes out.
        pub content: Value,
        /// When it arrived.
        pub received_at: Timestamp,
        /// How far it agrees with the known answer, where there is one.
        pub gold: Option<Marks> => omitted,
    }
}
