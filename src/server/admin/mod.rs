//! Figures for those who run the platform, and a page that shows them.

mod agreed;
mod figures;
mod page;

pub(super) use figures::{figures, queues, workers};
pub(super) use page::page;
