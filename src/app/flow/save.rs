//! Saving: the draft goes to the backend, the lease is renewed, two devices' work is merged.

use super::pause;
use crate::annotation::{Draft, merge};
use crate::app::desk::Asking;
use crate::app::update::{do_action, keep_head, wait};
use crate::app::work::correct;
use crate::app::{Desk, Effect, Event, Model, Timer, Tone, notice, question, word};
use crate::json::{DecodeError, Value};
use crate::protocol::{Call, DraftAt, Failure, Fault, Refusal, Reply, SaveDraft};
use std::rc::Rc;

/// How long a change waits for others before the draft is sent, in milliseconds.
const SAVE_AFTER_MS: f64 = 2_500.0;
/// Of a long text, of which every draft carries the whole, so many bytes of it a millisecond are sent at most: of a megabyte
/// every ten seconds. Every stroke is on the device at once.
const BYTES_A_MS: f64 = 100.0;
/// The lease is renewed only while the expert acted in this time.
const RENEW_WITHIN_MS: f64 = 30.0 * 60.0 * 1_000.0;
/// Has the draft sent before long, where the backend lacks something.
pub(in crate::app) fn save_soon(model: &mut Model) -> Vec<Effect> {
    let waits = model.timers.iter().any(|(timer, _)| *timer == Timer::Save);
    let ready = |desk: &Desk| desk.is_dirty() && desk.mine && desk.sync.asking.is_none() && !desk.lease.lost;
    if !waits && model.desk().is_some_and(ready) {
        let pages = model.desk().map_or(&[][..], |desk| &desk.pages.responses);
        let changed = pages.iter().filter(|page| !Rc::ptr_eq(&page.original, &page.corrected));
        let bytes: usize = changed.map(|page| page.corrected.len()).sum();
        #[allow(clippy::cast_precision_loss, reason = "a length in bytes")]
        let ms = (bytes as f64 / BYTES_A_MS).max(SAVE_AFTER_MS);
        return vec![wait(model, Timer::Save, ms)];
    }
    Vec::new()
}

/// Sends the draft now, where the backend lacks something.
#[inline(never)]
pub(in crate::app) fn save(model: &mut Model, leaving: bool) -> Vec<Effect> {
    if model.desk().is_some_and(Desk::is_dirty) { send(model, leaving) } else { Vec::new() }
}

pub(super) fn send(model: &mut Model, leaving: bool) -> Vec<Effect> {
    let (ticket, now) = (model.ticket(), model.now);
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    if !desk.mine || desk.submitting.is_some() || desk.lease.lost || (desk.sync.asking.is_some() && !leaving) {
        return Vec::new();
    }
    let content = desk.is_dirty().then(|| desk.draft.written());
    let call = SaveDraft {
        task: desk.task.id.clone(),
        lease: desk.lease.id.clone(),
        base_rev: desk.sync.rev,
        content: content.clone(),
    };
    desk.sync.asking = Some(Asking { ticket, version: desk.draft.version(), content, at: now });
    // What the timer waited to send is under way: a backend that refuses it is not asked again by the clock.
    model.timers.retain(|(timer, _)| *timer != Timer::Save);
    vec![Effect::Ask { ticket, call: Box::new(Call::SaveDraft(call)), leaving }]
}

#[inline(never)]
pub(super) fn saved(model: &mut Model, answer: Result<Reply, Failure>) -> Vec<Effect> {
    let wall = model.now.wall;
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let Some(asking) = desk.sync.asking.take() else { return Vec::new() };
    match answer {
        Ok(Reply::Saved { rev, seconds }) => {
            desk.lease.seconds = seconds;
            desk.lease.from = asking.at;
            desk.sync.attempt = 0;
            desk.sync.failure = None;
            let mut effects = vec![];
            if let Some(content) = asking.content {
                desk.sync.rev = rev;
                desk.sync.there = asking.version;
                desk.sync.saved_at = Some(wall);
                desk.record.rev = rev;
                desk.record.sent = Some(content);
                effects.push(Effect::Tell(Event::Draft(rev)));
                effects.extend(keep_head(model));
            }
            effects.push(renew_later(model));
            effects.extend(save_soon(model));
            effects
        }
        Ok(_) => Vec::new(),
        Err(Failure::Refused(refused)) => match refused.refusal {
            Refusal::DraftConflict { current } => merge_in(model, current),
            Refusal::LeaseLost => lease_lost(model),
            _ => trouble(model, Failure::Refused(refused)),
        },
        Err(failure) => {
            let attempt = desk.sync.attempt + 1;
            desk.sync.attempt = attempt;
            desk.sync.failure = Some(failure.clone());
            let ms = pause(model, attempt, &failure);
            vec![wait(model, Timer::Save, ms)]
        }
    }
}

/// Another device's draft came first: both are brought together, and the result is sent.
#[inline(never)]
fn merge_in(model: &mut Model, current: DraftAt) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let read = |document: &Value| Draft::read(Rc::clone(&desk.task), document.clone()).ok();
    let Some(theirs) = read(&current.content) else {
        let error = DecodeError::new("an annotation", "another document").under_field("current");
        return trouble(model, Failure::Fault(Fault::Garbled(error)));
    };
    let base = desk.record.sent.as_ref().and_then(read).unwrap_or_else(|| Draft::new(Rc::clone(&desk.task)));
    let (merged, conflicts) = merge::drafts(&base, &desk.draft, &theirs);
    let action = merge::towards(&desk.draft, &merged);
    desk.sync.rev = current.rev;
    desk.record.rev = current.rev;
    desk.record.sent = Some(current.content);
    desk.view.field_version += 1;
    let before = correct::edit_ids(&desk.draft);
    let mut effects = keep_head(model);
    effects.extend(do_action(model, action, None));
    if let Some(desk) = model.desk_mut() {
        // What the other device added is gone through like a pasted text.
        let added = correct::edit_ids(&desk.draft).into_iter().filter(|id| !before.contains(id));
        desk.view.round.new.extend(added);
    }
    effects.extend(notice::tell(model, Tone::Firm, word::MERGED, &conflicts.len().to_string()));
    effects.extend(save(model, false));
    effects
}

/// The lease is over: work stays here, and the expert is told what can be done.
pub(super) fn lease_lost(model: &mut Model) -> Vec<Effect> {
    if let Some(desk) = model.desk_mut() {
        desk.lease.lost = true;
        desk.sync.failure = None;
    }
    vec![Effect::Tell(Event::Error("lease-lost".into()))]
}

/// The backend will not keep the draft: it stays here.
pub(super) fn trouble(model: &mut Model, failure: Failure) -> Vec<Effect> {
    let tell = Effect::Tell(Event::Error(question::failure_name(&failure).into()));
    if let Some(desk) = model.desk_mut() {
        desk.sync.failure = Some(failure);
    }
    vec![tell]
}

pub(super) fn renew_later(model: &mut Model) -> Effect {
    let half = model.desk().map_or(60.0, |desk| desk.lease.seconds / 2.0);
    wait(model, Timer::Renew, (half * 1000.0).clamp(1000.0, 6.0 * 3_600_000.0))
}

/// At half time: the lease is renewed while somebody is at work.
#[inline(never)]
pub(in crate::app) fn renew(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let at_work = model.desk().is_some_and(|desk| desk.clock.silent_ms(now) < RENEW_WITHIN_MS);
    let mut effects = if at_work { send(model, false) } else { Vec::new() };
    effects.push(renew_later(model));
    effects
}
