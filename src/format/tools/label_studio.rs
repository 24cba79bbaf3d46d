//! Label Studio: a task with a text for each response; regions for issues, choices and numbers for scores, text areas for
//! reasons and corrections, a ranker. Offsets are code points, as its front end counts.
//!
//! Names: `issues-R`, `severity-R`, `comment-R`, `correction-R`, `C-R`, `C-R-value`, `C-R-why` for response R, criterion C;
//! `ranking`, `why`, `note`.

use super::super::work::{
    Building, Work, bare_task, documents, lines, list_of, opened, question, response, text_of, turns,
};
use crate::annotation::{Annotation, Exit, ExitKind, Preference, span_bytes};
use crate::json::{DecodeError, Doc, Map, Value, object, put};
use crate::task::{Response, ScoreState, Task, Taxonomy};
use crate::text::{Offsets, Span, Unit};

pub(in crate::format) fn write(works: &[Work], predictions: bool) -> String {
    let mut rows = Vec::new();
    for Work { task, annotations } in works {
        let done: Vec<Value> = annotations.iter().map(|annotation| outcome(task, annotation, predictions)).collect();
        let key = if predictions { "predictions" } else { "annotations" };
        rows.push(object([("data", data(task)), (key, done.into())]));
    }
    // Label Studio imports one JSON list.
    let mut text = String::from("[\n");
    text.push_str(lines(rows).trim_end().replace('\n', ",\n").as_str());
    text.push_str("\n]\n");
    text
}

fn data(task: &Task) -> Value {
    let mut map = Map::new();
    put(&mut map, "id", task.id.as_str().into());
    put(&mut map, "prompt", question(task, task.responses.first()).into());
    let messages = super::super::work::messages(task, None);
    put(&mut map, "messages", messages.into());
    for one in &task.responses {
        put(&mut map, &format!("response_{}", one.id), one.text.as_str().into());
    }
    Value::Object(map)
}

fn outcome(task: &Task, annotation: &Annotation, prediction: bool) -> Value {
    let result = Value::Array(results(task, annotation));
    if prediction {
        let version = annotation.annotator.clone().unwrap_or_else(|| "corrigenda".into());
        return object([
            ("model_version", version.into()),
            ("score", annotation.confidence.write()),
            ("result", result),
        ]);
    }
    object([
        ("unique_id", annotation.id.write()),
        ("completed_by", object([("email", annotation.annotator.write())])),
        ("created_at", annotation.submitted_at.write()),
        ("lead_time", (annotation.time.active_ms / 1000.0).into()),
        ("was_cancelled", annotation.exit.is_some().into()),
        ("ground_truth", false.into()),
        ("result", result),
    ])
}

/// One result of a control that is about a response as a whole.
fn whole(from: &str, to: &str, kind: &str, value: Value) -> Value {
    let id = format!("{from}-{to}");
    object([
        ("id", id.into()),
        ("from_name", from.into()),
        ("to_name", to.into()),
        ("type", kind.into()),
        ("value", value),
    ])
}

fn words(text: &str) -> Value {
    object([("text", vec![text].into())])
}

fn results(task: &Task, annotation: &Annotation) -> Vec<Value> {
    let annotation = opened(task, annotation);
    let mut list = Vec::new();
    for one in &task.responses {
        regions(&annotation, one, &mut list);
        let to = format!("response-{}", one.id);
        for score in annotation.scores.iter().filter(|score| score.response.as_deref() == Some(one.id.as_str())) {
            let name = format!("{}-{}", score.criterion, one.id);
            if score.state != ScoreState::Unjudged {
                let choice = object([("choices", vec![score.state.word()].into())]);
                list.push(whole(&name, &to, "choices", choice));
            }
            if let Some(value) = score.value {
                list.push(whole(&format!("{name}-value"), &to, "number", object([("number", value.write())])));
            }
            if let Some(why) = &score.rationale {
                list.push(whole(&format!("{name}-why"), &to, "textarea", words(why)));
            }
        }
        for correction in annotation.corrections.iter().filter(|correction| correction.response == one.id) {
            list.push(whole(&format!("correction-{}", one.id), &to, "textarea", words(&correction.text)));
        }
    }
    if let Some(preference) = &annotation.preference {
        let order: Vec<Value> = preference.ranking.iter().flatten().map(|id| id.as_str().into()).collect();
        list.push(whole("ranking", "responses", "ranker", object([("ranker", object([("rank", order.into())]))])));
        list.extend(preference.rationale.as_ref().map(|why| whole("why", "responses", "textarea", words(why))));
    }
    if let Some(exit) = &annotation.exit {
        list.push(whole("exit", "prompt", "choices", object([("choices", vec![exit.kind.word()].into())])));
        list.push(whole("exit-note", "prompt", "textarea", words(&exit.note)));
    }
    list.extend(annotation.note.as_ref().map(|note| whole("note", "prompt", "textarea", words(note))));
    list
}

