//! Judging annotations: the review document, what stands in its way, several submissions lined up, what changed since.

mod delta;
mod document;
mod line_up;
mod problem;

pub use delta::{Change, Moved, delta, unanswered};
pub use document::{FORMAT, Finding, FindingVerdict, Review, ReviewVerdict, Settlement};
pub use line_up::{Cell, Key, Row, line_up, settle};
pub use problem::{ReviewCode, ReviewProblem, check};
