//! What stands between a review and submitting it.

use super::{Finding, FindingVerdict, Review, ReviewVerdict, again};
use crate::annotation::{self, Annotation, Problem, Spot, Verdict, judgements};
use crate::json::words;
use crate::task::{ScoreState, Task, find_score};
use crate::text::sort_by_place;

words! {
    /// What is missing.
    pub enum ReviewCode {
        /// A part of the work stands, and nobody said whether it is right.
        Undecided = "undecided",
        /// Submissions differ somewhere, and nobody said what is to stand.
        Unsettled = "unsettled",
        /// No verdict is given.
        VerdictMissing = "verdict_missing",
        /// A verdict needs a word about why.
        CommentMissing = "comment_missing",
        /// The verdict needs the annotation as it should be.
        ResultMissing = "result_missing",
        /// The result is not finished itself.
        ResultIncomplete = "result_incomplete",
        /// One submission cannot be adjudicated, nor several be mended one by one.
        SubjectsMismatch = "subjects_mismatch",
        /// A finding is about a submission that is not reviewed.
        SubjectUnknown = "subject_unknown",
        /// A finding is about something that is not in the submission.
        ReferenceUnknown = "reference_unknown",
        /// A finding of an error has no reason.
        FindingUnreasoned = "finding_unreasoned",
        /// What was missed is not said.
        IssueMissing = "issue_missing",
        /// It is accepted although an error in it is grave.
        AcceptedWithErrors = "accepted_with_errors",
        /// A way out needs a word about why.
        ExitNoteMissing = "exit_note_missing",
    }
}

/// Something that the reviewer still has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewProblem {
    /// What is missing.
    pub code: ReviewCode,
    /// The finding, or nothing where it is about the review.
    pub finding: Option<String>,
    /// Where to turn to: a part of the work under review, the verdict, the way out.
    pub spot: Spot,
    /// What the result lacks, where it is that.
    pub within: Option<Problem>,
}

/// Everything that stands in the way of submitting a review. `submissions` are the annotations under review by their uuids.
/// They come in the order of the work. Work that is to stand is decided part by part; work that is returned or rejected need not
/// be. Of work that was reviewed before, what neither changed since nor was wrong is not asked about.
#[must_use]
pub fn check(task: &Task, submissions: &[(&str, &Annotation)], review: &Review) -> Vec<ReviewProblem> {
    let mut parts = Vec::new();
    if let [(_, work)] = submissions {
        parts = again(task, work).map_or_else(|| items(task, work), |again| again.asked);
    }
    check_parts(task, submissions, review, &parts)
}

/// The same, where it is known which parts are asked about.
#[must_use]
pub fn check_parts(
    task: &Task,
    submissions: &[(&str, &Annotation)],
    review: &Review,
    parts: &[Spot],
) -> Vec<ReviewProblem> {
    let mut problems = Vec::new();
    if let Some(exit) = &review.exit {
        if exit.note.trim().is_empty() {
            problems.push(at(ReviewCode::ExitNoteMissing, Spot::Exit));
        }
        return problems;
    }
    if let [(id, _)] = submissions
        && !matches!(review.verdict, Some(ReviewVerdict::Return | ReviewVerdict::Reject))
    {
        let undecided = parts.iter().filter(|spot| about(review, id, spot).is_none());
        problems.extend(undecided.map(|spot| at(ReviewCode::Undecided, spot.clone())));
    }
    for finding in &review.findings {
        of_finding(submissions, review, finding, &mut problems);
    }
    of_verdict(task, review, &mut problems);
    let place = |problem: &ReviewProblem| parts.iter().position(|part| *part == problem.spot).unwrap_or(usize::MAX);
    sort_by_place(&mut problems, |problem| (place(problem), 0));
    problems
}

/// The parts of an annotation that a review decides about, in the order of the work: issues, edits, judged steps, judged
/// criteria, the preference.
#[must_use]
pub fn items(task: &Task, annotation: &Annotation) -> Vec<Spot> {
    let mut spots = Vec::new();
    for response in &task.responses {
        let mut own: Vec<_> = annotation.issues.iter().filter(|issue| issue.response == response.id).collect();
        sort_by_place(&mut own, |issue| issue.span.as_ref().map_or((usize::MAX, 0), |span| (span.start, span.end)));
        spots.extend(own.into_iter().map(|issue| Spot::Issue(issue.id.clone())));
        let own = annotation.corrections.iter().filter(|one| one.response == response.id);
        spots.extend(own.flat_map(|one| &one.edits).map(|edit| Spot::Edit(response.id.clone(), edit.id.clone())));
    }
    for step in &annotation.steps {
        if step.verdict != Verdict::Unjudged {
            spots.push(Spot::Step(step.id.clone()));
        }
    }
    for (criterion, response) in judgements(task) {
        let score = find_score(&annotation.scores, &criterion.id, response.unwrap_or_default());
        if score.is_some_and(|score| score.state != ScoreState::Unjudged) {
            spots.push(Spot::Criterion(criterion.id.clone(), response.map(ToOwned::to_owned)));
        }
    }
    spots.extend(annotation.preference.is_some().then_some(Spot::Preference));
    spots
}

