//! The one writer of an annotation: every change is an action, and every action answers with its inverse.

use super::action::replace;
use super::{
    Action, Annotation, CorrectedText, CorrectionEdit, Dismissed, Issue, Review, Ruling, StepJudgement, StepKind, Time,
};
use crate::json::{DecodeError, Doc, Value};
use crate::task::{Kind, Score, Task};
use crate::text::sort_by_place;
use std::rc::Rc;

/// An annotation at work, over its task.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub(super) task: Rc<Task>,
    /// **Invariant:** every span counts bytes of its response and cuts no character.
    pub(super) annotation: Annotation,
    /// Where the task is a review: what is said of others' work. The annotation is then the one that should be.
    ruling: Option<Ruling>,
    /// How many actions it has seen: what is kept or sent is told by comparing versions.
    version: u64,
}

impl Draft {
    /// A draft of a task before anything was done: empty but for steps that are proposed; or the work under review, or the own work that came back.
    #[must_use]
    pub fn new(task: Rc<Task>) -> Self {
        let ruling = (task.kind == Kind::Review).then(|| Ruling::of(&task));
        let mut annotation = match &ruling {
            Some(ruling) => ruling.begun().clone(),
            None => super::review::returned::work(&task).unwrap_or_else(|| super::cut::proposed(&task)),
        };
        super::authored::begin(&task, &mut annotation);
        Self { task, annotation, ruling, version: 0 }
    }

    /// A draft that goes on from an annotation document. Spans are found again in the task's texts; one that cannot be
    /// found keeps its quote and has no width.
    #[must_use]
    pub fn open(task: Rc<Task>, mut annotation: Annotation) -> Self {
        super::place::to_bytes(&task, &mut annotation);
        super::authored::begin(&task, &mut annotation);
        Self { task, annotation, ruling: None, version: 0 }
    }

    /// A draft that goes on from the document of its task's kind: an annotation, or a review.
    ///
    /// # Errors
    /// Where it is another document.
    pub fn read(task: Rc<Task>, document: Value) -> Result<Self, DecodeError> {
        if task.kind != Kind::Review {
            return Ok(Self::open(task, Annotation::read(document)?));
        }
        let (ruling, annotation) = Ruling::read(&task, document)?;
        Ok(Self { task, annotation, ruling: Some(ruling), version: 0 })
    }

    /// A draft that holds an annotation whose spans count bytes already.
    #[must_use]
    pub fn holding(task: Rc<Task>, annotation: Annotation) -> Self {
        Self { task, annotation, ruling: None, version: 0 }
    }

    /// This draft with another annotation, whose spans count bytes already, and another ruling.
    #[must_use]
    pub fn with(&self, annotation: Annotation, ruling: Option<Ruling>) -> Self {
        Self { task: Rc::clone(&self.task), annotation, ruling, version: 0 }
    }

    /// The document of its task's kind as it stands, to be kept: whatever was done is in it.
    #[must_use]
    pub fn written(&self) -> Value {
        match &self.ruling {
            Some(ruling) => ruling.written(&self.task, self.document(), true).write(),
            None => self.document().write(),
        }
    }

    /// The document of its task's kind as it is submitted.
    #[must_use]
    pub fn submission(&self) -> Value {
        self.review().map_or_else(|| self.document().write(), |review| review.write())
    }

    /// Of a review: the document as it is submitted. Only a verdict that has one carries a result.
    #[must_use]
    pub fn review(&self) -> Option<Review> {
        self.ruling.as_ref().map(|ruling| ruling.written(&self.task, self.document(), false))
    }

    /// What is said of others' work, where the task is a review.
    #[must_use]
    pub fn ruling(&self) -> Option<&Ruling> {
        self.ruling.as_ref()
    }

    /// How long it took so far.
    #[must_use]
    pub fn time(&self) -> &Time {
        self.ruling.as_ref().map_or(&self.annotation.time, |ruling| &ruling.review.time)
    }

    /// The annotation as it stands, spans in bytes.
    #[must_use]
    pub fn annotation(&self) -> &Annotation {
        &self.annotation
    }

