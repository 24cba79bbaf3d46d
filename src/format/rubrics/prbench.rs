//! `PRBench` (ScaleAI): rows of a conversation with criteria in weight classes; read only.

use super::super::work::{Work, bare_task, documents, letter, list_of, response, text_of, turns};
use super::rubric;
use crate::json::{DecodeError, Map, Value};
use crate::task::{Criterion, Part, Reference};

/// The weight classes with the points that stand for them where a criterion says none: the middle of each range.
const CLASSES: [(&str, &str, f64); 6] = [
    ("critically important", "critically_important_weight", 9.0),
    ("important", "important_weight", 5.5),
    ("slightly important", "slightly_important_weight", 2.5),
    ("slightly detrimental", "slightly_detrimental_weight", -2.5),
    ("detrimental", "detrimental_weight", -7.0),
    ("critically detrimental", "critically_detrimental_weight", -9.0),
];

pub(in crate::format) fn read(text: &str) -> Result<Vec<Work>, DecodeError> {
    let mut works = Vec::new();
    for (at, row) in documents(text)?.into_iter().enumerate() {
        let under = |error: DecodeError| error.under_index(at);
        let id = text_of(&row, "task");
        let mut task = bare_task(&if id.is_empty() { format!("row-{}", at + 1) } else { id.to_owned() });
        for domain in ["field", "topic"].into_iter().map(|key| text_of(&row, key)).filter(|name| !name.is_empty()) {
            task.domains.push(domain.to_owned());
        }
        // Turns are prompt_0, response_0, prompt_1, …; what comes last is asked.
        let mut talk = Vec::new();
        for number in 0..10 {
            for (key, role) in [("prompt", "user"), ("response", "assistant")] {
                let said = text_of(&row, &format!("{key}_{number}"));
                if !said.is_empty() {
                    talk.push(super::super::work::message(role, said));
                }
            }
        }
        let answer = talk
            .last()
            .filter(|last| text_of(last, "role") == "assistant")
            .map(|last| text_of(last, "content").to_owned());
        if let Some(answer) = answer {
            talk.pop();
            let mut made = response(&letter(0), &answer);
            made.model = Some(text_of(&row, "model_0").to_owned()).filter(|model| !model.is_empty());
            task.responses.push(made);
        }
        task.turns = turns(&Value::Array(talk)).map_err(under)?;
        let rows = list_of(&row, "rubric").iter().enumerate();
        let criteria: Result<Vec<_>, _> = rows.map(|(index, one)| row_of(one, index)).collect();
        task.rubric = Some(rubric(criteria.map_err(|error| under(error.under_field("rubric")))?));
        let sources = (0..10).flat_map(|number| list_of(&row, &format!("reference_texts_{number}")));
        let reference: Vec<&str> = sources.filter_map(Value::as_str).collect();
        if !reference.is_empty() {
            task.reference = Some(Reference { text: reference.join("\n\n"), extra: Map::new() });
        }
        task.parts = vec![Part::Scores];
        works.push(Work { task, annotations: Vec::new() });
    }
    Ok(works)
}

fn row_of(one: &Value, index: usize) -> Result<Criterion, DecodeError> {
    let notes = one.get("annotations").unwrap_or(one);
    let class = text_of(notes, "weight_class").replace('_', " ");
    let known = CLASSES.iter().find(|(name, ..)| *name == class.to_lowercase());
    let points = known.and_then(|(_, key, _)| notes.get(*key)).and_then(number).or(known.map(|(.., points)| *points));
    let Some(points) = points.or_else(|| notes.get("weight").and_then(number)) else {
        return Err(DecodeError::new("a weight class or a weight", &class)
            .under_field("annotations")
            .under_index(index));
    };
    let id = text_of(one, "id");
    let id = if id.is_empty() { format!("c{}", index + 1) } else { id.to_owned() };
    let mut made = Criterion::of(id, text_of(one, "title"), text_of(notes, "criteria_description"), points);
    made.class = Some(class).filter(|class| !class.is_empty());
    let category = text_of(notes, "criteria_category");
    made.tags = if category.is_empty() { Vec::new() } else { vec![format!("category:{category}")] };
    Ok(made)
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| crate::json::number(value.as_str()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weight_classes_become_points_and_stay_classes() {
        let row = serde_json::json!({"task": "t", "field": "Law", "prompt_0": "May he?", "response_0": "Yes.", "rubric": [
            {"id": "x", "title": "Names § 1", "annotations": {"weight_class": "critically important", "critically_important_weight": 8}},
            {"title": "Invents a law", "annotations": {"weight_class": "detrimental"}}]});
        let task = read(&row.to_string()).expect("a task").remove(0).task;
        let said: Vec<_> =
            task.criteria().iter().map(|one| (one.id.as_str(), one.points, one.class.as_deref())).collect();
        assert_eq!(said, [("x", 8.0, Some("critically important")), ("c2", -7.0, Some("detrimental"))]);
        assert_eq!((task.turns.len(), task.responses[0].text.as_str()), (1, "Yes."));
        let bad =
            serde_json::json!({"prompt_0": "?", "rubric": [{"title": "x", "annotations": {"weight_class": "heavy"}}]});
        assert_eq!(read(&bad.to_string()).expect_err("refused").path, "$[0].rubric[0].annotations");
    }
}
