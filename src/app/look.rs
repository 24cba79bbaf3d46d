//! Looks: where the expert turns to. Nothing here changes the draft.

use super::command::open;
use super::update::paint;
use super::work::correct::turn;
use super::work::{correct, mark, review, typing};
use super::{
    Caret, Compared, Desk, Dialog, Effect, Focus, Listed, Mode, Model, Msg, Side, Target, View, facing, question, word,
};
use crate::annotation::{Action, Spot};
use crate::json::{Doc, Value, object};
use crate::task::Part;
use std::ops::Range;

/// Where the expert turns to. Nothing here changes the draft.
#[inline(never)]
pub(super) fn look(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let view = &mut desk.view;
    match msg {
        Msg::ResponseChosen(at) => return response(model, at),
        Msg::ModeChosen(chosen) => return mode(model, chosen),
        Msg::ComparedChosen(compared) => return compared_chosen(model, compared),
        Msg::SideChosen(chosen) => return side(model, chosen),
        Msg::Focused(focus) => return focus_on(model, &focus),
        Msg::DrawerToggled => {
            view.drawer = !view.drawer;
            view.pane = u8::from(!view.drawer);
        }
        Msg::WholeToggled => return whole_toggled(model),
        Msg::PaneChosen(pane) => view.pane = pane,
        Msg::CaretPlaced { anchor, head } => return correct::caret_placed(model, anchor, head),
        Msg::WordsLeft => {
            desk.history.pause();
            return card_at_hand(desk).into_iter().collect();
        }
        _ => {}
    }
    Vec::new()
}

/// Shows all of the work, or only what is to be decided; what has the attention stays in sight.
#[inline(never)]
fn whole_toggled(model: &mut Model) -> Vec<Effect> {
    let lang = model.lang();
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    desk.view.whole = !desk.view.whole;
    let word = if desk.view.whole { word::WHOLE_SHOWN } else { word::PART_SHOWN };
    model.said = word.get(lang).to_owned();
    Vec::new()
}

/// Leads to the place of something that is missing.
#[inline(never)]
pub(super) fn go_to(model: &mut Model, spot: &Spot) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let of = match spot {
        Spot::Criterion(_, response) => response.clone(),
        Spot::Issue(id) => desk.draft.issue(id).map(|issue| issue.response.clone()),
        Spot::Edit(response, _) => Some(response.clone()),
        Spot::Step(id) => desk.draft.step(id).and_then(|step| step.response.clone()),
        _ => None,
    };
    let at = of.and_then(|id| desk.task.responses.iter().position(|response| response.id == id));
    let mut effects = at.map_or_else(Vec::new, |at| response(model, at));
    let focus = match spot {
        Spot::Criterion(id, _) => Focus::Criterion(id.clone()),
        Spot::Issue(id) => Focus::Issue(id.clone()),
        Spot::Edit(_, id) => Focus::Edit(id.clone()),
        Spot::Step(id) => Focus::Step(id.clone()),
        Spot::Preference => Focus::Preference,
        Spot::Verdict => Focus::Verdict,
        Spot::Row(name) => Focus::Row(name.clone()),
        Spot::Clash(id) => Focus::Clash(id.clone()),
        Spot::Exit => return open(model, Dialog::Exit),
        Spot::Prompt | Spot::Reference | Spot::Rubric | Spot::Written(_) => return to_written(model, spot),
    };
    // A response is read while it is judged.
    if matches!(focus, Focus::Criterion(_)) && model.desk().is_some_and(|desk| desk.view.mode == Mode::Write) {
        effects.extend(mode(model, Mode::Read));
    }
    effects.extend(focus_on(model, &focus));
    if let Some(desk) = model.desk_mut() {
        if focus == Focus::Preference {
            let open = question::open_dimension(desk).map(|one| one.map(|one| one.id.clone()));
            desk.view.dimension = open.unwrap_or_else(|| desk.view.dimension.take());
        }
        // While the text is read, an issue's card stands beside it.
        let beside = matches!(focus, Focus::Issue(_)) && desk.view.side != Side::Issues;
        desk.view.pane = if beside && desk.view.mode != Mode::Correct { 1 } else { 2 };
        if matches!(focus, Focus::Issue(_)) && desk.view.mode == Mode::Correct {
            desk.view.side = Side::Issues;
        }
    }
    let number = match &focus {
        Focus::Criterion(id) if model.desk().is_some_and(|desk| question::lacks_number(desk, id)) => Some(id),
        _ => None,
    };
    effects.extend(number.map_or_else(|| focus_card(&focus), |id| Some(Effect::Focus(Target::number(id)))));
    effects
}

