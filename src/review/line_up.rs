//! Several submissions side by side: by criterion, by issue, by edit, by step; where they differ comes first.

use crate::annotation::{Action, Annotation, CorrectionEdit, Issue, Preference, StepJudgement, span_bytes};
use crate::json::{Doc, Value};
use crate::task::{Score, ScoreState, Task};
use crate::text::{Span, sort_by_place};

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A criterion, for a response or the whole conversation.
    Criterion(String, Option<String>),
    /// A place of a response that somebody marked; none for the response as a whole.
    Issue(String, Option<Span>),
    /// A place of a response that somebody changed.
    Edit(String, Span),
    /// A step of a response.
    Step(String, Span),
    /// Which response is better.
    Preference,
}

impl Key {
    /// A name that stays the same between sessions.
    #[must_use]
    pub fn name(&self) -> String {
        let place = |span: &Span| format!("{}-{}", span.start, span.end);
        match self {
            Self::Criterion(id, response) => format!("score:{id}:{}", response.as_deref().unwrap_or_default()),
            Self::Issue(response, span) => format!("issue:{response}:{}", span.as_ref().map(place).unwrap_or_default()),
            Self::Edit(response, span) => format!("edit:{response}:{}", place(span)),
            Self::Step(response, span) => format!("step:{response}:{}", place(span)),
            Self::Preference => "preference".into(),
        }
    }
}

/// What one submission says there.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A score.
    Score(Score),
    /// An issue, its span in bytes.
    Issue(Issue),
    /// Edits of one place, their spans in bytes.
    Edits(Vec<CorrectionEdit>),
    /// A step, its span in bytes.
    Step(StepJudgement),
    /// A preference.
    Preference(Preference),
}

/// One thing that the submissions say something about.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is.
    pub key: Key,
    /// What each submission says, in their order.
    pub cells: Vec<Option<Cell>>,
    /// Whether they do not all say the same. Reasons and comments do not count: people say the same in other words.
    pub differs: bool,
}

/// Lines submissions up. Those that differ come first; each part in the order of rubric and text. Annotations are documents.
#[must_use]
pub fn line_up(task: &Task, submissions: &[&Annotation]) -> Vec<Row> {
    let opened: Vec<Annotation> = submissions.iter().map(|one| crate::annotation::opened(task, one)).collect();
    let mut rows = scores(task, &opened);
    for response in &task.responses {
        rows.extend(issues(&response.id, &opened));
        rows.extend(edits(&response.id, &opened));
        rows.extend(steps(&response.id, &opened));
    }
    let preferences: Vec<Option<Cell>> =
        opened.iter().map(|one| one.preference.clone().map(Cell::Preference)).collect();
    rows.extend(row(Key::Preference, preferences));
    sort_by_place(&mut rows, |row| (usize::from(!row.differs), 0));
    rows
}

/// A row, where anybody says anything.
fn row(key: Key, cells: Vec<Option<Cell>>) -> Option<Row> {
    let first = cells.first().map(|cell| cell.as_ref().map(Cell::core));
    let differs = cells.iter().any(|cell| Some(cell.as_ref().map(Cell::core)) != first);
    cells.iter().any(Option::is_some).then_some(Row { key, cells, differs })
}

impl Cell {
    /// What must be the same for two to agree.
    fn core(&self) -> Vec<Value> {
        match self {
            Self::Score(score) => vec![score.state.write(), score.value.write()],
            Self::Issue(issue) => vec![issue.category.write(), issue.severity.write()],
            Self::Edits(edits) => edits
                .iter()
                .flat_map(|edit| [edit.span.start.write(), edit.span.end.write(), edit.insert.write()])
                .collect(),
            Self::Step(step) => vec![step.verdict.write(), step.cause.write()],
            Self::Preference(preference) => vec![preference.ranking.write(), preference.unacceptable.write()],
        }
    }
}

