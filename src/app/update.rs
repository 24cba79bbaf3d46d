//! The one place where messages come in: each is led to the file that knows about it.

use super::flow::{self, submit};
use super::work::{
    author, claims, compare, correct, doubt, ends, graph, lint, mark, review, round, score, settle, steps, typing,
};
use super::{Desk, Dialog, Effect, Event, Model, Moment, Msg, Stage, Timer, Tone, word};
use super::{clock, command, facing, formulas, look, notice};
use crate::annotation::{Action, Entry};
use std::rc::Rc;

/// Bytes of a long text that are painted at first, and then again with every frame.
pub const SLICE: usize = 24_000;
/// What is painted already may grow by one part in so many: every frame of a very long text costs something by itself.
const PART: usize = 8;
/// While somebody types, what lies elsewhere waits: a pause of so many milliseconds is enough.
const PAUSE_MS: f64 = 400.0;

/// Takes in what happened and answers with what to do.
pub fn update(model: &mut Model, msg: Msg, now: Moment) -> Vec<Effect> {
    model.now = now;
    let effects = lead(model, msg);
    typing::keep_up(model);
    effects
}

fn lead(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Configured(config) => configured(model, *config),
        Msg::SettingsRead(settings) => {
            model.settings = *settings;
            Vec::new()
        }
        Msg::SettingsChanged(settings) => settings_changed(model, *settings),
        Msg::Elapsed(timer, ticket) => elapsed(model, timer, ticket),
        Msg::Connected(online) => {
            let mut effects = flow::connected(model, online);
            effects.extend(if online { formulas::ask_lost(model) } else { None });
            effects
        }
        Msg::FormulasSettled(settled) => formulas::settled(model, settled),
        Msg::Linted(ticket, answer) => lint::answered(model, ticket, answer.as_ref()),
        Msg::Doubted(ticket, answer) => doubt::answered(model, ticket, answer.as_ref()),
        Msg::Doubt(msg) => doubt::update(model, msg),
        Msg::Graph(msg) => graph::update(model, msg),
        Msg::Facing(msg) => facing::update(model, msg),
        Msg::CriteriaRead(ticket, read) => lint::criteria_read(model, ticket, read),
        Msg::Shown(_) | Msg::Stirred | Msg::PageLeft => presence(model, &msg),
        Msg::NoticeClosed(id) => {
            model.notices.retain(|one| one.id != id);
            Vec::new()
        }
        Msg::DialogChosen(dialog) => {
            model.dialog = dialog;
            Vec::new()
        }
        Msg::Commanded(command) => command::run(model, command),
        Msg::ClaimWanted(_)
        | Msg::Answered(..)
        | Msg::JournalOpened(..)
        | Msg::WholeCame(_)
        | Msg::LockSettled { .. }
        | Msg::LockLost
        | Msg::TakeOverWanted
        | Msg::Kept(_)
        | Msg::NotKept(_) => flow::update(model, msg),
        Msg::RetryWanted => flow::retry_now(model),
        Msg::MissingChosen(spot) => look::go_to(model, &spot),
        Msg::SkipConfirmed => flow::skip(model),
        Msg::DownloadWanted => flow::download(model),
        // The page asks first: it knows of all the work on the device, and not only of what is open.
        Msg::ForgetWanted => {
            model.dialog = None;
            vec![Effect::Tell(Event::Forget)]
        }
        Msg::ExportWanted => {
            model.dialog = None;
            vec![Effect::Tell(Event::Export)]
        }
        Msg::Sighted(blocks) => look::sighted(model, blocks),
        Msg::SubmitSettled(allowed) => submit::settled(model, allowed),
        Msg::ExitChosen(kind, note) => submit::exit(model, kind, note),
        Msg::Author(msg) => author::update(model, msg),
        other => at_desk(model, other),
    }
}

/// Takes in a message that follows from another one, at the same moment.
pub(super) fn update_now(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let now = model.now;
    update(model, msg, now)
}

