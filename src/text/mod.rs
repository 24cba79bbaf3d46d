//! Texts, spans and edits: comparing, applying, mapping; no word of the domain.

pub mod span;

pub use span::Span;
