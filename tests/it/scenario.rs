//! Whole flows, natively: the workbench as a state machine with the reference backend at the other end.

mod author;
mod blind;
mod changes;
pub mod clash;
pub mod day;
mod doubts;
mod faults;
mod ledger;
mod reading;
pub mod review;
mod rounds;
pub mod settle;
pub mod steps;
mod typing;
mod work;
