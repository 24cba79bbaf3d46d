//! The parts of something worked out in a running text, in order: numbers, signs, and what ends or spoils it.

use super::figure::digits;
use super::run::GAP;
use crate::text::Span;

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits.
    Number,
    /// Added.
    Plus,
    /// Taken away.
    Minus,
    /// A dash with space around it: taken away, or the end of it.
    Dash,
    /// Multiplied.
    Times,
    /// Divided.
    Over,
    /// To the power of.
    Power,
    /// An opening bracket, or a group of TeX.
    Open,
    /// Its end.
    Close,
    /// Of a hundred.
    Percent,
    /// A factorial.
    Factorial,
    /// "of", behind a share.
    Of,
    /// A fraction of two groups.
    Fraction,
    /// The root of a group.
    Root,
    /// It is.
    Equal,
    /// It is about.
    About,
    /// "is", "ergibt".
    Is,
    /// A currency or unit that changes nothing.
    Unit,
    /// A word.
    Word,
    /// An end: a comma, a colon.
    Stop,
    /// What makes anything beside it mean something else: a letter, an ellipsis.
    Bad,
}

/// A part and its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it stands in the run.
    pub span: Span,
    /// Whether space stands before it.
    pub apart: bool,
}

const CURRENCIES: [char; 5] = ['$', '€', '£', '¥', '₹'];
/// Units that are written close behind a number.
const CLOSE_UNITS: [&str; 18] =
    ["kg", "mg", "km", "cm", "mm", "ml", "mL", "nm", "ms", "min", "Hz", "MB", "GB", "kWh", "EUR", "USD", "CHF", "mol"];

/// Words that make what is beside them more than its digits.
pub(super) const LOADED: [&str; 64] = [
    "log",
    "ln",
    "lg",
    "exp",
    "sin",
    "cos",
    "tan",
    "sqrt",
    "max",
    "min",
    "abs",
    "gcd",
    "lcm",
    "mod",
    "ggt",
    "kgv",
    "root",
    "wurzel",
    "minus",
    "plus",
    "mal",
    "times",
    "over",
    "durch",
    "hoch",
    "per",
    "pro",
    "half",
    "twice",
    "double",
    "doppelt",
    "hundred",
    "thousand",
    "million",
    "millions",
    "billion",
    "billions",
    "trillion",
    "bn",
    "mn",
    "hundert",
    "tausend",
    "tsd",
    "mio",
    "mrd",
    "millionen",
    "milliarden",
    "milliarde",
    "dozen",
    "dutzend",
    "more",
    "less",
    "fewer",
    "mehr",
    "weniger",
    "remainder",
    "rest",
    "squared",
    "cubed",
    "quadrat",
    "choose",
    "der",
    "teil",
    "oder",
];

/// The parts of a running text.
pub(super) fn of_text(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if c.is_whitespace() && c != '\n' {
            at += c.len_utf8();
            continue;
        }
        let (kind, length) = next(text, at, c);
        let apart = text.get(..at).is_none_or(|head| head.is_empty() || head.ends_with(char::is_whitespace));
        tokens.push(Token { kind, span: Span { start: at, end: at + length }, apart });
        at += length;
    }
    name_units(text, &mut tokens);
    tokens
}

/// The part that begins at a place.
fn next(text: &str, at: usize, c: char) -> (Kind, usize) {
    let rest = text.get(at..).unwrap_or_default();
    let head = text.get(..at).unwrap_or_default();
    if c.is_ascii_digit() {
        return (Kind::Number, digits(rest));
    }
    if c.is_alphabetic() {
        return word(head, rest);
    }
    let after = rest.get(c.len_utf8()..).unwrap_or_default();
    let spaced_before = head.is_empty() || head.ends_with(char::is_whitespace);
    let spaced_after = after.is_empty() || after.starts_with(char::is_whitespace);
    let kind = match c {
        '+' => Kind::Plus,
        '-' | '–' | '—' | '−' => minus(c, head, spaced_before, spaced_after),
        '×' | '·' | '⋅' | '∙' | '*' => Kind::Times,
        '÷' | '/' => Kind::Over,
        ':' if spaced_before && spaced_after => Kind::Over,
        ':' if spaced_after => Kind::Stop,
        '(' => Kind::Open,
        ')' => Kind::Close,
        '%' => Kind::Percent,
        '^' => Kind::Power,
        '!' if after.trim_start().starts_with(['=', '/', '×', '·', '*', '+']) => Kind::Factorial,
        '=' if after.starts_with(['=', '>']) || head.ends_with(['=', '<', '>', '!', ':']) => Kind::Bad,
        '=' => Kind::Equal,
        '≈' | '≅' | '≃' => Kind::About,
        '~' => return (Kind::About, 1),
        '.' if after.starts_with('.') => return (Kind::Bad, rest.len() - rest.trim_start_matches('.').len()),
        '.' if spaced_after || after.starts_with([')', '"', '”', '“']) => Kind::Stop,
        ',' | ';' | '?' | '!' | '"' | '”' | '“' | '„' | '→' | '⇒' | '⟹' | '⟶' | '\n' | '<' | '>' | '≤' | '≥' => {
            Kind::Stop
        }
        '°' => Kind::Unit,
        _ if CURRENCIES.contains(&c) => Kind::Unit,
        _ => Kind::Bad,
    };
    (kind, c.len_utf8())
}

