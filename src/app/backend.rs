//! The calls: claiming, opening, saving, renewing, giving back; and what each answer means for the work.

use super::model::Opening;
use super::update::{act, keep_head, paint, wait};
use super::{Clock, Desk, Effect, Event, Lease, Model, Msg, Pages, Side, Stage, Sync, Ticket, Timer, Tone, View, word};
use super::{command, notice, submit};
use crate::annotation::{Action, Annotation, Draft, Entry, History, Record, merge};
use crate::json::{DecodeError, Doc, Value};
use crate::protocol::{Call, Claim, DraftAt, Failure, Fault, Leased, Reason, Refusal, Reply, SaveDraft, retry};
use crate::task::{Part, Task};
use std::rc::Rc;

/// How long a change waits for others before the draft is sent, in milliseconds.
const SAVE_AFTER_MS: f64 = 2_500.0;
/// The lease is renewed only while the expert acted in this time.
const RENEW_WITHIN_MS: f64 = 30.0 * 60.0 * 1_000.0;
/// How often it is asked again where there is nothing to do and the backend names no time.
const POLL_MS: f64 = 30_000.0;

pub(super) fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::ClaimWanted(task) => {
            let mut effects = leave(model);
            effects.extend(claim(model, task));
            effects
        }
        Msg::Answered(ticket, answer) => answered(model, ticket, *answer),
        Msg::JournalOpened(ticket, record) => {
            if let Stage::Opening(opening) = &mut model.stage
                && opening.journal == ticket
            {
                opening.record = Some(record);
            }
            open_when_ready(model)
        }
        Msg::LockSettled { ticket, mine } => {
            if let Stage::Opening(opening) = &mut model.stage
                && opening.lock == ticket
            {
                opening.mine = Some(mine);
            }
            open_when_ready(model)
        }
        Msg::LockLost => lock_lost(model),
        Msg::TakeOverWanted => take_over(model),
        Msg::Kept(ticket) => kept(model, ticket),
        Msg::NotKept(ticket) => not_kept(model, ticket),
        _ => Vec::new(),
    }
}

// Claiming.

pub(super) fn claim(model: &mut Model, task: Option<String>) -> Vec<Effect> {
    ask_for_task(model, task, 0, None)
}

pub(super) fn claim_again(model: &mut Model) -> Vec<Effect> {
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
    let call =
        Call::Claim(Claim { queue: model.config.queue.clone(), kind: None, task: task.clone(), domains: vec![] });
    model.stage = Stage::Claiming { ticket, task, attempt, failure };
    model.dialog = None;
    vec![Effect::Ask { ticket, call: Box::new(call), leaving: false }]
}

/// Gives up what is open without losing it: sends what is missing, gives the tab's right back.
pub(super) fn leave(model: &mut Model) -> Vec<Effect> {
    let mut effects = save(model, true);
    effects.extend(keep_head(model));
    if let Some(desk) = model.desk() {
        effects.push(Effect::Unlock { key: desk.key.clone() });
    }
    effects
}

fn answered(model: &mut Model, ticket: Ticket, answer: Result<Reply, Failure>) -> Vec<Effect> {
    match &model.stage {
        Stage::Claiming { ticket: asked, .. } if *asked == ticket => claimed(model, answer),
        Stage::Working(desk) if desk.sync.asking.as_ref().is_some_and(|asking| asking.ticket == ticket) => {
            saved(model, answer)
        }
        Stage::Working(desk) if desk.submitting.as_ref().is_some_and(|submitting| submitting.ticket == ticket) => {
            submit::answered(model, answer)
        }
        Stage::Working(desk) if desk.releasing.as_ref().is_some_and(|releasing| releasing.ticket == ticket) => {
            released(model, answer)
        }
        _ => Vec::new(),
    }
}

fn claimed(model: &mut Model, answer: Result<Reply, Failure>) -> Vec<Effect> {
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
    let tell = Effect::Tell(Event::Error(super::question::failure_name(&failure).into()));
    model.stage = Stage::Refused(failure);
    vec![tell]
}

// Opening.

fn opening(model: &mut Model, leased: Leased) -> Vec<Effect> {
    let id = leased.task.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    model.worker.clone_from(&leased.worker);
    let key = key(model, &id);
    let (journal, lock) = (model.ticket(), model.ticket());
    let asked = model.now;
    model.stage = Stage::Opening(Box::new(Opening { leased, asked, journal, lock, mine: None, record: None }));
    vec![Effect::OpenJournal { ticket: journal, key: key.clone() }, Effect::Lock { ticket: lock, key, steal: false }]
}

