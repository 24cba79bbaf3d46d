//! The judge pane: rubric, issues, changes, comparison.

pub mod card;
pub mod changes;
pub mod compare;
pub mod finding;
pub mod issues;
pub mod review;
pub mod row;
pub mod rubric;
pub mod settle;
pub mod steps;
