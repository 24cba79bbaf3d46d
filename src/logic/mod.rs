//! What not every page needs: the functions without interface, and the backend inside the page. Loaded on first use, in two
//! binaries: texts and `demo:` (feature `logic`); rubrics, agreement and formats (feature `formats`).

#[cfg(feature = "logic")]
mod demo;
#[cfg(feature = "logic")]
pub mod exports;
mod given;
#[cfg(feature = "formats")]
pub mod judging;
#[cfg(feature = "logic")]
pub mod texts;

#[cfg(feature = "logic")]
pub use demo::demo;
