//! What a reader takes as one piece though it has several tokens: an address, inline code, a command of LaTeX, a number with
//! its unit. A change in one shows all of it.

use super::hunk::Hunk;
use crate::text::grapheme::{char_after, char_before};
use crate::text::span::Span;
use crate::text::token;

/// A line of more bytes is not looked into.
const LONG_LINE: usize = 128 * 1024;
/// Inline code of more bytes is a passage: a change in it is shown in its place.
const LONG_CODE: usize = 80;
/// An address of more bytes as well.
const LONG_ADDRESS: usize = 2048;

/// Units that stand behind a number: the signs, and those of the SI and of money that are no words of a language.
const UNITS: [&str; 61] = [
    "%", "‰", "€", "$", "£", "¥", "°C", "°F", "°", "K", "kg", "g", "mg", "µg", "μg", "km", "m", "cm", "mm", "µm", "μm",
    "nm", "l", "L", "ml", "mL", "dl", "h", "min", "s", "ms", "kW", "W", "MW", "GW", "kWh", "MWh", "V", "kV", "mV", "A",
    "mA", "Hz", "kHz", "MHz", "GHz", "J", "kJ", "MJ", "N", "kN", "Pa", "kPa", "hPa", "bar", "mol", "mmol", "EUR",
    "USD", "CHF", "GBP",
];

/// Lets no hunk begin or end within such a piece; hunks that come to touch are one.
pub(super) fn whole(old: &str, new: &str, hunks: &mut Vec<Hunk>) {
    let growing = Growing {
        old,
        new,
        before: pieces(old, hunks.iter().map(|hunk| hunk.old)),
        after: pieces(new, hunks.iter().map(|hunk| hunk.new)),
    };
    if growing.before.is_empty() && growing.after.is_empty() {
        return;
    }
    // First the ends, from the last hunk to the first, then the beginnings: what is equal between two hunks is so long on
    // both sides.
    let mut ended: Vec<Hunk> = Vec::with_capacity(hunks.len());
    while let Some(mut hunk) = hunks.pop() {
        while let Some(by) = growing.behind(hunk) {
            match ended.pop_if(|next| next.old.start <= hunk.old.end + by) {
                Some(next) => hunk = hunk.cover(next),
                None => (hunk.old.end, hunk.new.end) = (hunk.old.end + by, hunk.new.end + by),
            }
        }
        ended.push(hunk);
    }
    while let Some(mut hunk) = ended.pop() {
        while let Some(by) = growing.before(hunk) {
            match hunks.pop_if(|last| last.old.end + by >= hunk.old.start) {
                Some(last) => hunk = last.cover(hunk),
                None => (hunk.old.start, hunk.new.start) = (hunk.old.start - by, hunk.new.start - by),
            }
        }
        hunks.push(hunk);
    }
}

struct Growing<'t> {
    old: &'t str,
    new: &'t str,
    before: Vec<Span>,
    after: Vec<Span>,
}

impl Growing<'_> {
    /// How much further off a hunk has to begin, as far as can be told from here.
    fn before(&self, hunk: Hunk) -> Option<usize> {
        let by = |pieces: &[Span], pos: usize| around(pieces, pos).map_or(0, |piece| pos - piece.start);
        let by = by(&self.before, hunk.old.start).max(by(&self.after, hunk.new.start));
        let on_edges = by > 0 || hunk.starts_on_edges(self.old, self.new);
        if on_edges { Some(by).filter(|by| *by > 0) } else { char_before(self.old, hunk.old.start).map(char::len_utf8) }
    }

    /// How much further off it has to end.
    fn behind(&self, hunk: Hunk) -> Option<usize> {
        let by = |pieces: &[Span], pos: usize| around(pieces, pos).map_or(0, |piece| piece.end - pos);
        let by = by(&self.before, hunk.old.end).max(by(&self.after, hunk.new.end));
        let on_edges = by > 0 || hunk.ends_on_edges(self.old, self.new);
        if on_edges { Some(by).filter(|by| *by > 0) } else { char_after(self.old, hunk.old.end).map(char::len_utf8) }
    }
}

/// The piece that would be cut at `pos`.
fn around(pieces: &[Span], pos: usize) -> Option<Span> {
    let piece = *pieces.get(pieces.partition_point(|piece| piece.end <= pos))?;
    (piece.start < pos).then_some(piece)
}

