//! The ends of a mark are moved: by key, one at a time, or dragged. What it marks is said; it is undone like all else.

use super::mark::{change, move_caret, paint_to, span_of};
use crate::annotation::span_doc;
use crate::app::{Caret, Desk, Effect, Focus, Mode, Model, Target, question, word};
use crate::text::segment::{next, previous};
use crate::text::{Span, Step, snap};

/// So much of what is marked is said, in characters.
const SAID: usize = 300;
/// So many steps are tried for one that changes what is marked.
const STEPS: usize = 20;

/// The mark whose end moves by key, and whether that is its start.
#[must_use]
pub fn at_hand(desk: &Desk) -> Option<(&str, bool)> {
    let (id, start) = desk.view.end.as_ref()?;
    matches!(&desk.view.focus, Focus::Issue(open) if open == id).then_some((id, *start))
}

/// The mark that has the attention, where it stands in the text that is read.
#[must_use]
#[inline(never)]
pub fn open(desk: &Desk) -> Option<(&str, Span)> {
    let Focus::Issue(id) = &desk.view.focus else { return None };
    let issue = desk.draft.issue(id).filter(|issue| issue.response == desk.response_id())?;
    let reads = matches!(desk.view.mode, Mode::Read | Mode::Source);
    span_of(issue).filter(|_| reads).map(|span| (id.as_str(), span))
}

/// Takes the end of the mark that has the attention, then its start, then neither.
#[inline(never)]
pub(in crate::app) fn taken(model: &mut Model) -> Vec<Effect> {
    let lang = model.lang();
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let before = at_hand(desk).map(|(_, start)| start);
    let Some((id, span)) = open(desk).map(|(id, span)| (id.to_owned(), span)) else { return Vec::new() };
    desk.view.end = match before {
        None => Some((id, false)),
        Some(false) => Some((id, true)),
        Some(true) => None,
    };
    let (said, at) = match before {
        None => (word::END_MOVES, span.end),
        Some(false) => (word::START_MOVES, span.start),
        Some(true) => (word::ENDS_STAND, span.end),
    };
    desk.view.caret = Caret { anchor: at, head: at };
    desk.view.caret_shown = before != Some(true);
    desk.history.pause();
    model.said = said.get(lang).to_owned();
    vec![Effect::Focus(Target::article()), Effect::Reveal(Target("caret".into()))]
}

/// Moves by key what the caret's keys speak to: the end at hand, else the caret.
pub(in crate::app) fn caret_moved(model: &mut Model, step: Step, back: bool, extend: bool) -> Vec<Effect> {
    if model.desk().is_some_and(|desk| at_hand(desk).is_some()) {
        return stepped(model, step, back);
    }
    move_caret(model, step, back, extend)
}

/// Moves the end at hand by key.
#[inline(never)]
fn stepped(model: &mut Model, step: Step, back: bool) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let Some((id, start)) = at_hand(desk).map(|(id, start)| (id.to_owned(), start)) else { return Vec::new() };
    let mut effects = Vec::new();
    let mut from = open(desk).map(|(_, span)| if start { span.start } else { span.end });
    // In a formula a step may lead to where the same term is marked: then the next one counts.
    for _ in 0..STEPS {
        let to = from.and_then(|from| reached(model.desk()?, from, step, back)).filter(|to| Some(*to) != from);
        let Some(to) = to else { break };
        effects = moved(model, &id, start, to);
        if !effects.is_empty() {
            break;
        }
        from = Some(to);
    }
    let Some(desk) = model.desk_mut() else { return effects };
    let Some((_, span)) = open(desk) else { return effects };
    let head = if start { span.start } else { span.end };
    desk.view.caret = Caret { anchor: head, head };
    desk.view.caret_shown = true;
    effects.extend(paint_to(model, head));
    effects.push(Effect::Reveal(Target("caret".into())));
    effects
}

/// Where a step leads to.
fn reached(desk: &Desk, from: usize, step: Step, back: bool) -> Option<usize> {
    let page = desk.page()?;
    let to = if back { previous(&page.original, from, step) } else { next(&page.original, from, step) };
    Some(if desk.view.mode == Mode::Read { question::stop(page, from, to, step) } else { to })
}

/// Moves an end of a mark to a place of the original; what would leave nothing marked is not done.
#[inline(never)]
pub(in crate::app) fn moved(model: &mut Model, id: &str, start: bool, at: usize) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let (Some((_, span)), Some(page)) = (open(desk).filter(|(open, _)| *open == id), desk.page()) else {
        return Vec::new();
    };
    let turned = if start { at >= span.end } else { at <= span.start };
    if turned {
        return Vec::new();
    }
    let to = if start { Span { start: at, end: span.end } } else { Span { start: span.start, end: at } };
    let to = question::fitted(desk, snap(&page.original, to));
    if to == span || to.slice(&page.original).trim().is_empty() {
        return Vec::new();
    }
    let (doc, said) = (span_doc(&page.original, to), to.slice(&page.original).chars().take(SAID).collect());
    let effects =
        change(model, id, Some([if start { "start " } else { "end " }, id].concat()), |issue| issue.span = Some(doc));
    model.said = said;
    effects
}
