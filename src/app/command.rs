//! Commands and looks: what a key or button orders, and where the expert turns to.

use super::update::{paint, travel};
use super::{
    Caret, Command, Desk, Dialog, Effect, Focus, Mode, Model, Msg, Side, Target, backend, mark, question, submit,
};
use crate::annotation::{Action, Entry, Spot, check};
use crate::json::{Map, Value};
use crate::task::{Part, Scale, ScoreState};

pub(super) fn run(model: &mut Model, command: Command) -> Vec<Effect> {
    if let Some((step, back, extend)) = command.movement() {
        return mark::move_caret(model, step, back, extend);
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
        Command::Save => backend::save(model, false),
        Command::Escape => escape(model),
        Command::NextMissing => next_missing(model),
        Command::NextCard => step_card(model, 1),
        Command::PreviousCard => step_card(model, -1),
        Command::Write => write(model),
        Command::Remove => remove(model),
        Command::Read => mode(model, Mode::Read),
        Command::Correct => mode(model, Mode::Correct),
        Command::Source => mode(model, Mode::Source),
        Command::NextResponse => step_response(model, 1),
        Command::PreviousResponse => step_response(model, -1),
        Command::NextChange => step_change(model, 1),
        Command::PreviousChange => step_change(model, -1),
        Command::Rubric => side(model, Side::Rubric),
        Command::Issues => side(model, Side::Issues),
        Command::Changes => side(model, Side::Changes),
        Command::Compare => side(model, Side::Compare),
        Command::Find => find(model),
        Command::Mark => super::update::update_now(model, Msg::IssueWanted(None)),
        Command::MarkWhole => mark_whole(model),
        Command::ToText => to_text(model),
        Command::Task => look(model, Msg::DrawerToggled),
        _ => Vec::new(),
    }
}

/// Where the expert turns to. Nothing here changes the draft.
pub(super) fn look(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let view = &mut desk.view;
    match msg {
        Msg::ResponseChosen(at) => return response(model, at),
        Msg::ModeChosen(chosen) => return mode(model, chosen),
        Msg::ComparedChosen(compared) => view.compared = compared,
        Msg::SideChosen(chosen) => return side(model, chosen),
        Msg::Focused(focus) => return focus_on(model, focus),
        Msg::DrawerToggled => view.drawer = !view.drawer,
        Msg::PaneChosen(pane) => view.pane = pane,
        Msg::CaretPlaced(caret) => super::correct::caret_placed(model, caret),
        _ => {}
    }
    Vec::new()
}

/// Leads to the place of something that is missing.
pub(super) fn go_to(model: &mut Model, spot: &Spot) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let of = match spot {
        Spot::Criterion(_, response) => response.clone(),
        Spot::Issue(id) => desk.draft.issue(id).map(|issue| issue.response.clone()),
        Spot::Edit(response, _) => Some(response.clone()),
        Spot::Preference | Spot::Exit => None,
    };
    let at = of.and_then(|id| desk.task.responses.iter().position(|response| response.id == id));
    let mut effects = at.map_or_else(Vec::new, |at| response(model, at));
    let focus = match spot {
        Spot::Criterion(id, _) => Focus::Criterion(id.clone()),
        Spot::Issue(id) => Focus::Issue(id.clone()),
        Spot::Edit(_, id) => Focus::Edit(id.clone()),
        Spot::Preference => Focus::Preference,
        Spot::Exit => return open(model, Dialog::Exit),
    };
    effects.extend(focus_on(model, focus.clone()));
    if let Some(desk) = model.desk_mut() {
        desk.view.pane = 2;
        if matches!(focus, Focus::Issue(_)) && desk.view.mode == Mode::Correct {
            desk.view.side = Side::Issues;
        }
    }
    effects.extend(focus_card(&focus));
    effects
}

/// After undo and redo: what came or went gets the attention.
pub(super) fn show_action(model: &mut Model, action: &Action) -> Vec<Effect> {
    let last = match action {
        Action::All(actions) => actions.last(),
        other => Some(other),
    };
    let focus = match last {
        Some(Action::Issue { id, put: Some(_), .. }) => Focus::Issue(id.clone()),
        Some(Action::Score { criterion, .. }) => Focus::Criterion(criterion.clone()),
        Some(Action::Edits { add, .. }) => add.first().map_or(Focus::None, |edit| Focus::Edit(edit.id.clone())),
        Some(Action::Preference(_)) => Focus::Preference,
        _ => return Vec::new(),
    };
    focus_on(model, focus)
}