fn scores(task: &Task, opened: &[Annotation]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (criterion, response) in crate::annotation::judgements(task) {
        let of = |one: &Annotation| {
            let own = one
                .scores
                .iter()
                .find(|score| score.criterion == criterion.id && score.response.as_deref() == response);
            own.filter(|score| score.state != ScoreState::Unjudged).cloned().map(Cell::Score)
        };
        let key = Key::Criterion(criterion.id.clone(), response.map(ToOwned::to_owned));
        rows.extend(row(key, opened.iter().map(of).collect()));
    }
    rows
}

/// Issues of one place: their spans overlap. About the whole of a response: of one category.
fn issues(response: &str, opened: &[Annotation]) -> Vec<Row> {
    let mut groups: Vec<(Option<Span>, Vec<Option<Cell>>)> = Vec::new();
    for (who, one) in opened.iter().enumerate() {
        let mut own: Vec<&Issue> = one.issues.iter().filter(|issue| issue.response == response).collect();
        sort_by_place(&mut own, |issue| issue.span.as_ref().map_or((usize::MAX, 0), |span| (span.start, span.end)));
        for issue in own {
            let span = issue.span.as_ref().map(span_bytes);
            let same = |(place, cells): &&mut (Option<Span>, Vec<Option<Cell>>)| {
                let free = cells.get(who).is_some_and(Option::is_none);
                let alike = |cell: &Cell| matches!(cell, Cell::Issue(other) if other.category == issue.category);
                free && match (*place, span) {
                    (Some(place), Some(span)) => place.overlaps(span) || place == span,
                    (None, None) => cells.iter().flatten().any(alike),
                    _ => false,
                }
            };
            let cell = Some(Cell::Issue(issue.clone()));
            match groups.iter_mut().find(same) {
                Some((place, cells)) => {
                    *place = place.zip(span).map(|(place, span)| place.cover(span));
                    cells.get_mut(who).into_iter().for_each(|slot| slot.clone_from(&cell));
                }
                None => {
                    let mut cells = vec![None; opened.len()];
                    cells.get_mut(who).into_iter().for_each(|slot| slot.clone_from(&cell));
                    groups.push((span, cells));
                }
            }
        }
    }
    sort_by_place(&mut groups, |(place, _)| place.map_or((usize::MAX, 0), |place| (place.start, place.end)));
    groups.into_iter().filter_map(|(place, cells)| row(Key::Issue(response.to_owned(), place), cells)).collect()
}

/// Edits that touch one another, whosever they are, are one row: taking one and leaving the other would break the text.
fn edits(response: &str, opened: &[Annotation]) -> Vec<Row> {
    let mut all: Vec<(usize, CorrectionEdit)> = Vec::new();
    for (who, one) in opened.iter().enumerate() {
        let own = one.corrections.iter().filter(|correction| correction.response == response);
        all.extend(own.flat_map(|correction| &correction.edits).map(|edit| (who, edit.clone())));
    }
    sort_by_place(&mut all, |(_, edit)| (edit.span.start, edit.span.end));
    let mut groups: Vec<(Span, Vec<Option<Cell>>)> = Vec::new();
    for (who, edit) in all {
        let span = span_bytes(&edit.span);
        if !groups.last().is_some_and(|(place, _)| place.touches(span)) {
            groups.push((span, vec![None; opened.len()]));
        }
        let Some((place, cells)) = groups.last_mut() else { continue };
        *place = place.cover(span);
        match cells.get_mut(who) {
            Some(Some(Cell::Edits(edits))) => edits.push(edit),
            Some(slot) => *slot = Some(Cell::Edits(vec![edit])),
            None => {}
        }
    }
    groups.into_iter().filter_map(|(place, cells)| row(Key::Edit(response.to_owned(), place), cells)).collect()
}

