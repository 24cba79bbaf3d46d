//! Texts changed at random, and made smaller for as long as they still do what they did.

use fastrand::Rng;

/// What is put into texts: where languages, markup, formulas and documents have their seams.
const SCRAPS: &[&str] = &[
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "\u{a0}",
    "\u{2028}",
    "\u{85}",
    "a",
    "the ",
    "Word",
    "über",
    "ß",
    "İ",
    "ǆ",
    ". ",
    ", ",
    "; ",
    "…",
    "? ",
    "»",
    "\"",
    "'",
    "’",
    "-",
    "–",
    "_",
    "*",
    "**",
    "~~",
    "`",
    "```\n",
    "~~~",
    "> ",
    "- ",
    "1. ",
    "# ",
    "|",
    "| a | b |\n|---|---|\n",
    "[a](b)",
    "![",
    "](",
    "[^1]",
    "\n[^1]: x\n",
    "[x] ",
    "<b>",
    "</b>",
    "<!--",
    "&amp;",
    "&#0;",
    "\\",
    "\\*",
    "$",
    "$$",
    "\\(",
    "\\]",
    "\\frac{1}{2}",
    "\\begin{align}",
    "\\end{align}",
    "\\ce{H2O}",
    "\\left(",
    "\\right.",
    "^",
    "_{",
    "{",
    "}",
    "&",
    "\\\\",
    "0",
    "12",
    "4,5 %",
    "1.234,56 €",
    "3e9",
    "5 kg",
    "-",
    "https://a.b/c?d=e#f",
    "www.x.y",
    "e\u{301}",
    "\u{301}",
    "\u{200d}",
    "👩‍👩‍👧",
    "🇩🇪",
    "🇩",
    "👍🏽",
    "\u{fe0f}",
    "東京",
    "。",
    "ไทย",
    "한국",
    "\u{1100}",
    "שלום",
    "مرحبا",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{feff}",
    "\u{0}",
    "\u{1a}",
    "\u{fffd}",
    "क्ष",
    "\u{93f}",
    "null",
    "true",
    "-0",
    "1e999",
    "[]",
    "{}",
    "\"\"",
    "\\u0000",
    "\":",
    ",",
];

/// A case with one to four changes, no text of it longer than `most` bytes.
pub(super) fn mutated(case: &[String], random: &mut Rng, most: usize) -> Vec<String> {
    let mut case = case.to_vec();
    for _ in 0..=random.usize(..4) {
        let Some(at) = random.choice(0..case.len()) else { break };
        let other = random.choice(&case).cloned().unwrap_or_default();
        if let Some(text) = case.get_mut(at) {
            *text = changed(text, &other, random);
            text.truncate(boundary(text, most.min(text.len())));
        }
    }
    case
}

fn changed(text: &str, other: &str, random: &mut Rng) -> String {
    let (start, end) = range(text, random);
    let cut = text.get(start..end).unwrap_or_default();
    let (head, tail) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let scrap = random.choice(SCRAPS).copied().unwrap_or_default();
    let (from, to) = range(other, random);
    let part = other.get(from..to).unwrap_or_default();
    match random.u8(..12) {
        0 => format!("{head}{tail}"),
        1 => format!("{head}{cut}{cut}{tail}"),
        2 => format!("{head}{part}{tail}"),
        3 => format!("{head}{cut}{part}{tail}"),
        4 => other.to_owned(),
        5 => format!("{head}{}{tail}", scrap.repeat(random.usize(1..40))),
        6 => format!("{tail}{cut}{head}"),
        7 => format!("{head}{}{tail}", cut.chars().rev().collect::<String>()),
        8 => format!("{head}{}{tail}", cut.to_uppercase()),
        9 => format!("{head}{scrap}{tail}"),
        _ => format!("{head}{scrap}{cut}{tail}"),
    }
}

/// A part of a text, mostly a short one.
fn range(text: &str, random: &mut Rng) -> (usize, usize) {
    let start = boundary(text, random.usize(..=text.len()));
    let room = text.len() - start;
    let most = if random.u8(..) < 200 { room.min(24) } else { room };
    (start, boundary(text, start + random.usize(..=most)))
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The smallest case found that still `breaks`, after so many tries at most.
pub(super) fn shrunk(mut case: Vec<String>, tries: usize, breaks: &dyn Fn(&[String]) -> bool) -> Vec<String> {
    let mut left = tries;
    let mut size = case.iter().map(String::len).max().unwrap_or_default();
    while size > 0 && left > 0 {
        let mut smaller = false;
        for at in 0..case.len() {
            let mut start = 0;
            while let Some(text) = case.get(at).filter(|text| start < text.len() && left > 0) {
                let (from, to) = (boundary(text, start), boundary(text, (start + size).min(text.len())));
                let (head, tail) = (text.get(..from).unwrap_or_default(), text.get(to..).unwrap_or_default());
                let mut tried = case.clone();
                if let Some(text) = tried.get_mut(at) {
                    *text = format!("{head}{tail}");
                }
                left -= 1;
                if tried != case && breaks(&tried) {
                    (case, smaller) = (tried, true);
                } else {
                    start += size;
                }
            }
        }
        if !smaller {
            size /= 2;
        }
    }
    case
}