/// A hyphen or dash: between numbers without space it is a range, with space a minus or a dash.
fn minus(c: char, head: &str, before: bool, after: bool) -> Kind {
    match (before, after) {
        _ if c == '−' => Kind::Minus,
        (true, true) => Kind::Dash,
        // "-5" at the beginning or behind a sign.
        (true, false) if c != '—' => match head.trim_end().chars().last() {
            None | Some('=' | '(' | '+' | '×' | '·' | '*' | '/' | '≈') => Kind::Minus,
            _ => Kind::Bad,
        },
        (false, false) if head.ends_with('(') && c == '-' => Kind::Minus,
        _ => Kind::Bad,
    }
}

fn word(head: &str, rest: &str) -> (Kind, usize) {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '\'' | '’' | '²' | '³');
    let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let word = rest.get(..length).unwrap_or_default();
    let close = head.ends_with(|c: char| c.is_ascii_digit());
    let between_numbers =
        rest.get(length..).is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    let kind = match word {
        "x" if between_numbers && head.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == ')') => Kind::Times,
        "times" | "mal" if between_numbers => Kind::Times,
        "plus" if between_numbers => Kind::Plus,
        "minus" if between_numbers => Kind::Minus,
        "of" | "von" if head.trim_end().ends_with('%') => Kind::Of,
        "is" | "equals" | "gives" | "makes" | "ist" | "sind" | "ergibt" | "ergeben" | "macht" | "gleich" => Kind::Is,
        _ if CLOSE_UNITS.contains(&word) => Kind::Unit,
        _ if close || word.contains(|c: char| c.is_ascii_digit() || c == '_') => Kind::Bad,
        _ if word.chars().count() == 1 => Kind::Bad,
        _ => Kind::Word,
    };
    (kind, length)
}

/// A word between a number and a sign is what is counted: three apples + four apples.
fn name_units(text: &str, tokens: &mut [Token]) {
    for at in 1..tokens.len().saturating_sub(1) {
        let (Some(before), Some(here), Some(after)) = (tokens.get(at - 1), tokens.get(at), tokens.get(at + 1)) else {
            return;
        };
        let counted = before.kind == Kind::Number
            && here.kind == Kind::Word
            && matches!(after.kind, Kind::Plus | Kind::Minus | Kind::Times | Kind::Over | Kind::Equal);
        let plain = !LOADED.contains(&here.span.slice(text).to_lowercase().as_str());
        if counted
            && plain
            && let Some(here) = tokens.get_mut(at)
        {
            here.kind = Kind::Unit;
        }
    }
}

/// The parts of a formula.
pub(super) fn of_tex(tex: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(c) = tex.get(at..).and_then(|rest| rest.chars().next()) {
        let (kind, length) = if c == '\\' { command(tex.get(at..).unwrap_or_default()) } else { sign(tex, at, c) };
        if let Some(kind) = kind {
            tokens.push(Token { kind, span: Span { start: at, end: at + length }, apart: true });
        }
        at += length.max(1);
    }
    tokens
}

