//! What a rubric's scores add up to for a response, and which criterion decided it.
//!
//! Points are added as HealthBench does it (Arora et al. 2025, arXiv:2505.08775, section 3): the points of met criteria,
//! negative ones included, over the sum of positive points; undefined where there are none.

use super::{Criterion, Level, Rubric, Scale, Tolerance};
use crate::json::{Value, document, words};

document! {
    /// One judgement of one criterion for one response.
    pub struct Score {
        /// The criterion's id.
        pub criterion: String,
        /// The response's id; none for a criterion about the whole conversation.
        pub response: Option<String>,
        /// What was judged.
        pub state: ScoreState = ScoreState::Unjudged,
        /// The level's value, or the number found.
        pub value: Option<f64>,
        /// Why.
        pub rationale: Option<String>,
        /// What it rests on: issues, edits, sources, quotes.
        pub evidence: Vec<Value>,
    }
}

words! {
    /// What was judged. Unjudged is never stored as zero.
    pub enum ScoreState {
        /// It holds.
        Met = "met",
        /// It does not.
        Unmet = "unmet",
        /// It does not apply.
        Na = "na",
        /// It cannot be told.
        Unsure = "unsure",
        /// Nobody has judged it yet.
        Unjudged = "unjudged",
    }
}

/// What a response's scores add up to.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// Points earned.
    pub points: f64,
    /// Points that could be earned: the positive ones that apply.
    pub possible: f64,
    /// `points / possible`, not below 0 nor above 1; none where nothing can be earned.
    pub share: Option<f64>,
    /// Whether every criterion that applies is judged.
    pub complete: bool,
    /// Gates that are unmet.
    pub gates: Vec<String>,
    /// The criterion that decided, and how.
    pub decided_by: Option<Decision>,
    /// Criteria that apply and are not judged.
    pub unjudged: Vec<String>,
}

/// Why a tally is what it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// A gate is unmet: nothing else counts.
    Gate(String),
    /// The criterion that cost most against full points.
    Loss(String, f64),
}

/// Adds up the scores of a response.
#[must_use]
pub fn score(rubric: &Rubric, scores: &[Score], response: &str) -> Tally {
    score_of(rubric, scores, response, |_| true)
}

/// Adds up the scores of a response over the criteria that are asked of it: not those about another turn.
#[must_use]
pub fn score_of(rubric: &Rubric, scores: &[Score], response: &str, asked: impl Fn(&Criterion) -> bool) -> Tally {
    let mut tally = Tally {
        points: 0.0,
        possible: 0.0,
        share: None,
        complete: true,
        gates: Vec::new(),
        decided_by: None,
        unjudged: Vec::new(),
    };
    let mut worst = 0.0;
    for criterion in &rubric.criteria {
        let found = find(scores, &criterion.id, response);
        let na = found.is_some_and(|score| score.state == ScoreState::Na);
        if na || !asked(criterion) || !applies(rubric, criterion, scores, response) {
            continue;
        }
        let earned = found.map_or(0.0, |score| criterion.earned(score));
        tally.points += earned;
        tally.possible += criterion.points.max(0.0);
        if found.is_none_or(|score| score.state == ScoreState::Unjudged) {
            tally.unjudged.push(criterion.id.clone());
            continue;
        }
        // What cannot be told is not the same as unmet.
        if criterion.gate && found.is_some_and(|score| score.state != ScoreState::Unsure && !criterion.passed(score)) {
            tally.gates.push(criterion.id.clone());
        }
        let loss = criterion.points.max(0.0) - earned;
        if loss > worst {
            worst = loss;
            tally.decided_by = Some(Decision::Loss(criterion.id.clone(), loss));
        }
    }
    if let Some(gate) = tally.gates.first() {
        tally.decided_by = Some(Decision::Gate(gate.clone()));
    }
    tally.complete = tally.unjudged.is_empty();
    tally.share = (tally.possible > 0.0).then(|| (tally.points / tally.possible).clamp(0.0, 1.0));
    tally
}

/// Whether a criterion applies to a response: all that it requires is met, and applies itself. A loop of requirements
/// never applies.
#[must_use]
pub fn applies(rubric: &Rubric, criterion: &Criterion, scores: &[Score], response: &str) -> bool {
    // No chain of requirements is longer than the rubric; what is, is a loop.
    applies_within(rubric, criterion, scores, response, rubric.criteria.len())
}

fn applies_within(rubric: &Rubric, criterion: &Criterion, scores: &[Score], response: &str, left: usize) -> bool {
    criterion.requires.iter().all(|id| {
        rubric.criteria.iter().find(|one| one.id == *id).is_none_or(|required| {
            left > 0
                && find(scores, id, response).is_some_and(|score| required.passed(score))
                && applies_within(rubric, required, scores, response, left - 1)
        })
    })
}

/// The score of a criterion for a response; one about the whole conversation counts for every response.
#[must_use]
pub fn find<'a>(scores: &'a [Score], criterion: &str, response: &str) -> Option<&'a Score> {
    scores
        .iter()
        .find(|score| score.criterion == criterion && score.response.as_deref().is_none_or(|id| id == response))
}

impl Criterion {
    /// Whether a judgement counts as met: a binary `met`, a number within its tolerance, a level that earns something.
    #[must_use]
    pub fn passed(&self, score: &Score) -> bool {
        match (&self.scale, score.state) {
            (_, ScoreState::Unmet | ScoreState::Na | ScoreState::Unsure | ScoreState::Unjudged) => false,
            (Scale::Binary | Scale::Numeric { .. }, ScoreState::Met) => true,
            (Scale::Ordinal(levels), ScoreState::Met) => score.value.is_some_and(|value| share(levels, value) > 0.0),
        }
    }

    /// The points that a judgement earns.
    #[must_use]
    pub fn earned(&self, score: &Score) -> f64 {
        match (&self.scale, score.state) {
            (Scale::Ordinal(levels), ScoreState::Met | ScoreState::Unmet) => {
                score.value.map_or(0.0, |value| share(levels, value)) * self.points
            }
            (_, ScoreState::Met) => self.points,
            _ => 0.0,
        }
    }

    /// What a value on this criterion's scale means: within the tolerance, or a level that earns something, is met.
    #[must_use]
    pub fn state_of(&self, value: f64) -> ScoreState {
        let met = match &self.scale {
            Scale::Binary => value > 0.0,
            Scale::Ordinal(levels) => share(levels, value) > 0.0,
            Scale::Numeric { target, tolerance, .. } => {
                crate::json::number(target).is_some_and(|target| tolerance.holds(target, value))
            }
        };
        if met { ScoreState::Met } else { ScoreState::Unmet }
    }
}

impl Tolerance {
    /// Whether a value is close enough to a target. A hair is allowed for what binary fractions cannot hold.
    #[must_use]
    pub fn holds(self, target: f64, value: f64) -> bool {
        let allowed = match self {
            Self::Absolute(distance) => distance,
            Self::Relative(share) => share * target.abs(),
        };
        (value - target).abs() <= allowed + 1e-9 * target.abs().max(1.0)
    }
}

/// The share of the points that a level earns: its own, or linear over the levels.
fn share(levels: &[Level], value: f64) -> f64 {
    let Some(level) = levels.iter().find(|level| (level.value - value).abs() < f64::EPSILON) else {
        return 0.0;
    };
    let low = levels.iter().map(|one| one.value).fold(f64::INFINITY, f64::min);
    let high = levels.iter().map(|one| one.value).fold(f64::NEG_INFINITY, f64::max);
    level.share.unwrap_or(if high > low { (value - low) / (high - low) } else { 1.0 })
}
