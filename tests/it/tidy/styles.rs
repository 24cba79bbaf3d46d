//! Literal colours, sizes and durations stand in `styles/tokens.css` only; every other sheet names the token.

use super::source::File;
use super::{catches, everywhere, passes};

const COLOURS: [&str; 16] = [
    "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "white", "black", "red", "green", "blue",
    "gray", "grey",
];
const UNITS: [&str; 9] = ["px", "rem", "pt", "cm", "mm", "in", "pc", "ms", "s"];

fn literals(file: &File) -> Vec<(usize, String)> {
    // A platform's page has a look of its own.
    let foreign = file.is_under("tests/e2e/hosts/page/");
    if !file.is("css") || foreign || file.path == "styles/tokens.css" {
        return vec![];
    }
    let mut broken = Vec::new();
    for (line, value) in values(&uncommented(&file.text)) {
        for token in value.split(|c: char| !c.is_alphanumeric() && !"#.%-_".contains(c)) {
            if is_literal(token) {
                broken.push((line, format!("`{token}` is a literal: give it a name in styles/tokens.css")));
            }
        }
    }
    broken
}

fn is_literal(token: &str) -> bool {
    if let Some(hex) = token.strip_prefix('#') {
        return !hex.is_empty() && hex.chars().all(|c| c.is_ascii_hexdigit());
    }
    let number = token.strip_prefix('-').unwrap_or(token);
    let unit = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let digits = &number[..number.len() - unit.len()];
    let zero = digits.chars().all(|c| c == '0' || c == '.');
    COLOURS.contains(&token) || (!digits.is_empty() && !zero && UNITS.contains(&unit))
}

/// The text with its comments as blanks.
fn uncommented(text: &str) -> String {
    let mut out = String::new();
    for (index, part) in text.split("/*").enumerate() {
        let (comment, rest) = if index == 0 { ("", part) } else { part.split_once("*/").unwrap_or((part, "")) };
        out.extend(comment.chars().filter(|c| *c == '\n'));
        out.push_str(rest);
    }
    out
}

/// The value of each declaration with its line: what stands before a `{` is a selector or a condition.
fn values(css: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut start, mut line) = (0, 1);
    for (at, end) in css.match_indices(['{', '}', ';']) {
        let part = &css[start..at];
        let blank = part.len() - part.trim_start().len();
        let here = line + part[..blank].matches('\n').count();
        let declared = end != "{" && !part.trim_start().starts_with('@');
        if let Some((_, value)) = part.split_once(':').filter(|_| declared) {
            found.push((here, value));
        }
        line += part.matches('\n').count();
        start = at + 1;
    }
    found
}

#[test]
fn literals_stand_in_the_tokens_only() {
    everywhere(literals);
}

#[test]
fn a_literal_elsewhere_is_caught() {
    catches(literals, "styles/task.css", ".a { color: #fff }");
    catches(literals, "styles/task.css", ".a { color: oklch(0.5 0.1 20); }");
    catches(literals, "styles/task.css", ".a:hover { margin: 0 -4px; }");
    catches(literals, "styles/task.css", ".a {\n  transition: color 120ms;\n}");
    catches(literals, "styles/task.css", ".a { border: var(--line) solid red }");
    let fine =
        "@media (max-width: 1024px) { #fab:hover { margin: 0 auto; width: 50%; color: var(--red-5); flex: 1 1 0 } }";
    passes(literals, "styles/task.css", fine);
    passes(literals, "styles/task.css", "/* 4px of\n#fff */ .a { inset: 0; padding: 1em 2ch; grid: auto / 1fr 2fr }");
    passes(literals, "tests/e2e/hosts/page/article.css", "h1 { color: #222 }");
    passes(literals, "styles/tokens.css", ":root { --ink: #111; --gap: 4px }");
}

#[test]
fn the_line_of_a_literal_is_the_line_of_its_declaration() {
    let found = literals(&File::new("styles/task.css", "/* a\n */\n.a {\n  margin: 0;\n  color: #123;\n}\n"));
    assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [5]);
}
