//! The bodies of calls and of their answers, each said once for both halves.

use crate::json::{Value, document};
use crate::protocol::{DraftAt, Lease, Reason};
use crate::task::Kind;

document! {
    /// `POST claims`
    pub struct ClaimBody {
        /// From this queue; from any where it is none.
        pub queue: Option<String> => omitted,
        /// Of this kind; annotations where it is none.
        pub kind: Option<Kind> => omitted,
        /// This task and no other.
        pub task_id: Option<String> => omitted,
        /// Fields of expertise that are offered.
        pub domains: Vec<String> => omitted,
    }

    /// `PUT tasks/{id}/draft`
    pub struct DraftBody {
        /// The lease that it is done under.
        pub lease_id: String,
        /// The revision that this one replaces.
        pub base_rev: u64 = 0,
        /// The draft; left out, the call only renews the lease.
        pub content: Option<Value> => omitted,
    }

    /// `PUT tasks/{id}/annotations/{uuid}`
    pub struct SubmitBody {
        /// The lease that it is done under.
        pub lease_id: String,
        /// The finished document.
        pub content: Value,
        /// Which program sends.
        pub client: Option<Client> => omitted,
    }

    /// Which program sends.
    pub struct Client {
        /// Its name.
        pub name: String = String::new(),
        /// Its version.
        pub version: String = String::new(),
    }

    /// `POST leases/{id}/release`
    pub struct ReleaseBody {
        /// Whether it is to come again.
        pub reason: Reason = Reason::Release,
    }

    /// Answers a claim, once it is known that there is a task.
    pub struct Claimed {
        /// The task.
        pub task: Value,
        /// Its lease.
        pub lease: Lease,
        /// The worker's draft.
        pub draft: Option<DraftAt>,
        /// Who the worker is.
        pub worker: Option<WorkerBody> => omitted,
    }

    /// Who the backend takes the client for.
    pub struct WorkerBody {
        /// The worker.
        pub id: String,
    }

    /// Answers a draft.
    pub struct SavedBody {
        /// The revision it is kept under; 0 where there is none.
        pub rev: u64,
        /// How long the lease is good for.
        pub seconds: f64,
    }

    /// Answers a submission.
    pub struct Receipt {
        /// The uuid it was sent under.
        pub id: String,
        /// When it arrived.
        pub received_at: String,
    }
}
