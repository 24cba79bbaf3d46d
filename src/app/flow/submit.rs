//! Submitting: what is missing, the host's leave, freezing, the device, the backend; and the ways out.

use super::leave::forget_and_go_on;
use super::pause;
use super::save::lease_lost;
use crate::annotation::{Action, Exit, ExitKind};
use crate::app::desk::Submitting;
use crate::app::update::{act, keep_head, wait};
use crate::app::{Dialog, Effect, Event, Model, Ticket, Timer, Tone, look, notice, question, word};
use crate::json::Map;
use crate::protocol::{Call, Failure, Refusal, Refused, Reply, Submit};

/// Asks the host page's leave to submit, where nothing is missing; else leads to what is.
pub(in crate::app) fn submit(model: &mut Model) -> Vec<Effect> {
    let ticket = model.ticket();
    let Some(desk) = model.desk_mut().filter(|desk| desk.is_open()) else { return Vec::new() };
    let missing = question::problems(desk);
    if let Some(problem) = missing.first() {
        let spot = problem.spot.clone();
        let mut effects = notice::tell(model, Tone::Calm, word::STILL_MISSING, &missing.len().to_string());
        effects.extend(look::go_to(model, &spot));
        return effects;
    }
    let content = desk.draft.submission();
    desk.submitting =
        Some(Submitting { uuid: String::new(), content: content.clone(), ticket, attempt: 0, failure: None });
    model.dialog = None;
    vec![Effect::Tell(Event::BeforeSubmit(content))]
}

/// The host page allowed it, or not. What is allowed is frozen, and kept before the first try.
#[inline(never)]
pub(in crate::app) fn settled(model: &mut Model, allowed: bool) -> Vec<Effect> {
    let uuid = uuid(model);
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let Some(submitting) = desk.submitting.as_mut().filter(|submitting| submitting.uuid.is_empty()) else {
        return Vec::new();
    };
    if !allowed {
        desk.submitting = None;
        return notice::tell(model, Tone::Calm, word::HOST_SAID_NO, "");
    }
    submitting.uuid.clone_from(&uuid);
    let frozen = crate::annotation::Frozen { uuid, content: submitting.content.clone(), extra: Map::new() };
    desk.record.submitting = Some(frozen);
    let effects = keep_head(model);
    let kept = effects.iter().find_map(|effect| match effect {
        Effect::KeepHead { ticket, .. } => Some(*ticket),
        _ => None,
    });
    if let (Some(ticket), Some(submitting)) = (kept, model.desk_mut().and_then(|desk| desk.submitting.as_mut())) {
        submitting.ticket = ticket;
    }
    effects
}

/// The frozen submission is safe on the device, or the device keeps nothing: it is sent.
pub(super) fn kept(model: &mut Model, ticket: Ticket) -> Vec<Effect> {
    let waits = |submitting: &Submitting| submitting.ticket == ticket && !submitting.uuid.is_empty();
    let frozen = model.desk().and_then(|desk| desk.submitting.as_ref()).is_some_and(waits);
    if frozen { send(model) } else { Vec::new() }
}

/// A submission that was on its way when the page went is taken up again.
#[inline(never)]
pub(super) fn resume(model: &mut Model) -> Vec<Effect> {
    let ticket = model.ticket();
    let Some(desk) = model.desk_mut().filter(|desk| desk.mine) else { return Vec::new() };
    let Some(frozen) = desk.record.submitting.clone() else { return Vec::new() };
    let (uuid, content) = (frozen.uuid, frozen.content);
    desk.submitting = Some(Submitting { uuid, content, ticket, attempt: 0, failure: None });
    send(model)
}

/// Tries again, now.
pub(in crate::app) fn again(model: &mut Model) -> Vec<Effect> {
    let out = model.desk().and_then(|desk| desk.submitting.as_ref()).is_some_and(|one| one.failure.is_some());
    if out { send(model) } else { Vec::new() }
}

