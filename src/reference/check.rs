//! What a submission has to be before it is taken: the document of its kind, about this task, and finished.

use crate::annotation::{self, Annotation, Draft, REVIEW_FORMAT, Review};
use crate::json::{DecodeError, Doc, Map, Value};
use crate::protocol::Place;
use crate::task::Task;
use std::rc::Rc;

/// What is wrong with the content of a submission; pointers start at the content.
#[must_use]
pub fn check(task: &Value, content: &Value) -> Vec<Place> {
    let review = task.get("kind").and_then(Value::as_str) == Some("review");
    let mut places = Vec::new();
    let mut expect = |pointer: &str, expected: &Value| {
        if content.pointer(pointer) != Some(expected) {
            places.push(place(pointer, &format!("has to be {expected}")));
        }
    };
    expect("/format", &(if review { REVIEW_FORMAT } else { annotation::FORMAT }).into());
    expect("/task/id", task.get("id").unwrap_or(&Value::Null));
    if places.is_empty() {
        places = if review { readable(content) } else { finished(task, content) };
    }
    places
}

/// What is no review in a review.
fn readable(content: &Value) -> Vec<Place> {
    Review::read(content.clone()).err().map(|error| unread(&error)).into_iter().collect()
}

fn unread(error: &DecodeError) -> Place {
    place(&error.pointer(), &format!("expected {}, found {}", error.expected, error.found))
}

/// What an annotation lacks, by the same rules that the workbench shows its expert.
fn finished(task: &Value, content: &Value) -> Vec<Place> {
    let annotation = match Annotation::read(content.clone()) {
        Ok(annotation) => annotation,
        Err(error) => return vec![unread(&error)],
    };
    // The task was read when it came in.
    let Ok(task) = Task::read(task.clone()).map(Rc::new) else { return Vec::new() };
    let draft = Draft::open(Rc::clone(&task), annotation.clone());
    let mut places = Vec::new();
    for (at, correction) in annotation.corrections.iter().enumerate() {
        if correction.text != draft.corrected(&correction.response) {
            places.push(place(&format!("/corrections/{at}/text"), "is not the original with the edits applied"));
        }
    }
    let inside = draft.annotation();
    let missing = annotation::check(&task, inside);
    places.extend(missing.iter().map(|problem| place(&problem.pointer(inside), &problem.message())));
    places
}

fn place(pointer: &str, detail: &str) -> Place {
    Place { pointer: pointer.to_owned(), detail: detail.to_owned(), extra: Map::new() }
}
