//! Hides formulas from the Markdown parser: `\(…\)`, `\[…\]`, `$$…$$` and `\begin{align}…\end{align}` become `$$xxx$$` of
//! the same length, so that no line of a formula is taken for a list or a heading, while every offset stays.

use std::borrow::Cow;

use crate::text::Span;

/// Stands for a dollar sign that is money.
pub(super) const NEUTRAL: char = '\u{1a}';

/// Environments that are formulas by themselves, with a star or without.
const ENVIRONMENTS: [&str; 7] = ["equation", "align", "gather", "multline", "eqnarray", "alignat", "flalign"];

/// What closes a formula.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Close {
    Round,
    Square,
    Dollars,
    /// An environment, by its place in the list; starred ones follow those without.
    End(usize),
}

/// Ways to close a formula.
const WAYS: usize = 3 + 2 * ENVIRONMENTS.len();

impl Close {
    const fn way(self) -> usize {
        match self {
            Self::Round => 0,
            Self::Square => 1,
            Self::Dollars => 2,
            Self::End(at) => 3 + at,
        }
    }

    /// How long what opens it is, as far as it cannot be part of what closes it.
    const fn opening(self) -> usize {
        match self {
            Self::End(_) => "\\begin{".len(),
            _ => 2,
        }
    }
}

/// The environment whose name in braces begins `text`, where it is one of the list.
fn environment(text: &[u8]) -> Option<usize> {
    let end = text.iter().take(12).position(|byte| *byte == b'}')?;
    let name = text.get(..end)?;
    let (name, starred) = name.strip_suffix(b"*").map_or((name, 0), |name| (name, ENVIRONMENTS.len()));
    ENVIRONMENTS.iter().position(|one| one.as_bytes() == name).map(|at| at + starred)
}

/// Finds what looks like a formula; a code block may hold some that are none.
pub(super) struct Finder<'a> {
    bytes: &'a [u8],
    /// Up to where there is no closer of each kind.
    barren: [usize; WAYS],
}

impl<'a> Finder<'a> {
    /// The candidates of a text, in order, delimiters included, disjoint.
    pub(super) fn formulas(source: &'a str) -> Vec<Span> {
        let mut finder = Self { bytes: source.as_bytes(), barren: [0; WAYS] };
        let mut found = Vec::new();
        let mut at = 0;
        while at < finder.bytes.len() {
            at = match finder.opener(at) {
                Opener::None(skip) => at + skip,
                Opener::Some(close) => match finder.close(at + close.opening(), close) {
                    Some(end) => {
                        found.push(Span { start: at, end });
                        end
                    }
                    None => at + 2,
                },
            };
        }
        found
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b'\n')
    }

    fn opener(&self, at: usize) -> Opener {
        match (self.byte(at), self.byte(at + 1)) {
            (b'\\', b'(') => Opener::Some(Close::Round),
            (b'\\', b'[') => Opener::Some(Close::Square),
            (b'\\', b'b') => match self.named(at, b"\\begin{") {
                Some(at) => Opener::Some(Close::End(at)),
                None => Opener::None(2),
            },
            (b'\\', b'\n') => Opener::None(1),
            (b'\\', _) => Opener::None(2),
            (b'$', b'$') => {
                let run = self.bytes.iter().skip(at).take_while(|byte| **byte == b'$').count();
                if run == 2 { Opener::Some(Close::Dollars) } else { Opener::None(run) }
            }
            _ => Opener::None(1),
        }
    }

    /// The environment that a command at `at` begins or ends.
    fn named(&self, at: usize, command: &[u8]) -> Option<usize> {
        environment(self.bytes.get(at..)?.strip_prefix(command)?)
    }

    /// Where the formula that began before `from` has ended.
    fn close(&mut self, from: usize, close: Close) -> Option<usize> {
        if self.barren.get(close.way()).is_some_and(|until| from < *until) {
            return None;
        }
        let mut at = from;
        while at < self.bytes.len() {
            match (self.byte(at), self.byte(at + 1)) {
                (b'\\', b')') if close == Close::Round => return self.filled(from, at),
                (b'\\', b']') if close == Close::Square => return self.filled(from, at),
                (b'$', b'$') if close == Close::Dollars => return self.filled(from, at),
                (b'\\', b'(') if close == Close::Round => return None,
                (b'\\', b'[') if close == Close::Square => return None,
                (b'\\', b'e') if self.ends(at, close) => {
                    let rest = self.bytes.get(at..).unwrap_or_default();
                    return Some(at + 1 + rest.iter().position(|byte| *byte == b'}').unwrap_or(0));
                }
                (b'\\', b'\n' | b'\r') => at += 1,
                (b'\\', _) => at += 2,
                (b'\n' | b'\r', _) if self.ends_paragraph(at + 1) => break,
                _ => at += 1,
            }
        }
        if let Some(until) = self.barren.get_mut(close.way()) {
            *until = at;
        }
        None
    }

    /// Whether the environment that is to be closed ends at `at`.
    fn ends(&self, at: usize, close: Close) -> bool {
        matches!(close, Close::End(wanted) if self.named(at, b"\\end{") == Some(wanted))
    }

    /// The end after a closer at `at`, where there is anything in the formula.
    fn filled(&self, from: usize, at: usize) -> Option<usize> {
        let inner = self.bytes.get(from..at).unwrap_or_default();
        let filled = inner.iter().any(|byte| !byte.is_ascii_whitespace() && *byte != b'>');
        filled.then_some(at + 2)
    }

    /// Whether the line at `start` is blank or a fence.
    fn ends_paragraph(&self, start: usize) -> bool {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let prefix = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>')).count();
        let line = rest.get(prefix..).unwrap_or_default();
        matches!(line.first(), None | Some(b'\n' | b'\r')) || line.starts_with(b"```") || line.starts_with(b"~~~")
    }
}

