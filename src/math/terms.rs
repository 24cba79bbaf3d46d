//! The terms of a formula in its source: groups, commands with what they are given, scripts, rows and cells.
//!
//! It does not say what a formula means, only what belongs together: a part of the source that is a term, or several side
//! by side, has no brace too many and can be marked by itself.

use super::command::{is_raw, takes, takes_bracket};
use crate::text::Span;

/// How deep terms may nest; what lies deeper is one.
const DEEPEST: usize = 60;

/// A part of a formula, and what it is made of.
struct Term {
    span: Span,
    /// What it is given, each in its order: none for a letter, a number, a sign.
    parts: Vec<Vec<Term>>,
}

/// The smallest terms side by side that hold all that a span of a formula touches; none where it touches nothing.
///
/// Both spans are bytes of `tex`.
#[must_use]
#[inline(never)]
pub fn term(tex: &str, span: Span) -> Option<Span> {
    let terms = read(tex);
    let mut cover: Option<Span> = None;
    leaves(&terms, &mut |leaf| {
        if leaf.overlaps(span) {
            cover = Some(cover.map_or(leaf, |cover| cover.cover(leaf)));
        }
    });
    Some(narrowest(&terms, cover?))
}

/// Where a caret may stand in a formula, by letter and sign, or by what stands side by side (`wide`): bytes, from the start on.
#[must_use]
#[inline(never)]
pub fn stops(tex: &str, wide: bool) -> Vec<usize> {
    let terms = read(tex);
    let mut stops = vec![0];
    let mut stop = |at: usize| {
        if stops.last().is_none_or(|last| *last < at) {
            stops.push(at);
        }
    };
    if wide {
        for row in &terms {
            for cell in row.parts.iter().flatten() {
                cell.parts.iter().flatten().for_each(|term| stop(term.span.start));
            }
        }
    } else {
        leaves(&terms, &mut |leaf| stop(leaf.start));
    }
    stop(tex.len());
    stops
}

fn leaves(terms: &[Term], tell: &mut dyn FnMut(Span)) {
    for term in terms {
        if term.parts.is_empty() {
            tell(term.span);
        }
        for part in &term.parts {
            leaves(part, tell);
        }
    }
}

fn narrowest(terms: &[Term], span: Span) -> Span {
    let first = terms.iter().find(|term| term.span.end > span.start);
    let last = terms.iter().rev().find(|term| term.span.start < span.end);
    let (Some(first), Some(last)) = (first, last) else { return span };
    if first.span != last.span {
        return first.span.cover(last.span);
    }
    for part in &first.parts {
        if let (Some(from), Some(to)) = (part.first(), part.last())
            && from.span.cover(to.span).covers(span)
        {
            return narrowest(part, span);
        }
    }
    first.span
}

/// The rows of a formula.
fn read(tex: &str) -> Vec<Term> {
    let mut scan = Scan { tex, at: 0 };
    let mut rows = scan.rows(0);
    // What ends what never began is passed.
    while scan.at < tex.len() {
        let before = scan.at;
        rows.extend(scan.rows(0));
        if scan.at == before {
            scan.skip();
        }
    }
    rows
}

