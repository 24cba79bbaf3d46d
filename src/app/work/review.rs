//! Reviewing: what is said of each part of others' work, and what becomes of it.

use super::settle;
use crate::annotation::{Action, Finding, FindingVerdict, ReviewVerdict, Spot};
use crate::app::update::act;
use crate::app::{Desk, Effect, Focus, Model, Msg, Target, look, question};
use crate::json::Map;

/// What can be said of a part, in the order of their keys.
pub const JUDGEMENTS: [FindingVerdict; 3] = [FindingVerdict::Right, FindingVerdict::Wrong, FindingVerdict::Harmful];

pub(in crate::app) fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::FindingChosen(id, verdict) => judged(model, &id, verdict),
        Msg::FindingSeverityChosen(id, severity) => change(model, &id, None, |finding| {
            finding.severity = Some(severity).filter(|new| finding.severity.as_ref() != Some(new));
        }),
        Msg::FindingTyped(id, text) => {
            let run = Some(format!("finding {id}"));
            change(model, &id, run, |finding| finding.comment = text)
        }
        Msg::RestRight => rest_right(model),
        Msg::RowSettled(name, choice) => settle::settled(model, &name, choice),
        Msg::VerdictChosen(verdict) => verdict_chosen(model, verdict),
        Msg::RemarkTyped(text) => {
            let remark = Some(text).filter(|text| !text.is_empty());
            act(model, Action::Remark(remark), Some("remark".into()))
        }
        _ => Vec::new(),
    }
}

/// The choice of a digit, where a part of the work under review or the verdict has the attention.
pub(in crate::app) fn choice_of(desk: &Desk, choice: usize) -> Option<Msg> {
    if desk.view.focus == Focus::Verdict {
        let verdicts = question::verdicts(desk);
        return match verdicts.get(choice) {
            Some(verdict) => Some(Msg::VerdictChosen(*verdict)),
            None => (choice == verdicts.len()).then_some(Msg::RestRight),
        };
    }
    if let Focus::Row(name) = &desk.view.focus {
        return question::choice_in(desk, name, choice).map(|choice| Msg::RowSettled(name.clone(), choice));
    }
    Some(Msg::FindingChosen(question::judged_part(desk)?, *JUDGEMENTS.get(choice)?))
}

fn judged(model: &mut Model, id: &str, verdict: FindingVerdict) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let Some(spot) = question::part(desk, id) else { return Vec::new() };
    let old = question::finding(desk, id);
    if let Some(finding) = old.filter(|finding| finding.verdict == verdict) {
        let action = Action::Finding { id: finding.id.clone(), at: 0, put: None };
        return act(model, action, None);
    }
    let mut effects = match old {
        Some(_) => change(model, id, None, |finding| finding.verdict = verdict),
        None => {
            let made = made(desk, &spot, verdict);
            act(model, made, None)
        }
    };
    if verdict != FindingVerdict::Right && model.desk().is_some_and(Desk::is_open) {
        effects.push(Effect::Focus(Target::words("finding", id)));
    }
    effects
}

/// A new finding about a part.
fn made(desk: &Desk, spot: &Spot, verdict: FindingVerdict) -> Action {
    let response = match spot {
        Spot::Criterion(_, response) => response.clone(),
        _ => None,
    };
    let name = ["f-", spot.id(), response.as_ref().map_or("", |_| "-"), response.as_deref().unwrap_or_default()];
    let review = desk.draft.ruling().map(|ruling| &ruling.review);
    let subject = review.and_then(|review| review.subjects.first()).cloned().unwrap_or_default();
    let finding = Finding {
        id: name.concat(),
        subject,
        about: Some(spot.id().to_owned()),
        response,
        verdict,
        severity: None,
        comment: String::new(),
        issue: None,
        extra: Map::new(),
    };
    let at = review.map_or(0, |review| review.findings.len());
    Action::Finding { id: finding.id.clone(), at, put: Some(Box::new(finding)) }
}

fn change(model: &mut Model, id: &str, run: Option<String>, edit: impl FnOnce(&mut Finding)) -> Vec<Effect> {
    let Some(desk) = model.desk().filter(|desk| desk.reviews()) else { return Vec::new() };
    let Some(old) = question::finding(desk, id) else { return Vec::new() };
    let findings = desk.draft.ruling().map_or(&[][..], |ruling| &ruling.review.findings);
    let at = findings.iter().position(|one| one.id == old.id).unwrap_or(findings.len());
    let mut new = old.clone();
    edit(&mut new);
    if new == *old {
        return Vec::new();
    }
    act(model, Action::Finding { id: new.id.clone(), at, put: Some(Box::new(new)) }, run)
}

/// Calls everything right that nobody has decided about: one step, to be undone as one.
fn rest_right(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let Some(review) = desk.draft.ruling().map(|ruling| &ruling.review) else { return Vec::new() };
    let Some(subject) = review.subjects.first() else { return Vec::new() };
    let open = question::items(desk).into_iter();
    let open = open.filter(|spot| crate::review::about(review, subject, spot).is_none());
    let mut actions = Vec::new();
    for spot in open {
        actions.push(made(desk, &spot, FindingVerdict::Right));
    }
    act(model, Action::All(actions), None)
}

fn verdict_chosen(model: &mut Model, verdict: ReviewVerdict) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let Some(ruling) = desk.draft.ruling() else { return Vec::new() };
    let put = Some(verdict).filter(|new| ruling.review.verdict != Some(*new));
    let mut effects = act(model, Action::Verdict(put), None);
    let Some(desk) = model.desk_mut() else { return effects };
    desk.view.focus = Focus::Verdict;
    desk.view.on_card = true;
    desk.view.field_version += 1;
    let must_say = matches!(put, Some(ReviewVerdict::Return | ReviewVerdict::Reject));
    if must_say && question::problems(desk).iter().any(|gap| gap.spot == Spot::Verdict) {
        effects.push(Effect::Focus(Target("verdict-words".into())));
    }
    effects
}

/// After undo and redo: leads to the part that a finding is about.
pub(in crate::app) fn show(model: &mut Model, id: &str) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let of =
        |spot: &Spot| matches!(made(desk, spot, FindingVerdict::Right), Action::Finding { id: own, .. } if own == id);
    let spot = question::parts(desk).into_iter().find(of);
    spot.map_or_else(Vec::new, |spot| look::go_to(model, &spot))
}
