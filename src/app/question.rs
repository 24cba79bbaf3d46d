//! What views and commands ask of the model. Nothing here changes anything.

mod changes;
mod claims;
mod review;
mod settle;
mod sight;
mod terms;
mod text;

pub use super::command::{choices, choices_by_key};
pub use super::work::compare::{Names, changed_since, names, open_dimension};
pub use super::work::doubt::{at_hand as doubt_at_hand, open as open_doubts};
pub use super::work::ends::open as open_mark;
pub use super::work::lint::{at_hand as finding_at_hand, line as share_line, open as open_findings};
pub use super::work::score::evidence::{passage, quotation, takes_selection as takes_evidence};
pub use super::work::score::{lacks_number, number_begun, writes_number};
pub use changes::{
    can_split, caret_wanted, change_said, changes_by_kind, count_listed, end_at_hand, field_selection, in_field,
    in_original, joined, listed, next_new, number_change, parts_of, place_at_hand, pointed_at,
};
pub use claims::{claims, is_claim};
pub use review::{
    Gap, Lack, finding, gone, is_asked_again, is_shown, items, judged_part, outcome, part, parts, problems, since,
    spot_of, undecided, verdicts,
};
pub use settle::{Touch, changed_words, tracked_words};
pub use settle::{
    adjudication, choice_in, clash_rows, is_settled, may_choose, open_clashes, row, row_at, row_counts, shown_rows,
    unsettled,
};
pub use sight::{in_sight, listed_issues, sighted};
pub use terms::{ahead, fitted, selection, stop};
pub use text::{number, with_line_ends};

use super::{Desk, Focus, Lang, Listed, Mode, Model, Side, word};
use crate::annotation::{
    Action, CorrectionEdit, Issue, StepJudgement, StepKind, carried::has_reason, chain, issue_is_resolved, span_bytes,
};
use crate::json::Map;
use crate::protocol::{Failure, Fault, Refusal};
use crate::task::{Category, Criterion, Part, Response, Severity, StepMode, Tally, Taxonomy, applies, score_of};
use crate::text::{Span, sort_by_place};

/// How safe the work is, as the expert is told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Safety {
    /// There is nothing to keep yet.
    Nothing,
    /// It is being written to the device.
    Keeping,
    /// It is safe on this device; the backend gets it in a moment.
    Here,
    /// The backend is being told.
    Sending,
    /// The backend has everything, since then (milliseconds since 1970).
    There(f64),
    /// There is no network; it is safe on this device.
    Offline,
    /// The backend does not answer; it is asked again.
    Retrying,
    /// The lease is over.
    LeaseLost,
    /// Another tab edits.
    ReadOnly,
    /// The expert has to sign in again.
    SignIn,
    /// The backend will not keep it.
    Refused,
    /// The device keeps nothing, and the backend lacks something.
    Unsafe,
}

/// How safe the work is.
#[must_use]
pub fn safety(model: &Model) -> Safety {
    let Some(desk) = model.desk() else { return Safety::Nothing };
    let sync = &desk.sync;
    let dirty = desk.is_dirty();
    match &sync.failure {
        _ if !desk.mine => return Safety::ReadOnly,
        _ if desk.lease.lost => return Safety::LeaseLost,
        // Whatever the line does: nothing is called kept before it is.
        _ if dirty && !sync.keeps => return Safety::Unsafe,
        _ if dirty && sync.keeping.is_some() => return Safety::Keeping,
        Some(Failure::Refused(refused)) if refused.refusal == Refusal::SignIn => return Safety::SignIn,
        Some(Failure::Refused(_) | Failure::Fault(Fault::Garbled(_))) => return Safety::Refused,
        _ => {}
    }
    match (dirty, sync.saved_at) {
        (true, _) if !model.online => Safety::Offline,
        (true, _) if sync.failure.is_some() => Safety::Retrying,
        (true, _) if sync.asking.is_some() => Safety::Sending,
        (true, _) => Safety::Here,
        (false, Some(at)) => Safety::There(at),
        (false, None) => Safety::Nothing,
    }
}

/// Whether the shown response is read in the platform's own page: there it is marked, and not here.
#[must_use]
pub fn in_page(model: &Model) -> bool {
    model.desk().is_some_and(|desk| {
        desk.view.mode == Mode::Read && model.config.hosted.iter().any(|id| id == desk.response_id())
    })
}

