//! The judge pane: rubric, issues, changes, comparison.

pub mod card;
pub mod changes;
pub mod claims;
pub mod compare;
pub mod doubts;
pub mod finding;
pub mod graph;
pub mod issues;
pub mod misfit;
pub mod review;
pub mod row;
pub mod rubric;
pub mod settle;
mod since;
pub mod steps;
