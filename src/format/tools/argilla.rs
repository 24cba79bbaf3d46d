//! Argilla records (2.x, `to_dict`): a field for each response, questions answered by users. Spans count code points, as
//! Python does.
//!
//! Questions: `issues_R`, `correction_R`, `C_R`, `C_R_value`, `C_R_why`, `ranking`, `why`, `note`.

use super::super::training::trl::preference;
use super::super::work::{
    Building, Work, bare_task, documents, letter, lines, messages, opened, question, response, text_of, turns,
};
use crate::annotation::{Annotation, span_bytes};
use crate::json::{DecodeError, Doc, Map, Value, object, put};
use crate::task::{Response, ScoreState, Task};
use crate::text::{Offsets, Span, Unit};

pub(in crate::format) fn write(works: &[Work]) -> String {
    let mut rows = Vec::new();
    for Work { task, annotations } in works {
        let mut fields = Map::new();
        put(&mut fields, "prompt", question(task, task.responses.first()).into());
        put(&mut fields, "messages", messages(task, None).into());
        for one in &task.responses {
            put(&mut fields, &format!("response_{}", one.id), one.text.as_str().into());
        }
        let mut responses: Map<String, Value> = Map::new();
        for (index, annotation) in annotations.iter().enumerate() {
            let user = annotation.annotator.clone().unwrap_or_else(|| format!("user-{}", index + 1));
            for (name, value) in answers(task, annotation) {
                let answer =
                    object([("value", value), ("user_id", user.as_str().into()), ("status", "submitted".into())]);
                match responses.get_mut(&name).and_then(Value::as_array_mut) {
                    Some(list) => list.push(answer),
                    None => put(&mut responses, &name, vec![answer].into()),
                }
            }
        }
        rows.push(object([
            ("id", task.id.as_str().into()),
            ("fields", Value::Object(fields)),
            ("metadata", object([("offset_unit", "codepoint".into()), ("language", task.language.write())])),
            ("suggestions", Value::Object(Map::new())),
            ("responses", Value::Object(responses)),
            ("vectors", Value::Object(Map::new())),
        ]));
    }
    lines(rows)
}

/// What an annotation answers to each question.
fn answers(task: &Task, annotation: &Annotation) -> Vec<(String, Value)> {
    let annotation = opened(task, annotation);
    let mut list = Vec::new();
    for one in &task.responses {
        let offsets = Offsets::new(&one.text);
        let issues = annotation.issues.iter().filter(|issue| issue.response == one.id);
        let spans: Vec<Value> = issues
            .filter_map(|issue| {
                let at = offsets.span_to(Unit::CodePoint, span_bytes(issue.span.as_ref()?));
                let label = issue.category.as_deref().unwrap_or("issue");
                Some(object([("label", label.into()), ("start", at.start.into()), ("end", at.end.into())]))
            })
            .collect();
        if !spans.is_empty() {
            list.push((format!("issues_{}", one.id), spans.into()));
        }
        for score in annotation.scores.iter().filter(|score| score.response.as_deref() == Some(one.id.as_str())) {
            let name = format!("{}_{}", score.criterion, one.id);
            if score.state != ScoreState::Unjudged {
                list.push((name.clone(), score.state.word().into()));
            }
            list.extend(score.value.map(|value| (format!("{name}_value"), value.write())));
            list.extend(score.rationale.as_ref().map(|why| (format!("{name}_why"), why.as_str().into())));
        }
        let corrections = annotation.corrections.iter().filter(|correction| correction.response == one.id);
        list.extend(corrections.map(|correction| (format!("correction_{}", one.id), correction.text.as_str().into())));
    }
    if let Some(preference) = &annotation.preference {
        let mut ranks: Vec<Value> = Vec::new();
        for group in &preference.ranking {
            let rank = ranks.len() + 1;
            ranks.extend(group.iter().map(|id| object([("value", id.as_str().into()), ("rank", rank.into())])));
        }
        list.push(("ranking".into(), ranks.into()));
        list.extend(preference.rationale.as_ref().map(|why| ("why".to_owned(), why.as_str().into())));
    }
    list.extend(annotation.note.as_ref().map(|note| ("note".to_owned(), note.as_str().into())));
    list
}

