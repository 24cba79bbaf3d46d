//! What results cannot say travels with the first of them, and counts for as long as nobody changed them elsewhere.
//!
//! Reasons of single edits, issues without a place, ties: the project's controls have no room for them. The server keeps a
//! result's `meta` as it is, so the whole document is put there; where there is no result, it comes with an empty one that
//! their page passes over. Results that were changed in Label Studio's own page no longer say what the document says; then
//! they count, and it is left.

use super::read;
use super::task::Studied;
use super::write;
use crate::annotation::{Annotation, Time};
use crate::json::{Doc, Value, object, put};
use crate::task::ScoreState;

const META: &str = "meta";
const OURS: &str = "corrigenda";

/// An annotation as results, with the document where they do not say all of it.
#[must_use]
pub fn close(studied: &Studied, annotation: &Annotation) -> Vec<Value> {
    let mut results = write::results(studied, annotation);
    if !same(&read::annotation(studied, &results), annotation) {
        if results.is_empty() {
            let shown = studied.roles.seats.first().map_or("", |seat| seat.shown.as_str());
            let nothing = object([("text", Vec::<Value>::new().into())]);
            results.push(write::item(OURS, OURS, shown, "textarea", nothing));
        }
        if let Some(Value::Object(first)) = results.first_mut() {
            let mut meta = first.get(META).and_then(Value::as_object).cloned().unwrap_or_default();
            put(&mut meta, OURS, annotation.write());
            put(first, META, Value::Object(meta));
        }
    }
    results
}

/// Results as an annotation: the document that they carry, where they still say the same.
#[must_use]
pub fn open(studied: &Studied, results: &[Value]) -> Annotation {
    let said = read::annotation(studied, results);
    let carried = results.iter().find_map(|result| result.get(META)?.get(OURS)).cloned();
    let carried =
        carried.and_then(|document| Annotation::read(document).ok()).filter(|one| one.task.id == said.task.id);
    match carried {
        Some(document) if same(&read::annotation(studied, &write::results(studied, &document)), &said) => document,
        _ => said,
    }
}

/// Whether a result is there for nothing but the document.
pub(super) fn is_bare(result: &Value) -> bool {
    result.get("from_name").and_then(Value::as_str) == Some(OURS)
}

/// Leaves the document out of a result.
pub(super) fn strip(result: &mut Value) {
    if let Some(Value::Object(meta)) = result.get_mut(META) {
        meta.remove(OURS);
    }
}

/// What an untouched task begins with: a criterion that has no control for a response does not apply to it.
#[must_use]
pub fn begin(studied: &Studied) -> Option<Annotation> {
    let mut annotation = Annotation::empty(&studied.task);
    for asked in &studied.plan.asked {
        for (at, seat) in studied.roles.seats.iter().enumerate() {
            if studied.plan.control_of(&asked.id, at).is_none() {
                annotation.scores.push(read::score(&asked.id, seat, ScoreState::Na, None));
            }
        }
    }
    (!annotation.scores.is_empty()).then_some(annotation)
}

/// Whether two annotations say the same, whatever time they took and whoever wrote them down.
fn same(one: &Annotation, other: &Annotation) -> bool {
    let bare = |annotation: &Annotation| {
        let mut bare = annotation.clone();
        (bare.time, bare.task) = (Time::default(), one.task.clone());
        (bare.id, bare.annotator, bare.submitted_at) = (None, None, None);
        bare
    };
    bare(one) == bare(other)
}
