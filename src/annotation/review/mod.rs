//! Work that is reviewed: the review document, the part of a draft that becomes one, and work that came back.

mod document;
pub mod line_up;
pub(super) mod returned;
mod ruling;
pub mod settle;

pub use document::{Finding, FindingVerdict, REVIEW_FORMAT, Review, ReviewVerdict, Settlement};
pub use returned::findings as returned_findings;
pub use ruling::{Ruling, author, author_of, submissions};
