//! Rewrites what people and models write into what the TeX reader knows: boxes, tags, plain TeX, chemistry. Definitions
//! of commands are refused.

use super::chemistry;
use super::read::BOX;

/// The formula as the reader knows it; none where a group does not end, a command is defined, or chemistry is not known.
pub(super) fn prepare(tex: &str) -> Option<String> {
    let mut made = String::with_capacity(tex.len() + 16);
    rewrite(tex, &mut made)?;
    Some(made)
}

fn rewrite(tex: &str, made: &mut String) -> Option<()> {
    let mut rest = tex;
    while let Some(at) = rest.find(['\\', '%']) {
        made.push_str(rest.get(..at)?);
        rest = rest.get(at..)?;
        rest = match rest.strip_prefix('%') {
            // A comment would hide what follows: a model means per cent.
            Some(after) => {
                made.push_str("\\%");
                after
            }
            None => command(rest, made)?,
        };
    }
    made.push_str(rest);
    Some(())
}

/// Rewrites one command; answers what follows it.
fn command<'a>(tex: &'a str, made: &mut String) -> Option<&'a str> {
    let (name, rest) = name(tex)?;
    if let Some(by) = other_name(name) {
        made.push_str(by);
        return Some(rest);
    }
    match name {
        // What a definition grows into is not bounded by the formula's length.
        "def" | "gdef" | "edef" | "let" | "newcommand" | "renewcommand" | "providecommand" => None,
        "boxed" | "fbox" => {
            let (inner, rest) = argument(rest)?;
            made.extend(["{\\mathopen{", BOX.encode_utf8(&mut [0; 4]), "}"]);
            if name == "fbox" {
                text(inner, made);
            } else {
                rewrite(inner, made)?;
            }
            made.push('}');
            Some(rest)
        }
        "ce" => {
            let (inner, rest) = argument(rest)?;
            made.extend(["{", &chemistry::tex(inner)?, "}"]);
            Some(rest)
        }
        "tag" => {
            let bare = rest.strip_prefix('*');
            let (inner, rest) = argument(bare.unwrap_or(rest))?;
            let (open, close) = if bare.is_some() { ("", "") } else { ("(", ")") };
            made.extend(["\\qquad\\text{", open, inner, close, "}"]);
            Some(rest)
        }
        "label" => argument(rest).map(|(_, rest)| rest),
        "begin" | "end" => {
            let (inner, after) = argument(rest)?;
            let inner = match inner {
                "eqnarray" | "eqnarray*" => "aligned",
                "flalign" | "flalign*" => "align*",
                inner => inner,
            };
            made.extend(["\\", name, "{", inner, "}"]);
            Some(after)
        }
        "matrix" | "pmatrix" | "bmatrix" | "vmatrix" | "cases" if rest.trim_start().starts_with('{') => {
            let (inner, rest) = argument(rest)?;
            made.extend(["\\begin{", name, "}"]);
            rewrite(inner, made)?;
            made.extend(["\\end{", name, "}"]);
            Some(rest)
        }
        "text" | "textrm" | "textbf" | "textit" | "textsf" | "texttt" | "textnormal" | "mbox" | "operatorname" => {
            as_it_is(name, rest, made)
        }
        _ => unit(name, rest, made).or_else(|| {
            made.push_str(tex.get(..=name.len())?);
            Some(rest)
        }),
    }
}

/// Numbers with units, as the packages for them write them; none where it is none of them.
fn unit<'a>(name: &str, rest: &'a str, made: &mut String) -> Option<&'a str> {
    let is_plain = |unit: &str| !unit.contains('\\');
    match name {
        "SI" | "qty" => {
            let (number, rest) = argument(rest)?;
            let (unit, rest) = argument(rest).filter(|(unit, _)| is_plain(unit))?;
            made.extend([number, "\\,\\mathrm{", unit, "}"]);
            Some(rest)
        }
        "si" | "unit" => {
            let (unit, rest) = argument(rest).filter(|(unit, _)| is_plain(unit))?;
            made.extend(["\\mathrm{", unit, "}"]);
            Some(rest)
        }
        "num" => {
            let (number, rest) = argument(rest)?;
            made.push_str(number);
            Some(rest)
        }
        _ => None,
    }
}

