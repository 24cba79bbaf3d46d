//! Formulas that do not close: braces, `\left`, environments; signs of a formula that none begins or ends.

use crate::text::Span;

/// What does not close, and where in the formula it stands.
pub(super) fn unbalanced(tex: &str) -> Option<(Span, String)> {
    let mut open: Vec<(Span, String)> = Vec::new();
    let mut at = 0;
    while let Some(c) = tex.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = tex.get(at..).unwrap_or_default();
        let (mark, length) = match c {
            '\\' => command(rest),
            '%' => (None, rest.find('\n').unwrap_or(rest.len())),
            '{' | '}' => (Some(c.to_string()), 1),
            _ => (None, c.len_utf8()),
        };
        let here = Span { start: at, end: at + length };
        at += length;
        let Some(mark) = mark else { continue };
        let Some(opener) = opener(&mark) else {
            open.push((here, mark));
            continue;
        };
        match open.pop() {
            Some((_, last)) if last == opener => {}
            // What was open is what has no end; otherwise the end has no beginning.
            Some((place, last)) => return Some((place, last)),
            None => return Some((here, mark)),
        }
    }
    open.pop()
}

/// What an end ends; none for a beginning.
fn opener(mark: &str) -> Option<String> {
    match mark {
        "}" => Some("{".into()),
        "\\right" => Some("\\left".into()),
        _ => mark.strip_prefix("\\end{").map(|name| format!("\\begin{{{name}")),
    }
}

/// A command that begins or ends something, and how long it is.
fn command(rest: &str) -> (Option<String>, usize) {
    let body = rest.get(1..).unwrap_or_default();
    let letters = body.bytes().take_while(u8::is_ascii_alphabetic).count();
    let length = 1 + letters.max(body.chars().next().map_or(0, char::len_utf8));
    let name = rest.get(..length).unwrap_or_default();
    match name {
        "\\left" | "\\right" => (Some(name.into()), length),
        "\\begin" | "\\end" => {
            match rest.find('}').filter(|_| body.get(letters..).is_some_and(|rest| rest.starts_with('{'))) {
                Some(end) => (rest.get(..=end).map(ToOwned::to_owned), end + 1),
                None => (None, length),
            }
        }
        _ => (None, length),
    }
}

/// Signs of a formula in what is read as text: a formula that was not read as one, since it does not end or begin.
pub(super) fn stray(text: &str) -> Option<(Span, String)> {
    for (at, _) in text.match_indices("\\begin{") {
        let name = text.get(at..).and_then(|rest| rest.get(..=rest.find('}')?)).unwrap_or_default();
        const FORMULAS: [&str; 9] =
            ["align", "equation", "cases", "matrix", "gather", "split", "array", "multline", "aligned"];
        if FORMULAS.iter().any(|one| name.contains(one)) && !text.contains(&name.replace("\\begin", "\\end")) {
            return Some((Span { start: at, end: at + name.len() }, name.to_owned()));
        }
    }
    // A dollar before a command that only formulas have.
    for (at, _) in text.match_indices('$') {
        let after = text.get(at + 1..).unwrap_or_default();
        let word = after.trim_start_matches('$');
        // One that ends, and whose braces do not.
        if let Some((inside, _)) = word.split_once('$')
            && word.starts_with('\\')
            && !inside.contains('\n')
            && let Some((_, mark)) = unbalanced(inside)
        {
            return Some((Span { start: at, end: text.len() - word.len() + inside.len() + 1 }, mark));
        }
        if word.starts_with('\\')
            && word.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
            && !word.contains('$')
        {
            let end = after.find(char::is_whitespace).map_or(text.len(), |end| at + 1 + end);
            return Some((Span { start: at, end }, "$".into()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tex: &str, expected: Option<&str>) {
        assert_eq!(unbalanced(tex).map(|(_, mark)| mark).as_deref(), expected, "{tex}");
    }

    #[test]
    fn what_does_not_close_is_named() {
        check(r"\frac{1}{2} + \left( x \right]", None);
        check(r"\frac{1}{2", Some("{"));
        check(r"x^2} + 1", Some("}"));
        check(r"\{ x \} \% {", Some("{"));
        check(r"\left( x", Some("\\left"));
        check(r"x \right)", Some("\\right"));
        check("\\begin{cases} a \\\\ b \\end{cases}", None);
        check("\\begin{cases} a \\\\ b", Some("\\begin{cases}"));
        check("\\begin{cases} a \\end{array}", Some("\\begin{cases}"));
        check("a % { comment\n + b", None);
        check(r"\leftarrow", None);
    }

    #[test]
    fn signs_of_a_formula_that_is_none_are_found() {
        assert!(stray(r"so \begin{align} a = b").is_some());
        assert!(stray(r"so $\alpha is").is_some());
        assert_eq!(stray("it costs $5 and $6 or \\n"), None);
    }
}
