//! A task as a platform hands it out: what is to be judged, by what, and which parts of the work are asked for.

mod document;
mod ids;
mod rubric;
mod scoring;
mod span_doc;
mod taxonomy;

pub use document::{
    Alternative, Attachment, Authoring, Comparison, Dimension, FORMAT, Instructions, Kind, Part, Pay, Reference,
    Response, Reviewed, Role, Source, StepDoc, StepMode, Submitted, Task, Turn,
};
pub use rubric::{Criterion, Demand, Level, Rubric, Scale, Tolerance};
pub use scoring::{Decision, Score, ScoreState, Tally, applies, find as find_score, score, score_of};
pub use span_doc::{SpanDoc, Unit};
pub use taxonomy::{Category, Severity, Taxonomy};