/// The pieces in the lines that these places touch, in order.
fn pieces(text: &str, places: impl Iterator<Item = Span>) -> Vec<Span> {
    let (mut found, mut done) = (Vec::new(), 0);
    let bytes = text.as_bytes();
    for place in places {
        if place.end < done {
            continue;
        }
        let head = bytes.get(done..place.start).unwrap_or_default();
        let start = done.max(head.iter().rposition(|byte| *byte == b'\n').map_or(done, |at| done + at + 1));
        let tail = bytes.get(place.end..).unwrap_or_default();
        let end = tail.iter().position(|byte| *byte == b'\n').map_or(text.len(), |at| place.end + at + 1);
        let mut from = start;
        for line in Span::new(start, end).slice(text).split_inclusive('\n') {
            if line.len() <= LONG_LINE {
                of_line(line, |piece| found.push(piece.forward(from)));
            }
            from += line.len();
        }
        done = end.max(done);
    }
    found
}

/// Tells the pieces of a line in order, none within another.
fn of_line(line: &str, mut tell: impl FnMut(Span)) {
    let bytes = line.as_bytes();
    // The lengths of backtick runs that none follows that could close them.
    let mut unclosed = 0_u64;
    let mut pos = 0;
    while let Some(&byte) = bytes.get(pos) {
        let piece = match byte {
            b'`' => {
                let run = bytes.get(pos..).unwrap_or_default().iter().take_while(|byte| **byte == b'`').count();
                let code = code(bytes, pos, run, &mut unclosed);
                if code.is_none() {
                    pos += run;
                    continue;
                }
                // A long one is passed over, not looked into: what ends it does not begin another.
                if let Some(long) = code.filter(|code| code.len() > LONG_CODE) {
                    pos = long.end;
                    continue;
                }
                code
            }
            b'\\' => command(line, pos),
            b'h' | b'f' | b'w' => address(line, pos),
            b'0'..=b'9' if !bytes.get(pos + 1).is_some_and(u8::is_ascii_digit) => measure(line, pos + 1),
            _ => None,
        };
        match piece {
            Some(piece) => {
                tell(piece);
                pos = piece.end;
            }
            // What is escaped is no sign of anything.
            None => pos += if byte == b'\\' { 2 } else { 1 },
        }
    }
}

/// Inline code whose run of backticks begins at `pos`, as CommonMark has it: up to the next run of the same length.
fn code(line: &[u8], pos: usize, run: usize, unclosed: &mut u64) -> Option<Span> {
    let length = 1_u64.checked_shl(u32::try_from(run).ok()?)?;
    if *unclosed & length != 0 {
        return None;
    }
    let mut at = pos + run;
    while let Some(by) = line.get(at..)?.iter().position(|byte| *byte == b'`') {
        let start = at + by;
        let end = start + line.get(start..)?.iter().take_while(|byte| **byte == b'`').count();
        if end - start == run {
            return Some(Span::new(pos, end));
        }
        at = end;
    }
    *unclosed |= length;
    None
}

/// A command of LaTeX that begins at `pos`: a backslash and letters.
fn command(line: &str, pos: usize) -> Option<Span> {
    let name = line.as_bytes().get(pos + 1..)?;
    let letters = name.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    (letters > 0).then(|| Span::new(pos, token::ceil(line, pos + 1 + letters)))
}

/// An address that begins at `pos`, without the punctuation of the sentence that it stands in.
fn address(line: &str, pos: usize) -> Option<Span> {
    let rest = line.get(pos..)?;
    let begins = ["https://", "http://", "ftp://", "www."].iter().any(|start| rest.starts_with(start));
    if !begins || !token::is_boundary(line, pos) {
        return None;
    }
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '|' | '»' | '«' | '“' | '”');
    let run = rest.get(..rest.find(ends).unwrap_or(rest.len()))?;
    let mut run = run.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '…']);
    // A bracket that was opened before the address is closed after it.
    while run.ends_with([')', ']']) {
        let count = |sign: char| run.matches(sign).count();
        if count('(') >= count(')') && count('[') >= count(']') {
            break;
        }
        run = run.get(..run.len() - 1)?.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '…']);
    }
    let end = token::ceil(line, pos + run.len());
    (run.len() > 8 && end - pos <= LONG_ADDRESS).then(|| Span::new(pos, end))
}

