//! `ProfBench` (nvidia): rows of a prompt with criteria of four weights and what three models fulfilled; read only.

use super::super::work::{Building, Work, bare_task, documents, letter, list_of, response, text_of, turns};
use super::rubric;
use crate::json::{DecodeError, Doc, Value};
use crate::task::{Criterion, Part, ScoreState};

const WEIGHTS: [(&str, f64); 4] = [("Critical", 4.0), ("Major", 3.0), ("Minor", 2.0), ("Additional", 1.0)];

pub(in crate::format) fn read(text: &str) -> Result<Vec<Work>, DecodeError> {
    let mut works = Vec::new();
    for (at, row) in documents(text)?.into_iter().enumerate() {
        let id = text_of(&row, "task_id");
        let mut task = bare_task(&if id.is_empty() { format!("row-{}", at + 1) } else { id.to_owned() });
        task.domains = vec![text_of(&row, "domain").to_owned()];
        task.domains.retain(|domain| !domain.is_empty());
        task.turns = turns(row.get("prompt").unwrap_or(&"".into()))
            .map_err(|error| error.under_field("prompt").under_index(at))?;
        let mut criteria = Vec::new();
        for (index, one) in list_of(&row, "rubrics").iter().enumerate() {
            let class = text_of(one, "criterion_weight");
            let Some((_, points)) = WEIGHTS.iter().find(|(name, _)| *name == class) else {
                let error = DecodeError::unexpected("one of Critical Major Minor Additional", &class.into());
                return Err(error
                    .under_field("criterion_weight")
                    .under_index(index)
                    .under_field("rubrics")
                    .under_index(at));
            };
            let mut made = Criterion::of(format!("c{}", index + 1), text_of(one, "criterion_description"), "", *points);
            made.class = Some(class.to_owned());
            made.tags = Vec::read(one.get("criterion_type").cloned().unwrap_or_default()).unwrap_or_default();
            criteria.push(made);
        }
        task.rubric = Some(rubric(criteria));
        task.parts = vec![Part::Scores];
        let models: Vec<String> = row
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(key, _)| key.strip_suffix("_response"))
            .map(ToOwned::to_owned)
            .collect();
        for (index, model) in models.iter().enumerate() {
            let mut made = response(&letter(index), text_of(&row, &format!("{model}_response")));
            made.model = Some(model.clone());
            task.responses.push(made);
        }
        let mut building = Building::new(&task);
        let mut judged = false;
        for (index, one) in list_of(&row, "rubrics").iter().enumerate() {
            for (at, model) in models.iter().enumerate() {
                let state = match one.get(format!("{model}_fulfilment")) {
                    Some(Value::Bool(true)) => ScoreState::Met,
                    Some(Value::Bool(false)) => ScoreState::Unmet,
                    _ => continue,
                };
                judged = true;
                building.score(&format!("c{}", index + 1), Some(&letter(at)), |score| score.state = state);
            }
        }
        let annotations = if judged { vec![building.close()] } else { Vec::new() };
        works.push(Work { task, annotations });
    }
    Ok(works)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_become_points_and_fulfilments_scores() {
        let row = serde_json::json!({"task_id": "t", "domain": "Physics", "prompt": "Why?", "o3_response": "So.", "r1_response": "No.",
            "rubrics": [{"criterion_description": "Says why", "criterion_type": ["Reasoning"], "criterion_weight": "Major", "o3_fulfilment": true, "r1_fulfilment": false}]});
        let work = read(&row.to_string()).expect("a work").remove(0);
        assert_eq!((work.task.criteria()[0].points, work.task.responses.len()), (3.0, 2));
        let states: Vec<_> =
            work.annotations[0].scores.iter().map(|score| (score.response.as_deref(), score.state)).collect();
        assert_eq!(states, [(Some("a"), ScoreState::Met), (Some("b"), ScoreState::Unmet)]);
    }
}