fn sign(tex: &str, at: usize, c: char) -> (Option<Kind>, usize) {
    let rest = tex.get(at..).unwrap_or_default();
    let after = rest.get(c.len_utf8()..).unwrap_or_default();
    let kind = match c {
        c if c.is_whitespace() => None,
        '0'..='9' => return (Some(Kind::Number), tex_digits(rest)),
        '{' | '(' => Some(Kind::Open),
        '}' | ')' => Some(Kind::Close),
        '+' => Some(Kind::Plus),
        '-' | '−' => Some(Kind::Minus),
        '*' | '×' | '·' | '⋅' => Some(Kind::Times),
        '/' | '÷' => Some(Kind::Over),
        ':' => Some(Kind::Bad),
        '^' => Some(Kind::Power),
        '!' => Some(Kind::Factorial),
        '=' => Some(Kind::Equal),
        '≈' => Some(Kind::About),
        '€' | '£' | '¥' | '°' => Some(Kind::Unit),
        '&' if after.trim_start().starts_with('=') || after.trim_start().starts_with("\\approx") => None,
        '&' if tex.get(..at).is_some_and(|head| head.trim_end().ends_with('=')) => None,
        '.' if after.trim_start().is_empty() => Some(Kind::Stop),
        ',' | ';' | '&' | '\n' | '<' | '>' => Some(Kind::Stop),
        '~' => None,
        _ => Some(Kind::Bad),
    };
    (kind, c.len_utf8())
}

/// Digits as TeX has them: `1{,}5`, `12\,345`, `1,234`.
fn tex_digits(rest: &str) -> usize {
    let mut end = 0;
    loop {
        let part = digits(rest.get(end..).unwrap_or_default());
        end += part;
        let tail = rest.get(end..).unwrap_or_default();
        let goes_on = |sign: &str, three: bool| {
            let count = tail.strip_prefix(sign)?.bytes().take_while(u8::is_ascii_digit).count();
            (if three { count == 3 } else { count > 0 }).then_some(sign.len())
        };
        match goes_on("{,}", false).or_else(|| goes_on("\\,", true)) {
            Some(sign) => end += sign,
            None => return end,
        }
    }
}

/// Digits without what TeX puts between them.
pub(super) fn plain_digits(digits: &str) -> String {
    digits.replace("{,}", ",").replace("\\,", "\u{2009}")
}

fn command(rest: &str) -> (Option<Kind>, usize) {
    let name = rest.get(1..).unwrap_or_default();
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let name = name.get(..letters.max(name.chars().next().map_or(0, char::len_utf8))).unwrap_or_default();
    let length = 1 + name.len();
    let kind = match name {
        "times" | "cdot" | "ast" => Some(Kind::Times),
        "div" => Some(Kind::Over),
        "frac" | "dfrac" | "tfrac" => Some(Kind::Fraction),
        "sqrt" => Some(Kind::Root),
        "approx" | "simeq" | "approxeq" => Some(Kind::About),
        "%" => Some(Kind::Percent),
        "$" | "circ" => Some(Kind::Unit),
        "left" | "right" | "bigl" | "bigr" | "big" | "Big" | "," | ";" | ":" | "!" | " " | "displaystyle" | "boxed"
        | "mathbf" => None,
        "quad" | "qquad" | "\\" | "implies" | "Rightarrow" | "to" | "rightarrow" | "Longrightarrow" | "leq" | "geq"
        | "le" | "ge" | "text" | "mathrm" | "textrm" | "mbox" | "textbf" => {
            return text_command(rest, name, length);
        }
        _ => Some(Kind::Bad),
    };
    (kind, length)
}

/// A word in a formula is what is counted; anything else of these ends what is worked out.
fn text_command(rest: &str, name: &str, length: usize) -> (Option<Kind>, usize) {
    let is_text = matches!(name, "text" | "mathrm" | "textrm" | "mbox" | "textbf");
    if !is_text {
        return (Some(Kind::Stop), length);
    }
    let Some(body) = rest.get(length..).and_then(|rest| rest.strip_prefix('{')) else {
        return (Some(Kind::Bad), length);
    };
    let Some(end) = body.find('}') else { return (Some(Kind::Bad), rest.len()) };
    let words = body.get(..end).unwrap_or_default();
    let plain = words.trim();
    let is_unit = !plain.is_empty()
        && plain.chars().all(|c| c.is_alphabetic() || matches!(c, '/' | ' ' | '²' | '³' | '€' | '.'))
        && !plain.split([' ', '.']).any(|word| LOADED.contains(&word.to_lowercase().as_str()));
    (Some(if is_unit { Kind::Unit } else { Kind::Bad }), length + end + 2)
}

/// Whether a text may have something to work out at all, quickly told.
pub(super) fn may_work(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && !text.chars().all(|c| c == GAP)
}