/// What can only happen while a task is open.
#[inline(never)]
fn at_desk(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    desk.read_all();
    match msg {
        Msg::ResponseChosen(_)
        | Msg::ModeChosen(_)
        | Msg::ComparedChosen(_)
        | Msg::SideChosen(_)
        | Msg::Focused(_)
        | Msg::DrawerToggled
        | Msg::WholeToggled
        | Msg::PaneChosen(_)
        | Msg::WordsLeft
        | Msg::CaretPlaced { .. } => look::look(model, msg),
        Msg::Selected(_)
        | Msg::QuoteTyped(_)
        | Msg::IssueWanted(_)
        | Msg::CategoryChosen(..)
        | Msg::SeverityChosen(..)
        | Msg::CommentTyped(..)
        | Msg::LeftTyped(..)
        | Msg::IssueRemoved(_) => mark::update(model, msg),
        Msg::Judged(..)
        | Msg::NumberBegun(..)
        | Msg::NumberTyped(..)
        | Msg::RationaleTyped(..)
        | Msg::EvidenceToggled(..) => score::update(model, msg),
        Msg::Typed { .. }
        | Msg::TypedOver { .. }
        | Msg::Composing(_)
        | Msg::EditReverted(_)
        | Msg::EditCategoryChosen(..)
        | Msg::EditSeverityChosen(..)
        | Msg::EditRationaleTyped(..)
        | Msg::AnswerToggled(..) => correct::update(model, msg),
        Msg::EditKept(_)
        | Msg::EditSplit(_)
        | Msg::EditJoined(_)
        | Msg::ListedChosen(_)
        | Msg::ListedReverted
        | Msg::ListedKept
        | Msg::Unfolded(_) => round::update(model, msg),
        Msg::Struck { .. } | Msg::Redrawn { .. } | Msg::CaretIn { .. } => typing::update(model, msg),
        Msg::StepJudged(..)
        | Msg::CauseChosen(..)
        | Msg::StepReasonTyped(..)
        | Msg::UsesToggled(..)
        | Msg::StepSplit
        | Msg::StepMerged(_)
        | Msg::Recut(_) => steps::update(model, msg),
        Msg::Claim(what) => claims::update(model, what),
        Msg::Rested(what) => score::evidence::update(model, what),
        Msg::FindingChosen(..)
        | Msg::FindingSeverityChosen(..)
        | Msg::FindingTyped(..)
        | Msg::RestRight
        | Msg::RowSettled(..)
        | Msg::VerdictChosen(_)
        | Msg::RemarkTyped(_) => review::update(model, msg),
        _ => chosen(model, msg),
    }
}

#[inline(never)]
fn chosen(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Pointed { before, within, begins } => correct::turn::pointed(model, before, within, begins),
        Msg::ClashChosen(id, choice) => settle::chosen(model, &id, choice),
        Msg::EndMoved { id, start, at } => ends::moved(model, &id, start, at),
        Msg::NoteTyped(text) => {
            let note = Some(text).filter(|text| !text.is_empty());
            act(model, Action::Note(note), Some("note".into()))
        }
        // Ranks, pairs, what nobody should get, and the lock.
        other => compare::update(model, other),
    }
}

fn configured(model: &mut Model, config: super::Config) -> Vec<Effect> {
    let first = model.config.backend.is_empty() && !config.backend.is_empty();
    let elsewhere = model.config.backend != config.backend;
    if first {
        model.seed = config.seed;
    }
    let task = config.task.clone();
    let other_task = task.is_some() && task != model.config.task;
    model.config = config;
    if model.config.backend.is_empty() {
        return Vec::new();
    }
    let open = model.desk().map(|desk| desk.task.id.clone());
    if elsewhere || (other_task && open != task) {
        let mut effects = if first { vec![Effect::Tell(Event::Ready)] } else { flow::leave(model) };
        effects.extend(flow::claim(model, task));
        return effects;
    }
    Vec::new()
}

