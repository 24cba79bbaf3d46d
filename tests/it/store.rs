//! One suite for every store: the same scripts, the same random days at work.

mod bench;
mod claims;
mod days;
mod drafts;
mod follow;
mod gold;
#[cfg(feature = "server")]
mod postgres;
mod script;
#[cfg(feature = "server")]
mod sqlite;
#[cfg(feature = "server")]
mod stored;
mod submissions;
mod tasks;
