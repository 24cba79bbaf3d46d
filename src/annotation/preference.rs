//! What does not fit in a comparison: a ranking against its pairs or against the ratings, pairs that run in a circle, a
//! rationale that forgets a response.

use super::{DimensionOrder, Preference};
use crate::json::Map;
use crate::text::token::{TokenKind, tokens};

/// Something in a comparison that does not fit.
#[derive(Clone, Debug, PartialEq)]
pub enum Misfit {
    /// The first is ranked before the second, and a pair says the second is better.
    Pair(String, String),
    /// The first is ranked before the second, and the second has the higher rating.
    Rating(String, String),
    /// Two are ranked level, and a pair says the first is better.
    Level(String, String),
    /// Each is better than the next, and the last better than the first.
    Circle(Vec<String>),
    /// An unacceptable response is ranked before an acceptable one.
    Unacceptable(String, String),
    /// The rationale says nothing of it.
    Forgotten(String),
}

/// How far two ratings must be apart for a ranking to contradict them: a hair.
const HAIR: f64 = 1e-9;

impl Preference {
    /// A comparison in which nothing is said.
    #[must_use]
    pub fn empty(shown: Vec<String>) -> Self {
        let (ranking, pairs, dimensions) = (Vec::new(), Vec::new(), Vec::new());
        Self { shown, ranking, unacceptable: Vec::new(), rationale: None, pairs, dimensions, extra: Map::new() }
    }

    /// What is said in one dimension, as if that were all; overall where none is named.
    #[must_use]
    pub fn within(&self, dimension: Option<&str>) -> Self {
        let Some(id) = dimension else { return self.clone() };
        let own = self.dimensions.iter().find(|one| one.dimension == id);
        let mut made = Self::empty(self.shown.clone());
        if let Some(own) = own {
            made.ranking.clone_from(&own.ranking);
            made.pairs.clone_from(&own.pairs);
        }
        made
    }

    /// Says in one dimension what another comparison says of all. A dimension in which nothing is said is not there.
    pub fn say(&mut self, dimension: &str, ranking: Vec<Vec<String>>, pairs: Vec<super::Pair>) {
        let said = !ranking.is_empty() || !pairs.is_empty();
        match self.dimensions.iter_mut().find(|one| one.dimension == dimension) {
            Some(one) => (one.ranking, one.pairs) = (ranking, pairs),
            None => {
                let dimension = dimension.to_owned();
                self.dimensions.push(DimensionOrder { dimension, ranking, pairs, extra: Map::new() });
            }
        }
        self.dimensions.retain(|one| said || one.dimension != dimension);
    }

    /// Whether all of these responses have a rank in a dimension, or overall one or the name of unacceptable.
    #[must_use]
    pub fn ranks_all<'r>(&self, dimension: Option<&str>, mut responses: impl Iterator<Item = &'r str>) -> bool {
        let within = self.within(dimension);
        responses.all(|id| within.ranking.iter().flatten().chain(&within.unacceptable).any(|one| one == id))
    }
}

/// Everything that does not fit. `ratings` are shares by response, where they are known; `names` is what each response is
/// called on the screen.
#[must_use]
pub fn misfits(preference: &Preference, ratings: &[(&str, f64)], names: &[(&str, &[&str])]) -> Vec<Misfit> {
    let mut found = Vec::new();
    let place = |id: &str| preference.ranking.iter().position(|group| group.iter().any(|one| one == id));
    for pair in preference.pairs.iter().filter(|pair| pair.strength != 0) {
        let (better, worse) = if pair.strength < 0 { (&pair.left, &pair.right) } else { (&pair.right, &pair.left) };
        match (place(better), place(worse)) {
            (Some(a), Some(b)) if a > b => found.push(Misfit::Pair(worse.clone(), better.clone())),
            (Some(a), Some(b)) if a == b => found.push(Misfit::Level(better.clone(), worse.clone())),
            _ => {}
        }
    }
    for (at, group) in preference.ranking.iter().enumerate() {
        for first in group {
            for second in preference.ranking.iter().skip(at + 1).flatten() {
                let rating = |id: &String| ratings.iter().find(|(own, _)| own == id).map(|(_, rating)| *rating);
                if rating(first).zip(rating(second)).is_some_and(|(first, second)| second > first + HAIR) {
                    found.push(Misfit::Rating(first.clone(), second.clone()));
                }
                let bad = |id: &String| preference.unacceptable.contains(id);
                if bad(first) && !bad(second) {
                    found.push(Misfit::Unacceptable(first.clone(), second.clone()));
                }
            }
        }
    }
    found.extend(circle(preference).map(Misfit::Circle));
    if let Some(rationale) = preference.rationale.as_deref().filter(|text| !text.trim().is_empty()) {
        let forgotten = names.iter().filter(|(_, called)| !mentions(rationale, called));
        found.extend(forgotten.map(|(id, _)| Misfit::Forgotten((*id).to_owned())));
    }
    found
}

/// A shortest circle among strict pairs.
fn circle(preference: &Preference) -> Option<Vec<String>> {
    let mut arrows: Vec<(&str, &str)> = Vec::new();
    for pair in preference.pairs.iter().filter(|pair| pair.strength != 0) {
        let (left, right) = (pair.left.as_str(), pair.right.as_str());
        arrows.push(if pair.strength < 0 { (left, right) } else { (right, left) });
    }
    let mut shortest: Option<Vec<String>> = None;
    for (start, _) in &arrows {
        // Breadth first: the first way back is a shortest one.
        let mut ways: Vec<Vec<&str>> = vec![vec![start]];
        let mut seen: Vec<&str> = Vec::new();
        let mut at = 0;
        while let Some(way) = ways.get(at).cloned() {
            at += 1;
            let last = way.last().copied().unwrap_or_default();
            for (_, to) in arrows.iter().filter(|(from, _)| *from == last) {
                if to == start {
                    if shortest.as_ref().is_none_or(|known| way.len() < known.len()) {
                        shortest = Some(way.iter().map(|one| (*one).to_owned()).collect());
                    }
                } else if !seen.contains(to) {
                    seen.push(to);
                    ways.push([&way[..], &[to]].concat());
                }
            }
        }
    }
    shortest
}

/// Whether a text says one of some names as words of its own. A single letter must be as it is written: "a" is no name.
#[must_use]
pub fn mentions(text: &str, names: &[&str]) -> bool {
    let words = |text: &str| -> Vec<String> {
        let kept = tokens(text).into_iter().filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Sign));
        kept.map(|token| token.span.slice(text).to_owned()).collect()
    };
    let said = words(text);
    names.iter().filter(|name| !name.trim().is_empty()).any(|name| {
        let wanted = words(name);
        let same = |(a, b): (&String, &String)| {
            if b.chars().count() == 1 { a == b } else { a.to_lowercase() == b.to_lowercase() }
        };
        said.windows(wanted.len()).any(|window| window.iter().zip(&wanted).all(same))
    })
}
