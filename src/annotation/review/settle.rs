//! Settling what several people made, row by row: what can be chosen, what a choice makes of the result, where it came from.

use super::line_up::{Cell, Key, Row, text_of};
use super::ties::relinked;
use super::{Ruling, Settlement};
use crate::annotation::place::{bytes as span_bytes, span_doc};
use crate::annotation::{Action, Annotation, CorrectionEdit, Draft, Issue};
use crate::json::Map;
use crate::task::{ScoreState, Task, find_score};
use crate::text::{Kind, Span, diff, merge};

/// What is to stand in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// What one submission says, by its place: also that there is nothing.
    Of(usize),
    /// What all of them say, one beside the other.
    All,
    /// Nothing, though all say something.
    Nothing,
}

/// What can be chosen in a row: each submission in its order, then all, then nothing, where these make sense.
#[must_use]
pub fn choices(task: &Task, row: &Row) -> Vec<Choice> {
    let mut list: Vec<Choice> = (0..row.cells.len()).map(Choice::Of).collect();
    let said = row.cells.iter().flatten().count();
    let marks = matches!(row.key, Key::Issue(..) | Key::Edit(..));
    let together = match &row.key {
        Key::Edit(..) => merged(task, row).is_some(),
        _ => marks,
    };
    list.extend((row.differs && together && said > 1).then_some(Choice::All));
    list.extend((marks && said == row.cells.len()).then_some(Choice::Nothing));
    list
}

/// Whether a choice says something: a criterion that somebody left open cannot be settled by that.
#[must_use]
pub fn can_choose(row: &Row, choice: Choice) -> bool {
    match (&row.key, choice) {
        (Key::Issue(..) | Key::Edit(..), _) => true,
        (_, Choice::Of(who)) => row.cells.get(who).is_some_and(Option::is_some),
        _ => false,
    }
}

/// What a choice makes of a place that was corrected.
#[must_use]
pub fn chosen_text(task: &Task, row: &Row, choice: Choice) -> Option<String> {
    let (response, place) = (row.key.response()?, row.key.place()?);
    let original = &task.response(response)?.text;
    match choice {
        Choice::Of(who) => Some(text_of(original, place, row.cells.get(who).and_then(Option::as_ref))),
        Choice::All => merged(task, row),
        Choice::Nothing => Some(place.slice(original).to_owned()),
    }
}

/// What all made of a place, brought together; none where they contradict each other, or where one has it all already.
fn merged(task: &Task, row: &Row) -> Option<String> {
    let (Some(response), Some(place)) = (row.key.response(), row.key.place()) else { return None };
    let original = &task.response(response)?.text;
    let base = place.slice(original);
    let mut texts: Vec<String> = Vec::new();
    for cell in row.cells.iter().flatten() {
        texts.push(text_of(original, place, Some(cell)));
    }
    let mut all = texts.first()?.clone();
    for text in texts.iter().skip(1) {
        let merge = merge(base, &all, text);
        if !merge.clean {
            return None;
        }
        all = merge.text;
    }
    (!texts.contains(&all)).then_some(all)
}

/// What makes a draft's annotation say what was chosen in a row, and remembers where it came from. Ids become `1.i3`: the
/// third issue of the first submission, so that no two meet and each says where it came from.
#[must_use]
pub fn settle(draft: &Draft, rows: &[Row], row: &Row, choice: Choice) -> Action {
    let task = draft.task();
    let mut actions = clear(draft.annotation(), row);
    let taken: Vec<usize> = match choice {
        Choice::Of(who) => vec![who],
        // Who said nothing there is not among them.
        Choice::All => (0..row.cells.len()).filter(|who| row.cells.get(*who).is_some_and(Option::is_some)).collect(),
        Choice::Nothing => Vec::new(),
    };
    match merged(task, row).filter(|_| choice == Choice::All) {
        Some(text) => actions.push(together(task, row, &text)),
        None => {
            for who in &taken {
                actions.extend(put(draft.annotation(), row, *who));
            }
        }
    }
    let mut then = draft.clone();
    then.apply(Action::All(actions.clone()));
    actions.extend(relinked(rows, row, then.annotation()));
    if let Some(ruling) = draft.ruling() {
        actions.push(remembered(ruling, row, &taken));
    }
    Action::All(actions)
}

fn remembered(ruling: &Ruling, row: &Row, taken: &[usize]) -> Action {
    let uuid = |who: &usize| ruling.review.subjects.get(*who).cloned();
    let settlement = Settlement {
        of: row.name.clone(),
        subject: taken.first().filter(|_| taken.len() == 1).and_then(uuid),
        subjects: if taken.len() > 1 { taken.iter().filter_map(uuid).collect() } else { Vec::new() },
        differed: row.differs,
        extra: Map::new(),
    };
    let list = &ruling.review.settled;
    let at = list.iter().position(|one| one.of == row.name).unwrap_or(list.len());
    Action::Settle { of: row.name.clone(), at, put: Some(Box::new(settlement)) }
}

pub(super) fn named(who: usize, id: &str) -> String {
    [(who + 1).to_string().as_str(), ".", id].concat()
}

