//! Numbers as people write them, with units: "4,5 %" and "0.045" agree, "1.234.567,89" has thousands.

use super::unit::{self, Measure, SHARE, measure};
use crate::task::Tolerance;
use crate::text::Span;

/// A number in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Where the digits stand, in bytes.
    pub digits: Span,
    /// Where digits and unit stand.
    pub span: Span,
    /// What the digits can mean: "1,234" means two things. **Invariant:** never empty.
    pub values: Vec<f64>,
    /// The unit behind (or the currency before) the number, as it is written.
    pub unit: Option<String>,
}

/// What digits can mean: "1.234" is one and a bit, or twelve hundred.
#[must_use]
pub fn readings(digits: &str) -> Vec<f64> {
    let (sign, digits) = match digits.trim().strip_prefix(['-', '−', '–']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, digits.trim().trim_start_matches('+')),
    };
    let (digits, power) = match digits.split_once(['e', 'E']) {
        Some((digits, power)) => match crate::json::number(power) {
            Some(power) => (digits, 10_f64.powf(power)),
            None => return Vec::new(),
        },
        None => (digits, 1.0),
    };
    // Spaces and apostrophes only ever group.
    let bare: String =
        digits.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’')).collect();
    let mut values = Vec::new();
    for decimal in ['.', ','] {
        let group = if decimal == '.' { ',' } else { '.' };
        let (whole, fraction) = bare.split_once(decimal).unwrap_or((&bare, ""));
        let is_number = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        if !is_grouped(whole, group) || !is_number(fraction) || (whole.is_empty() && fraction.is_empty()) {
            continue;
        }
        let plain: String = whole.chars().filter(char::is_ascii_digit).collect();
        let value = crate::json::number(&format!(
            "{}.{}",
            if plain.is_empty() { "0" } else { &plain },
            if fraction.is_empty() { "0" } else { fraction }
        ));
        if let Some(value) = value.map(|value| sign * value * power)
            && !values.contains(&value)
        {
            values.push(value);
        }
    }
    values
}

/// Digits, or digits grouped by threes.
fn is_grouped(whole: &str, group: char) -> bool {
    let mut parts = whole.split(group);
    let first = parts.next().unwrap_or_default();
    let is_number = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let mut rest = parts.peekable();
    if rest.peek().is_none() {
        return is_number(first);
    }
    is_number(first)
        && !first.starts_with('0')
        && (1..=3).contains(&first.len())
        && rest.all(|part| part.len() == 3 && is_number(part))
}

/// The numbers of a text, in their order.
#[must_use]
pub fn quantities(text: &str) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) =
        text.get(from..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())).map(|at| from + at)
    {
        let end = start + digits(text.get(start..).unwrap_or_default(), true);
        let in_word = text.get(..start).is_some_and(|head| head.ends_with(|c: char| c.is_alphabetic() || c == '_'));
        let mut digits = Span::new(start, end);
        from = end;
        if in_word {
            continue;
        }
        let head = text.get(..start).unwrap_or_default();
        if let Some(before) = head.strip_suffix(['-', '−'])
            && !before.ends_with(|c: char| c.is_alphanumeric())
        {
            digits.start = before.len();
        }
        let values = readings(digits.slice(text));
        if values.is_empty() {
            continue;
        }
        let (unit, after) = unit_after(text, end);
        let (unit, span) = match (unit, currency_before(text.get(..digits.start).unwrap_or_default())) {
            (None, Some(sign)) => (Some(sign.to_owned()), Span::new(digits.start - sign.len(), digits.end)),
            (unit, _) => (unit, Span::new(digits.start, after)),
        };
        from = from.max(span.end);
        found.push(Quantity { digits, span, values, unit });
    }
    found
}

/// How many bytes digits with their separators go on for: a separator counts only between digits, a space only before a group of
/// three. `powers`: whether `1e-9` is one number.
pub(crate) fn digits(text: &str, powers: bool) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() {
            end = at + 1;
            continue;
        }
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        let next = rest.chars().take_while(char::is_ascii_digit).count();
        let goes_on = match c {
            '.' | ',' => next > 0,
            '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => next == 3 && grouped_so_far(text, at),
            'e' | 'E' if powers => {
                next > 0
                    || rest.strip_prefix(['-', '+']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            }
            '-' | '+' if powers => text.get(..at).is_some_and(|head| head.ends_with(['e', 'E'])) && next > 0,
            _ => false,
        };
        if !goes_on {
            break;
        }
    }
    end
}

/// Whether what stands before a grouping space is one to three digits, or groups of three itself.
fn grouped_so_far(text: &str, at: usize) -> bool {
    let head = text.get(..at).unwrap_or_default();
    let last = head.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    (1..=3).contains(&last.len())
}

/// The unit behind a number, as it is written, and where it ends.
fn unit_after(text: &str, end: usize) -> (Option<String>, usize) {
    let rest = text.get(end..).unwrap_or_default();
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}', '\u{2009}']).len();
    let tail = rest.get(gap..).unwrap_or_default();
    let (mut best, mut at) = (0, 0);
    // The longest run of up to three words that is a known unit.
    for _ in 0..3 {
        let word = tail.get(at..).unwrap_or_default();
        let length = word
            .find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | ')' | '(' | '?' | '!'))
            .unwrap_or(word.len());
        if length == 0 {
            break;
        }
        for stop in [at + length, at + word.get(..length).map_or(0, |word| word.trim_end_matches('.').len())] {
            let candidate = tail.get(..stop).unwrap_or_default();
            let (factor, name) = unit::scaled(candidate);
            if (factor > 1.0 && name.is_empty()) || unit::known(name).is_some() {
                best = best.max(stop);
            }
        }
        at += length;
        at += tail.get(at..).map_or(0, |rest| rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len());
    }
    if best == 0 { (None, end) } else { (tail.get(..best).map(ToOwned::to_owned), end + gap + best) }
}

