//! Which part of the source made which part of the tree.
//!
//! The TeX reader does not tell. So the source is read a second time with every letter, number and sign replaced by a
//! character of its own that nobody writes: the reader makes the same parts in the same order, and each names its place.
//! Where the two readings differ there are no places, and the formula is one whole.

use super::chemistry;
use super::command::{is_bracket, is_raw, is_words, takes, takes_bracket};
use super::prepare::{argument, prepare};
use super::read::BOX;
use super::tree::{self, Node};
use crate::text::Span;
use pulldown_latex::event::{Content, Event, Grouping};
use pulldown_latex::{Parser, Storage};
use std::collections::BTreeMap;

/// The first of the characters that nobody writes; there are 65,534.
const FIRST: u32 = 0xf_0000;
/// So many places there may be.
const MOST: usize = 20_000;

/// A source whose letters, numbers and signs are replaced, and where each of them stood.
pub(super) struct Traced {
    pub tex: String,
    pub spans: Vec<Span>,
}

/// Replaces letters, numbers and signs, and commands that are one (`commands`); none where it cannot be done.
pub(super) fn traced(tex: &str, commands: bool) -> Option<Traced> {
    if tex.chars().any(|letter| u32::from(letter) >= FIRST || letter == BOX) {
        return None;
    }
    let made = Traced { tex: String::with_capacity(tex.len() * 2), spans: Vec::new() };
    let mut tracer = Tracer {
        rest: tex,
        tex,
        made,
        commands,
        left: 0,
        groups: Vec::new(),
        brackets: Vec::new(),
        known: BTreeMap::new(),
    };
    while !tracer.rest.is_empty() {
        tracer.part()?;
        if tracer.made.spans.len() > MOST {
            return None;
        }
    }
    Some(tracer.made)
}

/// What a command is by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// One letter or sign.
    Sign,
    /// Room, a change of fonts: it is given nothing.
    Bare,
    /// It is given something.
    Takes,
}

struct Tracer<'a> {
    tex: &'a str,
    rest: &'a str,
    made: Traced,
    commands: bool,
    /// How many of the next letters, digits or groups a command or a script is given.
    left: usize,
    /// What was left where groups began.
    groups: Vec<usize>,
    /// The depth of groups at which brackets of commands are open.
    brackets: Vec<usize>,
    known: BTreeMap<&'a str, Kind>,
}

impl<'a> Tracer<'a> {
    fn part(&mut self) -> Option<()> {
        let first = self.rest.chars().next()?;
        match first {
            '\\' => return self.command(),
            '{' => {
                self.groups.push(self.left.saturating_sub(1));
                self.left = 0;
                self.copy(1);
            }
            '}' => {
                self.left = self.groups.pop()?;
                self.copy(1);
            }
            '^' | '_' => {
                self.left = 1;
                self.copy(1);
            }
            ']' if self.brackets.last() == Some(&self.groups.len()) => {
                self.brackets.pop();
                self.left = 1;
                self.copy(1);
            }
            '&' | '~' | '\'' | '$' | '#' => {
                self.left = 0;
                self.copy(1);
            }
            '0'..='9' if self.left == 0 => {
                let run = self.rest.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
                let run = self.rest.get(..run.count())?;
                self.put(run.strip_suffix(['.', ',']).unwrap_or(run).len());
            }
            letter if letter.is_whitespace() => self.copy(letter.len_utf8()),
            letter => self.put(letter.len_utf8()),
        }
        Some(())
    }

