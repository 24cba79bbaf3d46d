//! TRL stepwise supervision: a prompt, its steps, and whether each is right. A truth value has no third: a response ends
//! before the first step that was not judged, and neutral ones count as right.

use super::super::work::{
    Work, documents, letter, lines, list_of, opened, places, plain_step, question, response, step_id, step_text,
    steps_of,
};
use super::{judge, task_at};
use crate::annotation::Verdict;
use crate::json::{DecodeError, Value, object};
use crate::task::Task;

pub(in crate::format) fn write(works: &[Work]) -> String {
    let mut rows = Vec::new();
    for Work { task, annotations } in works {
        for annotation in annotations {
            let annotation = opened(task, annotation);
            for one in &task.responses {
                let (mut steps, mut labels) = (Vec::<Value>::new(), Vec::<Value>::new());
                for step in steps_of(&annotation, one) {
                    let right = match step.verdict {
                        Verdict::Correct | Verdict::Neutral => true,
                        Verdict::Incorrect => false,
                        Verdict::Unsure | Verdict::Unjudged => break,
                    };
                    steps.push(step_text(one, &step).into());
                    labels.push(right.into());
                }
                if !steps.is_empty() {
                    let prompt = question(task, Some(one)).into();
                    rows.push(object([("prompt", prompt), ("completions", steps.into()), ("labels", labels.into())]));
                }
            }
        }
    }
    lines(rows)
}

pub(in crate::format) fn read(text: &str, known: &[Task]) -> Result<Vec<Work>, DecodeError> {
    let mut works: Vec<Work> = Vec::new();
    for (at, row) in documents(text)?.into_iter().enumerate() {
        let asked = row
            .get("prompt")
            .cloned()
            .ok_or_else(|| DecodeError::missing("a prompt").under_field("prompt").under_index(at))?;
        let of = task_at(&mut works, known, &asked).map_err(|error| error.under_index(at))?;
        let Some(work) = works.get_mut(of) else { continue };
        let steps: Vec<&str> = list_of(&row, "completions").iter().filter_map(Value::as_str).collect();
        let found = of_steps(&mut work.task, known, &steps);
        let Some((id, spans)) = found else { continue };
        let labels = list_of(&row, "labels").to_vec();
        judge(work, &id, |building| {
            let Some(one) = building.response(&id) else { return };
            for (at, (span, label)) in spans.iter().zip(&labels).enumerate() {
                let mut step = plain_step(&one, step_id(&one, *span, at), *span);
                step.verdict = if label == &Value::Bool(true) { Verdict::Correct } else { Verdict::Incorrect };
                building.step(&one, step);
            }
        });
    }
    Ok(works)
}

/// The response that holds these steps, and where; made of them where the task is not known.
pub(super) fn of_steps(task: &mut Task, known: &[Task], steps: &[&str]) -> Option<(String, Vec<crate::text::Span>)> {
    let found = task.responses.iter().find_map(|one| Some((one.id.clone(), places(&one.text, steps)?)));
    if found.is_some() || known.iter().any(|one| one.id == task.id) {
        return found;
    }
    let id = letter(task.responses.len());
    let made = response(&id, &steps.join("\n\n"));
    let spans = places(&made.text, steps)?;
    task.responses.push(made);
    Some((id, spans))
}
