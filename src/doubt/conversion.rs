//! One quantity in two units: "5 km (3,000 m)", "100 °C = 373 K".

use crate::rubric::{Measure, Quantity, measure, quantities};
use crate::text::Span;

/// A quantity that is not the one before it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wrong {
    /// Both, in the text.
    pub span: Span,
    /// The first, as it is written.
    pub first: String,
    /// What it is in the unit of the second.
    pub is: f64,
    /// The second, as it is written.
    pub second: String,
    /// Its unit.
    pub unit: String,
}

/// Units that are not in the rubric's table, since nobody is scored in them: name, base, factor.
const MORE: [(&str, &str, f64); 22] = [
    ("miles", "m", 1609.344),
    ("mile", "m", 1609.344),
    ("mi", "m", 1609.344),
    ("feet", "m", 0.3048),
    ("ft", "m", 0.3048),
    ("inches", "m", 0.0254),
    ("inch", "m", 0.0254),
    ("yards", "m", 0.9144),
    ("pounds", "g", 453.592_37),
    ("lbs", "g", 453.592_37),
    ("lb", "g", 453.592_37),
    ("ounces", "g", 28.349_523),
    ("oz", "g", 28.349_523),
    ("mph", "m/s", 0.447_04),
    ("kilometers", "m", 1000.0),
    ("kilometres", "m", 1000.0),
    ("Kilometer", "m", 1000.0),
    ("meters", "m", 1.0),
    ("metres", "m", 1.0),
    ("Meter", "m", 1.0),
    ("kilograms", "g", 1000.0),
    ("Kilogramm", "g", 1000.0),
];

/// A temperature in kelvin from its unit: (value + before) × factor.
const HEAT: [(&str, f64, f64); 3] = [("°C", 273.15, 1.0), ("°F", 459.67, 5.0 / 9.0), ("K", 0.0, 1.0)];

/// A quantity with a unit that is known.
struct Known {
    quantity: Quantity,
    unit: String,
    end: usize,
}

/// All that are not what stands before them.
pub(super) fn wrong(text: &str) -> Vec<Wrong> {
    let mut all = Vec::new();
    for quantity in quantities(text) {
        all.extend(known(text, quantity));
    }
    let mut found = Vec::new();
    for pair in all.windows(2) {
        let [one, two] = pair else { continue };
        let gap = text.get(one.end..two.quantity.span.start).unwrap_or_default();
        let after = text.get(two.end..).unwrap_or_default();
        let bracketed =
            matches!(gap, " (" | " (≈ " | " (≈" | " (~" | " (about " | " (ca. " | " (approximately " | " (etwa ")
                && after.starts_with(')');
        let equated = matches!(gap.trim(), "=" | "≈")
            && !after.trim_start().starts_with(['+', '-', '*', '/', '×', '·', '−', '^']);
        let begins = one.quantity.span.start;
        let part = text.get(..begins).is_some_and(|head| {
            let head = head.trim_end();
            head.ends_with(['+', '*', '/', '×', '·', '−', '÷', '(', '^'])
                || head.ends_with(['-', '–'])
                || head.ends_with(" to")
        });
        if (bracketed || equated) && !(equated && part) && one.unit != two.unit {
            found.extend(differ(text, one, two, part));
        }
    }
    found
}

fn known(text: &str, quantity: Quantity) -> Option<Known> {
    let after = text.get(quantity.digits.end..).unwrap_or_default();
    let tail = after.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let length = tail.find(|c: char| !(c.is_alphabetic() || matches!(c, '°' | '/' | '²' | '³'))).unwrap_or(tail.len());
    let word = tail.get(..length)?.to_owned();
    let end = quantity.digits.end + (after.len() - tail.len()) + length;
    let listed = MORE.iter().any(|(name, ..)| *name == word) || HEAT.iter().any(|(name, ..)| *name == word);
    let own = quantity.unit.as_deref().is_some_and(|unit| unit == word);
    (listed || own).then_some(Known { quantity, unit: word, end })
}

fn of(unit: &str) -> Option<Measure> {
    if let Some((_, base, factor)) = MORE.iter().find(|(name, ..)| *name == unit) {
        return Some(Measure { base: (*base).into(), factor: *factor });
    }
    // Times and shares are put side by side for other reasons.
    measure(unit).filter(|found| !matches!(found.base.as_str(), "s" | "1" | "" | "pp" | "EUR" | "USD"))
}

fn differ(text: &str, one: &Known, two: &Known, part: bool) -> Option<Wrong> {
    let turn = turned(one, two)?;
    let near = |value: f64, stated: f64| {
        let size = value.abs().max(stated.abs());
        (value - stated).abs() <= size * if part { 0.2 } else { 0.1 } + 0.5 * step(one, two)
    };
    let values = &one.quantity.values;
    let made = || values.iter().map(|value| turn(*value));
    if two.quantity.values.iter().any(|stated| made().any(|value| near(value, *stated))) {
        return None;
    }
    let (is, stated) = (made().next()?, *two.quantity.values.first()?);
    // Something of quite another size is another thing.
    let ratio = (is / stated).abs();
    (0.0005..2000.0).contains(&ratio).then(|| Wrong {
        span: Span { start: one.quantity.span.start, end: two.end },
        first: Span { start: one.quantity.span.start, end: one.end }.slice(text).into(),
        is,
        second: Span { start: two.quantity.span.start, end: two.end }.slice(text).into(),
        unit: two.unit.clone(),
    })
}

/// One of the last place of a whole number counts for small ones: "1 ft (0 m)".
fn step(one: &Known, two: &Known) -> f64 {
    let small = |known: &Known| known.quantity.values.iter().all(|value| value.abs() < 10.0 && value.fract() == 0.0);
    if small(one) || small(two) { 1.0 } else { 0.0 }
}

/// How a value in the first unit is one in the second.
fn turned(one: &Known, two: &Known) -> Option<Box<dyn Fn(f64) -> f64>> {
    let heat = |unit: &str| HEAT.iter().find(|(name, ..)| *name == unit).map(|(_, before, factor)| (*before, *factor));
    if let (Some(from), Some(to)) = (heat(&one.unit), heat(&two.unit)) {
        return Some(Box::new(move |value| (value + from.0) * from.1 / to.1 - to.0));
    }
    let (from, to) = (of(&one.unit)?, of(&two.unit)?);
    if from.base != to.base {
        return None;
    }
    let factor = from.factor / to.factor;
    Some(Box::new(move |value| value * factor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> =
            wrong(text).iter().map(|one| format!("{}|{:.1}", one.span.slice(text), one.is)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_quantity_in_two_units_is_compared() {
        check("5 km (5,000 m) and 10 miles (16 km)", &[]);
        check("5 km (3,000 m)", &["5 km (3,000 m|5000.0"]);
        check("5 km (5.000 m)", &[]);
        check("100 °C = 373 K", &[]);
        check("100 °C = 273 K", &["100 °C = 273 K|373.1"]);
        check("68 °F (20 °C), 6 ft (1.8 m), 150 lbs (68 kg)", &[]);
        check("150 lbs (86 kg)", &["150 lbs (86 kg|68.0"]);
        check("2,5 kg = 2500 g", &[]);
        check("2 km + 3 km = 5000 m", &[]);
        check("a way of 3 km (500 m uphill)", &[]);
        check("100 km (60 km by train)", &[]);
    }
}
