//! Quotations that the sources do not have, and references to sources that are not there.

use super::Source;
use super::run::Run;
use crate::rubric::evidence::{Standing, look_up};
use crate::text::Span;

/// So many words a quotation has at least: fewer are a word that is spoken of.
const WORDS: usize = 6;

/// What is wrong with a quotation or a reference.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wrong {
    /// Something like it stands in a source: what that says and what this says, and the source's title.
    Altered(Vec<(String, String)>, String),
    /// Nothing like it stands in any.
    Missing,
    /// There is no source of this number.
    NoSource(String),
}

const PAIRS: [(char, char); 5] = [('„', '“'), ('“', '”'), ('«', '»'), ('»', '«'), ('"', '"')];

/// All quotations and references of a run that do not hold. `quoted`: all of it is a quotation. With how many
/// sources are counted.
pub(super) fn wrong(run: &Run, quoted: bool, (sources, numbered): (&[Source], usize)) -> Vec<(Span, Wrong)> {
    let mut found = Vec::new();
    if sources.is_empty() {
        return found;
    }
    let mut spans = inner(&run.text);
    if quoted && spans.is_empty() {
        spans.push(Span { start: 0, end: run.text.len() });
    }
    for span in spans {
        let words = span.slice(&run.text);
        if words.split_whitespace().count() < WORDS
            || words.contains(['…', '[', super::run::GAP])
            || words.contains("...")
        {
            continue;
        }
        let cited = !quoted && is_cited(&run.text, span);
        if let Some(wrong) = looked_up(words, cited, sources) {
            found.push((span, wrong));
        }
    }
    found.extend(references(&run.text, numbered));
    found
}

/// What stands between signs of quotation.
fn inner(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some((from, c)) = text.get(at..).and_then(|rest| rest.char_indices().next()).map(|(_, c)| (at, c)) {
        at = from + c.len_utf8();
        let Some((_, close)) = PAIRS.iter().find(|(open, _)| *open == c) else { continue };
        // An inch, or the end of something.
        let opens = text
            .get(..from)
            .is_none_or(|head| head.is_empty() || head.ends_with(|c: char| c.is_whitespace() || "(*_[".contains(c)));
        let rest = text.get(at..).unwrap_or_default();
        let end =
            rest.find(|c| c == *close || (c == '"' && *close != '"') || (*close == '“' && c == '”')).filter(|_| opens);
        if let Some(end) = end {
            spans.push(Span { start: at, end: at + end });
            at += end + rest.get(end..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        }
    }
    spans
}

/// Whether the text around a quotation says that it stands in a source.
fn is_cited(text: &str, span: Span) -> bool {
    const SAID: [&str; 20] = [
        "source",
        "according to",
        "quote",
        "states",
        "stated",
        "reads",
        "provides",
        "wording",
        "verbatim",
        "writes",
        "quelle",
        "laut",
        "gemäß",
        "heißt es",
        "wörtlich",
        "wortlaut",
        "lautet",
        "zitat",
        "schreibt",
        "§",
    ];
    let window = |from: usize, to: usize| {
        let from = (from..=span.start).find(|at| text.is_char_boundary(*at)).unwrap_or(span.start);
        let to = (span.end..=to).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(span.end);
        (
            text.get(from..span.start).unwrap_or_default().to_lowercase(),
            text.get(span.end..to).unwrap_or_default().to_lowercase(),
        )
    };
    let (before, after) = window(span.start.saturating_sub(80), text.len().min(span.end + 40));
    let numbered = after.trim_start_matches(['"', '”', '“', '»', '«', ' ', '.']).starts_with(['[', '(']);
    SAID.iter().any(|word| before.contains(word)) || numbered && SAID.iter().any(|word| after.contains(word))
}

fn looked_up(words: &str, cited: bool, sources: &[Source]) -> Option<Wrong> {
    let mut altered = None;
    let words = words.trim().trim_end_matches(['.', ',', ';', ':']);
    for source in sources {
        let looked = look_up(&source.text, words);
        match looked.standing {
            Standing::Found => return None,
            Standing::Altered if altered.is_none() => {
                altered = looked.difference.map(|how| (how, source.title.clone()));
            }
            _ => {}
        }
    }
    match altered {
        Some((how, title)) if is_little(&changes(&how), words) => Some(Wrong::Altered(changes(&how), title)),
        _ => cited.then_some(Wrong::Missing),
    }
}

/// The changes of a `CriticMarkup` text: what was there, and what is there instead.
fn changes(difference: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = difference;
    while let Some((at, mark)) = ["{~~", "{--", "{++"].iter().filter_map(|mark| Some((rest.find(mark)?, *mark))).min() {
        let tail = rest.get(at + mark.len()..).unwrap_or_default();
        let end = mark.chars().rev().map(|c| if c == '{' { '}' } else { c }).collect::<String>();
        let (inside, after) = tail.split_once(&end).unwrap_or((tail, ""));
        let (old, new) = match mark {
            "{~~" => inside.split_once("~>").unwrap_or((inside, "")),
            "{--" => (inside, ""),
            _ => ("", inside),
        };
        found.push((old.trim().to_owned(), new.trim().to_owned()));
        rest = after;
    }
    found
}

/// Whether most of a quotation stands in the source as it is: then it was meant to be it.
fn is_little(changes: &[(String, String)], words: &str) -> bool {
    let size: usize = changes.iter().map(|(old, new)| old.len().max(new.len())).sum();
    !changes.is_empty() && changes.len() <= 4 && size * 5 <= words.len() * 2
}

/// "[4]" and "source 4" where there are three.
fn references(text: &str, count: usize) -> Vec<(Span, Wrong)> {
    let mut found = Vec::new();
    for word in ["Source ", "source ", "Quelle ", "[Source ", "[Quelle "] {
        for (at, _) in text.match_indices(word) {
            let digits = text.get(at + word.len()..).unwrap_or_default();
            let length = digits.bytes().take_while(u8::is_ascii_digit).count();
            let number: usize = digits.get(..length).and_then(|digits| digits.parse().ok()).unwrap_or_default();
            let ends = digits.get(length..).is_some_and(|rest| {
                !rest.starts_with(|c: char| {
                    c.is_alphanumeric()
                        || c == '.' && rest.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
                })
            });
            let whole = text.get(..at).is_some_and(|head| !head.ends_with(char::is_alphanumeric));
            if number > count && length <= 2 && ends && whole && !word.starts_with('[') {
                let span = Span { start: at, end: at + word.len() + length };
                found.push((span, Wrong::NoSource(span.slice(text).to_owned())));
            }
        }
    }
    found
}
