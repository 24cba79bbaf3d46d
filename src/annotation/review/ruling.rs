//! What a reviewer says of others' work while it is being said: the part of a draft that becomes a review.

use super::line_up::{Row, rows};
use super::rounds::under_review;
use super::settle::put;
use super::ties::relinked;
use super::{Finding, FindingVerdict, Review, ReviewVerdict};
use crate::annotation::action::replace;
use crate::annotation::{Action, Annotation, Draft, Issue, TaskRef, Time, opened, to_code_points};
use crate::json::{DecodeError, Doc, Map, Value};
use crate::task::Task;
use std::rc::Rc;

/// What is said of others' work.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruling {
    /// The review as it stands. **Invariant:** it has no result and no finding of something missed: both are made of the
    /// draft's annotation when it is written.
    pub review: Review,
    /// The work under review, spans in bytes, in the order of the review's subjects.
    pub subjects: Vec<Annotation>,
    /// Several lined up, those that differ first; of one there is nothing to line up.
    pub rows: Rc<[Row]>,
    /// The annotation that the review begins with.
    begun: Rc<Annotation>,
}

/// The annotations under review, as documents.
///
/// # Errors
/// Where one is no annotation, with its place in the task.
pub fn submissions(task: &Task) -> Result<Vec<Annotation>, DecodeError> {
    let mut read = Vec::new();
    for (at, submitted) in task.submissions.iter().enumerate() {
        let one = Annotation::read(submitted.document.clone());
        let place = |error: DecodeError| error.under_field("document").under_index(at).under_field("submissions");
        read.push(one.map_err(place)?);
    }
    Ok(read)
}

/// Whose work is under review, where the task says so.
#[must_use]
pub fn author(task: &Task) -> Option<&str> {
    author_of(task, 0)
}

/// Whose a submission is, by its place, where the task says so.
#[must_use]
pub fn author_of(task: &Task, who: usize) -> Option<&str> {
    let submitted = *under_review(task).get(who)?;
    let known = submitted.document.get("annotator").and_then(Value::as_str);
    submitted.annotator.as_deref().or(known).filter(|_| !task.blind)
}

/// An annotation without what the backend wrote on it.
pub(in crate::annotation) fn anonymous(annotation: Annotation) -> Annotation {
    Annotation { id: None, annotator: None, submitted_at: None, time: Time::default(), ..annotation }
}

impl Ruling {
    /// A ruling on a task's submissions with nothing said yet. A submission that is no annotation counts as an empty one.
    /// Of several, one is to become of them all.
    #[must_use]
    pub fn of(task: &Task) -> Self {
        let work = under_review(task);
        let ids = work.iter().map(|one| one.id.clone()).collect();
        let read = |document: &Value| Annotation::read(document.clone()).unwrap_or_else(|_| Annotation::empty(task));
        let subjects: Vec<_> = work.iter().map(|one| opened(task, &read(&one.document))).collect();
        let mut review = Review::empty(task, ids);
        let mut lined = Vec::new();
        let begun = match subjects.as_slice() {
            [one] => Annotation { task: TaskRef::of(task), ..anonymous(one.clone()) },
            [] => Annotation::empty(task),
            _ => {
                review.verdict = Some(ReviewVerdict::Adjudicate);
                lined = rows(task, &subjects);
                agreed(task, &lined)
            }
        };
        Self { review, subjects, rows: lined.into(), begun: Rc::new(begun) }
    }

    /// The annotation that a review begins with: the one under review; of several, what they agree about.
    #[must_use]
    pub fn begun(&self) -> &Annotation {
        &self.begun
    }