/// The sides of the judge pane that the task asks for.
#[must_use]
pub fn sides(desk: &Desk) -> Vec<Side> {
    let asked = [
        (Side::Clashes, open_clashes(desk) > 0),
        (Side::Review, desk.reviews() || desk.returned.is_some()),
        (
            Side::Rubric,
            desk.task.asks(Part::Scores) && (desk.task.asks(Part::Rubric) || !desk.task.criteria().is_empty()),
        ),
        (Side::Issues, desk.task.asks(Part::Issues)),
        (Side::Steps, desk.task.asks(Part::Steps)),
        (Side::Claims, desk.task.asks(Part::Claims)),
        (Side::Changes, desk.task.asks(Part::Correction)),
        (Side::Compare, desk.task.asks(Part::Preference) && desk.task.responses.len() > 1),
    ];
    asked.into_iter().filter(|(_, asked)| *asked).map(|(side, _)| side).collect()
}

/// The issues of the shown response, in the order of the text; those about the whole come last.
#[must_use]
pub fn issues_of(desk: &Desk) -> Vec<&Issue> {
    issues_on(desk, desk.response_id())
}

/// A response's issues in the order of the text, those without a place last.
#[must_use]
pub fn issues_on<'a>(desk: &'a Desk, response: &str) -> Vec<&'a Issue> {
    let mut issues: Vec<_> = desk.draft.annotation().issues.iter().filter(|issue| issue.response == response).collect();
    sort_by_place(&mut issues, |issue| issue.span.as_ref().map_or((usize::MAX, 0), |span| (span.start, span.end)));
    issues
}

/// The number of an edit among its response's, from 1.
#[must_use]
pub fn edit_number(desk: &Desk, id: &str) -> Option<usize> {
    desk.draft.edits(desk.response_id()).iter().position(|edit| edit.id == id).map(|at| at + 1)
}

/// Where each edit of the shown response stands in the corrected text.
#[must_use]
pub fn edits_in_corrected(desk: &Desk) -> Vec<(&CorrectionEdit, Span)> {
    let (mut added, mut removed) = (0, 0);
    let place = |edit| {
        let old: Span = span_bytes(&<&CorrectionEdit>::clone(&edit).span);
        let start = old.start + added - removed;
        added += edit.insert.len();
        removed += old.len();
        (edit, Span { start, end: start + edit.insert.len() })
    };
    desk.draft.edits(desk.response_id()).iter().map(place).collect()
}

/// The edit at a place of the corrected text.
#[must_use]
pub fn edit_at(desk: &Desk, at: usize) -> Option<String> {
    let edits = edits_in_corrected(desk);
    let found = edits.iter().find(|(_, span)| span.start <= at && at <= span.end);
    found.map(|(edit, _)| edit.id.clone())
}

/// The issues of the shown response that a change of a span answers: those that nothing answers yet and that it touches,
/// and those that mark all of it.
#[must_use]
pub fn issues_touched(desk: &Desk, span: Span) -> Vec<String> {
    let annotation = desk.draft.annotation();
    let answers = |issue: &&Issue| {
        let Some(marked) = issue.span.as_ref().map(span_bytes) else { return false };
        let open = marked.touches(span) && !issue_is_resolved(annotation, issue);
        open || (marked.covers(span) && issue.left.is_none())
    };
    issues_of(desk).into_iter().filter(answers).map(|issue| issue.id.clone()).collect()
}

/// What has to change so that nothing refers to these issues or edits any more.
#[must_use]
pub fn untied(desk: &Desk, ids: &[String]) -> Vec<Action> {
    let annotation = desk.draft.annotation();
    let mut actions = Vec::new();
    for correction in &annotation.corrections {
        for edit in correction.edits.iter().filter(|edit| edit.answers.iter().any(|one| ids.contains(one))) {
            let mut edit = edit.clone();
            edit.answers.retain(|one| !ids.contains(one));
            let response = correction.response.clone();
            actions.push(Action::Edits { response, remove: vec![edit.id.clone()], add: vec![edit] });
        }
    }
    for score in &annotation.scores {
        let mut changed = score.clone();
        changed.evidence.retain(|one| super::reference(one).is_none_or(|one| !ids.iter().any(|id| id == one)));
        if changed != *score {
            let (criterion, response) = (score.criterion.clone(), score.response.clone());
            actions.push(Action::Score { criterion, response, put: Some(Box::new(changed)) });
        }
    }
    actions
}

