//! Commands: what a key or button orders.

use super::flow::{self, submit};
use super::look::{focus_card, focus_on, go_to, look, mode, response, side};
use super::update::travel;
use super::work::correct::turn;
use super::work::{claims, doubt, ends};
use super::{
    Author, Caret, Claiming, Command, Desk, Dialog, Doubting, Effect, Focus, Graphing, Mode, Model, Msg, Resting, Side,
    Target, facing, question,
};
use crate::annotation::{Entry, Spot};
use crate::task::{Criterion, Part, Scale, ScoreState};

#[inline(never)]
pub(super) fn run(model: &mut Model, command: Command) -> Vec<Effect> {
    model.desk_mut().into_iter().for_each(Desk::read_all);
    if let Some((step, back, extend)) = command.movement() {
        return ends::caret_moved(model, step, back, extend);
    }
    if let Some(choice) = command.chosen() {
        return choose(model, choice);
    }
    match command {
        Command::Help => open(model, Dialog::Keys),
        Command::Undo => travel(model, Entry::Undo),
        Command::Redo => travel(model, Entry::Redo),
        Command::Submit => submit::submit(model),
        Command::Skip => skip(model),
        Command::Exit => open(model, Dialog::Exit),
        Command::Save => flow::save(model, false),
        Command::Escape => escape(model),
        Command::NextMissing => next_missing(model),
        Command::NextCard => step_card(model, 1),
        Command::PreviousCard => step_card(model, -1),
        Command::Write => write(model),
        Command::Remove => remove(model),
        Command::Read => mode(model, Mode::Read),
        Command::Correct => turn::correct(model),
        Command::Source => mode(model, Mode::Source),
        Command::NextResponse => step_response(model, 1),
        Command::PreviousResponse => step_response(model, -1),
        Command::NextChange => step_change(model, 1),
        Command::PreviousChange => step_change(model, -1),
        Command::Keep => keep(model),
        Command::Review => review(model),
        Command::Rubric => side(model, Side::Rubric),
        Command::Issues => side(model, Side::Issues),
        Command::Steps => steps_or_claims(model),
        Command::Graph => super::update::update_now(model, Msg::Graph(Graphing::Toggled)),
        Command::Export => super::update::update_now(model, Msg::ExportWanted),
        Command::Split => split(model),
        Command::Merge => merge(model),
        Command::Changes => side(model, Side::Changes),
        Command::Compare => side(model, Side::Compare),
        Command::Find => find(model),
        Command::Mark => super::update::update_now(model, Msg::IssueWanted(None)),
        Command::Rest => super::update::update_now(model, Msg::Rested(Resting::Placed)),
        Command::MarkWhole => mark_whole(model),
        Command::Ends => ends::taken(model),
        Command::ToText => turn::to_text(model),
        Command::Task => look(model, Msg::DrawerToggled),
        Command::Whole => look(model, Msg::WholeToggled),
        Command::Author => mode(model, Mode::Write),
        Command::AddCriterion => author(model, |_| Some(Author::Added)),
        Command::Duplicate => author(model, |desk| Some(Author::Duplicated(criterion(desk)?))),
        Command::MoveUp => super::work::author::step(model, -1),
        Command::MoveDown => super::work::author::step(model, 1),
        Command::Facing | Command::Across | Command::Pin | Command::Differences | Command::Tie => faced(model, command),
        Command::Cure | Command::LetStand | Command::NextFinding if doubting(model) => on_doubt(model, command),
        Command::Cure => author(model, |desk| question::finding_at_hand(desk).map(Author::Cured)),
        Command::LetStand => author(model, |desk| question::finding_at_hand(desk).map(Author::AsideWanted)),
        Command::NextFinding => author(model, |_| Some(Author::NextFinding)),
        _ => Vec::new(),
    }
}

/// Whether the keys of findings speak to doubts: where nothing is being written, and there are any.
#[inline(never)]
fn doubting(model: &Model) -> bool {
    model.desk().is_some_and(|desk| desk.view.mode != Mode::Write && question::doubt_at_hand(desk).is_some())
}

fn on_doubt(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(at) = model.desk().and_then(question::doubt_at_hand) else { return Vec::new() };
    let what = match command {
        Command::Cure => Doubting::Accepted(at),
        Command::LetStand => Doubting::Dismissed(at),
        _ => Doubting::Next,
    };
    doubt::update(model, what)
}

