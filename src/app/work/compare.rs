//! Comparing responses: ranks with ties, pairs, what nobody should get.

use crate::annotation::{Action, Annotation, Locked, Pair, Preference, Problem, Spot, check};
use crate::app::update::act;
use crate::app::{Desk, Effect, Focus, Model, Msg, Target};
use crate::json::{Map, rfc3339};
use crate::task::{Dimension, Score};

pub(in crate::app) fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Ranked(response, rank) => within(model, |preference, all| ranked(preference, all, &response, rank)),
        Msg::RankDragged(over) => {
            if let Some(desk) = model.desk_mut() {
                desk.view.rank_over = over;
            }
            Vec::new()
        }
        Msg::RankDropped(response, to) => {
            if let Some(desk) = model.desk_mut() {
                desk.view.rank_over = None;
            }
            // A rank that is given again by key is taken back; where it is dropped it stays.
            let dropped = |preference: &mut Preference, all: &[String]| {
                if rank(preference, &response) != Some(to as usize) {
                    ranked(preference, all, &response, Some(to));
                }
            };
            within(model, dropped)
        }
        Msg::PairJudged(left, right, strength) => {
            let judged = |preference: &mut Preference, all: &[String]| {
                pair_judged(preference, all, &left, &right, Some(strength));
            };
            within(model, judged)
        }
        Msg::PairTyped(pair, strength) => {
            let Some((left, right)) = pair.split_once('\n') else { return Vec::new() };
            let strength = strength.parse().ok().filter(|strength| (-3..=3).contains(strength));
            let judged =
                |preference: &mut Preference, all: &[String]| pair_judged(preference, all, left, right, strength);
            within(model, judged)
        }
        Msg::DimensionChosen(dimension) => {
            if let Some(desk) = model.desk_mut() {
                desk.view.dimension = dimension;
                (desk.view.focus, desk.view.on_card) = (Focus::Preference, true);
            }
            Vec::new()
        }
        Msg::UnacceptableToggled(response) => change(model, None, |preference, _| {
            let before = preference.unacceptable.len();
            preference.unacceptable.retain(|one| *one != response);
            if preference.unacceptable.len() == before {
                preference.unacceptable.push(response);
            }
        }),
        Msg::PreferenceTyped(text) => change(model, Some("preference".into()), |preference, _| {
            preference.rationale = Some(text).filter(|text| !text.is_empty());
        }),
        Msg::Locked => lock(model),
        _ => Vec::new(),
    }
}

/// In what the responses are not compared yet: none where everywhere, none within where it is overall.
#[must_use]
pub fn open_dimension(desk: &Desk) -> Option<Option<&Dimension>> {
    let preference = desk.draft.annotation().preference.as_ref();
    let responses = || desk.task.responses.iter().map(|response| response.id.as_str());
    let dimensions = desk.task.comparison.iter().flat_map(|one| &one.dimensions).map(Some);
    std::iter::once(None).chain(dimensions).find(|one| {
        let id = one.map(|one| one.id.as_str());
        !preference.is_some_and(|preference| preference.ranks_all(id, responses()))
    })
}

/// Keeps the judgement as it stands and shows the names; nothing where it is not complete yet.
fn lock(model: &mut Model) -> Vec<Effect> {
    let now = model.now.wall;
    let Some(desk) = model.desk_mut().filter(|desk| names(desk) == Names::Ready) else { return Vec::new() };
    let annotation = desk.draft.annotation();
    // Milliseconds since 1970 are far below 2^53.
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds")]
    let first = Locked {
        at: rfc3339(now as i64),
        scores: annotation.scores.clone(),
        preference: annotation.preference.clone(),
        extra: Map::new(),
    };
    let mut effects = act(model, Action::Lock(Box::new(first)), None);
    effects.push(Effect::Focus(Target("names".into())));
    effects
}

/// Whether it is said who wrote the responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Nobody knows.
    None,
    /// Not before the judgement is complete and locked.
    Hidden,
    /// The judgement is complete: it can be locked.
    Ready,
    /// Yes.
    Shown,
}

/// Whether it is said who wrote the responses: in a blind task once the first judgement is locked.
#[must_use]
pub fn names(desk: &Desk) -> Names {
    let annotation = desk.draft.annotation();
    if desk.task.responses.iter().all(|response| response.model.is_none()) {
        return Names::None;
    }
    if !desk.task.blind || annotation.locked.is_some() {
        return Names::Shown;
    }
    let open = |problem: &Problem| matches!(problem.spot, Spot::Preference | Spot::Criterion(..));
    let complete = annotation.exit.is_none() && !check(&desk.task, annotation).iter().any(open);
    if complete && desk.may_edit() { Names::Ready } else { Names::Hidden }
}