fn key(model: &Model, task: &str) -> String {
    format!("{}\n{}\n{task}", model.config.backend, model.worker.as_deref().unwrap_or_default())
}

fn open_when_ready(model: &mut Model) -> Vec<Effect> {
    let Stage::Opening(opening) = &model.stage else { return Vec::new() };
    let (Some(mine), Some(_)) = (opening.mine, &opening.record) else { return Vec::new() };
    let Stage::Opening(opening) = std::mem::replace(&mut model.stage, Stage::Resting) else { return Vec::new() };
    let Opening { leased, asked, record, .. } = *opening;
    let task = match Task::read(leased.task.clone()).and_then(|task| task.validate().map(|()| task)) {
        Ok(task) => Rc::new(task),
        Err(error) => {
            model.stage = Stage::Refused(Failure::Fault(Fault::Garbled(error.under_field("task"))));
            return vec![Effect::Tell(Event::Error("task".into()))];
        }
    };
    let found = found_work(&task, leased.draft.as_ref(), record.flatten().map(|record| *record));
    let view = opening_view(&task, found.record.place.as_ref());
    let pages = Pages::of(&task, &found.draft);
    let there = if found.dirty { u64::MAX } else { found.draft.version() };
    let mut sync = Sync::at(found.rev, there);
    sync.saved_at = (!found.dirty && found.rev > 0).then_some(model.now.wall);
    let told = leased.task;
    let desk = Desk {
        key: key(model, &task.id),
        lease: Lease { id: leased.lease.id, seconds: leased.lease.seconds, from: asked, lost: false },
        task,
        draft: found.draft,
        history: found.history,
        sync,
        clock: Clock::start(model.now),
        view,
        mine,
        submitting: None,
        releasing: None,
        objections: Vec::new(),
        pages,
        record: found.record,
    };
    model.stage = Stage::Working(Box::new(desk));
    opened(model, found.fresh, found.conflicts, told)
}

fn opened(model: &mut Model, fresh: bool, conflicts: Option<usize>, told: Value) -> Vec<Effect> {
    let mut effects = vec![Effect::Tell(Event::Task(Some(told)))];
    let (ticket, mine) = (model.ticket(), model.desk().is_some_and(|desk| desk.mine));
    if let Some(desk) = model.desk_mut().filter(|desk| fresh && desk.mine) {
        let head = Box::new(desk.record.clone());
        effects.push(Effect::KeepHead { ticket, key: desk.key.clone(), head, fresh: true });
    }
    if let Some(count) = conflicts {
        effects.extend(notice::tell(model, Tone::Firm, word::MERGED_ON_OPENING, &count.to_string()));
    }
    if !mine {
        effects.extend(notice::tell(model, Tone::Firm, word::READ_ONLY, ""));
    }
    effects.extend(paint(model));
    effects.push(wait(model, Timer::Clock, super::clock::TICK_MS));
    effects.push(renew_later(model));
    effects.extend(save_soon(model));
    effects.extend(submit::resume(model));
    effects
}

/// What is there to go on from.
struct Found {
    draft: Draft,
    history: History,
    record: Record,
    rev: u64,
    /// Whether the backend lacks something of it.
    dirty: bool,
    /// Whether the journal begins anew.
    fresh: bool,
    /// Conflicts that came of bringing two devices' work together; none where there was nothing to bring together.
    conflicts: Option<usize>,
}

/// Brings together what the backend kept and what the device kept. Neither is ever thrown away.
fn found_work(task: &Rc<Task>, kept: Option<&DraftAt>, journal: Option<(Record, Vec<Entry>)>) -> Found {
    let rev = kept.map_or(0, |kept| kept.rev);
    let theirs = kept.and_then(|kept| Annotation::read(kept.content.clone()).ok());
    let journal = journal.and_then(|(record, entries)| {
        let (draft, history) = record.replay(task, &entries).ok()?;
        Some((record, draft, history))
    });
    let Some((mut record, draft, history)) = journal else {
        let base = theirs.as_ref().map(Doc::write);
        let draft = theirs.map_or_else(|| Draft::new(Rc::clone(task)), |one| Draft::open(Rc::clone(task), one));
        let record = Record::begin(task, rev, base);
        return Found { draft, history: History::default(), record, rev, dirty: false, fresh: true, conflicts: None };
    };
    let ours = draft.document();
    let same = theirs.as_ref().is_some_and(|theirs| is_same_work(theirs, &ours));
    if record.revision == task.revision && (same || record.rev == rev || theirs.is_none()) {
        let dirty = !same && (theirs.is_some() || ours != Annotation::empty(task));
        record.rev = rev;
        return Found { draft, history, record, rev, dirty, fresh: false, conflicts: None };
    }
    let base = record.sent.clone().and_then(|sent| Annotation::read(sent).ok());
    let base = base.unwrap_or_else(|| Annotation::empty(task));
    let inside = |one: Annotation| Draft::open(Rc::clone(task), one).annotation().clone();
    let theirs = theirs.unwrap_or_else(|| base.clone());
    let merged = merge::merge(task, &inside(base), &inside(ours), &inside(theirs));
    let draft = Draft::holding(Rc::clone(task), merged.annotation);
    let document = draft.document();
    let mut record = Record::begin(task, rev, Some(document.write()));
    record.sent = kept.map(|kept| kept.content.clone());
    let conflicts = Some(merged.conflicts.len());
    Found { draft, history: History::default(), record, rev, dirty: true, fresh: true, conflicts }
}

