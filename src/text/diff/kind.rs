//! What kind of text stands at a place, told from its lines.

use super::Kind;
use crate::text::span::Span;

/// How many lines on either side are looked at.
const AROUND: usize = 8;
/// How many bytes at most.
const FAR: usize = 2048;

/// Whether the lines around a run are code: most of them are indented, or end or begin as lines of programs do.
pub(super) fn is_code(text: &str, run: Span) -> bool {
    let around = Span::new(run.start.saturating_sub(FAR), (run.end + FAR).min(text.len())).clamp(text);
    let head = Span::new(around.start, run.start).slice(text).lines().rev().take(AROUND);
    let body = run.slice(text).lines().take(2 * AROUND);
    let tail = Span::new(run.end, around.end).slice(text).lines().take(AROUND);
    let (mut all, mut like) = (0, 0);
    for line in head.chain(body).chain(tail).filter(|line| !line.trim().is_empty()) {
        all += 1;
        like += usize::from(is_line_of_code(line));
    }
    all >= 3 && 5 * like >= 3 * all
}

fn is_line_of_code(line: &str) -> bool {
    let trimmed = line.trim();
    let ends = trimmed.ends_with([';', '{', '}', '(', ')', '[', ']', '=', '>'])
        || trimmed.ends_with("):")
        || trimmed.ends_with("},");
    let begins =
        ["#include", "//", "/*", "import ", "def ", "fn ", "let ", "const ", "return", "if (", "for (", "}", "</", "@"]
            .iter()
            .any(|start| trimmed.starts_with(start));
    let calls = trimmed.contains("()") || trimmed.contains(" = ") || trimmed.contains("::");
    ends || begins || calls
}

impl Kind {
    /// Whether lines are compared before sentences only, and never words across lines.
    pub(super) const fn is_by_lines(self) -> bool {
        matches!(self, Self::Code)
    }
}
