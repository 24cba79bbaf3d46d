//! Reading what people type: numbers as they are written, line ends as they were, quotes as they are read.

use crate::text::{Span, fold, splice};

/// A number as people write it: 0.045, 0,045, 4,5 %, 1.234,5, 1 234.5, −3. A share in per cent is taken as a share.
#[must_use]
pub fn number(text: &str) -> Option<f64> {
    let text = text.trim().replace(['\u{2212}', '\u{2013}'], "-");
    let (digits, scale) = match text.strip_suffix('%') {
        Some(share) => (share.trim_end(), 0.01),
        None => (text.as_str(), 1.0),
    };
    let plain: String =
        digits.chars().filter(|sign| !matches!(sign, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '_')).collect();
    if plain.is_empty()
        || !plain.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '-' | '+' | '.' | ',' | 'e' | 'E'))
    {
        return None;
    }
    let value = crate::json::number(&with_point(&plain))?;
    value.is_finite().then_some(value * scale)
}

/// The last sign that occurs once is the decimal one, unless it groups three digits of a number that has several groups.
fn with_point(digits: &str) -> String {
    let count = |sign| digits.matches(sign).count();
    let (points, commas) = (count('.'), count(','));
    match (digits.rfind('.'), digits.rfind(',')) {
        (Some(point), Some(comma)) if comma > point => digits.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => digits.replace(',', ""),
        (Some(_), None) if points > 1 => digits.replace('.', ""),
        (None, Some(_)) if commas > 1 => digits.replace(',', ""),
        (None, Some(_)) => digits.replace(',', "."),
        _ => digits.to_owned(),
    }
}

/// What a text field's text, which knows line feeds only, means for a text that may have CRLF: untouched line ends stay
/// as they were, new ones follow the text's. The caret is led along.
#[must_use]
pub fn with_line_ends(before: &str, typed: &str, caret: Option<usize>) -> (String, Option<usize>) {
    if !before.contains('\r') {
        return (typed.to_owned(), caret);
    }
    let plain = before.replace("\r\n", "\n").replace('\r', "\n");
    let Some(mut change) = splice(&plain, typed, caret) else { return (before.to_owned(), caret) };
    let behind = caret.map(|caret| typed.len().saturating_sub(caret));
    change.span = Span { start: raw(before, change.span.start), end: raw(before, change.span.end) };
    if before.contains("\r\n") {
        change.insert = change.insert.replace('\n', "\r\n");
    }
    let text = change.apply(before);
    let plain_len = text.replace("\r\n", "\n").len();
    let caret = behind.map(|behind| raw(&text, plain_len.saturating_sub(behind)));
    (text, caret)
}

/// The offset in a text with CRLF that an offset in its line-feed form stands for.
fn raw(text: &str, at: usize) -> usize {
    let mut plain = 0;
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((here, byte)) = bytes.next() {
        if plain >= at {
            return here;
        }
        if byte == b'\r' && bytes.peek().is_some_and(|(_, next)| *next == b'\n') {
            bytes.next();
        }
        plain += 1;
    }
    text.len()
}

/// The first place whose letters are the quote's where white space is read as one blank and marks of emphasis are not
/// read at all.
#[must_use]
pub fn find_loosely(text: &str, quote: &str) -> Option<Span> {
    let (haystack, places) = loose(text);
    let (needle, _) = loose(quote);
    let needle = needle.trim();
    if needle.is_empty() {
        return None;
    }
    let at = haystack.find(needle)?;
    let first = *places.get(at)?;
    let last = *places.get(at + needle.len() - 1)?;
    let end = text.get(last..)?.chars().next().map_or(last, |sign| last + sign.len_utf8());
    Some(Span { start: first, end })
}

/// A text in lower case with single blanks and without emphasis marks, and where each of its bytes stands.
fn loose(text: &str) -> (String, Vec<usize>) {
    let (mut out, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (at, sign) in text.char_indices() {
        if matches!(sign, '*' | '_' | '`' | '\\') {
            continue;
        }
        if sign.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
                places.push(at);
            }
            continue;
        }
        let before = out.len();
        fold(sign, &mut out);
        places.extend(std::iter::repeat_n(at, out.len() - before));
    }
    (out, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let close = |text: &str, value: f64| {
            let read = number(text).unwrap_or(f64::NAN);
            assert!((read - value).abs() < 1e-9 * value.abs().max(1.0), "{text}: {read}");
        };
        for (text, value) in [
            ("0.045", 0.045),
            ("0,045", 0.045),
            ("4,5 %", 0.045),
            ("4.5%", 0.045),
            ("1.234,5", 1234.5),
            ("1,234.5", 1234.5),
            ("1.234.567", 1_234_567.0),
            ("3 639 700", 3_639_700.0),
            ("\u{2212}3", -3.0),
            ("1e3", 1000.0),
        ] {
            close(text, value);
        }
        for text in ["", "%", "about 3", "1,2,3.4.5,6"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn line_ends_that_nobody_touched_stay_as_they_were() {
        let (text, caret) = with_line_ends("a\r\nb\r\nc", "a\nbx\nc", Some(4));
        assert_eq!(text, "a\r\nbx\r\nc");
        assert_eq!(caret, Some(5));
        assert_eq!(with_line_ends("a\r\nb", "a\n\nb", Some(3)).0, "a\r\n\r\nb");
        assert_eq!(with_line_ends("a\nb", "a\nbc", None).0, "a\nbc");
    }

    #[test]
    fn a_quote_is_found_as_it_is_read() {
        let text = "The **growth\nrate** is _high_.";
        let span = find_loosely(text, "growth rate is high");
        assert_eq!(span.map(|span| &text[span.start..span.end]), Some("growth\nrate** is _high"));
    }
}
