//! Rubrics of other houses.

pub(super) mod any;
pub(super) mod biggen;
pub(super) mod healthbench;
pub(super) mod langsmith;
pub(super) mod prbench;
pub(super) mod profbench;

use crate::json::Map;
use crate::task::{Criterion, Demand, Rubric, Scale};

/// A criterion with nothing but its words and points.
fn criterion(id: String, title: &str, text: &str, points: f64) -> Criterion {
    Criterion {
        id,
        title: title.to_owned(),
        text: text.to_owned(),
        points,
        class: None,
        tags: Vec::new(),
        scale: Scale::Binary,
        gate: false,
        requires: Vec::new(),
        turn: None,
        rationale: Demand::Optional,
        evidence: Demand::Optional,
        source: None,
        quote: None,
        extra: Map::new(),
    }
}

fn rubric(criteria: Vec<Criterion>) -> Rubric {
    Rubric { id: "rubric".into(), version: "1".into(), criteria, extra: Map::new() }
}