fn send(model: &mut Model) -> Vec<Effect> {
    let ticket = model.ticket();
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let Some(submitting) = &mut desk.submitting else { return Vec::new() };
    submitting.ticket = ticket;
    submitting.failure = None;
    let call = Submit {
        task: desk.task.id.clone(),
        uuid: submitting.uuid.clone(),
        lease: desk.lease.id.clone(),
        content: submitting.content.clone(),
    };
    vec![Effect::Ask { ticket, call: Box::new(Call::Submit(call)), leaving: false }]
}

pub(super) fn answered(model: &mut Model, answer: Result<Reply, Failure>) -> Vec<Effect> {
    match answer {
        Ok(Reply::Submitted { id, .. }) => arrived(model, id),
        Ok(_) => Vec::new(),
        Err(Failure::Refused(refused)) => refused_with(model, refused),
        Err(failure) => {
            let attempt = model.desk().and_then(|desk| desk.submitting.as_ref()).map_or(1, |one| one.attempt + 1);
            let ms = pause(model, attempt, &failure);
            if let Some(submitting) = model.desk_mut().and_then(|desk| desk.submitting.as_mut()) {
                submitting.attempt = attempt;
                submitting.failure = Some(failure);
            }
            vec![wait(model, Timer::Submit, ms)]
        }
    }
}

#[inline(never)]
fn arrived(model: &mut Model, id: String) -> Vec<Effect> {
    let task = model.desk().map(|desk| desk.task.id.clone()).unwrap_or_default();
    model.done += 1;
    model.notices.clear();
    let mut effects = vec![Effect::Tell(Event::Submitted { id, task })];
    effects.extend(forget_and_go_on(model));
    effects.extend(notice::tell(model, Tone::Calm, word::SUBMITTED, ""));
    effects
}

/// The backend said no: the work is thawed and stays here.
#[inline(never)]
fn refused_with(model: &mut Model, refused: Refused) -> Vec<Effect> {
    if refused.refusal == Refusal::SignIn {
        return signed_out(model, refused);
    }
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    desk.submitting = None;
    desk.record.submitting = None;
    let mut effects = keep_head(model);
    match refused.refusal {
        Refusal::LeaseLost => effects.extend(lease_lost(model)),
        Refusal::Invalid(places) => {
            if let Some(desk) = model.desk_mut() {
                desk.objections = places;
            }
            effects.extend(notice::tell(model, Tone::Firm, word::SUBMISSION_INVALID, &refused.detail));
        }
        _ => {
            let detail = question::failure_text(&Failure::Refused(refused), model.lang());
            effects.extend(notice::tell(model, Tone::Firm, word::SUBMISSION_REFUSED, &detail));
        }
    }
    effects
}

/// The expert has to sign in again; the submission waits, frozen, and can be sent again.
#[inline(never)]
fn signed_out(model: &mut Model, refused: Refused) -> Vec<Effect> {
    if let Some(submitting) = model.desk_mut().and_then(|desk| desk.submitting.as_mut()) {
        submitting.failure = Some(Failure::Refused(refused));
    }
    vec![Effect::Tell(Event::Error("sign-in".into()))]
}

/// Leaves the task by one of the ways out: that is a submission, and partial work is kept in it.
#[inline(never)]
pub(in crate::app) fn exit(model: &mut Model, kind: ExitKind, note: String) -> Vec<Effect> {
    let mut effects = act(model, Action::Exit(Some(Exit { kind, note, extra: Map::new() })), None);
    model.dialog = None;
    effects.extend(submit(model));
    if model.desk().is_some_and(|desk| desk.submitting.is_none()) {
        model.dialog = Some(Dialog::Exit);
    }
    effects
}

/// A version-4 UUID (RFC 9562, section 5.4) of the seeded sequence.
fn uuid(model: &mut Model) -> String {
    let (high, low) = (model.random(), model.random());
    let high = (high & !0xf000) | 0x4000;
    let low = (low & !(0b11 << 62)) | (0b10 << 62);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff
    )
}