#[inline(never)]
fn settings_changed(model: &mut Model, settings: super::Settings) -> Vec<Effect> {
    if matches!(model.dialog, Some(Dialog::Rebind(_))) {
        model.dialog = Some(Dialog::Keys);
    }
    model.settings = settings.clone();
    let mut effects = vec![Effect::Remember(Box::new(settings))];
    effects.extend(lint::soon(model));
    effects.extend(doubt::soon(model));
    effects
}

#[inline(never)]
fn presence(model: &mut Model, msg: &Msg) -> Vec<Effect> {
    let now = model.now;
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    match msg {
        Msg::Shown(shown) => {
            count(desk, now);
            desk.clock.show(*shown);
            if *shown { Vec::new() } else { flow::save(model, true) }
        }
        Msg::PageLeft => {
            count(desk, now);
            let mut effects = keep_head(model);
            effects.extend(flow::save(model, true));
            effects
        }
        _ => {
            count(desk, now);
            desk.clock.stir(now);
            Vec::new()
        }
    }
}

fn elapsed(model: &mut Model, timer: Timer, ticket: super::Ticket) -> Vec<Effect> {
    if !model.timers.contains(&(timer, ticket)) {
        return Vec::new();
    }
    model.timers.retain(|(one, _)| *one != timer);
    match timer {
        Timer::Claim => flow::claim_again(model),
        Timer::Save => flow::save(model, false),
        Timer::Renew => flow::renew(model),
        Timer::Submit => submit::again(model),
        Timer::Release => flow::release_again(model),
        Timer::Clock => tick(model),
        Timer::Lint => lint::ask(model),
        Timer::Doubts => doubt::ask(model),
        Timer::Notice => {
            notice::let_go(model);
            Vec::new()
        }
        Timer::Paint => {
            let mut effects = paint(model);
            let all_painted = effects.is_empty();
            effects.extend(formulas::ask(model));
            effects.extend(lint::soon(model));
            effects.extend(doubt::soon(model));
            if all_painted {
                effects.extend(colour(model));
            }
            effects
        }
    }
}

/// Has code coloured, where any text of the task has a block of it.
#[inline(never)]
fn colour(model: &Model) -> Option<Effect> {
    let desk = model.desk().filter(|desk| desk.view.beside)?;
    let fenced = |text: &str| text.contains("```") || text.contains("~~~");
    let task = &desk.task;
    let any = task.responses.iter().any(|one| fenced(&one.text))
        || task.turns.iter().any(|one| fenced(&one.text))
        || task.sources.iter().any(|one| fenced(&one.text));
    any.then_some(Effect::Colour)
}

#[inline(never)]
fn tick(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    count(desk, now);
    vec![wait(model, Timer::Clock, clock::TICK_MS)]
}

fn count(desk: &mut Desk, now: Moment) {
    let (active, idle) = desk.clock.count(now);
    desk.draft.spend(active, idle);
}

/// Paints what stands beside the text and tells the page of the task: what is seen to be ready hears keys. Then paints more of the
/// text, a frame each, until all of it is there.
pub(super) fn paint(model: &mut Model) -> Vec<Effect> {
    let now = model.now.mono;
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    if !desk.view.beside {
        desk.view.beside = true;
        let told = desk.untold.take().map(|task| Effect::Tell(Event::Task(Some(task))));
        return told.into_iter().chain([wait(model, Timer::Paint, 0.0)]).collect();
    }
    if desk.view.typed_at.is_some_and(|at| now - at < PAUSE_MS) {
        return vec![wait(model, Timer::Paint, PAUSE_MS)];
    }
    let whole = desk.page().map_or(0, |page| page.original.len().max(page.corrected.len()));
    let whole = desk.view.spread.as_ref().map_or(whole, |spread| facing::length(desk, spread));
    let painting = desk.view.painted < whole;
    if painting {
        desk.view.painted += SLICE.max(desk.view.painted / PART);
    }
    // What is read is a little ahead, so that no section of what is painted grows.
    let reading = desk.read_to(desk.view.painted + SLICE);
    if painting || reading { vec![wait(model, Timer::Paint, 0.0)] } else { Vec::new() }
}

