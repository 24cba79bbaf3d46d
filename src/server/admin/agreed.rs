//! How far experts agree where several worked on one task.

use crate::agreement::{Match, Metric, Options, Ratings, Text, agreement, scores_table, spans_of};
use crate::annotation::Annotation;
use crate::json::{Doc as _, Map, Value, object, parse};
use crate::server::store::Row;
use crate::task::Task;

/// Tasks that are looked at: those that came in last.
pub(super) const TASKS: i64 = 200;
/// Draws for an interval.
const SAMPLES: usize = 400;

/// What several people made of tasks, taken in submission by submission; those of one task come together.
#[derive(Default)]
pub(super) struct Agreed {
    id: String,
    task: Option<Task>,
    annotations: Vec<Annotation>,
    rows: Vec<Vec<Value>>,
    texts: Vec<Text>,
    raters: usize,
    tasks: usize,
}

impl Agreed {
    /// Takes a submission in; one that gave the task back undone says nothing.
    pub(super) fn take(&mut self, row: &Row) {
        let text = |key| row.get(key).and_then(Value::as_str).unwrap_or_default();
        if text("id") != self.id {
            self.close();
            text("id").clone_into(&mut self.id);
            self.task = parse(text("task")).ok();
        }
        let annotation = parse::<Annotation>(text("content")).ok();
        self.annotations.extend(annotation.filter(|annotation| annotation.exit.is_none()));
    }

    fn close(&mut self) {
        let annotations = std::mem::take(&mut self.annotations);
        let Some(task) = self.task.take().filter(|_| annotations.len() > 1) else { return };
        let all: Vec<&Annotation> = annotations.iter().collect();
        let table = scores_table(&task, &all, false);
        let word = |cell: &Option<usize>| {
            cell.and_then(|at| table.categories.get(at)).map_or(Value::Null, |word| word.as_str().into())
        };
        self.rows.extend(table.units().map(|unit| unit.iter().map(word).collect()));
        self.texts.extend(spans_of(&task, &all));
        self.raters = self.raters.max(all.len());
        self.tasks += 1;
    }

    /// The figures, each with its base or why there is none.
    pub(super) fn document(mut self) -> Value {
        self.close();
        let judged = Ratings::Rows(self.rows);
        let marked = Ratings::Spans(self.texts, self.raters);
        object([
            ("tasks", self.tasks.into()),
            ("judgements", figure(&judged, Metric::Alpha)),
            ("places", figure(&marked, Metric::SpanF1)),
        ])
    }
}

fn figure(ratings: &Ratings, metric: Metric) -> Value {
    let options = Options {
        metric,
        weights: None,
        level: None,
        categories: Vec::new(),
        by: Match::Overlap,
        category: None,
        seed: 1,
        samples: SAMPLES,
        confidence: 0.95,
        extra: Map::new(),
    };
    let document = agreement(ratings, &options).map_or(Value::Null, |answer| answer.document());
    match document {
        Value::Object(mut map) => {
            map.insert("metric".into(), metric.write());
            Value::Object(map)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn row(id: &str, states: [&str; 2]) -> Row {
        let criterion = |id: &str| json!({"id": id, "title": id, "text": id, "points": 1, "scale": {"kind": "binary"}});
        let task = json!({"format": "corrigenda.task/1", "id": id, "turns": [{"id": "u", "role": "user", "text": "?"}],
            "responses": [{"id": "a", "turn": "u", "text": "So."}], "rubric": {"id": "r", "criteria": [criterion("c1"), criterion("c2")]}});
        let score =
            |(at, state): (usize, &str)| json!({"criterion": format!("c{}", at + 1), "response": "a", "state": state});
        let content = json!({"format": "corrigenda.annotation/1", "task": {"id": id},
            "scores": states.into_iter().enumerate().map(score).collect::<Vec<_>>()});
        let row = json!({"id": id, "task": task.to_string(), "content": content.to_string()});
        row.as_object().unwrap().clone()
    }

    #[test]
    fn a_figure_has_its_base_and_what_is_undefined_says_why() {
        let mut agreed = Agreed::default();
        for (id, states) in [
            ("a", ["met", "unmet"]),
            ("a", ["met", "unmet"]),
            ("b", ["met", "met"]),
            ("b", ["met", "unmet"]),
            ("c", ["met", "met"]),
        ] {
            agreed.take(&row(id, states));
        }
        let found = agreed.document();
        assert_eq!((&found["tasks"], &found["judgements"]["n"]), (&json!(2), &json!(4)));
        assert_eq!(found["judgements"]["observed"], json!(0.75));
        assert_eq!(found["places"]["undefined"], json!("nobody marked anything"));
        assert!(Agreed::default().document()["judgements"]["undefined"].is_string());
    }
}