/// The cards of the judge pane's side, in their order.
#[must_use]
pub fn cards(desk: &Desk) -> Vec<Focus> {
    let mut cards = cards_of(desk);
    cards.retain(|card| is_shown(desk, card));
    cards
}

fn cards_of(desk: &Desk) -> Vec<Focus> {
    match desk.view.side {
        _ if desk.view.mode == Mode::Write => written_cards(desk),
        Side::Rubric => criteria(desk).into_iter().map(|one| Focus::Criterion(one.id.clone())).collect(),
        Side::Issues => issues_of(desk).into_iter().map(|one| Focus::Issue(one.id.clone())).collect(),
        Side::Changes => listed(desk).into_iter().map(|one| Focus::Edit(one.id.clone())).collect(),
        Side::Steps => steps(desk).into_iter().map(|one| Focus::Step(one.id.clone())).collect(),
        Side::Claims => claims(desk).into_iter().map(|one| Focus::Step(one.id.clone())).collect(),
        Side::Compare => vec![Focus::Preference],
        Side::Clashes => clash_rows(desk).into_iter().map(|row| Focus::Clash(row.name)).collect(),
        Side::Review => {
            let rows = shown_rows(desk).into_iter().map(|row| Focus::Row(row.name.clone()));
            rows.chain([Focus::Verdict]).collect()
        }
    }
}

/// The cards of what is written.
fn written_cards(desk: &Desk) -> Vec<Focus> {
    desk.draft.criteria().iter().map(|one| Focus::Criterion(one.id.clone())).collect()
}

/// The criteria that are about the shown response.
#[must_use]
pub fn criteria(desk: &Desk) -> Vec<&Criterion> {
    let Some(response) = desk.response() else { return Vec::new() };
    let about = |criterion: &&Criterion| is_about(desk, criterion, response);
    desk.draft.criteria().iter().filter(about).collect()
}

/// Whether a criterion applies to the shown response now: what it requires is met.
#[must_use]
pub fn criterion_applies(desk: &Desk, criterion: &Criterion) -> bool {
    let Some(rubric) = desk.draft.rubric() else { return true };
    applies(rubric, criterion, &desk.draft.annotation().scores, desk.response_id())
}

/// What the shown response's scores add up to.
#[must_use]
pub fn tally(desk: &Desk) -> Option<Tally> {
    let rubric = desk.draft.rubric()?;
    let asked = criteria(desk);
    let asks = |one: &Criterion| asked.iter().any(|own| own.id == one.id);
    Some(score_of(rubric, &desk.draft.annotation().scores, desk.response_id(), asks))
}

/// The share of a response by its scores, and whether it is wholly judged.
#[must_use]
pub fn share_of(desk: &Desk, response: &Response) -> (Option<f64>, bool) {
    let Some(rubric) = desk.draft.rubric() else { return (None, false) };
    let scores = &desk.draft.annotation().scores;
    let tally = score_of(rubric, scores, &response.id, |one| is_about(desk, one, response));
    (tally.share, tally.complete)
}

/// Whether a criterion is judged for a response: it is about its turn, and what it requires is met.
#[must_use]
pub fn is_asked(desk: &Desk, criterion: &Criterion, response: &Response) -> bool {
    let scores = &desk.draft.annotation().scores;
    is_about(desk, criterion, response)
        && desk.draft.rubric().is_none_or(|rubric| applies(rubric, criterion, scores, &response.id))
}

fn is_about(desk: &Desk, criterion: &Criterion, response: &Response) -> bool {
    let answered = desk.task.answered_turn(response).map(|turn| turn.id.as_str());
    criterion.turn.is_none() || criterion.turn.as_deref() == answered
}

/// The steps of the shown response, in its order.
#[must_use]
pub fn steps(desk: &Desk) -> Vec<&StepJudgement> {
    desk.draft.steps(desk.response_id(), StepKind::Step)
}

/// Which of the shown response's steps are asked about now, and which rest on an incorrect one and do not say so yet.
#[must_use]
pub fn open_steps(desk: &Desk) -> (usize, Vec<String>) {
    let own: Vec<StepJudgement> = steps(desk).into_iter().cloned().collect();
    let asked = chain::asked(&own, desk.task.step_mode.unwrap_or(StepMode::Every)).len();
    (asked, chain::questioned(&own).into_iter().map(ToOwned::to_owned).collect())
}

