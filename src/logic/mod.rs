//! What not every page needs: the functions without interface. Loaded on first use, in three binaries: texts (feature
//! `logic`); rubrics and agreement (`judge`); formats (`formats`).

#[cfg(feature = "formats")]
pub mod converting;
#[cfg(feature = "logic")]
pub mod exports;
mod given;
#[cfg(feature = "judge")]
pub mod judging;
#[cfg(feature = "logic")]
pub mod texts;
