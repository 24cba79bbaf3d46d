//! Settling: what is to stand where several submissions differ.

use crate::annotation::clash;
use crate::app::command::turn_to;
use crate::app::update::act;
use crate::app::{Desk, Effect, Focus, Model, Side, Target, question};
use crate::review::{Choice, can_choose, settle};

/// A row was settled: the next one that is open gets the attention.
pub(in crate::app) fn settled(model: &mut Model, name: &str, choice: Choice) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let (Some(ruling), Some(row)) = (question::adjudication(desk), question::row(desk, name)) else {
        return Vec::new();
    };
    if !can_choose(row, choice) {
        return Vec::new();
    }
    let action = settle(&desk.draft, &ruling.rows, row, choice);
    let mut effects = act(model, action, None);
    let Some(desk) = model.desk_mut().filter(|desk| desk.may_edit()) else { return effects };
    desk.view.field_version += 1;
    let next = next_open(desk, name).unwrap_or_else(|| name.to_owned());
    effects.extend(turn_to(model, &Focus::Row(next)));
    effects
}

/// One of two devices' versions was chosen: the next two get the attention.
pub(in crate::app) fn chosen(model: &mut Model, id: &str, choice: Choice) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let Some(action) = clash::choose(&desk.task, desk.draft.annotation(), id, choice) else { return Vec::new() };
    let mut effects = act(model, action, None);
    let Some(desk) = model.desk_mut().filter(|desk| desk.may_edit()) else { return effects };
    desk.view.field_version += 1;
    let annotation = desk.draft.annotation();
    let next = annotation.clashes.iter().find(|one| one.is_open(annotation)).map(|one| one.id.clone());
    if let Some(next) = next {
        effects.extend(turn_to(model, &Focus::Clash(next)));
        return effects;
    }
    desk.view.focus = Focus::None;
    desk.view.side = question::sides(desk).first().copied().unwrap_or(Side::Issues);
    effects.push(Effect::Focus(Target("submit".into())));
    effects
}

/// The next row that is open, behind this one first.
fn next_open(desk: &Desk, name: &str) -> Option<String> {
    let rows = &question::adjudication(desk)?.rows;
    let at = rows.iter().position(|row| row.name == name)?;
    let (before, behind) = rows.split_at_checked(at)?;
    let mut open = behind.iter().chain(before).filter(|row| !question::is_settled(desk, row));
    open.next().map(|row| row.name.clone())
}
