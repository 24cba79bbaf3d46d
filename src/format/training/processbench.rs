//! `ProcessBench` (Qwen): steps and the index of the first wrong one, -1 for none. What comes behind it is not said, and
//! where an unjudged step comes before it, there is no such index and no row.

use super::super::work::{
    Work, documents, lines, list_of, opened, plain_step, question, step_id, step_text, steps_of, text_of,
};
use super::{judge, stepwise, task_at};
use crate::annotation::{StepJudgement, Verdict};
use crate::json::{DecodeError, Doc, Value, object};
use crate::task::Task;

/// The index of the first wrong step, -1 where all are right; none where that cannot be told.
pub(in crate::format) fn first_error(steps: &[StepJudgement]) -> Option<i64> {
    for (at, step) in steps.iter().enumerate() {
        match step.verdict {
            Verdict::Correct | Verdict::Neutral => {}
            Verdict::Incorrect => return i64::try_from(at).ok(),
            Verdict::Unsure | Verdict::Unjudged => return None,
        }
    }
    (!steps.is_empty()).then_some(-1)
}

pub(in crate::format) fn write(works: &[Work]) -> String {
    let mut rows = Vec::new();
    for Work { task, annotations } in works {
        for annotation in annotations {
            let annotation = opened(task, annotation);
            for one in &task.responses {
                let steps = steps_of(&annotation, one);
                let Some(label) = first_error(&steps) else { continue };
                let right = match steps.last().map(|last| last.verdict) {
                    Some(Verdict::Correct) => Some(true),
                    Some(Verdict::Incorrect) => Some(false),
                    _ => None,
                };
                rows.push(object([
                    ("id", format!("{}:{}", task.id, one.id).into()),
                    ("generator", one.model.write()),
                    ("problem", question(task, Some(one)).into()),
                    ("steps", steps.iter().map(|step| step_text(one, step)).collect::<Vec<_>>().into()),
                    ("final_answer_correct", right.write()),
                    ("label", label.into()),
                ]));
            }
        }
    }
    lines(rows)
}

pub(in crate::format) fn read(text: &str, known: &[Task]) -> Result<Vec<Work>, DecodeError> {
    let mut works: Vec<Work> = Vec::new();
    for (at, row) in documents(text)?.into_iter().enumerate() {
        let asked: Value = text_of(&row, "problem").into();
        let of = task_at(&mut works, known, &asked).map_err(|error| error.under_index(at))?;
        let Some(work) = works.get_mut(of) else { continue };
        let steps: Vec<&str> = list_of(&row, "steps").iter().filter_map(Value::as_str).collect();
        let label = row.get("label").and_then(Value::as_i64);
        let Some(label) =
            label.filter(|label| usize::try_from(*label).map_or(*label == -1, |label| label < steps.len()))
        else {
            let error = DecodeError::unexpected("-1 or the index of a step", row.get("label").unwrap_or(&Value::Null));
            return Err(error.under_field("label").under_index(at));
        };
        let Some((id, spans)) = stepwise::of_steps(&mut work.task, known, &steps) else { continue };
        judge(work, &id, |building| {
            let Some(one) = building.response(&id) else { return };
            for (at, span) in spans.iter().enumerate() {
                let mut step = plain_step(&one, step_id(&one, *span, at), *span);
                let here = i64::try_from(at).unwrap_or(i64::MAX);
                step.verdict = match here.cmp(&label) {
                    _ if label == -1 => Verdict::Correct,
                    std::cmp::Ordering::Less => Verdict::Correct,
                    std::cmp::Ordering::Equal => Verdict::Incorrect,
                    // What follows the first mistake was not said.
                    std::cmp::Ordering::Greater => Verdict::Unjudged,
                };
                building.step(&one, step);
            }
        });
    }
    Ok(works)
}
