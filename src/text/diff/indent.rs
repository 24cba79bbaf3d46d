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
        Kind::Auto | Kind::Markdown => super::kind::is_code(text, run),
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
        if starts_line(start) {
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
