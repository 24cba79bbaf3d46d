//! Dates: a day that the calendar does not have, a weekday that it was not.

use crate::text::Span;

/// What is wrong with a date.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wrong {
    /// Where it stands in the text.
    pub span: Span,
    /// The weekday that it was, 0 for Monday; none where there is no such day.
    pub weekday: Option<usize>,
}

const MONTHS: [(&str, u32); 39] = [
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("januar", 1),
    ("jänner", 1),
    ("februar", 2),
    ("märz", 3),
    ("mai", 5),
    ("juni", 6),
    ("juli", 7),
    ("oktober", 10),
    ("dezember", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("oct", 10),
    ("okt", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
    ("mär", 3),
    ("mrz", 3),
    ("febr", 2),
    ("feber", 2),
];
const WEEKDAYS: [(&str, usize); 25] = [
    ("monday", 0),
    ("tuesday", 1),
    ("wednesday", 2),
    ("thursday", 3),
    ("friday", 4),
    ("saturday", 5),
    ("sunday", 6),
    ("montag", 0),
    ("dienstag", 1),
    ("mittwoch", 2),
    ("donnerstag", 3),
    ("freitag", 4),
    ("samstag", 5),
    ("sonnabend", 5),
    ("sonntag", 6),
    ("mon", 0),
    ("tue", 1),
    ("tues", 1),
    ("wed", 2),
    ("thu", 3),
    ("thur", 3),
    ("thurs", 3),
    ("fri", 4),
    ("sat", 5),
    ("sun", 6),
];

/// A word or a number, and its place.
#[derive(Clone, Copy, Debug)]
struct Part<'a> {
    text: &'a str,
    span: Span,
}

/// A day as it can be meant: year, month, day.
type Day = (i64, u32, u32);

/// All dates that cannot be.
pub(super) fn wrong(text: &str) -> Vec<Wrong> {
    let parts = parts(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let Some((days, length)) = date(text, &parts, at) else {
            at += 1;
            continue;
        };
        let (Some(first), Some(last)) = (parts.get(at), parts.get(at + length - 1)) else { break };
        let span = first.span.cover(last.span);
        let real: Vec<Day> = days.into_iter().filter(|day| exists(*day)).collect();
        if real.is_empty() {
            if !is_denied(text) {
                found.push(Wrong { span, weekday: None });
            }
        } else if let Some((weekday, place)) = weekday(text, &parts, at, length) {
            let fits =
                |day: &Day| weekday_of(*day) == weekday || day.0 < 1924 && weekday_of(gregorian(*day)) == weekday;
            if real.iter().all(|day| day.0 >= 1753) && !real.iter().any(fits) {
                found.push(Wrong { span: span.cover(place), weekday: real.first().map(|day| weekday_of(*day)) });
            }
        }
        at += length;
    }
    found
}

/// Whether a text says itself that there is no such day.
fn is_denied(text: &str) -> bool {
    const DENIED: [&str; 16] = [
        "not exist",
        "no such",
        "invalid",
        "there is no",
        "n't exist",
        "never ",
        "impossible",
        "nonexistent",
        "gibt es nicht",
        "existiert nicht",
        "ungültig",
        "unmöglich",
        "es gibt kein",
        "leap",
        "schaltjahr",
        "error",
    ];
    let low = text.to_lowercase();
    DENIED.iter().any(|one| low.contains(one))
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let length = if c.is_ascii_digit() {
            rest.bytes().take_while(u8::is_ascii_digit).count()
        } else if c.is_alphabetic() {
            rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())
        } else {
            at += c.len_utf8();
            continue;
        };
        let span = Span { start: at, end: at + length };
        parts.push(Part { text: span.slice(text), span });
        at += length;
    }
    parts
}

/// What stands between two parts.
fn between<'a>(text: &'a str, one: Option<&Part>, two: Option<&Part>) -> Option<&'a str> {
    text.get(one?.span.end..two?.span.start)
}

fn number(part: Option<&Part>, most: usize) -> Option<u32> {
    let text = part?.text;
    (text.len() <= most).then(|| text.parse().ok()).flatten()
}

fn year(part: Option<&Part>) -> Option<i64> {
    let text = part?.text;
    let year: i64 = (text.len() == 4).then(|| text.parse().ok()).flatten()?;
    (1500..2200).contains(&year).then_some(year)
}

fn month(part: Option<&Part>) -> Option<u32> {
    let word = part?.text.to_lowercase();
    MONTHS.iter().find(|(name, _)| *name == word).map(|(_, month)| *month)
}

