//! What a number became: "1,200 → 1,344 (+12 %)", "5 % → 6 % (+1 pp)", "2024 → 2026 (+2)".

use super::quantity::{Quantity, quantities};
use super::unit::{Measure, SHARE, measure};
use crate::text::Span;

/// A number that a change replaced by another of the same kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// What stood there, with its unit, as it is written.
    pub from: String,
    /// What stands there now.
    pub to: String,
    /// By how much it changed, where that can be said.
    pub by: Option<By>,
}

/// By how much a number changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By so many per cent of what it was.
    Share(Decimal),
    /// Shares of a whole: by so many points.
    Points(Decimal),
    /// Years and degrees, and what was nothing: by so much.
    Amount(Decimal),
    /// Ten times or more: multiplied by this.
    Times(Decimal),
    /// A tenth or less: divided by this.
    Part(Decimal),
}

/// A number to be shown: so many digits behind its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// The number without its sign for decimals.
    pub digits: i64,
    /// How many of the digits are decimals, 0 to 4.
    pub decimals: usize,
}

/// How far around a change its number is looked for, in bytes.
const AROUND: usize = 48;
const YEARS: std::ops::Range<f64> = 1500.0..2200.0;
/// From this on a ratio is told as such.
const FACTOR: f64 = 10.0;

/// What the one number under `old` of a text became under `new` of the text that was made of it. None where there is not
/// exactly one on both sides, where they measure different things, and where the number is the same.
#[must_use]
pub fn shift(original: &str, old: Span, corrected: &str, new: Span) -> Option<Shift> {
    let (before, was) = one(original, old)?;
    let (after, is) = one(corrected, new)?;
    let (from, to) = nearest(&was, &is)?;
    if same(from, to) {
        return None;
    }
    let in_degrees = was.span.end == was.digits.end && before.get(was.span.end..)?.trim_start().starts_with('°');
    let in_years = [&was, &is].iter().all(|one| is_year(one));
    let by = if in_degrees || in_years || from.abs() < f64::EPSILON {
        decimal(to - from).map(By::Amount)
    } else if was.unit.as_deref().and_then(measure).is_some_and(|unit| unit.base == SHARE) {
        decimal(to - from).map(By::Points)
    } else {
        relative(from, to)
    };
    Some(Shift { from: was.span.slice(before).to_owned(), to: is.span.slice(after).to_owned(), by })
}

impl Shift {
    /// As it is read: with a comma for decimals or with a point, and with what points are called.
    #[must_use]
    pub fn said(&self, comma: bool, points: &str) -> String {
        let show = |decimal: Decimal, sign: bool| decimal.said(comma, sign);
        let by = match self.by {
            None => return [self.from.as_str(), " → ", &self.to].concat(),
            Some(By::Share(share)) => [&show(share, true), " %"].concat(),
            Some(By::Points(by)) => [&show(by, true), " ", points].concat(),
            Some(By::Amount(by)) => show(by, true),
            Some(By::Times(by)) => ["× ", &show(by, false)].concat(),
            Some(By::Part(by)) => ["÷ ", &show(by, false)].concat(),
        };
        [self.from.as_str(), " → ", &self.to, " (", &by, ")"].concat()
    }
}

impl Decimal {
    /// As it is read, grouped by threes; with its sign, or only where it is negative.
    fn said(self, comma: bool, sign: bool) -> String {
        let (point, group) = if comma { (',', '.') } else { ('.', ',') };
        let mut digits = self.digits.unsigned_abs().to_string();
        while digits.len() <= self.decimals {
            digits.insert(0, '0');
        }
        let whole = digits.len() - self.decimals;
        let mut said = String::from(if self.digits < 0 {
            "−"
        } else if sign {
            "+"
        } else {
            ""
        });
        for (at, digit) in digits.chars().enumerate() {
            if at == whole {
                said.push(point);
            } else if at > 0 && at < whole && (whole - at).is_multiple_of(3) {
                said.push(group);
            }
            said.push(digit);
        }
        said
    }
}

/// The one number that a change touches, in its surroundings.
fn one(text: &str, span: Span) -> Option<(&str, Quantity)> {
    let around = Span::new(span.start.saturating_sub(AROUND), span.end.saturating_add(AROUND)).clamp(text);
    let (window, place) = (around.slice(text), span.backward(around.start));
    let touched = |one: &Quantity| match place.is_empty() {
        true => one.digits.start < place.start && place.start < one.digits.end,
        false => one.span.overlaps(place),
    };
    let mut found = quantities(window).into_iter().filter(touched);
    let mut one = found.next()?;
    if one.unit.as_deref() == Some("$") && in_formula(text.get(..around.start + one.digits.start)?) {
        (one.unit, one.span) = (None, one.digits);
    }
    found.next().is_none().then_some((window, one))
}

/// Whether a formula is open at the end of a text: in "$E = mc^3$" the second sign is no currency.
fn in_formula(head: &str) -> bool {
    let line = head.rsplit('\n').next().unwrap_or_default();
    let signs = line.matches('$').count() - line.matches("\\$").count();
    !signs.is_multiple_of(2)
}

/// The readings of two numbers that lie nearest to each other, the second in the unit of the first.
fn nearest(was: &Quantity, is: &Quantity) -> Option<(f64, f64)> {
    let unit =
        |one: &Quantity| one.unit.as_deref().and_then(measure).unwrap_or(Measure { base: String::new(), factor: 1.0 });
    let (mine, other) = (unit(was), unit(is));
    if mine.base != other.base {
        return None;
    }
    let mut best: Option<(f64, f64)> = None;
    let far = |(from, to): (f64, f64)| if from == 0.0 || to == 0.0 { 0.0 } else { (to / from).abs().ln().abs() };
    for from in &was.values {
        for to in &is.values {
            let pair = (*from, *to * other.factor / mine.factor);
            if best.is_none_or(|best| far(pair) < far(best)) {
                best = Some(pair);
            }
        }
    }
    best
}

