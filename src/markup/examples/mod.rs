//! Examples: what a text is read as, and where changes are shown.

mod changes;
mod trees;
