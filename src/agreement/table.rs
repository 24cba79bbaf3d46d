//! Ratings as a table: a row for each unit, a column for each rater, cells that may be empty.

use crate::json::Value;
use crate::text::sort_by_place;

/// What each rater said of each unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What can be said, in order: from the least to the most where there is an order.
    pub categories: Vec<String>,
    /// The number that each category stands for: itself where all are numbers, its place where they are words.
    pub values: Vec<f64>,
    /// How many raters there are.
    raters: usize,
    /// **Invariant:** as long as a multiple of `raters`; each cell is the place of a category.
    cells: Vec<Option<usize>>,
}

impl Table {
    /// The table of some rows of JSON values: numbers, words or truth values; null is missing. Short rows are filled up.
    /// With `declared` the categories are those, in that order, and what is none of them joins them at the end.
    #[must_use]
    pub fn of_values(rows: &[Vec<Value>], declared: &[Value]) -> Self {
        let raters = rows.iter().map(Vec::len).max().unwrap_or_default();
        let mut known: Vec<Value> = declared.iter().map(normal).collect();
        for value in rows.iter().flatten().filter(|value| !value.is_null()) {
            let value = normal(value);
            if !known.contains(&value) {
                known.push(value);
            }
        }
        let numbers: Option<Vec<f64>> = known.iter().map(Value::as_f64).collect();
        if declared.is_empty() && numbers.is_some() {
            sort_by_place(&mut known, |value| ordered(value.as_f64().unwrap_or_default()));
        }
        let mut cells = Vec::with_capacity(rows.len() * raters);
        for row in rows {
            for rater in 0..raters {
                let value = row.get(rater).filter(|value| !value.is_null()).map(normal);
                cells.push(value.and_then(|value| known.iter().position(|one| *one == value)));
            }
        }
        let place = |(place, value): (usize, &Value)| match (&numbers, value.as_f64()) {
            (Some(_), Some(number)) => number,
            _ => place as f64,
        };
        let values = known.iter().enumerate().map(place).collect();
        Self { categories: known.iter().map(word).collect(), values, raters, cells }
    }

    /// The table of rows of numbers; none is missing.
    #[must_use]
    pub fn of_numbers(rows: &[Vec<Option<f64>>]) -> Self {
        let value = |cell: &Option<f64>| cell.map_or(Value::Null, Value::from);
        Self::of_values(&rows.iter().map(|row| row.iter().map(value).collect()).collect::<Vec<_>>(), &[])
    }

    /// The table of two raters that a cross table counts: `counts[a][b]` units that the first called `a`, the second `b`.
    #[must_use]
    pub fn of_counts(counts: &[Vec<usize>]) -> Self {
        let mut rows = Vec::new();
        for (first, line) in counts.iter().enumerate() {
            for (second, count) in line.iter().enumerate() {
                for _ in 0..*count {
                    rows.push(vec![Some(first as f64), Some(second as f64)]);
                }
            }
        }
        Self::of_numbers(&rows)
    }

    /// How many raters there are.
    #[must_use]
    pub const fn raters(&self) -> usize {
        self.raters
    }

    /// How many units there are, judged or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len().checked_div(self.raters).unwrap_or_default()
    }

    /// Whether there is no unit.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The rows: for each unit, each rater's category.
    pub fn units(&self) -> impl Iterator<Item = &[Option<usize>]> {
        self.cells.chunks(self.raters.max(1))
    }

    /// A table of the same people and words, with the units that are named, some perhaps several times.
    #[must_use]
    pub fn pick(&self, units: &[usize]) -> Self {
        let mut cells = Vec::with_capacity(units.len() * self.raters);
        for unit in units {
            let start = unit * self.raters;
            cells.extend_from_slice(self.cells.get(start..start + self.raters).unwrap_or_default());
        }
        Self { cells, ..self.head() }
    }

    /// A table of two of the raters.
    #[must_use]
    pub fn pair(&self, first: usize, second: usize) -> Self {
        let cell = |row: &[Option<usize>], rater: usize| row.get(rater).copied().flatten();
        let cells = self.units().flat_map(|row| [cell(row, first), cell(row, second)]).collect();
        Self { raters: 2, cells, ..self.head() }
    }

    fn head(&self) -> Self {
        let (categories, values) = (self.categories.clone(), self.values.clone());
        Self { categories, values, raters: self.raters, cells: Vec::new() }
    }

    /// For each unit that somebody judged, how many raters chose each category.
    pub(super) fn counts(&self) -> Vec<Vec<f64>> {
        let mut units = Vec::with_capacity(self.len());
        for row in self.units() {
            let mut counts = vec![0.0; self.categories.len()];
            for category in row.iter().flatten() {
                if let Some(count) = counts.get_mut(*category) {
                    *count += 1.0;
                }
            }
            if row.iter().any(Option::is_some) {
                units.push(counts);
            }
        }
        units
    }
}

/// Truth values are 0 and 1, and 1 is 1.0: what means the same is the same category.
fn normal(value: &Value) -> Value {
    match value {
        Value::Bool(flag) => Value::from(f64::from(u8::from(*flag))),
        Value::Number(number) => number.as_f64().map_or(Value::Null, |number| Value::from(number + 0.0)),
        other => other.clone(),
    }
}

fn word(value: &Value) -> String {
    match value {
        Value::String(word) => word.clone(),
        other => crate::json::Doc::write(&other.as_f64().unwrap_or_default()).to_string(),
    }
}

/// A key that orders numbers as they are, for [`sort_by_place`].
pub(super) fn ordered(number: f64) -> (usize, usize) {
    let bits = number.to_bits();
    // IEEE 754 orders positive numbers by their bits, and negative ones the other way round.
    let key = if number.is_sign_negative() { !bits } else { bits | (1 << 63) };
    let half = |part: u64| usize::try_from(part).unwrap_or(usize::MAX);
    (half(key >> 32), half(key & 0xffff_ffff))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_put_in_order_and_words_keep_the_order_that_is_declared() {
        let row = |a: Value, b: Value| vec![a, b];
        let table = Table::of_values(&[row(10.into(), 2.into()), row(Value::Null, (-1).into())], &[]);
        assert_eq!((table.categories.join(" "), table.values.clone()), ("-1 2 10".into(), vec![-1.0, 2.0, 10.0]));
        assert_eq!(table.units().nth(1), Some(&[None, Some(0)][..]));
        let words = Table::of_values(&[row("high".into(), "low".into())], &["low".into(), "high".into()]);
        assert_eq!((words.values, words.cells), (vec![0.0, 1.0], vec![Some(1), Some(0)]));
    }

    #[test]
    fn the_key_of_a_number_orders_as_the_number() {
        let numbers = [f64::NEG_INFINITY, -2.5, -1.0, -0.0, 0.0, 1e-300, 0.5, 2.0, 1e300, f64::INFINITY];
        assert!(numbers.windows(2).all(|pair| ordered(pair[0]) <= ordered(pair[1])));
    }
}
