//! `HelpSteer3` (nvidia): preferences from -3 to 3 between two responses, feedback in words, and edits with what changed.

use super::super::work::{Work, documents, letter, lines, list_of, messages, response, text_of};
use super::trl::preference;
use super::{correct, go_on, task_at};
use crate::annotation::{Annotation, Pair};
use crate::json::{DecodeError, Doc, Map, Value, object};
use crate::rubric::standing;
use crate::task::{Response, Task};

fn head(task: &Task, of: Option<&Response>) -> [(&'static str, Value); 3] {
    let domain = task.domains.first().cloned().unwrap_or_else(|| "general".into());
    [("domain", domain.into()), ("language", task.language.write()), ("context", messages(task, of).into())]
}

fn row<const N: usize>(head: [(&'static str, Value); 3], rest: [(&'static str, Value); N]) -> Value {
    let mut map = Map::new();
    head.into_iter().chain(rest).for_each(|(key, value)| crate::json::put(&mut map, key, value));
    Value::Object(map)
}

/// How much better the second of two is, as said, or by a hair where only the ranking says which.
fn strength(annotation: &Annotation, first: &str, second: &str) -> Option<i32> {
    let preference = annotation.preference.as_ref()?;
    for pair in &preference.pairs {
        if pair.left == first && pair.right == second {
            return Some(pair.strength);
        }
        if pair.left == second && pair.right == first {
            return Some(-pair.strength);
        }
    }
    let place = |id: &str| preference.ranking.iter().position(|group| group.iter().any(|one| one == id));
    Some(match place(first)?.cmp(&place(second)?) {
        std::cmp::Ordering::Less => -1,
        std::cmp::Ordering::Equal => 0,
        std::cmp::Ordering::Greater => 1,
    })
}

pub(in crate::format) fn write_preference(works: &[Work]) -> String {
    let mut rows = Vec::new();
    for Work { task, annotations } in works {
        for (at, first) in task.responses.iter().enumerate() {
            for second in task.responses.iter().skip(at + 1) {
                let said: Vec<(&Annotation, i32)> =
                    annotations.iter().filter_map(|one| Some((one, strength(one, &first.id, &second.id)?))).collect();
                if said.is_empty() {
                    continue;
                }
                let sum: i32 = said.iter().map(|(_, score)| score).sum();
                #[expect(clippy::cast_possible_truncation, reason = "the mean of numbers from -3 to 3")]
                let overall = (f64::from(sum) / said.len() as f64).round() as i32;
                let one = |(annotation, score): &(&Annotation, i32)| {
                    let reasoning = annotation
                        .preference
                        .as_ref()
                        .and_then(|preference| preference.rationale.clone())
                        .unwrap_or_default();
                    object([
                        ("score", (*score).into()),
                        ("reasoning", reasoning.into()),
                        ("feedback1", words(task, annotation, first).unwrap_or_default().into()),
                        ("feedback2", words(task, annotation, second).unwrap_or_default().into()),
                    ])
                };
                let individual: Vec<Value> = said.iter().map(one).collect();
                rows.push(row(
                    head(task, Some(first)),
                    [
                        ("response1", first.text.as_str().into()),
                        ("response2", second.text.as_str().into()),
                        ("overall_preference", overall.into()),
                        ("individual_preference", individual.into()),
                    ],
                ));
            }
        }
    }
    lines(rows)
}

pub(in crate::format) fn read_preference(text: &str, known: &[Task]) -> Result<Vec<Work>, DecodeError> {
    let mut works: Vec<Work> = Vec::new();
    for (at, given) in documents(text)?.into_iter().enumerate() {
        let asked = given.get("context").cloned().unwrap_or_default();
        let of = task_at(&mut works, known, &asked).map_err(|error| error.under_field("context").under_index(at))?;
        let Some(work) = works.get_mut(of) else { continue };
        let is_known = known.iter().any(|task| task.id == work.task.id);
        let mut ids = Vec::new();
        for key in ["response1", "response2"] {
            let text = text_of(&given, key);
            let own = work.task.responses.iter().find(|one| one.text == text).map(|one| one.id.clone());
            ids.push(own.unwrap_or_else(|| {
                let id = letter(work.task.responses.len());
                if !is_known {
                    work.task.responses.push(response(&id, text));
                }
                id
            }));
        }
        let [first, second] = ids.as_slice() else { continue };
        if !is_known {
            work.task.domains = vec![text_of(&given, "domain").to_owned()];
            work.task.language = given.get("language").and_then(Value::as_str).map(ToOwned::to_owned);
        }
        let mut individual = list_of(&given, "individual_preference").to_vec();
        if individual.is_empty() {
            individual = vec![object([("score", given.get("overall_preference").cloned().unwrap_or_default())])];
        }
        for (number, said) in individual.iter().enumerate() {
            let Some(score) = said.get("score").and_then(Value::as_i64).and_then(|score| i32::try_from(score).ok())
            else {
                continue;
            };
            // Who said it is not in these files: the first of a row is the first of the next.
            go_on(work, Some(&format!("annotator-{}", number + 1)), |building| {
                building.set(|annotation| {
                    let one = annotation.preference.get_or_insert_with(|| preference(Vec::new()));
                    let (left, right) = (first.clone(), second.clone());
                    one.pairs.push(Pair { left, right, strength: score, extra: Map::new() });
                    let reason = text_of(said, "reasoning");
                    one.rationale = Some(reason.to_owned()).filter(|reason| !reason.is_empty());
                });
            });
        }
    }
    for annotation in works
        .iter_mut()
        .filter(|work| known.iter().any(|task| task.id == work.task.id))
        .flat_map(|work| &mut work.annotations)
    {
        annotation.annotator = None;
    }
    Ok(works)
}

/// What was said of a response, beginning as these files do with how helpful it is. None where there is nothing to say.
fn words(task: &Task, annotation: &Annotation, one: &Response) -> Option<String> {
    let rubric = task.rubric.as_ref()?;
    let share = standing(rubric, &annotation.scores, Some(&one.id), |_| true).tally.share?;
    let judged = annotation.scores.iter().any(|score| score.response.as_deref() == Some(one.id.as_str()));
    if !judged {
        return None;
    }
    let degree = match share {
        share if share < 0.2 => "not",
        share if share < 0.4 => "slightly",
        share if share < 0.6 => "partially",
        share if share < 0.9 => "mostly",
        _ => "perfectly",
    };
    let mut words = format!("The response is {degree} helpful.");
    let reasons = annotation.scores.iter().filter(|score| score.response.as_deref() == Some(one.id.as_str()));
    let reasons = reasons.filter_map(|score| score.rationale.as_deref());
    let comments =
        annotation.issues.iter().filter(|issue| issue.response == one.id).map(|issue| issue.comment.as_str());
    for reason in reasons.chain(comments).map(str::trim).filter(|reason| !reason.is_empty()) {
        words.push(' ');
        words.push_str(reason);
    }
    Some(words)
}

pub(in crate::format) fn write_feedback(works: &[Work]) -> String {
    let mut rows = Vec::new();
    for Work { task, annotations } in works {
        let said = |one: &Response| -> Vec<String> {
            annotations.iter().filter_map(|annotation| words(task, annotation, one)).collect()
        };
        for pair in task.responses.chunks(2) {
            let [first, rest @ ..] = pair else { continue };
            let second = rest.first();
            let (one, other) = (said(first), second.map(&said).unwrap_or_default());
            if !one.is_empty() || !other.is_empty() {
                rows.push(row(
                    head(task, Some(first)),
                    [
                        ("response1", first.text.as_str().into()),
                        ("response2", second.map(|second| second.text.clone()).write()),
                        ("feedback1", one.write()),
                        ("feedback2", other.write()),
                    ],
                ));
            }
        }
    }
    lines(rows)
}

/// Feedback is words about a response: each becomes an issue about the whole of it, where the task is not known.
pub(in crate::format) fn read_feedback(text: &str, known: &[Task]) -> Result<Vec<Work>, DecodeError> {
    let mut works: Vec<Work> = Vec::new();
    for (at, given) in documents(text)?.into_iter().enumerate() {
        let asked = given.get("context").cloned().unwrap_or_default();
        let of = task_at(&mut works, known, &asked).map_err(|error| error.under_field("context").under_index(at))?;
        let Some(work) = works.get_mut(of) else { continue };
        let is_known = known.iter().any(|task| task.id == work.task.id);
        for (key, feedback) in [("response1", "feedback1"), ("response2", "feedback2")] {
            let text = text_of(&given, key);
            if is_known || text.is_empty() {
                continue;
            }
            let id = letter(work.task.responses.len());
            work.task.responses.push(response(&id, text));
            for (number, said) in list_of(&given, feedback).iter().filter_map(Value::as_str).enumerate() {
                go_on(work, Some(&format!("annotator-{}", number + 1)), |building| {
                    if let Some(one) = building.response(&id) {
                        building.issue(None, &one, None, |issue| issue.comment = said.to_owned());
                    }
                });
            }
        }
    }
    Ok(works)
}

pub(in crate::format) fn write_edit(works: &[Work]) -> String {
    let mut rows = Vec::new();
    for Work { task, annotations } in works {
        for annotation in annotations {
            for correction in &annotation.corrections {
                let Some(one) = task.response(&correction.response) else { continue };
                let reasons =
                    correction.edits.iter().filter_map(|edit| edit.rationale.as_deref().or(edit.category.as_deref()));
                let summary = reasons.collect::<Vec<_>>().join(" ");
                let feedback: Vec<String> =
                    annotations.iter().filter_map(|annotation| words(task, annotation, one)).collect();
                rows.push(row(
                    head(task, Some(one)),
                    [
                        ("original_response", one.text.as_str().into()),
                        ("edited_response", correction.text.as_str().into()),
                        ("feedback", feedback.write()),
                        ("change_summary", summary.into()),
                    ],
                ));
            }
        }
    }
    lines(rows)
}

pub(in crate::format) fn read_edit(text: &str, known: &[Task]) -> Result<Vec<Work>, DecodeError> {
    let mut works: Vec<Work> = Vec::new();
    for (at, given) in documents(text)?.into_iter().enumerate() {
        let asked = given.get("context").cloned().unwrap_or_default();
        let of = task_at(&mut works, known, &asked).map_err(|error| error.under_field("context").under_index(at))?;
        let Some(work) = works.get_mut(of) else { continue };
        let (original, edited) = (text_of(&given, "original_response"), text_of(&given, "edited_response"));
        let own = work.task.responses.iter().find(|one| one.text == original).cloned();
        let one = match own {
            Some(one) => one,
            None if known.iter().any(|task| task.id == work.task.id) => continue,
            None => {
                let made = response(&letter(work.task.responses.len()), original);
                work.task.responses.push(made.clone());
                made
            }
        };
        correct(work, &one, edited);
    }
    Ok(works)
}
