//! What stands in the way of submitting: evidence and reasons.

use super::{Code, check};
use crate::annotation::Annotation;
use crate::json::parse;
use crate::task::Task;

const TASK: &str = r#"{"format": "corrigenda.task/1", "id": "t", "revision": "1", "title": "T", "parts": ["scores"],
    "responses": [{"id": "a", "text": "Water boils at 100 °C."}],
    "rubric": {"id": "r", "version": "1", "criteria": [
        {"id": "c1", "title": "Says where", "points": 1, "evidence": "required"},
        {"id": "c2", "title": "The number", "points": 1, "scale": {"kind": "numeric", "target": "100", "tolerance": {"absolute": 1}}}]}}"#;

/// What stands in the way of one judgement by the first criterion; the second is judged.
fn codes(score: &str) -> Vec<Code> {
    let task: Task = parse(TASK).expect("a task");
    let scores = [
        r#"{"format": "corrigenda.annotation/1", "id": "x", "annotator": "w", "task": {"id": "t", "revision": "1"}, "scores": [
            {"criterion": "c2", "response": "a", "state": "met", "value": 100}, {"criterion": "c1", "response": "a", "#,
        score,
        "}]}",
    ];
    let annotation: Annotation = parse(&scores.concat()).expect("an annotation");
    check(&task, &annotation).into_iter().map(|problem| problem.code).collect()
}

#[test]
fn evidence_is_something_marked_or_words_that_are_quoted() {
    for (evidence, codes_wanted) in [
        ("[]", vec![Code::EvidenceMissing]),
        (r#"[{"source": "s1", "quote": " "}]"#, vec![Code::EvidenceMissing]),
        (r#"[{"source": "s1", "quote": "at 101.3 kPa", "found": "altered"}]"#, vec![]),
        (r#"[{"response": "a", "quote": "100 °C"}]"#, vec![]),
        (r#"[{"source": "s1", "quote": ""}, {"ref": "i1"}]"#, vec![]),
    ] {
        assert_eq!(codes(&format!(r#""state": "met", "evidence": {evidence}"#)), codes_wanted, "{evidence}");
    }
}

#[test]
fn what_is_not_applicable_needs_no_evidence_and_what_is_unsure_a_reason() {
    assert_eq!(codes(r#""state": "na""#), []);
    assert_eq!(codes(r#""state": "unsure""#), [Code::RationaleMissing]);
    assert_eq!(codes(r#""state": "unsure", "rationale": "The table is cut.""#), []);
    assert_eq!(codes(r#""state": "unjudged""#), [Code::Unjudged]);
}
