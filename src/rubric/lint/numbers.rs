//! Results without how far they may be off.

use super::Rule;
use super::phrase::{Word, is_one};
use crate::rubric::quantity::{Quantity, quantities};
use crate::task::{Criterion, Scale, Tolerance};
use crate::text::Span;

/// What figures a result, up to six words before it. What is only to be quoted needs no tolerance.
const FIGURES: [&str; 28] = [
    "calculates",
    "calculate",
    "calculated",
    "computes",
    "compute",
    "computed",
    "equals",
    "equal",
    "obtains",
    "obtain",
    "arrives",
    "derives",
    "amounts",
    "totals",
    "=",
    "≈",
    "result",
    "berechnet",
    "beträgt",
    "betragen",
    "ergibt",
    "ergeben",
    "errechnet",
    "ermittelt",
    "kommt",
    "lautet",
    "beläuft",
    "ergebnis",
];
/// What says how far off is allowed, or that nothing is.
const BOUNDS: [&str; 49] = [
    "±",
    "within",
    "tolerance",
    "exactly",
    "exact",
    "rounded",
    "rounding",
    "nearest",
    "between",
    "at least",
    "least",
    "most",
    "more",
    "less",
    "fewer",
    "under",
    "over",
    "up",
    "than",
    "below",
    "above",
    "range",
    "margin",
    "plus",
    "error",
    "genau",
    "exakt",
    "gerundet",
    "rundung*",
    "toleranz",
    "innerhalb",
    "zwischen",
    "mindestens",
    "höchstens",
    "mehr",
    "weniger",
    "unter",
    "über",
    "bis",
    "maximal",
    "abweichung",
    "minus",
    "auf",
    "stelle",
    "stellen",
    "decimal*",
    "digits",
    "significant",
    "prozentpunkte",
];
/// What a number behind these is no result: a paragraph, a version, a year.
const LABELS: [&str; 31] = [
    "§", "§§", "abs", "art", "nr", "no", "section", "table", "figure", "fig", "version", "v", "page", "chapter",
    "step", "eq", "equation", "satz", "seite", "kapitel", "anlage", "abb", "tabelle", "level", "phase", "type", "in",
    "to", "for", "per", "vom",
];

/// Where a binary criterion states a result and leaves open how near it must be.
pub(super) fn without_tolerance(criterion: &Criterion, text: &str, words: &[Word]) -> Vec<(Rule, Span)> {
    if criterion.scale != Scale::Binary || (0..words.len()).any(|index| is_one(words, index, &BOUNDS)) {
        return Vec::new();
    }
    let found = quantities(text).into_iter().find(|one| is_result(text, words, one));
    found.map(|one| vec![(Rule::Tolerance, one.span)]).unwrap_or_default()
}

/// A decimal, or a number with a unit, that the words before it figure.
fn is_result(text: &str, words: &[Word], number: &Quantity) -> bool {
    let digits = number.digits.slice(text);
    let fraction = number.values.iter().any(|value| value.fract() != 0.0);
    if !fraction && number.unit.is_none() || number.unit.is_none() && digits.matches('.').count() > 1 {
        return false;
    }
    let Some(at) =
        words.iter().position(|word| word.span.start >= number.span.start || word.span.covers(number.digits))
    else {
        return false;
    };
    if at.checked_sub(1).is_some_and(|before| is_one(words, before, &LABELS))
        || words.get(at).is_some_and(|word| word.quoted)
    {
        return false;
    }
    let from = at.saturating_sub(6);
    (from..at).any(|index| is_one(words, index, &FIGURES))
}

/// A numeric scale that only the very number meets, with a fraction that people round.
pub(super) fn exact_scale(criterion: &Criterion) -> bool {
    match &criterion.scale {
        Scale::Numeric { target, tolerance, .. } => {
            let exact = matches!(tolerance, Tolerance::Absolute(by) | Tolerance::Relative(by) if *by == 0.0);
            exact && crate::json::number(target).is_none_or(|value| value.fract() != 0.0)
        }
        _ => false,
    }
}
