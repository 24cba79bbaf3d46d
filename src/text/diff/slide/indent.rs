//! Where inserted or deleted lines of code belong, told from indentation and blank lines.
//!
//! The measures and weights are those of git's indent heuristic (`xdl_score_split` in git's `xdiff/xdiffi.c`; Haggerty 2016,
//! who fitted them to choices by people: github.com/mhagger/diff-slider-tools).

use super::Kind;
use crate::text::span::Span;

/// So many blank lines are looked at, and so many columns.
const MOST_BLANKS: usize = 20;
const MOST_INDENT: i32 = 200;
/// How far lines are moved at most, in bytes either way.
const FAR: usize = 64 * 1024;

const AT_START: i32 = 1;
const AT_END: i32 = 21;
const BLANKS: i32 = -30;
const BLANKS_AFTER: i32 = 6;
const INDENTED: i32 = -4;
const INDENTED_AFTER_BLANKS: i32 = 10;
const OUTDENTED: i32 = 24;
const OUTDENTED_AFTER_BLANKS: i32 = 17;
const DEDENTED: i32 = 23;
const DEDENTED_AFTER_BLANKS: i32 = 17;
const INDENT: i32 = 60;

/// The best place, between `low` and `high`, of a run of whole lines that could stand in several; of equals the last. None
/// where it is no run of whole lines, or the text is no code.
pub(super) fn best(text: &str, run: Span, low: usize, high: usize, kind: Kind) -> Option<Span> {
    let is_code = || match kind {
        Kind::Code => true,
        Kind::Auto | Kind::Markdown => is_code(text, run),
        Kind::Prose => false,
    };
    if !run.slice(text).contains('\n') || !is_code() {
        return None;
    }
    let places = places(text.as_bytes(), run, low, high);
    let mut best: Option<(Span, Score)> = None;
    for start in places {
        let here = Span::new(start, start + run.len());
        let score = Score::default().add(text, here.start).add(text, here.end);
        if best.as_ref().is_none_or(|(_, best)| score.is_no_worse(best)) {
            best = Some((here, score));
        }
    }
    best.map(|(place, _)| place)
}

/// The starts of lines that the run could begin at, in order.
fn places(text: &[u8], run: Span, low: usize, high: usize) -> Vec<usize> {
    let byte = |at: usize| text.get(at);
    let starts_line = |at: usize| at == 0 || byte(at - 1) == Some(&b'\n');
    let (mut start, mut end) = (run.start, run.end);
    let mut found = Vec::new();
    while start > low && run.start - start < FAR && byte(start - 1) == byte(end - 1) {
        (start, end) = (start - 1, end - 1);
        if starts_line(start) && starts_line(end) {
            found.push(start);
        }
    }
    found.reverse();
    (start, end) = (run.start, run.end);
    loop {
        if starts_line(start) && (starts_line(end) || end == text.len()) {
            found.push(start);
        }
        if end >= high || start - run.start >= FAR || byte(start) != byte(end) {
            return found;
        }
        (start, end) = (start + 1, end + 1);
    }
}

/// How badly a text is split at two places.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    indent: i32,
    penalty: i32,
}

impl Score {
    /// With a split before the line that begins at `at`.
    fn add(self, text: &str, at: usize) -> Self {
        let split = Split::measure(text, at);
        let after = if split.indent.is_none() && !split.at_end { 1 + split.blanks_after } else { 0 };
        let blanks = split.blanks_before + after;
        let mut penalty = BLANKS * blanks + BLANKS_AFTER * after;
        if split.indent_before.is_none() && split.blanks_before == 0 {
            penalty += AT_START;
        }
        if split.at_end {
            penalty += AT_END;
        }
        let indent = split.indent.or(split.indent_after);
        if let (Some(indent), Some(before)) = (indent, split.indent_before) {
            let outdented = split.indent_after.is_some_and(|after| after > indent);
            penalty += match (indent.cmp(&before), blanks > 0) {
                (std::cmp::Ordering::Equal, _) => 0,
                (std::cmp::Ordering::Greater, false) => INDENTED,
                (std::cmp::Ordering::Greater, true) => INDENTED_AFTER_BLANKS,
                (std::cmp::Ordering::Less, false) => {
                    if outdented {
                        OUTDENTED
                    } else {
                        DEDENTED
                    }
                }
                (std::cmp::Ordering::Less, true) => {
                    if outdented {
                        OUTDENTED_AFTER_BLANKS
                    } else {
                        DEDENTED_AFTER_BLANKS
                    }
                }
            };
        }
        Self { indent: self.indent + indent.unwrap_or(-1), penalty: self.penalty + penalty }
    }

