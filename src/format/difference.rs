//! What two documents do not share, by path: nothing, null and an empty list mean the same.

use crate::json::Value;

/// How two documents differ at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It is not in the second.
    Gone,
    /// It is another value in the second.
    Changed,
    /// It is in the second only.
    Added,
}

/// What the second document does not say as the first does: JSON paths in the first, `Added` ones in the second.
pub(super) fn difference(first: &Value, second: &Value, path: &str) -> Vec<(String, Kind)> {
    let mut found = Vec::new();
    compare(first, second, path, &mut found);
    found
}

fn compare(first: &Value, second: &Value, path: &str, found: &mut Vec<(String, Kind)>) {
    match (first, second) {
        (a, b) if is_nothing(a) && is_nothing(b) => {}
        (a, b) if is_nothing(b) && !a.is_object() => found.push((path.to_owned(), Kind::Gone)),
        (a, b) if is_nothing(a) && !b.is_object() => found.push((path.to_owned(), Kind::Added)),
        (Value::Object(a), Value::Object(b)) => {
            for (key, one) in a {
                compare(one, b.get(key).unwrap_or(&Value::Null), &format!("{path}.{key}"), found);
            }
            for (key, other) in b.iter().filter(|(key, _)| !a.contains_key(*key)) {
                compare(&Value::Null, other, &format!("{path}.{key}"), found);
            }
        }
        (Value::Array(a), Value::Array(b)) => lists(a, b, path, found),
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => {}
        (a, b) if a == b => {}
        (a, b) if is_nothing(b) => found.push((path.to_owned(), if is_nothing(a) { Kind::Added } else { Kind::Gone })),
        (a, _) => found.push((path.to_owned(), if is_nothing(a) { Kind::Added } else { Kind::Changed })),
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_nothing),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether two elements are the same thing.
type Rule<'r> = &'r dyn Fn(&Value, &Value) -> bool;

/// Lists of things are compared by name and place; then by place, since ids may be lost; then by name; then equal ones; what
/// is left in its order, where it is as many.
fn lists(a: &[Value], b: &[Value], path: &str, found: &mut Vec<(String, Kind)>) {
    let mut free: Vec<Option<&Value>> = b.iter().map(Some).collect();
    let mut partners: Vec<Option<&Value>> = vec![None; a.len()];
    let same_name = |one: &Value, other: &Value| name(one).is_some() && name(one) == name(other);
    let same_place = |one: &Value, other: &Value| place(one).is_some() && place(one) == place(other);
    let rules: [Rule<'_>; 4] =
        [&|one, other| same_name(one, other) && place(one) == place(other), &same_place, &same_name, &|one, other| {
            one == other
        }];
    for rule in rules {
        for (one, partner) in a.iter().zip(&mut partners).filter(|(_, partner)| partner.is_none()) {
            let at = free.iter().position(|other| other.is_some_and(|other| rule(one, other)));
            *partner = at.and_then(|at| free.get_mut(at)).and_then(Option::take);
        }
    }
    let left = free.iter().flatten().count();
    if partners.iter().filter(|partner| partner.is_none()).count() == left {
        let nameless = |one: &Value| one.get("id").is_some() || name(one).is_none();
        for (_, partner) in a.iter().zip(&mut partners).filter(|(one, partner)| partner.is_none() && nameless(one)) {
            *partner = free.iter_mut().find(|other| other.is_some()).and_then(Option::take);
        }
    }
    for (at, (one, partner)) in a.iter().zip(partners).enumerate() {
        let here = format!("{path}[{at}]");
        match partner {
            Some(other) => compare(one, other, &here, found),
            None => found.push((here, Kind::Gone)),
        }
    }
    for (at, _) in b.iter().zip(&free).enumerate().filter(|(_, (_, left))| left.is_some()) {
        found.push((format!("{path}[{at}]"), Kind::Added));
    }
}

/// Where an element stands in which response.
fn place(value: &Value) -> Option<[&Value; 3]> {
    let span = value.get("span")?;
    Some([value.get("response").unwrap_or(&Value::Null), span.get("start")?, span.get("end")?])
}

/// What an element of a list is known by.
fn name(value: &Value) -> Option<Vec<&Value>> {
    const NAMES: [&[&str]; 5] =
        [&["id"], &["criterion", "response"], &["response"], &["left", "right"], &["dimension"]];
    NAMES.iter().find_map(|keys| {
        let first = value.get(keys.first()?)?;
        let null = &Value::Null;
        Some([first].into_iter().chain(keys.iter().skip(1).map(|key| value.get(key).unwrap_or(null))).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[expect(clippy::needless_pass_by_value, reason = "reads better at the call")]
    #[track_caller]
    fn check(first: Value, second: Value, expected: &str) {
        let found: Vec<String> =
            difference(&first, &second, "$").iter().map(|(path, kind)| format!("{kind:?} {path}")).collect();
        assert_eq!(found.join(", "), expected);
    }

    #[test]
    fn nothing_null_and_empty_mean_the_same() {
        check(json!({"a": null, "b": [], "c": 1}), json!({"c": 1.0, "d": "", "e": {"f": null}}), "");
    }

    #[test]
    fn things_are_compared_by_name_and_what_is_left_by_place() {
        check(
            json!([{"id": "a", "x": 1}, {"id": "b", "x": 2}]),
            json!([{"id": "b", "x": 2}, {"id": "a", "x": 3}]),
            "Changed $[0].x",
        );
        check(json!([{"id": "a", "x": 1}]), json!([{"id": "z", "x": 1}]), "Changed $[0].id");
        check(json!([{"criterion": "a"}, {"criterion": "b"}]), json!([{"criterion": "b"}]), "Gone $[0]");
        check(json!([1, 2]), json!([1, 2, 3]), "Added $[2]");
        check(json!({"a": {"b": 1}}), json!({}), "Gone $.a");
    }
}
