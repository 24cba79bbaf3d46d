//! What is tied in a result that comes of several people's work: changes to issues, scores to what they rest on.

use super::line_up::{Cell, Key, Row};
use super::settle::holds_issue;
use crate::annotation::place::bytes as span_bytes;
use crate::annotation::{Action, Annotation, CorrectionEdit};
use crate::json::Value;

/// Whether anybody's edit of one row answers anybody's own issue of the other.
fn are_tied(edits: &Row, issue: &Row) -> bool {
    edits.cells.iter().zip(&issue.cells).any(|pair| match pair {
        (Some(Cell::Edits(edits)), Some(Cell::Issue(issue))) => {
            edits.iter().any(|edit| edit.answers.contains(&issue.id))
        }
        _ => false,
    })
}

/// What stands in the result answers what stands there, whoever it is from: changes are tied to the issues that anybody tied
/// them to, and scores rest on what came in the place of what they rested on. A tie that the adjudicator made stays, and goes
/// over to what comes in the place of its issue.
pub(super) fn relinked(rows: &[Row], row: &Row, result: &Annotation) -> Vec<Action> {
    let issues: Vec<&Row> = rows.iter().filter(|one| matches!(one.key, Key::Issue(..))).collect();
    let mut actions = Vec::new();
    for edits in rows.iter().filter(|one| matches!(one.key, Key::Edit(..))) {
        let (Some(response), Some(place)) = (edits.key.response(), edits.key.place()) else { continue };
        let own = result.corrections.iter().filter(|one| one.response == response);
        for edit in own.flat_map(|one| &one.edits).filter(|edit| span_bytes(&edit.span).touches(place)) {
            let mut new = CorrectionEdit { answers: Vec::new(), ..edit.clone() };
            let mut push = |id: &str| {
                if new.answers.iter().all(|one| one != id) {
                    new.answers.push(id.to_owned());
                }
            };
            for tied in issues.iter().filter(|issue| are_tied(edits, issue)) {
                // What is settled now is tied as its authors tied it; elsewhere the adjudicator may have changed that.
                if edits.name == row.name || tied.name == row.name {
                    there(tied, result).into_iter().for_each(&mut push);
                }
            }
            for id in &edit.answers {
                match issues.iter().find(|issue| holds_issue(issue, id)) {
                    Some(_) if result.issues.iter().any(|issue| issue.id == *id) => push(id),
                    Some(held) => there(held, result).into_iter().for_each(&mut push),
                    None if is_of_submission(&issues, id) => {}
                    None => push(id),
                }
            }
            if new != *edit {
                let response = response.to_owned();
                actions.push(Action::Edits { response, remove: vec![edit.id.clone()], add: vec![new] });
            }
        }
    }
    actions.extend(result.scores.iter().filter_map(|score| {
        let mut new = score.clone();
        new.evidence.iter_mut().for_each(|one| rest_on(one, &issues, result));
        let (criterion, response) = (new.criterion.clone(), new.response.clone());
        (new != *score).then(|| Action::Score { criterion, response, put: Some(Box::new(new)) })
    }));
    actions
}

/// The ids of a row's issues that stand in a result.
fn there<'a>(row: &Row, result: &'a Annotation) -> Vec<&'a str> {
    let here = result.issues.iter().filter(|issue| holds_issue(row, &issue.id));
    here.map(|issue| issue.id.as_str()).collect()
}

/// Whether an id is an issue's of a submission, under its own name.
fn is_of_submission(issues: &[&Row], id: &str) -> bool {
    let is = |cell: &Cell| matches!(cell, Cell::Issue(issue) if issue.id == id);
    issues.iter().any(|row| row.cells.iter().flatten().any(is))
}

/// Evidence that names an issue which is not in the result names the one that came in its place, where there is one.
fn rest_on(evidence: &mut Value, issues: &[&Row], result: &Annotation) {
    let Some(value) = evidence.get_mut("ref") else { return };
    let Some(id) = value.as_str().filter(|id| result.issues.iter().all(|issue| issue.id != *id)) else { return };
    let Some(row) = issues.iter().find(|row| holds_issue(row, id)) else { return };
    if let Some(there) = result.issues.iter().find(|issue| holds_issue(row, &issue.id)) {
        *value = there.id.as_str().into();
    }
}
