//! What models are trained on and measured by.

pub(super) mod helpsteer;
pub(super) mod prm800k;
pub(super) mod processbench;
pub(super) mod stepwise;
pub(super) mod trl;

use super::work::{Building, Work, bare_task, known_by_prompt, turns};
use crate::annotation::Annotation;
use crate::annotation::StepJudgement;
use crate::json::{DecodeError, Value};
use crate::task::{Response, Task};

/// A row's task: the known one of this prompt, the one that an earlier row made, or a new one. Answers its place.
fn task_at(works: &mut Vec<Work>, known: &[Task], prompt: &Value) -> Result<usize, DecodeError> {
    let task = match known_by_prompt(known, prompt) {
        Some(task) => task.clone(),
        None => {
            let made: Vec<Task> = works.iter().map(|work| work.task.clone()).collect();
            match known_by_prompt(&made, prompt) {
                Some(task) => task.clone(),
                None => {
                    let mut task = bare_task(&format!("row-{}", works.len() + 1));
                    task.turns = turns(prompt)?;
                    task
                }
            }
        }
    };
    if let Some(at) = works.iter().position(|work| work.task.id == task.id) {
        return Ok(at);
    }
    works.push(Work { task, annotations: Vec::new() });
    Ok(works.len() - 1)
}

/// Goes on with a work's annotation of this author, or begins it.
fn go_on(work: &mut Work, annotator: Option<&str>, change: impl FnOnce(&mut Building)) {
    let at = work.annotations.iter().position(|one| one.annotator.as_deref() == annotator);
    let mut building = Building::new(&work.task);
    if let Some(before) = at.and_then(|at| work.annotations.get(at)).cloned() {
        building.resume(&before);
    }
    building.set(|annotation| annotation.annotator = annotator.map(ToOwned::to_owned));
    change(&mut building);
    let annotation = building.close();
    match at.and_then(|at| work.annotations.get_mut(at)) {
        Some(before) => *before = annotation,
        None => work.annotations.push(annotation),
    }
}

/// Goes on with the first annotation that is free for this, or begins one: these files do not say whose a row is, and a
/// second correction of one response is another person's.
fn go_on_free(work: &mut Work, free: impl Fn(&Annotation) -> bool, change: impl FnOnce(&mut Building)) {
    let at = work.annotations.iter().position(free);
    let mut building = Building::new(&work.task);
    if let Some(before) = at.and_then(|at| work.annotations.get(at)).cloned() {
        building.resume(&before);
    }
    change(&mut building);
    let annotation = building.close();
    match at.and_then(|at| work.annotations.get_mut(at)) {
        Some(before) => *before = annotation,
        None => work.annotations.push(annotation),
    }
}

/// Corrects a response in the first annotation that has not corrected it.
fn correct(work: &mut Work, response: &Response, text: &str) {
    let free = |annotation: &Annotation| !annotation.corrections.iter().any(|one| one.response == response.id);
    go_on_free(work, free, |building| building.corrected(response, text));
}

/// Judges the steps of a response in the first annotation that has not.
fn judge(work: &mut Work, response: &str, change: impl FnOnce(&mut Building)) {
    let own = |step: &StepJudgement| step.response.as_deref() == Some(response);
    go_on_free(work, |annotation| !annotation.steps.iter().any(own), change);
}
