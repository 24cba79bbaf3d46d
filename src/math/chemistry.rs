//! Chemistry as `\ce{…}` writes it, as TeX: formulas, charges, isotopes, bonds, states, arrows with what stands on them.
//!
//! The notation is that of the LaTeX package mhchem (manual, version 4), as far as answers use it. What is not known here
//! is no formula: the source is shown then.

use super::prepare::argument;

/// The longest arrow first.
const ARROWS: [(&str, &str); 8] = [
    ("<=>>", "\\rightleftharpoons"),
    ("<<=>", "\\rightleftharpoons"),
    ("<-->", "\\rightleftarrows"),
    ("<=>", "\\rightleftharpoons"),
    ("<->", "\\leftrightarrow"),
    ("->", "\\longrightarrow"),
    ("<-", "\\longleftarrow"),
    ("=>", "\\Longrightarrow"),
];

/// The TeX of a chemical formula or equation.
pub(super) fn tex(ce: &str) -> Option<String> {
    let mut scan = Scan { rest: ce, made: String::with_capacity(4 * ce.len()), before: Before::Start };
    while !scan.rest.is_empty() {
        scan.part()?;
    }
    Some(scan.made)
}

/// What stands before: it says what a digit or a sign means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// The beginning, a blank or an arrow: digits count molecules.
    Start,
    /// An element, a bracket that closes, digits below: digits are below, a sign at the end is a charge.
    Atom,
    /// A bond, a bracket that opens, a count.
    Other,
}

struct Scan<'a> {
    rest: &'a str,
    made: String,
    before: Before,
}

impl<'a> Scan<'a> {
    fn part(&mut self) -> Option<()> {
        let first = self.rest.chars().next()?;
        if first.is_whitespace() {
            self.rest = self.rest.trim_start();
            self.before = Before::Start;
            return Some(());
        }
        if self.arrow()? || self.alone() {
            return Some(());
        }
        match first {
            '0'..='9' => self.digits(),
            '^' | '_' => return self.script(first),
            '{' => return self.group(),
            '$' => return self.formula(),
            '\\' => return self.command(),
            '(' | '[' => self.put(1, "", Before::Other),
            ')' | ']' => self.put(1, "", Before::Atom),
            '+' | '-' if self.before == Before::Atom && self.ends_after(1) => self.charge(1),
            '+' => self.put(1, "{}", Before::Other),
            '-' | '\u{2013}' | '\u{2212}' => self.bond("{-}"),
            '=' => self.bond("{=}"),
            '#' | '\u{2261}' => self.bond("{\\equiv}"),
            '*' | '.' | '\u{b7}' => self.bond("{\\cdot}"),
            ',' | ';' | '/' | ':' | '\'' => self.put(1, "", Before::Other),
            letter if letter.is_alphabetic() => self.letters(),
            _ => return None,
        }
        Some(())
    }

