//! Writing a prompt, a rubric and a golden answer: each message becomes one action on the draft.

mod field;

pub use field::Slot;

use super::mark::short_id;
use crate::annotation::{Action, Dismissed};
use crate::app::update::act;
use crate::app::work::lint;
use crate::app::{Dialog, Effect, Focus, Mode, Model, Msg, Target, question};
use crate::json::Map;
use crate::task::{Criterion, Reference, Role, Scale, ScoreState, Turn};
use field::{change, level, typed, with_level};

/// What happens to what is written, as past-tense facts.
#[derive(Clone, Debug, PartialEq)]
pub enum Author {
    /// A new criterion was asked for, behind the one that has the attention.
    Added,
    /// A criterion was asked for once more.
    Duplicated(String),
    /// A criterion was removed.
    Removed(String),
    /// A criterion was moved to a place in the list.
    Moved(String, usize),
    /// A criterion is being dragged to a place; none where that ended without a drop.
    Dragged(Option<(String, usize)>),
    /// A field of a criterion was typed in or chosen. For a level the id has its number behind a space.
    Typed(String, Slot, String),
    /// A criterion became a gate, or is none any more.
    GateToggled(String),
    /// A criterion requires another, or no longer.
    RequireToggled(String, String),
    /// A level was added to an ordinal scale.
    LevelAdded(String),
    /// A level was removed; the id has its number behind a space.
    LevelRemoved(String),
    /// A cell of the grid was pressed: the next judgement of a criterion for the response with a number.
    CellPressed(String, usize),
    /// The prompt was typed.
    PromptTyped(String),
    /// The golden answer was typed.
    AnswerTyped(String),
    /// The cure of a finding was asked for, by its place in the list.
    Cured(usize),
    /// A finding shall stand: its reason is asked for.
    AsideWanted(usize),
    /// The reason why a finding stands was typed; the key is the rule and, behind a space, the criterion.
    ReasonTyped(String, String),
    /// A finding shall count again.
    Recalled(String),
    /// The next finding shall have the attention.
    NextFinding,
    /// The dialog for other people's criteria was asked for.
    ImportWanted,
    /// Text with criteria was typed, pasted or read from a file.
    ImportTyped(String),
    /// What was read shall come in.
    Imported,
}

#[inline(never)]
pub(in crate::app) fn update(model: &mut Model, msg: Author) -> Vec<Effect> {
    match msg {
        Author::Added => added(model, None),
        Author::Duplicated(id) => added(model, Some(&id)),
        Author::Removed(id) => removed(model, &id),
        Author::Moved(id, to) => moved(model, &id, to),
        Author::Dragged(drag) => {
            if let Some(desk) = model.desk_mut() {
                desk.writing.drag = drag;
            }
            Vec::new()
        }
        Author::Typed(id, slot, text) => typed(model, &id, slot, &text),
        Author::GateToggled(id) => change(model, &id, None, |one| one.gate = !one.gate),
        Author::RequireToggled(id, other) => change(model, &id, None, |one| {
            let before = one.requires.len();
            one.requires.retain(|id| *id != other);
            if one.requires.len() == before && !other.is_empty() {
                one.requires.push(other);
            }
        }),
        Author::LevelAdded(id) => change(model, &id, None, |one| {
            if let Scale::Ordinal(levels) = &mut one.scale {
                levels.push(level(levels.iter().map(|level| level.value).fold(-1.0, f64::max) + 1.0));
            }
        }),
        Author::LevelRemoved(at) => with_level(model, &at, None, |levels, at| drop(levels.remove(at))),
        Author::CellPressed(id, at) => cell_pressed(model, &id, at),
        Author::PromptTyped(text) => prompt_typed(model, text),
        Author::AnswerTyped(text) => answer_typed(model, text),
        Author::ImportWanted => {
            if let Some(desk) = model.desk_mut() {
                desk.writing.import = Default::default();
            }
            model.dialog = Some(Dialog::Import);
            Vec::new()
        }
        Author::ImportTyped(text) => lint::import_typed(model, text),
        Author::Imported => imported(model),
        Author::Cured(at) => lint::cured(model, at),
        Author::AsideWanted(at) => lint::aside_wanted(model, at),
        Author::ReasonTyped(key, text) => reason_typed(model, &key, Some(text)),
        Author::Recalled(key) => reason_typed(model, &key, None),
        Author::NextFinding => lint::next(model),
    }
}

/// An id that nothing of the task or the draft has.
fn fresh_id(model: &mut Model, letter: char) -> String {
    loop {
        let id = format!("{letter}-{}", short_id(model.random()));
        if model.desk().is_none_or(|desk| desk.draft.criterion(&id).is_none() && desk.task.criterion(&id).is_none()) {
            return id;
        }
    }
}

