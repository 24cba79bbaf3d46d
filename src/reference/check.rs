//! What a submission has to be before it is taken.

use crate::json::Map;
use crate::json::Value;
use crate::protocol::Place;

const ANNOTATION: &str = "corrigenda.annotation/1";
const REVIEW: &str = "corrigenda.review/1";

/// What is wrong with the content of a submission; pointers start at the content.
#[must_use]
pub fn check(task: &Value, content: &Value) -> Vec<Place> {
    let format = if task.get("kind").and_then(Value::as_str) == Some("review") { REVIEW } else { ANNOTATION };
    let mut places = Vec::new();
    let mut expect = |pointer: &str, expected: &Value| {
        if content.pointer(pointer) != Some(expected) {
            places.push(place(pointer, &format!("has to be {expected}")));
        }
    };
    expect("/format", &format.into());
    expect("/task/id", task.get("id").unwrap_or(&Value::Null));
    places
}

fn place(pointer: &str, detail: &str) -> Place {
    Place { pointer: pointer.to_owned(), detail: detail.to_owned(), extra: Map::new() }
}
