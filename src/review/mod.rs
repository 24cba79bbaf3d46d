//! Judging annotations: the review document, what stands in its way, several submissions lined up, what changed since.

mod delta;
mod line_up;
mod problem;

pub use crate::annotation::{Finding, FindingVerdict, REVIEW_FORMAT as FORMAT, Review, ReviewVerdict, Settlement};
pub use delta::{Change, Moved, delta, unanswered};
pub use line_up::{Cell, Key, Row, line_up, settle};
pub use problem::{ReviewCode, ReviewProblem, about, check, items, spot_of};
