//! Agreement on places in texts: how many of one rater's spans another marked as well.

use super::{Estimate, Found, Undefined};
use crate::json::words;
use crate::text::{Span, sort_by_place};

/// One marked place. Offsets in any one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Who marked it: a place in the list of raters.
    pub rater: usize,
    /// Where.
    pub span: Span,
    /// As what.
    pub category: String,
}

/// A text that was read by all, and what they marked in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Where it begins and ends, in the unit of the spans.
    pub whole: Span,
    /// What was marked.
    pub marks: Vec<Mark>,
}

words! {
    /// When two raters marked the same.
    pub enum Match {
        /// The same place and the same category.
        Exact = "exact",
        /// Places that overlap, of the same category; each counts once, the largest overlap first.
        Overlap = "overlap",
        /// Character by character: what both cover with the same category.
        Character = "character",
    }
}

/// F1 of every two raters, their marks over all texts counted together, and the mean over the pairs (Hripcsak and
/// Rothschild 2005: with nothing to count as rightly unmarked, F1 is what kappa tends to).
///
/// # Errors
/// Where there are no two raters, or nobody marked anything.
pub fn span_f1(texts: &[Text], raters: usize, by: Match) -> Found {
    let (mut sum, mut pairs) = (0.0, 0);
    for first in 0..raters {
        for second in first + 1..raters {
            let (mut both, mut marked) = (0.0, 0.0);
            for text in texts {
                let (left, right) = (marks_of(text, first), marks_of(text, second));
                let (shared, size) = match by {
                    Match::Character => in_characters(&left, &right),
                    Match::Exact | Match::Overlap => in_marks(&left, &right, by == Match::Exact),
                };
                both += shared;
                marked += size;
            }
            // A pair that marked nothing agrees on everything and says nothing about marking.
            if marked > 0.0 {
                sum += 2.0 * both / marked;
                pairs += 1;
            }
        }
    }
    if pairs == 0 {
        let why = if raters < 2 { "there are no two raters" } else { "nobody marked anything" };
        return Err(Undefined { why: why.into(), observed: None, n: texts.len() });
    }
    let value = sum / f64::from(pairs);
    Ok(Estimate { value, observed: value, expected: None, error: None, n: texts.len() })
}

fn marks_of(text: &Text, rater: usize) -> Vec<&Mark> {
    let mut marks: Vec<&Mark> = text.marks.iter().filter(|mark| mark.rater == rater).collect();
    sort_by_place(&mut marks, |mark| (mark.span.start, mark.span.end));
    marks
}

/// How many marks pair up one to one, and how many there are on both sides.
fn in_marks(left: &[&Mark], right: &[&Mark], exact: bool) -> (f64, f64) {
    let mut candidates = Vec::new();
    for (at, a) in left.iter().enumerate() {
        for (to, b) in right.iter().enumerate().filter(|(_, b)| b.category == a.category) {
            let common = a.span.common(b.span);
            if a.span == b.span || (!exact && common > 0) {
                candidates.push((at, to, common));
            }
        }
    }
    sort_by_place(&mut candidates, |(_, _, common)| (usize::MAX - common, 0));
    let (mut taken_left, mut taken_right) = (vec![false; left.len()], vec![false; right.len()]);
    let mut both = 0.0;
    for (at, to, _) in candidates {
        if let (Some(a), Some(b)) = (taken_left.get_mut(at), taken_right.get_mut(to))
            && !*a
            && !*b
        {
            (*a, *b) = (true, true);
            both += 1.0;
        }
    }
    (both, (left.len() + right.len()) as f64)
}

/// How many characters both cover with the same category, and how many each covers; what a rater marks twice counts once.
fn in_characters(left: &[&Mark], right: &[&Mark]) -> (f64, f64) {
    let (mut both, mut size) = (0, 0);
    let mut names: Vec<&str> = Vec::new();
    for mark in left.iter().chain(right) {
        if !names.contains(&mark.category.as_str()) {
            names.push(&mark.category);
        }
    }
    for name in names {
        let (ours, theirs) = (runs(left, name), runs(right, name));
        size += ours.iter().chain(&theirs).map(|run| run.len()).sum::<usize>();
        for run in &ours {
            both += theirs.iter().map(|other| run.common(*other)).sum::<usize>();
        }
    }
    (both as f64, size as f64)
}

/// What the sorted marks of a category cover, as disjoint runs.
fn runs(marks: &[&Mark], category: &str) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for mark in marks.iter().filter(|mark| mark.category == category) {
        match runs.last_mut().filter(|last| last.touches(mark.span)) {
            Some(last) => *last = last.cover(mark.span),
            None => runs.push(mark.span),
        }
    }
    runs
}
