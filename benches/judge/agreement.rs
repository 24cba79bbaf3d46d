//! Agreement over real ratings: spans with severities by three raters, against figures of reference implementations.
//!
//! `make evaluate` joins it: it reads `spans-*.jsonl` (`{ratings: [{rater, severity}]}` a line) and `real_data_expected.json`.

use corrigenda::agreement::{Coefficient, Found, Level, Table, Weights, coefficient, student};
use corrigenda::json::Value;
use std::fs;
use std::path::Path;

/// One figure beside the one expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its name among the expected figures.
    pub name: String,
    /// What a reference implementation gives.
    pub expected: f64,
    /// What ours gives; none where it does not know the name.
    pub found: Option<f64>,
    /// Whether the two are equal to the digits given.
    pub right: bool,
}

/// Compares every expected figure of a folder.
///
/// # Errors
/// Where a file is missing or no JSON.
pub fn evaluate(folder: &Path) -> Result<Vec<Line>, String> {
    let read = |name: &str| fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"));
    let expected: Value = serde_json::from_str(&read("real_data_expected.json")?).map_err(|error| error.to_string())?;
    let mut lines = Vec::new();
    for (name, figures) in expected.as_object().into_iter().flatten() {
        let file = name.split_whitespace().next().unwrap_or_default();
        let table = worst(&read(&format!("{file}.jsonl"))?)?;
        lines.extend(compare(&table, figures));
    }
    Ok(lines)
}

/// Each text's worst severity by each rater, in the order in which the raters come in the line.
///
/// # Errors
/// Where a line is no JSON.
pub fn worst(text: &str) -> Result<Table, String> {
    let mut rows = Vec::new();
    for line in text.lines() {
        let value: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let (mut raters, mut row) = (Vec::new(), Vec::<Option<f64>>::new());
        for rating in value.get("ratings").and_then(Value::as_array).into_iter().flatten() {
            let rater = rating.get("rater").unwrap_or(&Value::Null);
            let at = raters.iter().position(|one| *one == rater).unwrap_or(raters.len());
            if at == raters.len() {
                raters.push(rater);
                row.push(Some(0.0));
            }
            // What else there is (a check whether the rater is awake) is no error of the text.
            let grave = match rating.get("severity").and_then(Value::as_str) {
                Some("Minor") => 1.0,
                Some("Major" | "Critical") => 2.0,
                _ => 0.0,
            };
            if let Some(Some(worst)) = row.get_mut(at) {
                *worst = worst.max(grave);
            }
        }
        rows.push(row);
    }
    Ok(Table::of_numbers(&rows))
}

/// Every figure that is expected of a table.
pub fn compare(table: &Table, figures: &Value) -> Vec<Line> {
    let mut lines = Vec::new();
    for (name, expected) in figures.as_object().into_iter().flatten() {
        let both = expected.as_array().map_or_else(|| vec![expected], |ends| ends.iter().collect());
        for (end, expected) in both.into_iter().enumerate() {
            let wanted = expected.as_f64().unwrap_or(f64::NAN);
            let found = figure(table, name, end);
            let digits = expected.to_string().split_once('.').map_or(0, |(_, fraction)| fraction.len().min(12));
            let slack = 0.5001 * 10_f64.powi(-i32::try_from(digits).unwrap_or(12));
            let right = found.is_some_and(|found| (found - wanted).abs() <= slack);
            lines.push(Line { name: name.clone(), expected: wanted, found, right });
        }
    }
    lines
}

fn figure(table: &Table, name: &str, end: usize) -> Option<f64> {
    let of = |kind, weights| coefficient(table, kind, weights);
    let value = |found: Found| found.ok().map(|estimate| estimate.value);
    let alpha = |level| value(of(Coefficient::AlphaAt(level), Weights::Identity));
    if let Some(pair) = name.strip_prefix("cohen_") {
        let (weights, raters) = match pair.split_once('_') {
            Some(("quad", raters)) => (Weights::Quadratic, raters),
            Some(("lin", raters)) => (Weights::Linear, raters),
            _ => (Weights::Identity, pair),
        };
        let rater = |at: usize| raters.chars().nth(at)?.to_digit(10).map(|digit| digit as usize);
        return value(coefficient(&table.pair(rater(0)?, rater(1)?), Coefficient::Cohen, weights));
    }
    let gwet = || of(Coefficient::Gwet, Weights::Identity).ok();
    match name {
        "n_units" => Some(table.len() as f64),
        "n_raters" => Some(table.raters() as f64),
        "alpha_nominal" => alpha(Level::Nominal),
        "alpha_ordinal" => alpha(Level::Ordinal),
        "alpha_interval" => alpha(Level::Interval),
        "fleiss" => value(of(Coefficient::Fleiss, Weights::Identity)),
        "randolph" | "bp" => value(of(Coefficient::Uniform, Weights::Identity)),
        "conger" => value(of(Coefficient::Conger, Weights::Identity)),
        "gwet_ac1" => Some(gwet()?.value),
        "gwet_se" => gwet()?.error,
        "gwet_ci" => {
            let half = gwet()?.error? * student(0.95, table.len().checked_sub(1)?);
            Some(gwet()?.value + if end == 0 { -half } else { half })
        }
        "gwet_ac2_linear" => value(of(Coefficient::Gwet, Weights::Linear)),
        "gwet_ac2_quadratic" => value(of(Coefficient::Gwet, Weights::Quadratic)),
        "gwet_ac2_ordinal" => value(of(Coefficient::Gwet, Weights::Ordinal)),
        _ => None,
    }
}
