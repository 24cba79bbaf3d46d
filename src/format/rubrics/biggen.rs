//! BiGGen-Bench and Prometheus rows: one criterion with five described levels; read only.

use super::super::work::{Work, bare_task, documents, letter, message, response, text_of, turns};
use super::rubric;
use crate::json::{DecodeError, Map, Value};
use crate::task::{Criterion, Level, Part, Reference, Scale};

pub(in crate::format) fn read(text: &str) -> Result<Vec<Work>, DecodeError> {
    let mut works = Vec::new();
    for (at, row) in documents(text)?.into_iter().enumerate() {
        let Some(given) = row.get("score_rubric").or_else(|| row.get("rubric")) else {
            return Err(DecodeError::missing("a rubric").under_field("score_rubric").under_index(at));
        };
        let id = text_of(&row, "id");
        let mut task = bare_task(&if id.is_empty() { format!("row-{}", at + 1) } else { id.to_owned() });
        let said = [
            ("system", text_of(&row, "system_prompt")),
            ("user", text_of(&row, "input")),
            ("user", text_of(&row, "instruction")),
        ];
        let talk =
            said.into_iter().filter(|(_, text)| !text.is_empty()).map(|(role, text)| message(role, text)).collect();
        task.turns = turns(&Value::Array(talk)).map_err(|error| error.under_index(at))?;
        task.domains = [text_of(&row, "capability"), text_of(&row, "task")]
            .into_iter()
            .filter(|one| !one.is_empty())
            .map(ToOwned::to_owned)
            .collect();
        let mut one = Criterion::of("c1".into(), text_of(given, "criteria"), "", 5.0);
        let levels: Vec<Level> = (1..=9).filter_map(|value: u8| level(given, value)).collect();
        if levels.len() > 1 {
            one.scale = Scale::Ordinal(levels);
        }
        task.rubric = Some(rubric(vec![one]));
        let reference = text_of(&row, "reference_answer");
        if !reference.is_empty() {
            task.reference = Some(Reference { text: reference.to_owned(), extra: Map::new() });
        }
        for (index, text) in [text_of(&row, "response"), text_of(&row, "orig_response")]
            .into_iter()
            .filter(|text| !text.is_empty())
            .enumerate()
        {
            task.responses.push(response(&letter(index), text));
        }
        task.parts = vec![Part::Scores];
        works.push(Work { task, annotations: Vec::new() });
    }
    Ok(works)
}

fn level(given: &Value, value: u8) -> Option<Level> {
    let description = given.get(format!("score{value}_description")).and_then(Value::as_str)?;
    Some(Level {
        value: f64::from(value),
        name: value.to_string(),
        description: description.to_owned(),
        share: None,
        extra: Map::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_descriptions_become_five_levels() {
        let row = serde_json::json!({"id": "x", "system_prompt": "Be brief.", "input": "Why?", "reference_answer": "So.", "score_rubric":
            {"criteria": "Does it say why?", "score1_description": "no", "score2_description": "hardly", "score3_description": "partly", "score4_description": "mostly", "score5_description": "yes"}});
        let task = read(&row.to_string()).expect("a task").remove(0).task;
        let Scale::Ordinal(levels) = &task.criteria()[0].scale else { panic!("an ordinal scale") };
        assert_eq!(
            (levels.len(), levels[4].value, levels[4].description.as_str(), task.turns.len()),
            (5, 5.0, "yes", 2)
        );
    }
}
