//! One line an event on standard error, as `time=… level=… event=… name=value …`. Never the content of a document.

use super::now;
use crate::reference::rfc3339;
use std::fmt::Write as _;

/// A name and its value.
pub type Field<'a> = (&'a str, &'a dyn std::fmt::Display);

/// Writes a line.
pub fn log(level: &str, event: &str, fields: &[Field<'_>]) {
    eprintln!("{}", line(level, event, fields));
}

fn line(level: &str, event: &str, fields: &[Field<'_>]) -> String {
    let mut line = format!("time={} level={level} event={event}", rfc3339(now()));
    for (name, value) in fields {
        let value = value.to_string();
        let plain = !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || "-_./:%".contains(c));
        let _ = if plain { write!(line, " {name}={value}") } else { write!(line, " {name}={value:?}") };
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_start_a_line_or_a_field_of_its_own() {
        let line = line("info", "call", &[("worker", &"a\nlevel=error b=\"c\""), ("status", &200), ("none", &"")]);
        assert!(line.ends_with(r#" worker="a\nlevel=error b=\"c\"" status=200 none="""#), "{line}");
        assert!(!line.contains('\n'));
    }
}
