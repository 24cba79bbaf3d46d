//! Whole flows, natively: the workbench as a state machine with the reference backend at the other end.

mod author;
mod changes;
pub mod day;
mod faults;
mod in_page;
pub mod review;
pub mod settle;
pub mod steps;
mod typing;
mod work;
