//! Opening: what the backend kept and what the device kept become one desk.

use super::order::shuffle;
use super::save::{renew_later, save_soon};
use super::submit;
use crate::agreement;
use crate::annotation::{
    Annotation, Draft, Entry, History, Record, Ruling, asks_author, merge, returned_findings, submissions,
};
use crate::app::model::{Journal, Opening};
use crate::app::update::{paint, wait};
use crate::app::work::correct;
use crate::app::{
    Clock, Compared, Desk, Effect, Event, Lease, Mode, Model, Pages, Side, Stage, Sync, Ticket, Timer, Tone, View,
};
use crate::app::{clock, facing, look, notice, word};
use crate::json::{DecodeError, Doc, Value};
use crate::protocol::{DraftAt, Failure, Fault, Leased};
use crate::review;
use crate::task::{Kind, Part, Task};
use std::rc::Rc;

pub(super) fn opening(model: &mut Model, leased: Leased) -> Vec<Effect> {
    let id = leased.task.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    model.worker.clone_from(&leased.worker);
    let key = key(model, &id);
    let (journal, lock) = (model.ticket(), model.ticket());
    let asked = model.now;
    let whole = needs_more(&leased).then(|| model.ticket());
    model.stage = Stage::Opening(Box::new(Opening { leased, asked, journal, lock, mine: None, record: None, whole }));
    let mut effects = vec![
        Effect::OpenJournal { ticket: journal, key: key.clone() },
        Effect::Lock { ticket: lock, key, steal: false },
    ];
    effects.extend(whole.map(Effect::Whole));
    effects
}

/// Whether more is needed to open it than new work needs: what others made, what is written, what was begun.
fn needs_more(leased: &Leased) -> bool {
    let field = |name| leased.task.get(name);
    let some = |name| field(name).and_then(Value::as_array).is_some_and(|list| !list.is_empty());
    let parts = field("parts").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    leased.draft.is_some()
        || some("reviews")
        || field("kind").and_then(Value::as_str) == Some(Kind::Review.word())
        || parts.into_iter().any(|part| crate::annotation::WRITTEN.iter().any(|one| one.word() == part))
}

/// Takes in the journal; answers with what must be waited for before the work in it can be opened.
pub(super) fn journal_opened(model: &mut Model, ticket: Ticket, record: Option<Journal>) -> Option<Effect> {
    let wait = model.ticket();
    let Stage::Opening(opening) = &mut model.stage else { return None };
    if opening.journal != ticket {
        return None;
    }
    let begun = record.as_ref().is_some_and(|journal| !journal.1.is_empty() || is_faced(&journal.0));
    opening.record = Some(record);
    (begun && opening.whole.is_none()).then(|| {
        opening.whole = Some(wait);
        Effect::Whole(wait)
    })
}

/// Whether two texts stood side by side.
fn is_faced(record: &Record) -> bool {
    record.place.as_ref().and_then(|place| place.get(facing::KEPT)).is_some_and(Value::is_object)
}

fn key(model: &Model, task: &str) -> String {
    format!("{}\n{}\n{task}", model.config.backend, model.worker.as_deref().unwrap_or_default())
}

pub(super) fn open_when_ready(model: &mut Model) -> Vec<Effect> {
    let Stage::Opening(opening) = &model.stage else { return Vec::new() };
    let (Some(mine), Some(_), None) = (opening.mine, &opening.record, opening.whole) else { return Vec::new() };
    let Stage::Opening(opening) = std::mem::replace(&mut model.stage, Stage::Resting) else { return Vec::new() };
    let Opening { leased, asked, record, .. } = *opening;
    let task = match readable(leased.task.clone()) {
        Ok(mut task) => {
            shuffle(&mut task, model.worker.as_deref());
            Rc::new(task)
        }
        Err(error) => {
            model.stage = Stage::Refused(Failure::Fault(Fault::Garbled(error.under_field("task"))));
            return vec![Effect::Tell(Event::Error("task".into()))];
        }
    };
    let found = found_work(&task, leased.draft.as_ref(), record.flatten().map(|record| *record));
    let mut view = opening_view(&task, found.record.place.as_ref(), model.settings.compared);
    if found.fresh && found.conflicts.is_none() && is_prepared(&task, &found.draft) {
        view.round.new = correct::edit_ids(&found.draft);
    }
    let pages = Pages::of(&task, &found.draft);
    let there = if found.dirty { u64::MAX } else { found.draft.version() };
    let mut sync = Sync::at(found.rev, there);
    sync.saved_at = (!found.dirty && found.rev > 0).then_some(model.now.wall);
    let returned = returned_findings(&task);
    let again = found.draft.ruling().and_then(Ruling::subject).and_then(|work| review::again(&task, work));
    let agreement = found.draft.ruling().filter(|ruling| ruling.adjudicates()).map(|ruling| agreed(&task, ruling));
    let mut desk = Desk {
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
        doubts: Box::default(),
        agreement,
        returned,
        again: again.map(Box::new),
        record: found.record,
        untold: Some(leased.task),
    };
    if is_faced(&desk.record) {
        facing::again(&mut desk);
    }
    model.stage = Stage::Working(Box::new(desk));
    opened(model, found.fresh, found.conflicts)
}

/// Reads a task, and the work that it brings with it to be reviewed.
fn readable(document: Value) -> Result<Task, DecodeError> {
    let task = Task::read(document)?;
    task.validate()?;
    submissions(&task)?;
    Ok(task)
}

fn opened(model: &mut Model, fresh: bool, conflicts: Option<usize>) -> Vec<Effect> {
    let mut effects = Vec::new();
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
    // The first text of a day is seen a frame before what stands beside it; later both come at once.
    let soon = if model.done > 0 { paint(model) } else { vec![wait(model, Timer::Paint, 0.0)] };
    effects.extend(soon);
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
#[inline(never)]
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

/// Whether a draft was prepared by somebody else: there are changes that nobody spent time on at a workbench. What is reviewed and
/// what came back are no such drafts.
fn is_prepared(task: &Task, draft: &Draft) -> bool {
    let time = &draft.annotation().time;
    !is_reviewed(task) && time.active_ms == 0.0 && time.idle_ms == 0.0
}

fn is_reviewed(task: &Task) -> bool {
    task.kind == Kind::Review || !task.reviews.is_empty()
}

fn opening_view(task: &Task, place: Option<&Value>, compared: Compared) -> View {
    let side = [
        (Part::Scores, Side::Rubric),
        (Part::Issues, Side::Issues),
        (Part::Steps, Side::Steps),
        (Part::Claims, Side::Claims),
        (Part::Correction, Side::Changes),
    ];
    let side = side.iter().find(|(part, _)| task.asks(*part)).map_or(Side::Issues, |(_, side)| *side);
    let reviews = is_reviewed(task);
    let mut view = View::opening(if reviews { Side::Review } else { side });
    view.compared = compared;
    if asks_author(task) && !reviews {
        view.mode = Mode::Write;
    }
    if let Some(place) = place {
        look::restore(&mut view, place, task.responses.len());
    }
    view
}