#[inline(never)]
fn faced(model: &mut Model, command: Command) -> Vec<Effect> {
    let msg = model.desk().and_then(|desk| facing::heard(desk, command));
    msg.map_or_else(Vec::new, |msg| super::update::update_now(model, Msg::Facing(msg)))
}

/// Does something with what is written.
fn author(model: &mut Model, msg: impl FnOnce(&Desk) -> Option<Author>) -> Vec<Effect> {
    let msg = model.desk().and_then(msg);
    msg.map_or_else(Vec::new, |msg| super::update::update_now(model, Msg::Author(msg)))
}

/// The criterion that has the attention.
fn criterion(desk: &Desk) -> Option<String> {
    match &desk.view.focus {
        Focus::Criterion(id) => Some(id.clone()),
        _ => None,
    }
}

pub(super) fn open(model: &mut Model, dialog: Dialog) -> Vec<Effect> {
    model.dialog = Some(dialog);
    Vec::new()
}

fn escape(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let caret = desk.view.caret;
    if desk.view.end.take().is_some() {
        desk.view.caret_shown = false;
    } else if !caret.span().is_empty() {
        desk.view.caret = Caret { anchor: caret.head, head: caret.head };
    } else if desk.view.drawer {
        desk.view.drawer = false;
    } else if !matches!(desk.view.mode, Mode::Correct | Mode::Write) {
        desk.view.focus = Focus::None;
    }
    desk.history.pause();
    let target = match desk.view.mode {
        Mode::Correct => Target("tracked".into()),
        Mode::Write => Target("written".into()),
        Mode::Read | Mode::Source => Target::article(),
    };
    vec![Effect::Focus(target)]
}

fn skip(model: &mut Model) -> Vec<Effect> {
    let untouched = model.desk().is_some_and(|desk| !desk.history.can_undo() && desk.draft.version() == 0);
    if untouched { flow::skip(model) } else { open(model, Dialog::Skip) }
}

fn find(model: &mut Model) -> Vec<Effect> {
    if let Some(desk) = model.desk_mut()
        && desk.view.mode == Mode::Correct
    {
        desk.view.mode = Mode::Read;
    }
    open(model, Dialog::Find(String::new()))
}

fn mark_whole(model: &mut Model) -> Vec<Effect> {
    if let Some(desk) = model.desk_mut() {
        desk.view.caret.anchor = desk.view.caret.head;
        desk.view.side = Side::Issues;
    }
    super::update::update_now(model, Msg::IssueWanted(None))
}

fn next_missing(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let problems = question::problems(desk);
    // What has the attention because the caret stands in it was not turned to yet.
    let here = |spot: &Spot| match (&desk.view.focus, spot) {
        _ if !desk.view.on_card => false,
        // While it is written, its words have the attention and not a judgement by it.
        (Focus::Criterion(_), Spot::Criterion(..)) if desk.view.mode == Mode::Write => false,
        (Focus::Criterion(id), Spot::Criterion(other, response)) => {
            id == other && response.as_deref().is_none_or(|one| one == desk.response_id())
        }
        (Focus::Issue(id), Spot::Issue(other)) | (Focus::Edit(id), Spot::Edit(_, other)) => id == other,
        (Focus::Step(id), Spot::Step(other))
        | (Focus::Row(id), Spot::Row(other))
        | (Focus::Clash(id), Spot::Clash(other)) => id == other,
        (Focus::Preference, Spot::Preference) | (Focus::Verdict, Spot::Verdict) => true,
        (Focus::Criterion(id), Spot::Written(other)) => id == other,
        (Focus::Prompt, Spot::Prompt) | (Focus::Reference, Spot::Reference) => true,
        _ => false,
    };
    let at = problems.iter().rposition(|problem| here(&problem.spot)).map_or(0, |at| at + 1);
    let Some(problem) = problems.get(at).or_else(|| problems.first()).cloned() else {
        // Not the button itself: the next key may belong to what is being written, and what is submitted is gone.
        return vec![Effect::Focus(Target("missing".into()))];
    };
    go_to(model, &problem.spot)
}

fn step_response(model: &mut Model, by: isize) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let card = Some(desk.view.focus.clone()).filter(|focus| desk.view.on_card && matches!(focus, Focus::Criterion(_)));
    let mut effects = desk.view.response.checked_add_signed(by).map_or_else(Vec::new, |at| response(model, at));
    // The card is that of the other response now: the browser takes the focus from what is drawn anew.
    if !effects.is_empty() {
        effects.extend(card.as_ref().and_then(focus_card));
    }
    effects
}