    /// Takes `len` bytes as they are.
    fn put(&mut self, len: usize, more: &str, before: Before) {
        let (taken, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        self.made.extend([taken, more]);
        (self.rest, self.before) = (rest, before);
    }

    fn bond(&mut self, sign: &str) {
        self.made.push_str(sign);
        let len = self.rest.chars().next().map_or(0, char::len_utf8);
        (self.rest, self.before) = (self.rest.get(len..).unwrap_or_default(), Before::Other);
    }

    /// An arrow, with what stands above and below it; whether there was one.
    fn arrow(&mut self) -> Option<bool> {
        let Some((sign, arrow)) = ARROWS.into_iter().find(|(sign, _)| self.rest.starts_with(sign)) else {
            return Some(false);
        };
        // A double bond is no arrow.
        if sign == "=>" && self.before == Before::Atom {
            return Some(false);
        }
        self.rest = self.rest.get(sign.len()..)?;
        let (above, below) = (self.bracket()?, self.bracket()?);
        self.before = Before::Start;
        if above.is_empty() && below.is_empty() {
            self.made.extend([" ", arrow, " "]);
            return Some(true);
        }
        let long = if sign == "->" {
            "\\xrightarrow"
        } else if sign == "<-" {
            "\\xleftarrow"
        } else {
            ""
        };
        if long.is_empty() {
            self.made.extend([" \\overset{", &above, "}{"]);
            self.made.extend(["\\underset{", &below, "}{", arrow, "}} "]);
        } else {
            self.made.extend([" ", long, "[", &below, "]{", &above, "} "]);
        }
        Some(true)
    }

    /// What stands in brackets right here: chemistry, or words.
    fn bracket(&mut self) -> Option<String> {
        let Some(inner) = self.rest.strip_prefix('[') else { return Some(String::new()) };
        let (inner, rest) = inner.split_at_checked(inner.find(']')?)?;
        self.rest = rest.get(1..)?;
        let words = inner.contains(|letter: char| !letter.is_ascii()) || inner.split(' ').count() > 2;
        let chemistry = if words { None } else { tex(inner) };
        Some(chemistry.unwrap_or_else(|| ["\\text{", inner, "}"].concat()))
    }

    /// A sign between blanks: plus, a gas that leaves, what falls out.
    fn alone(&mut self) -> bool {
        let sign = match self.rest.chars().next() {
            Some('+') if self.before == Before::Start => " + ",
            Some('^') if self.before == Before::Start => "\\uparrow ",
            Some('v') if self.before == Before::Start => "\\downarrow ",
            Some('-') if self.before == Before::Start => " - ",
            Some('=') if self.before == Before::Start => " = ",
            _ => return false,
        };
        let alone = self.ends_after(1);
        if alone {
            self.made.push_str(sign);
            self.rest = self.rest.get(1..).unwrap_or_default();
        }
        alone
    }

    /// Whether the molecule ends after so many bytes.
    fn ends_after(&self, len: usize) -> bool {
        let next = self.rest.get(len..).and_then(|rest| rest.chars().next());
        next.is_none_or(|next| next.is_whitespace() || matches!(next, ')' | ']' | ',' | ';' | '.'))
    }

    /// Digits: how many molecules, or how many of what stands before.
    fn digits(&mut self) {
        let count = |rest: &str, more: &str| {
            rest.bytes().take_while(|byte| byte.is_ascii_digit() || more.as_bytes().contains(byte)).count()
        };
        if self.before == Before::Atom {
            let len = count(self.rest, "");
            let (digits, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
            self.made.extend(["_{", digits, "}"]);
            self.rest = rest;
            return;
        }
        let len = count(self.rest, "./");
        let (digits, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        match digits.split_once('/') {
            Some((over, under)) => self.made.extend(["\\tfrac{", over, "}{", under, "}\\,"]),
            None => self.made.extend([digits, "\\,"]),
        }
        (self.rest, self.before) = (rest.trim_start(), Before::Other);
    }

    /// What stands above or below: in braces, or signs and digits in a row.
    fn script(&mut self, sign: char) -> Option<()> {
        let rest = self.rest.get(1..)?;
        let (inner, after) = if rest.starts_with(['{', '\\', '$']) {
            argument(rest)?
        } else {
            let len =
                rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
            let len = len.count();
            rest.split_at_checked(if sign == '_' { len.min(below(rest)) } else { len.min(above(rest)) })?
        };
        if inner.is_empty() {
            return None;
        }
        if self.before != Before::Atom {
            // An isotope: its numbers stand before it.
            self.made.push_str("{}");
        }
        let inner = inner.trim_matches('$').replace('*', "{\\bullet}");
        self.made.extend([if sign == '^' { "^{" } else { "_{" }, &inner, "}"]);
        self.rest = after;
        // Below and above belong to the same base.
        if self.before != Before::Atom && !self.rest.starts_with(['^', '_']) {
            self.before = Before::Other;
        } else {
            self.before = Before::Atom;
        }
        Some(())
    }

    /// A charge without its sign of being one.
    fn charge(&mut self, len: usize) {
        let (sign, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        self.made.extend(["^{", sign, "}"]);
        (self.rest, self.before) = (rest, Before::Atom);
    }

    fn letters(&mut self) {
        let len: usize = self.rest.chars().take_while(|letter| letter.is_alphabetic()).map(char::len_utf8).sum();
        let (letters, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        self.made.extend(["\\mathrm{", letters, "}"]);
        (self.rest, self.before) = (rest, Before::Atom);
    }

    /// Words.
    fn group(&mut self) -> Option<()> {
        let (inner, rest) = argument(self.rest)?;
        self.made.extend(["\\text{", inner, "}"]);
        (self.rest, self.before) = (rest, Before::Atom);
        Some(())
    }

    /// Mathematics within chemistry.
    fn formula(&mut self) -> Option<()> {
        let inner = self.rest.get(1..)?;
        let (inner, rest) = inner.split_at_checked(inner.find('$')?)?;
        self.made.extend(["{", inner, "}"]);
        (self.rest, self.before) = (rest.get(1..)?, Before::Other);
        Some(())
    }

    /// A command without arguments: a Greek letter, room.
    fn command(&mut self) -> Option<()> {
        let (name, rest) = argument(self.rest)?;
        let bare = name.len() > 1 && !rest.starts_with('{');
        self.made.extend([name, " "]);
        (self.rest, self.before) = (rest, Before::Atom);
        bare.then_some(())
    }
}

/// How far a run below goes: digits, or one letter.
fn below(rest: &str) -> usize {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits.max(1)
}

/// How far a run above goes: digits and signs, or one letter.
fn above(rest: &str) -> usize {
    let signs = rest.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-')).count();
    signs.max(1)
}

#[cfg(test)]
mod tests {
    use super::tex;

    fn check(ce: &str, expected: &str) {
        assert_eq!(tex(ce).as_deref(), Some(expected), "{ce}");
    }

    #[test]
    fn formulas_have_their_numbers_below() {
        check("H2O", r"\mathrm{H}_{2}\mathrm{O}");
        check("Ca(OH)2", r"\mathrm{Ca}(\mathrm{OH})_{2}");
        check("C_nH_{2n+2}", r"\mathrm{C}_{n}\mathrm{H}_{2n+2}");
        check("[Fe(CN)6]", r"[\mathrm{Fe}(\mathrm{CN})_{6}]");
    }

    #[test]
    fn charges_stand_above() {
        check("SO4^2-", r"\mathrm{SO}_{4}^{2-}");
        check("Na+", r"\mathrm{Na}^{+}");
        check("N3^-", r"\mathrm{N}_{3}^{-}");
        check("CrO4^{2-}", r"\mathrm{CrO}_{4}^{2-}");
        check("[AgCl2]-", r"[\mathrm{AgCl}_{2}]^{-}");
    }

    #[test]
    fn isotopes_have_their_numbers_before_them() {
        check("^{14}_6C", r"{}^{14}_{6}\mathrm{C}");
        check("^227_{90}Th+", r"{}^{227}_{90}\mathrm{Th}^{+}");
        check("n + ^{235}U", r"\mathrm{n} + {}^{235}\mathrm{U}");
    }

    #[test]
    fn bonds_are_no_charges() {
        check("CH3-CH(Br)", r"\mathrm{CH}_{3}{-}\mathrm{CH}(\mathrm{Br})");
        check("CH=CH", r"\mathrm{CH}{=}\mathrm{CH}");
        check("HC#CH", r"\mathrm{HC}{\equiv}\mathrm{CH}");
        check("CuSO4*5H2O", r"\mathrm{CuSO}_{4}{\cdot}5\,\mathrm{H}_{2}\mathrm{O}");
    }

    #[test]
    fn equations_have_counts_signs_and_arrows() {
        check("2 H2 + O2 -> 2H2O", r"2\,\mathrm{H}_{2} + \mathrm{O}_{2} \longrightarrow 2\,\mathrm{H}_{2}\mathrm{O}");
        check("1/2 O2", r"\tfrac{1}{2}\,\mathrm{O}_{2}");
        check("A ->[DMF][60 °C] B", r"\mathrm{A} \xrightarrow[\text{60 °C}]{\mathrm{DMF}} \mathrm{B}");
        check("A <=> B", r"\mathrm{A} \rightleftharpoons \mathrm{B}");
        check("Ba^2+ v", r"\mathrm{Ba}^{2+}\downarrow ");
        check("CO2(g) ^", r"\mathrm{CO}_{2}(\mathrm{g})\uparrow ");
    }

    #[test]
    fn what_is_not_known_is_no_chemistry() {
        for ce in ["H2O!", "A ->[x", "{a", r"\frac{a}{b}", "A^"] {
            assert_eq!(tex(ce), None, "{ce}");
        }
    }
}
