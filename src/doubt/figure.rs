//! Numbers that are worked with: what digits mean under one of two ways to write them, and how exact they are.

use crate::rubric;

/// Which sign parts the whole from the fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    /// `1,234.5`
    Dot,
    /// `1.234,5`
    Comma,
}

/// Both ways.
pub(super) const POINTS: [Point; 2] = [Point::Dot, Point::Comma];

/// A number between two bounds: what was rounded may have been anything between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Figure {
    /// As it is written.
    pub value: f64,
    /// The least it can be.
    pub low: f64,
    /// The most it can be.
    pub high: f64,
}

/// Digits as they stand, and what one of their last place is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Written {
    /// The value.
    pub value: f64,
    /// One of the last place: 0.01 for two decimals, 1 for a whole number.
    pub unit: f64,
    /// One of the last place that is not zero: 100 for 1,800.
    pub coarse: f64,
}

const GROUPS: [char; 6] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’'];

/// How many bytes of digits, with what parts and groups them, stand at the front of a text.
pub(super) fn digits(text: &str) -> usize {
    if text.starts_with(|c: char| c.is_ascii_digit()) { rubric::digits(text, false) } else { 0 }
}

/// What digits mean; none where they are not written that way (`1.2.3`, a date).
pub(super) fn written(digits: &str, point: Point) -> Option<Written> {
    let (decimal, group) = if point == Point::Dot { ('.', ',') } else { (',', '.') };
    let (whole, fraction) = match digits.split_once(decimal) {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (digits, ""),
    };
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let parts: Vec<&str> = whole.split(|c| c == group || GROUPS.contains(&c)).collect();
    let (first, others) = parts.split_first()?;
    let grouped = others.is_empty() || (1..=3).contains(&first.len()) && !first.starts_with('0');
    let number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !grouped || !number(first) || !others.iter().all(|part| part.len() == 3 && number(part)) {
        return None;
    }
    // A leading zero is an identifier, a date or a time.
    if first.len() > 1 && first.starts_with('0') || whole.len() > 18 {
        return None;
    }
    let plain: String = parts.concat();
    let value = crate::json::number(&if fraction.is_empty() { plain.clone() } else { format!("{plain}.{fraction}") })?;
    let unit = 10_f64.powi(-i32::try_from(fraction.len()).ok()?);
    let zeros = plain.len() - plain.trim_end_matches('0').len();
    let coarse = if fraction.is_empty() { 10_f64.powi(i32::try_from(zeros).ok()?) } else { unit };
    Some(Written { value, unit, coarse })
}

impl Figure {
    /// A number that is exact.
    pub const fn exact(value: f64) -> Self {
        Self { value, low: value, high: value }
    }

    /// A number that may have been rounded: whole ones are exact.
    pub fn rounded(written: Written) -> Self {
        let slack = if written.unit < 1.0 { written.unit / 2.0 } else { 0.0 };
        Self { value: written.value, low: written.value - slack, high: written.value + slack }
    }

    /// Something done to both bounds of two numbers.
    pub fn with(self, other: Self, act: impl Fn(f64, f64) -> f64) -> Self {
        let ends = [
            act(self.low, other.low),
            act(self.low, other.high),
            act(self.high, other.low),
            act(self.high, other.high),
        ];
        let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
        let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Self { value: act(self.value, other.value), low, high }
    }

    /// The quotient; none where the divisor can be zero.
    pub fn over(self, other: Self) -> Option<Self> {
        if other.low <= 0.0 && other.high >= 0.0 {
            return None;
        }
        Some(self.with(other, |one, two| one / two))
    }

    /// Whether two numbers can be the same, when the second may be off by `slack` besides.
    pub fn meets(self, other: Self, slack: f64) -> bool {
        let near = 1e-9 * self.value.abs().max(other.value.abs()).max(1e-9) + slack;
        self.low <= other.high + near && other.low <= self.high + near
    }

    /// Whether it is a number at all.
    pub fn is_sound(self) -> bool {
        self.low.is_finite() && self.high.is_finite() && self.value.abs() < 1e15
    }
}

/// A number as it is said: as many decimals as it needs, at most so many, with the given sign between.
pub(super) fn said(value: f64, decimals: usize, point: Point) -> String {
    let mut text = format!("{value:.decimals$}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    if text == "-0" {
        text = "0".into();
    }
    if point == Point::Comma { text.replace('.', ",") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_mean_what_their_way_of_writing_says() {
        let value = |text, point| written(text, point).map(|one| one.value);
        assert_eq!(value("1,234.5", Point::Dot), Some(1234.5));
        assert_eq!(value("1,234.5", Point::Comma), None);
        assert_eq!(value("1.234,5", Point::Comma), Some(1234.5));
        assert_eq!(value("1.234", Point::Dot), Some(1.234));
        assert_eq!(value("1.234", Point::Comma), Some(1234.0));
        assert_eq!(value("12 345", Point::Dot), Some(12345.0));
        for text in ["3.10.2026", "01", "1.2.3", "12.", "1,23,456.0"] {
            assert_eq!(value(text, Point::Dot), None, "{text}");
        }
    }

    #[test]
    fn what_was_rounded_may_be_anything_within_its_last_place() {
        let third = Figure::rounded(written("33.33", Point::Dot).expect("a number"));
        let three = Figure::exact(3.0);
        assert!(third.with(three, |a, b| a * b).meets(Figure::exact(100.0), 0.0));
        assert!(!third.with(three, |a, b| a * b).meets(Figure::exact(101.0), 0.0));
        assert_eq!(three.over(Figure::exact(0.0)), None);
    }

    #[test]
    fn numbers_are_said_without_needless_zeros() {
        assert_eq!(said(48.0, 2, Point::Dot), "48");
        assert_eq!(said(1.5, 2, Point::Comma), "1,5");
        assert_eq!(said(-0.0001, 2, Point::Dot), "0");
    }
}