struct Scan<'a> {
    tex: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        self.tex.get(self.at..).unwrap_or_default()
    }

    fn blanks(&mut self) {
        self.at = self.tex.len() - self.rest().trim_start().len();
    }

    /// The command that stands here, without its backslash.
    fn name(&self) -> Option<&'a str> {
        let rest = self.rest().strip_prefix('\\')?;
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        rest.get(..if letters == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { letters })
    }

    /// Passes a command or a character.
    fn skip(&mut self) {
        let len =
            self.name().map_or_else(|| self.rest().chars().next().map_or(0, char::len_utf8), |name| 1 + name.len());
        self.at += len;
    }

    fn passes(&mut self, sign: &str) -> bool {
        let there = self.rest().starts_with(sign);
        self.at += if there { sign.len() } else { 0 };
        there
    }

    /// Rows of cells, up to what ends them.
    fn rows(&mut self, depth: usize) -> Vec<Term> {
        let mut rows = Vec::new();
        loop {
            let mut cells = Vec::new();
            loop {
                let cell = self.row(depth);
                put(&mut cells, cell);
                if !self.passes("&") {
                    break;
                }
            }
            put(&mut rows, cells);
            if !matches!(self.name(), Some("\\" | "cr")) {
                return rows;
            }
            self.skip();
            self.passes("*");
            if self.rest().starts_with('[') {
                self.raw("]");
            }
        }
    }

    /// Terms side by side, up to what ends them: it is not passed.
    fn row(&mut self, depth: usize) -> Vec<Term> {
        self.until(depth, None)
    }

    fn until(&mut self, depth: usize, bracket: Option<char>) -> Vec<Term> {
        let mut terms = Vec::new();
        loop {
            self.blanks();
            let Some(first) = self.rest().chars().next() else { return terms };
            let ends = matches!(first, '}' | '&') || bracket == Some(first);
            if ends || matches!(self.name(), Some("\\" | "cr" | "right" | "end")) {
                return terms;
            }
            let before = self.at;
            terms.extend(self.item(depth));
            if self.at == before {
                self.skip();
            }
        }
    }

    /// A term with its scripts.
    fn item(&mut self, depth: usize) -> Option<Term> {
        let start = self.at;
        let base = if self.rest().starts_with(['^', '_']) { None } else { Some(self.atom(depth)?) };
        let mut parts = Vec::new();
        let mut end = self.at;
        loop {
            self.blanks();
            if matches!(self.name(), Some("limits" | "nolimits")) {
                self.skip();
            } else if self.rest().starts_with('\'') {
                let from = self.at;
                while self.passes("'") {}
                parts.push(vec![leaf(from, self.at)]);
            } else if self.passes("^") || self.passes("_") {
                parts.push(self.given(depth));
            } else {
                break;
            }
            end = self.at;
        }
        self.at = end;
        if parts.is_empty() {
            return base;
        }
        parts.insert(0, base.into_iter().collect());
        Some(Term { span: Span { start, end }, parts })
    }

    /// What a command or a script is given: what is in a group, or one letter, digit or command.
    fn given(&mut self, depth: usize) -> Vec<Term> {
        self.blanks();
        if self.rest().starts_with('{') {
            return self.group(depth).map_or_else(Vec::new, |mut group| group.parts.pop().unwrap_or_default());
        }
        if self.rest().starts_with(|first: char| first.is_ascii_digit()) {
            self.at += 1;
            return vec![leaf(self.at - 1, self.at)];
        }
        if self.rest().starts_with(['}', '&', '^', '_']) {
            return Vec::new();
        }
        self.atom(depth).into_iter().collect()
    }

    fn group(&mut self, depth: usize) -> Option<Term> {
        let start = self.at;
        if depth >= DEEPEST {
            self.raw_group();
            return Some(leaf(start, self.at));
        }
        self.passes("{");
        let inner = plain(self.rows(depth + 1));
        self.passes("}");
        Some(Term { span: Span { start, end: self.at }, parts: vec![inner] })
    }

    /// A letter, a number, a sign, a group, a command with what it is given.
    fn atom(&mut self, depth: usize) -> Option<Term> {
        let (start, first) = (self.at, self.rest().chars().next()?);
        match first {
            '{' => return self.group(depth),
            '\\' => return self.command(depth),
            '0'..='9' => {
                let run = self.rest().bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
                let run = self.rest().get(..run.count()).unwrap_or_default();
                self.at += run.strip_suffix(['.', ',']).unwrap_or(run).len();
            }
            _ => self.at += first.len_utf8(),
        }
        Some(leaf(start, self.at))
    }

    fn command(&mut self, depth: usize) -> Option<Term> {
        let (start, name) = (self.at, self.name()?);
        self.skip();
        let mut parts = Vec::new();
        match name {
            _ if depth >= DEEPEST => {}
            "begin" => {
                let environment = self.raw_group();
                if environment.trim_end_matches('*').ends_with("array") || environment.starts_with("alignat") {
                    self.raw_group();
                }
                parts.push(self.rows(depth + 1));
                if self.name() == Some("end") {
                    self.skip();
                    self.raw_group();
                }
            }
            "left" => {
                self.blanks();
                self.skip();
                parts.push(plain(self.rows(depth + 1)));
                if self.name() == Some("right") {
                    self.skip();
                    self.blanks();
                    self.skip();
                }
            }
            "textcolor" | "colorbox" => {
                self.raw_group();
                parts.push(self.given(depth + 1));
            }
            name if is_raw(name) => {
                self.passes("*");
                self.raw_group();
            }
            name => {
                if takes_bracket(name) && self.rest().starts_with('[') {
                    self.at += 1;
                    parts.push(self.until(depth + 1, Some(']')));
                    self.passes("]");
                }
                for _ in 0..takes(name) {
                    parts.push(self.given(depth + 1));
                }
                let own = Span { start, end: self.at };
                let mut also = false;
                while name.starts_with(|first: char| first.is_ascii_alphabetic()) && self.rest().starts_with('{') {
                    also = true;
                    parts.push(self.given(depth + 1));
                }
                // A function or a letter before a group is a term of its own.
                if also && takes(name) == 0 && !takes_bracket(name) {
                    parts.insert(0, vec![leaf(own.start, own.end)]);
                }
            }
        }
        parts.retain(|part| !part.is_empty());
        Some(Term { span: Span { start, end: self.at }, parts })
    }

    /// Passes up to a sign and that.
    fn raw(&mut self, sign: &str) {
        self.at += self.rest().find(sign).map_or(0, |at| at + sign.len());
    }

    /// Passes a group; what is in it.
    fn raw_group(&mut self) -> &'a str {
        let (mut depth, mut escaped) = (0_usize, false);
        let rest = self.rest();
        for (at, letter) in rest.char_indices() {
            match letter {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                letter if depth == 0 && !letter.is_whitespace() => return "",
                _ => {}
            }
            if letter == '}' && depth == 0 {
                self.at += at + 1;
                return rest.get(..at).unwrap_or_default().trim_start().trim_start_matches('{');
            }
        }
        ""
    }
}

/// Adds terms side by side as one part that is seen as a whole.
fn put(list: &mut Vec<Term>, terms: Vec<Term>) {
    if let (Some(first), Some(last)) = (terms.first(), terms.last()) {
        list.push(Term { span: first.span.cover(last.span), parts: vec![terms] });
    }
}

const fn leaf(start: usize, end: usize) -> Term {
    Term { span: Span { start, end }, parts: Vec::new() }
}

/// What stands in braces: nearly always one row of one cell, and then that.
fn plain(rows: Vec<Term>) -> Vec<Term> {
    let only = |terms: Vec<Term>| match <[Term; 1]>::try_from(terms) {
        Ok([mut term]) => Ok(term.parts.pop().unwrap_or_default()),
        Err(terms) => Err(terms),
    };
    only(rows).and_then(only).unwrap_or_else(|terms| terms)
}

#[cfg(test)]
mod tests;
