//! The files of a folder: one JSON document a line, each read strictly and named where it is not what it should be.

use crate::metrics::Place;
use serde_json::Value;
use std::path::Path;

/// The documents of a file; `None` where the folder has no such file.
pub fn read(folder: &Path, name: &str) -> Option<Result<Vec<Value>, String>> {
    let path = folder.join(name);
    path.exists().then(|| {
        let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        lines
            .map(|(at, line)| serde_json::from_str(line).map_err(|error| format!("line {}: {error}", at + 1)))
            .collect()
    })
}

/// A field that holds a text.
pub fn text<'v>(row: &'v Value, field: &str) -> Result<&'v str, String> {
    row.get(field).and_then(Value::as_str).ok_or_else(|| format!("{field}: expected a text"))
}

/// A field that holds a whole number.
pub fn number(row: &Value, field: &str) -> Result<i64, String> {
    row.get(field).and_then(Value::as_i64).ok_or_else(|| format!("{field}: expected a whole number"))
}

/// A field that holds a list.
pub fn list<'v>(row: &'v Value, field: &str) -> Result<&'v [Value], String> {
    row.get(field).and_then(Value::as_array).map(Vec::as_slice).ok_or_else(|| format!("{field}: expected a list"))
}

/// The human edits: `gold: [[old start, old end, new start, new end, type], …]`.
pub fn gold(row: &Value) -> Result<Vec<Place>, String> {
    let place = |edit: &Value| -> Option<Place> {
        let at = |index: usize| edit.get(index)?.as_u64().and_then(|number| usize::try_from(number).ok());
        Some([at(0)?, at(1)?, at(2)?, at(3)?])
    };
    list(row, "gold")?
        .iter()
        .map(|edit| place(edit).ok_or_else(|| format!("gold: expected four places, found {edit}")))
        .collect()
}

/// The lines of a window: a list of lines, or one text.
pub fn lines(row: &Value, field: &str) -> Result<Vec<String>, String> {
    match row.get(field) {
        Some(Value::String(text)) => Ok(text.lines().map(str::to_owned).collect()),
        Some(Value::Array(lines)) => {
            let line = |line: &Value| line.as_str().map(|line| line.trim_end_matches('\n').to_owned());
            lines.iter().map(line).collect::<Option<_>>().ok_or_else(|| format!("{field}: expected lines"))
        }
        _ => Err(format!("{field}: expected lines")),
    }
}
