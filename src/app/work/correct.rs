//! Correcting: what is typed becomes recorded edits, each with its reason.

pub mod turn;

use super::mark::short_id;
use crate::annotation::{Action, CorrectionEdit, Draft, carried, span_bytes, span_doc};
use crate::app::command::turn_to;
use crate::app::update::act;
use crate::app::{Compared, Desk, Effect, Focus, Listed, Model, Msg, Target, question};
use crate::json::Map;
use crate::text::{Edit, Offsets, Span, Tracked, Unit, record, sort_by_place, splice};
use std::rc::Rc;

pub(in crate::app) fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Typed { text, caret } => typed(model, &text, caret),
        Msg::TypedOver { span, insert, length } => typed_over(model, span, &insert, length),
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
pub(in crate::app) fn caret_placed(model: &mut Model, anchor: usize, head: usize) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let Some(page) = desk.pages.responses.get(desk.view.response) else { return Vec::new() };
    let offsets = Offsets::new(&page.corrected);
    let (anchor, head) = (offsets.nearest(Unit::Utf16, anchor), offsets.nearest(Unit::Utf16, head));
    turn_to_caret(desk, anchor, head)
}

/// The same, and where another change has the attention than before, its card and its place come into sight.
fn turn_to_caret(desk: &mut Desk, anchor: usize, head: usize) -> Vec<Effect> {
    let before = desk.view.focus.clone();
    attend(desk, anchor, head);
    match &desk.view.focus {
        Focus::Edit(id) if before != desk.view.focus && desk.view.compared != Compared::Typed => {
            vec![Effect::Reveal(Target::card("edit", id)), Effect::Reveal(Target::text("edit", id))]
        }
        _ => Vec::new(),
    }
}

/// What is under the caret of the corrected text has the attention.
pub(in crate::app) fn attend(desk: &mut Desk, anchor: usize, head: usize) {
    desk.view.field_anchor = Some(anchor);
    desk.view.field_caret = Some(head);
    if desk.view.round.listed == Listed::Selected && question::field_selection(desk).is_none() {
        desk.view.round.listed = Listed::All;
    }
    desk.view.on_card = false;
    if let Some(edit) = question::edit_at(desk, head) {
        desk.view.focus = Focus::Edit(edit);
    } else if matches!(desk.view.focus, Focus::Edit(_)) {
        desk.view.focus = Focus::None;
    }
}

fn typed(model: &mut Model, text: &str, caret: Option<usize>) -> Vec<Effect> {
    let Some(page) = model.desk().and_then(Desk::page) else { return Vec::new() };
    // The text field knows line feeds only; a text that came with CRLF keeps what was not touched.
    let after = caret.map(|caret| Offsets::new(text).nearest(Unit::Utf16, caret));
    let (text, after) = question::with_line_ends(&page.corrected, text, after);
    let Some(change) = splice(&page.corrected, &text, after) else { return Vec::new() };
    change_text(model, &change, after)
}

/// The same where it is known what was typed: the rest of the text is not looked at.
fn typed_over(model: &mut Model, span: Span, insert: &str, length: usize) -> Vec<Effect> {
    let Some(page) = model.desk().and_then(Desk::page) else { return Vec::new() };
    let text = Rc::clone(&page.corrected);
    let came = insert.encode_utf16().count();
    if text.contains('\r') {
        let mut plain = text.replace("\r\n", "\n").replace('\r', "\n");
        let place = Offsets::new(&plain).span(Unit::Utf16, span);
        let Some(place) = place else { return out_of_step(model) };
        plain.replace_range(place.start..place.end, insert);
        return typed(model, &plain, Some(span.start + came));
    }
    let offsets = Offsets::new(&text);
    let fits = offsets.len(Unit::Utf16) + came == length + span.len();
    let Some(place) = offsets.span(Unit::Utf16, span).filter(|_| fits) else { return out_of_step(model) };
    // The lines around it are enough to tell which of several equal letters it was, and to cut no grapheme.
    let start = text.get(..place.start).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
    let end = text.get(place.end..).and_then(|tail| tail.find('\n')).map_or(text.len(), |at| place.end + at);
    let old = Span::new(start, end).slice(&text);
    let new = Edit::new(place.backward(start), insert).apply(old);
    let after = place.start + insert.len();
    let Some(change) = splice(old, &new, Some(after - start)) else { return Vec::new() };
    change_text(model, &Edit { span: change.span.forward(start), insert: change.insert }, Some(after))
}

