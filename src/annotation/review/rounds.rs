//! Work that is reviewed more than once: which submission of a task is under review, and what the others were before.

use super::Review;
use crate::annotation::Annotation;
use crate::json::{Doc, Value};
use crate::task::{Submitted, Task};

/// Whether a review that the task carries names a submission.
fn is_reviewed(task: &Task, id: &str) -> bool {
    let names = |document: &Value| {
        let list = document.get("subjects").and_then(Value::as_array);
        list.is_some_and(|list| list.iter().any(|one| one.as_str() == Some(id)))
    };
    task.reviews.iter().any(|one| names(&one.document))
}

/// The submissions that are under review: those that no review of the task names. Where all are named, all of them.
#[must_use]
pub fn under_review(task: &Task) -> Vec<&Submitted> {
    let mut new: Vec<&Submitted> = Vec::new();
    for one in &task.submissions {
        if !is_reviewed(task, &one.id) {
            new.push(one);
        }
    }
    if new.is_empty() { task.submissions.iter().collect() } else { new }
}

/// The last review that the task carries of a submission of it, and that submission: what the work under review was before.
/// None where nothing was reviewed before.
#[must_use]
pub fn reviewed_before(task: &Task) -> Option<(Review, Annotation)> {
    let now = under_review(task);
    let review = Review::read(task.reviews.last()?.document.clone()).ok()?;
    let named = |one: &&Submitted| review.subjects.contains(&one.id) && !now.iter().any(|new| new.id == one.id);
    let before = task.submissions.iter().rfind(named)?;
    let annotation = Annotation::read(before.document.clone()).ok()?;
    Some((review, annotation))
}