/// What one submission says in a row, put into a result that says nothing there.
pub(super) fn put(result: &Annotation, row: &Row, who: usize) -> Option<Action> {
    Some(match row.cells.get(who)?.as_ref()? {
        Cell::Score(score) => {
            let mut score = score.clone();
            for one in &mut score.evidence {
                if let Some(value) = one.get_mut("ref")
                    && let Some(id) = value.as_str().map(|id| named(who, id))
                {
                    *value = id.into();
                }
            }
            let (criterion, response) = (score.criterion.clone(), score.response.clone());
            Action::Score { criterion, response, put: Some(Box::new(score)) }
        }
        Cell::Issue(issue) => {
            let issue = Issue { id: named(who, &issue.id), ..issue.clone() };
            Action::Issue { id: issue.id.clone(), at: result.issues.len(), put: Some(Box::new(issue)) }
        }
        Cell::Edits(edits) => {
            let response = row.key.response().unwrap_or_default().to_owned();
            Action::Edits { response, remove: Vec::new(), add: edits.iter().map(|edit| renamed(who, edit)).collect() }
        }
        // Steps keep their ids: those of the platform are the same for everyone.
        Cell::Step(step) => {
            let at = result.steps.iter().position(|one| one.id == step.id).unwrap_or(result.steps.len());
            Action::Step { id: step.id.clone(), at, put: Some(Box::new(step.clone())) }
        }
        Cell::Preference(preference) => Action::Preference(Some(Box::new(preference.clone()))),
    })
}

/// An edit of one submission in the result. What it answers is a criterion, or an issue under its new name.
fn renamed(who: usize, edit: &CorrectionEdit) -> CorrectionEdit {
    CorrectionEdit { id: named(who, &edit.id), moved: edit.moved.as_deref().map(|id| named(who, id)), ..edit.clone() }
}

/// What all made of a place as edits: whose a change is alone keeps its name and reason.
fn together(task: &Task, row: &Row, text: &str) -> Action {
    let response = row.key.response().unwrap_or_default();
    let original = task.response(response).map_or("", |response| &response.text);
    let place = row.key.place().unwrap_or_default();
    let mut all: Vec<CorrectionEdit> = Vec::new();
    for (who, cell) in row.cells.iter().enumerate() {
        if let Some(Cell::Edits(edits)) = cell {
            all.extend(edits.iter().map(|edit| renamed(who, edit)));
        }
    }
    let add = as_edits(original, place, text, &all);
    Action::Edits { response: response.to_owned(), remove: Vec::new(), add }
}

/// An id like another one that nothing has.
pub fn free(id: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let mut name = [id, "+"].concat();
    while taken(&name) {
        name.push('+');
    }
    name
}

/// A place with other words as edits. One that somebody made just so is that one; another takes the reason of one near it.
pub fn as_edits(original: &str, place: Span, text: &str, like: &[CorrectionEdit]) -> Vec<CorrectionEdit> {
    let mut edits: Vec<CorrectionEdit> = Vec::new();
    for hunk in diff(place.slice(original), text, Kind::Auto).edits(text) {
        let span = Span { start: place.start + hunk.span.start, end: place.start + hunk.span.end };
        let same = |edit: &&CorrectionEdit| span_bytes(&edit.span) == span && edit.insert == hunk.insert;
        let near = |edit: &&CorrectionEdit| span_bytes(&edit.span).touches(span);
        let edit = match (like.iter().find(same), like.iter().find(near).or(like.first())) {
            (Some(own), _) => own.clone(),
            (None, Some(one)) => CorrectionEdit {
                id: free(&one.id, &|id| like.iter().chain(&edits).any(|edit| edit.id == id)),
                span: span_doc(original, span),
                insert: hunk.insert,
                moved: None,
                ..one.clone()
            },
            (None, None) => continue,
        };
        edits.push(edit);
    }
    edits
}

/// What takes from a result all that stands in a row.
fn clear(result: &Annotation, row: &Row) -> Vec<Action> {
    match &row.key {
        Key::Criterion(criterion, response) => {
            vec![Action::Score { criterion: criterion.clone(), response: response.clone(), put: None }]
        }
        Key::Issue(..) => {
            let here = result.issues.iter().filter(|issue| holds_issue(row, &issue.id));
            here.map(|issue| Action::Issue { id: issue.id.clone(), at: 0, put: None }).collect()
        }
        Key::Edit(response, place) => {
            let own = result.corrections.iter().filter(|one| one.response == *response).flat_map(|one| &one.edits);
            let here = own.filter(|edit| span_bytes(&edit.span).touches(*place));
            let remove = here.map(|edit| edit.id.clone()).collect();
            vec![Action::Edits { response: response.clone(), remove, add: Vec::new() }]
        }
        Key::Step(..) | Key::Preference => Vec::new(),
    }
}

/// Whether an issue of a result came from a row.
pub(super) fn holds_issue(row: &Row, id: &str) -> bool {
    row.cells.iter().enumerate().any(|(who, cell)| match cell {
        Some(Cell::Issue(issue)) => named(who, &issue.id) == id,
        _ => false,
    })
}

