//! Work that is reviewed: the review document, the part of a draft that becomes one, and work that came back.

mod document;
pub mod line_up;
pub(super) mod returned;
mod rounds;
mod ruling;
pub mod settle;
mod ties;

pub use document::{Finding, FindingVerdict, REVIEW_FORMAT, Review, ReviewVerdict, Settlement};
pub use returned::findings as returned_findings;
pub use rounds::{reviewed_before, under_review};
pub use ruling::{Ruling, author, author_of, submissions};
