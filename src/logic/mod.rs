//! What not every page needs: the functions without interface. Loaded on first use, in two binaries: those about texts
//! (feature `logic`), and those that judge and convert (feature `formats`).

#[cfg(feature = "logic")]
pub mod exports;
mod given;
#[cfg(feature = "formats")]
pub mod judging;
#[cfg(feature = "logic")]
pub mod texts;
