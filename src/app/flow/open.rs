//! Opening: what the backend kept and what the device kept become one desk.

use super::save::{renew_later, save_soon};
use super::submit;
use crate::agreement;
use crate::annotation::{
    Annotation, Draft, Entry, History, Record, Ruling, asks_author, merge, returned_findings, submissions,
};
use crate::app::model::Opening;
use crate::app::update::wait;
use crate::app::work::correct;
use crate::app::{Clock, Desk, Effect, Event, Lease, Mode, Model, Pages, Side, Stage, Sync, Timer, Tone, View};
use crate::app::{clock, look, notice, word};
use crate::json::{DecodeError, Doc, Value};
use crate::protocol::{DraftAt, Failure, Fault, Leased};
use crate::task::{Kind, Part, Task};
use std::rc::Rc;

pub(super) fn opening(model: &mut Model, leased: Leased) -> Vec<Effect> {
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

pub(super) fn open_when_ready(model: &mut Model) -> Vec<Effect> {
    let Stage::Opening(opening) = &model.stage else { return Vec::new() };
    let (Some(mine), Some(_)) = (opening.mine, &opening.record) else { return Vec::new() };
    let Stage::Opening(opening) = std::mem::replace(&mut model.stage, Stage::Resting) else { return Vec::new() };
    let Opening { leased, asked, record, .. } = *opening;
    let task = match readable(leased.task.clone()) {
        Ok(task) => Rc::new(task),
        Err(error) => {
            model.stage = Stage::Refused(Failure::Fault(Fault::Garbled(error.under_field("task"))));
            return vec![Effect::Tell(Event::Error("task".into()))];
        }
    };
    let found = found_work(&task, leased.draft.as_ref(), record.flatten().map(|record| *record));
    let mut view = opening_view(&task, found.record.place.as_ref());
    if found.fresh && found.conflicts.is_none() && is_prepared(&found.draft) {
        view.round.new = correct::edit_ids(&found.draft);
    }
    let pages = Pages::of(&task, &found.draft);
    let there = if found.dirty { u64::MAX } else { found.draft.version() };
    let mut sync = Sync::at(found.rev, there);
    sync.saved_at = (!found.dirty && found.rev > 0).then_some(model.now.wall);
    let told = leased.task;
    let returned = returned_findings(&task);
    let agreement = found.draft.ruling().filter(|ruling| ruling.adjudicates()).map(|ruling| agreed(&task, ruling));
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
        tracked: None,
        formulas: Rc::default(),
        writing: Box::default(),
        agreement,
        returned,
        record: found.record,
    };
    model.stage = Stage::Working(Box::new(desk));
    opened(model, found.fresh, found.conflicts, told)
}

/// Reads a task, and the work that it brings with it to be reviewed.
fn readable(document: Value) -> Result<Task, DecodeError> {
    let task = Task::read(document)?;
    task.validate()?;
    submissions(&task)?;
    Ok(task)
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
    effects.push(wait(model, Timer::Paint, 0.0));
    effects.push(wait(model, Timer::Clock, clock::TICK_MS));
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
    let read = |document: &Value| Draft::read(Rc::clone(task), document.clone()).ok();
    let theirs = kept.and_then(|kept| read(&kept.content));
    let journal = journal.and_then(|(record, entries)| {
        let (draft, history) = record.replay(task, &entries).ok()?;
        Some((record, draft, history))
    });
    let Some((mut record, draft, history)) = journal else {
        let base = theirs.as_ref().map(Draft::written);
        let draft = theirs.unwrap_or_else(|| Draft::new(Rc::clone(task)));
        let record = Record::begin(task, rev, base);
        return Found { draft, history: History::default(), record, rev, dirty: false, fresh: true, conflicts: None };
    };
    let same = theirs.as_ref().is_some_and(|theirs| is_same_work(theirs, &draft));
    if record.revision == task.revision && (same || record.rev == rev || theirs.is_none()) {
        let dirty = !same && (theirs.is_some() || draft.written() != Draft::new(Rc::clone(task)).written());
        record.rev = rev;
        return Found { draft, history, record, rev, dirty, fresh: false, conflicts: None };
    }
    let base = record.sent.as_ref().and_then(read).unwrap_or_else(|| Draft::new(Rc::clone(task)));
    let theirs = theirs.unwrap_or_else(|| base.clone());
    let (draft, conflicts) = merge::drafts(&base, &draft, &theirs);
    let mut record = Record::begin(task, rev, Some(draft.written()));
    record.sent = kept.map(|kept| kept.content.clone());
    let conflicts = Some(conflicts.len());
    Found { draft, history: History::default(), record, rev, dirty: true, fresh: true, conflicts }
}

/// How far submissions agree about what was judged: alpha over the judgements, whoever left one open.
fn agreed(task: &Task, ruling: &Ruling) -> agreement::Found {
    let annotations: Vec<&Annotation> = ruling.subjects.iter().collect();
    let table = agreement::scores_table(task, &annotations, false);
    agreement::coefficient(&table, agreement::Coefficient::Alpha, agreement::Weights::Identity)
}

/// Whether two drafts say the same, whatever time they took.
fn is_same_work(one: &Draft, other: &Draft) -> bool {
    let timeless = |draft: &Draft| {
        let mut document = draft.written();
        if let Some(fields) = document.as_object_mut() {
            crate::json::put(fields, "time", Value::Null);
        }
        document
    };
    timeless(one) == timeless(other)
}

/// Whether a draft was prepared by somebody else: there are changes that nobody spent time on at a workbench.
fn is_prepared(draft: &Draft) -> bool {
    let time = &draft.annotation().time;
    time.active_ms == 0.0 && time.idle_ms == 0.0
}

fn opening_view(task: &Task, place: Option<&Value>) -> View {
    let side = [
        (Part::Scores, Side::Rubric),
        (Part::Issues, Side::Issues),
        (Part::Steps, Side::Steps),
        (Part::Correction, Side::Changes),
    ];
    let side = side.iter().find(|(part, _)| task.asks(*part)).map_or(Side::Issues, |(_, side)| *side);
    let reviews = task.kind == Kind::Review || !task.reviews.is_empty();
    let mut view = View::opening(if reviews { Side::Review } else { side });
    if asks_author(task) && !reviews {
        view.mode = Mode::Write;
    }
    if let Some(place) = place {
        look::restore(&mut view, place, task.responses.len());
    }
    view
}
