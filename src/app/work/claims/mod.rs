//! Judging claim by claim: a verdict by one key, what the sources say of it, and a claim of what is selected.

mod quotations;

pub(in crate::app) use quotations::{look_up, looked};

use super::steps::{VERDICTS, change, cut_anew};
use crate::annotation::{Action, StepJudgement, StepKind, cut, span_bytes};
use crate::app::update::act;
use crate::app::{Desk, Effect, Focus, Mode, Model, Msg, Side, Target, question};
use crate::text::sort_by_place;

/// What is done to a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claiming {
    /// A source shall show what is said of a claim: its id, the source's.
    Cited(String, String),
    /// The words of a quotation were typed: its place among the claim's, a blank and the claim's id; the words.
    Quoted(String, String),
    /// A quotation was taken away: the claim's id, its place.
    Unquoted(String, usize),
    /// A claim was taken out.
    Removed(String),
    /// What is selected becomes a claim, or the place of the one that it touches.
    Placed,
    /// The place of a claim shall be marked as an issue.
    Marked(String),
}

/// Does it.
#[inline(never)]
pub(in crate::app) fn update(model: &mut Model, what: Claiming) -> Vec<Effect> {
    match what {
        Claiming::Cited(id, source) => quotations::cited(model, &id, source),
        Claiming::Quoted(place, text) => {
            let Some((at, id)) = place.split_once(' ') else { return Vec::new() };
            quotations::quoted(model, id, at.parse().unwrap_or(usize::MAX), &text)
        }
        Claiming::Unquoted(id, at) => {
            let effects = change(model, &id, None, |claim| {
                if at < claim.sources.len() {
                    claim.sources.remove(at);
                }
            });
            effects.into_iter().chain([Effect::Focus(Target::card("step", &id))]).collect()
        }
        Claiming::Removed(id) => removed(model, &id),
        Claiming::Placed => placed(model),
        Claiming::Marked(id) => marked(model, &id),
    }
}

/// The choice of a digit: a verdict, and behind them the sources, to be quoted.
#[inline(never)]
pub(in crate::app) fn choice_of(desk: &Desk, id: &str, choice: usize) -> Option<Msg> {
    if let Some(verdict) = VERDICTS.get(choice) {
        return Some(Msg::StepJudged(id.to_owned(), *verdict));
    }
    let source = desk.task.sources.get(choice - VERDICTS.len()).filter(|_| desk.may_edit())?;
    Some(Msg::Claim(Claiming::Cited(id.to_owned(), source.id.clone())))
}

/// Whether what is selected can become a claim.
#[inline(never)]
pub(in crate::app) fn takes_selection(desk: &Desk) -> bool {
    desk.view.side == Side::Claims && desk.view.mode != Mode::Correct && !desk.view.caret.span().is_empty()
}

/// Takes a claim out, with every reference to it; the next one gets the attention.
fn removed(model: &mut Model, id: &str) -> Vec<Effect> {
    let Some(desk) = model.desk().filter(|desk| question::is_claim(desk, id)) else { return Vec::new() };
    let claims = question::claims(desk);
    let at = claims.iter().position(|claim| claim.id == id).unwrap_or_default();
    let beside = claims.get(at + 1).or_else(|| claims.get(at.checked_sub(1)?));
    let next = beside.map_or(Focus::None, |claim| Focus::Step(claim.id.clone()));
    let mut actions = question::untied(desk, &[id.to_owned()]);
    actions.push(Action::Step { id: id.to_owned(), at: 0, put: None });
    let mut effects = act(model, Action::All(actions), None);
    if model.desk().is_some_and(|desk| desk.draft.step(id).is_none()) {
        effects.extend(crate::app::look::focus_on(model, &next));
        effects.extend(crate::app::look::focus_card(&next));
    }
    effects
}

/// The selection is the place of the claim at hand where it touches that, or of another that it touches; else it is a new claim.
fn placed(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk().filter(|desk| takes_selection(desk)) else { return Vec::new() };
    let (span, response) = (question::selection(desk), desk.response_id().to_owned());
    let touched = |claim: &&&StepJudgement| claim.span.as_ref().is_some_and(|one| span_bytes(one).overlaps(span));
    let claims = question::claims(desk);
    let own = claims.iter().filter(touched).find(|claim| desk.view.focus == Focus::Step(claim.id.clone()));
    let moved = own.or_else(|| claims.iter().find(touched)).map(|claim| claim.id.clone());
    let before: Vec<String> = claims.iter().map(|claim| claim.id.clone()).collect();
    let effects = cut_anew(model, moved.as_deref(), |claims, text, fresh| {
        if let Some(id) = &moved {
            cut::move_to(claims, text, id, span);
            return;
        }
        for mut made in cut::steps_at(&response, text, &[span], fresh) {
            made.kind = StepKind::Claim;
            let id = made.id.clone();
            claims.push(made);
            cut::move_to(claims, text, &id, span);
        }
        sort_by_place(claims, |claim| claim.span.as_ref().map_or((usize::MAX, 0), |span| (span.start, span.end)));
    });
    if moved.is_some() {
        return effects;
    }
    let made =
        model.desk().and_then(|desk| question::claims(desk).into_iter().find(|claim| !before.contains(&claim.id)));
    let Some(focus) = made.map(|claim| Focus::Step(claim.id.clone())) else { return effects };
    let more = crate::app::look::focus_on(model, &focus);
    effects.into_iter().chain(more).chain(crate::app::look::focus_card(&focus)).collect()
}

fn marked(model: &mut Model, id: &str) -> Vec<Effect> {
    let place = model.desk().and_then(|desk| desk.draft.step(id)?.span.as_ref().map(span_bytes));
    place.map_or_else(Vec::new, |place| super::mark::made(model, None, place, String::new()))
}

/// The claim under the caret gets the attention; what is selected leaves it.
#[inline(never)]
pub(in crate::app) fn under_caret(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk_mut().filter(|desk| desk.view.caret.span().is_empty()) else { return Vec::new() };
    let head = desk.view.caret.head;
    let under = |claim: &&&StepJudgement| {
        claim.span.as_ref().map(span_bytes).is_some_and(|span| span.start <= head && head < span.end)
    };
    let Some(id) = question::claims(desk).iter().find(under).map(|claim| claim.id.clone()) else { return Vec::new() };
    desk.view.focus = Focus::Step(id.clone());
    desk.view.on_card = false;
    look_up(model);
    vec![Effect::Reveal(Target::card("step", &id))]
}