/// The text field shows another text than the draft has: it is written anew.
fn out_of_step(model: &mut Model) -> Vec<Effect> {
    if let Some(desk) = model.desk_mut() {
        desk.view.field_version += 1;
    }
    Vec::new()
}

/// Records a change of the corrected text; the caret stands at `after` then.
pub(in crate::app) fn change_text(model: &mut Model, change: &Edit, after: Option<usize>) -> Vec<Effect> {
    let (seed, now) = (model.random(), model.now.mono);
    let Some(desk) = model.desk() else { return Vec::new() };
    let Some(page) = desk.page() else { return Vec::new() };
    let response = desk.response_id().to_owned();
    let old = desk.draft.edits(&response);
    let tracked: Vec<_> = old.iter().map(as_tracked).collect();
    let taken: Vec<String> = old.iter().map(|edit| edit.id.clone()).collect();
    let retrack = record(&page.original, &tracked, change, &mut fresh_ids(seed, taken));
    // Several at once: a text was pasted, and each is to be looked at.
    let mut new: Vec<String> = retrack.added.iter().map(|one| one.id.clone()).collect();
    new.retain(|id| !retrack.removed.contains(id));
    let gone: Vec<_> = old.iter().filter(|edit| retrack.removed.contains(&edit.id)).collect();
    let add = retrack.added.iter().map(|one| recorded(desk, &page.original, one, &gone)).collect();
    let action = edits_action(desk, &page.original, retrack.removed, add);
    let run = gone_on(desk.view.run, change);
    if let Some(desk) = model.desk_mut().filter(|_| run.is_none()) {
        desk.history.pause();
    }
    let mut effects = act(model, action, Some(format!("text {response}")));
    if let Some(desk) = model.desk_mut() {
        let here = Span::new(change.span.start, change.span.start + change.insert.len());
        desk.view.run = (!is_pasted(&change.insert)).then(|| run.unwrap_or(here));
        if !desk.may_edit() {
            desk.view.field_version += 1;
        }
        if desk.may_edit() && new.len() > 1 {
            desk.view.round.new.extend(new);
        }
        desk.view.typed_at = Some(now);
        match after {
            Some(after) => effects.extend(turn_to_caret(desk, after, after)),
            None => (desk.view.field_anchor, desk.view.field_caret, desk.view.on_card) = (None, None, false),
        }
    }
    effects
}

/// The action that takes edits of the shown response away and puts others there, with the moves that are made or lost by it.
pub(in crate::app) fn edits_action(
    desk: &Desk,
    original: &str,
    mut remove: Vec<String>,
    mut add: Vec<CorrectionEdit>,
) -> Action {
    let response = desk.response_id();
    let stay = desk.draft.edits(response).iter().filter(|edit| !remove.contains(&edit.id));
    let mut after: Vec<CorrectionEdit> = stay.chain(&add).cloned().collect();
    sort_by_place(&mut after, |edit| (edit.span.start, edit.span.end));
    for edit in carried::marked(original, &after) {
        match add.iter_mut().find(|one| one.id == edit.id) {
            Some(one) => *one = edit,
            None => {
                remove.push(edit.id.clone());
                add.push(edit);
            }
        }
    }
    Action::Edits { response: response.to_owned(), remove, add }
}

/// What was typed in one go, with a change that goes on where it was; none where that begins a new step: elsewhere, over what was
/// selected, or pasted.
fn gone_on(run: Option<Span>, change: &Edit) -> Option<Span> {
    let (run, span) = (run?, change.span);
    let at_end = span.end == run.end || span.start == run.end;
    let over = !span.is_empty() && !change.insert.is_empty() && span.start < run.start;
    let end = span.start + change.insert.len();
    (at_end && !over && !is_pasted(&change.insert)).then(|| Span::new(run.start.min(span.start), end))
}

