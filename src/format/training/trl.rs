//! TRL datasets (huggingface/trl, dataset formats), conversational: prompt and completion, preference, unpaired preference.
//!
//! What is trained on is the corrected text; where nothing is corrected, the reference; where there is none, the responses
//! as they were ranked. Nothing that nobody judged becomes a row.

use super::super::work::{Work, documents, letter, lines, list_of, message, messages, response, text_of};
use super::{correct, go_on, task_at};
use crate::annotation::{Annotation, Preference};
use crate::json::{DecodeError, Map, Value, object};
use crate::rubric::standing;
use crate::task::{Response, Task};

/// One text as the assistant's message.
fn said(text: &str) -> Value {
    vec![message("assistant", text)].into()
}

/// The text of a completion: a list of messages, or text.
fn text(row: &Value, key: &str) -> String {
    let of = row.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
    of.unwrap_or_else(|| list_of(row, key).iter().map(|one| text_of(one, "content")).collect())
}

fn prompt(task: &Task, response: Option<&Response>) -> Value {
    messages(task, response).into()
}

fn corrected<'a>(annotation: &'a Annotation, response: &Response) -> Option<&'a str> {
    annotation.corrections.iter().find(|one| one.response == response.id).map(|one| one.text.as_str())
}

/// The responses ranked best that are not unacceptable.
fn best<'t>(task: &'t Task, annotation: &Annotation) -> Vec<&'t Response> {
    let Some(preference) = &annotation.preference else { return Vec::new() };
    let first = preference.ranking.first().map_or(&[][..], Vec::as_slice);
    let good = first.iter().filter(|id| !preference.unacceptable.contains(id));
    good.filter_map(|id| task.response(id)).collect()
}

pub(in crate::format) fn write_sft(works: &[Work]) -> String {
    let row = |task: &Task, response: Option<&Response>, text: &str| {
        object([("prompt", prompt(task, response)), ("completion", said(text))])
    };
    let mut rows = Vec::new();
    for Work { task, annotations } in works {
        let before = rows.len();
        for annotation in annotations {
            let own = task.responses.iter().filter_map(|one| Some(row(task, Some(one), corrected(annotation, one)?)));
            rows.extend(own);
        }
        if let Some(reference) = task.reference.as_ref().filter(|_| rows.len() == before) {
            rows.push(row(task, task.responses.first(), &reference.text));
        }
        if rows.len() == before {
            rows.extend(annotations.iter().flat_map(|one| best(task, one)).map(|one| row(task, Some(one), &one.text)));
        }
    }
    lines(rows)
}

pub(in crate::format) fn read_sft(given: &str, known: &[Task]) -> Result<Vec<Work>, DecodeError> {
    let mut works = Vec::new();
    for (at, row) in documents(given)?.into_iter().enumerate() {
        let asked = row.get("prompt").cloned().or_else(|| asked_in_messages(&row));
        let asked = asked.ok_or_else(|| DecodeError::missing("a prompt").under_field("prompt").under_index(at))?;
        let of = task_at(&mut works, known, &asked).map_err(|error| error.under_index(at))?;
        let said = if row.get("messages").is_some() { last_message(&row) } else { text(&row, "completion") };
        let Some(work) = works.get_mut(of) else { continue };
        match nearest(&work.task, &said) {
            Some(response) => correct(work, &response, &said),
            None if known.iter().any(|task| task.id == work.task.id) => {}
            None => work.task.responses.push(response(&letter(work.task.responses.len()), &said)),
        }
    }
    Ok(works)
}

/// `{messages: […]}` is prompt and completion in one.
fn asked_in_messages(row: &Value) -> Option<Value> {
    let all = list_of(row, "messages");
    let (_, before) = all.split_last()?;
    Some(before.to_vec().into())
}

fn last_message(row: &Value) -> String {
    list_of(row, "messages").last().map(|last| text_of(last, "content").to_owned()).unwrap_or_default()
}

