//! The rules of a submission, in the order that the contract has them.

use super::{Decided, follow, lease_lost, no_such_task, refuse};
use crate::json::{Map, Value};
use crate::protocol::{Refusal, Reply, Submit};
use crate::reference::{
    Change, Count, Facts, Moment, Submission, TaskFacts, Worker, check, day_of, mark, rfc3339, same_json,
};

pub(super) fn decide(submit: &Submit, facts: Facts, worker: &Worker, moment: &Moment) -> Decided {
    if let Some(stored) = facts.submission {
        return again(submit, &stored, worker);
    }
    let Some(task) = facts.task else {
        return no_such_task();
    };
    if task.lease_of(worker).is_none_or(|own| own.id != submit.lease) {
        return lease_lost();
    }
    let mut places = check(&task.document, &submit.content);
    if !places.is_empty() {
        for place in &mut places {
            place.pointer.insert_str(0, "/content");
        }
        return refuse(Refusal::Invalid(places), "The submission is not what the task asks for.");
    }
    let submission = Submission {
        uuid: submit.uuid.clone(),
        task: task.id.clone(),
        worker: worker.id.clone(),
        content: submit.content.clone(),
        received_at: moment.now,
        gold: task.known.as_ref().map(|known| mark(&task.document, known, &submit.content)),
        extra: Map::new(),
    };
    let count = count(&task, &submission);
    let more = follow::tasks(&task.document, &submission, facts.origin.as_ref(), &moment.fresh);
    let mut changes = vec![
        Change::Receive(submission),
        Change::Count(count),
        Change::Close { lease: submit.lease.clone() },
        Change::DropDraft { task: task.id, worker: worker.id.clone() },
    ];
    changes.extend(more);
    (Ok(receipt(&submit.uuid, moment.now, false)), changes)
}

/// A day's work at most: what a page says about time is not believed beyond that.
const LONGEST_MS: i64 = 86_400_000;

fn count(task: &TaskFacts, submission: &Submission) -> Count {
    let active_ms = submission.content.pointer("/time/active_ms").and_then(Value::as_i64).unwrap_or_default();
    Count {
        worker: submission.worker.clone(),
        queue: task.queue.clone().unwrap_or_default(),
        day: day_of(submission.received_at),
        gold: task.gold,
        active_ms: active_ms.clamp(0, LONGEST_MS),
        marks: submission.gold.clone(),
        extra: Map::new(),
    }
}

fn again(submit: &Submit, stored: &Submission, worker: &Worker) -> Decided {
    let same = stored.worker == worker.id && stored.task == submit.task && same_json(&stored.content, &submit.content);
    if !same {
        return refuse(Refusal::SubmissionConflict, "Another submission was sent under this id before.");
    }
    (Ok(receipt(&stored.uuid, stored.received_at, true)), Vec::new())
}

fn receipt(uuid: &str, received_at: i64, replay: bool) -> Reply {
    Reply::Submitted { id: uuid.to_owned(), received_at: rfc3339(received_at), replay }
}