/// Where the expert is, as the journal keeps it.
pub(super) fn place(view: &super::View) -> Value {
    Value::Object(Map::from_iter([
        ("response".to_owned(), view.response.into()),
        ("mode".to_owned(), view.mode.word().into()),
        ("side".to_owned(), view.side.word().into()),
        ("compared".to_owned(), view.compared.word().into()),
    ]))
}

/// Goes back to where the expert was.
pub(super) fn restore(view: &mut super::View, place: &Value, responses: usize) {
    let word = |key: &str| place.get(key).and_then(Value::as_str).unwrap_or_default();
    view.mode = Mode::of(word("mode")).unwrap_or(view.mode);
    view.side = Side::of(word("side")).unwrap_or(view.side);
    view.compared = super::Compared::of(word("compared")).unwrap_or(view.compared);
    let at = place.get("response").and_then(Value::as_u64).and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
    view.response = at.min(responses.saturating_sub(1));
}

fn open(model: &mut Model, dialog: Dialog) -> Vec<Effect> {
    model.dialog = Some(dialog);
    Vec::new()
}

fn escape(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let caret = desk.view.caret;
    if !caret.span().is_empty() {
        desk.view.caret = Caret { anchor: caret.head, head: caret.head };
    } else if desk.view.drawer {
        desk.view.drawer = false;
    } else if desk.view.mode != Mode::Correct {
        desk.view.focus = Focus::None;
    }
    desk.history.pause();
    vec![Effect::Focus(Target::article())]
}

fn skip(model: &mut Model) -> Vec<Effect> {
    let untouched = model.desk().is_some_and(|desk| !desk.history.can_undo() && desk.draft.version() == 0);
    if untouched { backend::skip(model) } else { open(model, Dialog::Skip) }
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

fn to_text(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    desk.view.pane = 1;
    if desk.view.mode == Mode::Correct {
        return vec![Effect::Focus(Target::field())];
    }
    desk.view.caret_shown = true;
    vec![Effect::Focus(Target::article())]
}

fn next_missing(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let problems = check(&desk.task, desk.draft.annotation());
    let here = |spot: &Spot| match (&desk.view.focus, spot) {
        (Focus::Criterion(id), Spot::Criterion(other, response)) => {
            id == other && response.as_deref().is_none_or(|one| one == desk.response_id())
        }
        (Focus::Issue(id), Spot::Issue(other)) | (Focus::Edit(id), Spot::Edit(_, other)) => id == other,
        (Focus::Preference, Spot::Preference) => true,
        _ => false,
    };
    let at = problems.iter().rposition(|problem| here(&problem.spot)).map_or(0, |at| at + 1);
    let Some(problem) = problems.get(at).or_else(|| problems.first()).cloned() else {
        return vec![Effect::Focus(Target("submit".into()))];
    };
    go_to(model, &problem.spot)
}

fn mode(model: &mut Model, mode: Mode) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    if desk.view.mode == mode || (mode == Mode::Correct && !desk.task.asks(Part::Correction)) {
        return Vec::new();
    }
    desk.view.mode = mode;
    desk.view.pane = 1;
    desk.view.painted = 0;
    if mode == Mode::Correct {
        desk.view.field_version += 1;
        if !desk.draft.edits(desk.response_id()).is_empty() || desk.view.side == Side::Issues {
            desk.view.side = Side::Changes;
        }
    }
    let target = if mode == Mode::Correct { Target::field() } else { Target::article() };
    let mut effects = paint(model);
    effects.extend(super::update::keep_head(model));
    effects.push(Effect::Focus(target));
    effects
}

fn side(model: &mut Model, side: Side) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    if !question::sides(desk).contains(&side) {
        return Vec::new();
    }
    desk.view.side = side;
    desk.view.pane = 2;
    Vec::new()
}

fn response(model: &mut Model, at: usize) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    if at >= desk.task.responses.len() || at == desk.view.response {
        return Vec::new();
    }
    desk.view.response = at;
    desk.view.painted = 0;
    desk.view.caret = Caret::default();
    desk.view.field_caret = None;
    desk.view.field_version += 1;
    if !matches!(desk.view.focus, Focus::Criterion(_) | Focus::Preference) {
        desk.view.focus = Focus::None;
    }
    let mut effects = paint(model);
    effects.extend(super::update::keep_head(model));
    effects
}

