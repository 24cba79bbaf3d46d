//! What is asked of a review: what is decided and what is open, what was found about a part, what becomes of the work.

use crate::annotation::{self, Code, Finding, ReviewVerdict, Spot};
use crate::app::{Desk, Focus};
use crate::review::{self, ReviewCode, about};

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Of the expert's own work.
    Work(Code),
    /// Of a review.
    Review(ReviewCode),
}

/// Something that is missing, and where to turn to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What.
    pub lack: Lack,
    /// Where.
    pub spot: Spot,
}

/// What stands in the way of submitting.
#[must_use]
pub fn problems(desk: &Desk) -> Vec<Gap> {
    let Some(review) = desk.draft.review() else {
        let found = annotation::check(&desk.task, desk.draft.annotation());
        return found.into_iter().map(|one| Gap { lack: Lack::Work(one.code), spot: one.spot }).collect();
    };
    let subjects = desk.draft.ruling().map_or(&[][..], |ruling| &ruling.subjects);
    let submissions: Vec<_> = review.subjects.iter().map(String::as_str).zip(subjects).collect();
    let found = review::check(&desk.task, &submissions, &review);
    let lack = |one: &review::ReviewProblem| match &one.within {
        Some(problem) => Lack::Work(problem.code),
        None => Lack::Review(one.code),
    };
    let gaps = found.into_iter().map(|one| Gap { lack: lack(&one), spot: one.spot }).collect();
    super::settle::with_unsettled(desk, gaps)
}

/// The parts of the work under review, in the order of the work. Several submissions are not judged part by part.
#[must_use]
pub fn items(desk: &Desk) -> Vec<Spot> {
    let subject = desk.draft.ruling().and_then(annotation::Ruling::subject);
    subject.map_or_else(Vec::new, |subject| review::items(&desk.task, subject))
}

/// The part of the work under review that an id names, of the shown response where it is a criterion.
#[must_use]
pub fn part(desk: &Desk, id: &str) -> Option<Spot> {
    let here = |spot: &Spot| match spot {
        Spot::Criterion(_, Some(response)) => response == desk.response_id(),
        _ => true,
    };
    items(desk).into_iter().find(|spot| spot.id() == id && here(spot))
}

/// What was found about a part: by the reviewer at work, or by the one who returned it.
#[must_use]
pub fn finding<'a>(desk: &'a Desk, id: &str) -> Option<&'a Finding> {
    if let Some(ruling) = desk.draft.ruling() {
        let spot = part(desk, id)?;
        return about(&ruling.review, ruling.review.subjects.first()?, &spot);
    }
    let findings = &desk.returned.as_ref()?.findings;
    let here = |finding: &&Finding| finding.response.as_deref().is_none_or(|one| one == desk.response_id());
    findings.iter().filter(here).find(|finding| finding.about.as_deref() == Some(id))
}

/// The id of the part under review that has the attention; none where it is the reviewer's own, or nothing is reviewed.
#[must_use]
pub fn judged_part(desk: &Desk) -> Option<String> {
    let id = match &desk.view.focus {
        Focus::Criterion(id) | Focus::Issue(id) | Focus::Edit(id) | Focus::Step(id) => id,
        Focus::Preference => "preference",
        Focus::None | Focus::Verdict | Focus::Row(_) | Focus::Clash(_) | Focus::Prompt | Focus::Reference => {
            return None;
        }
    };
    part(desk, id).map(|spot| spot.id().to_owned())
}

/// How many parts there are, and how many of them nobody decided about.
#[must_use]
pub fn undecided(desk: &Desk) -> (usize, usize) {
    let all = items(desk);
    let Some(review) = desk.draft.ruling().map(|ruling| &ruling.review) else { return (0, 0) };
    let Some(subject) = review.subjects.first() else { return (0, 0) };
    (all.len(), all.iter().filter(|spot| about(review, subject, spot).is_none()).count())
}

/// What can become of the work, in the order of their keys.
#[must_use]
pub fn verdicts(desk: &Desk) -> &'static [ReviewVerdict] {
    match desk.draft.ruling().map(|ruling| ruling.subjects.len()) {
        Some(0 | 1) => &[ReviewVerdict::Accept, ReviewVerdict::Fix, ReviewVerdict::Return, ReviewVerdict::Reject],
        Some(_) => &[ReviewVerdict::Adjudicate, ReviewVerdict::Return, ReviewVerdict::Reject],
        None => &[],
    }
}

/// Where to turn to for a finding; nowhere where its part is gone.
#[must_use]
pub fn spot_of(desk: &Desk, finding: &Finding) -> Option<Spot> {
    // What was missed is the reviewer's own where it is being reviewed, and nowhere for the author.
    let spot = review::spot_of(Some(desk.draft.annotation()), finding);
    let there = match &spot {
        Spot::Issue(id) => desk.draft.issue(id).is_some(),
        Spot::Verdict => false,
        _ => true,
    };
    there.then_some(spot)
}