fn is_year(one: &Quantity) -> bool {
    let plain = one.unit.is_none() && one.digits.len() == 4;
    plain && one.values.iter().all(|value| YEARS.contains(value) && value.fract() == 0.0)
}

fn same(from: f64, to: f64) -> bool {
    (to - from).abs() <= 1e-9 * from.abs().max(to.abs())
}

fn relative(from: f64, to: f64) -> Option<By> {
    let ratio = to / from;
    if ratio <= 0.0 {
        return None;
    }
    if ratio >= FACTOR {
        return decimal(round(ratio)).map(By::Times);
    }
    if ratio <= 1.0 / FACTOR {
        return decimal(round(1.0 / ratio)).map(By::Part);
    }
    let share = (to - from) / from.abs() * 100.0;
    let kept = match share.abs() {
        10.0.. => share.round(),
        1.0.. => (share * 10.0).round() / 10.0,
        _ => (share * 100.0).round() / 100.0,
    };
    // What would be told as nothing is told by its amount.
    if kept == 0.0 { decimal(to - from).map(By::Amount) } else { decimal(kept).map(By::Share) }
}

/// Whole from ten on, one decimal below that is kept.
fn round(value: f64) -> f64 {
    if (value - value.round()).abs() < 1e-9 * value { value.round() } else { (value * 10.0).round() / 10.0 }
}

/// A number with as few decimals as tell it, four at most.
fn decimal(value: f64) -> Option<Decimal> {
    let mut scaled = value;
    for decimals in 0..=4 {
        let whole = scaled.round();
        if decimals == 4 || (scaled - whole).abs() < 1e-6 * scaled.abs().max(1e-3) {
            #[allow(clippy::cast_possible_truncation, reason = "in the range of whole numbers, as tested")]
            return (whole.abs() < 1e15).then_some(Decimal { digits: whole as i64, decimals });
        }
        scaled *= 10.0;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::notation;

    /// What the first change of a marked text says about its number, in English and in German.
    #[track_caller]
    fn check(marked: &str, english: &str, german: &str) {
        let marked = notation::read(marked);
        let edit = &marked.edits[0];
        let corrected = crate::text::apply(&marked.original, marked.edits.iter());
        let place = Span::new(edit.span.start, edit.span.start + edit.insert.len());
        let found = shift(&marked.original, edit.span, &corrected, place);
        let said = |comma, points| found.as_ref().map(|one| one.said(comma, points)).unwrap_or_default();
        assert_eq!(said(false, "pp"), english);
        assert_eq!(said(true, "Prozentpunkte"), german);
    }

    #[test]
    fn a_number_says_by_which_share_it_changed() {
        check("Sold {~~1,200~>1,344~~} of them.", "1,200 → 1,344 (+12 %)", "1,200 → 1,344 (+12 %)");
        check("Es waren {~~1.200~>1.344~~}.", "1.200 → 1.344 (+12 %)", "1.200 → 1.344 (+12 %)");
        check("It is {~~80~>75~~}.", "80 → 75 (−6.3 %)", "80 → 75 (−6,3 %)");
        check("It is {~~1000~>1001~~}.", "1000 → 1001 (+0.1 %)", "1000 → 1001 (+0,1 %)");
        check("−{~~4~>5~~}", "−4 → −5 (−25 %)", "−4 → −5 (−25 %)");
    }

    #[test]
    fn units_are_kept_and_reckoned_in() {
        check("Costs {~~90~>120~~} € now", "90 € → 120 € (+33 %)", "90 € → 120 € (+33 %)");
        check(
            "kostet {~~2,4 Mio. €~>2.500 T€~~} heute",
            "2,4 Mio. € → 2.500 T€ (+4.2 %)",
            "2,4 Mio. € → 2.500 T€ (+4,2 %)",
        );
        check("about 4 {~~Mio.~>Mrd.~~} € now", "4 Mio. € → 4 Mrd. € (× 1,000)", "4 Mio. € → 4 Mrd. € (× 1.000)");
    }

    #[test]
    fn shares_change_by_points_and_years_and_degrees_by_their_amount() {
        check("at {~~5~>6.5~~} %", "5 % → 6.5 % (+1.5 pp)", "5 % → 6.5 % (+1,5 Prozentpunkte)");
        check("in {~~2024~>2026~~}.", "2024 → 2026 (+2)", "2024 → 2026 (+2)");
        check("boils at {~~90~>100~~} °C", "90 → 100 (+10)", "90 → 100 (+10)");
        check("from {~~0~>3~~} on", "0 → 3 (+3)", "0 → 3 (+3)");
        check("{~~12~>1500~~} m", "12 m → 1500 m (× 125)", "12 m → 1500 m (× 125)");
        check("{~~1500~>12~~} m", "1500 m → 12 m (÷ 125)", "1500 m → 12 m (÷ 125)");
        check("{~~3~>−3~~} m", "3 m → −3 m", "3 m → −3 m");
    }

    #[test]
    fn nothing_is_said_where_it_is_not_one_number_that_changed() {
        for marked in [
            "the {~~cat~>dog~~} of 4",
            "{~~3 of 4~>2 of 4~~}",
            "{~~4~>four~~}",
            "{~~4 kg~>4 m~~}",
            "{~~4,0~>4.0~~}",
            "{~~CO2~>CO3~~}",
            "{++new ++}4",
            "{~~1,200~>1.2~~}",
        ] {
            check(marked, "", "");
        }
    }
}