/// What a command is called that the reader calls otherwise.
fn other_name(name: &str) -> Option<&'static str> {
    Some(match name {
        "notag" | "nonumber" => "",
        "mod" => "\\quad\\mathrm{mod}\\ ",
        "cr" => "\\\\",
        "space" => "\\ ",
        "bm" => "\\boldsymbol ",
        "mathscr" => "\\mathcal ",
        "dd" => "\\mathrm{d}",
        "textdegree" => "°",
        "qedsymbol" => "\\square ",
        _ => return None,
    })
}

/// Words, whose inside is no TeX.
fn as_it_is<'a>(name: &str, rest: &'a str, made: &mut String) -> Option<&'a str> {
    let name = if matches!(name, "textnormal" | "mbox") { "text" } else { name };
    let star = rest.strip_prefix('*');
    let (inner, after) = argument(star.unwrap_or(rest))?;
    made.extend(["\\", name, if star.is_some() { "*" } else { "" }, "{", inner, "}"]);
    Some(after)
}

fn text(inner: &str, made: &mut String) {
    made.extend(["\\text{", inner, "}"]);
}

/// A command's name without its backslash, and what follows.
fn name(tex: &str) -> Option<(&str, &str)> {
    let rest = tex.strip_prefix('\\')?;
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let len = if letters == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { letters };
    rest.split_at_checked(len)
}

/// What a command is given: a group without its braces, a command, or one character; and what follows.
pub(super) fn argument(tex: &str) -> Option<(&str, &str)> {
    let tex = tex.trim_start();
    let first = tex.chars().next()?;
    if first == '\\' {
        let (name, rest) = name(tex)?;
        return Some((tex.get(..=name.len())?, rest));
    }
    let Some(inner) = tex.strip_prefix('{') else { return tex.split_at_checked(first.len_utf8()) };
    let mut depth = 1_usize;
    let mut letters = inner.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            '\\' => {
                letters.next();
            }
            _ => {}
        }
        if depth == 0 {
            return Some((inner.get(..at)?, inner.get(at + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_rewritten_and_all_else_stays() {
        for (tex, expected) in [
            (r"\frac{a}{b} \\ \{x\}", Some(r"\frac{a}{b} \\ \{x\}")),
            (r"50% \text{50% of \mod}", Some(r"50\% \text{50% of \mod}")),
            (r"a \mod m", Some(r"a \quad\mathrm{mod}\  m")),
            (r"x \tag{1} \tag*{A}", Some(r"x \qquad\text{(1)} \qquad\text{A}")),
            (r"\begin{eqnarray}a&=&b\end{eqnarray}", Some(r"\begin{aligned}a&=&b\end{aligned}")),
            (r"\pmatrix{a & b \cr c}", Some(r"\begin{pmatrix}a & b \\ c\end{pmatrix}")),
            (r"\SI{9.81}{m/s^2} \unit{\metre}", Some(r"9.81\,\mathrm{m/s^2} \unit{\metre}")),
            (r"\boxed{x", None),
            (r"\", Some(r"\")),
        ] {
            assert_eq!(prepare(tex).as_deref(), expected, "{tex}");
        }
    }

    #[test]
    fn an_argument_is_a_group_a_command_or_a_character() {
        assert_eq!(argument(r" {a{b}\}} c"), Some((r"a{b}\}", " c")));
        assert_eq!(argument(r"\alpha b"), Some((r"\alpha", " b")));
        assert_eq!(argument("éa"), Some(("é", "a")));
        assert_eq!(argument("{a"), None);
        assert_eq!(argument(" "), None);
    }
}