/// Leads to what is to be written.
fn to_written(model: &mut Model, spot: &Spot) -> Vec<Effect> {
    let mut effects = mode(model, Mode::Write);
    let (focus, target) = match spot {
        Spot::Prompt => (Focus::Prompt, Target("prompt-words".into())),
        Spot::Reference => (Focus::Reference, Target("answer-words".into())),
        Spot::Written(id) => (Focus::Criterion(id.clone()), Target::words("criterion", id)),
        _ => (Focus::None, Target("add-criterion".into())),
    };
    effects.extend(focus_on(model, &focus));
    if let Some(desk) = model.desk_mut() {
        desk.view.pane = 1;
    }
    effects.push(Effect::Reveal(target.clone()));
    effects.push(Effect::Focus(target));
    effects
}

/// After undo and redo: what came or went gets the attention.
pub(super) fn show_action(model: &mut Model, action: &Action) -> Vec<Effect> {
    let last = match action {
        Action::All(actions) => {
            let back = |one: &&Action| matches!(one, Action::Settle { .. } | Action::Clash { put: Some(_), .. });
            let settled = actions.iter().find(back);
            settled.or(actions.last())
        }
        other => Some(other),
    };
    let focus = match last {
        Some(Action::Issue { id, put: Some(_), .. }) => Focus::Issue(id.clone()),
        Some(Action::Score { criterion, .. }) => Focus::Criterion(criterion.clone()),
        Some(Action::Criterion { id, put: Some(_), .. }) => Focus::Criterion(id.clone()),
        Some(Action::Turn { .. }) => Focus::Prompt,
        Some(Action::Reference(_)) => Focus::Reference,
        Some(Action::Edits { add, .. }) => add.first().map_or(Focus::None, |edit| Focus::Edit(edit.id.clone())),
        Some(Action::Step { id, put: Some(_), .. }) => Focus::Step(id.clone()),
        Some(Action::Preference(_)) => Focus::Preference,
        Some(Action::Verdict(_) | Action::Remark(_)) => Focus::Verdict,
        Some(Action::Clash { id, put: Some(_), .. }) => Focus::Clash(id.clone()),
        Some(Action::Settle { of, .. }) => Focus::Row(of.clone()),
        Some(Action::Finding { id, .. }) => return review::show(model, id),
        _ => return Vec::new(),
    };
    focus_on(model, &focus)
}

/// Where the expert is, as the journal keeps it.
pub(super) fn place(view: &View) -> Value {
    object([
        ("response", view.response.into()),
        ("mode", view.mode.word().into()),
        ("side", view.side.word().into()),
        ("compared", view.compared.word().into()),
        ("new", view.round.new.write()),
        (facing::KEPT, view.spread.as_ref().map_or(Value::Null, facing::kept)),
    ])
}

/// Goes back to where the expert was.
pub(super) fn restore(view: &mut View, place: &Value, responses: usize) {
    let word = |key: &str| place.get(key).and_then(Value::as_str).unwrap_or_default();
    view.mode = Mode::of(word("mode")).unwrap_or(view.mode);
    view.side = Side::of(word("side")).unwrap_or(view.side);
    view.compared = Compared::of(word("compared")).unwrap_or(view.compared);
    view.round.new = place.get("new").and_then(|new| Doc::read(new.clone()).ok()).unwrap_or_default();
    let at = place.get("response").and_then(Value::as_u64).and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
    view.response = at.min(responses.saturating_sub(1));
}

