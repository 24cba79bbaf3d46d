//! What not every page needs: the functions without interface. Loaded on first use, in four binaries: texts (feature
//! `logic`); rubrics and agreement (`judge`); formats (`formats`); formulas (`math`).

#[cfg(feature = "formats")]
pub mod converting;
#[cfg(feature = "logic")]
pub mod exports;
mod given;
#[cfg(feature = "judge")]
pub mod judging;
#[cfg(feature = "logic")]
pub mod texts;
#[cfg(feature = "math")]
pub mod typesetting;
