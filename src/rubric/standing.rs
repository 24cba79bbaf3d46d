//! Where a response stands by its scores: points, weighted mean, level, which criterion decided it, what would change it.

use crate::json::{Doc, Value, object};
use crate::task::{Criterion, Decision, Rubric, Scale, Score, ScoreState, Tally, applies, find_score, score_of};
use crate::text::sort_by_place;

/// What a response's scores come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The response; none where there is one conversation only.
    pub response: Option<String>,
    /// Points, gates, what is unjudged.
    pub tally: Tally,
    /// Points over possible points as they are (`HealthBench`): below 0 where more is lost than earned; its clipping is of
    /// the mean over many. None without positive points.
    pub raw: Option<f64>,
    /// How good each judged criterion is, 0 to 1 (an unmet negative one is good), weighted by its points. None without weight.
    pub mean: Option<f64>,
    /// The mean level of the judged ordinal criteria, weighted by their points.
    pub level: Option<f64>,
    /// What would raise it, the greatest gain first.
    pub changes: Vec<Change>,
}

/// One judgement that, were it another, would raise the share.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The criterion.
    pub criterion: String,
    /// What it would have to be.
    pub state: ScoreState,
    /// The share then.
    pub share: f64,
    /// Whether the response would then pass all gates, where it does not now.
    pub passes: bool,
}

/// Where a response stands. `asked` says which criteria are about it.
#[must_use]
pub fn standing(
    rubric: &Rubric,
    scores: &[Score],
    response: Option<&str>,
    asked: impl Fn(&Criterion) -> bool,
) -> Standing {
    let id = response.unwrap_or_default();
    let tally = score_of(rubric, scores, id, &asked);
    let (mut good, mut weight, mut levels, mut level_weight) = (0.0, 0.0, 0.0, 0.0);
    for criterion in rubric.criteria.iter().filter(|criterion| asked(criterion)) {
        let Some(score) = find_score(scores, &criterion.id, id).filter(|score| is_judged(score)) else { continue };
        if !applies(rubric, criterion, scores, id) {
            continue;
        }
        let part = if criterion.points == 0.0 { 0.0 } else { criterion.earned(score) / criterion.points };
        good += criterion.points.abs() * if criterion.points < 0.0 { 1.0 - part } else { part };
        weight += criterion.points.abs();
        if let (Scale::Ordinal(_), Some(value)) = (&criterion.scale, score.value) {
            levels += criterion.points.abs() * value;
            level_weight += criterion.points.abs();
        }
    }
    let over = |sum: f64, weight: f64| (weight > 0.0).then(|| sum / weight);
    let changes = changes(rubric, scores, id, &tally, &asked);
    let raw = over(tally.points, tally.possible);
    let (mean, level) = (over(good, weight), over(levels, level_weight));
    Standing { response: response.map(ToOwned::to_owned), tally, raw, mean, level, changes }
}

fn is_judged(score: &Score) -> bool {
    matches!(score.state, ScoreState::Met | ScoreState::Unmet)
}

/// What each judgement would do, were it the best it can be.
fn changes(
    rubric: &Rubric,
    scores: &[Score],
    id: &str,
    tally: &Tally,
    asked: &impl Fn(&Criterion) -> bool,
) -> Vec<Change> {
    let Some(share) = tally.share else { return Vec::new() };
    let mut found = Vec::new();
    for criterion in rubric.criteria.iter().filter(|criterion| asked(criterion)) {
        let Some(score) = find_score(scores, &criterion.id, id).filter(|score| is_judged(score)) else { continue };
        let mut better = score.clone();
        better.state = if criterion.points < 0.0 { ScoreState::Unmet } else { ScoreState::Met };
        if let Scale::Ordinal(levels) = &criterion.scale {
            let best = levels.iter().map(|level| level.value).fold(f64::NEG_INFINITY, f64::max);
            let worst = levels.iter().map(|level| level.value).fold(f64::INFINITY, f64::min);
            better.value = Some(if criterion.points < 0.0 { worst } else { best });
        }
        let others = scores.iter().filter(|one| !(one.criterion == score.criterion && one.response == score.response));
        let changed: Vec<Score> = others.cloned().chain([better.clone()]).collect();
        let then = score_of(rubric, &changed, id, asked);
        let passes = !tally.gates.is_empty() && then.gates.is_empty();
        if let Some(after) = then.share
            && (after > share + 1e-12 || passes)
        {
            found.push(Change { criterion: criterion.id.clone(), state: better.state, share: after, passes });
        }
    }
    // To a millionth: enough to put them in order.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is between 0 and 1")]
    let place = |change: &Change| (usize::from(!change.passes), ((1.0 - change.share) * 1e6) as usize);
    sort_by_place(&mut found, place);
    found
}

/// Where every response that was scored stands, in the order in which they come. A criterion about one turn counts for the
/// responses that were scored by it, or for all where none was.
#[must_use]
pub fn standings(rubric: &Rubric, scores: &[Score]) -> Vec<Standing> {
    let mut responses: Vec<&str> = Vec::new();
    for response in scores.iter().filter_map(|score| score.response.as_deref()) {
        if !responses.contains(&response) {
            responses.push(response);
        }
    }
    let asked = |criterion: &Criterion, response: &str| {
        let mut own = scores.iter().filter(|score| score.criterion == criterion.id);
        criterion.turn.is_none()
            || find_score(scores, &criterion.id, response).is_some()
            || own.all(|score| score.response.is_none())
    };
    if responses.is_empty() {
        return vec![standing(rubric, scores, None, |_| true)];
    }
    let one = |response: &&str| standing(rubric, scores, Some(response), |criterion| asked(criterion, response));
    responses.iter().map(one).collect()
}

impl Standing {
    /// As JavaScript has it.
    #[must_use]
    pub fn document(&self) -> Value {
        let tally = &self.tally;
        let decided_by = tally.decided_by.as_ref().map(|decision| match decision {
            Decision::Gate(id) | Decision::Loss(id, _) => id.clone(),
        });
        let change = |change: &Change| {
            object([
                ("criterion", change.criterion.as_str().into()),
                ("state", change.state.write()),
                ("share", change.share.write()),
                ("passes", change.passes.into()),
            ])
        };
        object([
            ("response", self.response.write()),
            ("points", tally.points.write()),
            ("possible", tally.possible.write()),
            ("share", tally.share.write()),
            ("raw", self.raw.write()),
            ("mean", self.mean.write()),
            ("level", self.level.write()),
            ("complete", tally.complete.into()),
            ("gates", tally.gates.write()),
            ("decided_by", decided_by.write()),
            ("unjudged", tally.unjudged.write()),
            ("changes", self.changes.iter().map(change).collect::<Vec<_>>().into()),
        ])
    }
}