pub(in crate::format) fn read(text: &str, known: &[Task]) -> Result<Vec<Work>, DecodeError> {
    let mut works = Vec::new();
    for (at, row) in documents(text)?.into_iter().enumerate() {
        let fields = row
            .get("fields")
            .cloned()
            .ok_or_else(|| DecodeError::missing("an object").under_field("fields").under_index(at))?;
        let id = row.get("id").map(|id| id.as_str().map_or_else(|| id.to_string(), ToOwned::to_owned));
        let id = id.unwrap_or_else(|| format!("row-{}", at + 1));
        let task = match known.iter().find(|task| task.id == id) {
            Some(task) => task.clone(),
            None => task_of(&id, &row, &fields).map_err(|error| error.under_field("fields").under_index(at))?,
        };
        // Users in the order in which they come.
        let mut users: Vec<String> = Vec::new();
        let all = row.get("responses").and_then(Value::as_object);
        for answer in all.into_iter().flatten().flat_map(|(_, list)| list.as_array().into_iter().flatten()) {
            let user = text_of(answer, "user_id").to_owned();
            if !users.contains(&user) {
                users.push(user);
            }
        }
        let mut annotations = Vec::new();
        for user in users {
            let mut building = Building::new(&task);
            let own = Some(user.clone()).filter(|user| !user.is_empty() && !user.starts_with("user-"));
            building.set(|annotation| annotation.annotator = own);
            for (name, list) in all.into_iter().flatten() {
                for answer in list.as_array().into_iter().flatten().filter(|answer| text_of(answer, "user_id") == user)
                {
                    take(&mut building, &task, name, answer.get("value").unwrap_or(&Value::Null));
                }
            }
            annotations.push(building.close());
        }
        works.push(Work { task, annotations });
    }
    Ok(works)
}

/// Any record: what is called a prompt or an instruction asks, chats are conversations, every other text is a response.
fn task_of(id: &str, row: &Value, fields: &Value) -> Result<Task, DecodeError> {
    let mut task = bare_task(id);
    task.language = row
        .get("metadata")
        .and_then(|metadata| metadata.get("language"))
        .and_then(Value::as_str)
        .map(ToOwned::to_owned);
    for (key, value) in fields.as_object().into_iter().flatten() {
        match (key.as_str(), value) {
            (_, Value::Array(_)) => task.turns = turns(value)?,
            ("prompt" | "instruction" | "question" | "input", Value::String(_)) if task.turns.is_empty() => {
                task.turns = turns(value)?;
            }
            ("prompt" | "instruction" | "question" | "input" | "context" | "system", _) => {}
            (key, Value::String(text)) => {
                let own = key.strip_prefix("response_").map(ToOwned::to_owned);
                let made = own.unwrap_or_else(|| letter(task.responses.len()));
                task.responses.push(response(&made, text));
            }
            _ => {}
        }
    }
    Ok(task)
}

fn take(building: &mut Building, task: &Task, name: &str, value: &Value) {
    let words = value.as_str().map(ToOwned::to_owned);
    match name {
        "ranking" => {
            let ranking = groups(value);
            return building.set(|annotation| {
                let kept = annotation.preference.take();
                annotation.preference = Some(preference(ranking));
                if let (Some(new), Some(old)) = (&mut annotation.preference, kept) {
                    new.rationale = old.rationale;
                }
            });
        }
        "why" => {
            return building.set(|annotation| {
                annotation.preference.get_or_insert_with(|| preference(Vec::new())).rationale = words;
            });
        }
        "note" => return building.set(|annotation| annotation.note = words),
        _ => {}
    }
    for one in &task.responses {
        if let Some(rest) = name.strip_suffix(&format!("_{}", one.id)) {
            match rest {
                "issues" => issues(building, one, value),
                "correction" => building.corrected(one, &words.unwrap_or_default()),
                criterion => {
                    if let Some(state) = value.as_str().and_then(ScoreState::of) {
                        building.score(criterion, Some(&one.id), |score| score.state = state);
                    }
                }
            }
            return;
        }
        if let Some(criterion) = name.strip_suffix(&format!("_{}_value", one.id)) {
            return building.score(criterion, Some(&one.id), |score| score.value = value.as_f64());
        }
        if let Some(criterion) = name.strip_suffix(&format!("_{}_why", one.id)) {
            return building.score(criterion, Some(&one.id), |score| score.rationale = words);
        }
    }
}

fn issues(building: &mut Building, one: &Response, value: &Value) {
    let offsets = Offsets::new(&one.text);
    for span in value.as_array().into_iter().flatten() {
        let at = |key: &str| span.get(key).and_then(Value::as_u64).and_then(|at| usize::try_from(at).ok());
        if let (Some(start), Some(end)) = (at("start"), at("end")) {
            let place = Span::new(offsets.nearest(Unit::CodePoint, start), offsets.nearest(Unit::CodePoint, end));
            let label = text_of(span, "label").to_owned();
            building
                .issue(None, one, Some(place), |issue| issue.category = Some(label).filter(|label| label != "issue"));
        }
    }
}

fn groups(value: &Value) -> Vec<Vec<String>> {
    let mut groups: Vec<(u64, Vec<String>)> = Vec::new();
    for entry in value.as_array().into_iter().flatten() {
        let rank = entry.get("rank").and_then(Value::as_u64).unwrap_or_default();
        let id = text_of(entry, "value").to_owned();
        match groups.iter_mut().find(|(own, _)| *own == rank) {
            Some((_, group)) => group.push(id),
            None => groups.push((rank, vec![id])),
        }
    }
    crate::text::sort_by_place(&mut groups, |(rank, _)| (usize::try_from(*rank).unwrap_or(usize::MAX), 0));
    groups.into_iter().map(|(_, group)| group).collect()
}