/// Regions: the label, and with the same id its severity and comment.
fn regions(annotation: &Annotation, one: &Response, list: &mut Vec<Value>) {
    let offsets = Offsets::new(&one.text);
    for issue in annotation.issues.iter().filter(|issue| issue.response == one.id) {
        let mut place = Map::new();
        if let Some(span) = &issue.span {
            let at = offsets.span_to(Unit::CodePoint, span_bytes(span));
            put(&mut place, "start", at.start.into());
            put(&mut place, "end", at.end.into());
            put(&mut place, "text", span_bytes(span).slice(&one.text).into());
        }
        let mut push = |name: &str, kind: &str, key: &str, said: &str| {
            let mut value = place.clone();
            put(&mut value, key, vec![said].into());
            list.push(object([
                ("id", issue.id.as_str().into()),
                ("from_name", format!("{name}-{}", one.id).into()),
                ("to_name", format!("response-{}", one.id).into()),
                ("type", kind.into()),
                ("value", Value::Object(value)),
            ]));
        };
        let category = issue.category.as_deref().unwrap_or("issue");
        // A region without a place does not exist there: what is about the whole is a choice of its own.
        if issue.span.is_some() {
            push("issues", "labels", "labels", category);
        } else {
            push("missing", "choices", "choices", category);
        }
        if let Some(severity) = &issue.severity {
            push("severity", "choices", "choices", severity);
        }
        if !issue.comment.is_empty() {
            push("comment", "textarea", "text", &issue.comment);
        }
        if let Some(left) = &issue.left {
            push("left", "textarea", "text", left);
        }
    }
}

pub(in crate::format) fn read(text: &str, known: &[Task]) -> Result<Vec<Work>, DecodeError> {
    let mut works = Vec::new();
    for (at, row) in documents(text)?.into_iter().enumerate() {
        let data = row
            .get("data")
            .cloned()
            .ok_or_else(|| DecodeError::missing("an object").under_field("data").under_index(at))?;
        let task = match known.iter().find(|task| task.id == text_of(&data, "id")) {
            Some(task) => task.clone(),
            None => task_of(&row, &data, at).map_err(|error| error.under_field("data").under_index(at))?,
        };
        let outcomes = list_of(&row, "annotations").iter().chain(list_of(&row, "predictions"));
        let annotations = outcomes.map(|outcome| annotation_of(&task, outcome)).collect();
        works.push(Work { task, annotations });
    }
    Ok(works)
}

/// Any task of Label Studio: what is called a prompt or a question asks, every other text is a response.
fn task_of(row: &Value, data: &Value, at: usize) -> Result<Task, DecodeError> {
    let number = row.get("id").and_then(Value::as_i64).map(|id| id.to_string());
    let id = [text_of(data, "id").to_owned(), number.unwrap_or_default()].into_iter().find(|id| !id.is_empty());
    let mut task = bare_task(&id.unwrap_or_else(|| format!("row-{}", at + 1)));
    let asked = ["prompt", "question", "instruction", "input"].into_iter().find(|key| data.get(*key).is_some());
    if let Some(messages) = data.get("messages").filter(|messages| messages.is_array()) {
        task.turns = turns(messages)?;
    } else if let Some(asked) = asked {
        task.turns = turns(&text_of(data, asked).into())?;
    }
    for (key, value) in data.as_object().into_iter().flatten() {
        let own = key.strip_prefix("response_").or_else(|| key.strip_prefix("answer_"));
        let plain = matches!(key.as_str(), "response" | "answer" | "text" | "completion" | "output");
        if let (Some(text), Some(id)) = (value.as_str(), own.or(plain.then_some(key.as_str()))) {
            task.responses.push(response(id, text));
        }
    }
    Ok(task)
}

