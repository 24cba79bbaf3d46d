//! Texts, spans and edits: comparing, applying, mapping; no word of the domain.
//!
//! All offsets are UTF-8 bytes; `unit` alone converts. Read in this order: `span`, `grapheme`, `token`; `edit`,
//! `change_set`, `splice`; `diff`, `record`, `common`, `align`; `merge`, `anchor`; `unit`, `segment`, `notation`.

pub mod align;
pub mod anchor;
pub mod change_set;
pub mod common;
mod compose;
pub mod diff;
pub mod edit;
mod fold;
pub mod grapheme;
pub mod hidden;
pub mod merge;
pub mod notation;
pub mod record;
pub mod segment;
pub mod span;
pub mod splice;
pub mod token;
pub mod unit;

pub use align::{Alignment, align};
pub use anchor::{Anchor, Quote};
pub use change_set::{ChangeSet, Side};
pub use common::common;
pub use diff::{Comparison, Hunk, Kind, Move, diff, refine};
pub use edit::{Edit, apply};
pub use fold::{fold, folded};
pub use grapheme::snap;
pub use merge::{Merge, merge};
pub use record::{Retrack, Tracked, record};
pub use segment::Step;
pub use span::{Span, sort_by_place};
pub use splice::splice;
pub use unit::{Offsets, Unit};

#[cfg(test)]
pub(crate) mod tests;
