//! PRM800K (openai/prm800k): each step with its alternatives and ratings -1, 0, 1; what cannot be told is flagged.

use super::super::work::{
    Work, documents, letter, lines, list_of, opened, plain_step, question, step_id, step_text, steps_of, text_of,
};
use super::{go_on, stepwise, task_at};
use crate::annotation::{Annotation, Exit, ExitKind, JudgedAlternative, StepJudgement, Verdict};
use crate::json::{DecodeError, Doc, Map, Value, object};
use crate::task::{Response, Task};

pub(in crate::format) fn write(works: &[Work]) -> String {
    let mut rows = Vec::new();
    for Work { task, annotations } in works {
        for annotation in annotations {
            let annotation = opened(task, annotation);
            for one in &task.responses {
                let steps = steps_of(&annotation, one);
                if !steps.is_empty() {
                    rows.push(row(task, &annotation, one, &steps));
                }
            }
        }
    }
    lines(rows)
}

fn row(task: &Task, annotation: &Annotation, one: &Response, steps: &[StepJudgement]) -> Value {
    let texts: Vec<Value> = steps.iter().map(|step| step_text(one, step).into()).collect();
    let question = object([
        ("problem", question(task, Some(one)).into()),
        ("ground_truth_solution", task.reference.as_ref().map(|reference| reference.text.clone()).write()),
        ("ground_truth_answer", Value::Null),
        ("pre_generated_steps", texts.into()),
    ]);
    let wrong = steps.iter().any(|step| step.verdict == Verdict::Incorrect);
    let finish = match annotation.exit.as_ref().map(|exit| exit.kind) {
        Some(ExitKind::BadTask) => "bad_problem",
        Some(_) => "give_up",
        None if wrong => "found_error",
        None => "solution",
    };
    let judged: Vec<Value> = steps.iter().map(|step| judged(one, step)).collect();
    let label = object([
        ("steps", judged.into()),
        ("total_time", annotation.time.active_ms.write()),
        ("finish_reason", finish.into()),
    ]);
    object([
        ("labeler", annotation.annotator.write()),
        ("timestamp", annotation.submitted_at.write()),
        ("generation", Value::Null),
        ("is_quality_control_question", false.into()),
        ("is_initial_screening_question", false.into()),
        ("question", question),
        ("label", label),
    ])
}

fn judged(one: &Response, step: &StepJudgement) -> Value {
    let completion = |text: &str, verdict: Verdict| {
        let rating: Option<i32> = match verdict {
            Verdict::Correct => Some(1),
            Verdict::Neutral => Some(0),
            Verdict::Incorrect => Some(-1),
            Verdict::Unsure | Verdict::Unjudged => None,
        };
        let flagged = (verdict == Verdict::Unsure).then_some(true);
        object([("text", text.into()), ("rating", rating.write()), ("flagged", flagged.write())])
    };
    let mut completions = vec![completion(step_text(one, step), step.verdict)];
    let cut = one.steps.iter().find(|own| own.id == step.id);
    for other in cut.map_or(&[][..], |cut| &cut.alternatives) {
        let verdict = step
            .alternatives
            .iter()
            .find(|judged| judged.id == other.id)
            .map_or(Verdict::Unjudged, |judged| judged.verdict);
        completions.push(completion(&other.text, verdict));
    }
    let human = step.rewrite.as_ref().map(|rewrite| {
        let text = rewrite.as_str().unwrap_or_else(|| text_of(rewrite, "text"));
        object([("text", text.into()), ("rating", Value::Null), ("flagged", Value::Null)])
    });
    let chosen = if human.is_some() { Value::Null } else { 0.into() };
    object([("completions", completions.into()), ("human_completion", human.write()), ("chosen_completion", chosen)])
}

pub(in crate::format) fn read(text: &str, known: &[Task]) -> Result<Vec<Work>, DecodeError> {
    let mut works: Vec<Work> = Vec::new();
    for (at, row) in documents(text)?.into_iter().enumerate() {
        let Some(asked) = row.get("question").and_then(|question| question.get("problem")).cloned() else {
            return Err(DecodeError::missing("a problem")
                .under_field("problem")
                .under_field("question")
                .under_index(at));
        };
        let of = task_at(&mut works, known, &asked).map_err(|error| error.under_index(at))?;
        let Some(work) = works.get_mut(of) else { continue };
        let label = row.get("label").cloned().unwrap_or_default();
        let chosen: Vec<&Value> = list_of(&label, "steps").iter().filter_map(chosen).collect();
        let texts: Vec<&str> = chosen.iter().map(|one| text_of(one, "text")).collect();
        let Some((id, spans)) = stepwise::of_steps(&mut work.task, known, &texts) else { continue };
        go_on(work, row.get("labeler").and_then(Value::as_str), |building| {
            let Some(one) = building.response(&id) else { return };
            building.set(|annotation| about(annotation, &row, &label));
            for (at, ((span, given), first)) in spans.iter().zip(list_of(&label, "steps")).zip(&chosen).enumerate() {
                let mut step = plain_step(&one, step_id(&one, *span, at), *span);
                step.verdict = verdict(first);
                alternatives(&one, &mut step, given, first);
                step.rewrite = given
                    .get("human_completion")
                    .filter(|human| human.is_object())
                    .map(|human| text_of(human, "text").into());
                building.step(&one, step);
            }
        });
    }
    Ok(works)
}

/// The completion that a step went on with.
fn chosen(step: &Value) -> Option<&Value> {
    let at = step.get("chosen_completion").and_then(Value::as_u64).unwrap_or_default();
    list_of(step, "completions").get(usize::try_from(at).ok()?)
}

fn verdict(completion: &Value) -> Verdict {
    match completion.get("rating").and_then(Value::as_i64) {
        Some(1) => Verdict::Correct,
        Some(0) => Verdict::Neutral,
        Some(_) => Verdict::Incorrect,
        None if completion.get("flagged") == Some(&Value::Bool(true)) => Verdict::Unsure,
        None => Verdict::Unjudged,
    }
}

fn alternatives(one: &Response, step: &mut StepJudgement, given: &Value, first: &Value) {
    let cut = one.steps.iter().find(|own| own.id == step.id);
    let others = list_of(given, "completions").iter().filter(|other| !std::ptr::eq(*other, first));
    for (at, other) in others.enumerate() {
        let own = cut.and_then(|cut| cut.alternatives.iter().find(|own| own.text == text_of(other, "text")));
        let id = own.map_or_else(|| format!("{}{}", step.id, letter(at + 1)), |own| own.id.clone());
        let verdict = verdict(other);
        if verdict != Verdict::Unjudged {
            step.alternatives.push(JudgedAlternative { id, verdict, extra: Map::new() });
        }
    }
}

fn about(annotation: &mut Annotation, row: &Value, label: &Value) {
    annotation.submitted_at = row.get("timestamp").and_then(Value::as_str).map(ToOwned::to_owned);
    annotation.time.active_ms = label.get("total_time").and_then(Value::as_f64).unwrap_or_default();
    let kind = match text_of(label, "finish_reason") {
        "bad_problem" => Some(ExitKind::BadTask),
        "give_up" => Some(ExitKind::GiveUp),
        _ => None,
    };
    annotation.exit = kind.map(|kind| Exit { kind, note: String::new(), extra: Map::new() });
}