/// A date that begins at a part: the days that it can mean, and of how many parts it is.
fn date(text: &str, parts: &[Part], at: usize) -> Option<(Vec<Day>, usize)> {
    let (one, two, three) = (parts.get(at), parts.get(at + 1), parts.get(at + 2));
    let before = text.get(..one?.span.start)?;
    let after = |part: Option<&Part>| part.and_then(|part| text.get(part.span.end..)).unwrap_or_default();
    // A piece of something longer: a version, a path, a range.
    if before.ends_with(['.', '/', '-', '–', '_', ':', '§', '#']) {
        return None;
    }
    let first = between(text, one, two).unwrap_or_default();
    let second = between(text, two, three).unwrap_or_default();
    let whole = !after(three).starts_with(['/', '-', '_'])
        && !after(three).trim_start_matches('.').starts_with(|c: char| c.is_ascii_digit());
    // 2025-03-31
    if let (Some(year), "-", "-", true) = (year(one), first, second, whole)
        && two?.text.len() == 2
        && three?.text.len() == 2
    {
        return Some((vec![(year, number(two, 2)?, number(three, 2)?)], 3));
    }
    // 31.3.2025, 3/31/2025 and 31/3/2025
    if let (Some(day), Some(month), Some(year), true) = (number(one, 2), number(two, 2), year(three), whole) {
        if matches!(first, "." | ". ") && first == second && (1..=31).contains(&day) && (1..=12).contains(&month) {
            return Some((vec![(year, month, day)], 3));
        }
        let slashed = first == "/"
            && second == "/"
            && (1..=31).contains(&day)
            && (1..=31).contains(&month)
            && (day <= 12 || month <= 12);
        return slashed.then(|| (vec![(year, day, month), (year, month, day)], 3));
    }
    // 3 March 2025, 3. März 2025, 3rd of March 2025
    if let Some(day) = number(one, 2) {
        let ordinal = two.is_some_and(|part| matches!(part.text, "st" | "nd" | "rd" | "th")) && first.is_empty();
        let mut next = at + 1 + usize::from(ordinal);
        next += usize::from(parts.get(next).is_some_and(|part| part.text == "of"));
        let gap = between(text, parts.get(next - 1), parts.get(next))?;
        // Not "31 may not" and not "31 APR".
        let named = parts.get(next).is_some_and(|part| {
            part.text.chars().nth(1).is_some_and(char::is_lowercase) && part.text.starts_with(char::is_uppercase)
        });
        let month = month(parts.get(next)).filter(|_| named && matches!(gap, " " | ". " | "\u{a0}" | ".\u{a0}"))?;
        return ending(text, parts, (at, next), month, day);
    }
    // March 3, 2025
    let month = month(one).filter(|_| one.is_some_and(|part| part.text.starts_with(char::is_uppercase)))?;
    let day = number(two, 2).filter(|_| matches!(first, " " | ". " | "\u{a0}"))?;
    let ordinal = three.is_some_and(|part| matches!(part.text, "st" | "nd" | "rd" | "th")) && second.is_empty();
    ending(text, parts, (at, at + 1 + usize::from(ordinal)), month, day)
}

/// The year behind day and month; without one, February may have 29 days.
fn ending(text: &str, parts: &[Part], (at, last): (usize, usize), month: u32, day: u32) -> Option<(Vec<Day>, usize)> {
    let gap = between(text, parts.get(last), parts.get(last + 1)).unwrap_or_default();
    if !(1..=31).contains(&day) {
        return None;
    }
    match year(parts.get(last + 1)).filter(|_| matches!(gap, " " | ", " | "." | ". " | "\u{a0}")) {
        Some(year) => Some((vec![(year, month, day)], last + 2 - at)),
        // Without a year nothing but a day that no year has can be wrong.
        None => Some((vec![(2024, month, day), (0, month, day)], last + 1 - at)),
    }
}