fn step_card(model: &mut Model, by: isize) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let cards = question::cards(desk);
    let here = cards.iter().position(|card| *card == desk.view.focus);
    let to = match here {
        Some(at) => at.checked_add_signed(by),
        None if by > 0 => Some(0),
        None => cards.len().checked_sub(1),
    };
    let Some(focus) = to.and_then(|to| cards.get(to)).cloned() else { return Vec::new() };
    turn_to(model, &focus)
}

/// Gives a card the attention and the focus; of a change it is said what it does.
pub(super) fn turn_to(model: &mut Model, focus: &Focus) -> Vec<Effect> {
    let lang = model.lang();
    if let (Focus::Edit(id), Some(desk)) = (focus, model.desk()) {
        model.said = question::change_said(desk, id, lang);
    }
    let mut effects = focus_on(model, focus);
    effects.extend(focus_card(focus));
    effects
}

fn step_change(model: &mut Model, by: isize) -> Vec<Effect> {
    if model.desk().is_some_and(|desk| desk.view.spread.is_some()) {
        return facing::stepped(model, by);
    }
    if let Some(desk) = model.desk_mut()
        && question::sides(desk).contains(&Side::Changes)
    {
        desk.view.side = Side::Changes;
    }
    step_card(model, by)
}

fn write(model: &mut Model) -> Vec<Effect> {
    if let Some(id) = model.desk().and_then(question::judged_part) {
        return vec![Effect::Focus(Target::words("finding", &id))];
    }
    let target = match model.desk().map(|desk| &desk.view.focus) {
        Some(Focus::Verdict) => Target("verdict-words".into()),
        Some(Focus::Criterion(id)) if model.desk().is_some_and(|desk| question::writes_number(desk, id)) => {
            Target::number(id)
        }
        Some(Focus::Criterion(id)) => Target::words("criterion", id),
        Some(Focus::Issue(id)) => Target::words("issue", id),
        Some(Focus::Edit(id)) => Target::words("edit", id),
        Some(Focus::Step(id)) => Target::words("step", id),
        Some(Focus::Preference) => Target("preference-words".into()),
        Some(Focus::Prompt) => Target("prompt-words".into()),
        Some(Focus::Reference) => Target("answer-words".into()),
        _ => return Vec::new(),
    };
    vec![Effect::Focus(target)]
}

/// To the steps; where they are seen already or not asked for, to the claims.
fn steps_or_claims(model: &mut Model) -> Vec<Effect> {
    let there = |desk: &Desk| desk.view.side != Side::Steps && desk.task.asks(Part::Steps);
    let to = if model.desk().is_some_and(there) { Side::Steps } else { Side::Claims };
    side(model, to)
}

/// The step with the attention, and the one behind it.
fn merge(model: &mut Model) -> Vec<Effect> {
    match model.desk().map(|desk| desk.view.focus.clone()) {
        Some(Focus::Step(id)) => super::update::update_now(model, Msg::StepMerged(id)),
        Some(Focus::Edit(id)) => super::update::update_now(model, Msg::EditJoined(id)),
        _ => Vec::new(),
    }
}

/// To the review's verdict.
fn review(model: &mut Model) -> Vec<Effect> {
    let there = model.desk().is_some_and(|desk| question::sides(desk).contains(&Side::Review));
    if there { go_to(model, &Spot::Verdict) } else { Vec::new() }
}

fn remove(model: &mut Model) -> Vec<Effect> {
    let msg = match model.desk().map(|desk| desk.view.focus.clone()) {
        Some(Focus::Issue(id)) => Msg::IssueRemoved(id),
        Some(Focus::Edit(id)) => Msg::EditReverted(id),
        Some(Focus::Step(id)) => Msg::Claim(Claiming::Removed(id)),
        Some(Focus::Criterion(id)) => Msg::Author(Author::Removed(id)),
        _ => return Vec::new(),
    };
    super::update::update_now(model, msg)
}

fn keep(model: &mut Model) -> Vec<Effect> {
    let Some(Focus::Edit(id)) = model.desk().map(|desk| desk.view.focus.clone()) else { return Vec::new() };
    super::update::update_now(model, Msg::EditKept(id))
}

