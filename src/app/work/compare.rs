//! Comparing responses: ranks with ties, pairs, what nobody should get.

use crate::annotation::{Action, Pair, Preference};
use crate::app::update::act;
use crate::app::{Effect, Focus, Model, Msg};
use crate::json::Map;

pub(in crate::app) fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Ranked(response, rank) => change(model, None, |preference, all| ranked(preference, all, &response, rank)),
        Msg::PairJudged(left, right, strength) => change(model, None, |preference, all| {
            pair_judged(preference, all, &left, &right, strength);
        }),
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
        _ => Vec::new(),
    }
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

/// Of two responses, the pair says the ranking.
fn pair_judged(preference: &mut Preference, all: &[String], left: &str, right: &str, strength: i32) {
    let same = |pair: &Pair| pair.left == left && pair.right == right;
    let again = preference.pairs.iter().any(|pair| same(pair) && pair.strength == strength);
    preference.pairs.retain(|pair| !same(pair));
    if !again {
        let pair = Pair { left: left.into(), right: right.into(), strength, extra: Map::new() };
        preference.pairs.push(pair);
    }
    if all.len() == 2 {
        let one = |id: &str| vec![id.to_owned()];
        preference.ranking = match (again, strength) {
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
    let mut preference = old.clone().unwrap_or_else(|| Preference {
        shown: all.clone(),
        ranking: Vec::new(),
        unacceptable: Vec::new(),
        rationale: None,
        pairs: Vec::new(),
        dimensions: Vec::new(),
        extra: Map::new(),
    });
    edit(&mut preference, &all);
    if old.as_ref() == Some(&preference) {
        return Vec::new();
    }
    act(model, Action::Preference(Some(Box::new(preference))), run)
}
