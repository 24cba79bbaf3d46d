//! What not every page needs: the functions without interface. Loaded on first use.

pub mod exports;
pub mod texts;
