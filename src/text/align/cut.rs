//! A Markdown text cut into sentences: code and displayed formulas whole, a line of a table or a heading by itself.

use crate::text::segment;
use crate::text::segment::Step;
use crate::text::span::Span;
use crate::text::token::{self, TokenKind};

/// What is whole, from the line that begins with this to the one that has the other.
const WHOLE: [(&str, &str); 4] = [("```", "```"), ("~~~", "~~~"), ("$$", "$$"), ("\\[", "\\]")];

/// The sentences of a text, in order and disjoint, without the marks of lists, headings and quotations before them; what has
/// no word in it is none.
#[must_use]
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut prose, mut at) = (0, 0);
    // What is whole and still open: where it began, and what ends it.
    let mut open: Option<(usize, &str)> = None;
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        let said = line.trim();
        if let Some((from, close)) = open {
            if said.ends_with(close) {
                push(text, Span::new(from, end), &mut found);
                (open, prose) = (None, end);
            }
            continue;
        }
        let whole = WHOLE.iter().find(|(begin, _)| said.starts_with(begin));
        let table = said.starts_with('|');
        if whole.is_none() && !table {
            continue;
        }
        segments(text, Span::new(prose, start), &mut found);
        prose = end;
        match whole {
            Some((begin, close)) if said.len() <= begin.len() || !said.ends_with(close) => open = Some((start, close)),
            _ => push(text, Span::new(start, end), &mut found),
        }
    }
    match open {
        Some((from, _)) => push(text, Span::new(from, text.len()), &mut found),
        None => segments(text, Span::new(prose, text.len()), &mut found),
    }
    found
}

/// The sentences of running text.
fn segments(text: &str, part: Span, found: &mut Vec<Span>) {
    let run = part.slice(text);
    let mut from = 0;
    while from < run.len() {
        let end = segment::next(run, from, Step::Sentence);
        push(text, Span::new(part.start + from, part.start + end), found);
        from = end;
    }
}

/// Adds what has a word in it, without the white space around and the marks before it.
fn push(text: &str, span: Span, found: &mut Vec<Span>) {
    let mut rest = span.slice(text).trim();
    while let Some(less) = without_mark(rest) {
        rest = less;
    }
    let mut has_word = false;
    token::each(rest, |token| has_word |= token.kind == TokenKind::Word);
    if has_word {
        let end = span.start + span.slice(text).trim_end().len();
        found.push(Span::new(end - rest.len(), end));
    }
}

/// The text behind the mark of a heading, quotation or item that it begins with.
fn without_mark(text: &str) -> Option<&str> {
    let digits = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let numbered = (1..=4).contains(&(text.len() - digits.len())).then_some(digits);
    let numbered = numbered.and_then(|rest| rest.strip_prefix(['.', ')']));
    let marked = text.strip_prefix(['-', '*', '+', '•', '>']);
    let heading = Some(text.trim_start_matches('#')).filter(|rest| rest.len() < text.len());
    let rest = numbered.or(marked).or(heading)?;
    rest.starts_with([' ', '\t']).then(|| rest.trim_start())
}