/// Starts a wait; an earlier one of its kind is forgotten.
pub(super) fn wait(model: &mut Model, timer: Timer, ms: f64) -> Effect {
    let ticket = model.ticket();
    model.timers.retain(|(one, _)| *one != timer);
    model.timers.push((timer, ticket));
    Effect::Wait { timer, ticket, ms }
}

/// Does an action: on the draft, in the history, in the journal; and has it sent before long.
pub(super) fn act(model: &mut Model, action: Action, run: Option<String>) -> Vec<Effect> {
    let permitted = |desk: &&mut Desk| desk.may_edit() || permitted(desk, &action);
    if model.desk_mut().filter(permitted).is_none() {
        return blocked(model);
    }
    do_action(model, action, run)
}

/// Whether an action leaves the work under review as its author made it.
fn permitted(desk: &Desk, action: &Action) -> bool {
    match action {
        Action::All(actions) => actions.iter().all(|one| permitted(desk, one)),
        Action::Issue { id, .. } => desk.may_edit_issue(id),
        Action::Exit(_) | Action::Finding { .. } | Action::Verdict(_) | Action::Remark(_) => true,
        _ => false,
    }
}

/// Does an action, whatever may be changed by hand.
pub(super) fn do_action(model: &mut Model, action: Action, run: Option<String>) -> Vec<Effect> {
    let at = model.now.wall;
    let Some(desk) = model.desk_mut().filter(|desk| desk.is_open()) else { return blocked(model) };
    if action.is_empty() {
        return Vec::new();
    }
    desk.history.act(&mut desk.draft, action.clone(), run.clone(), at);
    after_change(model, Entry::Do { action, run, at })
}

/// Takes the last step back, or does it again.
pub(super) fn travel(model: &mut Model, entry: Entry) -> Vec<Effect> {
    let Some(desk) = model.desk_mut().filter(|desk| desk.is_open()) else { return blocked(model) };
    let before = desk.page().map(|page| Rc::clone(&page.corrected));
    let done = match entry {
        Entry::Undo => desk.history.undo(&mut desk.draft),
        _ => desk.history.redo(&mut desk.draft),
    };
    let Some(action) = done else { return Vec::new() };
    desk.view.field_version += 1;
    desk.view.number = None;
    desk.writing.typed = None;
    let mut effects = after_change(model, entry);
    effects.extend(look::show_action(model, &action));
    effects.extend(before.and_then(|before| typing::caret_after(model, &before)));
    effects
}

fn after_change(model: &mut Model, entry: Entry) -> Vec<Effect> {
    let ticket = model.ticket();
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    desk.pages.refresh(&desk.task, &desk.draft);
    desk.objections.clear();
    desk.sync.keeping = Some(ticket);
    let keep = Effect::Keep { ticket, key: desk.key.clone(), entry: Box::new(entry) };
    let mut effects = vec![keep, Effect::Tell(Event::Change)];
    effects.extend(formulas::ask_changed(model));
    effects.extend(lint::soon(model));
    effects.extend(flow::save_soon(model));
    effects
}

/// Writes the journal's head: what entries start from, what is being submitted, time and place.
pub(super) fn keep_head(model: &mut Model) -> Vec<Effect> {
    let ticket = model.ticket();
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let time = desk.draft.time();
    (desk.record.active_ms, desk.record.idle_ms) = (time.active_ms, time.idle_ms);
    desk.record.place = Some(look::place(&desk.view));
    vec![Effect::KeepHead { ticket, key: desk.key.clone(), head: Box::new(desk.record.clone()), fresh: false }]
}

#[inline(never)]
fn blocked(model: &mut Model) -> Vec<Effect> {
    match &model.stage {
        Stage::Working(desk) if !desk.mine => notice::tell(model, Tone::Firm, word::READ_ONLY, ""),
        Stage::Working(desk) if desk.is_open() => notice::tell(model, Tone::Calm, word::OTHERS_WORK, ""),
        Stage::Working(_) => notice::tell(model, Tone::Calm, word::SUBMITTING_NOW, ""),
        _ => Vec::new(),
    }
}