/// The response that a corrected text comes from: the one that shares most with it. None where
/// the text is a response or the reference itself, or is like none.
fn nearest(task: &Task, text: &str) -> Option<Response> {
    if task.reference.as_ref().is_some_and(|one| one.text == text) || task.responses.iter().any(|one| one.text == text)
    {
        return None;
    }
    let shared = |one: &Response| {
        let found = crate::text::diff(&one.text, text, crate::text::Kind::Auto);
        let changed: usize = found.hunks.iter().map(|hunk| hunk.old.len() + hunk.new.len()).sum();
        (one.text.len() + text.len()).saturating_sub(changed)
    };
    let best = task.responses.iter().max_by_key(|one| shared(one))?;
    (shared(best) * 2 > best.text.len() + text.len()).then(|| best.clone())
}

pub(in crate::format) fn write_preference(works: &[Work]) -> String {
    let row = |task: &Task, of: &Response, chosen: &str, rejected: &str| {
        object([("prompt", prompt(task, Some(of))), ("chosen", said(chosen)), ("rejected", said(rejected))])
    };
    let mut rows = Vec::new();
    for Work { task, annotations } in works {
        for annotation in annotations {
            for one in &task.responses {
                if let Some(text) = corrected(annotation, one).filter(|text| *text != one.text) {
                    rows.push(row(task, one, text, &one.text));
                }
            }
            let Some(preference) = &annotation.preference else { continue };
            for (place, group) in preference.ranking.iter().enumerate() {
                let worse = preference.ranking.iter().skip(place + 1).flatten();
                for (better, worse) in group.iter().flat_map(|one| worse.clone().map(move |other| (one, other))) {
                    if let (Some(better), Some(worse)) = (task.response(better), task.response(worse)) {
                        rows.push(row(task, better, &better.text, &worse.text));
                    }
                }
            }
        }
    }
    lines(rows)
}

pub(in crate::format) fn read_preference(given: &str, known: &[Task]) -> Result<Vec<Work>, DecodeError> {
    let mut works: Vec<Work> = Vec::new();
    // For each work, which response was chosen over which.
    let mut chosen: Vec<Vec<(String, String)>> = Vec::new();
    for (at, row) in documents(given)?.into_iter().enumerate() {
        let asked = row
            .get("prompt")
            .cloned()
            .ok_or_else(|| DecodeError::missing("a prompt").under_field("prompt").under_index(at))?;
        let of = task_at(&mut works, known, &asked).map_err(|error| error.under_index(at))?;
        chosen.resize(works.len(), Vec::new());
        let Some(work) = works.get_mut(of) else { continue };
        let is_known = known.iter().any(|task| task.id == work.task.id);
        let (better, worse) = (text(&row, "chosen"), text(&row, "rejected"));
        let find = |task: &Task, text: &str| task.responses.iter().find(|one| one.text == *text).cloned();
        if !is_known {
            for text in [&better, &worse] {
                if find(&work.task, text).is_none() {
                    let id = letter(work.task.responses.len());
                    work.task.responses.push(response(&id, text));
                }
            }
        }
        match (find(&work.task, &better), find(&work.task, &worse)) {
            (Some(better), Some(worse)) => {
                if let Some(pairs) = chosen.get_mut(of) {
                    pairs.push((better.id, worse.id));
                }
            }
            (None, Some(original)) => correct(work, &original, &better),
            _ => {}
        }
    }
    for (work, pairs) in works.iter_mut().zip(chosen).filter(|(_, pairs)| !pairs.is_empty()) {
        let ranking = ranked(&work.task, &pairs);
        go_on(work, None, |building| building.set(|annotation| annotation.preference = Some(preference(ranking))));
    }
    Ok(works)
}

