//! Whole flows, natively: the workbench as a state machine with the reference backend at the other end.

pub mod day;
mod faults;
mod review;
mod steps;
mod work;