    fn is_no_worse(&self, other: &Self) -> bool {
        INDENT * (self.indent - other.indent).signum() + (self.penalty - other.penalty) <= 0
    }
}

/// What stands around a split.
struct Split {
    at_end: bool,
    /// How far the next line is indented; none where it is blank.
    indent: Option<i32>,
    blanks_before: i32,
    /// How far the next line above that is not blank is indented.
    indent_before: Option<i32>,
    /// Behind the next line.
    blanks_after: i32,
    indent_after: Option<i32>,
}

impl Split {
    fn measure(text: &str, at: usize) -> Self {
        let (head, rest) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
        let mut below = rest.split_inclusive('\n');
        let first = below.next();
        let above = head.strip_suffix('\n').map(|head| head.rsplit('\n'));
        let (blanks_before, indent_before) = look(above.into_iter().flatten());
        let (blanks_after, indent_after) = look(below);
        Self {
            at_end: first.is_none(),
            indent: first.and_then(indent),
            blanks_before,
            indent_before,
            blanks_after,
            indent_after,
        }
    }
}

/// How many lines are blank, and how far the one behind them is indented.
fn look<'t>(lines: impl Iterator<Item = &'t str>) -> (i32, Option<i32>) {
    let mut blanks = 0;
    for line in lines.take(MOST_BLANKS) {
        if let Some(indent) = indent(line) {
            return (blanks, Some(indent));
        }
        blanks += 1;
    }
    (blanks, (blanks == 20).then_some(0))
}

/// How many columns a line is indented, a tab going on to the next eighth; none where it is blank.
fn indent(line: &str) -> Option<i32> {
    let mut columns = 0;
    for byte in line.bytes() {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 8 - columns % 8,
            _ if byte.is_ascii_whitespace() => {}
            _ => return Some(columns),
        }
        if columns >= MOST_INDENT {
            return Some(MOST_INDENT);
        }
    }
    None
}

/// How many lines on either side are looked at.
const AROUND: usize = 8;
/// How many bytes at most.
const SIGHT: usize = 2048;

/// Whether the lines around a run are code: most of them are indented, or end or begin as lines of programs do.
fn is_code(text: &str, run: Span) -> bool {
    let around = Span::new(run.start.saturating_sub(SIGHT), (run.end + SIGHT).min(text.len())).clamp(text);
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

#[cfg(test)]
mod tests {
    use crate::text::diff::{Kind, diff};

    /// The text with `>` before the lines that were inserted: they must stand there, and so where they are deleted.
    fn check(marked: &str) {
        let line = |line: &str| line.strip_prefix('>').map_or_else(|| line.to_owned(), str::to_owned);
        let whole: String = marked.lines().map(|one| line(one) + "\n").collect();
        let without: String =
            marked.lines().filter(|line| !line.starts_with('>')).map(|line| format!("{line}\n")).collect();
        let start: usize = marked.lines().take_while(|line| !line.starts_with('>')).map(|line| line.len() + 1).sum();
        let len: usize = marked.lines().filter(|line| line.starts_with('>')).map(str::len).sum();
        let inserted = diff(&without, &whole, Kind::Code).hunks;
        assert_eq!(inserted.len(), 1, "{marked}");
        assert_eq!((inserted[0].new.start, inserted[0].new.len()), (start, len), "{}", inserted[0].new.slice(&whole));
        let deleted = diff(&whole, &without, Kind::Code).hunks;
        assert_eq!((deleted[0].old, deleted[0].new), (inserted[0].new, inserted[0].old), "{marked}");
    }

    #[test]
    fn a_function_goes_with_its_own_braces_and_the_blank_line_after_it() {
        check("fn a() {\n    one();\n}\n\n>fn b() {\n>    two();\n>}\n>\nfn c() {\n    three();\n}");
    }

    #[test]
    fn a_block_goes_with_its_head() {
        check("for x in y:\n    if x:\n        go(x)\n>    if z:\n>        go(x)\n    end(x)");
        check("a = [\n>    {\n>        one: 1,\n>    },\n    {\n        two: 2,\n    },\n]");
    }

    #[test]
    fn a_loop_is_inserted_before_the_next_one_like_it() {
        check("/*\n * One.\n */\nint one;\n\n>/*\n> * Two.\n> */\n>int two;\n>\n/*\n * Three.\n */\nint three;");
    }
}
