//! How far several people agree, always with what it rests on: a figure that cannot be given is said to be undefined.
//!
//! Read in this order: `table` (ratings), `weights`, `coefficient` (kappa, alpha, AC), `spans` (places in texts), `rank`
//! (orders), `interval` (how sure a figure is), `document` (what JavaScript gives and gets).

mod coefficient;
mod document;
mod interval;
mod matrix;
mod of_work;
mod rank;
mod spans;
mod table;
mod unitizing;
mod weights;

pub use coefficient::{Coefficient, coefficient, variance_of_cohen};
pub use document::{Answer, Metric, Options, Ratings, agreement};
pub use interval::{Random, bootstrap, student};
pub use of_work::{scores_table, spans_of};
pub use rank::tau_b;
pub use spans::{Mark, Match, Text, span_f1};
pub use table::Table;
pub use unitizing::{unitizing_alpha, unitizing_alpha_of};
pub use weights::{Level, Weights};

/// A figure of agreement and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The figure itself.
    pub value: f64,
    /// The share of agreement that was observed, before anything is taken off for chance; weighted where weights are.
    pub observed: f64,
    /// The share that chance alone would give; none where the figure does not correct for it.
    pub expected: Option<f64>,
    /// The standard error over the units (Gwet 2014), where there is a formula for it.
    pub error: Option<f64>,
    /// How many units it rests on: those that at least two raters judged.
    pub n: usize,
}

/// Why there is no figure. It is never given as 0 or 1 in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Undefined {
    /// In words.
    pub why: String,
    /// The share of agreement that was observed, where there was any to observe.
    pub observed: Option<f64>,
    /// How many units at least two raters judged.
    pub n: usize,
}

impl Undefined {
    fn because(why: &str) -> Self {
        Self { why: why.into(), observed: None, n: 0 }
    }
}

/// A figure, or why there is none.
pub type Found = Result<Estimate, Undefined>;
