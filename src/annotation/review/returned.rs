//! Work that came back: what its author goes on from, and what was found in it.

use super::ruling::anonymous;
use super::{Finding, Review};
use crate::annotation::{Annotation, TaskRef, opened};
use crate::json::Doc;
use crate::task::{Kind, Submitted, Task};

/// The author's own work as it was when it was reviewed last, spans in bytes; none where nothing came back.
pub(in crate::annotation) fn work(task: &Task) -> Option<Annotation> {
    let review = last(task)?;
    let submitted = subject(task, &review)?;
    let annotation = Annotation::read(submitted.document.clone()).ok()?;
    let own = Annotation { task: TaskRef::of(task), ..anonymous(annotation) };
    Some(opened(task, &own))
}

/// What was found in work that came back, with the review itself; none where nothing came back.
#[must_use]
pub fn findings(task: &Task) -> Option<Review> {
    let mut review = last(task)?;
    let subject = subject(task, &review)?.id.clone();
    let own = |finding: &Finding| finding.subject == subject;
    review.findings.retain(own);
    Some(review)
}

/// The work that a review is about: of several, the one that came back to this author.
fn subject<'a>(task: &'a Task, review: &Review) -> Option<&'a Submitted> {
    task.submissions.iter().rfind(|one| review.subjects.contains(&one.id))
}

fn last(task: &Task) -> Option<Review> {
    let reviewed = task.reviews.last().filter(|_| task.kind == Kind::Annotate)?;
    Review::read(reviewed.document.clone()).ok()
}
