//! What an expert does to a task on the desk: marking, judging, correcting, comparing.

pub mod compare;
pub mod correct;
pub mod mark;
pub mod review;
pub mod score;
pub mod steps;