    /// The one annotation under review; none where there are several.
    #[must_use]
    pub fn subject(&self) -> Option<&Annotation> {
        match self.subjects.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Whether an issue is the reviewer's own: it was missed.
    #[must_use]
    pub fn is_missed(&self, id: &str) -> bool {
        self.subject().is_some_and(|subject| subject.issues.iter().all(|issue| issue.id != id))
    }

    /// Whether the verdict has the reviewer mend the work.
    #[must_use]
    pub fn mends(&self) -> bool {
        matches!(self.review.verdict, Some(ReviewVerdict::Fix | ReviewVerdict::Adjudicate))
    }

    /// Reads a review with the annotation that belongs to it, spans in bytes.
    ///
    /// # Errors
    /// Where it is no review.
    pub fn read(task: &Task, document: Value) -> Result<(Self, Annotation), DecodeError> {
        let mut review = Review::read(document)?;
        review.validate()?;
        let mut ruling = Self::of(task);
        let mut annotation = match review.result.take() {
            Some(result) => opened(task, &result),
            None => ruling.begun().clone(),
        };
        let mut missed = Annotation::empty(task);
        for finding in std::mem::take(&mut review.findings) {
            match finding.issue {
                Some(issue) if finding.verdict == FindingVerdict::Missed => missed.issues.push(issue),
                _ => ruling.review.findings.push(finding),
            }
        }
        for issue in opened(task, &missed).issues {
            if annotation.issues.iter().all(|one| one.id != issue.id) {
                annotation.issues.push(issue);
            }
        }
        review.findings = ruling.review.findings;
        ruling.review = review;
        Ok((ruling, annotation))
    }

    /// The review as a document, with the draft's annotation as one. What is kept has the annotation wherever it is not
    /// the one under review; what is submitted, where the verdict asks for it.
    pub(in crate::annotation) fn written(&self, task: &Task, annotation: Annotation, kept: bool) -> Review {
        let mut review = self.review.clone();
        for issue in annotation.issues.iter().filter(|issue| self.is_missed(&issue.id)) {
            review.findings.push(missed(review.subjects.first(), issue));
        }
        let mut untouched = self.begun().clone();
        to_code_points(task, &mut untouched);
        if kept {
            // What was missed stands among the findings.
            untouched.issues.extend(annotation.issues.iter().filter(|issue| self.is_missed(&issue.id)).cloned());
        }
        let stands = self.mends() && self.adjudicates();
        if !kept {
            let inside = opened(task, &annotation);
            review.settled = if stands { self.provenance(task, &inside) } else { Vec::new() };
        }
        let changed = (kept || self.mends()) && untouched != annotation;
        review.result = (changed || stands && !kept).then_some(annotation);
        review
    }

    /// Does an action on the ruling and answers with its inverse.
    pub(in crate::annotation) fn put(&mut self, action: Action) -> Action {
        let review = &mut self.review;
        match action {
            Action::Verdict(put) => Action::Verdict(std::mem::replace(&mut review.verdict, put)),
            Action::Remark(put) => Action::Remark(std::mem::replace(&mut review.comment, put)),
            Action::Settle { of, at, put } => {
                let (at, put) = replace(&mut review.settled, |one| one.of == of, at, put);
                Action::Settle { of, at, put }
            }
            Action::Finding { id, at, put } => {
                let (at, put) = replace(&mut review.findings, |one| one.id == id, at, put);
                Action::Finding { id, at, put }
            }
            _ => Action::All(Vec::new()),
        }
    }
}

/// What all submissions say, in the first one's words.
fn agreed(task: &Task, rows: &[Row]) -> Annotation {
    let mut draft = Draft::holding(Rc::new(task.clone()), Annotation::empty(task));
    for row in rows.iter().filter(|row| !row.differs) {
        if let Some(action) = put(draft.annotation(), row, 0) {
            draft.apply(action);
        }
    }
    for row in rows.iter().filter(|row| !row.differs) {
        let ties = relinked(rows, row, draft.annotation());
        draft.apply(Action::All(ties));
    }
    draft.annotation().clone()
}

/// An issue that the reviewer added, as a finding.
fn missed(subject: Option<&String>, issue: &Issue) -> Finding {
    Finding {
        id: ["missed-", &issue.id].concat(),
        subject: subject.cloned().unwrap_or_default(),
        about: None,
        response: None,
        verdict: FindingVerdict::Missed,
        severity: issue.severity.clone(),
        comment: issue.comment.clone(),
        issue: Some(issue.clone()),
        extra: Map::new(),
    }
}
