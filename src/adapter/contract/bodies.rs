//! The bodies of calls and of their answers, each said once for both halves.

use crate::json::{Value, document};
use crate::protocol::{DraftAt, Lease, Reason};
use crate::task::Kind;

document! {
    /// `POST claims`
    pub struct ClaimBody {
        pub queue: Option<String> => omitted,
        pub kind: Option<Kind> => omitted,
        pub task_id: Option<String> => omitted,
        pub domains: Vec<String> => omitted,
    }

    /// `PUT tasks/{id}/draft`
    pub struct DraftBody {
        pub lease_id: String,
        pub base_rev: u64 = 0,
        pub content: Option<Value> => omitted,
    }

    /// `PUT tasks/{id}/annotations/{uuid}`
    pub struct SubmitBody {
        pub lease_id: String,
        pub content: Value,
        pub client: Option<Client> => omitted,
    }

    /// Which program sends.
    pub struct Client {
        pub name: String = String::new(),
        pub version: String = String::new(),
    }

    /// `POST leases/{id}/release`
    pub struct ReleaseBody {
        pub reason: Reason = Reason::Release,
    }

    /// Answers a claim, once it is known that there is a task.
    pub struct Claimed {
        pub task: Value,
        pub lease: Lease,
        pub draft: Option<DraftAt>,
        pub worker: Option<WorkerBody> => omitted,
    }

    /// Who the backend takes the client for.
    pub struct WorkerBody {
        pub id: String,
    }

    /// Answers a draft.
    pub struct SavedBody {
        pub rev: u64,
        pub seconds: f64,
    }

    /// Answers a submission.
    pub struct Receipt {
        pub id: String,
        pub received_at: String,
    }
}
