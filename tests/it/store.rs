//! One suite for every store: the same scripts, the same random days at work.

mod bench;
mod claims;
mod days;
mod drafts;
mod script;
#[cfg(feature = "server")]
mod sqlite;
mod submissions;
mod tasks;
