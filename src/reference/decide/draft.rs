//! The rules of a draft.

use super::{Decided, lease_lost, no_such_task, refuse};
use crate::json::{Map, Value};
use crate::protocol::{DraftAt, Refusal, Reply, SaveDraft};
use crate::reference::{Change, Facts, Moment, TaskFacts, Worker, same_json};

/// The largest whole number that JavaScript counts exactly.
const LAST_REV: u64 = (1 << 53) - 1;

pub(super) fn decide(draft: &SaveDraft, facts: Facts, worker: &Worker, moment: &Moment) -> Decided {
    let Some(task) = facts.task else {
        return no_such_task();
    };
    if task.lease_of(worker).is_none_or(|own| own.id != draft.lease) {
        return lease_lost();
    }
    let mut changes = vec![Change::Renew { lease: draft.lease.clone(), until: moment.until() }];
    let rev = match (&draft.content, &task.draft) {
        (None, kept) => kept.as_ref().map_or(0, |kept| kept.rev),
        (Some(content), Some(kept)) if same_json(content, &kept.content) => kept.rev,
        (Some(_), Some(kept)) if kept.rev != draft.base_rev => return conflict(kept.clone()),
        (Some(content), _) => {
            let (rev, change) = keep(draft.base_rev, content, &task, worker);
            changes.push(change);
            rev
        }
    };
    (Ok(Reply::Saved { rev, seconds: moment.rules.lease_seconds }), changes)
}

/// The new revision counts on from what the client knew, also where nothing is kept any more: revisions never go back.
fn keep(base_rev: u64, content: &Value, task: &TaskFacts, worker: &Worker) -> (u64, Change) {
    let rev = base_rev.saturating_add(1).min(LAST_REV);
    let draft = DraftAt { rev, content: content.clone(), extra: Map::new() };
    (rev, Change::KeepDraft { task: task.id.clone(), worker: worker.id.clone(), draft })
}

fn conflict(current: DraftAt) -> Decided {
    refuse(Refusal::DraftConflict { current }, "A draft from elsewhere came first.")
}
