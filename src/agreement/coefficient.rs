//! Agreement on categories, corrected for chance. Sources: Cohen 1960 and 1968, Fleiss 1971, Conger 1980, Krippendorff 2011,
//! Brennan and Prediger 1981, Scott 1955; missing values and standard errors as in Gwet, Handbook of Inter-Rater
//! Reliability, 4th edition 2014, chapters 2 to 5.

use super::matrix::{Matrix, at};
use super::weights::{Level, Weights};
use super::{Estimate, Found, Table, Undefined};

/// How agreement on categories is figured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coefficient {
    /// The observed share alone.
    Percent,
    /// Cohen's kappa of two raters; units that one of them left out do not count.
    Cohen,
    /// Fleiss' kappa of any number of raters; of two it is Scott's pi.
    Fleiss,
    /// Conger's kappa: each rater's own habit is taken off.
    Conger,
    /// Krippendorff's alpha, with disagreement by weights.
    Alpha,
    /// Krippendorff's alpha at a level of measurement.
    AlphaAt(Level),
    /// Gwet's AC1, with weights AC2.
    Gwet,
    /// Brennan and Prediger's coefficient: each category is as likely by chance (Randolph's free kappa).
    Uniform,
}

/// A figure of agreement over a table.
///
/// # Errors
/// Where it is undefined, with the reason.
pub fn coefficient(table: &Table, kind: Coefficient, weights: Weights) -> Found {
    match kind {
        Coefficient::Cohen => return cohen(table, weights),
        Coefficient::Alpha => return alpha(table, |_| distances(&weights.matrix(&table.values))),
        Coefficient::AlphaAt(level) => return alpha(table, |counts| level.distances(&table.values, counts)),
        _ => {}
    }
    let base = Base::of(table, &weights.matrix(&table.values))?;
    if kind == Coefficient::Percent {
        let (value, error) = (base.observed, base.error(base.observed, &base.agreed, None));
        return Ok(Estimate { value, observed: base.observed, expected: None, error, n: base.n });
    }
    let by_unit = chance(table, &base, kind);
    let expected = match kind {
        Coefficient::Conger => conger(table, &base.weights),
        Coefficient::Uniform => base.weights.sum() / (base.weights.size() * base.weights.size()) as f64,
        Coefficient::Gwet => base.weights.sum() * spread(&base.shares) / pairs(base.weights.size()),
        _ => base.weights.between(&base.shares, &base.shares),
    };
    if kind == Coefficient::Gwet && base.weights.size() < 2 {
        return Err(base.undefined("only one category is known: declare the others that could have been chosen"));
    }
    let value = corrected(base.observed, expected).ok_or_else(|| base.undefined(ONE_CATEGORY))?;
    let error = match kind {
        Coefficient::Conger => None,
        _ => base.error(value, &base.agreed, Some((expected, &by_unit))),
    };
    Ok(Estimate { value, observed: base.observed, expected: Some(expected), error, n: base.n })
}

const ONE_CATEGORY: &str = "everybody always chose the same category: chance alone explains all agreement";
const NOT_PAIRED: &str = "no unit was judged by two raters";

/// What all coefficients start from.
struct Base {
    weights: Matrix,
    /// For each unit that anybody judged, how many chose each category.
    counts: Vec<Vec<f64>>,
    /// For each of these units, the agreement among its raters, where there are two.
    agreed: Vec<Option<f64>>,
    /// The mean share of each category, each unit weighing the same.
    shares: Vec<f64>,
    observed: f64,
    /// Units with two raters or more.
    n: usize,
}

impl Base {
    fn of(table: &Table, weights: &Matrix) -> Result<Self, Undefined> {
        let counts = table.counts();
        let mut shares = vec![0.0; weights.size()];
        let (mut agreed, mut sum, mut n) = (Vec::with_capacity(counts.len()), 0.0, 0);
        for unit in &counts {
            let raters: f64 = unit.iter().sum();
            for (share, count) in shares.iter_mut().zip(unit) {
                *share += count / raters / counts.len() as f64;
            }
            let alike: f64 = unit.iter().zip(weights.times(unit)).map(|(count, near)| count * (near - 1.0)).sum();
            let share = (raters > 1.0).then(|| alike / (raters * (raters - 1.0)));
            sum += share.unwrap_or_default();
            n += usize::from(share.is_some());
            agreed.push(share);
        }
        if n == 0 {
            return Err(Undefined::because(NOT_PAIRED));
        }
        Ok(Self { weights: weights.clone(), counts, agreed, shares, observed: sum / n as f64, n })
    }

    fn undefined(&self, why: &str) -> Undefined {
        Undefined { why: why.into(), observed: Some(self.observed), n: self.n }
    }

