//! The four calls to a task backend, in domain words: what is asked, what is answered, what went wrong.

mod call;
mod failure;
pub mod retry;

pub use call::{Call, Claim, DraftAt, Lease, Leased, Reason, Reply, SaveDraft, Submit};
pub use failure::{Failure, Fault, Place, Refusal, Refused};
