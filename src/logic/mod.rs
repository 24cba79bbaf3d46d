//! What not every page needs: the functions without interface. Loaded on first use, in five binaries: texts (feature
//! `logic`); rubrics and agreement (`judge`); formats (`formats`); formulas (`math`); a platform's own page (`placing`).

#[cfg(feature = "formats")]
pub mod converting;
#[cfg(feature = "logic")]
pub mod exports;
#[cfg(any(feature = "logic", feature = "judge", feature = "formats", feature = "math"))]
mod given;
#[cfg(feature = "judge")]
pub mod judging;
#[cfg(feature = "placing")]
pub mod placing;
#[cfg(feature = "logic")]
pub mod texts;
#[cfg(feature = "math")]
pub mod typesetting;
