//! JSON documents, read strictly and written back whole.
//!
//! A reader names the JSON path, what was expected and what was found; fields it does not know are kept and written
//! back. That is why documents are read by this small codec and not by derived code: one decoder, one kind of error,
//! and a third of the bytes in the page.

mod codec;
mod document;
mod error;
mod shape;
mod time;

pub use codec::{Doc, Object, Truthy, number, object, put};
pub use error::DecodeError;
pub use serde_json::{Map, Value};
pub use shape::{Field, Shape};
pub use time::{Timestamp, rfc3339};

pub(crate) use document::{document, words};

/// Reads a document from JSON text.
///
/// # Errors
/// Where the text is no JSON (path `$`, with line and column), or not this document.
pub fn parse<T: Doc>(text: &str) -> Result<T, DecodeError> {
    let value: Value = serde_json::from_str(text).map_err(|error| DecodeError::new("JSON", &format!("{error}")))?;
    T::read(value)
}

/// Writes a document as one line of JSON text.
pub fn print<T: Doc>(document: &T) -> String {
    document.write().to_string()
}
