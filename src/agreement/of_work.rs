//! Ratings made of annotations of one task: its judgements as a table, its issues as marked places.

use super::Table;
use super::spans::{Mark, Text};
use crate::annotation::{Annotation, judgements};
use crate::json::Value;
use crate::task::{Scale, ScoreState, Task, Unit, find_score};
use crate::text::{Offsets, Quote, Span, anchor};

/// Every judgement that the task asks for as a row, every annotation as a rater. A state is its word, a value is itself;
/// what nobody has judged yet, or could not tell, is missing. Criteria of one scale only, or categories would be mixed.
#[must_use]
pub fn scores_table(task: &Task, annotations: &[&Annotation], valued: bool) -> Table {
    let asked = judgements(task).into_iter().filter(|(criterion, _)| (criterion.scale != Scale::Binary) == valued);
    let mut rows = Vec::new();
    for (criterion, response) in asked {
        let cell = |annotation: &&Annotation| {
            let score = find_score(&annotation.scores, &criterion.id, response.unwrap_or_default());
            let score = score.filter(|score| !matches!(score.state, ScoreState::Unjudged | ScoreState::Unsure))?;
            if valued { score.value.map(Value::from) } else { Some(score.state.word().into()) }
        };
        rows.push(annotations.iter().map(|annotation| cell(annotation).unwrap_or_default()).collect());
    }
    Table::of_values(&rows, &[])
}

/// Every response as a text, every annotation's issues in it as marks of a rater, in bytes. An issue about the response as
/// a whole marks nothing.
#[must_use]
pub fn spans_of(task: &Task, annotations: &[&Annotation]) -> Vec<Text> {
    let text = |response: &crate::task::Response| {
        let offsets = Offsets::new(&response.text);
        let mut marks = Vec::new();
        for (rater, annotation) in annotations.iter().enumerate() {
            for issue in annotation.issues.iter().filter(|issue| issue.response == response.id) {
                let Some(span) = &issue.span else { continue };
                let unit = match span.unit {
                    Unit::Codepoint => crate::text::Unit::CodePoint,
                    Unit::Utf16 => crate::text::Unit::Utf16,
                    Unit::Byte => crate::text::Unit::Byte,
                };
                let (exact, prefix, suffix) = (span.exact.clone(), span.prefix.clone(), span.suffix.clone());
                let quote = Quote { exact, prefix, suffix };
                let found = anchor::find(&response.text, &quote, offsets.nearest(unit, span.start)).span;
                if !found.is_empty() {
                    marks.push(Mark { rater, span: found, category: issue.category.clone().unwrap_or_default() });
                }
            }
        }
        Text { whole: Span::of(&response.text), marks }
    };
    task.responses.iter().map(text).collect()
}
