//! What a rubric tells apart while it is written: rows that all or none pass, shares, and what the order loses without a row.

use crate::json::{Doc, Value, object};
use crate::task::{Criterion, Rubric, Score, ScoreState, applies, find_score, score_of};

/// What a rubric does with the responses at hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Discrimination {
    /// A row for each criterion.
    pub rows: Vec<Row>,
    /// Each response's share, as it stands; none where nothing can be earned.
    pub shares: Vec<(String, Option<f64>)>,
    /// The share that all responses should stay below.
    pub line: f64,
    /// Responses at or above the line.
    pub above: Vec<String>,
    /// Responses whose share may still change.
    pub open: Vec<String>,
    /// How many pairs of responses have different shares, and how many pairs there are.
    pub parted: (usize, usize),
}

/// What one criterion does.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The criterion.
    pub criterion: String,
    /// Responses that pass it.
    pub passed: usize,
    /// Responses that it was judged for, and applies to.
    pub judged: usize,
    /// Each response's share without it.
    pub without: Vec<Option<f64>>,
    /// Pairs of responses that change places without it.
    pub swapped: usize,
    /// Pairs of responses that it alone tells apart.
    pub levelled: usize,
}

impl Row {
    /// Whether it tells nothing apart: two responses or more, and all pass it.
    #[must_use]
    pub const fn all_pass(&self) -> bool {
        self.judged > 1 && self.passed == self.judged
    }

    /// Whether it tells nothing apart: two responses or more, and none passes it.
    #[must_use]
    pub const fn none_pass(&self) -> bool {
        self.judged > 1 && self.passed == 0
    }
}

/// What a rubric does with some responses; `line` is the share that each should stay below, as 0.4.
#[must_use]
pub fn discrimination(rubric: &Rubric, scores: &[Score], responses: &[&str], line: f64) -> Discrimination {
    // Each response's own: they are gone through for every criterion that is left out.
    let own: Vec<Vec<Score>> = responses.iter().map(|response| own(scores, response)).collect();
    let shares = |asked: &dyn Fn(&Criterion) -> bool| -> Vec<Option<f64>> {
        let own = responses.iter().zip(&own);
        own.map(|(response, scores)| score_of(rubric, scores, response, asked).share).collect()
    };
    let base = shares(&|_| true);
    let mut rows = Vec::with_capacity(rubric.criteria.len());
    for criterion in &rubric.criteria {
        let (mut passed, mut judged) = (0, 0);
        for (response, scores) in responses.iter().zip(&own) {
            let score = find_score(scores, &criterion.id, response);
            let score = score.filter(|score| matches!(score.state, ScoreState::Met | ScoreState::Unmet));
            if let Some(score) = score.filter(|_| applies(rubric, criterion, scores, response)) {
                judged += 1;
                passed += usize::from(criterion.passed(score));
            }
        }
        let without = shares(&|one| one.id != criterion.id);
        let (swapped, levelled) = moved(&base, &without);
        rows.push(Row { criterion: criterion.id.clone(), passed, judged, without, swapped, levelled });
    }
    let is_open = |(response, scores): &(&&str, &Vec<Score>)| !score_of(rubric, scores, response, |_| true).complete;
    let open = responses.iter().zip(&own).filter(is_open).map(|(id, _)| (*id).to_owned()).collect();
    let named: Vec<(String, Option<f64>)> =
        responses.iter().map(|id| (*id).to_owned()).zip(base.iter().copied()).collect();
    let high = |(_, share): &&(String, Option<f64>)| share.is_some_and(|share| share >= line);
    let above = named.iter().filter(high).map(|(id, _)| id.clone()).collect();
    let parted = (pairs(&base).filter(|(a, b)| order(*a, *b) != 0).count(), pairs(&base).count());
    Discrimination { rows, shares: named, line, above, open, parted }
}

/// The scores of a response, and those of the whole conversation.
fn own(scores: &[Score], response: &str) -> Vec<Score> {
    scores.iter().filter(|score| score.response.as_deref().is_none_or(|id| id == response)).cloned().collect()
}

fn pairs(shares: &[Option<f64>]) -> impl Iterator<Item = (Option<f64>, Option<f64>)> {
    shares.iter().enumerate().flat_map(move |(at, a)| shares.iter().skip(at + 1).map(move |b| (*a, *b)))
}

/// -1, 0 or 1: which of two shares is higher. What is undefined is level with everything.
fn order(a: Option<f64>, b: Option<f64>) -> i8 {
    match (a, b) {
        (Some(a), Some(b)) if a > b + 1e-12 => 1,
        (Some(a), Some(b)) if b > a + 1e-12 => -1,
        _ => 0,
    }
}

fn moved(before: &[Option<f64>], after: &[Option<f64>]) -> (usize, usize) {
    let (mut swapped, mut levelled) = (0, 0);
    for ((a, b), (c, d)) in pairs(before).zip(pairs(after)) {
        let (was, is) = (order(a, b), order(c, d));
        swapped += usize::from(was * is < 0);
        levelled += usize::from(was != 0 && is == 0);
    }
    (swapped, levelled)
}

impl Discrimination {
    /// As JavaScript has it.
    #[must_use]
    pub fn document(&self) -> Value {
        let row = |row: &Row| {
            object([
                ("criterion", row.criterion.as_str().into()),
                ("passed", row.passed.into()),
                ("judged", row.judged.into()),
                ("all_pass", row.all_pass().into()),
                ("none_pass", row.none_pass().into()),
                ("without", row.without.write()),
                ("swapped", row.swapped.into()),
                ("levelled", row.levelled.into()),
            ])
        };
        let share =
            |(id, share): &(String, Option<f64>)| object([("response", id.as_str().into()), ("share", share.write())]);
        object([
            ("rows", self.rows.iter().map(row).collect::<Vec<_>>().into()),
            ("shares", self.shares.iter().map(share).collect::<Vec<_>>().into()),
            ("line", self.line.into()),
            ("above", self.above.write()),
            ("open", self.open.write()),
            ("parted", vec![self.parted.0, self.parted.1].into()),
        ])
    }
}
