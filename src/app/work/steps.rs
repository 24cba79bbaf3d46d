//! Judging step by step, and claim by claim: verdicts, what rests on what, where one ends and the next begins.

use super::mark::short_id;
use crate::annotation::cut::{self, Grain};
use crate::annotation::{Action, Cause, JudgedAlternative, StepJudgement, Verdict, span_bytes};
use crate::app::update::act;
use crate::app::{Desk, Effect, Focus, Model, Msg, Side, Target, question};
use crate::json::Map;

/// What can be said of a step, in the order of their keys.
pub const VERDICTS: [Verdict; 4] = [Verdict::Correct, Verdict::Neutral, Verdict::Incorrect, Verdict::Unsure];
/// Where its error can come from, in the order of their keys, which follow those of the verdicts.
pub const CAUSES: [Cause; 2] = [Cause::Own, Cause::Inherited];

pub(in crate::app) fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::StepJudged(id, verdict) => judged(model, &id, verdict),
        Msg::CauseChosen(id, cause) => change(model, &id, None, |step| {
            step.verdict = Verdict::Incorrect;
            step.cause = Some(cause).filter(|new| step.cause != Some(*new));
        }),
        Msg::StepReasonTyped(id, text) => {
            let run = Some(format!("step {id}"));
            change(model, &id, run, |step| step.rationale = Some(text).filter(|text| !text.is_empty()))
        }
        Msg::UsesToggled(id, used) => change(model, &id, None, |step| {
            let before = step.uses.len();
            step.uses.retain(|one| *one != used);
            if step.uses.len() == before {
                step.uses.push(used);
            }
        }),
        Msg::StepSplit => split(model),
        Msg::StepMerged(id) => cut_anew(model, Some(&id), |steps, text, _| cut::merge_with_next(steps, text, &id)),
        Msg::Recut(grain) => recut(model, grain),
        _ => Vec::new(),
    }
}

/// The choice of a digit, where a step has the attention.
pub(in crate::app) fn choice_of(desk: &Desk, id: &str, choice: usize) -> Option<Msg> {
    if let Some(verdict) = VERDICTS.get(choice) {
        return Some(Msg::StepJudged(id.to_owned(), *verdict));
    }
    let cause = CAUSES.get(choice - VERDICTS.len())?;
    takes_cause(desk, id).then(|| Msg::CauseChosen(id.to_owned(), *cause))
}

/// Whether a step can be said to have an error of its own or an inherited one.
pub fn takes_cause(desk: &Desk, id: &str) -> bool {
    if question::is_claim(desk, id) {
        return false;
    }
    let incorrect = desk.draft.step(id).is_some_and(|step| step.verdict == Verdict::Incorrect);
    incorrect || question::open_steps(desk).1.iter().any(|one| one == id)
}

fn judged(model: &mut Model, id: &str, verdict: Verdict) -> Vec<Effect> {
    let mut effects = change(model, id, None, |step| {
        let again = step.verdict == verdict;
        step.verdict = if again { Verdict::Unjudged } else { verdict };
        if step.verdict != Verdict::Incorrect {
            step.cause = None;
        }
    });
    let Some(desk) = model.desk_mut() else { return effects };
    desk.view.focus = Focus::Step(id.to_owned());
    desk.view.on_card = true;
    let wrong = desk.draft.step(id).is_some_and(|step| step.verdict == Verdict::Incorrect && step.rationale.is_none());
    if wrong && desk.may_edit() && !question::open_steps(desk).1.iter().any(|one| one == id) {
        effects.push(Effect::Focus(Target::words("step", id)));
    }
    effects
}

/// Another text for a step was judged; the same again takes it back, and what is unjudged is not there.
pub(super) fn alternative_judged(model: &mut Model, id: &str, other: &str, verdict: Verdict) -> Vec<Effect> {
    change(model, id, None, |step| {
        let again = step.alternatives.iter().any(|one| one.id == other && one.verdict == verdict);
        let known = step.alternatives.iter_mut().find(|one| one.id == other);
        match known {
            Some(one) => one.verdict = verdict,
            None => step.alternatives.push(JudgedAlternative { id: other.to_owned(), verdict, extra: Map::new() }),
        }
        if again {
            step.alternatives.retain(|one| one.id != other);
        }
    })
}