/// Groups by how often a response was chosen less how often it was rejected.
fn ranked(task: &Task, pairs: &[(String, String)]) -> Vec<Vec<String>> {
    let named = |id: &str| pairs.iter().any(|(better, worse)| better == id || worse == id);
    let wins = |id: &str| {
        let won = pairs.iter().filter(|(better, _)| better == id).count();
        let lost = pairs.iter().filter(|(_, worse)| worse == id).count();
        pairs.len() + lost - won
    };
    let mut places: Vec<(usize, String)> =
        task.responses.iter().filter(|one| named(&one.id)).map(|one| (wins(&one.id), one.id.clone())).collect();
    crate::text::sort_by_place(&mut places, |(place, _)| (*place, 0));
    let mut groups: Vec<(usize, Vec<String>)> = Vec::new();
    for (place, id) in places {
        match groups.last_mut().filter(|(last, _)| *last == place) {
            Some((_, group)) => group.push(id),
            None => groups.push((place, vec![id])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

pub(in crate::format) fn preference(ranking: Vec<Vec<String>>) -> Preference {
    Preference {
        shown: Vec::new(),
        ranking,
        unacceptable: Vec::new(),
        rationale: None,
        pairs: Vec::new(),
        dimensions: Vec::new(),
        extra: Map::new(),
    }
}

/// Whether a response as it stands is one to learn: none where nobody judged it.
fn is_good(task: &Task, annotation: &Annotation, one: &Response) -> Option<bool> {
    let unacceptable =
        annotation.preference.as_ref().is_some_and(|preference| preference.unacceptable.contains(&one.id));
    let fails = task
        .rubric
        .as_ref()
        .is_some_and(|rubric| !standing(rubric, &annotation.scores, Some(&one.id), |_| true).tally.gates.is_empty());
    let marked = annotation.issues.iter().any(|issue| issue.response == one.id);
    if unacceptable || fails || corrected(annotation, one).is_some() {
        return Some(false);
    }
    let complete = task.rubric.as_ref().is_some_and(|rubric| {
        let standing = standing(rubric, &annotation.scores, Some(&one.id), |_| true);
        standing.tally.complete && !rubric.criteria.is_empty()
    });
    let first = best(task, annotation).iter().any(|best| best.id == one.id);
    (!marked && (complete || first)).then_some(true)
}

pub(in crate::format) fn write_unpaired(works: &[Work]) -> String {
    let mut rows = Vec::new();
    for Work { task, annotations } in works {
        for annotation in annotations {
            for one in &task.responses {
                let row = |text: &str, good: bool| {
                    object([("prompt", prompt(task, Some(one))), ("completion", said(text)), ("label", good.into())])
                };
                rows.extend(corrected(annotation, one).map(|text| row(text, true)));
                rows.extend(is_good(task, annotation, one).map(|good| row(&one.text, good)));
            }
        }
    }
    lines(rows)
}

pub(in crate::format) fn read_unpaired(given: &str, known: &[Task]) -> Result<Vec<Work>, DecodeError> {
    let mut works: Vec<Work> = Vec::new();
    for (at, row) in documents(given)?.into_iter().enumerate() {
        let asked = row
            .get("prompt")
            .cloned()
            .ok_or_else(|| DecodeError::missing("a prompt").under_field("prompt").under_index(at))?;
        let of = task_at(&mut works, known, &asked).map_err(|error| error.under_index(at))?;
        let Some(work) = works.get_mut(of) else { continue };
        let said = text(&row, "completion");
        let is_known = known.iter().any(|task| task.id == work.task.id);
        if row.get("label") == Some(&Value::Bool(true))
            && let Some(original) = nearest(&work.task, &said).filter(|_| is_known)
        {
            correct(work, &original, &said);
        } else if !is_known && !work.task.responses.iter().any(|one| one.text == said) {
            let id = letter(work.task.responses.len());
            work.task.responses.push(response(&id, &said));
            if row.get("label") == Some(&Value::Bool(false)) {
                go_on(work, None, |building| {
                    building.set(|annotation| {
                        annotation.preference.get_or_insert_with(|| preference(Vec::new())).unacceptable.push(id);
                    });
                });
            }
        }
    }
    Ok(works)
}