pub(super) fn mode(model: &mut Model, mode: Mode) -> Vec<Effect> {
    if mode == Mode::Read && model.desk().is_some_and(|desk| desk.view.spread.is_some()) {
        return facing::closed(model);
    }
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    if desk.view.mode == mode
        || (mode == Mode::Correct && !desk.task.asks(Part::Correction))
        || (mode == Mode::Write && !desk.writes())
    {
        return Vec::new();
    }
    let before = std::mem::replace(&mut desk.view.mode, mode);
    desk.view.spread = None;
    desk.view.pane = 1;
    desk.view.painted = 0;
    if mode == Mode::Correct {
        desk.view.field_version += 1;
        desk.view.side = Side::Changes;
    }
    let target = match mode {
        Mode::Correct => Target::field(),
        Mode::Write => Target("written".into()),
        Mode::Read | Mode::Source => Target::article(),
    };
    let mut effects = paint(model);
    effects.extend(super::update::keep_head(model));
    effects.push(Effect::Focus(target));
    effects.extend(typing::caret_on_turning(model));
    effects.extend(turn::turned(model, before));
    effects
}

fn compared_chosen(model: &mut Model, compared: Compared) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    desk.view.compared = compared;
    // The text field is not there while the tracked text is typed in.
    desk.view.field_version += 1;
    // The list that it was chosen from stands in another frame then.
    let mut effects = vec![Effect::Focus(Target("compared".into()))];
    if compared == Compared::Typed {
        typing::keep_up(model);
    }
    model.settings.compared = compared;
    effects.push(Effect::Remember(Box::new(model.settings.clone())));
    effects.extend(super::update::keep_head(model));
    effects
}

pub(super) fn side(model: &mut Model, side: Side) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    if !question::sides(desk).contains(&side) {
        return Vec::new();
    }
    desk.view.side = side;
    desk.view.pane = 2;
    Vec::new()
}

pub(super) fn response(model: &mut Model, at: usize) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    if at >= desk.task.responses.len() || at == desk.view.response {
        return Vec::new();
    }
    let before = std::mem::replace(&mut desk.view.response, at);
    if desk.view.spread.is_some() {
        facing::follow(desk, before);
    }
    desk.view.painted = 0;
    desk.view.caret = Caret::default();
    desk.view.field_caret = None;
    desk.view.field_anchor = None;
    desk.view.round.listed = Listed::All;
    desk.view.round.unfolded.clear();
    desk.view.field_version += 1;
    if !matches!(
        desk.view.focus,
        Focus::Criterion(_) | Focus::Preference | Focus::Verdict | Focus::Row(_) | Focus::Clash(_)
    ) {
        desk.view.focus = Focus::None;
    }
    let mut effects = paint(model);
    effects.extend(super::work::doubt::soon(model));
    effects.extend(super::update::keep_head(model));
    effects
}

/// Nothing is asked of the texts: they may still be read.
pub(super) fn sighted(model: &mut Model, blocks: Range<usize>) -> Vec<Effect> {
    if let Some(desk) = model.desk_mut() {
        desk.view.sight = blocks;
    }
    Vec::new()
}

