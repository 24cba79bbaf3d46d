//! Judging by the rubric.

pub mod evidence;

use crate::annotation::Action;
use crate::app::update::act;
use crate::app::{Desk, Effect, Focus, Mode, Model, Msg, Target, question};
use crate::json::{Map, Value, object};
use crate::task::{Criterion, Demand, Scale, Score, ScoreState};

pub(in crate::app) fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Judged(criterion, state, value) => judged(model, &criterion, state, value),
        Msg::NumberTyped(criterion, text) => number_typed(model, &criterion, &text),
        Msg::NumberBegun(criterion, text) => {
            let mut effects = number_typed(model, &criterion, &text);
            effects.push(Effect::Focus(Target::number(&criterion)));
            effects
        }
        Msg::RationaleTyped(criterion, text) => {
            let run = Some(format!("rationale {criterion}"));
            change(model, &criterion, run, |score| score.rationale = Some(text).filter(|text| !text.is_empty()))
        }
        Msg::EvidenceToggled(criterion, id) => change(model, &criterion, None, |score| {
            let before = score.evidence.len();
            score.evidence.retain(|one| reference(one) != Some(&id));
            if score.evidence.len() == before {
                score.evidence.push(object([("ref", id.into())]));
            }
        }),
        _ => Vec::new(),
    }
}

/// The id that a piece of evidence refers to, where it is a reference.
#[must_use]
pub fn reference(evidence: &Value) -> Option<&str> {
    evidence.get("ref").and_then(Value::as_str)
}

fn judged(model: &mut Model, criterion: &str, state: ScoreState, value: Option<f64>) -> Vec<Effect> {
    let mut effects = change(model, criterion, None, |score| {
        let again = score.state == state && score.value == value;
        score.state = if again { ScoreState::Unjudged } else { state };
        score.value = if again { None } else { value };
    });
    let Some(desk) = model.desk_mut() else { return effects };
    desk.view.focus = Focus::Criterion(criterion.into());
    desk.view.on_card = true;
    let score = desk.draft.score(criterion, Some(desk.response_id()));
    let silent = score.is_some_and(|score| score.state != ScoreState::Unjudged && score.rationale.is_none());
    let asked = desk.draft.criterion(criterion).is_some_and(|one| one.rationale == Demand::Required);
    if silent && (asked || state == ScoreState::Unsure) {
        effects.push(Effect::Focus(Target::words("criterion", criterion)));
    }
    effects
}

/// Whether a criterion asks for a number that is not there yet.
#[must_use]
pub fn lacks_number(desk: &Desk, id: &str) -> bool {
    let asks = desk.draft.criterion(id).is_some_and(|one| matches!(one.scale, Scale::Numeric { .. }));
    let judged =
        desk.draft.score(id, Some(desk.response_id())).is_some_and(|score| score.state != ScoreState::Unjudged);
    asks && !judged && desk.view.mode != Mode::Write
}

/// Whether what is written for a criterion is its number: where it is missing, or no reason is asked for.
#[must_use]
pub fn writes_number(desk: &Desk, id: &str) -> bool {
    let alone = |one: &Criterion| one.rationale == Demand::None && matches!(one.scale, Scale::Numeric { .. });
    lacks_number(desk, id) || (desk.view.mode != Mode::Write && desk.draft.criterion(id).is_some_and(alone))
}

/// What a key begins to write where the card of a criterion that asks for a number has the attention: a digit its number.
#[must_use]
pub fn number_begun(desk: &Desk, key: &str) -> Option<Msg> {
    let Focus::Criterion(id) = &desk.view.focus else { return None };
    let numeric = desk.draft.criterion(id).is_some_and(|one| matches!(one.scale, Scale::Numeric { .. }));
    let digit = key.len() == 1 && key.bytes().all(|sign| sign.is_ascii_digit());
    let free = desk.view.mode != Mode::Write && !desk.reviews() && desk.may_edit() && desk.view.caret.span().is_empty();
    (digit && numeric && free && desk.view.on_card).then(|| Msg::NumberBegun(id.clone(), key.to_owned()))
}

/// A number as the expert writes it: 0.045, 0,045, 4,5 % and 1.234,5 are all read.
fn number_typed(model: &mut Model, criterion: &str, text: &str) -> Vec<Effect> {
    if let Some(desk) = model.desk_mut() {
        desk.view.number = Some((criterion.into(), text.into()));
    }
    let value = question::number(text);
    let Some(found) = model.desk().and_then(|desk| desk.draft.criterion(criterion)) else { return Vec::new() };
    let state = value.map_or(ScoreState::Unjudged, |value| found.state_of(value));
    change(model, criterion, Some(format!("number {criterion}")), |score| {
        score.value = value;
        score.state = state;
    })
}

pub(super) fn change(
    model: &mut Model,
    criterion: &str,
    run: Option<String>,
    edit: impl FnOnce(&mut Score),
) -> Vec<Effect> {
    let Some((old, mut score)) = judgement(model, criterion) else { return Vec::new() };
    edit(&mut score);
    put(model, old.as_ref(), score, run)
}

/// A judgement as it is, and as it is begun.
#[inline(never)]
fn judgement(model: &Model, criterion: &str) -> Option<(Option<Score>, Score)> {
    let desk = model.desk()?;
    desk.draft.criterion(criterion)?;
    let response = Some(desk.response_id().to_owned());
    let old = desk.draft.score(criterion, response.as_deref()).cloned();
    let score = old.clone().unwrap_or_else(|| Score {
        criterion: criterion.into(),
        response,
        state: ScoreState::Unjudged,
        value: None,
        rationale: None,
        evidence: Vec::new(),
        extra: Map::new(),
    });
    Some((old, score))
}

#[inline(never)]
fn put(model: &mut Model, old: Option<&Score>, score: Score, run: Option<String>) -> Vec<Effect> {
    let empty = score.state == ScoreState::Unjudged && score.rationale.is_none() && score.evidence.is_empty();
    if old == Some(&score) || (empty && old.is_none()) {
        return Vec::new();
    }
    let (criterion, response) = (score.criterion.clone(), score.response.clone());
    act(model, Action::Score { criterion, response, put: (!empty).then(|| Box::new(score)) }, run)
}
