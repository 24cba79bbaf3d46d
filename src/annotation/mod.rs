//! What an expert makes of a task: the annotation document, and the one writer of its draft.

mod action;
mod authored;
pub mod carried;
pub mod chain;
pub mod clash;
pub mod cut;
mod document;
mod draft;
mod history;
mod keep;
pub mod merge;
mod place;
pub mod preference;
mod problem;
pub mod review;
mod step;

pub use action::Action;
pub use authored::{Authored, Dismissed, WRITTEN, asks_author, rubric_of};
pub use clash::Clash;
pub use document::{
    Annotation, CorrectedText, CorrectionEdit, DimensionOrder, Exit, ExitKind, FORMAT, Issue, Locked, Pair, Preference,
    Quotation, TaskRef, Time,
};
pub use draft::Draft;
pub use history::{History, Stroke};
pub use keep::{Entry, Frozen, Record};
pub use place::{bytes as span_bytes, in_code_points, located, opened, put_correction, span_doc, to_code_points};
pub use problem::{Code, Problem, Spot, check, edit_has_reason, issue_is_resolved, judgements};
pub use review::{
    Finding, FindingVerdict, REVIEW_FORMAT, Review, ReviewVerdict, Ruling, Settlement, author, author_of,
    returned_findings, reviewed_before, submissions, under_review,
};
pub use step::{Cause, JudgedAlternative, StepJudgement, StepKind, Verdict};
