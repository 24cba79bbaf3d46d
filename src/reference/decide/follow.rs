//! What follows a submission: work that a review returns is its author's next task, and what comes of that is reviewed again.

use crate::annotation::{Review, ReviewVerdict, under_review};
use crate::json::{Doc, Map, Value};
use crate::reference::{Change, Entry, Origin, Submission};
use crate::task::{Kind, Reviewed, Submitted, Task};

/// The submission before in the chain: the work that a review is about, the review that work came back with. What follows waits
/// where that one was made. `document` is a task's.
#[must_use]
pub fn before(document: &Value) -> Option<&str> {
    let review = document.get("kind").and_then(Value::as_str).and_then(Kind::of) == Some(Kind::Review);
    let list = document.get(if review { "submissions" } else { "reviews" })?.as_array()?;
    list.last()?.get("id")?.as_str()
}

/// The tasks that a submission makes. `fresh` is an id that no task has; `origin` is where the one before in the chain was made.
/// A way out, work that is accepted, mended by the reviewer or adjudicated is followed by nothing; what was rejected is asked of
/// others anew.
pub(super) fn tasks(document: &Value, submission: &Submission, origin: Option<&Origin>, fresh: &str) -> Vec<Change> {
    let undone = submission.content.get("exit").is_some_and(|exit| !exit.is_null());
    let Some(task) = Task::read(document.clone()).ok().filter(|_| !undone) else { return Vec::new() };
    let next = match task.kind {
        Kind::Review => returned(&task, submission, fresh),
        Kind::Annotate if task.reviews.is_empty() => Vec::new(),
        Kind::Annotate => vec![reviewed_again(&task, submission, fresh)],
    };
    let at = |next: Task| match origin {
        Some(origin) => Task { queue: origin.queue.clone(), ..next },
        None => next,
    };
    let mut changes = Vec::new();
    for next in next {
        changes.extend(added(&at(next)));
    }
    if let Some((next, mut authors)) = rejected(&task, submission, fresh) {
        authors.extend(origin.map(|origin| origin.worker.clone()));
        changes.extend(anew(&at(next), &authors));
    }
    changes
}

fn added(task: &Task) -> Option<Change> {
    Entry::read(task.write()).ok().map(|entry| Change::Add(Box::new(entry)))
}

/// A task that others are offered, and these people are not.
fn anew(task: &Task, not: &[String]) -> Vec<Change> {
    let id = task.id.clone();
    let Some(add) = added(task) else { return Vec::new() };
    let skip = |worker: &String| Change::Skip { task: id.clone(), worker: worker.clone(), skipped: true };
    std::iter::once(add).chain(not.iter().map(skip)).collect()
}

/// The work that a review rejects, to be done anew by others: by as many as did it, and who they are where that is known.
fn rejected(task: &Task, submission: &Submission, fresh: &str) -> Option<(Task, Vec<String>)> {
    let reviewed = Some(task).filter(|task| task.kind == Kind::Review)?;
    let review = Review::read(sent(reviewed, submission, Kind::Review)).ok()?;
    if review.verdict != Some(ReviewVerdict::Reject) {
        return None;
    }
    let subjects = under_review(task);
    let said = |one: &&Submitted| one.document.get("annotator").and_then(Value::as_str).map(ToOwned::to_owned);
    let authors = subjects.iter().filter_map(|one| one.annotator.clone().or_else(|| said(one))).collect();
    let mut next = from_the_beginning(task, &["anew-", fresh].concat());
    if subjects.len() > 1 {
        next.extra.insert("needed".into(), subjects.len().into());
    }
    Some((next, authors))
}

/// Work that came back and that its author will not do: others are asked for it anew, once.
pub(super) fn left(document: &Value, author: &str) -> Vec<Change> {
    let Some(task) = Task::read(document.clone()).ok().filter(|task| !task.reviews.is_empty()) else {
        return Vec::new();
    };
    let next = from_the_beginning(&task, &["anew-", &task.id].concat());
    anew(&next, &[author.to_owned()])
}

/// A task as it was before anybody worked on it.
fn from_the_beginning(task: &Task, id: &str) -> Task {
    let mut next = again(task, Kind::Annotate);
    (next.id, next.submissions, next.reviews) = (id.to_owned(), Vec::new(), Vec::new());
    next
}

/// Each submission under review, back to its author with what was found in it. What was found in others' is not told.
fn returned(task: &Task, submission: &Submission, fresh: &str) -> Vec<Task> {
    let Ok(review) = Review::read(sent(task, submission, Kind::Review)) else { return Vec::new() };
    if review.verdict != Some(ReviewVerdict::Return) {
        return Vec::new();
    }
    let subjects = under_review(task);
    let mut next = Vec::new();
    for (at, subject) in subjects.iter().enumerate() {
        let alone = subjects.len() == 1;
        let mut own = review.clone();
        own.subjects.retain(|id| *id == subject.id);
        own.settled.retain(|_| alone);
        own.findings.retain(|finding| finding.subject == subject.id);
        let id = ["return-", fresh].concat();
        let reviewed = Reviewed {
            id: submission.uuid.clone(),
            reviewer: named(task, submission),
            document: own.write(),
            extra: Map::new(),
        };
        let mut back = again(task, Kind::Annotate);
        // Of several people's work, one's own alone.
        back.submissions.retain(|one| alone || one.id == subject.id);
        back.reviews.retain(|_| alone);
        back.reviews.push(reviewed);
        back.id = if at == 0 { id } else { [id, at.to_string()].join("-") };
        next.push(back);
    }
    next
}

/// What the author made of it, to be reviewed again beside what it was before.
fn reviewed_again(task: &Task, submission: &Submission, fresh: &str) -> Task {
    let mut next = again(task, Kind::Review);
    next.id = ["review-", fresh].concat();
    next.submissions.push(Submitted {
        id: submission.uuid.clone(),
        annotator: named(task, submission),
        document: sent(task, submission, Kind::Annotate),
        extra: Map::new(),
    });
    next
}

/// The same task once more, for one person.
fn again(task: &Task, kind: Kind) -> Task {
    let mut next = Task { kind, ..task.clone() };
    next.extra.remove("needed");
    next
}

/// Whose a submission is, where people may know of one another.
fn named(task: &Task, submission: &Submission) -> Option<String> {
    Some(submission.worker.clone()).filter(|_| !task.blind)
}

/// A submission's document, without a name where people are not to know of one another.
fn sent(task: &Task, submission: &Submission, kind: Kind) -> Value {
    let mut document = submission.document(kind);
    if let Some(fields) = document.as_object_mut().filter(|_| task.blind) {
        fields.remove(if kind == Kind::Review { "reviewer" } else { "annotator" });
    }
    document
}