impl Ruling {
    /// Whether several submissions become one here.
    #[must_use]
    pub fn adjudicates(&self) -> bool {
        self.subjects.len() > 1
    }

    /// What was said of a row; none where nobody said anything.
    #[must_use]
    pub fn settlement(&self, row: &Row) -> Option<&Settlement> {
        self.review.settled.iter().find(|one| one.of == row.name)
    }

    /// What was chosen in a row, where that was a choice among the submissions.
    #[must_use]
    pub fn chosen(&self, row: &Row) -> Option<Choice> {
        let Some(settlement) = self.settlement(row) else { return (!row.differs).then_some(Choice::Of(0)) };
        let Some(subject) = &settlement.subject else {
            return Some(if settlement.subjects.is_empty() { Choice::Nothing } else { Choice::All });
        };
        self.review.subjects.iter().position(|one| one == subject).map(Choice::Of)
    }

    /// Whether a row is settled: the submissions agree, somebody chose, or the result has a judgement of its own there.
    #[must_use]
    pub fn is_settled(&self, row: &Row, result: &Annotation) -> bool {
        let judged = || match &row.key {
            Key::Criterion(id, response) => find_score(&result.scores, id, response.as_deref().unwrap_or_default())
                .is_some_and(|score| score.state != ScoreState::Unjudged),
            Key::Preference => result.preference.is_some(),
            _ => false,
        };
        !row.differs || self.settlement(row).is_some() || judged()
    }

    /// Where every part of a result came from, as the review says it: where the adjudicator went on from what was chosen, and it
    /// says something else now, it came from nobody.
    pub(super) fn provenance(&self, task: &Task, result: &Annotation) -> Vec<Settlement> {
        let mut list = Vec::new();
        for row in self.rows.iter().filter(|row| self.is_settled(row, result)) {
            let kept = self.settlement(row).cloned();
            let mut one = kept.unwrap_or_else(|| Settlement {
                of: row.name.clone(),
                subject: self.review.subjects.first().cloned().filter(|_| !row.differs),
                subjects: Vec::new(),
                differed: row.differs,
                extra: Map::new(),
            });
            let who = self.review.subjects.iter().position(|id| Some(id) == one.subject.as_ref());
            one.subject = one.subject.filter(|_| who.is_some_and(|who| follows(task, result, row, who)));
            if !one.subjects.is_empty() && !follows_all(task, result, row) {
                one.subjects.clear();
            }
            list.push(one);
        }
        list
    }
}

/// Whether a result says in a row what all together say there: each one's issue, the text that all changes make.
fn follows_all(task: &Task, result: &Annotation, row: &Row) -> bool {
    let Key::Edit(response, place) = &row.key else {
        let stands = |(who, cell): (usize, &Option<Cell>)| match cell {
            Some(Cell::Issue(issue)) => {
                let own = result.issues.iter().find(|one| one.id == named(who, &issue.id));
                own.is_some_and(|own| Cell::Issue(own.clone()).core() == Cell::Issue(issue.clone()).core())
            }
            _ => true,
        };
        return row.cells.iter().enumerate().all(stands);
    };
    let original = task.response(response).map_or("", |response| &response.text);
    made_of(original, result, response, *place) == merged(task, row)
}

/// What a result makes of a place; none where a change of it reaches beyond.
fn made_of(original: &str, result: &Annotation, response: &str, place: Span) -> Option<String> {
    let own = result.corrections.iter().filter(|one| one.response == response).flat_map(|one| &one.edits);
    let here: Vec<CorrectionEdit> = own.filter(|edit| span_bytes(&edit.span).touches(place)).cloned().collect();
    let inside = here.iter().all(|edit| place.cover(span_bytes(&edit.span)) == place);
    inside.then(|| text_of(original, place, Some(&Cell::Edits(here))))
}

/// Whether a result says in a row what a submission says there.
fn follows(task: &Task, result: &Annotation, row: &Row, who: usize) -> bool {
    let said = row.cells.get(who).and_then(Option::as_ref);
    let core = said.map(Cell::core);
    match &row.key {
        Key::Criterion(id, response) => {
            let own = find_score(&result.scores, id, response.as_deref().unwrap_or_default());
            own.cloned().map(|score| Cell::Score(score).core()) == core
        }
        Key::Issue(..) => {
            let own = result.issues.iter().find(|issue| holds_issue(row, &issue.id));
            own.cloned().map(|issue| Cell::Issue(issue).core()) == core
        }
        Key::Edit(response, place) => {
            let original = task.response(response).map_or("", |response| &response.text);
            made_of(original, result, response, *place) == Some(text_of(original, *place, said))
        }
        Key::Step(_, place) => {
            let at = |step: &&crate::annotation::StepJudgement| step.span.as_ref().map(span_bytes) == Some(*place);
            result.steps.iter().find(at).cloned().map(|step| Cell::Step(step).core()) == core
        }
        Key::Preference => result.preference.clone().map(|one| Cell::Preference(one).core()) == core,
    }
}