fn currency_before(head: &str) -> Option<&'static str> {
    ["US$", "$", "€", "£", "¥"].into_iter().find(|sign| head.ends_with(sign))
}

/// Whether a text states a target within its tolerance: some number of it, in some unit that compares, in some reading.
/// A bare number counts as given in the target's unit, or as a share where the target is one. None where it has no number.
#[must_use]
pub fn agrees(target: &str, tolerance: Tolerance, unit: Option<&str>, stated: &str) -> Option<bool> {
    let found = quantities(stated);
    if found.is_empty() {
        return None;
    }
    let wanted = match crate::json::number(target) {
        Some(value) => vec![value],
        None => quantities(target).into_iter().flat_map(|one| one.values).collect(),
    };
    let own = unit.and_then(measure);
    let fits = |quantity: &Quantity| {
        let factors = factors(own.as_ref(), quantity.unit.as_deref().and_then(measure).as_ref());
        factors.iter().any(|factor| {
            quantity.values.iter().any(|value| wanted.iter().any(|target| tolerance.holds(*target, value * factor)))
        })
    };
    Some(found.iter().any(fits))
}

/// By what a found value is multiplied to be in the target's unit; several where it can be meant in several ways.
fn factors(target: Option<&Measure>, found: Option<&Measure>) -> Vec<f64> {
    match (target, found) {
        (None, None) => vec![1.0],
        (Some(target), None) if target.base == SHARE => vec![1.0, 1.0 / target.factor],
        (Some(_), None) => vec![1.0],
        // A bare target: a share is its fraction, a scale word multiplies, another unit is what was left unsaid.
        (None, Some(found)) => vec![found.factor, 1.0],
        (Some(target), Some(found)) if found.base.is_empty() => vec![found.factor / target.factor, found.factor],
        (Some(target), Some(found)) if target.base == found.base => vec![found.factor / target.factor],
        (Some(_), Some(_)) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(digits: &str, values: &[f64]) {
        assert_eq!(readings(digits), values, "{digits}");
    }

    #[test]
    fn separators_are_told_apart_where_they_can_be() {
        reads("1234", &[1234.0]);
        reads("4,5", &[4.5]);
        reads("0.045", &[0.045]);
        reads("1.234.567,89", &[1_234_567.89]);
        reads("1,234,567.89", &[1_234_567.89]);
        reads("1'234.5", &[1234.5]);
        reads("12 345", &[12345.0]);
        reads("1.234", &[1.234, 1234.0]);
        reads("1,234", &[1234.0, 1.234]);
        reads("−3,5", &[-3.5]);
        reads("1.5e3", &[1500.0]);
        reads("1.2.3", &[]);
        reads("3.10.2026", &[]);
    }

    #[track_caller]
    fn finds(text: &str, expected: &str) {
        let found: Vec<String> = quantities(text)
            .iter()
            .map(|one| format!("{}|{}", one.digits.slice(text), one.unit.clone().unwrap_or_default()))
            .collect();
        assert_eq!(found.join(" ; "), expected);
    }

    #[test]
    fn numbers_are_found_with_their_units() {
        finds("Umsatz 4.227.560 € bei 4,5 % Zins", "4.227.560|€ ; 4,5|%");
        finds("about $1,200 and 2,4 Mio. € or 3 km/h.", "1,200|$ ; 2,4|Mio. € ; 3|km/h");
        finds("CO2 und H2O, x_1, 10 km, -5 °", "10|km ; -5|");
        finds("am 3.10.2026 um 12 Uhr 2 345 678 Stück", "12| ; 2 345 678|");
        finds("12 345 and 2026 450", "12 345| ; 2026| ; 450|");
    }

    #[track_caller]
    fn agree(target: &str, unit: Option<&str>, stated: &str, expected: Option<bool>) {
        assert_eq!(agrees(target, Tolerance::Relative(0.01), unit, stated), expected, "{target} {unit:?} / {stated}");
    }

    #[test]
    fn shares_units_and_separators_agree_across_notations() {
        agree("4.5", Some("%"), "4,5 %", Some(true));
        agree("4.5", Some("%"), "0.045", Some(true));
        agree("4.5", Some("%"), "4.5", Some(true));
        agree("0.045", None, "4,5 %", Some(true));
        agree("4.5", Some("%"), "45 bp", Some(false));
        agree("4.5", Some("%"), "450 bp", Some(true));
        agree("4227560", Some("€"), "4.227.560 €", Some(true));
        agree("4227560", Some("€"), "4,23 Mio. €", Some(true));
        agree("4227560", Some("€"), "4.227.560 $", Some(false));
        agree("4227560", Some("T€"), "4.227.560.000 €", Some(true));
        agree("12.5", Some("kJ/mol"), "12 500 J/mol", Some(true));
        agree("1.234", Some("m"), "1234 mm", Some(true));
        agree("12", Some("kg"), "viel", None);
        agree("12", Some("kg"), "12 m", Some(false));
    }
}
