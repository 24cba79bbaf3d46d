//! What changed between two states of an annotation: a second review looks at nothing else.

use super::{Finding, FindingVerdict};
use crate::annotation::Annotation;
use crate::json::{Doc, Value, words};

words! {
    /// What became of a part.
    pub enum Moved {
        /// It is new.
        Added = "added",
        /// It is gone.
        Removed = "removed",
        /// It is not as it was.
        Changed = "changed",
    }
}

/// One part that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The list that it is in: `scores`, `issues`, `edits`, `steps`, or a field of the annotation.
    pub part: &'static str,
    /// Its id, or the criterion's.
    pub id: String,
    /// The response, where it belongs to one.
    pub response: Option<String>,
    /// What became of it.
    pub moved: Moved,
    /// As it was.
    pub before: Value,
    /// As it is.
    pub after: Value,
}

/// What changed between two states of one annotation, in the order of the second; what is gone comes last of its part.
#[must_use]
pub fn delta(before: &Annotation, after: &Annotation) -> Vec<Change> {
    let mut changes = Vec::new();
    parts("scores", &before.scores.write(), &after.scores.write(), &mut changes);
    parts("issues", &before.issues.write(), &after.issues.write(), &mut changes);
    parts("edits", &edits(before), &edits(after), &mut changes);
    parts("steps", &before.steps.write(), &after.steps.write(), &mut changes);
    let (was, is) = (before.write(), after.write());
    for field in ["preference", "exit", "note", "confidence", "authored"] {
        let of = |document: &Value| document.get(field).cloned().unwrap_or_default();
        push(field, field, None, (of(&was), of(&is)), &mut changes);
    }
    changes
}

/// All edits with their response.
fn edits(annotation: &Annotation) -> Value {
    let mut list = Vec::new();
    for correction in &annotation.corrections {
        for edit in &correction.edits {
            let mut value = edit.write();
            if let Some(fields) = value.as_object_mut() {
                crate::json::put(fields, "response", correction.response.as_str().into());
            }
            list.push(value);
        }
    }
    list.into()
}

fn parts(part: &'static str, before: &Value, after: &Value, changes: &mut Vec<Change>) {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let name = |value: &Value| {
        let key = if part == "scores" { "criterion" } else { "id" };
        let of = |key: &str| value.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
        // An id is one of the whole annotation; a criterion is one of each response.
        (of(key).unwrap_or_default(), of("response").filter(|_| part == "scores"))
    };
    let (before, after) = (list(before), list(after));
    let response = |value: &Value| value.get("response").and_then(Value::as_str).map(ToOwned::to_owned);
    for one in &after {
        let was = before.iter().find(|was| name(was) == name(one)).cloned().unwrap_or_default();
        push(part, &name(one).0, response(one), (was, one.clone()), changes);
    }
    for gone in before.iter().filter(|was| !after.iter().any(|one| name(one) == name(was))) {
        push(part, &name(gone).0, response(gone), (gone.clone(), Value::Null), changes);
    }
}

fn push(
    part: &'static str,
    id: &str,
    response: Option<String>,
    (before, after): (Value, Value),
    changes: &mut Vec<Change>,
) {
    let moved = match (before.is_null(), after.is_null()) {
        _ if before == after => return,
        (true, _) => Moved::Added,
        (_, true) => Moved::Removed,
        _ => Moved::Changed,
    };
    changes.push(Change { part, id: id.to_owned(), response, moved, before, after });
}

/// The findings of an error that the author did nothing about: what they are about did not change, or, of what was missed,
/// nothing was added to its response.
#[must_use]
pub fn unanswered<'f>(findings: &'f [Finding], changes: &[Change]) -> Vec<&'f Finding> {
    let answered = |finding: &Finding| match (&finding.about, &finding.issue) {
        (Some(about), _) => changes.iter().any(|change| change.id == *about),
        (None, Some(issue)) => {
            let new = |change: &Change| change.moved == Moved::Added && matches!(change.part, "issues" | "edits");
            changes.iter().any(|change| new(change) && change.response.as_deref() == Some(&issue.response))
        }
        (None, None) => false,
    };
    findings.iter().filter(|finding| finding.verdict != FindingVerdict::Right && !answered(finding)).collect()
}
