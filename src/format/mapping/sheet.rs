//! Rows of a table or of JSON Lines at hand: their columns with samples, and what a mapping makes of them, row by row.

use super::super::texts::table;
use super::{Mapping, found, work};
use crate::json::{DecodeError, Doc, Map, Value, object, put};
use crate::task::Task;
use std::collections::BTreeSet;

/// Rows that are looked at for the paths of their fields.
const LOOKED_AT: usize = 200;
/// Paths that are offered at most.
const PATHS: usize = 400;
/// Elements of a list that are offered by themselves.
const ELEMENTS: usize = 6;
/// How deep paths go.
const DEPTH: usize = 4;
/// Samples of a column, and characters of each.
const SAMPLES: (usize, usize) = (3, 160);
/// Problems that are told one by one.
const TOLD: usize = 100;

/// A row as it was read, or why it could not be.
type Cells = Result<Value, (&'static str, String)>;

/// Rows at hand.
pub struct Sheet {
    dotted: bool,
    mark: char,
    head: Vec<String>,
    /// With the number that a reader finds it by: of a table the row, its head being the first; of lines the line.
    rows: Vec<(usize, Cells)>,
}

impl Sheet {
    /// A table. What parts its columns is told from its first line where nothing is said.
    ///
    /// # Errors
    /// Where a quotation is not closed.
    pub fn table(text: &str, mark: Option<char>) -> Result<Self, DecodeError> {
        let mark = mark.unwrap_or_else(|| table::mark(text));
        let mut read = table::read(text, mark)?.into_iter();
        let head = named(read.next().unwrap_or_default());
        let mut rows = Vec::new();
        for (at, row) in read.enumerate().filter(|(_, row)| row.iter().any(|field| !field.trim().is_empty())) {
            let cells = if row.iter().skip(head.len()).any(|field| !field.trim().is_empty()) {
                Err(("fields", format!("{} > {}", row.len(), head.len())))
            } else {
                let mut map = Map::new();
                for (name, field) in head.iter().zip(row) {
                    put(&mut map, name, field.into());
                }
                Ok(Value::Object(map))
            };
            rows.push((at + 2, cells));
        }
        Ok(Self { dotted: false, mark, head, rows })
    }

    /// JSON Lines, or one JSON list. A line that is no JSON is a row with a problem.
    ///
    /// # Errors
    /// Where a list is no JSON.
    pub fn lines(text: &str) -> Result<Self, DecodeError> {
        let text = text.trim_start_matches('\u{feff}');
        let mut rows = Vec::new();
        if text.trim_start().starts_with('[') {
            let list: Vec<Value> = crate::json::parse(text)?;
            rows.extend(list.into_iter().enumerate().map(|(at, value)| (at + 1, Ok(value))));
        } else {
            for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
                let read = serde_json::from_str::<Value>(line).map_err(|error| ("json", error.to_string()));
                rows.push((at + 1, read));
            }
        }
        let mut head = Vec::new();
        let good = rows.iter().filter_map(|(_, cells)| cells.as_ref().ok());
        good.take(LOOKED_AT).for_each(|row| paths(row, "", 0, &mut head));
        Ok(Self { dotted: true, mark: ',', head, rows })
    }

    /// What is in it: `{separator, rows, columns: [{name, filled, samples}]}`.
    #[must_use]
    pub fn shape(&self) -> Value {
        let columns: Vec<Value> = self.head.iter().map(|name| self.column(name)).collect();
        let mark: Value = if self.dotted { Value::Null } else { self.mark.to_string().into() };
        object([("separator", mark), ("rows", self.rows.len().into()), ("columns", Value::Array(columns))])
    }

    fn column(&self, name: &str) -> Value {
        let (mut filled, mut samples) = (0_usize, Vec::new());
        for (_, cells) in &self.rows {
            let Some(cell) = cells.as_ref().ok().and_then(|row| found(row, name, self.dotted)) else { continue };
            let said = cell.as_str().map_or_else(|| cell.to_string(), ToOwned::to_owned);
            if cell.is_null() || said.trim().is_empty() {
                continue;
            }
            filled += 1;
            if samples.len() < SAMPLES.0 {
                samples.push(Value::from(said.chars().take(SAMPLES.1).collect::<String>()));
            }
        }
        object([("name", name.into()), ("filled", filled.into()), ("samples", Value::Array(samples))])
    }

    /// What a mapping makes of all rows: `{good, left_out, problems: [{row, code, detail}], tasks: [{row, task}]}`, with so many
    /// tasks from a place among the good ones; the first hundred problems are told.
    #[must_use]
    pub fn mapped(&self, mapping: &Mapping, from: usize, count: usize) -> Value {
        let (mut good, mut left_out, mut problems, mut shown) = (0_usize, 0_usize, Vec::new(), Vec::new());
        self.each(mapping, |row, made| match made {
            Ok(task) => {
                if (from..from.saturating_add(count)).contains(&good) {
                    shown.push(object([("row", row.into()), ("task", task.write())]));
                }
                good += 1;
            }
            Err((code, detail)) => {
                if left_out < TOLD {
                    let said = [("row", row.into()), ("code", code.into()), ("detail", detail.into())];
                    problems.push(object(said));
                }
                left_out += 1;
            }
        });
        let (problems, shown) = (Value::Array(problems), Value::Array(shown));
        object([("good", good.into()), ("left_out", left_out.into()), ("problems", problems), ("tasks", shown)])
    }

    /// The tasks of all rows that have no problem, a document a line.
    #[must_use]
    pub fn tasks(&self, mapping: &Mapping) -> String {
        let mut text = String::new();
        self.each(mapping, |_, made| {
            if let Ok(task) = made {
                text.push_str(&task.write().to_string());
                text.push('\n');
            }
        });
        text
    }

    fn each(&self, mapping: &Mapping, mut tell: impl FnMut(usize, Result<Task, (&'static str, String)>)) {
        let mut ids = BTreeSet::new();
        for (row, cells) in &self.rows {
            let made = cells.clone().and_then(|cells| self.task(&cells, mapping, *row));
            let made = made.and_then(|task| if ids.insert(task.id.clone()) { Ok(task) } else { Err(("id", task.id)) });
            tell(*row, made);
        }
    }

    fn task(&self, cells: &Value, mapping: &Mapping, row: usize) -> Result<Task, (&'static str, String)> {
        let made = work(cells, mapping, row.saturating_sub(1), self.dotted);
        let said = |error: DecodeError| ("field", error.to_string());
        let mut task = made.map_err(said)?.task;
        if !mapping.responses.is_empty() && task.responses.is_empty() {
            return Err(("response", mapping.responses.join(", ")));
        }
        if matches!(task.id.as_str(), "." | "..") {
            return Err(("field", "id".to_owned()));
        }
        // One response is compared with nothing, and without criteria there are no scores.
        task.parts.retain(|part| match part {
            crate::task::Part::Preference => task.responses.len() > 1,
            crate::task::Part::Scores => task.rubric.is_some(),
            _ => true,
        });
        task.validate().map_err(said)?;
        Ok(task)
    }
}

/// Names of columns: one that has none gets its number, and the second of the same name too.
fn named(head: Vec<String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (at, name) in head.into_iter().enumerate() {
        let name = name.trim().to_owned();
        let taken = name.is_empty() || names.contains(&name);
        names.push(if taken { format!("{name} ({})", at + 1).trim().to_owned() } else { name });
    }
    names
}

/// Adds the paths of a value's fields. A list is a field itself, and its first elements are.
fn paths(value: &Value, at: &str, depth: usize, into: &mut Vec<String>) {
    let below = |key: &str| if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") };
    let mut add = |path: &str| {
        if !path.is_empty() && into.len() < PATHS && !into.iter().any(|one| one == path) {
            into.push(path.to_owned());
        }
    };
    match value {
        Value::Object(map) if depth < DEPTH => {
            map.iter().for_each(|(key, value)| paths(value, &below(key), depth + 1, into));
        }
        Value::Array(list) => {
            add(at);
            let messages = list.first().is_some_and(|one| one.get("role").is_some());
            if depth < DEPTH && !messages {
                let first = list.iter().take(ELEMENTS).enumerate();
                first.for_each(|(index, one)| paths(one, &below(&index.to_string()), depth + 1, into));
            }
        }
        _ => add(at),
    }
}
