//! The rules: from facts to an answer and the changes that make it true.

mod claim;
mod draft;
mod follow;
mod submit;

pub use follow::before;

use super::{Change, Facts, Moment, Worker};
use crate::protocol::{Call, Failure, Reason, Refusal, Refused, Reply};

/// An answer and the changes that make it true.
type Decided = (Result<Reply, Failure>, Vec<Change>);

/// Decides a call. The changes are written in the transaction that read the facts, or the answer is not given.
pub fn decide(call: &Call, facts: Facts, worker: &Worker, moment: &Moment) -> Decided {
    match call {
        Call::Claim(claim) => claim::decide(claim, facts, worker, moment),
        Call::SaveDraft(draft) => draft::decide(draft, facts, worker, moment),
        Call::Submit(submit) => submit::decide(submit, facts, worker, moment),
        Call::Release { lease, reason } => (Ok(Reply::Released), release(lease, *reason, facts, worker)),
    }
}

/// A lease that is gone already is given back as well.
fn release(lease: &str, reason: Reason, facts: Facts, worker: &Worker) -> Vec<Change> {
    let Some(task) = facts.task.filter(|task| task.lease_of(worker).is_some_and(|own| own.id == lease)) else {
        return Vec::new();
    };
    let mut changes = vec![Change::Close { lease: lease.to_owned() }];
    if reason == Reason::Skip {
        changes.push(Change::DropDraft { task: task.id.clone(), worker: worker.id.clone() });
        changes.push(Change::Skip { task: task.id, worker: worker.id.clone(), skipped: true });
        // Nobody else is offered what came back to its author.
        if task.author.as_ref() == Some(&worker.id) {
            changes.extend(follow::left(&task.document, &worker.id));
        }
    }
    changes
}

fn refuse(refusal: Refusal, detail: &str) -> Decided {
    (Err(Failure::Refused(Refused { refusal, detail: detail.to_owned() })), Vec::new())
}

fn no_such_task() -> Decided {
    refuse(Refusal::NotFound, "There is no task with this id.")
}

fn lease_lost() -> Decided {
    refuse(Refusal::LeaseLost, "The lease is over: somebody else may be working on the task now.")
}
