//! Criteria out of a text of any house: our rubrics and tasks, the formats that are read anyway, and lists and tables whose
//! columns have the usual names.

use super::super::texts::table;
use super::super::work::{documents, list_of, text_of};
use super::{biggen, langsmith, prbench, profbench};
use crate::json::{DecodeError, Doc, Map, Value, number, put};
use crate::task::{Criterion, Rubric, Task};

/// What a criterion's words are called.
const WORDS: [&str; 7] =
    ["text", "criterion", "criterion_description", "description", "criteria", "kriterium", "beschreibung"];
/// What its line is called.
const LINE: [&str; 4] = ["title", "name", "titel", "bezeichnung"];
/// What it earns is called.
const POINTS: [&str; 5] = ["points", "weight", "score", "punkte", "gewicht"];
/// What its class is called.
const CLASS: [&str; 6] = ["class", "type", "criterion_weight", "category", "klasse", "art"];

/// The criteria that a text holds.
///
/// # Errors
/// Where there are none, or one of them is not what it should be.
pub(in crate::format) fn criteria(text: &str) -> Result<Vec<Criterion>, DecodeError> {
    let begins = text.trim_start().trim_start_matches('\u{feff}').chars().next();
    let rows = match begins {
        Some('{' | '[') => documents(text)?,
        _ => rows_of_table(text)?,
    };
    let found = of_documents(text, &rows)?;
    if found.is_empty() {
        return Err(DecodeError::missing("criteria"));
    }
    Ok(found)
}

fn of_documents(text: &str, rows: &[Value]) -> Result<Vec<Criterion>, DecodeError> {
    let Some(first) = rows.first() else { return Ok(Vec::new()) };
    let has = |key: &str| first.get(key).is_some();
    let rubric = first.get("rubric");
    if has("feedback_key") || has("rubric_items") {
        return langsmith::read(text).map(|works| of_tasks(works.into_iter().map(|work| work.task)));
    }
    if has("score_rubric") || rubric.is_some_and(|one| one.get("score1_description").is_some()) {
        return biggen::read(text).map(|works| of_tasks(works.into_iter().map(|work| work.task)));
    }
    if rubric.and_then(|list| list.get(0)).is_some_and(|one| one.get("annotations").is_some()) {
        return prbench::read(text).map(|works| of_tasks(works.into_iter().map(|work| work.task)));
    }
    if list_of(first, "rubrics").first().is_some_and(|one| !text_of(one, "criterion_weight").is_empty()) {
        return profbench::read(text).map(|works| of_tasks(works.into_iter().map(|work| work.task)));
    }
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let under = |error: DecodeError| error.under_index(at);
        if let Some(rubric) = row.get("rubric").filter(|one| one.get("criteria").is_some()) {
            found.extend(Rubric::read(rubric.clone()).map_err(|error| under(error.under_field("rubric")))?.criteria);
        } else if row.get("criteria").is_some_and(Value::is_array) {
            found.extend(Rubric::read(row.clone()).map_err(under)?.criteria);
        } else if !list_of(row, "rubrics").is_empty() {
            for (index, item) in list_of(row, "rubrics").iter().enumerate() {
                let item = of_item(item, found.len());
                found.push(item.map_err(|error| under(error.under_index(index).under_field("rubrics")))?);
            }
        } else {
            found.push(of_item(row, found.len()).map_err(under)?);
        }
    }
    Ok(found)
}

fn of_tasks(tasks: impl Iterator<Item = Task>) -> Vec<Criterion> {
    tasks.flat_map(|task| task.rubric.map_or_else(Vec::new, |rubric| rubric.criteria)).collect()
}

/// One row of a list or table.
fn of_item(item: &Value, before: usize) -> Result<Criterion, DecodeError> {
    if item.get("id").is_some_and(Value::is_string) && item.get("scale").is_some() {
        return Criterion::read(item.clone());
    }
    let said = |names: &[&str]| {
        let found = names.iter().map(|name| text_of(item, name).trim()).find(|text| !text.is_empty());
        found.unwrap_or_default().to_owned()
    };
    let (title, text) = (said(&LINE), said(&WORDS));
    if title.is_empty() && text.is_empty() {
        return Err(DecodeError::missing("the words of a criterion").under_field("criterion"));
    }
    let mut one = Criterion::of(format!("c{}", before + 1), &title, &text, points(item)?);
    one.class = Some(said(&CLASS)).filter(|class| !class.is_empty());
    one.tags = item.get("tags").and_then(|tags| Vec::read(tags.clone()).ok()).unwrap_or_default();
    one.gate = item.get("gate").is_some_and(|gate| gate == true || gate == "true" || gate == "1");
    one.source = Some(said(&["source", "quelle"])).filter(|text| !text.is_empty());
    one.quote = Some(said(&["quote", "zitat"])).filter(|text| !text.is_empty());
    Ok(one)
}

