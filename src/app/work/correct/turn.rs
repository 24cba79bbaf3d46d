//! Turning from reading to correcting and back: one goes on where one was.

use crate::app::look::mode;
use crate::app::work::{mark, typing};
use crate::app::{Caret, Desk, Effect, Focus, Mode, Model, Target, question};
use crate::text::Span;

/// Where what has the attention stands in the text field.
pub(in crate::app) fn shown_in_field(desk: &Desk) -> Option<Span> {
    question::in_field(desk, question::place_at_hand(desk)?)
}

/// Puts the caret where the correcting goes on: at what has the attention, else where it was, else where it was read.
pub(in crate::app) fn caret_in_field(model: &Model) -> Option<Effect> {
    let desk = model.desk()?;
    let place = question::caret_wanted(desk);
    question::in_field(desk, Span::new(place, place)).map(Effect::Put)
}

/// What comes into sight after turning: what has the attention, else where the caret of the correction was.
pub(in crate::app) fn turned(model: &mut Model, before: Mode) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let corrects = desk.view.mode == Mode::Correct;
    let target = match &desk.view.focus {
        Focus::Issue(id) => Some(Target::text("issue", id)),
        Focus::Step(id) => Some(Target::text("step", id)),
        Focus::Edit(id) if corrects => Some(Target::text("edit", id)),
        _ => None,
    };
    let mut effects = Vec::new();
    if corrects {
        let at = question::place_at_hand(desk).map(|place| place.end);
        effects.extend(caret_in_field(model));
        mark::paint_to(model, at.unwrap_or_default());
    } else if matches!(desk.view.mode, Mode::Read | Mode::Source) {
        let at = question::end_at_hand(desk).or_else(|| question::in_original(desk, desk.view.field_caret?));
        let Some(at) = at else { return effects };
        if target.is_none() && before == Mode::Correct {
            desk.view.caret = Caret { anchor: at, head: at };
            desk.view.caret_shown = true;
            effects.push(Effect::Reveal(Target("caret".into())));
        }
        mark::paint_to(model, at);
    }
    effects.extend(target.map(Effect::Reveal));
    effects
}

/// To the correction; where it is seen already, into its text.
pub(in crate::app) fn correct(model: &mut Model) -> Vec<Effect> {
    let there = model.desk().is_some_and(|desk| desk.view.mode == Mode::Correct);
    if there { to_text(model) } else { mode(model, Mode::Correct) }
}

/// A place of the corrected text was pointed at: its caret stands there, and what is typed is text.
pub(in crate::app) fn pointed(model: &mut Model, before: usize, within: usize, begins: bool) -> Vec<Effect> {
    let Some(desk) = model.desk_mut().filter(|desk| desk.may_edit()) else { return Vec::new() };
    let Some(at) = question::pointed_at(desk, before, within, begins) else { return Vec::new() };
    let mut effects = vec![Effect::Focus(Target::field())];
    effects.extend(super::turn_to_caret(desk, at, at));
    effects.extend(question::in_field(desk, Span::at(at)).map(Effect::Put));
    // What was pointed at stays where it is while the text field goes there.
    effects.push(Effect::Reveal(Target("tracked".into())));
    effects
}

/// Into the text; from a card to what it is about.
pub(in crate::app) fn to_text(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    desk.view.pane = 1;
    if desk.view.mode == Mode::Correct {
        let mut effects = vec![Effect::Focus(Target::field())];
        effects.extend(typing::caret_on_turning(model));
        effects.extend(caret_in_field(model));
        return effects;
    }
    let mut moved = false;
    if let Some(end) = question::end_at_hand(desk) {
        moved = desk.view.on_card && desk.view.caret.span().is_empty();
        if moved {
            desk.view.caret = Caret { anchor: end, head: end };
        }
    }
    desk.view.caret_shown = true;
    let head = desk.view.caret.head;
    let mut effects = if moved { mark::paint_to(model, head) } else { Vec::new() };
    effects.push(Effect::Focus(Target::article()));
    if moved {
        effects.push(Effect::Reveal(Target("caret".into())));
    }
    effects
}
