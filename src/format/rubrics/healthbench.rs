//! `HealthBench` (openai/simple-evals, healthbench_eval.py): rows of a prompt with its rubric; written with the results of
//! each response as its evaluation has them.

use super::super::work::{
    Building, Work, bare_task, documents, known_by_prompt, letter, lines, list_of, message, messages, response,
    text_of, turns,
};
use super::rubric;
use crate::annotation::Annotation;
use crate::json::{DecodeError, Doc, Map, Value, object};
use crate::rubric::standing;
use crate::task::{Criterion, Part, Reference, Response, ScoreState, Task, find_score};

pub(in crate::format) fn read(text: &str, known: &[Task]) -> Result<Vec<Work>, DecodeError> {
    let mut works: Vec<Work> = Vec::new();
    for (at, row) in documents(text)?.into_iter().enumerate() {
        let under = |error: DecodeError| error.under_index(at);
        let prompt =
            row.get("prompt").cloned().ok_or_else(|| under(DecodeError::missing("messages").under_field("prompt")))?;
        let id = text_of(&row, "prompt_id");
        let of = works.iter().position(|work| work.task.id == id && !id.is_empty());
        let of = match of {
            Some(of) => of,
            None => {
                let own = known.iter().find(|task| task.id == id).or_else(|| known_by_prompt(known, &prompt));
                let task = match own {
                    Some(task) => task.clone(),
                    None => task_of(&row, &prompt, at).map_err(under)?,
                };
                works.push(Work { task, annotations: Vec::new() });
                works.len() - 1
            }
        };
        if let Some(work) = works.get_mut(of) {
            results(work, &row, known.iter().any(|task| task.id == work.task.id)).map_err(under)?;
        }
    }
    Ok(works)
}

fn task_of(row: &Value, prompt: &Value, at: usize) -> Result<Task, DecodeError> {
    let id = text_of(row, "prompt_id");
    let mut task = bare_task(&if id.is_empty() { format!("row-{}", at + 1) } else { id.to_owned() });
    task.turns = turns(prompt).map_err(|error| error.under_field("prompt"))?;
    let mut criteria = Vec::new();
    for (index, item) in list_of(row, "rubrics").iter().enumerate() {
        let points = f64::read(item.get("points").cloned().unwrap_or_default());
        let points = points.map_err(|error| error.under_field("points").under_index(index).under_field("rubrics"))?;
        let mut one = Criterion::of(format!("c{}", index + 1), text_of(item, "criterion"), "", points);
        one.tags = Vec::read(item.get("tags").cloned().unwrap_or_default()).unwrap_or_default();
        criteria.push(one);
    }
    task.rubric = Some(rubric(criteria));
    task.parts = vec![Part::Scores];
    let tags: Vec<String> = Vec::read(row.get("example_tags").cloned().unwrap_or_default()).unwrap_or_default();
    task.domains = tags.iter().filter_map(|tag| tag.strip_prefix("theme:")).map(ToOwned::to_owned).collect();
    let ideal = row.get("ideal_completions_data").map_or("", |data| text_of(data, "ideal_completion"));
    if !ideal.is_empty() {
        task.reference = Some(Reference { text: ideal.to_owned(), extra: Map::new() });
    }
    Ok(task)
}

/// A graded completion becomes a response and what was found in it.
fn results(work: &mut Work, row: &Value, is_known: bool) -> Result<(), DecodeError> {
    let Some(completion) = row.get("completion") else { return Ok(()) };
    let text = completion.as_str().map(ToOwned::to_owned);
    let text = text
        .or_else(|| completion.as_array()?.last().map(|last| text_of(last, "content").to_owned()))
        .unwrap_or_default();
    let found = work.task.responses.iter().find(|one| one.text == text).map(|one| one.id.clone());
    let id = match found {
        Some(id) => id,
        None if is_known => return Ok(()),
        None => {
            let id = letter(work.task.responses.len());
            let mut made = response(&id, &text);
            made.model = row.get("model").and_then(Value::as_str).map(ToOwned::to_owned);
            work.task.responses.push(made);
            id
        }
    };
    let items = list_of(row, "rubric_items");
    let annotator = row.get("annotator").and_then(Value::as_str);
    if items.is_empty() && annotator.is_none() {
        return Ok(());
    }
    let at = work.annotations.iter().position(|one| one.annotator.as_deref() == annotator);
    let mut building = Building::new(&work.task);
    if let Some(before) = at.and_then(|at| work.annotations.get(at)).cloned() {
        building.resume(&before);
    }
    building.set(|annotation| annotation.annotator = annotator.map(ToOwned::to_owned));
    for item in items {
        let words = text_of(item, "criterion");
        let Some(own) = work.task.criteria().iter().find(|one| words_of(one) == words) else { continue };
        building.score(&own.id, Some(&id), |score| {
            score.state = match item.get("criteria_met") {
                Some(Value::Bool(true)) => ScoreState::Met,
                Some(Value::Bool(false)) => ScoreState::Unmet,
                _ => ScoreState::Unjudged,
            };
            score.rationale = Some(text_of(item, "explanation").to_owned()).filter(|text| !text.is_empty());
        });
    }
    let annotation = building.close();
    match at.and_then(|at| work.annotations.get_mut(at)) {
        Some(before) => *before = annotation,
        None => work.annotations.push(annotation),
    }
    Ok(())
}

