//! What stands between a review and submitting it.

use super::{FindingVerdict, Review, ReviewVerdict};
use crate::annotation::{self, Annotation, Problem};
use crate::json::{Value, words};
use crate::task::Task;

words! {
    /// What is missing.
    pub enum ReviewCode {
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
    }
}

/// Something that the reviewer still has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewProblem {
    /// What is missing.
    pub code: ReviewCode,
    /// The finding, or nothing where it is about the review.
    pub finding: Option<String>,
    /// What the result lacks, where it is that.
    pub within: Option<Problem>,
}

/// Everything that stands in the way of submitting a review. `submissions` are the annotations under review by their uuids.
#[must_use]
pub fn check(task: &Task, submissions: &[(&str, &Annotation)], review: &Review) -> Vec<ReviewProblem> {
    let mut problems = Vec::new();
    let mut push = |code, finding: Option<&str>, within| {
        problems.push(ReviewProblem { code, finding: finding.map(ToOwned::to_owned), within });
    };
    for finding in &review.findings {
        let of =
            submissions.iter().find(|(id, _)| *id == finding.subject && review.subjects.contains(&finding.subject));
        let id = Some(finding.id.as_str());
        let Some((_, annotation)) = of else {
            push(ReviewCode::SubjectUnknown, id, None);
            continue;
        };
        let missed = finding.verdict == FindingVerdict::Missed;
        let silent = finding.comment.trim().is_empty();
        if missed && finding.issue.is_none() {
            push(ReviewCode::IssueMissing, id, None);
        }
        if !missed && !finding.about.as_ref().is_some_and(|about| names(annotation, about)) {
            push(ReviewCode::ReferenceUnknown, id, None);
        }
        if silent && matches!(finding.verdict, FindingVerdict::Wrong | FindingVerdict::Harmful) {
            push(ReviewCode::FindingUnreasoned, id, None);
        }
    }
    let said = review.comment.as_ref().is_some_and(|comment| !comment.trim().is_empty());
    let harmful = review.findings.iter().find(|finding| finding.verdict == FindingVerdict::Harmful);
    match review.verdict {
        None => push(ReviewCode::VerdictMissing, None, None),
        Some(ReviewVerdict::Accept) => {
            harmful.into_iter().for_each(|finding| push(ReviewCode::AcceptedWithErrors, Some(&finding.id), None));
        }
        Some(ReviewVerdict::Return | ReviewVerdict::Reject) if !said && review.findings.is_empty() => {
            push(ReviewCode::CommentMissing, None, None);
        }
        Some(ReviewVerdict::Return | ReviewVerdict::Reject) => {}
        Some(verdict @ (ReviewVerdict::Fix | ReviewVerdict::Adjudicate)) => {
            if (review.subjects.len() > 1) != (verdict == ReviewVerdict::Adjudicate) {
                push(ReviewCode::SubjectsMismatch, None, None);
            }
            match &review.result {
                None => push(ReviewCode::ResultMissing, None, None),
                Some(result) => annotation::check(task, result)
                    .into_iter()
                    .for_each(|problem| push(ReviewCode::ResultIncomplete, None, Some(problem))),
            }
        }
    }
    problems
}

/// Whether an annotation has a part of this name: an issue, an edit, a step, a judged criterion, the preference.
fn names(annotation: &Annotation, id: &str) -> bool {
    annotation.issues.iter().any(|issue| issue.id == id)
        || annotation.corrections.iter().flat_map(|one| &one.edits).any(|edit| edit.id == id)
        || annotation.steps.iter().any(|step| step.get("id").and_then(Value::as_str) == Some(id))
        || annotation.scores.iter().any(|score| score.criterion == id)
        || (id == "preference" && annotation.preference.is_some())
}
