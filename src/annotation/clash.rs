//! What two devices made of one thing in different ways: this one's stands, the other's is kept beside it until somebody chooses.

use super::place::bytes as span_bytes;
use super::review::line_up::{Cell, Key, Row};
use super::review::settle::{Choice, as_edits, can_choose, choices, chosen_text, free};
use super::{Action, Annotation, CorrectionEdit, Issue, StepJudgement};
use crate::json::document;
use crate::task::{Score, Task, find_score};
use crate::text::{Span, sort_by_place};

document! {
    /// What another device made of something that this one changed, too.
    pub struct Clash {
        /// Its id.
        pub id: String,
        /// Of edits: the response.
        pub response: Option<String> => omitted,
        /// Of a correction: the other's edits of the place.
        pub edits: Vec<CorrectionEdit> => omitted,
        /// The other's issue.
        pub issue: Option<Issue> => omitted,
        /// The other's score.
        pub score: Option<Score> => omitted,
        /// The other's step.
        pub step: Option<StepJudgement> => omitted,
    }
}

impl Clash {
    /// A clash about nothing yet.
    #[must_use]
    pub fn about(id: String) -> Self {
        let extra = crate::json::Map::new();
        Self { id, response: None, edits: Vec::new(), issue: None, score: None, step: None, extra }
    }

    /// Whether there is anything to choose: not where what stands came to be the same, reasons and all.
    #[must_use]
    pub fn is_open(&self, annotation: &Annotation) -> bool {
        if let Some(score) = &self.score {
            let response = score.response.as_deref().unwrap_or_default();
            find_score(&annotation.scores, &score.criterion, response) != Some(score)
        } else if let Some(issue) = &self.issue {
            annotation.issues.iter().all(|one| one != issue)
        } else if let Some(step) = &self.step {
            annotation.steps.iter().all(|one| one != step)
        } else {
            let own = annotation.corrections.iter().find(|one| Some(&one.response) == self.response.as_ref());
            let own = own.map_or(&[][..], |one| &one.edits);
            !self.edits.iter().all(|theirs| own.iter().any(|ours| same(ours, theirs)))
        }
    }

    /// The two versions side by side: what stands, and what the other device has; none where there is nothing to choose.
    #[must_use]
    pub fn row(&self, task: &Task, annotation: &Annotation) -> Option<Row> {
        if !self.is_open(annotation) {
            return None;
        }
        let (key, ours, theirs) = if let Some(score) = &self.score {
            let own = find_score(&annotation.scores, &score.criterion, score.response.as_deref().unwrap_or_default());
            let key = Key::Criterion(score.criterion.clone(), score.response.clone());
            (key, own.cloned().map(Cell::Score), Cell::Score(score.clone()))
        } else if let Some(issue) = &self.issue {
            let own = annotation.issues.iter().find(|one| one.id == issue.id);
            let place = own.unwrap_or(issue).span.as_ref().map(span_bytes);
            (Key::Issue(issue.response.clone(), place), own.cloned().map(Cell::Issue), Cell::Issue(issue.clone()))
        } else if let Some(step) = &self.step {
            let own = annotation.steps.iter().find(|one| one.id == step.id);
            let place = own.unwrap_or(step).span.as_ref().map(span_bytes).unwrap_or_default();
            let response = step.response.clone().unwrap_or_default();
            (Key::Step(response, place), own.cloned().map(Cell::Step), Cell::Step(step.clone()))
        } else {
            return self.row_of_edits(task, annotation);
        };
        Some(Row { name: self.id.clone(), key, cells: vec![ours, Some(theirs)], differs: true })
    }

    fn row_of_edits(&self, task: &Task, annotation: &Annotation) -> Option<Row> {
        let response = task.response(self.response.as_deref()?)?;
        let own = annotation.corrections.iter().find(|one| one.response == response.id);
        let own = own.map_or(&[][..], |one| &one.edits);
        let mut place = covered(&self.edits)?;
        let mut ours: Vec<CorrectionEdit> = Vec::new();
        // What touches the place widens it, and may then touch more.
        while let Some(more) = own.iter().find(|edit| span_bytes(&edit.span).touches(place) && !ours.contains(edit)) {
            place = place.cover(span_bytes(&more.span));
            ours.push(more.clone());
        }
        sort_by_place(&mut ours, |edit| (edit.span.start, edit.span.end));
        let theirs = Cell::Edits(self.edits.clone());
        let ours = (!ours.is_empty()).then_some(Cell::Edits(ours));
        let key = Key::Edit(response.id.clone(), place);
        Some(Row { name: self.id.clone(), key, cells: vec![ours, Some(theirs)], differs: true })
    }
}