fn annotation_of(task: &Task, outcome: &Value) -> Annotation {
    let mut building = Building::new(task);
    let author = outcome.get("completed_by").map(|by| match by {
        Value::Number(number) => number.to_string(),
        by => text_of(by, "email").to_owned(),
    });
    let version = outcome.get("model_version").and_then(Value::as_str).filter(|version| *version != "corrigenda");
    building.set(|annotation| {
        annotation.id = outcome.get("unique_id").and_then(Value::as_str).map(ToOwned::to_owned);
        annotation.annotator = author.filter(|author| !author.is_empty()).or_else(|| version.map(ToOwned::to_owned));
        annotation.submitted_at = outcome.get("created_at").and_then(Value::as_str).map(ToOwned::to_owned);
        annotation.confidence = outcome.get("score").and_then(Value::as_f64);
        annotation.time.active_ms =
            (outcome.get("lead_time").and_then(Value::as_f64).unwrap_or_default() * 1000.0).round();
    });
    for result in list_of(outcome, "result") {
        take(&mut building, task, result);
    }
    if outcome.get("was_cancelled") == Some(&Value::Bool(true)) {
        building.set(|annotation| {
            annotation.exit.get_or_insert_with(|| Exit {
                kind: ExitKind::GiveUp,
                note: String::new(),
                extra: Map::new(),
            });
        });
    }
    building.close()
}

fn take(building: &mut Building, task: &Task, result: &Value) {
    let (from, to) = (text_of(result, "from_name"), text_of(result, "to_name"));
    let value = result.get("value").cloned().unwrap_or_default();
    let one = |key: &str| list_of(&value, key).first().and_then(Value::as_str).unwrap_or_default().to_owned();
    let said = one("text");
    match from {
        "ranking" => {
            let order = value.get("ranker").map(|ranker| list_of(ranker, "rank").to_vec()).unwrap_or_default();
            let ranking = order.iter().filter_map(Value::as_str).map(|id| vec![id.to_owned()]).collect();
            return building.set(|annotation| prefer(annotation).ranking = ranking);
        }
        "why" => return building.set(|annotation| prefer(annotation).rationale = Some(said)),
        "note" => return building.set(|annotation| annotation.note = Some(said)),
        "exit" | "exit-note" => {
            return building.set(|annotation| {
                let exit = annotation.exit.get_or_insert_with(|| Exit {
                    kind: ExitKind::GiveUp,
                    note: String::new(),
                    extra: Map::new(),
                });
                match ExitKind::of(&one("choices")) {
                    Some(kind) => exit.kind = kind,
                    None => exit.note = said,
                }
            });
        }
        _ => {}
    }
    // Others name their texts as they like: where there is one response, it is meant.
    let named = to.strip_prefix("response-").and_then(|id| task.response(id));
    let Some(own) = named.or_else(|| task.responses.first().filter(|_| task.responses.len() == 1)) else { return };
    let name = from.strip_suffix(&format!("-{}", own.id)).unwrap_or(from);
    let id = text_of(result, "id").to_owned();
    match (name, text_of(result, "type")) {
        ("correction", _) => building.corrected(own, &said),
        ("missing", _) => building.issue(Some(id), own, None, |issue| issue.category = labelled(one("choices"))),
        ("severity", _) => building.change_issue(&id, |issue| issue.severity = Some(one("choices"))),
        ("comment", _) => building.change_issue(&id, |issue| issue.comment = said),
        ("left", _) => building.change_issue(&id, |issue| issue.left = Some(said)),
        (_, "labels") => {
            let span = span_of(own, &value);
            building.issue(Some(id), own, span, |issue| issue.category = labelled(one("labels")));
        }
        (_, kind) => scored(building, own, from, kind, &value),
    }
}

fn labelled(label: String) -> Option<String> {
    Some(label).filter(|label| label != "issue" && !label.is_empty())
}

fn prefer(annotation: &mut Annotation) -> &mut Preference {
    annotation.preference.get_or_insert_with(|| super::super::training::trl::preference(Vec::new()))
}

fn span_of(own: &Response, value: &Value) -> Option<Span> {
    let at = |key: &str| value.get(key).and_then(Value::as_u64).and_then(|at| usize::try_from(at).ok());
    let offsets = Offsets::new(&own.text);
    Some(Span::new(offsets.nearest(Unit::CodePoint, at("start")?), offsets.nearest(Unit::CodePoint, at("end")?)))
}