/// Whether two annotations say the same, whatever time they took.
fn is_same_work(one: &Annotation, other: &Annotation) -> bool {
    let timeless =
        |annotation: &Annotation| Annotation { time: crate::annotation::Time::default(), ..annotation.clone() };
    timeless(one) == timeless(other)
}

fn opening_view(task: &Task, place: Option<&Value>) -> View {
    let side = [(Part::Scores, Side::Rubric), (Part::Issues, Side::Issues), (Part::Correction, Side::Changes)];
    let side = side.iter().find(|(part, _)| task.asks(*part)).map_or(Side::Issues, |(_, side)| *side);
    let mut view = View::opening(side);
    if let Some(place) = place {
        command::restore(&mut view, place, task.responses.len());
    }
    view
}

// Two tabs.

fn lock_lost(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    desk.mine = false;
    notice::tell(model, Tone::Firm, word::READ_ONLY, "")
}

fn take_over(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let (key, id) = (desk.key.clone(), desk.task.id.clone());
    let ticket = model.ticket();
    model.notices.retain(|notice| notice.word != word::READ_ONLY);
    // The other tab's last work is in the journal: the task is opened again, from there.
    let mut effects = vec![Effect::Lock { ticket, key, steal: true }];
    effects.extend(claim(model, Some(id)));
    effects
}

// Keeping on the device.

fn kept(model: &mut Model, ticket: Ticket) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    if desk.sync.keeping == Some(ticket) {
        desk.sync.keeping = None;
    }
    submit::kept(model, ticket)
}

fn not_kept(model: &mut Model, ticket: Ticket) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    desk.sync.keeping = None;
    let first = std::mem::replace(&mut desk.sync.keeps, false);
    let mut effects = if first { notice::tell(model, Tone::Firm, word::NOT_KEPT, "") } else { Vec::new() };
    effects.extend(submit::kept(model, ticket));
    effects
}

// Saving at the backend.

/// Has the draft sent before long, where the backend lacks something.
pub(super) fn save_soon(model: &mut Model) -> Vec<Effect> {
    let waits = model.timers.contains_key(&Timer::Save);
    let ready = |desk: &Desk| desk.is_dirty() && desk.mine && desk.sync.asking.is_none() && !desk.lease.lost;
    if !waits && model.desk().is_some_and(ready) {
        return vec![wait(model, Timer::Save, SAVE_AFTER_MS)];
    }
    Vec::new()
}

/// Sends the draft now, where the backend lacks something.
pub(super) fn save(model: &mut Model, leaving: bool) -> Vec<Effect> {
    if model.desk().is_some_and(|desk| desk.is_dirty()) { send(model, leaving) } else { Vec::new() }
}

fn send(model: &mut Model, leaving: bool) -> Vec<Effect> {
    let (ticket, now) = (model.ticket(), model.now);
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    if !desk.mine || desk.submitting.is_some() || desk.lease.lost || (desk.sync.asking.is_some() && !leaving) {
        return Vec::new();
    }
    let content = desk.is_dirty().then(|| desk.draft.document().write());
    let call = SaveDraft {
        task: desk.task.id.clone(),
        lease: desk.lease.id.clone(),
        base_rev: desk.sync.rev,
        content: content.clone(),
    };
    desk.sync.asking = Some(super::desk::Asking { ticket, version: desk.draft.version(), content, at: now });
    vec![Effect::Ask { ticket, call: Box::new(Call::SaveDraft(call)), leaving }]
}