fn step_response(model: &mut Model, by: isize) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    desk.view.response.checked_add_signed(by).map_or_else(Vec::new, |at| response(model, at))
}

/// Gives something the attention: its card and its place come into sight.
fn focus_on(model: &mut Model, focus: Focus) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    desk.view.focus = focus.clone();
    desk.view.caret.anchor = desk.view.caret.head;
    let mut effects = Vec::new();
    match &focus {
        Focus::Criterion(id) => {
            desk.view.side = Side::Rubric;
            effects.push(Effect::Reveal(Target::card("criterion", id)));
        }
        Focus::Issue(id) => {
            if desk.view.mode == Mode::Read && desk.view.side != Side::Issues {
                // The margin shows it.
            } else {
                desk.view.side = Side::Issues;
            }
            let at = desk.draft.issue(id).and_then(mark::span_of).map_or(0, |span| span.end);
            effects.push(Effect::Reveal(Target::text("issue", id)));
            effects.push(Effect::Reveal(Target::card("issue", id)));
            mark::paint_to(model, at);
        }
        Focus::Edit(id) => {
            desk.view.side = Side::Changes;
            effects.push(Effect::Reveal(Target::text("edit", id)));
            effects.push(Effect::Reveal(Target::card("edit", id)));
        }
        Focus::Preference => desk.view.side = Side::Compare,
        Focus::None => {}
    }
    effects
}

fn focus_card(focus: &Focus) -> Option<Effect> {
    let target = match focus {
        Focus::Criterion(id) => Target::card("criterion", id),
        Focus::Issue(id) => Target::card("issue", id),
        Focus::Edit(id) => Target::card("edit", id),
        Focus::Preference => Target("preference".into()),
        Focus::None => return None,
    };
    Some(Effect::Focus(target))
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
    let mut effects = focus_on(model, focus.clone());
    effects.extend(focus_card(&focus));
    effects
}

fn step_change(model: &mut Model, by: isize) -> Vec<Effect> {
    if let Some(desk) = model.desk_mut()
        && question::sides(desk).contains(&Side::Changes)
    {
        desk.view.side = Side::Changes;
    }
    step_card(model, by)
}

fn write(model: &mut Model) -> Vec<Effect> {
    let target = match model.desk().map(|desk| &desk.view.focus) {
        Some(Focus::Criterion(id)) => Target::words("criterion", id),
        Some(Focus::Issue(id)) => Target::words("issue", id),
        Some(Focus::Edit(id)) => Target::words("edit", id),
        Some(Focus::Preference) => Target("preference-words".into()),
        _ => return Vec::new(),
    };
    vec![Effect::Focus(target)]
}

fn remove(model: &mut Model) -> Vec<Effect> {
    let msg = match model.desk().map(|desk| desk.view.focus.clone()) {
        Some(Focus::Issue(id)) => Msg::IssueRemoved(id),
        Some(Focus::Edit(id)) => Msg::EditReverted(id),
        _ => return Vec::new(),
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
        Focus::Criterion(id) => {
            let (state, value) = *question::choices(desk.task.criterion(id)?).get(choice)?;
            Some(Msg::Judged(id.clone(), state, value))
        }
        Focus::Preference if desk.task.responses.len() == 2 => {
            let (left, right) = (desk.task.responses.first()?, desk.task.responses.get(1)?);
            let strength = i32::try_from(choice).ok()? - 3;
            (strength <= 3).then(|| Msg::PairJudged(left.id.clone(), right.id.clone(), strength))
        }
        _ => None,
    }
}

/// The choices of a criterion, in the order of their keys.
#[must_use]
pub fn choices(scale: &Scale) -> Vec<(ScoreState, Option<f64>)> {
    let mut choices = match scale {
        Scale::Binary => vec![(ScoreState::Met, None), (ScoreState::Unmet, None)],
        Scale::Ordinal(levels) => levels.iter().map(|level| (ScoreState::Met, Some(level.value))).collect(),
        Scale::Numeric { .. } => Vec::new(),
    };
    choices.extend([(ScoreState::Na, None), (ScoreState::Unsure, None)]);
    choices
}
