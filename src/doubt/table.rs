//! Sums in tables: a total that its rows do not make, a row that breaks what all others keep.

use super::figure::{Figure, POINTS, Point, Written, digits, said, written};
use super::run::Table;
use crate::text::Span;

/// What does not come out in a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wrong {
    /// The cell, in the source.
    pub span: Span,
    /// What it should be made of.
    pub by: By,
    /// What that comes to.
    pub comes_to: String,
    /// What stands there.
    pub stated: String,
}

/// What a cell should be made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// The cells above it.
    Column,
    /// The cells before it, as in the other rows.
    Row,
}

/// A cell that is a number.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Number {
    written: Written,
    sign: f64,
    percent: bool,
}

/// A cell.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Value {
    Empty,
    Number(Number),
    Other,
}

const WHOLE: [&str; 10] =
    ["total", "totals", "grand total", "sum", "summe", "gesamt", "gesamtsumme", "insgesamt", "total sum", "σ"];
const PARTIAL: [&str; 6] = ["total", "subtotal", "sub-total", "zwischensumme", "summe", "gesamt"];
/// Rows that are not simply added.
const OTHERWISE: [&str; 20] = [
    "less",
    "minus",
    "abzüglich",
    "abzgl",
    "./.",
    "discount",
    "rabatt",
    "davon",
    "thereof",
    "of which",
    "average",
    "durchschnitt",
    "mean",
    "mittel",
    "net",
    "netto",
    "profit",
    "gewinn",
    "difference",
    "saldo",
];

impl Number {
    fn value(self) -> f64 {
        self.sign * self.written.value
    }

    fn figure(self) -> Figure {
        let slack = if self.written.unit < 1.0 || self.percent { self.written.unit / 2.0 } else { 0.0 };
        let value = self.value();
        Figure { value, low: value - slack, high: value + slack }
    }
}

/// All that does not come out in a table. What can be read in two ways must be wrong both ways.
pub(super) fn wrong(table: &Table) -> Vec<Wrong> {
    let readable = |point: Point| {
        let cells = || table.rows.iter().flatten();
        let number = |text: &str, point| matches!(value(text, point), Value::Number(_));
        cells().all(|cell| number(&cell.text, point) || !POINTS.iter().any(|other| number(&cell.text, *other)))
    };
    let ways: Vec<Vec<Wrong>> =
        POINTS.iter().filter(|point| readable(**point)).map(|point| of_table(table, *point)).collect();
    match ways.as_slice() {
        [one] => one.clone(),
        [one, two] => one.iter().filter(|one| two.iter().any(|other| other.span == one.span)).cloned().collect(),
        _ => Vec::new(),
    }
}

fn of_table(table: &Table, point: Point) -> Vec<Wrong> {
    let grid: Vec<Vec<Value>> =
        table.rows.iter().map(|row| row.iter().map(|cell| value(&cell.text, point)).collect()).collect();
    let mut found = totals(table, &grid, point);
    found.extend(rows(table, &grid, point));
    found
}

/// Reads a cell: a number with a sign, a currency or a unit, or something else.
fn value(text: &str, point: Point) -> Value {
    let text = text.trim();
    if matches!(text, "" | "-" | "–" | "—") {
        return Value::Empty;
    }
    let (text, closed) = match text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        Some(inner) => (inner.trim(), true),
        None => (text, false),
    };
    let bare = text.trim_start_matches(['€', '$', '£', '¥', '+', ' ', '\u{a0}']);
    let (bare, negative) = match bare.strip_prefix(['-', '−', '–']) {
        Some(bare) => (bare.trim_start_matches(['€', '$', '£', '¥', ' ']), true),
        None => (bare, false),
    };
    let length = digits(bare);
    let Some((number, unit)) = bare.split_at_checked(length).filter(|_| length > 0) else { return Value::Other };
    let unit = unit.trim();
    let plain = unit.chars().count() <= 4 && unit.chars().all(|c| c.is_alphabetic() || "€$£¥%‰".contains(c));
    match written(number, point).filter(|_| plain) {
        Some(written) => {
            let sign = if closed || negative { -1.0 } else { 1.0 };
            Value::Number(Number { written, sign, percent: unit == "%" })
        }
        None => Value::Other,
    }
}

fn label(table: &Table, row: usize) -> String {
    let first = table.rows.get(row).and_then(|cells| cells.iter().find(|cell| !cell.text.trim().is_empty()));
    first.map(|cell| cell.text.trim().trim_end_matches(':').to_lowercase()).unwrap_or_default()
}

/// Totals that the rows above them do not make.
fn totals(table: &Table, grid: &[Vec<Value>], point: Point) -> Vec<Wrong> {
    let labels: Vec<String> = (0..grid.len()).map(|row| label(table, row)).collect();
    let is_total = |label: &str| PARTIAL.iter().any(|word| label.starts_with(word));
    let otherwise = |label: &String| OTHERWISE.iter().any(|word| label.contains(word));
    let mut found = Vec::new();
    let Some(last) = grid.len().checked_sub(1) else { return found };
    let whole = labels.get(last).is_some_and(|label| WHOLE.contains(&label.as_str()));
    if !whole || last < 2 || labels.iter().take(last).any(otherwise) {
        return found;
    }
    let columns = grid.last().map_or(0, Vec::len);
    for column in 1..columns {
        let cell = |row: usize| grid.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or(Value::Empty);
        let Value::Number(total) = cell(last) else { continue };
        let above: Vec<(bool, Value)> =
            (0..last).map(|row| (labels.get(row).is_some_and(|label| is_total(label)), cell(row))).collect();
        if let Some(sum) = not_the_sum(&above, total)
            && let Some(run) = table.rows.get(last).and_then(|row| row.get(column))
        {
            let whole = Span { start: 0, end: run.text.len() };
            let comes_to = said(sum, decimals(&above, total), point) + if total.percent { " %" } else { "" };
            found.push(Wrong { span: run.place(whole), by: By::Column, comes_to, stated: run.text.trim().into() });
        }
    }
    found
}