/// What a review finds about a part of a submission.
#[must_use]
pub fn about<'r>(review: &'r Review, subject: &str, spot: &Spot) -> Option<&'r Finding> {
    review.findings.iter().find(|finding| {
        let same = match (spot, &finding.response) {
            (Spot::Criterion(_, Some(response)), Some(one)) => response == one,
            _ => true,
        };
        same && finding.subject == subject && finding.about.as_deref() == Some(spot.id())
    })
}

/// Where a finding's part stands in an annotation; the verdict's place where it stands nowhere.
#[must_use]
pub fn spot_of(annotation: Option<&Annotation>, finding: &Finding) -> Spot {
    let (Some(annotation), Some(id)) = (annotation, &finding.about) else {
        let missed = finding.issue.as_ref().map(|issue| Spot::Issue(issue.id.clone()));
        return missed.unwrap_or(Spot::Verdict);
    };
    if annotation.issues.iter().any(|issue| issue.id == *id) {
        return Spot::Issue(id.clone());
    }
    for correction in &annotation.corrections {
        if correction.edits.iter().any(|edit| edit.id == *id) {
            return Spot::Edit(correction.response.clone(), id.clone());
        }
    }
    if annotation.steps.iter().any(|step| step.id == *id) {
        return Spot::Step(id.clone());
    }
    match annotation.scores.iter().find(|score| score.criterion == *id) {
        Some(score) => Spot::Criterion(id.clone(), finding.response.clone().or_else(|| score.response.clone())),
        None if id == "preference" => Spot::Preference,
        None => Spot::Verdict,
    }
}

fn at(code: ReviewCode, spot: Spot) -> ReviewProblem {
    ReviewProblem { code, finding: None, spot, within: None }
}

fn of_finding(
    submissions: &[(&str, &Annotation)],
    review: &Review,
    finding: &Finding,
    problems: &mut Vec<ReviewProblem>,
) {
    let of = submissions.iter().find(|(id, _)| *id == finding.subject && review.subjects.contains(&finding.subject));
    let annotation = of.map(|(_, annotation)| *annotation);
    let mut push = |code| {
        let spot = spot_of(annotation, finding);
        problems.push(ReviewProblem { finding: Some(finding.id.clone()), ..at(code, spot) });
    };
    let Some(annotation) = annotation else { return push(ReviewCode::SubjectUnknown) };
    let missed = finding.verdict == FindingVerdict::Missed;
    if missed && finding.issue.is_none() {
        push(ReviewCode::IssueMissing);
    }
    if !missed && !finding.about.as_ref().is_some_and(|about| names(annotation, about)) {
        push(ReviewCode::ReferenceUnknown);
    }
    let wrong = matches!(finding.verdict, FindingVerdict::Wrong | FindingVerdict::Harmful);
    if wrong && finding.comment.trim().is_empty() {
        push(ReviewCode::FindingUnreasoned);
    }
    if finding.verdict == FindingVerdict::Harmful && review.verdict == Some(ReviewVerdict::Accept) {
        push(ReviewCode::AcceptedWithErrors);
    }
}

fn of_verdict(task: &Task, review: &Review, problems: &mut Vec<ReviewProblem>) {
    let said = review.comment.as_ref().is_some_and(|comment| !comment.trim().is_empty());
    let faulty = review.findings.iter().any(|finding| finding.verdict != FindingVerdict::Right);
    let mut push = |code| problems.push(at(code, Spot::Verdict));
    match review.verdict {
        None => push(ReviewCode::VerdictMissing),
        Some(ReviewVerdict::Return | ReviewVerdict::Reject) if !said && !faulty => {
            push(ReviewCode::CommentMissing);
        }
        Some(ReviewVerdict::Accept | ReviewVerdict::Return | ReviewVerdict::Reject) => {}
        Some(verdict @ (ReviewVerdict::Fix | ReviewVerdict::Adjudicate)) => {
            if (review.subjects.len() > 1) != (verdict == ReviewVerdict::Adjudicate) {
                push(ReviewCode::SubjectsMismatch);
            }
            let Some(result) = &review.result else { return push(ReviewCode::ResultMissing) };
            for problem in annotation::check(task, result) {
                let spot = problem.spot.clone();
                problems.push(ReviewProblem { within: Some(problem), ..at(ReviewCode::ResultIncomplete, spot) });
            }
        }
    }
}

/// Whether an annotation has a part of this name: an issue, an edit, a step, a judged criterion, the preference.
fn names(annotation: &Annotation, id: &str) -> bool {
    annotation.issues.iter().any(|issue| issue.id == id)
        || annotation.corrections.iter().flat_map(|one| &one.edits).any(|edit| edit.id == id)
        || annotation.steps.iter().any(|step| step.id == id)
        || annotation.scores.iter().any(|score| score.criterion == id)
        || (id == "preference" && annotation.preference.is_some())
}
