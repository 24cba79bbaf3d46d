//! What was wrong with a document, and where.

use serde_json::Value;
use std::fmt;

/// Input that is not the document it should be: where, what was expected, what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// JSON path from the document's root, as `$.rubric.criteria[3].points`.
    pub path: String,
    /// What stands there in a good document, in words.
    pub expected: String,
    /// What stands there instead, in words, cut to a readable length.
    pub found: String,
}

impl DecodeError {
    /// An error at the root; `under_field` and `under_index` lead it to its place.
    #[must_use]
    pub fn new(expected: &str, found: &str) -> Self {
        Self { path: "$".into(), expected: expected.into(), found: found.into() }
    }

    /// An error about a value that is there, described by its kind and beginning.
    #[must_use]
    pub fn unexpected(expected: &str, found: &Value) -> Self {
        Self::new(expected, &describe(found))
    }

    /// A required field that is not there.
    #[must_use]
    pub fn missing(expected: &str) -> Self {
        Self::new(expected, "nothing")
    }

    /// The same error, seen from the object that holds the value in `key`.
    #[must_use]
    #[cold]
    pub fn under_field(self, key: &str) -> Self {
        self.under(&format!(".{key}"))
    }

    /// The same error, seen from the list that holds the value at `index`.
    #[must_use]
    #[cold]
    pub fn under_index(self, index: usize) -> Self {
        self.under(&format!("[{index}]"))
    }

    fn under(mut self, step: &str) -> Self {
        self.path.insert_str(1, step);
        self
    }

    /// The path as a JSON pointer (RFC 6901), as problem documents name places.
    #[must_use]
    pub fn pointer(&self) -> String {
        self.path.trim_start_matches('$').replace('[', "/").replace(']', "").replace('.', "/")
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, found {}", self.path, self.expected, self.found)
    }
}

impl std::error::Error for DecodeError {}

fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => format!("\"{}\"", shortened(text)),
        Value::Array(items) => format!("a list of {}", items.len()),
        Value::Object(_) => "an object".into(),
    }
}

fn shortened(text: &str) -> String {
    const LIMIT: usize = 40;
    let mut short: String = text.chars().take(LIMIT).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
