//! The judge pane: rubric, issues, changes, comparison.

pub mod card;
pub mod changes;
pub mod compare;
pub mod issues;
pub mod rubric;