fn steps(response: &str, opened: &[Annotation]) -> Vec<Row> {
    let mut groups: Vec<(Span, Vec<Option<Cell>>)> = Vec::new();
    for (who, one) in opened.iter().enumerate() {
        for step in one.steps.iter().filter(|step| step.response.as_deref() == Some(response)) {
            let Some(place) = step.span.as_ref().map(span_bytes) else { continue };
            let at = groups.iter().position(|(own, _)| *own == place).unwrap_or_else(|| {
                groups.push((place, vec![None; opened.len()]));
                groups.len() - 1
            });
            let slot = groups.get_mut(at).and_then(|(_, cells)| cells.get_mut(who));
            slot.into_iter().for_each(|slot| *slot = Some(Cell::Step(step.clone())));
        }
    }
    sort_by_place(&mut groups, |(place, _)| (place.start, place.end));
    groups.into_iter().filter_map(|(place, cells)| row(Key::Step(response.to_owned(), place), cells)).collect()
}

/// What makes a result (spans in bytes) say what one submission says in a row. Ids become `1.i3`: the third issue of the
/// first submission, so that no two meet and each says where it came from.
#[must_use]
pub fn settle(result: &Annotation, row: &Row, who: usize) -> Action {
    let named = |id: &str| format!("{}.{id}", who + 1);
    let mut actions = clear(result, row);
    match row.cells.get(who).and_then(Option::as_ref) {
        Some(Cell::Score(score)) => {
            let mut score = score.clone();
            score.evidence.iter_mut().for_each(|one| rename(one, &named));
            let (criterion, response) = (score.criterion.clone(), score.response.clone());
            actions.push(Action::Score { criterion, response, put: Some(Box::new(score)) });
        }
        Some(Cell::Issue(issue)) => {
            let issue = Issue { id: named(&issue.id), ..issue.clone() };
            actions.push(Action::Issue { id: issue.id.clone(), at: result.issues.len(), put: Some(Box::new(issue)) });
        }
        Some(Cell::Edits(edits)) => {
            let renamed = edits.iter().map(|edit| {
                let of_rubric = |id: &String| result.scores.iter().any(|score| score.criterion == *id);
                let answers = edit.answers.iter().map(|id| if of_rubric(id) { id.clone() } else { named(id) });
                CorrectionEdit {
                    id: named(&edit.id),
                    moved: edit.moved.as_deref().map(named),
                    answers: answers.collect(),
                    ..edit.clone()
                }
            });
            let response = match &row.key {
                Key::Edit(response, _) => response.clone(),
                _ => String::new(),
            };
            actions.push(Action::Edits { response, remove: Vec::new(), add: renamed.collect() });
        }
        Some(Cell::Preference(preference)) => actions.push(Action::Preference(Some(Box::new(preference.clone())))),
        // Steps keep their ids: those of the platform are the same for everyone.
        Some(Cell::Step(step)) => {
            let at = result.steps.iter().position(|one| one.id == step.id).unwrap_or(result.steps.len());
            actions.push(Action::Step { id: step.id.clone(), at, put: Some(Box::new(step.clone())) });
        }
        None => {}
    }
    Action::All(actions)
}

/// What takes from a result all that any submission had put there.
fn clear(result: &Annotation, row: &Row) -> Vec<Action> {
    let mut actions = Vec::new();
    for (who, cell) in row.cells.iter().enumerate() {
        let named = |id: &str| format!("{}.{id}", who + 1);
        match cell {
            Some(Cell::Score(score)) => {
                let (criterion, response) = (score.criterion.clone(), score.response.clone());
                actions.push(Action::Score { criterion, response, put: None });
            }
            Some(Cell::Issue(issue)) => {
                let id = named(&issue.id);
                if result.issues.iter().any(|one| one.id == id) {
                    actions.push(Action::Issue { id, at: 0, put: None });
                }
            }
            Some(Cell::Edits(edits)) => {
                if let Key::Edit(response, _) = &row.key {
                    let remove = edits.iter().map(|edit| named(&edit.id)).collect();
                    actions.push(Action::Edits { response: response.clone(), remove, add: Vec::new() });
                }
            }
            _ => {}
        }
    }
    actions
}

fn rename(evidence: &mut Value, named: &impl Fn(&str) -> String) {
    if let Some(value) = evidence.get_mut("ref")
        && let Some(id) = value.as_str().map(named)
    {
        *value = id.into();
    }
}
