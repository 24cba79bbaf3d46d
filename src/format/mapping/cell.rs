//! What stands in one cell: messages, sources, criteria, as people write them into tables.

use super::super::rubrics::any;
use super::super::work;
use crate::json::{DecodeError, Map, Value, number, parse};
use crate::task::{Criterion, Rubric, Source, Turn};

/// What is asked: a text, or messages, also where they are JSON inside of a text.
///
/// # Errors
/// Where a message is none.
pub(super) fn turns(cell: &Value) -> Result<Vec<Turn>, DecodeError> {
    match cell {
        Value::Array(_) => work::turns(cell),
        Value::String(text) if text.trim_start().starts_with('[') => match parse::<Value>(text) {
            Ok(list) if list.get(0).is_some_and(|one| one.get("role").is_some()) => work::turns(&list),
            _ => work::turns(cell),
        },
        Value::String(_) => work::turns(cell),
        other => work::turns(&other.to_string().into()),
    }
}

/// Adds the sources of a cell: a text, an address, or a list of either. A text is called as its column.
pub(super) fn sources(column: &str, cell: &Value, into: &mut Vec<Source>) {
    let id = format!("s{}", into.len() + 1);
    let plain = |text: &str| Source {
        id: id.clone(),
        title: column.to_owned(),
        url: Some(text.to_owned()).filter(|text| is_address(text)),
        text: if is_address(text) { String::new() } else { text.to_owned() },
        extra: Map::new(),
    };
    match cell {
        Value::Null => {}
        Value::String(text) if text.trim().is_empty() => {}
        Value::String(text) if text.trim_start().starts_with('[') => match parse::<Value>(text) {
            Ok(list @ Value::Array(_)) => sources(column, &list, into),
            _ => into.push(plain(text)),
        },
        Value::String(text) => into.push(plain(text)),
        Value::Array(list) => list.iter().for_each(|one| sources(column, one, into)),
        Value::Object(one) => {
            let said = |names: [&str; 4]| {
                let found = names.iter().find_map(|name| one.get(*name).and_then(Value::as_str));
                found.filter(|text| !text.is_empty())
            };
            let title = said(["title", "name", "titel", "file"]).unwrap_or(column).to_owned();
            let url = said(["url", "link", "href", "uri"]).map(ToOwned::to_owned);
            let text = said(["text", "content", "snippet", "excerpt"]).unwrap_or_default().to_owned();
            into.push(Source { id, title, url, text, extra: Map::new() });
        }
        other => into.push(plain(&other.to_string())),
    }
}

fn is_address(text: &str) -> bool {
    let text = text.trim();
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

/// The rubric of a cell, none where it is empty.
///
/// # Errors
/// Where JSON is no rubric of any known house.
pub(super) fn rubric(cell: &Value) -> Result<Option<Rubric>, DecodeError> {
    let criteria = match cell {
        Value::Null => Vec::new(),
        Value::String(text) if text.trim_start().starts_with(['{', '[']) => any::criteria(text)?,
        Value::String(text) => lines(text),
        // A list of plain texts is a criterion each.
        Value::Array(list) if list.iter().all(Value::is_string) => {
            let texts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            lines(&texts.join("\n"))
        }
        other => any::criteria(&other.to_string())?,
    };
    let id = "r1".to_owned();
    let made = Rubric { id, version: "1".to_owned(), criteria, extra: Map::new() };
    Ok((!made.criteria.is_empty()).then_some(made))
}

/// A criterion a line; what is a number before a colon, a bar or a tab are its points.
fn lines(text: &str) -> Vec<Criterion> {
    let mut criteria = Vec::new();
    for line in text.lines().map(|line| line.trim().trim_start_matches(['•', '*'])).map(str::trim) {
        if line.is_empty() {
            continue;
        }
        let parted = line.split_once([':', '|', '\t']).and_then(|(head, rest)| {
            let head = head.trim().replace('−', "-").replace(',', ".");
            Some((number(head.trim_start_matches('+'))?, rest.trim()))
        });
        let (points, words) = parted.filter(|(_, rest)| !rest.is_empty()).unwrap_or((1.0, line));
        criteria.push(Criterion::of(format!("c{}", criteria.len() + 1), words, "", points));
    }
    criteria
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lines_of_a_cell_are_criteria_with_their_points() {
        let said =
            |text: &str| -> Vec<(f64, String)> { lines(text).into_iter().map(|one| (one.points, one.title)).collect() };
        let of = |list: &[(f64, &str)]| -> Vec<(f64, String)> {
            list.iter().map(|(points, title)| (*points, (*title).to_owned())).collect()
        };
        assert_eq!(said("+4: Nennt 48\n\n−2,5 | Erfindet\n"), of(&[(4.0, "Nennt 48"), (-2.5, "Erfindet")]));
        assert_eq!(said("• Says: so"), of(&[(1.0, "Says: so")]));
        assert_eq!(said("3:"), of(&[(1.0, "3:")]));
        assert_eq!(said(" \n"), of(&[]));
    }

    #[test]
    fn a_rubric_comes_as_json_as_lines_or_not_at_all() {
        let count = |cell: Value| rubric(&cell).map(|one| one.map_or(0, |one| one.criteria.len()));
        assert_eq!(count(json!("[{\"criterion\":\"A\",\"points\":2}]")), Ok(1));
        assert_eq!(count(json!([{"criterion": "A"}, {"criterion": "B"}])), Ok(2));
        assert_eq!(count(json!(["A", "2: B"])), Ok(2));
        assert_eq!((count(json!("")), count(Value::Null)), (Ok(0), Ok(0)));
        assert!(count(json!("[{\"points\":2}]")).is_err());
    }

    #[test]
    fn sources_are_texts_addresses_and_lists_of_both() {
        let read = |cell: Value| {
            let mut found = Vec::new();
            sources("law", &cell, &mut found);
            found.into_iter().map(|one| (one.id, one.title, one.url, one.text)).collect::<Vec<_>>()
        };
        let url = Some("https://a.example/x".to_owned());
        let plain = ("s1".to_owned(), "law".to_owned(), None, "§ 1 says so".to_owned());
        assert_eq!(read(json!("§ 1 says so")), std::slice::from_ref(&plain));
        assert_eq!(read(json!(["§ 1 says so", " "])), [plain]);
        let linked = |title: &str, text: &str| ("s1".to_owned(), title.to_owned(), url.clone(), text.to_owned());
        assert_eq!(read(json!("https://a.example/x")), [linked("law", "")]);
        assert_eq!(
            read(json!("[{\"title\":\"X\",\"url\":\"https://a.example/x\",\"text\":\"t\"}]")),
            [linked("X", "t")]
        );
        assert!(read(Value::Null).is_empty());
    }

    #[test]
    fn a_prompt_is_a_text_or_messages_even_inside_of_a_text() {
        let said = |cell: Value| turns(&cell).map(|list| list.into_iter().map(|one| one.text).collect::<Vec<_>>());
        assert_eq!(said(json!("[1] Why?")), Ok(vec!["[1] Why?".to_owned()]));
        let both = Ok(vec!["Hi".to_owned(), "Ho".to_owned()]);
        assert_eq!(said(json!([{"role": "user", "content": "Hi"}, {"role": "user", "content": "Ho"}])), both);
        let inside = "[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"user\",\"content\":\"Ho\"}]";
        assert_eq!(said(json!(inside)), both);
        assert_eq!(said(json!(12)), Ok(vec!["12".to_owned()]));
    }
}
