//! Going through the changes: keep or revert one, some, all; cut one in parts, make two one.

use super::correct::{self, edits_action, fresh_ids};
use crate::annotation::{Action, CorrectionEdit, carried, span_doc};
use crate::app::command::turn_to;
use crate::app::update::act;
use crate::app::{Effect, Focus, Listed, Model, Msg, Tone, notice, question, word};
use crate::text::Tracked;

pub(in crate::app) fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::EditKept(id) => kept(model, &id),
        Msg::EditSplit(id) => split(model, &id),
        Msg::EditJoined(id) => joined(model, &id),
        Msg::ListedReverted => listed_reverted(model),
        Msg::ListedKept => listed_kept(model),
        other => {
            let Some(desk) = model.desk_mut() else { return Vec::new() };
            match other {
                Msg::ListedChosen(listed) => {
                    let again = desk.view.round.listed == listed;
                    desk.view.round.listed = if again { Listed::All } else { listed };
                }
                Msg::Unfolded(id) => desk.view.round.unfolded.push(id),
                _ => {}
            }
            Vec::new()
        }
    }
}

/// The change stays: the next one that nobody looked at gets the attention, else the next one.
fn kept(model: &mut Model, id: &str) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let edits = question::listed(desk);
    let behind = edits.iter().skip_while(|edit| edit.id != id).nth(1).map(|edit| edit.id.clone());
    let next = question::next_new(desk, id).or(behind);
    looked_at(desk, &[id.to_owned()]);
    next.map_or_else(Vec::new, |next| turn_to(model, &Focus::Edit(next)))
}

/// These were looked at. Where none is left, all changes are listed again.
pub(in crate::app) fn looked_at(desk: &mut crate::app::Desk, ids: &[String]) {
    let round = &mut desk.view.round;
    round.new.retain(|id| !ids.contains(id));
    if round.new.is_empty() && round.listed == Listed::New {
        round.listed = Listed::All;
    }
}

fn listed_ids(model: &Model) -> Vec<String> {
    let Some(desk) = model.desk() else { return Vec::new() };
    question::listed(desk).into_iter().map(|edit| edit.id.clone()).collect()
}

fn listed_kept(model: &mut Model) -> Vec<Effect> {
    let ids = listed_ids(model);
    model.said = word::KEPT_COUNT.count(model.lang(), ids.len());
    if let Some(desk) = model.desk_mut() {
        looked_at(desk, &ids);
    }
    Vec::new()
}

fn listed_reverted(model: &mut Model) -> Vec<Effect> {
    let mut ids = listed_ids(model);
    let Some(desk) = model.desk().filter(|_| !ids.is_empty()) else { return Vec::new() };
    let edits = desk.draft.edits(desk.response_id());
    let halves = edits.iter().filter(|edit| ids.contains(&edit.id)).filter_map(|edit| carried::partner(edits, edit));
    let more: Vec<String> = halves.map(|edit| edit.id.clone()).filter(|id| !ids.contains(id)).collect();
    ids.extend(more);
    let mut actions = question::untied(desk, &ids);
    actions.push(edits_action(desk, desk.draft.original(desk.response_id()), ids.clone(), Vec::new()));
    let effects = act(model, Action::All(actions), None);
    model.said = word::REVERTED_COUNT.count(model.lang(), ids.len());
    if let Some(desk) = model.desk_mut().filter(|desk| desk.may_edit()) {
        looked_at(desk, &ids);
        desk.view.round.listed = Listed::All;
        desk.view.field_version += 1;
        desk.view.field_anchor = desk.view.field_caret;
        desk.view.focus = Focus::None;
    }
    effects
}

/// Each part has the reason of the whole.
fn split(model: &mut Model, id: &str) -> Vec<Effect> {
    let seed = model.random();
    let Some(desk) = model.desk() else { return Vec::new() };
    let mut fresh = fresh_ids(seed, correct::edit_ids(&desk.draft));
    let parts = question::parts_of(desk, id, &mut fresh);
    let edits = desk.draft.edits(desk.response_id());
    let Some(whole) = edits.iter().find(|edit| edit.id == id).filter(|_| parts.len() > 1) else {
        return notice::tell(model, Tone::Calm, word::NO_PARTS, "");
    };
    let original = desk.draft.original(desk.response_id());
    let add: Vec<_> = parts.iter().map(|part| as_part(original, whole, part)).collect();
    let first = add.first().map(|edit| edit.id.clone());
    let new = desk.view.round.new.contains(&whole.id);
    let ids: Vec<String> = add.iter().map(|edit| edit.id.clone()).collect();
    let action = edits_action(desk, original, vec![id.to_owned()], add);
    let mut effects = act(model, action, None);
    if let Some(desk) = model.desk_mut().filter(|desk| desk.may_edit() && new) {
        desk.view.round.new.extend(ids.into_iter().filter(|one| one != id));
    }
    effects.extend(first.map_or_else(Vec::new, |first| turn_to(model, &Focus::Edit(first))));
    effects
}

fn as_part(original: &str, whole: &CorrectionEdit, part: &Tracked<String>) -> CorrectionEdit {
    CorrectionEdit {
        id: part.id.clone(),
        span: span_doc(original, part.edit.span),
        insert: part.edit.insert.clone(),
        ..whole.clone()
    }
}

/// The first keeps its id, and takes from the second what it has not itself.
fn joined(model: &mut Model, id: &str) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let edits = desk.draft.edits(desk.response_id());
    let (Some(first), Some((second, one))) = (edits.iter().find(|edit| edit.id == id), question::joined(desk, id))
    else {
        return notice::tell(model, Tone::Calm, word::NO_NEIGHBOUR, "");
    };
    let mut edit = as_part(desk.draft.original(desk.response_id()), first, &one);
    edit.category = edit.category.or_else(|| second.category.clone());
    edit.severity = edit.severity.or_else(|| second.severity.clone());
    edit.rationale = match (edit.rationale, &second.rationale) {
        (Some(one), Some(other)) if one != *other => Some([one.as_str(), "\n", other].concat()),
        (one, other) => one.or_else(|| other.clone()),
    };
    let more: Vec<_> = second.answers.iter().filter(|id| !edit.answers.contains(id)).cloned().collect();
    edit.answers.extend(more);
    let gone = second.id.clone();
    let mut actions = question::untied(desk, std::slice::from_ref(&gone));
    actions.retain(|action| matches!(action, Action::Score { .. }));
    let remove = vec![id.to_owned(), gone.clone()];
    actions.push(Action::Edits { response: desk.response_id().to_owned(), remove, add: vec![edit] });
    let mut effects = act(model, Action::All(actions), None);
    if let Some(desk) = model.desk_mut().filter(|desk| desk.may_edit()) {
        looked_at(desk, &[gone]);
    }
    effects.extend(turn_to(model, &Focus::Edit(id.to_owned())));
    effects
}
