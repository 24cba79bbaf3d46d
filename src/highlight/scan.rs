//! Reads code from its beginning to its end, part by part.

use super::Kind;
use super::language::{Language, Way};
use crate::text::Span;

/// The parts that have a colour.
pub(super) fn parts(language: &Language, code: &str) -> Vec<(Span, Kind)> {
    let mut scan = Scan { language, code, at: 0, tag: false, found: Vec::new() };
    while scan.at < code.len() {
        scan.step();
    }
    scan.found
}

struct Scan<'a> {
    language: &'a Language,
    code: &'a str,
    at: usize,
    /// Whether it is inside of a tag.
    tag: bool,
    found: Vec<(Span, Kind)>,
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        self.code.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> Option<char> {
        self.code.get(..self.at)?.chars().next_back()
    }

    /// Takes so many bytes as a part.
    fn take(&mut self, length: usize, kind: Kind) {
        let end = (self.at + length).min(self.code.len());
        self.found.push((Span { start: self.at, end }, kind));
        self.at = end;
    }

    fn step(&mut self) {
        if self.remark() || self.text() {
            return;
        }
        let rest = self.rest();
        let Some(c) = rest.chars().next() else {
            self.at = self.code.len();
            return;
        };
        if self.language.way == Way::Markup {
            self.markup(c);
        } else if c.is_ascii_digit() && !self.before().is_some_and(is_word) {
            let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_');
            let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
            self.take(rest.get(..length).map_or(1, |part| part.trim_end_matches('.').len()), Kind::Number);
        } else if is_word(c) || matches!(c, '#' | '@' | '$') {
            self.word(c);
        } else {
            self.at += c.len_utf8();
        }
    }

    fn remark(&mut self) -> bool {
        let rest = self.rest();
        for (begin, end) in self.language.block {
            if rest.starts_with(begin) {
                let inside = rest.get(begin.len()..).unwrap_or_default();
                self.take(inside.find(end).map_or(rest.len(), |at| begin.len() + at + end.len()), Kind::Comment);
                return true;
            }
        }
        let shell = self.language.way == Way::Shell;
        let loose = self.before().is_none_or(char::is_whitespace);
        for begin in self.language.line {
            if rest.starts_with(begin) && (loose || !(shell || *begin == "//" && self.before() == Some(':'))) {
                self.take(rest.find('\n').unwrap_or(rest.len()), Kind::Comment);
                return true;
            }
        }
        false
    }

    fn text(&mut self) -> bool {
        let rest = self.rest();
        if self.language.way == Way::Markup && !self.tag {
            return false;
        }
        if self.language.way == Way::Lifetimes && rest.starts_with('\'') {
            // A letter, and no lifetime.
            let body = rest.get(1..).unwrap_or_default();
            let escaped = body.starts_with('\\');
            let end = body.char_indices().skip(if escaped { 2 } else { 1 }).find(|(_, c)| *c == '\'').map(|(at, _)| at);
            return match end
                .filter(|at| escaped && *at < 12 || body.chars().next().is_some_and(|c| c.len_utf8() == *at))
            {
                Some(at) => {
                    self.take(at + 2, Kind::String);
                    true
                }
                None => false,
            };
        }
        let Some(quote) = self.language.quotes.iter().find(|quote| rest.starts_with(**quote)) else { return false };
        // An apostrophe in a word.
        if *quote == "'" && self.before().is_some_and(char::is_alphanumeric) && self.language.way != Way::Usual {
            self.at += 1;
            return true;
        }
        let long = self.language.long.contains(quote);
        let mut end = quote.len();
        while let Some(c) = rest.get(end..).and_then(|rest| rest.chars().next()) {
            if rest.get(end..).is_some_and(|rest| rest.starts_with(quote)) {
                end += quote.len();
                break;
            }
            if c == '\n' && !long {
                break;
            }
            end += c.len_utf8();
            if c == '\\' {
                end += rest.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            }
        }
        let key = self.language.way == Way::Keys && self.is_key(end);
        self.take(end, if key { Kind::Name } else { Kind::String });
        true
    }

    /// Whether a colon or a sign of equality stands behind so many bytes.
    fn is_key(&self, length: usize) -> bool {
        let after = self.rest().get(length..).unwrap_or_default().trim_start_matches([' ', '\t']);
        after.starts_with(':') || after.starts_with('=')
    }

    fn word(&mut self, c: char) {
        let rest = self.rest();
        let first = c.len_utf8();
        let tail = rest.get(first..).unwrap_or_default();
        let is_part = |c: char| is_word(c) || c == '-' && matches!(self.language.way, Way::Styles | Way::Keys);
        let length = first + tail.find(|c: char| !is_part(c)).unwrap_or(tail.len());
        let word = rest.get(..length).unwrap_or_default();
        let after = rest.get(length..).unwrap_or_default();
        let known = |word: &str| self.language.words.split(' ').any(|one| one == word);
        let keyword = match self.language.way {
            Way::AnyCase => known(&word.to_lowercase()),
            _ => known(word),
        };
        // `record.class` is a name, whatever the word.
        let member = self.before() == Some('.');
        if keyword && !member && !(self.language.way == Way::Keys && self.is_key(length)) {
            self.take(length, Kind::Keyword);
        } else if self.is_name(c, word, after) {
            self.take(length, Kind::Name);
        } else {
            self.at += length;
        }
    }

    /// A type, a call, a key, a property; a variable of a shell.
    fn is_name(&self, c: char, word: &str, after: &str) -> bool {
        let begins = self.code.get(..self.at).and_then(|head| head.rsplit('\n').next()).unwrap_or_default();
        match self.language.way {
            Way::Keys => self.is_key(word.len()) && begins.trim_start_matches(['-', ' ', '\t']).is_empty(),
            Way::Styles => after.starts_with(':') && !after.starts_with("::") || c == '@',
            Way::Shell => c == '$' && word.len() > 1,
            Way::AnyCase => after.starts_with('('),
            _ if c == '@' => word.len() > 1,
            _ => after.starts_with('(') || c.is_uppercase() && word.chars().nth(1).is_some_and(char::is_lowercase),
        }
    }

    /// Tags and their attributes.
    fn markup(&mut self, c: char) {
        let rest = self.rest();
        let name = |text: &str| {
            text.find(|c: char| !(is_word(c) || matches!(c, '-' | ':' | '/' | '!' | '?'))).unwrap_or(text.len())
        };
        if c == '<'
            && rest
                .get(1..)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '!' | '?')))
        {
            self.tag = true;
            let length = 1 + rest.get(1..).map_or(0, name);
            self.take(length, Kind::Keyword);
        } else if c == '>' && self.tag {
            self.tag = false;
            self.take(1, Kind::Keyword);
        } else if self.tag && (c.is_alphabetic() || c == '@') {
            let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
            self.take(length.max(1), Kind::Name);
        } else {
            self.at += c.len_utf8();
        }
    }
}
