//! Whether two JSON values mean the same.

use crate::json::Value;

/// Equality of JSON values, whatever their numbers look like: `1`, `1.0` and `1e0` are one.
#[must_use]
pub fn same_json(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left == right || same_float(left.as_f64(), right.as_f64()),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same_json(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, value)| right.get(key).is_some_and(|other| same_json(value, other)))
        }
        _ => left == right,
    }
}

/// What JavaScript would call equal: it has one kind of number.
#[allow(clippy::float_cmp, reason = "the same number, not a near one")]
fn same_float(left: Option<f64>, right: Option<f64>) -> bool {
    left.is_some() && left == right
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_are_compared_by_value_and_objects_by_content() {
        let values = [
            json!(null),
            json!(0),
            json!(false),
            json!(""),
            json!([]),
            json!({}),
            json!([1]),
            json!([1, 1]),
            json!({"a": 1}),
            json!({"b": 1}),
            json!({"a": 1, "b": 1}),
            json!({"a": null}),
            json!(1.5),
        ];
        for (at, left) in values.iter().enumerate() {
            for (other, right) in values.iter().enumerate() {
                assert_eq!(same_json(left, right), at == other, "{left} {right}");
            }
        }
        assert!(same_json(&json!({"a": [1], "b": 2.0}), &json!({"b": 2, "a": [1.0]})));
    }
}
