//! Tables and JSON Lines of any house: the user names which column or field is what.

mod cell;
mod sheet;

use super::texts::table;
use super::work::{Work, bare_task, documents, letter, response};
use crate::json::{DecodeError, Map, Value, document, put};
use crate::task::{Part, Reference, Role, Turn};

pub use sheet::Sheet;

document! {
    /// Which column, or which field by its dotted path (`data.answers.0.text`), is what.
    pub struct Mapping {
        /// The task's id; the row's number where nothing is named.
        pub id: Option<String>,
        /// What is asked: a text, or a list of messages.
        pub prompt: Option<String>,
        /// What is said before.
        pub system: Option<String>,
        /// The judged texts, in their order.
        pub responses: Vec<String>,
        /// Who wrote them, in the same order.
        pub models: Vec<String>,
        /// A model answer.
        pub reference: Option<String>,
        /// A line for lists.
        pub title: Option<String>,
        /// BCP 47.
        pub language: Option<String>,
        /// A field of expertise.
        pub domain: Option<String>,
        /// What may be relied on: texts, addresses, or lists of either.
        pub sources: Vec<String>,
        /// Criteria: a rubric of any house as JSON, or a line each, its points first where it says them (`+4: Names 48`).
        pub rubric: Option<String>,
        /// What parts the columns; told from the first line where nothing is said.
        pub separator: Option<String>,
        /// What is asked of the expert.
        pub parts: Vec<Part>,
    }
}

impl Mapping {
    /// Columns or fields that it names.
    fn names(&self) -> Vec<&str> {
        let said = [&self.id, &self.prompt, &self.system, &self.reference, &self.title];
        let single = said.into_iter().chain([&self.language, &self.domain, &self.rubric]).flatten();
        let lists = self.responses.iter().chain(&self.models).chain(&self.sources);
        single.chain(lists).map(String::as_str).collect()
    }
}

/// Rows of a table as tasks.
///
/// # Errors
/// Where a named column is not there, or a quotation is not closed.
pub(super) fn read_csv(text: &str, mapping: &Mapping) -> Result<Vec<Work>, DecodeError> {
    let own = mapping.separator.as_ref().and_then(|separator| separator.chars().next());
    let mut rows = table::read(text, own.unwrap_or_else(|| table::mark(text)))?.into_iter();
    let head = rows.next().unwrap_or_default();
    if let Some(missing) = mapping.names().into_iter().find(|name| !head.iter().any(|own| own == name)) {
        let error = DecodeError::new(&format!("a column {missing}"), &head.join(", "));
        return Err(error.under_field("mapping"));
    }
    let mut works = Vec::new();
    for (at, row) in rows.enumerate() {
        let mut map = Map::new();
        for (name, field) in head.iter().zip(row) {
            put(&mut map, name, field.into());
        }
        works.push(work(&Value::Object(map), mapping, at, false)?);
    }
    Ok(works)
}

/// Documents as tasks.
///
/// # Errors
/// Where a line is no JSON, or no line has a named field.
pub(super) fn read_json_lines(text: &str, mapping: &Mapping) -> Result<Vec<Work>, DecodeError> {
    let rows = documents(text)?;
    for name in mapping.names() {
        if !rows.is_empty() && !rows.iter().any(|row| found(row, name, true).is_some()) {
            return Err(DecodeError::missing(&format!("a field {name} in some line")).under_field("mapping"));
        }
    }
    rows.iter().enumerate().map(|(at, row)| work(row, mapping, at, true)).collect()
}

/// A column by its whole name, a field also by its dotted path.
fn found<'v>(row: &'v Value, name: &str, dotted: bool) -> Option<&'v Value> {
    if let Some(value) = row.get(name) {
        return Some(value);
    }
    let mut value = row;
    for part in name.split('.').filter(|_| dotted) {
        value = part.parse::<usize>().ok().and_then(|at| value.get(at)).or_else(|| value.get(part))?;
    }
    dotted.then_some(value)
}

fn work(row: &Value, mapping: &Mapping, at: usize, dotted: bool) -> Result<Work, DecodeError> {
    let value = |name: &Option<String>| name.as_ref().and_then(|name| found(row, name, dotted));
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
    let said =
        |name: &Option<String>| value(name).filter(|value| !value.is_null()).map(text).filter(|text| !text.is_empty());
    let mut task = bare_task(&said(&mapping.id).unwrap_or_else(|| format!("row-{}", at + 1)));
    if let Some(prompt) = value(&mapping.prompt) {
        task.turns = cell::turns(prompt).map_err(|error| error.under_field("prompt").under_index(at))?;
    }
    if let Some(system) = said(&mapping.system) {
        task.turns.insert(0, Turn { id: "u0".into(), role: Role::System, text: system, extra: Map::new() });
    }
    for (index, name) in mapping.responses.iter().enumerate() {
        let answer = found(row, name, dotted).filter(|value| !value.is_null()).map(text).unwrap_or_default();
        if !answer.is_empty() {
            let mut made = response(&letter(index), &answer);
            made.model = mapping.models.get(index).and_then(|name| found(row, name, dotted)).map(text);
            task.responses.push(made);
        }
    }
    task.reference = said(&mapping.reference).map(|text| Reference { text, extra: Map::new() });
    task.title = said(&mapping.title).unwrap_or_default();
    task.language = said(&mapping.language);
    task.domains = said(&mapping.domain).into_iter().collect();
    for name in &mapping.sources {
        let own = found(row, name, dotted).unwrap_or(&Value::Null);
        cell::sources(name, own, &mut task.sources);
    }
    if let Some(criteria) = value(&mapping.rubric) {
        let read = cell::rubric(criteria).map_err(|error| error.under_field("rubric").under_index(at))?;
        task.rubric = read;
    }
    task.parts.clone_from(&mapping.parts);
    Ok(Work { task, annotations: Vec::new() })
}
