//! What a reviewer says of others' work while it is being said: the part of a draft that becomes a review.

use super::{Finding, FindingVerdict, Review, ReviewVerdict};
use crate::annotation::{Action, Annotation, Issue, TaskRef, Time, opened, to_code_points};
use crate::json::{DecodeError, Doc, Map, Value};
use crate::task::Task;

/// What is said of others' work.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruling {
    /// The review as it stands. **Invariant:** it has no result and no finding of something missed: both are made of the
    /// draft's annotation when it is written.
    pub review: Review,
    /// The work under review, spans in bytes, in the order of the review's subjects.
    pub subjects: Vec<Annotation>,
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
    let submitted = task.submissions.first()?;
    let known = submitted.document.get("annotator").and_then(Value::as_str);
    submitted.annotator.as_deref().or(known).filter(|_| !task.blind)
}

/// An annotation without what the backend wrote on it.
pub(in crate::annotation) fn anonymous(annotation: Annotation) -> Annotation {
    Annotation { id: None, annotator: None, submitted_at: None, time: Time::default(), ..annotation }
}

impl Ruling {
    /// A ruling on a task's submissions with nothing said yet. A submission that is no annotation counts as an empty one.
    #[must_use]
    pub fn of(task: &Task) -> Self {
        let ids = task.submissions.iter().map(|one| one.id.clone()).collect();
        let read = |document: &Value| Annotation::read(document.clone()).unwrap_or_else(|_| Annotation::empty(task));
        let opened = task.submissions.iter().map(|one| opened(task, &read(&one.document)));
        Self { review: Review::empty(task, ids), subjects: opened.collect() }
    }

    /// The annotation that a review begins with: the one under review; an empty one where there are several.
    #[must_use]
    pub fn begun(&self, task: &Task) -> Annotation {
        match self.subjects.as_slice() {
            [one] => Annotation { task: TaskRef::of(task), ..anonymous(one.clone()) },
            _ => Annotation::empty(task),
        }
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
            None => ruling.begun(task),
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
        let mut untouched = self.begun(task);
        to_code_points(task, &mut untouched);
        if kept {
            // What was missed stands among the findings.
            untouched.issues.extend(annotation.issues.iter().filter(|issue| self.is_missed(&issue.id)).cloned());
        }
        let result = (kept || self.mends()) && untouched != annotation;
        review.result = result.then_some(annotation);
        review
    }

    /// Does an action on the ruling and answers with its inverse.
    pub(in crate::annotation) fn put(&mut self, action: Action) -> Action {
        let review = &mut self.review;
        match action {
            Action::Verdict(put) => Action::Verdict(std::mem::replace(&mut review.verdict, put)),
            Action::Remark(put) => Action::Remark(std::mem::replace(&mut review.comment, put)),
            Action::Finding { id, at, put } => {
                let findings = &mut review.findings;
                let old = findings.iter().position(|one| one.id == id).map(|old| (old, findings.remove(old)));
                let place = at.min(findings.len());
                if let Some(finding) = put {
                    findings.insert(place, *finding);
                }
                match old {
                    Some((old, finding)) => Action::Finding { id, at: old, put: Some(Box::new(finding)) },
                    None => Action::Finding { id, at: place, put: None },
                }
            }
            _ => Action::All(Vec::new()),
        }
    }
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