/// `C-R`, `C-R-value`, `C-R-why`; others' ratings and choices become scores of a criterion by their control's name.
fn scored(building: &mut Building, own: &Response, from: &str, kind: &str, value: &Value) {
    let bare = from.strip_suffix("-value").or_else(|| from.strip_suffix("-why")).unwrap_or(from);
    let criterion = bare.strip_suffix(&format!("-{}", own.id)).unwrap_or(bare).to_owned();
    let choice = list_of(value, "choices").first().and_then(Value::as_str).unwrap_or_default();
    let number = value.get("number").or_else(|| value.get("rating")).and_then(Value::as_f64);
    building.score(&criterion, Some(&own.id), |score| match kind {
        "choices" => match ScoreState::of(choice) {
            Some(state) => score.state = state,
            None => score.rationale = Some(choice.to_owned()),
        },
        "number" | "rating" => {
            score.value = number;
            if score.state == ScoreState::Unjudged {
                score.state = ScoreState::Met;
            }
        }
        _ => score.rationale = list_of(value, "text").first().and_then(Value::as_str).map(ToOwned::to_owned),
    });
}

/// The labelling configuration that these tasks and results fit.
#[must_use]
pub fn config(task: &Task) -> String {
    let mut xml = String::from("<View>\n  <Text name=\"prompt\" value=\"$prompt\"/>\n");
    let general = Taxonomy { categories: Vec::new(), severities: Vec::new(), extra: Map::new() };
    let taxonomy = task.taxonomy.as_ref().unwrap_or(&general);
    let options = |tag: &str, values: &mut dyn Iterator<Item = &str>| -> String {
        values.map(|value| format!("<{tag} value=\"{}\"/>", escaped(value))).collect()
    };
    for one in &task.responses {
        let id = escaped(&one.id);
        let to = format!("toName=\"response-{id}\"");
        let mut labels = taxonomy.categories.iter().map(|one| one.id.as_str()).chain(["issue"]);
        xml.push_str(&format!("  <Text name=\"response-{id}\" value=\"$response_{id}\"/>\n"));
        xml.push_str(&format!("  <Labels name=\"issues-{id}\" {to}>{}</Labels>\n", options("Label", &mut labels)));
        let mut missing = taxonomy.categories.iter().map(|one| one.id.as_str()).chain(["issue"]);
        xml.push_str(&format!("  <Choices name=\"missing-{id}\" {to}>{}</Choices>\n", options("Choice", &mut missing)));
        let mut severities = taxonomy.severities.iter().map(|one| one.id.as_str());
        let choices = options("Choice", &mut severities);
        xml.push_str(&format!("  <Choices name=\"severity-{id}\" {to} perRegion=\"true\">{choices}</Choices>\n"));
        for name in ["comment", "left"] {
            xml.push_str(&format!("  <TextArea name=\"{name}-{id}\" {to} perRegion=\"true\"/>\n"));
        }
        xml.push_str(&format!("  <TextArea name=\"correction-{id}\" {to}/>\n"));
        for criterion in task.criteria() {
            let name = format!("{}-{id}", escaped(&criterion.id));
            let mut states = ["met", "unmet", "na", "unsure"].into_iter();
            xml.push_str(&format!("  <Choices name=\"{name}\" {to}>{}</Choices>\n", options("Choice", &mut states)));
            xml.push_str(&format!("  <Number name=\"{name}-value\" {to}/>\n  <TextArea name=\"{name}-why\" {to}/>\n"));
        }
    }
    let mut exits = ExitKind::ALL.iter().map(|kind| kind.word());
    xml.push_str("  <TextArea name=\"note\" toName=\"prompt\"/>\n  <TextArea name=\"exit-note\" toName=\"prompt\"/>\n");
    xml.push_str(&format!("  <Choices name=\"exit\" toName=\"prompt\">{}</Choices>\n", options("Choice", &mut exits)));
    if task.responses.len() > 1 {
        xml.push_str(
            "  <List name=\"responses\" value=\"$responses\"/>\n  <Ranker name=\"ranking\" toName=\"responses\"/>\n",
        );
        xml.push_str("  <TextArea name=\"why\" toName=\"responses\"/>\n");
    }
    xml.push_str("</View>\n");
    xml
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
