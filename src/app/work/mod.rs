//! What an expert does to a task on the desk: marking, judging, correcting, comparing, writing.

pub mod author;
pub mod claims;
pub mod compare;
pub mod correct;
pub mod doubt;
pub mod ends;
pub mod graph;
pub mod lint;
pub mod mark;
pub mod review;
pub mod round;
pub mod score;
pub mod settle;
pub mod steps;
pub mod typing;