/// Whether two edits say the same, whatever their names.
fn same(ours: &CorrectionEdit, theirs: &CorrectionEdit) -> bool {
    let named = CorrectionEdit { id: theirs.id.clone(), ..ours.clone() };
    named == *theirs
}

fn covered(edits: &[CorrectionEdit]) -> Option<Span> {
    edits.iter().map(|edit| span_bytes(&edit.span)).reduce(Span::cover)
}

/// The clashes that are open, each with its two versions; what came to be the same is none any more.
#[must_use]
pub fn open_rows(task: &Task, annotation: &Annotation) -> Vec<Row> {
    annotation.clashes.iter().filter_map(|clash| clash.row(task, annotation)).collect()
}

/// What makes an annotation say what was chosen, and lets the clash go.
#[must_use]
pub fn choose(task: &Task, annotation: &Annotation, id: &str, choice: Choice) -> Option<Action> {
    let clash = annotation.clashes.iter().find(|clash| clash.id == id)?;
    let gone = Action::Clash { id: id.to_owned(), at: 0, put: None };
    let row = clash.row(task, annotation)?;
    // What stands may stay in any case, even where it is nothing.
    if choice != Choice::Of(0) && (!can_choose(&row, choice) || !choices(task, &row).contains(&choice)) {
        return None;
    }
    let mut actions = Vec::new();
    match (row.cells.get(1)?.as_ref()?, choice) {
        (_, Choice::Of(0)) => {}
        (Cell::Edits(_), _) => actions.push(edits(task, &row, choice)?),
        (Cell::Score(score), _) => {
            let (criterion, response) = (score.criterion.clone(), score.response.clone());
            actions.push(Action::Score { criterion, response, put: Some(Box::new(score.clone())) });
        }
        (Cell::Issue(issue), _) => actions.extend(issues(annotation, issue, choice)),
        (Cell::Step(step), _) => {
            let at = annotation.steps.iter().position(|one| one.id == step.id).unwrap_or(annotation.steps.len());
            actions.push(Action::Step { id: step.id.clone(), at, put: Some(Box::new(step.clone())) });
        }
        (Cell::Preference(_), _) => {}
    }
    actions.push(gone);
    Some(Action::All(actions))
}

fn issues(annotation: &Annotation, issue: &Issue, choice: Choice) -> Vec<Action> {
    let at = annotation.issues.iter().position(|one| one.id == issue.id).unwrap_or(annotation.issues.len());
    match choice {
        Choice::Nothing => vec![Action::Issue { id: issue.id.clone(), at, put: None }],
        Choice::All => {
            let id = free(&issue.id, &|id| annotation.issues.iter().any(|one| one.id == id));
            let put = Issue { id: id.clone(), ..issue.clone() };
            vec![Action::Issue { id, at: at + 1, put: Some(Box::new(put)) }]
        }
        Choice::Of(_) => vec![Action::Issue { id: issue.id.clone(), at, put: Some(Box::new(issue.clone())) }],
    }
}

/// The place with what was chosen: whose a change is keeps its name and its reason.
fn edits(task: &Task, row: &Row, choice: Choice) -> Option<Action> {
    let (response, place) = (row.key.response()?, row.key.place()?);
    let original = &task.response(response)?.text;
    let mut all: Vec<CorrectionEdit> = Vec::new();
    for cell in row.cells.iter().flatten() {
        if let Cell::Edits(edits) = cell {
            all.extend(edits.iter().cloned());
        }
    }
    let ours = match row.cells.first() {
        Some(Some(Cell::Edits(edits))) => edits.clone(),
        _ => Vec::new(),
    };
    let add = match (choice, row.cells.get(1)) {
        (Choice::Of(_), Some(Some(Cell::Edits(theirs)))) => theirs.clone(),
        _ => as_edits(original, place, &chosen_text(task, row, choice)?, &all),
    };
    Some(Action::Edits { response: response.to_owned(), remove: ours.into_iter().map(|edit| edit.id).collect(), add })
}