    /// The standard error of a coefficient over the units: the spread of what each unit adds to it (Gwet 2014, 5.3).
    /// `chance` is the expected share and each unit's part in it.
    fn error(&self, value: f64, agreed: &[Option<f64>], chance: Option<(f64, &[f64])>) -> Option<f64> {
        let all = agreed.len() as f64;
        let rest = chance.map_or(1.0, |(expected, _)| 1.0 - expected);
        let mut sum = 0.0;
        for (index, agreed) in agreed.iter().enumerate() {
            let expected = chance.map_or(0.0, |(expected, _)| expected);
            let own = agreed.map_or(0.0, |agreed| all / self.n as f64 * (agreed - expected) / rest);
            let habit =
                chance.map_or(0.0, |(expected, by_unit)| 2.0 * (1.0 - value) * (at(by_unit, index) - expected) / rest);
            sum += (own - habit - value) * (own - habit - value);
        }
        (all > 1.0).then(|| (sum / (all * (all - 1.0))).sqrt())
    }
}

/// Each unit's part in the agreement expected by chance.
fn chance(table: &Table, base: &Base, kind: Coefficient) -> Vec<f64> {
    let size = table.categories.len();
    let pull = match kind {
        Coefficient::Gwet => {
            let scale = base.weights.sum() / pairs(size);
            base.shares.iter().map(|share| scale * (1.0 - share)).collect()
        }
        Coefficient::Uniform => vec![base.weights.sum() / (size * size) as f64; size],
        _ => base.weights.times(&base.shares),
    };
    let part = |unit: &Vec<f64>| {
        let raters: f64 = unit.iter().sum();
        unit.iter().zip(&pull).map(|(count, pull)| count * pull).sum::<f64>() / raters
    };
    base.counts.iter().map(part).collect()
}

fn spread(shares: &[f64]) -> f64 {
    shares.iter().map(|share| share * (1.0 - share)).sum()
}

fn pairs(size: usize) -> f64 {
    (size * size.saturating_sub(1)) as f64
}

fn corrected(observed: f64, expected: f64) -> Option<f64> {
    let rest = 1.0 - expected;
    (rest.abs() > 1e-12).then(|| (observed - expected) / rest)
}

/// Chance agreement from each rater's own habit (Gwet 2014, 2.4; Conger 1980).
fn conger(table: &Table, weights: &Matrix) -> f64 {
    let mut habits = Vec::with_capacity(table.raters());
    for rater in 0..table.raters() {
        let mut habit = vec![0.0; weights.size()];
        let mut judged = 0.0;
        for category in table.units().filter_map(|row| row.get(rater).copied().flatten()) {
            if let Some(count) = habit.get_mut(category) {
                *count += 1.0;
            }
            judged += 1.0;
        }
        if judged > 0.0 {
            habit.iter_mut().for_each(|count| *count /= judged);
            habits.push(habit);
        }
    }
    let (mut sum, mut count) = (0.0, 0.0);
    for (index, first) in habits.iter().enumerate() {
        for (_, second) in habits.iter().enumerate().filter(|(other, _)| *other != index) {
            sum += weights.between(first, second);
            count += 1.0;
        }
    }
    if count > 0.0 { sum / count } else { 1.0 }
}

/// The shares of a cross table of two raters, over the units that both judged.
fn cross(table: &Table) -> (Matrix, usize) {
    let mut cross = Matrix::from(table.categories.len(), |_, _| 0.0);
    let both = |row: &[Option<usize>]| match row {
        [Some(first), Some(second)] => Some((*first, *second)),
        _ => None,
    };
    let n = table.units().filter_map(both).count();
    for (first, second) in table.units().filter_map(both) {
        cross.add(first, second, 1.0 / n as f64);
    }
    (cross, n)
}

fn cohen(table: &Table, weights: Weights) -> Found {
    if table.raters() != 2 {
        return Err(Undefined::because("Cohen's kappa compares two raters; `conger` takes more"));
    }
    let weights = weights.matrix(&table.values);
    let (cross, n) = cross(table);
    if n == 0 {
        return Err(Undefined::because(NOT_PAIRED));
    }
    let (rows, columns) = (cross.rows(), cross.columns());
    let mut observed = 0.0;
    for row in 0..cross.size() {
        for column in 0..cross.size() {
            observed += weights.at(row, column) * cross.at(row, column);
        }
    }
    let expected = weights.between(&rows, &columns);
    let value = corrected(observed, expected);
    let value = value.ok_or_else(|| Undefined { why: ONE_CATEGORY.into(), observed: Some(observed), n })?;
    let error = variance(&cross, &weights, observed, expected, n).sqrt();
    Ok(Estimate { value, observed, expected: Some(expected), error: Some(error), n })
}

