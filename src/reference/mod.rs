//! The reference backend's rules, pure: any store that reads the facts and writes the changes in one transaction
//! keeps the contract.
//!
//! `call → plan → Query → (the store reads) → Facts → decide → (answer, changes) → (the store writes) → answer`
//!
//! Time and fresh ids are arguments ([`Moment`]). [`MemoryStore`] is the store of the tests and of the demo in the page;
//! the server has one in SQLite and one in PostgreSQL. One suite of scenarios tests every store.

mod change;
mod check;
mod decide;
mod entry;
mod facts;
mod gold;
mod memory;
mod offer;
mod pace;
mod plan;
mod same;

pub use change::Change;
pub use check::check;
pub use decide::{before, decide};
pub use entry::{Counts, Entry, Imported, Subject, export_line};
pub use facts::{Facts, Moment, OpenLease, Origin, Rules, Submission, TaskFacts, Worker};
pub use gold::{Count, Marks, mark};
pub use memory::{MemoryStore, Piece, Pieces};
pub use offer::{Rank, Standing, fields, matches, rank};
pub use pace::{Pace, QueueRules, Terms, day_of, next_day};
pub use plan::{Find, Query, Wanted, plan, revision};
pub use same::same_json;

pub use crate::json::{Timestamp, rfc3339};

use crate::protocol::{Call, Failure, Reply};

/// Answers a call from a store in memory: the whole backend, as a page can have it in itself.
///
/// # Errors
/// Where the rules say no.
pub fn handle(store: &mut MemoryStore, call: &Call, worker: &Worker, moment: &Moment) -> Result<Reply, Failure> {
    let facts = store.facts(&plan(call), worker, moment);
    let (answer, changes) = decide(call, facts, worker, moment);
    store.write(changes);
    answer
}