/// A number whose last digit ends at `end`, with the unit behind it.
fn measure(line: &str, end: usize) -> Option<Span> {
    let after = line.get(end..)?;
    let space = after.chars().next().filter(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}')).map_or(0, char::len_utf8);
    let rest = after.get(space..)?;
    let is_whole =
        |unit: &str| !rest.get(unit.len()..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric);
    let unit = UNITS.iter().filter(|unit| rest.starts_with(**unit) && is_whole(unit)).max_by_key(|unit| unit.len())?;
    let stop = token::ceil(line, end + space + unit.len());
    let start = token::floor(line, end - 1);
    Some(Span::new(start, stop))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::diff::tests::check;
    use crate::text::diff::{Kind, diff};

    #[test]
    fn an_address_is_one_piece_without_the_sentence_around_it() {
        check("see {~~https://example.org/a?x=1~>https://example.org/b?x=1~~}, then go");
        check("({~~www.example.org/a_(b)~>www.example.org/a_(c)~~}) and {~~www.example.org~>www.example.com~~}.");
        check("[text]({~~https://example.org/a~>https://example.org/a/b~~})");
        check("the {~~cat~>dog~~} at https://example.org/a");
    }

    #[test]
    fn inline_code_is_one_piece_unless_it_is_long() {
        check("call {~~`sum(a, b)`~>`sum(a, c)`~~} and `sum(a)`");
        check("{~~`` a ` b ``~>`` a ` c ``~~} and a ` sign {~~alone~>only~~} here");
        check("a `b` {~~c~>d~~} `e` f");
        let long = "x + ".repeat(30);
        check(&format!("`{long}{{~~y~>z~~}} + {long}`"));
        check("escaped \\`sum({~~a~>b~~}, c)\\` is no code");
    }

    #[test]
    fn a_command_of_latex_goes_with_its_backslash() {
        check("$x = {~~\\alpha~>\\beta~~} + 1$ and $\\frac{{~~a~>b~~}}{c}$");
        check("a \\\\{~~one~>two~~} b");
    }

    #[test]
    fn a_number_goes_with_its_unit() {
        check("It weighs {~~5 kg~>6 kg~~}, {~~3,5 %~>4,5 %~~} more; {~~20 °C~>25 °C~~}.");
        check("It weighs {~~5 kg~>5 g~~} and has {~~5~>6~~} kgs, {~~7~>8~~} men.");
        check("{--12 kg --}of it");
    }

    /// Whether a hunk begins or ends within a piece.
    fn cuts(text: &str, places: &[Span]) -> bool {
        let all = pieces(text, std::iter::once(Span::of(text)));
        places.iter().flat_map(|place| [place.start, place.end]).any(|pos| around(&all, pos).is_some())
    }

    #[test]
    fn no_hunk_cuts_a_piece_and_all_laws_hold() {
        let parts = [
            "https://a.org/x",
            "/y",
            "`f(x)`",
            "`",
            " ",
            "\\alpha",
            "\\",
            "beta",
            "5",
            " kg",
            "%",
            "a",
            ", ",
            ".\n",
            "``",
            "www.b.com",
            ")",
            "(",
            "é",
            "\u{301}",
            "東",
        ];
        let mut random = fastrand::Rng::with_seed(11);
        for _ in 0..20_000 {
            let mut text = || (0..random.usize(1..9)).map(|_| parts[random.usize(0..parts.len())]).collect::<String>();
            let (old, new) = (text(), text());
            let found = diff(&old, &new, Kind::Auto);
            crate::text::diff::tests::assert_lawful(&old, &new, &found);
            let (gone, come): (Vec<_>, Vec<_>) = found.hunks.iter().map(|hunk| (hunk.old, hunk.new)).unzip();
            assert!(!cuts(&old, &gone) && !cuts(&new, &come), "{old:?} {new:?} {found:?}");
        }
    }

    #[test]
    fn backticks_that_nothing_closes_are_looked_for_once() {
        let line: String = (1..200).map(|run| "`".repeat(run) + " ").collect();
        assert_eq!(pieces(&line, std::iter::once(Span::of(&line))), []);
    }
}