/// A criterion in one text, as these rows have it.
fn words_of(criterion: &Criterion) -> String {
    match (criterion.title.trim(), criterion.text.trim()) {
        (title, "") => title.to_owned(),
        ("", text) => text.to_owned(),
        (title, text) => format!("{title}\n{text}"),
    }
}

/// A row for each response and annotation; a task without any has one of its own.
pub(in crate::format) fn write(works: &[Work]) -> String {
    let mut rows = Vec::new();
    for work in works {
        let before = rows.len();
        for annotation in &work.annotations {
            for response in &work.task.responses {
                rows.push(row(&work.task, Some((annotation, response))));
            }
        }
        if rows.len() == before {
            rows.push(row(&work.task, None));
        }
    }
    lines(rows)
}

fn row(task: &Task, graded: Option<(&Annotation, &Response)>) -> Value {
    let item = |one: &Criterion| {
        vec![("criterion", words_of(one).into()), ("points", one.points.write()), ("tags", one.tags.write())]
    };
    let list = |items: Vec<Vec<(&str, Value)>>| {
        let object = |fields: Vec<(&str, Value)>| {
            let mut map = Map::new();
            fields.into_iter().for_each(|(key, value)| crate::json::put(&mut map, key, value));
            Value::Object(map)
        };
        Value::Array(items.into_iter().map(object).collect())
    };
    let themes: Vec<Value> = task.domains.iter().map(|domain| format!("theme:{domain}").into()).collect();
    let ideal = task.reference.as_ref().map_or(Value::Null, |reference| {
        object([
            ("ideal_completion", reference.text.as_str().into()),
            ("ideal_completions_ref_completions", Vec::<Value>::new().into()),
        ])
    });
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| crate::json::put(&mut map, key, value);
    put("prompt_id", task.id.as_str().into());
    put("prompt", messages(task, graded.map(|(_, response)| response)).into());
    put("rubrics", list(task.criteria().iter().map(item).collect()));
    put("example_tags", themes.into());
    put("ideal_completions_data", ideal);
    if let Some((annotation, response)) = graded {
        let about = |one: &&Criterion| {
            one.turn.is_none() || one.turn.as_deref() == task.answered_turn(response).map(|turn| turn.id.as_str())
        };
        let items = task.criteria().iter().filter(about).map(|one| {
            let score = find_score(&annotation.scores, &one.id, &response.id);
            let met = score.and_then(|score| match score.state {
                ScoreState::Met => Some(one.passed(score)),
                ScoreState::Unmet => Some(false),
                ScoreState::Na | ScoreState::Unsure | ScoreState::Unjudged => None,
            });
            let why = score.and_then(|score| score.rationale.clone()).unwrap_or_default();
            [item(one), vec![("criteria_met", met.write()), ("explanation", why.into())]].concat()
        });
        let items = list(items.collect());
        // Where something is not judged, there is no score, and none is not nought.
        let is_open = |one: &&Criterion| {
            find_score(&annotation.scores, &one.id, &response.id)
                .is_none_or(|score| matches!(score.state, ScoreState::Unsure | ScoreState::Unjudged))
        };
        let score = task
            .rubric
            .as_ref()
            .filter(|_| !task.criteria().iter().filter(about).any(|one| is_open(&one)))
            .and_then(|rubric| standing(rubric, &annotation.scores, Some(&response.id), |one| about(&one)).raw);
        put("completion", vec![message("assistant", &response.text)].into());
        put("rubric_items", items);
        put("score", score.write());
        if let Some(annotator) = &annotation.annotator {
            put("annotator", annotator.as_str().into());
        }
        if let Some(model) = &response.model {
            put("model", model.as_str().into());
        }
    }
    Value::Object(map)
}