/// Gives something the attention: its card and its place come into sight.
pub(super) fn focus_on(model: &mut Model, focus: &Focus) -> Vec<Effect> {
    let in_page = question::in_page(model);
    let mut effects = to_response_of(model, focus);
    let Some(desk) = model.desk_mut() else { return effects };
    desk.view.focus = focus.clone();
    desk.view.on_card = true;
    if desk.view.number.as_ref().is_some_and(|(id, _)| *focus != Focus::Criterion(id.clone())) {
        desk.view.number = None;
    }
    if desk.writing.typed.as_ref().is_some_and(|(_, id, _)| *focus != Focus::Criterion(id.clone())) {
        desk.writing.typed = None;
    }
    desk.view.caret.anchor = desk.view.caret.head;
    match focus {
        Focus::Criterion(id) => {
            desk.view.side = Side::Rubric;
            effects.push(Effect::Reveal(Target::card("criterion", id)));
        }
        Focus::Issue(id) => {
            if !in_page && desk.view.has_margin() && desk.view.side != Side::Issues {
                // The margin shows it.
            } else {
                desk.view.side = Side::Issues;
            }
            let at = desk.draft.issue(id).and_then(mark::span_of).map_or(0, |span| span.end);
            effects.push(Effect::Reveal(Target::text("issue", id)));
            effects.push(Effect::Reveal(Target::card("issue", id)));
            effects.extend(turn::shown_in_field(desk).map(Effect::Show));
            mark::paint_to(model, at);
        }
        Focus::Edit(id) => {
            desk.view.side = Side::Changes;
            effects.push(Effect::Reveal(Target::text("edit", id)));
            effects.push(Effect::Reveal(Target::card("edit", id)));
            effects.extend(turn::shown_in_field(desk).map(Effect::Show));
        }
        Focus::Step(id) => {
            desk.view.side = if question::is_claim(desk, id) { Side::Claims } else { Side::Steps };
            let at = desk.draft.step(id).and_then(|step| step.span.as_ref()).map_or(0, |span| span.end);
            effects.push(Effect::Reveal(Target::text("step", id)));
            effects.push(Effect::Reveal(Target::card("step", id)));
            let claim = desk.view.side == Side::Claims;
            mark::paint_to(model, at);
            if claim {
                super::work::claims::look_up(model);
            }
        }
        Focus::Preference => desk.view.side = Side::Compare,
        Focus::Verdict => desk.view.side = Side::Review,
        Focus::Row(name) | Focus::Clash(name) => {
            desk.view.side = if matches!(focus, Focus::Row(_)) { Side::Review } else { Side::Clashes };
            let at = question::row_at(desk, focus).and_then(|row| row.key.place()).map_or(0, |place| place.end);
            effects.push(Effect::Reveal(Target::text("row", name)));
            effects.push(Effect::Reveal(Target::card("row", name)));
            mark::paint_to(model, at);
        }
        Focus::None | Focus::Prompt | Focus::Reference => {}
    }
    effects
}

/// A row stands in a response: that is the one to be seen.
fn to_response_of(model: &mut Model, focus: &Focus) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let Some(row) = question::row_at(desk, focus) else { return Vec::new() };
    let of = row.key.response();
    let at = of.and_then(|id| desk.task.responses.iter().position(|response| response.id == id));
    at.map_or_else(Vec::new, |at| response(model, at))
}

/// The card that was turned to: whoever leaves its words stays on it. Whoever marks goes back to the text, and who writes a rubric
/// to what is written.
pub(super) fn card_at_hand(desk: &Desk) -> Option<Effect> {
    let stays = desk.view.on_card && desk.view.mode != Mode::Write && !matches!(desk.view.focus, Focus::Issue(_));
    focus_card(&desk.view.focus).filter(|_| stays)
}

pub(super) fn focus_card(focus: &Focus) -> Option<Effect> {
    let target = match focus {
        Focus::Criterion(id) => Target::card("criterion", id),
        Focus::Issue(id) => Target::card("issue", id),
        Focus::Edit(id) => Target::card("edit", id),
        Focus::Step(id) => Target::card("step", id),
        Focus::Preference => Target("preference".into()),
        Focus::Verdict => Target("verdict".into()),
        Focus::Prompt => Target("prompt-words".into()),
        Focus::Reference => Target("answer-words".into()),
        Focus::Row(name) | Focus::Clash(name) => Target::card("row", name),
        Focus::None => return None,
    };
    Some(Effect::Focus(target))
}
