//! Tables as text: comma-separated values (RFC 4180) and tab-separated ones.

use crate::json::DecodeError;

/// The rows of a table: fields parted by `mark`, quoted where they hold it, a quote or a line end.
///
/// # Errors
/// Where a quotation is not closed.
pub(in crate::format) fn read(text: &str, mark: char) -> Result<Vec<Vec<String>>, DecodeError> {
    let mut rows = Vec::new();
    let (mut row, mut field) = (Vec::new(), String::new());
    let (mut quoted, mut any) = (false, false);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        any = true;
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.is_empty() => quoted = true,
            c if c == mark && !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted && chars.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
                any = false;
            }
            c => field.push(c),
        }
    }
    if quoted {
        return Err(DecodeError::new("a quotation that is closed", "the end").under_index(rows.len()));
    }
    if any {
        row.push(field);
        rows.push(row);
    }
    Ok(rows)
}

/// One row, with its line end.
pub(in crate::format) fn row<'f>(fields: impl IntoIterator<Item = &'f str>, mark: char) -> String {
    let mut line = String::new();
    for (at, field) in fields.into_iter().enumerate() {
        if at > 0 {
            line.push(mark);
        }
        if field.contains(['"', '\n', '\r', mark]) {
            line.push('"');
            line.push_str(&field.replace('"', "\"\""));
            line.push('"');
        } else {
            line.push_str(field);
        }
    }
    line.push('\n');
    line
}

/// The mark that a table is most likely parted by: what its first line holds most of.
pub(in crate::format) fn mark(text: &str) -> char {
    let line = text.lines().next().unwrap_or_default();
    let count = |mark: char| line.matches(mark).count();
    [',', ';', '\t'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_small_table_reads_back_as_it_was_written() {
        let alphabet = ["", "a", ",", "\"", "\n", "\r\n", "\t", "ä b"];
        for code in 0..alphabet.len().pow(3) {
            let field = |at: u32| alphabet[code / alphabet.len().pow(at) % alphabet.len()].to_owned();
            let fields = vec![field(0) + &field(1), field(2)];
            for mark in [',', ';', '\t'] {
                let text = row(fields.iter().map(String::as_str), mark) + &row(["x", "y"], mark);
                assert_eq!(
                    read(&text, mark).expect("a table"),
                    [fields.clone(), vec!["x".into(), "y".into()]],
                    "{text:?}"
                );
            }
        }
    }

    #[test]
    fn what_is_not_closed_is_refused_and_the_mark_is_told() {
        assert_eq!(read("a,\"b\nc", ',').expect_err("refused").path, "$[0]");
        assert_eq!((mark("a;b;c,d"), mark("a\tb"), mark("a,b"), mark("a")), (';', '\t', ',', ','));
        assert_eq!(read("\u{feff}a,b\n1,2", ',').expect("a table")[0], ["a", "b"]);
    }
}