/// The change that has the attention, else the step at the caret.
fn split(model: &mut Model) -> Vec<Effect> {
    let msg = match model.desk().map(|desk| desk.view.focus.clone()) {
        Some(Focus::Edit(id)) => Msg::EditSplit(id),
        _ if model.desk().is_some_and(claims::takes_selection) => Msg::Claim(Claiming::Placed),
        _ => Msg::StepSplit,
    };
    super::update::update_now(model, msg)
}

/// The digit's choice: a category for what is selected, else what the card with the focus offers.
fn choose(model: &mut Model, choice: usize) -> Vec<Effect> {
    let lang = model.lang();
    let Some(desk) = model.desk() else { return Vec::new() };
    let msg = if desk.view.mode != Mode::Correct && !desk.view.caret.span().is_empty() {
        let taxonomy = question::taxonomy(desk, lang);
        taxonomy.categories.get(choice).map(|category| Msg::IssueWanted(Some(category.id.clone())))
    } else {
        choice_of(desk, lang, choice)
    };
    msg.map_or_else(Vec::new, |msg| super::update::update_now(model, msg))
}

fn choice_of(desk: &Desk, lang: super::Lang, choice: usize) -> Option<Msg> {
    if let Some(msg) = super::work::review::choice_of(desk, choice) {
        return Some(msg);
    }
    if let Focus::Clash(id) = &desk.view.focus {
        let row = question::row_at(desk, &desk.view.focus)?;
        let chosen = crate::review::choices(&desk.task, &row).get(choice).copied();
        return chosen.map(|chosen| Msg::ClashChosen(id.clone(), chosen));
    }
    let taxonomy = question::taxonomy(desk, lang);
    let category = || taxonomy.categories.get(choice).map(|one| one.id.clone());
    let severity = || taxonomy.severities.get(choice).map(|one| one.id.clone());
    match &desk.view.focus {
        Focus::Issue(id) if desk.draft.issue(id)?.category.is_none() => {
            Some(Msg::CategoryChosen(id.clone(), category()?))
        }
        Focus::Issue(id) => Some(Msg::SeverityChosen(id.clone(), severity()?)),
        Focus::Edit(id) => {
            let edit = desk.draft.edits(desk.response_id()).iter().find(|edit| edit.id == *id)?;
            Some(if edit.category.is_none() {
                Msg::EditCategoryChosen(id.clone(), Some(category()?))
            } else {
                Msg::EditSeverityChosen(id.clone(), Some(severity()?))
            })
        }
        Focus::Step(id) if question::is_claim(desk, id) => claims::choice_of(desk, id, choice),
        Focus::Step(id) => super::work::steps::choice_of(desk, id, choice),
        Focus::Criterion(id) => {
            let (state, value) = *choices_by_key(desk.draft.criterion(id)?).get(choice)?;
            Some(Msg::Judged(id.clone(), state, value))
        }
        Focus::Preference if desk.task.responses.len() == 2 => {
            let (left, right) = (desk.task.responses.first()?, desk.task.responses.get(1)?);
            let strength = i32::try_from(choice).ok()? - 3;
            (strength <= 3).then(|| Msg::PairJudged(left.id.clone(), right.id.clone(), strength))
        }
        // More than two: the rank of the one that is shown.
        Focus::Preference => {
            let shown = desk.task.responses.get(desk.view.response)?;
            let rank = u32::try_from(choice + 1).ok()?;
            (choice < desk.task.responses.len()).then(|| Msg::Ranked(shown.id.clone(), Some(rank)))
        }
        _ => None,
    }
}

/// The choices of a criterion that digits take: none where a digit begins the number that is asked for.
#[must_use]
pub fn choices_by_key(criterion: &Criterion) -> Vec<(ScoreState, Option<f64>)> {
    if matches!(criterion.scale, Scale::Numeric { .. }) { Vec::new() } else { choices(criterion) }
}

/// The choices of a criterion, in the order of their keys. A level that earns nothing is unmet.
#[must_use]
pub fn choices(criterion: &Criterion) -> Vec<(ScoreState, Option<f64>)> {
    let mut choices = match &criterion.scale {
        Scale::Binary => vec![(ScoreState::Met, None), (ScoreState::Unmet, None)],
        Scale::Ordinal(levels) => {
            levels.iter().map(|level| (criterion.state_of(level.value), Some(level.value))).collect()
        }
        Scale::Numeric { .. } => Vec::new(),
    };
    choices.extend([(ScoreState::Na, None), (ScoreState::Unsure, None)]);
    choices
}
