//! Correcting: what is typed becomes recorded edits, each with its reason.

use super::mark::short_id;
use crate::annotation::{Action, CorrectionEdit, span_bytes, span_doc};
use crate::app::update::act;
use crate::app::{Effect, Focus, Model, Msg, question};
use crate::json::Map;
use crate::text::{Edit, Offsets, Tracked, Unit, record, splice};

pub(in crate::app) fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Typed { text, caret } => typed(model, &text, caret),
        Msg::EditReverted(id) => reverted(model, &id),
        Msg::EditCategoryChosen(id, category) => change(model, &id, None, |edit| edit.category = category),
        Msg::EditSeverityChosen(id, severity) => change(model, &id, None, |edit| edit.severity = severity),
        Msg::EditRationaleTyped(id, text) => {
            let run = Some(format!("reason {id}"));
            change(model, &id, run, |edit| edit.rationale = Some(text).filter(|text| !text.is_empty()))
        }
        Msg::AnswerToggled(id, target) => change(model, &id, None, |edit| {
            let before = edit.answers.len();
            edit.answers.retain(|one| *one != target);
            if edit.answers.len() == before {
                edit.answers.push(target);
            }
        }),
        _ => Vec::new(),
    }
}

/// The caret moved in the text field: the change under it has the attention.
pub(in crate::app) fn caret_placed(model: &mut Model, caret: usize) {
    let Some(desk) = model.desk_mut() else { return };
    let Some(page) = desk.pages.responses.get(desk.view.response) else { return };
    let at = Offsets::new(&page.corrected).nearest(Unit::Utf16, caret);
    desk.view.field_caret = Some(at);
    desk.view.on_card = false;
    if let Some(edit) = question::edit_at(desk, at) {
        desk.view.focus = Focus::Edit(edit);
    } else if matches!(desk.view.focus, Focus::Edit(_)) {
        desk.view.focus = Focus::None;
    }
}

fn typed(model: &mut Model, text: &str, caret: Option<usize>) -> Vec<Effect> {
    let seed = model.random();
    let Some(desk) = model.desk() else { return Vec::new() };
    let Some(page) = desk.page() else { return Vec::new() };
    // The text field knows line feeds only; a text that came with CRLF keeps what was not touched.
    let after = caret.map(|caret| Offsets::new(text).nearest(Unit::Utf16, caret));
    let (text, after) = question::with_line_ends(&page.corrected, text, after);
    let Some(change) = splice(&page.corrected, &text, after) else { return Vec::new() };
    let response = desk.response_id().to_owned();
    let old = desk.draft.edits(&response);
    let tracked: Vec<_> = old.iter().map(as_tracked).collect();
    let mut count = 0;
    let mut fresh = || loop {
        count += 1;
        let id = format!("e-{}", short_id(seed.wrapping_mul(2 * count + 1)));
        if old.iter().all(|edit| edit.id != id) {
            break id;
        }
    };
    let retrack = record(&page.original, &tracked, &change, &mut fresh);
    let gone: Vec<_> = old.iter().filter(|edit| retrack.removed.contains(&edit.id)).collect();
    let add = retrack.added.iter().map(|one| recorded(desk, &page.original, one, &gone)).collect();
    let action = Action::Edits { response: response.clone(), remove: retrack.removed, add };
    let effects = act(model, action, Some(format!("text {response}")));
    if let Some(desk) = model.desk_mut() {
        if !desk.may_edit() {
            desk.view.field_version += 1;
        }
        desk.view.field_caret = after;
        desk.view.on_card = false;
        if let Some(edit) = after.and_then(|at| question::edit_at(desk, at)) {
            desk.view.focus = Focus::Edit(edit);
        }
    }
    effects
}

fn as_tracked(edit: &CorrectionEdit) -> Tracked<String> {
    Tracked { id: edit.id.clone(), edit: Edit { span: span_bytes(&edit.span), insert: edit.insert.clone() } }
}

/// An edit as it is stored: the reason of the edits that went into it stays, and an issue that it touches is answered.
fn recorded(
    desk: &crate::app::Desk,
    original: &str,
    tracked: &Tracked<String>,
    gone: &[&CorrectionEdit],
) -> CorrectionEdit {
    let span = tracked.edit.span;
    let mut edit = CorrectionEdit {
        id: tracked.id.clone(),
        span: span_doc(original, span),
        insert: tracked.edit.insert.clone(),
        moved: None,
        category: None,
        severity: None,
        rationale: None,
        answers: Vec::new(),
        extra: Map::new(),
    };
    let same = gone.iter().filter(|old| old.id == tracked.id);
    let joined = gone.iter().filter(|old| old.id != tracked.id && span_bytes(&old.span).touches(span));
    for old in same.chain(joined) {
        edit.category = edit.category.or_else(|| old.category.clone());
        edit.severity = edit.severity.or_else(|| old.severity.clone());
        edit.rationale = edit.rationale.or_else(|| old.rationale.clone());
        edit.extra.extend(old.extra.clone());
        let more: Vec<_> = old.answers.iter().filter(|id| !edit.answers.contains(id)).cloned().collect();
        edit.answers.extend(more);
    }
    if gone.iter().all(|old| old.id != tracked.id) && edit.answers.is_empty() {
        edit.answers = question::issues_touched(desk, span);
    }
    edit
}

fn reverted(model: &mut Model, id: &str) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let response = desk.response_id().to_owned();
    if desk.draft.edits(&response).iter().all(|edit| edit.id != id) {
        return Vec::new();
    }
    let mut actions = question::untied(desk, id);
    actions.push(Action::Edits { response, remove: vec![id.into()], add: Vec::new() });
    let effects = act(model, Action::All(actions), None);
    if let Some(desk) = model.desk_mut() {
        desk.view.field_version += 1;
        desk.view.focus = Focus::None;
    }
    effects
}

fn change(model: &mut Model, id: &str, run: Option<String>, edit: impl FnOnce(&mut CorrectionEdit)) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let response = desk.response_id().to_owned();
    let Some(old) = desk.draft.edits(&response).iter().find(|one| one.id == id).cloned() else { return Vec::new() };
    let mut new = old.clone();
    edit(&mut new);
    if new == old {
        return Vec::new();
    }
    let effects = act(model, Action::Edits { response, remove: vec![id.into()], add: vec![new] }, run);
    if let Some(desk) = model.desk_mut() {
        desk.view.focus = Focus::Edit(id.into());
    }
    effects
}
