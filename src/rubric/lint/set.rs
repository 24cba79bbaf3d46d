//! What is wrong between criteria: duplicates, requirements that lead nowhere, weights.

use super::phrase::words;
use super::{BETWEEN, Finding, Fix, Options, Rule};
use crate::task::{Criterion, Rubric, Scale};

/// What is wrong with a row in its rubric.
pub(super) fn of_row(rubric: &Rubric, criterion: &Criterion, found: &mut Vec<Finding>) {
    let mut push = |rule, about: String, fix| {
        found.push(Finding { criterion: Some(criterion.id.clone()), rule, place: None, about, fix });
    };
    for required in &criterion.requires {
        if !rubric.criteria.iter().any(|one| one.id == *required) {
            push(Rule::UnknownRequirement, required.clone(), Some(Fix::Unrequire(required.clone())));
        }
    }
    let circle = circle(rubric, criterion);
    if let Some(path) = &circle {
        push(Rule::Loop, path.join(BETWEEN), None);
    }
    if criterion.gate && circle.is_none() && leads_into_loop(rubric, criterion, rubric.criteria.len()) {
        push(Rule::UnreachableGate, String::new(), None);
    }
    if criterion.gate && circle.is_some() {
        push(Rule::UnreachableGate, String::new(), None);
    }
    if criterion.gate && criterion.points < 0.0 {
        push(Rule::InvertedGate, String::new(), Some(Fix::Ungate));
    }
    if criterion.points == 0.0 && !criterion.gate {
        push(Rule::NoPoints, String::new(), None);
    }
    if let Scale::Ordinal(levels) = &criterion.scale {
        let same = levels.windows(2).any(|pair| matches!(pair, [a, b] if a.value == b.value));
        if levels.len() < 2 || same {
            push(Rule::Levels, levels.len().to_string(), None);
        }
    }
}

/// The way from a criterion through its requirements back to itself.
fn circle(rubric: &Rubric, start: &Criterion) -> Option<Vec<String>> {
    let mut paths: Vec<Vec<&Criterion>> = vec![vec![start]];
    let mut seen: Vec<&str> = Vec::new();
    while let Some(path) = paths.pop() {
        let Some(last) = path.last() else { continue };
        for required in &last.requires {
            if *required == start.id {
                return Some(path.iter().map(|one| one.id.clone()).chain([start.id.clone()]).collect());
            }
            let next = rubric.criteria.iter().find(|one| one.id == *required);
            if let Some(next) = next.filter(|next| !seen.contains(&next.id.as_str())) {
                seen.push(&next.id);
                paths.push([&path[..], &[next]].concat());
            }
        }
    }
    None
}

fn leads_into_loop(rubric: &Rubric, criterion: &Criterion, left: usize) -> bool {
    let of = |id: &String| rubric.criteria.iter().find(|one| one.id == *id);
    left == 0 && !criterion.requires.is_empty()
        || criterion.requires.iter().filter_map(of).any(|one| left > 0 && leads_into_loop(rubric, one, left - 1))
}

/// What is wrong with the rubric as a whole.
pub(super) fn of_all(rubric: &Rubric, options: &Options, found: &mut Vec<Finding>) {
    duplicates(rubric, found);
    let rows = rubric.criteria.len();
    let positive: f64 = rubric.criteria.iter().map(|one| one.points.max(0.0)).sum();
    if rows < options.minimum {
        found.push(Finding::of_whole(Rule::Few, format!("{rows} < {}", options.minimum)));
    }
    if rows > 0 && positive <= 0.0 {
        found.push(Finding::of_whole(Rule::NoPositive, String::new()));
    }
    if rows > 0 && rubric.criteria.iter().all(|one| one.points >= 0.0) {
        found.push(Finding::of_whole(Rule::NoNegative, String::new()));
    }
    for one in rubric.criteria.iter().filter(|one| rows > 2 && one.points > positive - one.points) {
        found.push(Finding::of(one, Rule::Outweighs, None, String::new()));
    }
}

/// How much of two sets of words must be shared (Dice) for them to say the same.
const ALIKE: f64 = 0.8;

fn duplicates(rubric: &Rubric, found: &mut Vec<Finding>) {
    let bags: Vec<Bag> = rubric.criteria.iter().map(Bag::of).collect();
    for (at, (criterion, bag)) in rubric.criteria.iter().zip(&bags).enumerate() {
        let before = rubric.criteria.iter().zip(&bags).take(at);
        for (other, _) in before.filter(|(other, its)| bag.like(its) && other.turn == criterion.turn) {
            let mirrored = (other.points < 0.0) != (criterion.points < 0.0);
            let rule = if mirrored { Rule::Mirrored } else { Rule::Duplicate };
            let mut finding = Finding::of(criterion, rule, None, other.id.clone());
            let plain = |one: &Criterion| Criterion { id: String::new(), ..one.clone() };
            // Only what says the very same with the same points can go without a thought.
            if plain(criterion) == plain(other) {
                finding.fix = Some(Fix::Remove(criterion.id.clone()));
            }
            found.push(finding);
        }
    }
}

/// The words of a criterion that carry meaning, and its numbers.
struct Bag {
    words: Vec<String>,
    numbers: Vec<String>,
    denied: bool,
}

impl Bag {
    fn of(criterion: &Criterion) -> Self {
        const SMALL: [&str; 52] = [
            "the", "a", "an", "of", "and", "or", "to", "in", "is", "are", "does", "do", "that", "response", "it",
            "its", "with", "for", "on", "as", "by", "be", "answer", "model", "der", "die", "das", "und", "oder", "ein",
            "eine", "einen", "einer", "des", "dem", "den", "ist", "wird", "werden", "zu", "im", "in", "mit", "für",
            "auf", "von", "antwort", "sich", "als", "am", "zum", "zur",
        ];
        const DENIALS: [&str; 14] = [
            "not",
            "no",
            "never",
            "without",
            "fails",
            "omits",
            "nicht",
            "kein",
            "keine",
            "keinen",
            "ohne",
            "nie",
            "lacks",
            "unterlässt",
        ];
        let said = if criterion.text.trim().is_empty() { &criterion.title } else { &criterion.text };
        let mut bag = Self { words: Vec::new(), numbers: Vec::new(), denied: false };
        for word in words(said).into_iter().filter(|word| !word.sign) {
            if DENIALS.contains(&word.text.as_str()) {
                bag.denied = !bag.denied;
            } else if word.text.starts_with(|c: char| c.is_ascii_digit()) || word.text.len() == 1 && word.text != "a" {
                // "Part (b)" and "Part (c)" differ in all that counts.
                bag.numbers.push(word.text);
            } else if !SMALL.contains(&word.text.as_str()) && !bag.words.contains(&word.text) {
                bag.words.push(word.text);
            }
        }
        bag
    }

    fn like(&self, other: &Self) -> bool {
        if self.words.len().min(other.words.len()) < 3 && self.words != other.words || self.words.is_empty() {
            return false;
        }
        let shared = self.words.iter().filter(|word| other.words.contains(word)).count();
        let dice = 2.0 * shared as f64 / (self.words.len() + other.words.len()) as f64;
        dice >= ALIKE && self.numbers == other.numbers && (self.denied == other.denied || dice > 0.9)
    }
}