/// A new criterion behind the one that has the attention, or a copy behind its original.
fn added(model: &mut Model, of: Option<&str>) -> Vec<Effect> {
    let id = fresh_id(model, 'c');
    let Some(desk) = model.desk() else { return Vec::new() };
    let criteria = desk.draft.criteria();
    let behind = match (of, &desk.view.focus) {
        (Some(of), _) => Some(of),
        (None, Focus::Criterion(focus)) => Some(focus.as_str()),
        _ => None,
    };
    let at = behind.and_then(|id| criteria.iter().position(|one| one.id == id)).map_or(criteria.len(), |at| at + 1);
    let criterion = match of.and_then(|of| desk.draft.criterion(of)) {
        Some(original) => Criterion { id: id.clone(), ..original.clone() },
        None => Criterion::of(id.clone(), "", "", 1.0),
    };
    let effects = act(model, Action::Criterion { id: id.clone(), at, put: Some(Box::new(criterion)) }, None);
    lead(model, effects, &id)
}

/// Leads to a criterion's words, where it is there.
fn lead(model: &mut Model, mut effects: Vec<Effect>, id: &str) -> Vec<Effect> {
    let Some(desk) = model.desk_mut().filter(|desk| desk.draft.criterion(id).is_some()) else { return effects };
    desk.view.mode = Mode::Write;
    desk.view.pane = 1;
    effects.extend(crate::app::look::focus_on(model, &Focus::Criterion(id.to_owned())));
    effects.push(Effect::Focus(Target::words("criterion", id)));
    effects
}

/// Removes a criterion, and whatever was said of it: its scores, changes that answer it, what requires it, what was set aside.
fn removed(model: &mut Model, id: &str) -> Vec<Effect> {
    let Some(action) = model.desk().and_then(|desk| removal(desk, id)) else { return Vec::new() };
    let Some(desk) = model.desk() else { return Vec::new() };
    let criteria = desk.draft.criteria();
    let at = criteria.iter().position(|one| one.id == id).unwrap_or_default();
    let next = criteria.get(at + 1).or_else(|| at.checked_sub(1).and_then(|at| criteria.get(at)));
    let focus = next.map_or(Focus::None, |one| Focus::Criterion(one.id.clone()));
    let mut effects = act(model, action, None);
    effects.extend(crate::app::look::focus_on(model, &focus));
    effects.push(crate::app::look::focus_card(&focus).unwrap_or(Effect::Focus(Target("add-criterion".into()))));
    effects
}

/// Goes on to the next judgement of a cell: each choice in turn, then open again. A number has a field of its own.
fn cell_pressed(model: &mut Model, id: &str, at: usize) -> Vec<Effect> {
    let mut effects = crate::app::look::response(model, at);
    let Some(desk) = model.desk() else { return effects };
    let Some(criterion) = desk.draft.criterion(id) else { return effects };
    if matches!(criterion.scale, Scale::Numeric { .. }) {
        effects.extend(crate::app::look::focus_on(model, &Focus::Criterion(id.to_owned())));
        return effects;
    }
    let score = desk.draft.score(id, Some(desk.response_id())).filter(|one| one.state != ScoreState::Unjudged);
    let choices = question::choices(criterion);
    let is = |(state, value): &(ScoreState, Option<f64>)| {
        score.is_some_and(|one| one.state == *state && one.value == *value)
    };
    let next = choices.iter().position(is).map_or(0, |at| at + 1);
    // Behind the last one: the same once more takes it back.
    let Some((state, value)) = choices.get(next).or(choices.last()).copied() else { return effects };
    effects.extend(crate::app::update::update_now(model, Msg::Judged(id.to_owned(), state, value)));
    effects
}

/// What removes a criterion, with all that hangs on it.
pub(super) fn removal(desk: &crate::app::Desk, id: &str) -> Option<Action> {
    desk.draft.criterion(id)?;
    let mut actions = question::untied(desk, &[id.to_owned()]);
    for score in desk.draft.annotation().scores.iter().filter(|score| score.criterion == id) {
        let response = score.response.clone();
        actions.push(Action::Score { criterion: id.to_owned(), response, put: None });
    }
    for one in desk.draft.annotation().dismissed.iter().filter(|one| one.criterion.as_deref() == Some(id)) {
        let (criterion, rule) = (one.criterion.clone(), one.rule.clone());
        actions.push(Action::Dismissed { criterion, rule, at: 0, put: None });
    }
    // What another device said of it goes, too.
    for clash in &desk.draft.annotation().clashes {
        if clash.score.as_ref().is_some_and(|score| score.criterion == id) {
            actions.push(Action::Clash { id: clash.id.clone(), at: 0, put: None });
        }
    }
    for (at, one) in desk.draft.criteria().iter().enumerate() {
        if one.requires.iter().any(|required| required == id) {
            let mut one = one.clone();
            one.requires.retain(|required| required != id);
            actions.push(Action::Criterion { id: one.id.clone(), at, put: Some(Box::new(one)) });
        }
    }
    actions.push(Action::Criterion { id: id.to_owned(), at: 0, put: None });
    Some(Action::All(actions))
}

