//! How far a worker's answer to a task agrees with the one that is known.

use super::Timestamp;
use crate::agreement::{Match, scores_table, span_f1, spans_of};
use crate::annotation::Annotation;
use crate::json::{Doc as _, Value, document};
use crate::task::Task;

document! {
    /// How many things an answer and the known one have in common, of how many. A judgement by a criterion is one thing, and
    /// so is a marked place: two that overlap under one category are the same, and one that only one of them has is not.
    pub struct Marks {
        /// Things that both say.
        pub agreed: u64,
        /// Things that either says.
        pub judged: u64,
    }

    /// What a submission counts for.
    pub struct Count {
        /// Whose it is.
        pub worker: String,
        /// The task's queue; empty where it has none.
        pub queue: String,
        /// The day in days since 1970 (UTC).
        pub day: Timestamp,
        /// Whether the task's answer is known.
        pub gold: bool,
        /// How long the worker says to have worked, in milliseconds; at most a day.
        pub active_ms: i64,
        /// Of a task whose answer is known.
        pub marks: Option<Marks> => omitted,
    }
}

/// Compares an answer with the known one; a document that cannot be read agrees with nothing.
#[must_use]
pub fn mark(task: &Value, known: &Value, answer: &Value) -> Marks {
    let none = Marks { agreed: 0, judged: 0, extra: crate::json::Map::new() };
    let (Ok(task), Ok(known)) = (Task::read(task.clone()), Annotation::read(known.clone())) else { return none };
    let Ok(answer) = Annotation::read(answer.clone()) else { return none };
    // Who gives a task back undone has not answered it.
    if answer.exit.is_some() {
        return none;
    }
    let both = [&known, &answer];
    let (mut agreed, mut judged) = (0, 0);
    for valued in [false, true] {
        let table = scores_table(&task, &both, valued);
        for unit in table.units() {
            // What the known answer leaves open is not asked; what the worker leaves open is not agreed.
            if let Some(Some(expected)) = unit.first() {
                judged += 1;
                agreed += u64::from(unit.get(1) == Some(&Some(*expected)));
            }
        }
    }
    let texts = spans_of(&task, &both);
    let marked: usize = texts.iter().map(|text| text.marks.len()).sum();
    let common = span_f1(&texts, both.len(), Match::Overlap).map_or(0, |found| whole(found.value, marked));
    agreed += common;
    judged += u64::try_from(marked).unwrap_or_default().saturating_sub(common);
    Marks { agreed, judged, ..none }
}

/// F1 is twice the pairs over all marks.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "small counts")]
fn whole(f1: f64, marked: usize) -> u64 {
    (f1 * marked as f64 / 2.0).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const TEXT: &str = "The cat sat on the mat.";

    fn task() -> Value {
        let criterion = |id: &str| json!({"id": id, "title": id, "text": id, "points": 1, "scale": {"kind": "binary"}});
        json!({"format": "corrigenda.task/1", "id": "t", "turns": [{"id": "u", "role": "user", "text": "?"}],
            "responses": [{"id": "a", "turn": "u", "text": TEXT}],
            "rubric": {"id": "r", "criteria": [criterion("c1"), criterion("c2"), criterion("c3")]}})
    }

    fn answer(states: &str, places: &[(usize, usize, &str)]) -> Value {
        let word = |state| match state {
            '+' => "met",
            '-' => "unmet",
            _ => "unjudged",
        };
        let score = |(at, state)| json!({"criterion": format!("c{}", at + 1), "response": "a", "state": word(state)});
        let issue = |(start, end, category): &(usize, usize, &str)| {
            json!({"id": format!("i{start}"), "response": "a", "category": category,
                "span": {"unit": "codepoint", "start": start, "end": end, "exact": &TEXT[*start..*end]}})
        };
        json!({"format": "corrigenda.annotation/1", "task": {"id": "t"},
            "scores": states.chars().enumerate().map(score).collect::<Vec<_>>(),
            "issues": places.iter().map(issue).collect::<Vec<_>>()})
    }

    fn check(known: &Value, answer: &Value, agreed: u64, judged: u64) {
        let marks = mark(&task(), known, answer);
        assert_eq!((marks.agreed, marks.judged), (agreed, judged), "{known} {answer}");
    }

    #[test]
    fn judgements_that_are_the_same_agree() {
        check(&answer("+-+", &[]), &answer("+-+", &[]), 3, 3);
        check(&answer("+-+", &[]), &answer("++-", &[]), 1, 3);
    }

    #[test]
    fn what_is_not_known_is_not_asked_and_what_is_not_judged_is_not_agreed() {
        check(&answer("+-?", &[]), &answer("+--", &[]), 2, 2);
        check(&answer("+-+", &[]), &answer("+??", &[]), 1, 3);
        check(&answer("", &[]), &answer("+++", &[]), 0, 0);
    }

    #[test]
    fn places_that_overlap_under_one_category_agree_and_others_are_two_things() {
        check(&answer("", &[(4, 7, "fact")]), &answer("", &[(4, 7, "fact")]), 1, 1);
        check(&answer("", &[(4, 7, "fact")]), &answer("", &[(0, 5, "fact")]), 1, 1);
        check(&answer("", &[(4, 7, "fact")]), &answer("", &[(4, 7, "tone")]), 0, 2);
        check(&answer("", &[(4, 7, "fact"), (19, 22, "fact")]), &answer("", &[(4, 7, "fact")]), 1, 2);
        check(&answer("+", &[(4, 7, "fact")]), &answer("-", &[]), 0, 2);
    }

    #[test]
    fn what_cannot_be_read_and_what_was_given_back_says_nothing() {
        check(&answer("+", &[]), &json!({"scores": 1}), 0, 0);
        let mut given_back = answer("-", &[]);
        given_back["exit"] = json!({"kind": "not_my_field", "note": ""});
        check(&answer("+", &[]), &given_back, 0, 0);
    }
}
