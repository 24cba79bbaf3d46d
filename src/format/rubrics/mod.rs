//! Rubrics of other houses.

pub(super) mod any;
pub(super) mod biggen;
pub(super) mod healthbench;
pub(super) mod langsmith;
pub(super) mod prbench;
pub(super) mod profbench;

use crate::json::Map;
use crate::task::{Criterion, Rubric};

fn rubric(criteria: Vec<Criterion>) -> Rubric {
    Rubric { id: "rubric".into(), version: "1".into(), criteria, extra: Map::new() }
}
