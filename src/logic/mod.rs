//! What not every page needs: the functions without interface, and the backend inside the page. Loaded on first use.

mod demo;
pub mod exports;
pub mod texts;

pub use demo::demo;
