//! How much two categories agree: identity, or by their distance.

use super::matrix::Matrix;
use crate::json::words;

words! {
    /// How far two different categories count as agreement (Gwet 2014, table 3.4.1).
    pub enum Weights {
        /// Only the same category agrees.
        Identity = "identity",
        /// By distance.
        Linear = "linear",
        /// By squared distance.
        Quadratic = "quadratic",
        /// By how many categories lie between.
        Ordinal = "ordinal",
        /// By squared distance relative to the sum.
        Ratio = "ratio",
    }

    /// What differences mean to Krippendorff's alpha (Krippendorff 2011, section D).
    pub enum Level {
        /// Different is different.
        Nominal = "nominal",
        /// By the ratings that lie between.
        Ordinal = "ordinal",
        /// By squared distance.
        Interval = "interval",
        /// By squared distance relative to the sum.
        Ratio = "ratio",
    }
}

impl Weights {
    /// The agreement of each two categories, from 0 to 1; `values` are the numbers that the categories stand for.
    pub(super) fn matrix(self, values: &[f64]) -> Matrix {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let all = pairs(values.len());
        Matrix::from(values.len(), |row, column| {
            if row == column {
                return 1.0;
            }
            let (a, b) = (super::matrix::at(values, row), super::matrix::at(values, column));
            match self {
                Self::Identity => 0.0,
                Self::Linear => 1.0 - part((a - b).abs(), high - low),
                Self::Quadratic => 1.0 - part((a - b) * (a - b), (high - low) * (high - low)),
                Self::Ordinal => 1.0 - part(pairs(row.abs_diff(column) + 1), all),
                Self::Ratio => 1.0 - part(relative(a, b), relative(low, high)),
            }
        })
    }
}

impl Level {
    /// The disagreement of each two categories; `counts` is how often each was used among the ratings that can be paired.
    pub(super) fn distances(self, values: &[f64], counts: &[f64]) -> Matrix {
        Matrix::from(values.len(), |row, column| {
            if row == column {
                return 0.0;
            }
            let (a, b) = (super::matrix::at(values, row), super::matrix::at(values, column));
            match self {
                Self::Nominal => 1.0,
                Self::Interval => (a - b) * (a - b),
                Self::Ratio => relative(a, b),
                Self::Ordinal => {
                    let (first, last) = (row.min(column), row.max(column));
                    let run: f64 = counts.iter().skip(first).take(last - first + 1).sum();
                    let ends = super::matrix::at(counts, first) + super::matrix::at(counts, last);
                    (run - ends / 2.0) * (run - ends / 2.0)
                }
            }
        })
    }
}

/// How many pairs some things make.
fn pairs(of: usize) -> f64 {
    (of * of.saturating_sub(1)) as f64 / 2.0
}

fn part(of: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { of / whole }
}

fn relative(a: f64, b: f64) -> f64 {
    let share = part(a - b, a + b);
    share * share
}