/// How many judgements are other ones than when they were locked, the comparison as one.
#[must_use]
pub fn changed_since(annotation: &Annotation) -> usize {
    let Some(first) = &annotation.locked else { return 0 };
    let before = |score: &Score| {
        first.scores.iter().find(|one| one.criterion == score.criterion && one.response == score.response)
    };
    let changed = annotation.scores.iter().filter(|score| before(score) != Some(score)).count();
    let gone =
        first.scores.len().saturating_sub(annotation.scores.iter().filter(|score| before(score).is_some()).count());
    changed + gone + usize::from(first.preference != annotation.preference)
}

/// The rank of a response, 1 the best; ties share one.
#[must_use]
pub fn rank(preference: &Preference, response: &str) -> Option<usize> {
    preference.ranking.iter().position(|group| group.iter().any(|one| one == response)).map(|at| at + 1)
}

fn ranked(preference: &mut Preference, all: &[String], response: &str, to: Option<u32>) {
    let mut ranks: Vec<(String, Option<usize>)> = all.iter().map(|one| (one.clone(), rank(preference, one))).collect();
    for (one, at) in &mut ranks {
        if one == response {
            *at = to.map(|to| to as usize).filter(|to| *at != Some(*to));
        }
    }
    let levels = all.len().max(1);
    let group = |level: usize| -> Vec<String> {
        ranks.iter().filter(|(_, at)| *at == Some(level)).map(|(one, _)| one.clone()).collect()
    };
    preference.ranking = (1..=levels).map(group).collect();
    while preference.ranking.last().is_some_and(Vec::is_empty) {
        preference.ranking.pop();
    }
    // Groups before the last may be empty while the expert is at it; a full ranking has none.
    if ranks.iter().all(|(_, at)| at.is_some()) {
        preference.ranking.retain(|group| !group.is_empty());
    }
}

/// Does to the shown dimension, or overall, what is done to a comparison.
fn within(model: &mut Model, edit: impl FnOnce(&mut Preference, &[String])) -> Vec<Effect> {
    let dimension = model.desk().and_then(|desk| desk.view.dimension.clone());
    change(model, None, |preference, all| {
        let Some(dimension) = dimension else { return edit(preference, all) };
        let mut own = preference.within(Some(&dimension));
        edit(&mut own, all);
        preference.say(&dimension, own.ranking, own.pairs);
    })
}

/// Of two responses, the pair says the ranking. The same again takes it back, as no strength does.
fn pair_judged(preference: &mut Preference, all: &[String], left: &str, right: &str, strength: Option<i32>) {
    let same = |pair: &Pair| pair.left == left && pair.right == right;
    let again = preference.pairs.iter().any(|pair| same(pair) && Some(pair.strength) == strength);
    let turned = |pair: &Pair| pair.left == right && pair.right == left;
    preference.pairs.retain(|pair| !same(pair) && !turned(pair));
    let strength = strength.filter(|_| !again);
    if let Some(strength) = strength {
        let pair = Pair { left: left.into(), right: right.into(), strength, extra: Map::new() };
        preference.pairs.push(pair);
    }
    if all.len() == 2 {
        let one = |id: &str| vec![id.to_owned()];
        preference.ranking = match (strength.is_none(), strength.unwrap_or_default()) {
            (true, _) => Vec::new(),
            (_, 0) => vec![vec![left.to_owned(), right.to_owned()]],
            (_, ..0) => vec![one(left), one(right)],
            _ => vec![one(right), one(left)],
        };
    }
}

fn change(model: &mut Model, run: Option<String>, edit: impl FnOnce(&mut Preference, &[String])) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    desk.view.focus = Focus::Preference;
    desk.view.on_card = true;
    let all: Vec<String> = desk.task.responses.iter().map(|response| response.id.clone()).collect();
    let old = desk.draft.annotation().preference.clone();
    let mut preference = old.clone().unwrap_or_else(|| Preference::empty(all.clone()));
    edit(&mut preference, &all);
    if old.as_ref() == Some(&preference) {
        return Vec::new();
    }
    act(model, Action::Preference(Some(Box::new(preference))), run)
}