fn moved(model: &mut Model, id: &str, to: usize) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    desk.writing.drag = None;
    let criteria = desk.draft.criteria();
    let last = criteria.len().saturating_sub(1);
    let Some(at) = criteria.iter().position(|one| one.id == id) else { return Vec::new() };
    let (to, one) = (to.min(last), criteria.get(at).cloned());
    if to == at {
        return Vec::new();
    }
    let mut effects = act(model, Action::Criterion { id: id.to_owned(), at: to, put: one.map(Box::new) }, None);
    let focus = Focus::Criterion(id.to_owned());
    effects.extend(crate::app::look::focus_on(model, &focus));
    // A browser takes the focus from what is moved.
    effects.extend(crate::app::look::focus_card(&focus));
    model.said = crate::app::word::MOVED_TO.with(model.lang(), &(to + 1).to_string());
    effects
}

/// Moves the criterion that has the attention by one place.
pub(in crate::app) fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let Focus::Criterion(id) = &desk.view.focus else { return Vec::new() };
    let id = id.clone();
    let at = desk.draft.criteria().iter().position(|one| one.id == id).and_then(|at| at.checked_add_signed(by));
    at.map_or_else(Vec::new, |to| moved(model, &id, to))
}

fn prompt_typed(model: &mut Model, text: String) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let old = desk.draft.authored().and_then(|one| one.turns.first());
    // The same on every device, so that two beginnings are merged as one.
    let taken = desk.task.turns.iter().any(|turn| turn.id == "prompt");
    let mut turn = old.cloned().unwrap_or_else(|| Turn {
        id: if taken { "written-prompt" } else { "prompt" }.into(),
        role: Role::User,
        text: String::new(),
        extra: Map::new(),
    });
    turn.text = text;
    let put = (!turn.text.is_empty()).then(|| Box::new(turn.clone()));
    if put.is_none() && old.is_none() {
        return Vec::new();
    }
    act(model, Action::Turn { id: turn.id, at: 0, put }, Some("prompt".into()))
}

fn answer_typed(model: &mut Model, text: String) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let old = desk.draft.authored().and_then(|one| one.reference.clone());
    let put = (!text.is_empty()).then(|| {
        let mut answer = old.clone().unwrap_or_else(|| Reference { text: String::new(), extra: Map::new() });
        answer.text = text;
        Box::new(answer)
    });
    if put.is_none() && old.is_none() {
        return Vec::new();
    }
    act(model, Action::Reference(put), Some("answer".into()))
}

/// Sets a finding aside with a reason, or lets it count again. Without words it counts.
fn reason_typed(model: &mut Model, key: &str, reason: Option<String>) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let (rule, criterion) = key.split_once(' ').unwrap_or((key, ""));
    let criterion = Some(criterion.to_owned()).filter(|id| !id.is_empty());
    if reason.is_none() {
        desk.writing.aside = None;
    }
    let all = &desk.draft.annotation().dismissed;
    let old = all.iter().position(|one| one.criterion == criterion && one.rule == rule);
    let mut one = old.and_then(|at| all.get(at)).cloned().unwrap_or_else(|| Dismissed {
        criterion: criterion.clone(),
        rule: rule.to_owned(),
        reason: String::new(),
        extra: Map::new(),
    });
    one.reason = reason.unwrap_or_default();
    let put = (!one.reason.trim().is_empty()).then(|| Box::new(one));
    if put.is_none() && old.is_none() {
        return Vec::new();
    }
    let at = old.unwrap_or(all.len());
    let run = put.is_some().then(|| format!("aside {key}"));
    act(model, Action::Dismissed { criterion, rule: rule.to_owned(), at, put }, run)
}

/// Brings in what was read, behind what is there.
fn imported(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let Some(Ok(read)) = std::mem::take(&mut desk.writing.import).read else { return Vec::new() };
    let first = desk.draft.criteria().len();
    // Ids are new here: what was required by an old one is required by its new one.
    let mut ids = Vec::with_capacity(read.len());
    for one in &read {
        ids.push((one.id.clone(), fresh_id(model, 'c')));
    }
    let mut actions = Vec::new();
    for (at, mut one) in read.into_iter().enumerate() {
        let new = |old: &str| ids.iter().find(|(own, _)| own == old).map(|(_, new)| new.clone());
        one.id = ids.get(at).map(|(_, new)| new.clone()).unwrap_or_default();
        one.requires = one.requires.iter().filter_map(|id| new(id)).collect();
        one.turn = None;
        actions.push(Action::Criterion { id: one.id.clone(), at: first + at, put: Some(Box::new(one)) });
    }
    model.dialog = None;
    let to = ids.into_iter().next().map(|(_, id)| id).unwrap_or_default();
    let mut effects = act(model, Action::All(actions), None);
    let focus = Focus::Criterion(to);
    effects.extend(crate::app::look::focus_on(model, &focus));
    effects.extend(crate::app::look::focus_card(&focus));
    effects
}