    /// Takes so many bytes as they are.
    fn copy(&mut self, len: usize) {
        let (taken, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        self.made.tex.push_str(taken);
        self.rest = rest;
    }

    /// Takes so many bytes as one part with a place.
    fn put(&mut self, len: usize) {
        let start = self.tex.len() - self.rest.len();
        self.mark(Span { start, end: start + len });
        self.rest = self.rest.get(len..).unwrap_or_default();
        self.left = self.left.saturating_sub(1);
    }

    fn mark(&mut self, span: Span) {
        let number = u32::try_from(self.made.spans.len()).unwrap_or_default();
        self.made.tex.extend(char::from_u32(FIRST + number));
        self.made.spans.push(span);
    }

    /// Takes a group as it is.
    fn copy_group(&mut self) -> Option<()> {
        let blanks = self.rest.len() - self.rest.trim_start().len();
        if self.rest.trim_start().starts_with('{') {
            let (_, rest) = argument(self.rest)?;
            self.copy(self.rest.len() - rest.len());
        } else {
            self.copy(blanks);
        }
        Some(())
    }

    /// Takes what stands in brackets as it is.
    fn copy_bracket(&mut self) {
        if self.rest.starts_with('[') {
            self.copy(self.rest.find(']').map_or(1, |at| at + 1));
        }
    }

    fn command(&mut self) -> Option<()> {
        let (whole, after) = argument(self.rest)?;
        let name = whole.get(1..)?;
        match name {
            "ce" => return self.chemistry(after),
            "begin" | "end" => {
                self.copy(whole.len());
                let (environment, _) = argument(after)?;
                self.copy_group()?;
                self.left = 0;
                if name == "begin" {
                    self.copy_bracket();
                    if environment.trim_end_matches('*').ends_with("array") || environment.starts_with("alignat") {
                        self.copy_group()?;
                    }
                }
            }
            "\\" | "cr" => {
                self.copy(whole.len());
                self.left = 0;
                self.copy_bracket();
            }
            "kern" | "mkern" | "hskip" | "mskip" => {
                let unit = after.find(|letter: char| letter.is_ascii_alphabetic()).map_or(after.len(), |at| at + 2);
                self.copy(whole.len() + unit);
            }
            _ if is_words(name) => {
                let start = self.tex.len() - self.rest.len();
                let star = usize::from(after.starts_with('*'));
                let (inner, rest) = argument(after.get(star..)?)?;
                self.copy(whole.len() + star);
                self.made.tex.push('{');
                if !inner.trim().is_empty() {
                    self.mark(Span { start, end: self.tex.len() - rest.len() });
                }
                self.made.tex.push('}');
                self.rest = rest;
                self.left = self.left.saturating_sub(1);
            }
            "textcolor" | "colorbox" => {
                self.copy(whole.len());
                self.copy_group()?;
                self.left = 1;
            }
            _ if is_raw(name) => {
                self.copy(whole.len());
                self.copy_group()?;
            }
            _ if is_bracket(name) => {
                self.copy(whole.len());
                let (delimiter, rest) = argument(self.rest)?;
                let len = self.rest.len() - rest.len();
                if !delimiter.is_empty() {
                    self.copy(len);
                }
                self.left = 0;
            }
            _ => self.other(name, whole),
        }
        Some(())
    }

    fn other(&mut self, name: &'a str, whole: &str) {
        let kind = *self.known.entry(name).or_insert_with(|| kind(whole));
        match kind {
            Kind::Sign if self.commands => self.put(whole.len()),
            Kind::Sign => {
                self.copy(whole.len());
                self.left = self.left.saturating_sub(1);
            }
            Kind::Bare => self.copy(whole.len()),
            Kind::Takes => {
                self.copy(whole.len());
                self.left = takes(name).max(1);
                if takes_bracket(name) && self.rest.starts_with('[') {
                    self.copy(1);
                    self.brackets.push(self.groups.len());
                    self.left = 0;
                }
            }
        }
    }

    /// Chemistry as the TeX that is made of it, with what of it is in the source.
    fn chemistry(&mut self, after: &'a str) -> Option<()> {
        let (inner, rest) = argument(after)?;
        let start = self.tex.len() - rest.len() - inner.len() - usize::from(after.trim_start().starts_with('{'));
        let tex = chemistry::tex(inner)?;
        let part = traced(&tex, false)?;
        let mut from = 0;
        self.made.tex.push('{');
        for letter in part.tex.chars() {
            let number = u32::from(letter).checked_sub(FIRST).and_then(|number| usize::try_from(number).ok());
            let Some(span) = number.and_then(|number| part.spans.get(number)) else {
                self.made.tex.push(letter);
                continue;
            };
            match found(inner, from, span.slice(&tex)) {
                Some(at) => {
                    from = at.end;
                    let at = element(inner, at);
                    self.mark(Span { start: start + at.start, end: start + at.end });
                }
                None => self.made.tex.push_str(span.slice(&tex)),
            }
        }
        self.made.tex.push('}');
        self.rest = rest;
        self.left = self.left.saturating_sub(1);
        Some(())
    }
}

/// Where a part of chemistry stands, from a place on: only signs and what is in brackets may lie between.
fn found(inner: &str, from: usize, part: &str) -> Option<Span> {
    let rest = inner.get(from..)?;
    let mut open = 0_usize;
    for (at, letter) in rest.char_indices() {
        if open == 0 && rest.get(at..)?.starts_with(part) {
            return Some(Span { start: from + at, end: from + at + part.len() });
        }
        match letter {
            '[' => open += 1,
            ']' => open = open.saturating_sub(1),
            letter if open == 0 && letter.is_alphanumeric() => return None,
            _ => {}
        }
    }
    None
}

/// An element's both letters.
fn element(inner: &str, span: Span) -> Span {
    let letter = |at: usize| inner.as_bytes().get(at).copied().unwrap_or_default();
    let (this, next, before) = (letter(span.start), letter(span.end), letter(span.start.wrapping_sub(1)));
    if this.is_ascii_uppercase() && next.is_ascii_lowercase() {
        return Span { start: span.start, end: span.end + 1 };
    }
    if this.is_ascii_lowercase() && before.is_ascii_uppercase() {
        return Span { start: span.start - 1, end: span.end };
    }
    span
}

/// What a command is, as the reader takes it where it stands alone.
fn kind(command: &str) -> Kind {
    let Some(prepared) = prepare(command) else { return Kind::Takes };
    let storage = Storage::new();
    let mut contents = 0;
    let mut others = 0;
    for event in Parser::new(&prepared, &storage).take(4) {
        match event {
            Ok(Event::Content(_)) => contents += 1,
            Ok(_) => others += 1,
            Err(_) => return Kind::Takes,
        }
    }
    if contents == 1 && others == 0 { Kind::Sign } else { Kind::Bare }
}

/// Says of each leaf of a tree where it stands, from the events of both readings; whether they agree.
pub(super) fn place(node: &mut Node, events: &[Event], again: &[Event], spans: &[Span]) -> bool {
    let Some(leaves) = leaves(events, again, spans) else { return false };
    let mut count = 0;
    walk(node, &mut |_| count += 1);
    if count != leaves.len() {
        return false;
    }
    let mut places = leaves.into_iter();
    walk(node, &mut |leaf| leaf.at = places.next().flatten());
    true
}

fn walk(node: &mut Node, tell: &mut dyn FnMut(&mut Node)) {
    match &mut node.content {
        // What stands between a function and its argument is not written.
        tree::Content::Text(text) if text == "\u{2061}" => {}
        tree::Content::Text(_) => tell(node),
        tree::Content::Nodes(nodes) => nodes.iter_mut().for_each(|node| walk(node, tell)),
    }
}

/// The place of each leaf that is made of events, where it has one.
fn leaves(events: &[Event], again: &[Event], spans: &[Span]) -> Option<Vec<Option<Span>>> {
    if events.len() != again.len() {
        return None;
    }
    let mut leaves = Vec::with_capacity(events.len());
    let mut ends = Vec::new();
    for (event, other) in events.iter().zip(again) {
        match (event, other) {
            (Event::Content(content), Event::Content(other)) => {
                if !matches!(content, Content::Ordinary { content: BOX, .. } | Content::Delimiter { content: BOX, .. })
                {
                    leaves.push(number(other).and_then(|number| spans.get(number)).copied());
                }
            }
            (Event::Script { ty, .. }, Event::Script { ty: other, .. }) if ty == other => {}
            (Event::Begin(group), Event::Begin(other)) if group == other => {
                let (before, after) = match group {
                    Grouping::LeftRight(before, after) => (before.is_some(), after.is_some()),
                    Grouping::Cases { left } => (*left, !left),
                    _ => (false, false),
                };
                leaves.extend(before.then_some(None));
                ends.push(after);
            }
            (Event::End, Event::End) => leaves.extend(ends.pop()?.then_some(None)),
            (one, other) if one == other => {}
            _ => return None,
        }
    }
    Some(leaves)
}

/// The number of what was replaced.
fn number(content: &Content) -> Option<usize> {
    let number = |letter: char| usize::try_from(u32::from(letter).checked_sub(FIRST)?).ok();
    match content {
        Content::Text(text) | Content::Number(text) | Content::Function(text) => text.chars().find_map(number),
        Content::Ordinary { content, .. } => number(*content),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
