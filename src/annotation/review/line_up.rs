//! Several submissions side by side: by criterion, by issue, by edit, by step; where they differ comes first.

use crate::annotation::place::{applied_within, bytes as span_bytes};
use crate::annotation::{Annotation, CorrectionEdit, Issue, Preference, StepJudgement};
use crate::json::{Doc, Value};
use crate::task::{Response, Score, ScoreState, Task};
use crate::text::{Offsets, Span, Unit, sort_by_place};

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
    /// A name that stays the same between sessions and that documents can carry: places are in code points.
    fn name(&self, task: &Task, number: usize) -> String {
        let text = |response: &str| task.response(response).map_or("", |response| &response.text);
        let named = |kind: &str, response: &str, span: Option<&Span>| {
            let place = span.map(|span| Offsets::new(text(response)).span_to(Unit::CodePoint, *span));
            let place = place.map(|place| [place.start.to_string(), place.end.to_string()].join("-"));
            [kind, response, &place.unwrap_or_else(|| number.to_string())].join(":")
        };
        match self {
            Self::Criterion(id, response) => ["score", id, response.as_deref().unwrap_or_default()].join(":"),
            Self::Issue(response, span) => named("issue", response, span.as_ref()),
            Self::Edit(response, span) => named("edit", response, Some(span)),
            Self::Step(response, span) => named("step", response, Some(span)),
            Self::Preference => "preference".into(),
        }
    }

    /// The response that it is about; none for the preference.
    #[must_use]
    pub fn response(&self) -> Option<&str> {
        match self {
            Self::Criterion(_, response) => response.as_deref(),
            Self::Issue(response, _) | Self::Edit(response, _) | Self::Step(response, _) => Some(response),
            Self::Preference => None,
        }
    }

    /// Its place in the response, in bytes; none where it has none.
    #[must_use]
    pub fn place(&self) -> Option<Span> {
        match self {
            Self::Issue(_, place) => *place,
            Self::Edit(_, place) | Self::Step(_, place) => Some(*place),
            _ => None,
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
    /// Its name, the same in every session.
    pub name: String,
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
    rows(task, &opened)
}

/// The same of annotations whose spans count bytes already.
#[must_use]
pub fn rows(task: &Task, opened: &[Annotation]) -> Vec<Row> {
    let mut rows = scores(task, opened);
    for response in &task.responses {
        rows.extend(issues(&response.id, opened));
        rows.extend(edits(response, opened));
        rows.extend(steps(&response.id, opened));
    }
    let preferences: Vec<Option<Cell>> =
        opened.iter().map(|one| one.preference.clone().map(Cell::Preference)).collect();
    rows.extend(row(Key::Preference, preferences));
    let mut names: Vec<String> = Vec::new();
    for (number, row) in rows.iter_mut().enumerate() {
        row.name = row.key.name(task, number);
        // One place may be marked twice: no two rows have one name.
        while names.contains(&row.name) {
            row.name.push('+');
        }
        names.push(row.name.clone());
    }
    sort_by_place(&mut rows, |row| (usize::from(!row.differs), 0));
    rows
}

/// A row, where anybody says anything.
fn row(key: Key, cells: Vec<Option<Cell>>) -> Option<Row> {
    let first = cells.first().map(|cell| cell.as_ref().map(Cell::core));
    let differs = cells.iter().any(|cell| Some(cell.as_ref().map(Cell::core)) != first);
    cells.iter().any(Option::is_some).then_some(Row { name: String::new(), key, cells, differs })
}

impl Cell {
    /// What must be the same for two to agree.
    pub(super) fn core(&self) -> Vec<Value> {
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
/// They agree where the same text comes of it, however it was typed.
fn edits(response: &Response, opened: &[Annotation]) -> Vec<Row> {
    let mut all: Vec<(usize, CorrectionEdit)> = Vec::new();
    for (who, one) in opened.iter().enumerate() {
        let own = one.corrections.iter().filter(|correction| correction.response == response.id);
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
    let mut rows = Vec::new();
    for (place, cells) in groups {
        let first = text_of(&response.text, place, cells.first().and_then(Option::as_ref));
        let differs = cells.iter().any(|cell| text_of(&response.text, place, cell.as_ref()) != first);
        rows.extend(row(Key::Edit(response.id.clone(), place), cells).map(|row| Row { differs, ..row }));
    }
    rows
}

/// What a submission makes of a place: the original where it changes nothing.
#[must_use]
pub fn text_of(original: &str, place: Span, cell: Option<&Cell>) -> String {
    match cell {
        Some(Cell::Edits(edits)) => applied_within(original, place, edits),
        _ => place.slice(original).to_owned(),
    }
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