fn points(item: &Value) -> Result<f64, DecodeError> {
    let Some((name, given)) = POINTS.iter().find_map(|name| Some((name, item.get(*name)?))) else { return Ok(1.0) };
    let typed = |text: &str| number(&text.trim().replace('−', "-").trim_start_matches('+').replace(',', "."));
    let found = match given {
        Value::String(text) if text.trim().is_empty() => Some(1.0),
        Value::String(text) => typed(text),
        other => other.as_f64(),
    };
    found.ok_or_else(|| DecodeError::unexpected("a number", given).under_field(name))
}

/// A table with its first row as the names of its columns, in small letters.
fn rows_of_table(text: &str) -> Result<Vec<Value>, DecodeError> {
    let mut rows = table::read(text, table::mark(text))?.into_iter();
    let head: Vec<String> = rows.next().unwrap_or_default().iter().map(|name| name.trim().to_lowercase()).collect();
    if !head.iter().any(|name| WORDS.contains(&name.as_str()) || LINE.contains(&name.as_str())) {
        let first = head.first().map_or("", String::as_str);
        return Err(DecodeError::unexpected("a column named criterion, text or title", &first.into()).under_index(0));
    }
    let mut found = Vec::new();
    for row in rows.filter(|row| row.iter().any(|field| !field.trim().is_empty())) {
        let mut map = Map::new();
        for (name, field) in head.iter().zip(row) {
            put(&mut map, name, field.into());
        }
        found.push(Value::Object(map));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, f64)]) {
        let found = criteria(text).expect("criteria");
        let said = |one: &Criterion| if one.text.is_empty() { one.title.clone() } else { one.text.clone() };
        let found: Vec<(String, f64)> = found.iter().map(|one| (said(one), one.points)).collect();
        let found: Vec<(&str, f64)> = found.iter().map(|(text, points)| (text.as_str(), *points)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn criteria_come_out_of_rubrics_of_many_houses() {
        check(r#"{"criteria":[{"id":"a","text":"States 48","points":5}]}"#, &[("States 48", 5.0)]);
        check(r#"{"rubric":{"criteria":[{"id":"a","title":"Sums up"}]}}"#, &[("Sums up", 1.0)]);
        check(
            r#"{"prompt":[],"rubrics":[{"criterion":"Names the drug","points":7,"tags":["axis:accuracy"]},{"criterion":"Invents a dose","points":-8}]}"#,
            &[("Names the drug", 7.0), ("Invents a dose", -8.0)],
        );
        check(
            r#"{"task_id":"1","rubrics":[{"criterion_description":"Shows the sum","criterion_weight":"Critical"}]}"#,
            &[("Shows the sum", 4.0)],
        );
        check(
            r#"[{"feedback_key":"tone","description":"Is polite","score_descriptions":{"0":"no","1":"yes"}}]"#,
            &[("Is polite", 1.0)],
        );
        check(
            r#"{"score_rubric":{"criteria":"Is it right?","score1_description":"no","score2_description":"yes"}}"#,
            &[("Is it right?", 5.0)],
        );
        check(
            "{\"title\":\"A\",\"description\":\"Says A\",\"weight\":3}\n{\"title\":\"B\",\"description\":\"Says B\",\"weight\":-2}\n",
            &[("Says A", 3.0), ("Says B", -2.0)],
        );
    }

    #[test]
    fn criteria_come_out_of_tables_with_the_usual_names() {
        check("Kriterium;Punkte;Art\nNennt 48;+4,5;Steuer\nErfindet;−3;\n", &[("Nennt 48", 4.5), ("Erfindet", -3.0)]);
        check("title,points\n\"a, b\",2\n\n", &[("a, b", 2.0)]);
        check("score\tcriterion\n\tNo points given\n", &[("No points given", 1.0)]);
    }

    #[test]
    fn what_holds_no_criteria_is_refused_with_its_place() {
        let error = |text: &str| criteria(text).expect_err("an error").to_string();
        assert!(error("a,b\n1,2\n").contains("a column named criterion"), "{}", error("a,b\n1,2\n"));
        assert!(error("[]").contains("criteria"), "{}", error("[]"));
        assert!(error(r#"[{"criterion":"A","points":"many"}]"#).contains("points"));
        assert!(error(r#"[{"points":1}]"#).contains("words of a criterion"));
        assert!(error("{").contains("JSON"), "{}", error("{"));
    }
}