/// Whether it is more than a key or a word that is completed gives.
fn is_pasted(insert: &str) -> bool {
    insert.chars().nth(1).is_some() && insert.contains(char::is_whitespace)
}

/// The ids of all edits of a draft.
pub(in crate::app) fn edit_ids(draft: &Draft) -> Vec<String> {
    let corrections = draft.annotation().corrections.iter();
    corrections.flat_map(|correction| &correction.edits).map(|edit| edit.id.clone()).collect()
}

/// Ids of new edits, from a seed, none of which is taken.
pub(in crate::app) fn fresh_ids(seed: u64, taken: Vec<String>) -> impl FnMut() -> String {
    let mut count = 0;
    move || loop {
        count += 1;
        let id = format!("e-{}", short_id(seed.wrapping_mul(2 * count + 1)));
        if !taken.contains(&id) {
            break id;
        }
    }
}

fn as_tracked(edit: &CorrectionEdit) -> Tracked<String> {
    Tracked { id: edit.id.clone(), edit: Edit { span: span_bytes(&edit.span), insert: edit.insert.clone() } }
}

/// An edit as it is stored: the reason of the edits that went into it stays, and an issue that it touches is answered.
fn recorded(desk: &Desk, original: &str, tracked: &Tracked<String>, gone: &[&CorrectionEdit]) -> CorrectionEdit {
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
    // A move is taken back as a whole: half of it would say a sentence twice, or not at all.
    let edits = desk.draft.edits(&response);
    let other = edits.iter().find(|edit| edit.id == id).and_then(|edit| carried::partner(edits, edit));
    let ids: Vec<String> =
        std::iter::once(id).chain(other.map(|edit| edit.id.as_str())).map(ToOwned::to_owned).collect();
    let mut actions = question::untied(desk, &ids);
    actions.push(edits_action(desk, desk.draft.original(&response), ids.clone(), Vec::new()));
    // Who goes through changes that came together goes on to the next of them; who goes through the list, to the next there.
    let next = question::next_new(desk, id).filter(|_| desk.view.round.new.iter().any(|one| one == id));
    let next = next.or_else(|| beside_in_list(desk, id).filter(|_| desk.view.on_card));
    let mut effects = act(model, Action::All(actions), None);
    if let Some(desk) = model.desk_mut() {
        desk.view.field_version += 1;
        desk.view.focus = Focus::None;
        super::round::looked_at(desk, &ids);
    }
    effects.extend(next.map_or_else(Vec::new, |next| turn_to(model, &Focus::Edit(next))));
    effects
}

/// The change behind one in the list, else the one before.
fn beside_in_list(desk: &Desk, id: &str) -> Option<String> {
    let listed = question::listed(desk);
    let at = listed.iter().position(|edit| edit.id == id)?;
    let beside = listed.get(at + 1).or_else(|| listed.get(at.checked_sub(1)?))?;
    Some(beside.id.clone())
}

fn change(model: &mut Model, id: &str, run: Option<String>, edit: impl FnOnce(&mut CorrectionEdit)) -> Vec<Effect> {
    let found = |desk: &Desk| desk.draft.edits(desk.response_id()).iter().find(|one| one.id == id).cloned();
    let Some(old) = model.desk().and_then(found) else { return Vec::new() };
    let mut new = old.clone();
    edit(&mut new);
    if new == old { Vec::new() } else { put(model, new, run) }
}

#[inline(never)]
fn put(model: &mut Model, edit: CorrectionEdit, run: Option<String>) -> Vec<Effect> {
    let Some(response) = model.desk().map(|desk| desk.response_id().to_owned()) else { return Vec::new() };
    let id = edit.id.clone();
    let effects = act(model, Action::Edits { response, remove: vec![id.clone()], add: vec![edit] }, run);
    if let Some(desk) = model.desk_mut() {
        desk.view.focus = Focus::Edit(id);
    }
    effects
}