fn saved(model: &mut Model, answer: Result<Reply, Failure>) -> Vec<Effect> {
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
fn merge_in(model: &mut Model, current: DraftAt) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let task = Rc::clone(&desk.task);
    let inside = |value: &Value| {
        let document = Annotation::read(value.clone()).ok()?;
        Some(Draft::open(Rc::clone(&task), document).annotation().clone())
    };
    let Some(theirs) = inside(&current.content) else {
        let error = DecodeError::new("an annotation", "another document").under_field("current");
        return trouble(model, Failure::Fault(Fault::Garbled(error)));
    };
    let base = desk.record.sent.as_ref().and_then(inside).unwrap_or_else(|| Annotation::empty(&task));
    let merged = merge::merge(&task, &base, desk.draft.annotation(), &theirs);
    desk.sync.rev = current.rev;
    desk.record.rev = current.rev;
    desk.record.sent = Some(current.content);
    desk.view.field_version += 1;
    let mut effects = keep_head(model);
    effects.extend(act(model, Action::Replace(Box::new(merged.annotation)), None));
    effects.extend(notice::tell(model, Tone::Firm, word::MERGED, &merged.conflicts.len().to_string()));
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
fn trouble(model: &mut Model, failure: Failure) -> Vec<Effect> {
    let tell = Effect::Tell(Event::Error(super::question::failure_name(&failure).into()));
    if let Some(desk) = model.desk_mut() {
        desk.sync.failure = Some(failure);
    }
    vec![tell]
}

fn renew_later(model: &mut Model) -> Effect {
    let half = model.desk().map_or(60.0, |desk| desk.lease.seconds / 2.0);
    wait(model, Timer::Renew, (half * 1000.0).clamp(1000.0, 6.0 * 3_600_000.0))
}

/// At half time: the lease is renewed while somebody is at work.
pub(super) fn renew(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let at_work = model.desk().is_some_and(|desk| desk.clock.silent_ms(now) < RENEW_WITHIN_MS);
    let mut effects = if at_work { send(model, false) } else { Vec::new() };
    effects.push(renew_later(model));
    effects
}

/// Tries now what failed: the expert asked for it.
pub(super) fn retry_now(model: &mut Model) -> Vec<Effect> {
    match &model.stage {
        Stage::Claiming { .. } => claim_again(model),
        Stage::Working(desk) if desk.submitting.is_some() => submit::again(model),
        Stage::Working(_) => {
            if let Some(desk) = model.desk_mut() {
                desk.sync.failure = None;
            }
            send(model, false)
        }
        _ => Vec::new(),
    }
}

/// Hands the work at hand to the expert as a file.
pub(super) fn download(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let name: String =
        desk.task.id.chars().filter(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_')).collect();
    vec![Effect::Download { name: format!("{name}.json"), text: crate::json::print(&desk.draft.document()) }]
}

/// The network is back, or away.
pub(super) fn connected(model: &mut Model, online: bool) -> Vec<Effect> {
    model.online = online;
    if !online {
        return Vec::new();
    }
    match &model.stage {
        Stage::Claiming { failure: Some(_), .. } => claim_again(model),
        Stage::Working(desk) if desk.submitting.is_some() => submit::again(model),
        Stage::Working(_) => save(model, false),
        _ => Vec::new(),
    }
}

// Giving back.

/// Gives the task back and asks for another.
pub(super) fn skip(model: &mut Model) -> Vec<Effect> {
    let ticket = model.ticket();
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let attempt = desk.releasing.as_ref().map_or(0, |releasing| releasing.attempt);
    desk.releasing = Some(super::desk::Releasing { ticket, attempt, failure: None });
    let call = Call::Release { lease: desk.lease.id.clone(), reason: Reason::Skip };
    model.dialog = None;
    vec![Effect::Ask { ticket, call: Box::new(call), leaving: false }]
}

pub(super) fn release_again(model: &mut Model) -> Vec<Effect> {
    if model.desk().is_some_and(|desk| desk.releasing.is_some()) { skip(model) } else { Vec::new() }
}

fn released(model: &mut Model, answer: Result<Reply, Failure>) -> Vec<Effect> {
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

/// Milliseconds until a call is tried again.
pub(super) fn pause(model: &mut Model, attempt: u32, failure: &Failure) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "53 bits of chance are plenty")]
    let chance = (model.random() >> 11) as f64 / (1_u64 << 53) as f64;
    let asked = match failure {
        Failure::Fault(Fault::Server { retry_after, .. }) => *retry_after,
        _ => None,
    };
    retry::delay_ms(attempt, chance, asked)
}
