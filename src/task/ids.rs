//! Ids are unique in a task together with its annotation; a task that breaks this is refused at the door.

use super::Task;
use crate::json::{DecodeError, Map, Value};

/// The longest id, in characters.
pub const LONGEST: usize = 200;

impl Task {
    /// Checks what the reader alone cannot: the format, and that ids are there, short and unique.
    ///
    /// # Errors
    /// The first place that breaks the rule.
    pub fn validate(&self) -> Result<(), DecodeError> {
        if self.format != super::FORMAT {
            return Err(DecodeError::unexpected(super::FORMAT, &self.format.clone().into()).under_field("format"));
        }
        let mut seen = Map::new();
        for (path, id) in self.ids() {
            let fault = if id.is_empty() || id.chars().count() > LONGEST {
                Some("an id of 1 to 200 characters")
            } else if seen.insert(id.to_owned(), Value::Null).is_some() {
                Some("an id that is unique in the task")
            } else {
                None
            };
            if let Some(expected) = fault {
                let mut error = DecodeError::unexpected(expected, &id.into());
                error.path = path;
                return Err(error);
            }
        }
        Ok(())
    }

    fn ids(&self) -> Vec<(String, &str)> {
        let mut ids = vec![("$.id".to_owned(), self.id.as_str())];
        let mut push = |list: &str, index: usize, id| ids.push((format!("$.{list}[{index}].id"), id));
        self.turns.iter().enumerate().for_each(|(at, one)| push("turns", at, one.id.as_str()));
        self.sources.iter().enumerate().for_each(|(at, one)| push("sources", at, one.id.as_str()));
        self.responses.iter().enumerate().for_each(|(at, one)| push("responses", at, one.id.as_str()));
        self.criteria().iter().enumerate().for_each(|(at, one)| push("rubric.criteria", at, one.id.as_str()));
        ids
    }
}
