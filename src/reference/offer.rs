//! Which task a worker is offered.

use super::{Entry, TaskFacts, Terms, Timestamp, Worker};
use crate::protocol::Claim;
use crate::task::Kind;

/// How good an offer a task is, the best first. Among equals the one imported first is offered, among held ones the
/// one held longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The worker holds it already: claiming again answers the same.
    Held,
    /// The worker has a draft of it: what is begun is finished first.
    Begun,
    /// It is work of the worker's own that came back.
    Returned,
    /// Its answer is known, and one of those is due.
    Gold,
    /// Nobody has to lose a lease for it.
    Free,
    /// Somebody's lease on it has expired and would be lost.
    Lapsed,
}

/// How a worker stands to a task, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The worker has an open lease on it, expired or not.
    pub held: bool,
    /// The worker has a draft of it.
    pub begun: bool,
    /// The worker has submitted it, skipped it, would review their own work, or it is another's work that came back.
    pub barred: bool,
    /// It is work of the worker's own that came back.
    pub returned: bool,
    /// Submissions still needed.
    pub wanted: u32,
    /// Leases of others that have not expired.
    pub live: u32,
    /// Leases of others that have, and that nobody took.
    pub lapsed: u32,
    /// The day's work in its queue is done.
    pub shut: bool,
    /// Its answer is known.
    pub gold: bool,
    /// One whose answer is known is due in its queue.
    pub due: bool,
}

impl Standing {
    /// Counts what the facts say.
    #[must_use]
    pub fn of(task: &TaskFacts, worker: &Worker, now: Timestamp, terms: &Terms) -> Self {
        let others = || task.leases.iter().filter(|lease| lease.worker != worker.id);
        let count = |live| u32::try_from(others().filter(|lease| (lease.until > now) == live).count());
        Self {
            held: task.lease_of(worker).is_some(),
            begun: task.draft.is_some(),
            barred: task.done
                || task.skipped
                || task.own_work
                || task.author.as_ref().is_some_and(|own| *own != worker.id),
            returned: task.author.is_some(),
            wanted: task.needed.saturating_sub(task.submitted),
            live: count(true).unwrap_or(u32::MAX),
            lapsed: count(false).unwrap_or(u32::MAX),
            shut: terms.shuts(task.queue.as_deref()),
            gold: task.gold,
            due: terms.wants_gold(task.queue.as_deref()),
        }
    }

    /// Whether there is room for another lease without taking one.
    #[must_use]
    pub fn free(&self) -> bool {
        self.wanted > self.live.saturating_add(self.lapsed)
    }

    /// Whether there is room for another lease, if an expired one is taken.
    #[must_use]
    pub fn lapsed(&self) -> bool {
        self.wanted > self.live
    }
}

/// How good an offer a task is to a worker; none where it is not offered at all.
#[must_use]
pub fn rank(standing: &Standing) -> Option<Rank> {
    match standing {
        Standing { held: true, .. } => Some(Rank::Held),
        Standing { barred: true, .. } | Standing { shut: true, .. } => None,
        standing if !standing.lapsed() => None,
        Standing { begun: true, .. } => Some(Rank::Begun),
        Standing { returned: true, .. } => Some(Rank::Returned),
        Standing { gold: true, due, .. } => due.then_some(Rank::Gold),
        standing if standing.free() => Some(Rank::Free),
        _ => Some(Rank::Lapsed),
    }
}

/// The fields of expertise that a claim can count on: those that it offers, and that the platform knows the worker to
/// have. None where neither says anything: then any task will do.
#[must_use]
pub fn fields(claim: &Claim, worker: &Worker) -> Option<Vec<String>> {
    match (&worker.domains, claim.domains.as_slice()) {
        (None, []) => None,
        (None, offered) => Some(offered.to_vec()),
        (Some(known), []) => Some(known.clone()),
        (Some(known), offered) => Some(known.iter().filter(|domain| offered.contains(domain)).cloned().collect()),
    }
}

/// Whether a task is of the kind and queue that a claim asks for, and needs no expertise that is not there. What is the
/// worker's, held already or come back, is answered whatever expertise is offered.
#[must_use]
pub fn matches(claim: &Claim, entry: &Entry, worker: &Worker, own: bool) -> bool {
    let kind = claim.kind.unwrap_or(Kind::Annotate) == entry.kind;
    let queue = claim.queue.is_none() || claim.queue == entry.queue;
    let able = || fields(claim, worker).is_none_or(|fields| entry.domains.iter().all(|domain| fields.contains(domain)));
    kind && queue && (own || able())
}