/// The weekday that stands beside a date, and where.
fn weekday(text: &str, parts: &[Part], at: usize, length: usize) -> Option<(usize, Span)> {
    let named = |part: Option<&Part>| {
        let part = part?;
        let word = part.text.to_lowercase();
        let found = WEEKDAYS.iter().find(|(name, _)| *name == word).map(|(_, day)| *day)?;
        part.text.starts_with(char::is_uppercase).then_some((found, part.span))
    };
    // Monday, 3 March 2025; Montag, den 3. März 2025
    let (first, last) = (parts.get(at), parts.get(at + length - 1));
    let mut back = at.checked_sub(1);
    if back.and_then(|back| parts.get(back)).is_some_and(|part| matches!(part.text, "den" | "dem" | "der" | "the")) {
        back = back.and_then(|back| back.checked_sub(1));
    }
    if let Some(back) = back {
        let gap = between(text, parts.get(back), first)?;
        let near = gap.chars().all(|c| c.is_whitespace() || c.is_alphabetic() || matches!(c, ',' | '.' | '(' | '*'));
        if near
            && !gap.contains('\n')
            && let Some(found) = named(parts.get(back))
        {
            return Some(found);
        }
    }
    // March 3, 2025 (Monday); March 3, 2025, a Monday; March 3, 2025 was a Monday
    let mut next = at + length;
    while parts.get(next).is_some_and(|part| {
        matches!(part.text, "a" | "was" | "is" | "war" | "ist" | "ein" | "einem" | "falls" | "fell" | "on")
    }) {
        next += 1;
    }
    let gap = between(text, last, parts.get(next))?;
    let filler = next > at + length;
    let near = gap.chars().all(|c| c.is_whitespace() || c.is_alphabetic() || matches!(c, ',' | '('));
    let open = gap.trim() == "(" || filler;
    if near && open && !gap.contains('\n') { named(parts.get(next)) } else { None }
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn exists((year, month, day): Day) -> bool {
    let most = match month {
        4 | 6 | 9 | 11 => 30,
        // In the old calendar every fourth year was a leap year.
        2 if is_leap(year) || year < 1924 && year % 4 == 0 => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    (1..=most).contains(&day)
}

/// Days since 1 March of the year 0.
fn count((year, month, day): Day) -> i64 {
    let (month, year) = if month > 2 { (month - 3, year) } else { (month + 9, year - 1) };
    365 * year + year / 4 - year / 100 + year / 400 + i64::from((153 * month + 2) / 5) + i64::from(day) - 1
}

/// 0 for Monday.
fn weekday_of(day: Day) -> usize {
    usize::try_from((count(day) + 2).rem_euclid(7)).unwrap_or_default()
}

/// A day of the old calendar, as many days later as that lags behind: only its weekday counts.
const fn gregorian((year, month, day): Day) -> Day {
    (
        year,
        month,
        day + if year < 1800 {
            11
        } else if year < 1900 {
            12
        } else {
            13
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Option<usize>)]) {
        let found = wrong(text);
        let found: Vec<(&str, Option<usize>)> = found.iter().map(|one| (one.span.slice(text), one.weekday)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_weekday_that_the_date_was_not_is_found() {
        check("on Monday, 3 March 2025 we", &[]);
        check("on Tuesday, 3 March 2025 we", &[("Tuesday, 3 March 2025", Some(0))]);
        check("Monday, March 4, 2025.", &[("Monday, March 4, 2025", Some(1))]);
        check("am Dienstag, den 3. März 2025", &[("Dienstag, den 3. März 2025", Some(0))]);
        check("am Montag, 03.03.2025", &[]);
        check("am Freitag, dem 3.3.2025", &[("Freitag, dem 3.3.2025", Some(0))]);
        check("July 4, 1776 was a Thursday", &[]);
        check("July 4, 1776 was a Friday", &[("July 4, 1776 was a Friday", Some(3))]);
        check("2025-03-03 (Sunday)", &[("2025-03-03 (Sunday", Some(0))]);
        check("from Monday to 5 March 2025", &[]);
        check("Tuesday, 4/3/2025", &[]);
        check("On Monday, 3 March", &[]);
        check("on 3 March 2025. Sunday is free", &[]);
    }

    #[test]
    fn a_day_that_the_calendar_does_not_have_is_found() {
        check("by 31 April 2025", &[("31 April 2025", None)]);
        check("bis zum 31.04.2025 und", &[("31.04.2025", None)]);
        check("30 February", &[("30 February", None)]);
        check("29 February", &[]);
        check("29 February 2023", &[("29 February 2023", None)]);
        check("February 29, 2024", &[]);
        check("2025-02-30", &[("2025-02-30", None)]);
        check("02/30/2025 or 30/04/2025", &[("02/30/2025", None)]);
        check("version 31.04.2025.1 and 1.31.04.2025", &[]);
        check("There is no 31 April 2025.", &[]);
        check("in May 35 of them", &[]);
    }

    #[test]
    fn every_day_has_the_weekday_after_the_day_before() {
        assert_eq!(weekday_of((2000, 1, 1)), 5);
        let mut last = weekday_of((1924, 12, 31));
        for year in 1925..2101 {
            for month in 1..=12 {
                for day in (1..=31).filter(|day| exists((year, month, *day))) {
                    let now = weekday_of((year, month, day));
                    assert_eq!(now, (last + 1) % 7, "{year}-{month}-{day}");
                    last = now;
                }
            }
        }
    }
}