pub(super) fn change(
    model: &mut Model,
    id: &str,
    run: Option<String>,
    edit: impl FnOnce(&mut StepJudgement),
) -> Vec<Effect> {
    let Some(mut step) = model.desk().and_then(|desk| desk.draft.step(id)).cloned() else { return Vec::new() };
    edit(&mut step);
    put(model, step, run)
}

#[inline(never)]
fn put(model: &mut Model, step: StepJudgement, run: Option<String>) -> Vec<Effect> {
    let id = step.id.clone();
    let steps = model.desk().map(|desk| desk.draft.annotation().steps.as_slice()).unwrap_or_default();
    match steps.iter().position(|one| one.id == id) {
        Some(at) if steps.get(at) != Some(&step) => act(model, Action::Step { id, at, put: Some(Box::new(step)) }, run),
        _ => Vec::new(),
    }
}

/// The steps of the shown response, or its claims where these are seen.
fn at_hand(desk: &Desk) -> Vec<&StepJudgement> {
    if desk.view.side == Side::Claims { question::claims(desk) } else { question::steps(desk) }
}

fn split(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let head = desk.view.caret.head;
    let under = |step: &&StepJudgement| {
        step.span.as_ref().map(span_bytes).is_some_and(|span| span.start < head && head < span.end)
    };
    let Some(id) = at_hand(desk).into_iter().find(under).map(|step| step.id.clone()) else { return Vec::new() };
    cut_anew(model, Some(&id), |steps, text, fresh| cut::split(steps, text, &id, head, fresh))
}

/// Cuts the shown response anew: only while none of its steps is judged, so that no judgement is lost.
fn recut(model: &mut Model, grain: Grain) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    if question::steps(desk).iter().any(|step| step.verdict != Verdict::Unjudged) {
        return Vec::new();
    }
    let response = desk.response_id().to_owned();
    cut_anew(model, None, |steps, text, fresh| {
        *steps = cut::steps_at(&response, text, &cut::cut(text, grain), fresh);
    })
}

/// Changes where the steps of the shown response begin and end, and leads to one of them.
pub(super) fn cut_anew(
    model: &mut Model,
    to: Option<&str>,
    change: impl FnOnce(&mut Vec<StepJudgement>, &str, &mut dyn FnMut() -> String),
) -> Vec<Effect> {
    let seed = model.random();
    let Some(desk) = model.desk() else { return Vec::new() };
    let Some(page) = desk.page() else { return Vec::new() };
    let all = &desk.draft.annotation().steps;
    let old: Vec<StepJudgement> = at_hand(desk).into_iter().cloned().collect();
    let before = |one: &StepJudgement| old.first().is_some_and(|first| first.id == one.id);
    let first = all.iter().position(before).unwrap_or(all.len());
    let mut new = old.clone();
    let mut count = 0;
    let mut fresh = || loop {
        count += 1;
        let id = format!("p-{}", short_id(seed.wrapping_mul(2 * count + 1)));
        if all.iter().all(|step| step.id != id) {
            break id;
        }
    };
    change(&mut new, &page.original, &mut fresh);
    if new == old {
        return Vec::new();
    }
    let mut actions = Vec::new();
    for gone in old.iter().filter(|step| new.iter().all(|one| one.id != step.id)) {
        actions.push(Action::Step { id: gone.id.clone(), at: 0, put: None });
    }
    for (at, step) in new.into_iter().enumerate() {
        if !old.contains(&step) {
            actions.push(Action::Step { id: step.id.clone(), at: first + at, put: Some(Box::new(step)) });
        }
    }
    let mut effects = act(model, Action::All(actions), None);
    let focus = to.map_or(Focus::None, |id| Focus::Step(id.to_owned()));
    effects.extend(crate::app::look::focus_on(model, &focus));
    effects.extend(crate::app::look::focus_card(&focus));
    effects
}
