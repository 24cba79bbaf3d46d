//! A review of work that was reviewed before: what changed since, and what of the work is asked about again.

use super::{Change, Finding, FindingVerdict, Review, delta, items};
use crate::annotation::{Annotation, Spot, opened, reviewed_before};
use crate::task::Task;

/// What a review of work that was reviewed before goes on from.
#[derive(Clone, Debug, PartialEq)]
pub struct Again {
    /// The review before, with what was found in the work alone.
    pub review: Review,
    /// What changed since, in the order of the work; places count bytes.
    pub changes: Vec<Change>,
    /// The parts that are asked about: those that changed, and those in which an error was found.
    pub asked: Vec<Spot>,
}

/// What a review of this work goes on from; none where it was not reviewed before.
#[must_use]
#[inline(never)]
pub fn again(task: &Task, work: &Annotation) -> Option<Again> {
    let (review, before) = reviewed_before(task)?;
    let changes = delta(&opened(task, &before), &opened(task, work));
    let mut asked = items(task, work);
    asked.retain(|spot| changes.iter().any(|one| is_of(one, spot)) || fault(&review.findings, spot).is_some());
    Some(Again { review, changes, asked })
}

/// What became of a part of the work since; none where it is as it was.
#[must_use]
pub fn change_of<'a>(again: &'a Again, spot: &Spot) -> Option<&'a Change> {
    again.changes.iter().find(|one| is_of(one, spot))
}

/// The error that was found in a part the last time.
#[must_use]
pub fn fault<'f>(findings: &'f [Finding], spot: &Spot) -> Option<&'f Finding> {
    let response = |finding: &Finding| match (spot, &finding.response) {
        (Spot::Criterion(_, Some(response)), Some(one)) => response == one,
        _ => true,
    };
    let named = |finding: &&Finding| finding.about.as_deref() == Some(spot.id()) && response(finding);
    findings.iter().filter(named).find(|finding| finding.verdict != FindingVerdict::Right)
}

fn is_of(change: &Change, spot: &Spot) -> bool {
    match spot {
        Spot::Criterion(id, response) => change.part == "scores" && change.id == *id && change.response == *response,
        Spot::Issue(id) => change.part == "issues" && change.id == *id,
        Spot::Edit(_, id) => change.part == "edits" && change.id == *id,
        Spot::Step(id) => change.part == "steps" && change.id == *id,
        Spot::Preference => change.part == "preference",
        _ => false,
    }
}
