//! Marking issues: what is selected, what it is called, what is said about it.

use crate::annotation::{Action, Issue, span_bytes, span_doc};
use crate::app::update::act;
use crate::app::{Caret, Desk, Effect, Focus, Mode, Model, Msg, Side, Target, question, word};
use crate::json::Map;
use crate::text::segment::{next, previous};
use crate::text::{Span, Step, snap};

pub(in crate::app) fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Selected(span) => selected(model, span),
        Msg::QuoteTyped(quote) => quote_typed(model, &quote),
        Msg::IssueWanted(category) => issue_wanted(model, category),
        Msg::CategoryChosen(id, category) => change(model, &id, None, |issue| issue.category = Some(category)),
        Msg::SeverityChosen(id, severity) => {
            let mut effects = change(model, &id, None, |issue| issue.severity = Some(severity));
            effects.push(Effect::Focus(Target::words("issue", &id)));
            effects
        }
        Msg::CommentTyped(id, comment) => {
            let run = Some(format!("comment {id}"));
            change(model, &id, run, |issue| issue.comment = comment)
        }
        Msg::LeftTyped(id, reason) => {
            let run = reason.as_ref().map(|_| format!("left {id}"));
            let target = match &reason {
                Some(words) if words.is_empty() => Some(Target::words("left", &id)),
                Some(_) => None,
                None => Some(Target::card("issue", &id)),
            };
            let mut effects = change(model, &id, run, |issue| issue.left = reason);
            effects.extend(target.map(Effect::Focus));
            effects
        }
        Msg::IssueRemoved(id) => removed(model, &id),
        _ => Vec::new(),
    }
}

fn selected(model: &mut Model, span: Span) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let Some(page) = desk.page() else { return Vec::new() };
    let span = snap(&page.original, span);
    desk.view.caret = Caret { anchor: span.start, head: span.end };
    desk.view.caret_shown = false;
    if span.is_empty() { Vec::new() } else { vec![Effect::Reveal(Target("selection".into()))] }
}

/// Moves the caret of the text that is read, by key.
pub(in crate::app) fn move_caret(model: &mut Model, step: Step, back: bool, extend: bool) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let source = desk.view.mode == Mode::Source;
    let Some(page) = desk.page() else { return Vec::new() };
    let before = desk.view.caret.head.min(page.original.len());
    let head = if back { previous(&page.original, before, step) } else { next(&page.original, before, step) };
    let head = if source { head } else { question::stop(page, before, head, step) };
    let anchor = if extend { desk.view.caret.anchor } else { head };
    let ahead = if source { None } else { question::ahead(page, head) };
    desk.view.caret = Caret { anchor, head };
    let said = heard(desk, step, ahead);
    desk.view.caret_shown = true;
    let mut effects = paint_to(model, head);
    model.said = said;
    effects.push(Effect::Reveal(Target("caret".into())));
    if model.desk().is_some_and(|desk| desk.view.side == Side::Claims) {
        effects.extend(super::claims::under_caret(model));
    }
    effects
}

/// What a screen reader is told of the caret: the selection, or what follows the caret, at a formula's start all of it.
fn heard(desk: &Desk, step: Step, ahead: Option<Span>) -> String {
    let text = desk.page().map_or("", |page| &page.original);
    let span = question::selection(desk);
    let span = if span.is_empty() {
        ahead.unwrap_or_else(|| Span { start: span.start, end: next(text, span.start, step) })
    } else {
        span
    };
    const LONGEST: usize = 300;
    span.slice(text).chars().take(LONGEST).collect()
}

/// Has the text painted as far as a place at once.
pub(in crate::app) fn paint_to(model: &mut Model, at: usize) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    desk.read_all();
    if desk.view.painted <= at {
        desk.view.painted = at + crate::app::update::SLICE;
    }
    Vec::new()
}

/// Selects the first place of a quote, typed as it is read.
fn quote_typed(model: &mut Model, quote: &str) -> Vec<Effect> {
    model.dialog = Some(crate::app::Dialog::Find(quote.to_owned()));
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let Some(page) = desk.page() else { return Vec::new() };
    let Some(span) = question::find_quote(&page.original, quote) else {
        desk.view.caret = Caret { anchor: desk.view.caret.head, head: desk.view.caret.head };
        return Vec::new();
    };
    desk.view.caret = Caret { anchor: span.start, head: span.end };
    desk.view.caret_shown = true;
    let mut effects = paint_to(model, span.end);
    effects.push(Effect::Reveal(Target("caret".into())));
    effects
}