/// The variance of weighted kappa for many units (Fleiss, Cohen and Everitt 1969).
fn variance(cross: &Matrix, weights: &Matrix, observed: f64, expected: f64, n: usize) -> f64 {
    let (rows, columns) = (cross.rows(), cross.columns());
    let by_row = weights.times(&columns);
    let by_column: Vec<f64> = Matrix::from(weights.size(), |a, b| weights.at(b, a)).times(&rows);
    let mut sum = 0.0;
    for row in 0..cross.size() {
        for column in 0..cross.size() {
            let pull = at(&by_row, row) + at(&by_column, column);
            let term = weights.at(row, column) * (1.0 - expected) - pull * (1.0 - observed);
            sum += cross.at(row, column) * term * term;
        }
    }
    let off = observed * expected - 2.0 * expected + observed;
    (sum - off * off) / (n as f64 * (1.0 - expected).powi(4))
}

/// The variance of Cohen's kappa, and what it would be if there were no agreement beyond chance (Fleiss, Cohen and
/// Everitt 1969); none where kappa is undefined.
#[must_use]
pub fn variance_of_cohen(table: &Table) -> Option<(f64, f64)> {
    let estimate = cohen(table, Weights::Identity).ok()?;
    let expected = estimate.expected?;
    let (cross, n) = cross(table);
    let (rows, columns) = (cross.rows(), cross.columns());
    let ends: f64 = rows.iter().zip(&columns).map(|(row, column)| row * column * (row + column)).sum();
    let null = (expected + expected * expected - ends) / (n as f64 * (1.0 - expected) * (1.0 - expected));
    let error = estimate.error?;
    Some((error * error, null))
}

fn distances(weights: &Matrix) -> Matrix {
    Matrix::from(weights.size(), |row, column| 1.0 - weights.at(row, column))
}

/// One less the observed disagreement over the expected one, by coincidences (Krippendorff 2011).
fn alpha(table: &Table, distances: impl Fn(&[f64]) -> Matrix) -> Found {
    let units: Vec<Vec<f64>> = table.counts().into_iter().filter(|unit| unit.iter().sum::<f64>() > 1.0).collect();
    if units.is_empty() {
        return Err(Undefined::because(NOT_PAIRED));
    }
    let mut counts = vec![0.0; table.categories.len()];
    for unit in &units {
        counts.iter_mut().zip(unit).for_each(|(sum, count)| *sum += count);
    }
    let distances = distances(&counts);
    let total: f64 = counts.iter().sum();
    let within = |unit: &Vec<f64>| distances.between(unit, unit) / (unit.iter().sum::<f64>() - 1.0);
    let apart: f64 = units.iter().map(within).sum::<f64>() / total;
    let by_chance = distances.between(&counts, &counts) / (total * (total - 1.0));
    if by_chance <= 0.0 {
        return Err(Undefined { why: ONE_CATEGORY.into(), observed: Some(1.0 - apart), n: units.len() });
    }
    let value = 1.0 - apart / by_chance;
    let error = alpha_error(&units, &distances);
    Ok(Estimate { value, observed: 1.0 - apart, expected: Some(1.0 - by_chance), error, n: units.len() })
}

/// The standard error of alpha over the units (Gwet 2014, 5.3.3).
fn alpha_error(units: &[Vec<f64>], distances: &Matrix) -> Option<f64> {
    let n = units.len() as f64;
    let mean = units.iter().map(|unit| unit.iter().sum::<f64>()).sum::<f64>() / n;
    let mut shares = vec![0.0; distances.size()];
    for unit in units {
        shares.iter_mut().zip(unit).for_each(|(share, count)| *share += count / mean / n);
    }
    let weights = Matrix::from(distances.size(), |row, column| 1.0 - distances.at(row, column));
    let expected = weights.between(&shares, &shares);
    let pull = weights.times(&shares);
    let agreed = |unit: &[f64]| {
        let alike: f64 = unit.iter().zip(weights.times(unit)).map(|(count, near)| count * (near - 1.0)).sum();
        alike / (mean * (unit.iter().sum::<f64>() - 1.0))
    };
    let observed = units.iter().map(|unit| agreed(unit)).sum::<f64>() / n;
    let little = 1.0 / (n * mean);
    // Without alpha's correction for few ratings, as its parts here have none.
    let value = (observed - expected) / (1.0 - expected);
    let mut sum = 0.0;
    for unit in units {
        let raters: f64 = unit.iter().sum();
        let off = (raters - mean) / mean;
        let own = agreed(unit) - (observed + (1.0 - observed) * little) * off;
        let habit = unit.iter().zip(&pull).map(|(count, pull)| count * pull).sum::<f64>() / mean - expected * off;
        let part = (own - expected) / (1.0 - expected) - 2.0 * (1.0 - value) * (habit - expected) / (1.0 - expected);
        sum += (part - value) * (part - value);
    }
    (n > 1.0).then(|| (sum / (n * (n - 1.0))).sqrt())
}
