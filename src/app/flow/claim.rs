//! Claiming: a task is asked for, until there is one.

use super::open::opening;
use super::pause;
use crate::app::update::wait;
use crate::app::{Effect, Event, Model, Stage, Timer, question};
use crate::json::DecodeError;
use crate::protocol::{Call, Claim, Failure, Fault, Reply};

/// How often it is asked again where there is nothing to do and the backend names no time.
const POLL_MS: f64 = 30_000.0;

pub(in crate::app) fn claim(model: &mut Model, task: Option<String>) -> Vec<Effect> {
    ask_for_task(model, task, 0, None)
}

pub(in crate::app) fn claim_again(model: &mut Model) -> Vec<Effect> {
    match &model.stage {
        Stage::Claiming { task, attempt, failure, .. } => {
            let (task, attempt, failure) = (task.clone(), *attempt, failure.clone());
            ask_for_task(model, task, attempt, failure)
        }
        Stage::Nothing => claim(model, None),
        _ => Vec::new(),
    }
}

fn ask_for_task(model: &mut Model, task: Option<String>, attempt: u32, failure: Option<Failure>) -> Vec<Effect> {
    let ticket = model.ticket();
    let (queue, kind) = (model.config.queue.clone(), model.config.kind);
    let call = Call::Claim(Claim { queue, kind, task: task.clone(), domains: vec![] });
    model.stage = Stage::Claiming { ticket, task, attempt, failure };
    model.dialog = None;
    vec![Effect::Ask { ticket, call: Box::new(call), leaving: false }]
}

pub(super) fn claimed(model: &mut Model, answer: Result<Reply, Failure>) -> Vec<Effect> {
    match answer {
        Ok(Reply::Leased(leased)) => opening(model, *leased),
        Ok(Reply::Nothing { retry_after }) => {
            model.stage = Stage::Nothing;
            let ms = retry_after.map_or(POLL_MS, |seconds| (seconds * 1000.0).max(1000.0));
            vec![Effect::Tell(Event::Task(None)), wait(model, Timer::Claim, ms)]
        }
        Ok(_) => claim_failed(model, Failure::Fault(Fault::Garbled(DecodeError::new("a task", "another answer")))),
        Err(failure) => claim_failed(model, failure),
    }
}

fn claim_failed(model: &mut Model, failure: Failure) -> Vec<Effect> {
    let Stage::Claiming { ticket, task, attempt, .. } = model.stage.clone() else { return Vec::new() };
    if failure.may_pass() && !matches!(failure, Failure::Fault(Fault::Garbled(_))) {
        let attempt = attempt + 1;
        let ms = pause(model, attempt, &failure);
        model.stage = Stage::Claiming { ticket, task, attempt, failure: Some(failure) };
        return vec![wait(model, Timer::Claim, ms)];
    }
    let tell = Effect::Tell(Event::Error(question::failure_name(&failure).into()));
    model.stage = Stage::Refused(failure);
    vec![tell]
}
