//! What is asked of a review: what is decided and what is open, what was found about a part, what becomes of the work.

use crate::annotation::{self, Code, Finding, ReviewVerdict, Spot};
use crate::app::{Desk, Focus};
use crate::review::{self, Again, Change, Moved, ReviewCode, about};

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
    let found = review::check_parts(&desk.task, &submissions, &review, &items(desk));
    let lack = |one: &review::ReviewProblem| match &one.within {
        Some(problem) => Lack::Work(problem.code),
        None => Lack::Review(one.code),
    };
    let gaps = found.into_iter().map(|one| Gap { lack: lack(&one), spot: one.spot }).collect();
    super::settle::with_unsettled(desk, gaps)
}

/// The parts of the work under review that are asked about, in the order of the work: of work that was reviewed before, what
/// changed since and what was wrong.
#[must_use]
pub fn items(desk: &Desk) -> Vec<Spot> {
    desk.again.as_ref().map_or_else(|| parts(desk), |again| again.asked.clone())
}

/// All parts of the work under review, in the order of the work. Several submissions are not judged part by part.
#[must_use]
pub fn parts(desk: &Desk) -> Vec<Spot> {
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
    parts(desk).into_iter().find(|spot| spot.id() == id && here(spot))
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

/// Whether a part is shown: what is not asked about in a second review is only where the whole is, or where somebody turned
/// to it or found something.
#[must_use]
pub fn is_shown(desk: &Desk, focus: &Focus) -> bool {
    desk.again
        .as_ref()
        .is_none_or(|again| desk.view.whole || desk.view.focus == *focus || is_in_round(desk, again, focus))
}

/// Whether a part is asked about, or somebody found something in it. Not in line: a first load does without.
#[inline(never)]
fn is_in_round(desk: &Desk, again: &Again, focus: &Focus) -> bool {
    let (Focus::Criterion(id) | Focus::Issue(id) | Focus::Edit(id) | Focus::Step(id)) = focus else { return true };
    match part(desk, id) {
        Some(spot) => again.asked.contains(&spot) || finding(desk, id).is_some(),
        // What is the reviewer's own is; what nobody judged is not.
        None => matches!(focus, Focus::Issue(_) | Focus::Edit(_)),
    }
}

/// Whether a part is asked about, in a second review too.
#[must_use]
pub fn is_asked_again(desk: &Desk, id: &str) -> bool {
    let asked = |again: &Again| part(desk, id).is_some_and(|spot| again.asked.contains(&spot));
    desk.again.as_ref().is_none_or(|again| asked(again))
}

/// What a part was before and what was found in it then, where the work was reviewed before.
#[must_use]
pub fn since<'a>(desk: &'a Desk, id: &str) -> (Option<&'a Change>, Option<&'a Finding>) {
    let Some((again, spot)) = desk.again.as_ref().zip(part(desk, id)) else { return (None, None) };
    (review::change_of(again, &spot), review::fault(&again.review.findings, &spot))
}

/// What became of an error that was found the last time.
#[must_use]
pub fn outcome(desk: &Desk, finding: &Finding) -> Option<Moved> {
    let again = desk.again.as_ref()?;
    let of = |one: &&Change| Some(&one.id) == finding.about.as_ref();
    let changed = again
        .changes
        .iter()
        .filter(of)
        .find(|one| one.part != "scores" || finding.response.is_none() || one.response == finding.response);
    let added = || review::unanswered(std::slice::from_ref(finding), &again.changes).is_empty();
    changed.map(|one| one.moved).or_else(|| (finding.about.is_none() && added()).then_some(Moved::Added))
}

/// The parts that are gone since the last review, without those in which an error was found.
#[must_use]
pub fn gone(desk: &Desk) -> Vec<&Change> {
    let Some(again) = &desk.again else { return Vec::new() };
    let known = |id: &String| again.review.findings.iter().any(|one| one.about.as_ref() == Some(id));
    again.changes.iter().filter(|one| one.moved == Moved::Removed && !known(&one.id)).collect()
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