/// Edits of the shown response without a reason, and its issues without an edit.
#[must_use]
pub fn orphans(desk: &Desk) -> (usize, usize) {
    let edits = desk.draft.edits(desk.response_id());
    let edits = edits.iter().filter(|edit| !has_reason(edits, edit)).count();
    let unresolved = |issue: &&&Issue| !issue_is_resolved(desk.draft.annotation(), issue);
    (edits, issues_of(desk).iter().filter(unresolved).count())
}

/// The task's categories and severities, or general ones where it has none.
#[must_use]
pub fn taxonomy(desk: &Desk, lang: Lang) -> Taxonomy {
    if let Some(taxonomy) = &desk.task.taxonomy {
        return taxonomy.clone();
    }
    let category = |(id, name): &(&str, super::Word)| Category {
        id: (*id).into(),
        name: name.get(lang).into(),
        parent: None,
        description: None,
        extra: Map::new(),
    };
    let severity = |(id, name, weight): &(&str, super::Word, f64)| Severity {
        id: (*id).into(),
        name: name.get(lang).into(),
        weight: *weight,
        extra: Map::new(),
    };
    Taxonomy {
        categories: word::CATEGORIES.iter().map(category).collect(),
        severities: word::SEVERITIES.iter().map(severity).collect(),
        extra: Map::new(),
    }
}

/// Where a typed quote stands in a text: to the letter, or with its white space read loosely.
#[must_use]
pub fn find_quote(text: &str, quote: &str) -> Option<Span> {
    let quote = quote.trim();
    if quote.is_empty() {
        return None;
    }
    if let Some(start) = text.find(quote) {
        return Some(Span { start, end: start + quote.len() });
    }
    text::find_loosely(text, quote)
}

/// A failure's name, for the host page.
#[must_use]
pub fn failure_name(failure: &Failure) -> &'static str {
    match failure {
        Failure::Fault(Fault::Network) => "network",
        Failure::Fault(Fault::Timeout) => "timeout",
        Failure::Fault(Fault::Server { .. }) => "server",
        Failure::Fault(Fault::Garbled(_)) => "garbled",
        Failure::Refused(refused) => match refused.refusal {
            Refusal::DraftConflict { .. } => "draft-conflict",
            Refusal::SubmissionConflict => "submission-conflict",
            Refusal::TaskTaken => "task-taken",
            Refusal::LeaseLost => "lease-lost",
            Refusal::Invalid(_) => "invalid",
            Refusal::SignIn => "sign-in",
            Refusal::Forbidden => "forbidden",
            Refusal::NotFound => "not-found",
            Refusal::TooLarge => "too-large",
            Refusal::Quota(_) => "quota",
            Refusal::Other(_) => "refused",
        },
    }
}

/// A failure in the expert's words, with what the backend itself says.
#[must_use]
pub fn failure_text(failure: &Failure, lang: Lang) -> String {
    let word = match failure {
        Failure::Fault(Fault::Network) => word::FAILED_NETWORK,
        Failure::Fault(Fault::Timeout) => word::FAILED_TIMEOUT,
        Failure::Fault(Fault::Server { .. }) => word::FAILED_SERVER,
        Failure::Fault(Fault::Garbled(_)) => word::FAILED_GARBLED,
        Failure::Refused(refused) => match refused.refusal {
            Refusal::TaskTaken => word::FAILED_TAKEN,
            Refusal::LeaseLost => word::FAILED_LEASE,
            Refusal::SignIn => word::FAILED_SIGN_IN,
            Refusal::Forbidden => word::FAILED_FORBIDDEN,
            Refusal::NotFound => word::FAILED_NOT_FOUND,
            Refusal::TooLarge => word::FAILED_TOO_LARGE,
            Refusal::Quota(_) => word::FAILED_QUOTA,
            _ => word::FAILED_REFUSED,
        },
    };
    let more = match failure {
        Failure::Refused(refused) => refused.detail.clone(),
        Failure::Fault(Fault::Garbled(error)) => error.to_string(),
        Failure::Fault(Fault::Server { status, .. }) => format!("HTTP {status}"),
        Failure::Fault(_) => String::new(),
    };
    if more.is_empty() { word.get(lang).into() } else { format!("{} ({more})", word.get(lang)) }
}
