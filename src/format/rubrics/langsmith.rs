//! LangSmith's rubric items of an annotation queue: feedback keys with described values or scores; read only.

use super::super::work::{Work, bare_task, documents, list_of, text_of};
use super::rubric;
use crate::json::{DecodeError, Map, Value};
use crate::task::{Criterion, Level, Part, Scale};

/// A queue (`{name, rubric_instructions, rubric_items: […]}`), or the items alone; each queue a task.
pub(in crate::format) fn read(text: &str) -> Result<Vec<Work>, DecodeError> {
    let rows = documents(text)?;
    let bare = rows.iter().all(|row| row.get("feedback_key").is_some());
    let queues = if bare { vec![crate::json::object([("rubric_items", rows.into())])] } else { rows };
    let mut works = Vec::new();
    for (at, queue) in queues.iter().enumerate() {
        let id = [text_of(queue, "id"), text_of(queue, "name")].into_iter().find(|id| !id.is_empty());
        let mut task = bare_task(&id.map_or_else(|| format!("queue-{}", at + 1), ToOwned::to_owned));
        task.title = text_of(queue, "name").to_owned();
        let instructions = text_of(queue, "rubric_instructions");
        if !instructions.is_empty() {
            let text = instructions.to_owned();
            task.instructions = Some(crate::task::Instructions { version: "1".into(), text, extra: Map::new() });
        }
        let mut criteria: Vec<Criterion> = Vec::new();
        for (index, item) in list_of(queue, "rubric_items").iter().enumerate() {
            let key = text_of(item, "feedback_key");
            if key.is_empty() {
                let error = DecodeError::missing("a feedback key").under_field("feedback_key").under_index(index);
                return Err(error.under_field("rubric_items").under_index(at));
            }
            let mut one = Criterion::of(key.to_owned(), key, text_of(item, "description"), 1.0);
            let levels = levels(item);
            if levels.len() > 1 {
                one.scale = Scale::Ordinal(levels);
            }
            one.gate = item.get("is_assertion").and_then(Value::as_bool).unwrap_or_default();
            criteria.push(one);
        }
        task.rubric = Some(rubric(criteria));
        task.parts = vec![Part::Scores];
        works.push(Work { task, annotations: Vec::new() });
    }
    Ok(works)
}

/// Described scores are levels by their number; described values by their order.
fn levels(item: &Value) -> Vec<Level> {
    let described = |key: &str| item.get(key).and_then(Value::as_object).cloned().unwrap_or_default();
    let mut levels = Vec::new();
    for (score, text) in described("score_descriptions") {
        if let Some(value) = crate::json::number(&score) {
            levels.push(level(value, score, &text));
        }
    }
    for (value, text) in described("value_descriptions") {
        levels.push(level(levels.len() as f64, value, &text));
    }
    levels
}

fn level(value: f64, name: String, text: &Value) -> Level {
    Level { value, name, description: text.as_str().unwrap_or_default().to_owned(), share: None, extra: Map::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn described_scores_become_levels_and_assertions_gates() {
        let queue = serde_json::json!({"name": "q", "rubric_items": [
            {"feedback_key": "tone", "description": "How polite", "score_descriptions": {"0": "rude", "1": "polite"}},
            {"feedback_key": "safe", "is_assertion": true, "is_required": true}]});
        let task = read(&queue.to_string()).expect("a task").remove(0).task;
        assert!(
            matches!(&task.criteria()[0].scale, Scale::Ordinal(levels) if levels[1].value == 1.0 && levels[1].description == "polite")
        );
        assert!(task.criteria()[1].gate && task.criteria()[1].scale == Scale::Binary);
    }
}
