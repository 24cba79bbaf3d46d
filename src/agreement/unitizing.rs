//! Krippendorff's alpha for unitizing: agreement on where, in a continuous text, something was marked and as what.

use super::spans::Text;
use super::{Estimate, Found, Undefined};
use crate::text::{Span, sort_by_place};

/// Alpha for unitizing over all categories (Krippendorff 1995; 2004, 3.3): the disagreements of all categories and texts
/// are added up, then one is divided by the other.
///
/// # Errors
/// Where nobody marked anything, or there are no two raters.
pub fn unitizing_alpha(texts: &[Text], raters: usize) -> Found {
    let mut names: Vec<&str> = Vec::new();
    for mark in texts.iter().flat_map(|text| &text.marks) {
        if !names.contains(&mark.category.as_str()) {
            names.push(&mark.category);
        }
    }
    let (mut apart, mut by_chance) = (0.0, 0.0);
    for name in names {
        let (own, chance) = disagreement(texts, raters, name);
        apart += own;
        by_chance += chance;
    }
    figure(apart, by_chance, texts, raters)
}

/// The same for one category.
///
/// # Errors
/// Where nobody marked it, or there are no two raters.
pub fn unitizing_alpha_of(texts: &[Text], raters: usize, category: &str) -> Found {
    let (apart, by_chance) = disagreement(texts, raters, category);
    figure(apart, by_chance, texts, raters)
}

fn figure(apart: f64, by_chance: f64, texts: &[Text], raters: usize) -> Found {
    let n = texts.len();
    if raters < 2 {
        return Err(Undefined::because("there are no two raters"));
    }
    if by_chance <= 0.0 {
        return Err(Undefined { why: "nobody marked anything".into(), observed: None, n });
    }
    let value = 1.0 - apart / by_chance;
    Ok(Estimate { value, observed: 1.0 - apart, expected: Some(1.0 - by_chance), error: None, n })
}

/// A stretch of a text: marked, or a gap between marks.
#[derive(Clone, Copy)]
struct Stretch {
    span: Span,
    marked: bool,
}

/// The observed and the expected disagreement on one category, over texts laid end to end.
fn disagreement(texts: &[Text], raters: usize, category: &str) -> (f64, f64) {
    let length: usize = texts.iter().map(|text| text.whole.len()).sum();
    let (people, length) = (raters as f64, length as f64);
    let (mut apart, mut all) = (0.0, Vec::new());
    for text in texts {
        let by_rater: Vec<Vec<Stretch>> = (0..raters).map(|rater| stretches(text, rater, category)).collect();
        for (at, ours) in by_rater.iter().enumerate() {
            for theirs in by_rater.iter().skip(at + 1) {
                apart += 2.0 * between(ours, theirs);
            }
        }
        all.extend(by_rater.into_iter().flatten());
    }
    apart /= people * (people - 1.0) * length * length;
    (apart, expected(&all, people * length) * 2.0 / length)
}

/// Marks and gaps of one rater over a text, without holes; overlapping marks of a category are one.
fn stretches(text: &Text, rater: usize, category: &str) -> Vec<Stretch> {
    let mut marks: Vec<Span> = text
        .marks
        .iter()
        .filter(|mark| mark.rater == rater && mark.category == category)
        .map(|mark| mark.span)
        .collect();
    sort_by_place(&mut marks, |span| (span.start, span.end));
    let mut found = Vec::new();
    let mut done = text.whole.start;
    for mark in marks {
        let span = Span { start: mark.start.max(done), end: mark.end.min(text.whole.end) };
        if span.is_empty() {
            continue;
        }
        if span.start > done {
            found.push(Stretch { span: Span::new(done, span.start), marked: false });
        }
        found.push(Stretch { span, marked: true });
        done = span.end;
    }
    if text.whole.end > done {
        found.push(Stretch { span: Span::new(done, text.whole.end), marked: false });
    }
    found
}

/// The sum of squared differences of two raters' stretches.
fn between(ours: &[Stretch], theirs: &[Stretch]) -> f64 {
    let square = |number: usize| number as f64 * number as f64;
    let mut sum = 0.0;
    for a in ours {
        for b in theirs {
            sum += match (a.marked, b.marked) {
                (true, true) if a.span.overlaps(b.span) => {
                    square(a.span.start.abs_diff(b.span.start)) + square(a.span.end.abs_diff(b.span.end))
                }
                (true, false) if b.span.covers(a.span) => square(a.span.len()),
                (false, true) if a.span.covers(b.span) => square(b.span.len()),
                _ => 0.0,
            };
        }
    }
    sum
}

/// What chance would give, before it is scaled to the length of a text.
fn expected(all: &[Stretch], places: f64) -> f64 {
    let marks = || all.iter().filter(|one| one.marked).map(|one| one.span.len() as f64);
    let gaps = || all.iter().filter(|one| !one.marked).map(|one| one.span.len() as f64);
    let count = marks().count() as f64;
    let (mut sum, mut own) = (0.0, 0.0);
    for length in marks() {
        let square = length * length;
        sum += (count - 1.0) / 3.0 * (2.0 * square * length - 3.0 * square + length);
        sum += square * gaps().filter(|gap| *gap >= length).map(|gap| gap - length + 1.0).sum::<f64>();
        own += length * (length - 1.0);
    }
    sum / (places * (places - 1.0) - own)
}