/// Makes an issue of what is selected, or of the response as a whole where nothing is.
fn issue_wanted(model: &mut Model, category: Option<String>) -> Vec<Effect> {
    let span = model.desk().map(question::selection).unwrap_or_default();
    made(model, category, span, String::new())
}

/// Makes an issue of a span, or of the response as a whole where it is empty.
pub(in crate::app) fn made(model: &mut Model, category: Option<String>, span: Span, comment: String) -> Vec<Effect> {
    let mut id = format!("i-{}", short_id(model.random()));
    while model.desk().is_some_and(|desk| desk.draft.issue(&id).is_some()) {
        id = format!("i-{}", short_id(model.random()));
    }
    let Some(desk) = model.desk() else { return Vec::new() };
    let (Some(page), Some(response)) = (desk.page(), desk.response()) else { return Vec::new() };
    let span = snap(&page.original, trimmed(&page.original, span));
    let issue = Issue {
        id: id.clone(),
        response: response.id.clone(),
        category,
        severity: None,
        comment,
        span: (!span.is_empty()).then(|| span_doc(&page.original, span)),
        sources: Vec::new(),
        left: None,
        extra: Map::new(),
    };
    let at = desk.draft.annotation().issues.len();
    let mut effects = act(model, Action::Issue { id: id.clone(), at, put: Some(Box::new(issue)) }, None);
    let (lang, in_page) = (model.lang(), question::in_page(model));
    let Some(desk) = model.desk_mut() else { return effects };
    if desk.draft.issue(&id).is_none() {
        return effects;
    }
    desk.view.focus = Focus::Issue(id.clone());
    desk.view.on_card = true;
    desk.view.caret = Caret { anchor: span.end, head: span.end };
    if desk.view.side != Side::Issues && (in_page || !desk.view.has_margin()) {
        desk.view.side = Side::Issues;
    }
    if in_page {
        desk.view.pane = 2;
    }
    model.said = word::ISSUE_MADE.get(lang).into();
    effects.push(Effect::Focus(Target::card("issue", &id)));
    effects.push(Effect::Reveal(Target::text("issue", &id)));
    effects
}

/// A selection without the white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let slice = span.slice(text);
    let start = span.start + (slice.len() - slice.trim_start().len());
    let end = start + slice.trim().len();
    Span { start, end }
}

pub(super) fn change(model: &mut Model, id: &str, run: Option<String>, edit: impl FnOnce(&mut Issue)) -> Vec<Effect> {
    let Some(mut issue) = model.desk().and_then(|desk| desk.draft.issue(id)).cloned() else { return Vec::new() };
    edit(&mut issue);
    put(model, issue, run)
}

#[inline(never)]
fn put(model: &mut Model, issue: Issue, run: Option<String>) -> Vec<Effect> {
    let id = issue.id.clone();
    let issues = model.desk().map(|desk| desk.draft.annotation().issues.as_slice()).unwrap_or_default();
    match issues.iter().position(|one| one.id == id) {
        Some(at) if issues.get(at) != Some(&issue) => {
            act(model, Action::Issue { id, at, put: Some(Box::new(issue)) }, run)
        }
        _ => Vec::new(),
    }
}

/// Removes an issue, and every reference to it.
fn removed(model: &mut Model, id: &str) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let mut actions = question::untied(desk, &[id.to_owned()]);
    actions.push(Action::Issue { id: id.into(), at: 0, put: None });
    let next = question::issues_of(desk).iter().map(|issue| issue.id.clone()).find(|other| other != id);
    let effects = act(model, Action::All(actions), None);
    if let Some(desk) = model.desk_mut() {
        desk.view.focus = next.map_or(Focus::None, Focus::Issue);
    }
    effects
}

/// Where an issue stands in the original; none for one about the whole response.
#[must_use]
pub fn span_of(issue: &Issue) -> Option<Span> {
    issue.span.as_ref().map(span_bytes)
}

/// Seven letters and digits of a number: short enough to read, long enough not to meet another.
pub(in crate::app) fn short_id(number: u64) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let digit = |at: u32| usize::try_from((number >> (at * 5)) & 31).ok().and_then(|digit| DIGITS.get(digit)).copied();
    (0..7).map(|at| char::from(digit(at).unwrap_or(b'0'))).collect()
}
