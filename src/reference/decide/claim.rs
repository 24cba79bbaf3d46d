//! The rules of a claim.

use super::{Decided, no_such_task, refuse};
use crate::json::Map;
use crate::protocol::{Claim, Lease, Leased, Refusal, Reply};
use crate::reference::{Change, Facts, Moment, OpenLease, Standing, TaskFacts, Worker, next_day, rank, rfc3339};

pub(super) fn decide(claim: &Claim, facts: Facts, worker: &Worker, moment: &Moment) -> Decided {
    let asked = claim.task.is_some();
    let Some(task) = facts.task else {
        return match (asked, facts.terms.refuses(claim)) {
            (true, _) => no_such_task(),
            (false, true) => day_done(moment),
            (false, false) => nothing(moment),
        };
    };
    if let Some(lease) = task.lease_of(worker).cloned() {
        let changes = vec![Change::Renew { lease: lease.id.clone(), until: moment.until() }];
        return (Ok(leased(task, lease.id, worker, moment)), changes);
    }
    let standing = Standing::of(&task, worker, moment.now, &facts.terms);
    if asked {
        if task.author.as_ref().is_some_and(|author| *author != worker.id) {
            return refuse(Refusal::Forbidden, "This work came back to its author.");
        }
        if task.own_work {
            return refuse(Refusal::Forbidden, "Nobody reviews their own work.");
        }
        if task.done {
            return refuse(Refusal::Forbidden, "You have already submitted this task.");
        }
        if !standing.lapsed() {
            return refuse(Refusal::TaskTaken, "Somebody else has this task, or it is done.");
        }
        if standing.shut {
            return day_done(moment);
        }
    } else if rank(&standing).is_none() {
        debug_assert!(false, "a store offered what the rules do not: {standing:?}");
        return nothing(moment);
    }
    grant(task, &standing, worker, moment)
}

fn grant(task: TaskFacts, standing: &Standing, worker: &Worker, moment: &Moment) -> Decided {
    let mut changes = Vec::new();
    if !standing.free() {
        let lapsed = task.leases.iter().filter(|lease| lease.until <= moment.now);
        if let Some(longest) = lapsed.min_by_key(|lease| (lease.until, lease.id.clone())) {
            changes.push(Change::Close { lease: longest.id.clone() });
        }
    }
    if task.skipped {
        changes.push(Change::Skip { task: task.id.clone(), worker: worker.id.clone(), skipped: false });
    }
    let lease = OpenLease {
        id: moment.fresh.clone(),
        worker: worker.id.clone(),
        granted: moment.now,
        until: moment.until(),
        extra: Map::new(),
    };
    changes.push(Change::Grant { task: task.id.clone(), lease });
    (Ok(leased(task, moment.fresh.clone(), worker, moment)), changes)
}

fn leased(task: TaskFacts, lease: String, worker: &Worker, moment: &Moment) -> Reply {
    let lease = Lease { id: lease, seconds: moment.rules.lease_seconds, extra: Map::new() };
    Reply::Leased(Box::new(Leased { task: task.document, lease, draft: task.draft, worker: Some(worker.id.clone()) }))
}

/// What a day allows is done: says when the next one begins.
#[allow(clippy::cast_precision_loss, reason = "milliseconds of a day")]
fn day_done(moment: &Moment) -> Decided {
    let next = next_day(moment.now);
    let seconds = next.saturating_sub(moment.now) as f64 / 1000.0;
    let detail = format!("You have done all that this queue allows a day. It goes on at {}.", rfc3339(next));
    refuse(Refusal::Quota(seconds), &detail)
}

fn nothing(moment: &Moment) -> Decided {
    (Ok(Reply::Nothing { retry_after: Some(moment.rules.retry_after) }), Vec::new())
}
