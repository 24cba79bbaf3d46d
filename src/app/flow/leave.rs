//! Leaving a task: without losing it, by skipping, or with a file in hand.

use super::claim::claim;
use super::pause;
use super::save::{save, trouble};
use crate::app::desk::Releasing;
use crate::app::update::{keep_head, wait};
use crate::app::{Effect, Model, Timer};
use crate::protocol::{Call, Failure, Reason, Refusal, Reply};

/// Gives up what is open without losing it: sends what is missing, gives the tab's right back.
#[inline(never)]
pub(in crate::app) fn leave(model: &mut Model) -> Vec<Effect> {
    let mut effects = save(model, true);
    effects.extend(keep_head(model));
    if let Some(desk) = model.desk() {
        effects.push(Effect::Unlock { key: desk.key.clone() });
    }
    effects
}

/// Hands the work at hand to the expert as a file.
#[inline(never)]
pub(in crate::app) fn download(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let name: String =
        desk.task.id.chars().filter(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_')).collect();
    vec![Effect::Download { name: format!("{name}.json"), text: desk.draft.written().to_string() }]
}

/// Gives the task back and asks for another.
#[inline(never)]
pub(in crate::app) fn skip(model: &mut Model) -> Vec<Effect> {
    let ticket = model.ticket();
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let attempt = desk.releasing.as_ref().map_or(0, |releasing| releasing.attempt);
    desk.releasing = Some(Releasing { ticket, attempt, failure: None });
    let call = Call::Release { lease: desk.lease.id.clone(), reason: Reason::Skip };
    model.dialog = None;
    vec![Effect::Ask { ticket, call: Box::new(call), leaving: false }]
}

#[inline(never)]
pub(in crate::app) fn release_again(model: &mut Model) -> Vec<Effect> {
    if model.desk().is_some_and(|desk| desk.releasing.is_some()) { skip(model) } else { Vec::new() }
}

#[inline(never)]
pub(super) fn released(model: &mut Model, answer: Result<Reply, Failure>) -> Vec<Effect> {
    match answer {
        Err(failure) if failure.may_pass() => {
            let attempt = model.desk().and_then(|desk| desk.releasing.as_ref()).map_or(1, |one| one.attempt + 1);
            let ms = pause(model, attempt, &failure);
            if let Some(releasing) = model.desk_mut().and_then(|desk| desk.releasing.as_mut()) {
                releasing.attempt = attempt;
                releasing.failure = Some(failure);
            }
            vec![wait(model, Timer::Release, ms)]
        }
        Err(Failure::Refused(refused)) if matches!(refused.refusal, Refusal::SignIn | Refusal::Forbidden) => {
            if let Some(desk) = model.desk_mut() {
                desk.releasing = None;
            }
            trouble(model, Failure::Refused(refused))
        }
        _ => forget_and_go_on(model),
    }
}

/// The task is done with: its journal goes, and the next is asked for.
pub(super) fn forget_and_go_on(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let key = desk.key.clone();
    model.timers.clear();
    let mut effects = vec![Effect::DropJournal { key: key.clone() }, Effect::Unlock { key }];
    effects.extend(claim(model, None));
    effects
}