    /// The annotation as a public document, spans in code points.
    #[must_use]
    pub fn document(&self) -> Annotation {
        let mut annotation = self.annotation.clone();
        super::place::to_code_points(&self.task, &mut annotation);
        annotation
    }

    /// The task it is about.
    #[must_use]
    pub fn task(&self) -> &Rc<Task> {
        &self.task
    }

    /// How many actions it has seen.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The issue with an id.
    #[must_use]
    pub fn issue(&self, id: &str) -> Option<&Issue> {
        self.annotation.issues.iter().find(|issue| issue.id == id)
    }

    /// The score of a criterion for a response, exactly as it is stored.
    #[must_use]
    pub fn score(&self, criterion: &str, response: Option<&str>) -> Option<&Score> {
        self.annotation
            .scores
            .iter()
            .find(|score| score.criterion == criterion && score.response.as_deref() == response)
    }

    /// The step with an id.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&StepJudgement> {
        self.annotation.steps.iter().find(|step| step.id == id)
    }

    /// The steps, or the claims, of a response, in their order.
    #[must_use]
    pub fn steps(&self, response: &str, kind: StepKind) -> Vec<&StepJudgement> {
        let own = |step: &&StepJudgement| step.kind == kind && step.response.as_deref() == Some(response);
        self.annotation.steps.iter().filter(own).collect()
    }

    /// The edits of a response's correction.
    #[must_use]
    pub fn edits(&self, response: &str) -> &[CorrectionEdit] {
        self.correction(response).map_or(&[], |correction| &correction.edits)
    }

    /// The response as the expert would have it: the original where nothing is corrected.
    #[must_use]
    pub fn corrected(&self, response: &str) -> &str {
        match self.correction(response) {
            Some(correction) => &correction.text,
            None => self.original(response),
        }
    }

    /// The response as the model wrote it.
    #[must_use]
    pub fn original(&self, response: &str) -> &str {
        self.task.response(response).map_or("", |response| &response.text)
    }

    /// Adds to the time that counts. Time is no action: it is not undone.
    pub fn spend(&mut self, active_ms: f64, idle_ms: f64) {
        // Whole milliseconds: they are the same however often they are written and read again.
        let time = self.ruling.as_mut().map_or(&mut self.annotation.time, |ruling| &mut ruling.review.time);
        time.active_ms = (time.active_ms + active_ms).round();
        time.idle_ms = (time.idle_ms + idle_ms).round();
    }

    /// Does an action and answers with the action that undoes it.
    pub fn apply(&mut self, action: Action) -> Action {
        self.version += 1;
        self.put(action)
    }

    fn put(&mut self, action: Action) -> Action {
        let annotation = &mut self.annotation;
        match action {
            Action::Issue { id, at, put } => {
                let (at, put) = replace(&mut annotation.issues, |one| one.id == id, at, put);
                Action::Issue { id, at, put }
            }
            Action::Step { id, at, put } => {
                let (at, put) = replace(&mut annotation.steps, |one| one.id == id, at, put);
                Action::Step { id, at, put }
            }
            Action::Score { criterion, response, put } => self.put_score(criterion, response, put),
            Action::Edits { response, remove, add } => self.put_edits(response, &remove, add),
            Action::Preference(put) => {
                Action::Preference(std::mem::replace(&mut annotation.preference, put.map(|put| *put)).map(Box::new))
            }
            Action::Exit(put) => {
                let exit = self.ruling.as_mut().map_or(&mut annotation.exit, |ruling| &mut ruling.review.exit);
                Action::Exit(std::mem::replace(exit, put))
            }
            Action::Finding { .. } | Action::Settle { .. } | Action::Verdict(_) | Action::Remark(_) => {
                self.put_ruling(action)
            }
            Action::Dismissed { criterion, rule, at, put } => {
                let same = |one: &Dismissed| one.criterion == criterion && one.rule == rule;
                let (at, put) = replace(&mut annotation.dismissed, same, at, put);
                Action::Dismissed { criterion, rule, at, put }
            }
            Action::Criterion { .. } | Action::Turn { .. } | Action::Reference(_) => self.put_authored(action),
            Action::Clash { id, at, put } => {
                let (at, put) = replace(&mut annotation.clashes, |one| one.id == id, at, put);
                Action::Clash { id, at, put }
            }
            Action::Note(put) => Action::Note(std::mem::replace(&mut annotation.note, put)),
            Action::Confidence(put) => Action::Confidence(std::mem::replace(&mut annotation.confidence, put)),
            Action::Lock(first) => {
                annotation.locked.get_or_insert(*first);
                Action::All(Vec::new())
            }
            Action::Replace(mut put) => {
                put.locked = put.locked.or_else(|| annotation.locked.clone());
                Action::Replace(Box::new(std::mem::replace(annotation, *put)))
            }
            Action::All(actions) => {
                let mut inverse: Vec<_> = actions.into_iter().map(|action| self.put(action)).collect();
                inverse.reverse();
                Action::All(inverse)
            }
        }
    }

    /// What is said of others' work; in a draft that is no review nothing happens.
    #[inline(never)]
    fn put_ruling(&mut self, action: Action) -> Action {
        match &mut self.ruling {
            Some(ruling) => ruling.put(action),
            None => Action::All(Vec::new()),
        }
    }

    #[inline(never)]
    fn put_score(&mut self, criterion: String, response: Option<String>, put: Option<Box<Score>>) -> Action {
        let scores = &mut self.annotation.scores;
        let at = scores.iter().position(|score| score.criterion == criterion && score.response == response);
        let old = match (at, put) {
            (Some(at), Some(score)) => scores.get_mut(at).map(|old| std::mem::replace(old, *score)),
            (Some(at), None) => Some(scores.remove(at)),
            (None, Some(score)) => {
                scores.push(*score);
                None
            }
            (None, None) => None,
        };
        self.sort_scores();
        Action::Score { criterion, response, put: old.map(Box::new) }
    }

    /// The order of scores means nothing: it follows the rubric, so that undoing leaves no trace.
    pub(super) fn sort_scores(&mut self) {
        let mut scores = std::mem::take(&mut self.annotation.scores);
        let (task, criteria) = (&self.task, self.criteria());
        let criterion_at = |id: &str| criteria.iter().position(|one| one.id == id).unwrap_or(usize::MAX);
        sort_by_place(&mut scores, |score| (criterion_at(&score.criterion), place_of(task, score.response.as_deref())));
        self.annotation.scores = scores;
    }

    #[inline(never)]
    fn put_edits(&mut self, response: String, remove: &[String], add: Vec<CorrectionEdit>) -> Action {
        let (gone, mut edits): (Vec<_>, Vec<_>) =
            self.edits(&response).iter().cloned().partition(|edit| remove.contains(&edit.id));
        let added = add.iter().map(|edit| edit.id.clone()).collect();
        edits.extend(add);
        sort_by_place(&mut edits, |edit| (edit.span.start, edit.span.end));
        self.set_edits(&response, edits);
        Action::Edits { response, remove: added, add: gone }
    }

    fn set_edits(&mut self, response: &str, edits: Vec<CorrectionEdit>) {
        let text = super::place::applied(self.original(response), &edits);
        let corrections = &mut self.annotation.corrections;
        match corrections.iter().position(|one| one.response == response) {
            Some(at) if edits.is_empty() => drop(corrections.remove(at)),
            Some(at) => {
                if let Some(correction) = corrections.get_mut(at) {
                    correction.text = text;
                    correction.edits = edits;
                }
            }
            None if edits.is_empty() => {}
            None => {
                let response = response.into();
                corrections.push(CorrectedText { response, text, edits, extra: crate::json::Map::new() });
                sort_by_place(corrections, |one| (place_of(&self.task, Some(&one.response)), 0));
            }
        }
    }

    fn correction(&self, response: &str) -> Option<&CorrectedText> {
        self.annotation.corrections.iter().find(|correction| correction.response == response)
    }
}

/// Where a response stands in its task; what belongs to none comes first.
fn place_of(task: &Task, response: Option<&str>) -> usize {
    response.and_then(|id| task.responses.iter().position(|one| one.id == id)).map_or(0, |at| at + 1)
}