fn decimals(above: &[(bool, Value)], total: Number) -> usize {
    let of =
        |one: Number| if one.written.unit < 1.0 { (-one.written.unit.log10()).round().clamp(0.0, 9.0) } else { 0.0 };
    let mut most = of(total);
    for (_, value) in above {
        if let Value::Number(one) = value {
            most = most.max(of(*one));
        }
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 9")]
    let count = most as usize;
    count
}

/// What rows come to, where no way to add them makes the total, and the total is meant as a sum.
fn not_the_sum(above: &[(bool, Value)], total: Number) -> Option<f64> {
    let mut parts: Vec<(bool, Number)> = Vec::new();
    for (partial, value) in above {
        match value {
            Value::Empty => {}
            Value::Number(number) => parts.push((*partial, *number)),
            Value::Other => return None,
        }
    }
    let singles: Vec<Number> = parts.iter().filter(|(partial, _)| !partial).map(|(_, one)| *one).collect();
    if singles.len() < 2 || singles.iter().any(|one| one.percent != total.percent) {
        return None;
    }
    let sum = |of: &[Number]| of.iter().fold(Figure::exact(0.0), |sum, one| sum.with(one.figure(), |a, b| a + b));
    let since = parts.iter().rposition(|(partial, _)| *partial).map_or(0, |at| at + 1);
    let tail: Vec<Number> = parts.iter().skip(since).map(|(_, one)| *one).collect();
    let partials: Vec<Number> = parts.iter().filter(|(partial, _)| *partial).map(|(_, one)| *one).collect();
    let rest: Vec<Number> = partials.iter().chain(&tail).copied().collect();
    for way in [&singles, &tail, &partials, &rest] {
        if !way.is_empty() && sum(way).meets(total.figure(), 0.0) {
            return None;
        }
    }
    let sum = sum(&singles).value;
    let values = || singles.iter().map(|one| one.value());
    let (least, most) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    // Between its parts it is an average or a price; far from their sum it is something else.
    let between = least <= total.value() && total.value() <= most;
    let share = total.percent && (total.value() - 100.0).abs() < 1e-9 && (90.0..=110.0).contains(&sum);
    let ratio = total.value() / sum;
    (!between && (0.6..=1.6).contains(&ratio) && (share || !total.percent)).then_some(sum)
}

/// How a cell can be made of two before it.
const WAYS: [fn(f64, f64) -> f64; 4] = [|a, b| a * b, |a, b| a + b, |a, b| a - b, |a, b| a * b / 100.0];

/// Cells that are not made as those of all other rows are.
fn rows(table: &Table, grid: &[Vec<Value>], point: Point) -> Vec<Wrong> {
    let mut found: Vec<Wrong> = Vec::new();
    let columns = grid.iter().map(Vec::len).min().unwrap_or_default();
    for target in 2..columns.min(12) {
        for second in 0..target {
            for first in 0..target {
                for (which, way) in WAYS.iter().enumerate() {
                    // The order matters to a difference only.
                    if first == second || (which != 2 && first > second) {
                        continue;
                    }
                    if let Some(wrong) = the_odd_one(table, grid, [first, second, target], *way, point)
                        && !found.iter().any(|one| one.span == wrong.span)
                    {
                        found.push(wrong);
                    }
                }
            }
        }
    }
    found
}

/// The one row in which a cell is not made as in three others at least.
fn the_odd_one(
    table: &Table,
    grid: &[Vec<Value>],
    [first, second, target]: [usize; 3],
    way: fn(f64, f64) -> f64,
    point: Point,
) -> Option<Wrong> {
    let (mut kept, mut odd) = (0, None);
    for (at, row) in grid.iter().enumerate() {
        let number = |column: usize| match row.get(column) {
            Some(Value::Number(one)) => Some(*one),
            _ => None,
        };
        let Some(((one, two), stated)) = number(first).zip(number(second)).zip(number(target)) else { continue };
        if one.value().abs() <= 1.0 || two.value().abs() <= 1.0 {
            // Ones and zeros keep any rule.
            continue;
        }
        let made = one.figure().with(two.figure(), way);
        if made.meets(stated.figure(), stated.written.unit * if made.value.fract() == 0.0 { 0.0 } else { 1.0 }) {
            kept += 1;
        } else if odd.replace((at, made.value, stated)).is_some() {
            return None;
        }
    }
    let (at, made, stated) = odd.filter(|_| kept >= 3)?;
    let run = table.rows.get(at)?.get(target)?;
    let ratio = stated.value() / made;
    if !(0.3..=3.0).contains(&ratio) || PARTIAL.iter().any(|word| label(table, at).starts_with(word)) {
        return None;
    }
    let places = if stated.written.unit < 1.0 { 2 } else { 0 };
    let span = run.place(Span { start: 0, end: run.text.len() });
    Some(Wrong { span, by: By::Row, comes_to: said(made, places, point), stated: run.text.trim().into() })
}
