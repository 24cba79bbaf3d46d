//! Judging annotations: the review document, what stands in its way, several submissions lined up, what changed since.

mod again;
mod delta;
mod problem;

pub use crate::annotation::review::line_up::{Cell, Key, Row, line_up, text_of};
pub use crate::annotation::review::settle::{Choice, can_choose, choices, chosen_text, settle};
pub use crate::annotation::{Finding, FindingVerdict, REVIEW_FORMAT as FORMAT, Review, ReviewVerdict, Settlement};
pub use again::{Again, again, change_of, fault};
pub use delta::{Change, Moved, delta, unanswered};
pub use problem::{ReviewCode, ReviewProblem, about, check, check_parts, items, spot_of};
