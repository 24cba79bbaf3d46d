//! What not every page needs: the functions without interface. Loaded on first use, in two binaries: texts (feature
//! `logic`); rubrics, agreement and formats (feature `formats`).

#[cfg(feature = "logic")]
pub mod exports;
mod given;
#[cfg(feature = "formats")]
pub mod judging;
#[cfg(feature = "logic")]
pub mod texts;