enum Opener {
    Some(Close),
    None(usize),
}

/// The source as the parser shall see it: `formulas` hidden, the dollar signs at both ends of `money` made harmless.
pub(super) fn apply<'a>(source: &'a str, formulas: &[Span], money: &[Span]) -> Cow<'a, str> {
    if formulas.is_empty() && money.is_empty() {
        return Cow::Borrowed(source);
    }
    let mut bytes = source.as_bytes().to_vec();
    let mut scanned = 0;
    let mut line = 0;
    for formula in formulas {
        let before = source.get(scanned..formula.start).unwrap_or("");
        line = before.rfind(['\n', '\r']).map_or(line, |at| scanned + at + 1);
        scanned = formula.start;
        let quoted = source.get(line..formula.start).unwrap_or("").trim_start().starts_with('>');
        if let Some(hidden) = bytes.get_mut(formula.start..formula.end) {
            hide(hidden, quoted);
        }
    }
    for at in money.iter().flat_map(|span| [span.start, span.end.saturating_sub(1)]) {
        if let Some(byte) = bytes.get_mut(at).filter(|byte| **byte == b'$') {
            *byte = NEUTRAL as u8;
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(source), Cow::Owned)
}

/// Overwrites a formula; line ends and what leads a line stay.
fn hide(bytes: &mut [u8], quoted: bool) {
    let last = bytes.len().saturating_sub(2);
    let mut leading = false;
    for (at, byte) in bytes.iter_mut().enumerate() {
        if at < 2 || at >= last {
            *byte = b'$';
            continue;
        }
        match *byte {
            b'\n' | b'\r' => leading = true,
            b' ' | b'\t' if leading => {}
            b'>' if leading && quoted => {}
            _ => {
                leading = false;
                *byte = b'x';
            }
        }
    }
}

/// Whether `$…$` around `inner`, followed by `after`, is rather two prices than a formula.
pub(super) fn is_money(inner: &str, after: &str) -> bool {
    if after.starts_with(|next: char| next.is_ascii_digit()) {
        return true;
    }
    inner.starts_with(|first: char| first.is_ascii_digit())
        && !inner.contains(['\\', '^', '_', '{', '='])
        && inner.split(|letter: char| !letter.is_alphabetic()).any(|word| word.chars().count() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, masked: &str) {
        let formulas = Finder::formulas(source);
        assert_eq!(apply(source, &formulas, &[]), masked);
    }

    #[test]
    fn formulas_are_hidden_in_place() {
        check(r"a \(x_1\) b", "a $$xxx$$ b");
        check("\\[\na\n+ b\n\\]", "$$\nx\nxxx\n$$");
        check("> $$\n> é > 1\n> $$ x", "> $$\n> xxxxxx\n> $$ x");
        check("$$\n> a\n$$", "$$\nxxx\n$$");
        check(r"\[ a \\[2pt] b \]", "$$xxxxxxxxxxxxx$$");
        check("\\begin{align*}\n- a\n\\end{align*} b", "$$xxxxxxxxxxxx\nxxx\nxxxxxxxxxx$$ b");
    }

    #[test]
    fn what_is_no_formula_stays() {
        for source in [
            r"\begin{align} a \end{align*}",
            r"\begin{itemize} a \end{itemize}",
            r"\\(x\\)",
            r"\[ a",
            "\\[ a\n\n\\]",
            "\\[ a\n```\n\\]",
            "$$$$",
            "$$ $$",
            r"\",
            "a $",
            "$$\n>\n$$",
        ] {
            check(source, source);
        }
    }

    #[test]
    fn two_prices_are_no_formula() {
        assert!(is_money("5-", "10"));
        assert!(is_money("5 million and US", " more"));
        assert!(!is_money("5x + 3", " more"));
        assert!(!is_money("2 \\text{apples}", "."));
        assert!(!is_money("5", "."));
    }
}
