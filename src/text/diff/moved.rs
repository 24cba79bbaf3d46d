//! Sentences and blocks that went from one place to another: a deletion and an insertion that are one move.
//!
//! A false move is worse than none: only whole sentences or lines are taken, long enough to be told from others, and only
//! where no other comes close. wikidiff2 asks for a likeness of 0.4 to 0.5 of paragraphs; here it is more, since sentences
//! are shorter.

use super::hunk::Hunk;
use super::row::Numbers;
use super::{Kind, Move};
use crate::text::grapheme::char_before;
use crate::text::span::{Span, sort_by_place};
use crate::text::token::{self, TokenKind};

/// Fewer words are no distinctive text.
const WORDS: usize = 5;
/// So much of both texts' words must be the same, in hundredths,
const ALIKE: usize = 70;
/// and no other may be nearer than this.
const CLEARLY: usize = 10;
/// So many deletions and insertions are looked at, the first ones, and of so many bytes each.
const MOST: usize = 64;
const LONG: usize = 64 * 1024;

/// A hunk that may be half of a move: which it is, and its words as sorted numbers.
struct Half {
    hunk: usize,
    words: Vec<u32>,
}

/// The moves among these hunks, in the order of what was inserted; and whether more could be, among what was not looked at.
pub(super) fn moves(old: &str, new: &str, kind: Kind, hunks: &[Hunk]) -> (Vec<Move>, bool) {
    let mut numbers = Numbers::new(4096);
    let (gone, more_gone) = halves(old, hunks, |hunk| hunk.new.is_empty().then_some(hunk.old), &mut numbers);
    if gone.is_empty() && !more_gone {
        return (Vec::new(), false);
    }
    let (come, more_come) = halves(new, hunks, |hunk| hunk.old.is_empty().then_some(hunk.new), &mut numbers);
    // A move takes both: where nothing came, nothing that went was missed.
    let cut_short = (more_gone && (more_come || !come.is_empty())) || (more_come && !gone.is_empty());
    let mut found = Vec::new();
    for to in &come {
        let Some(from) = nearest(to, &gone) else { continue };
        // Each must be the other's nearest.
        if nearest(from, &come).is_none_or(|back| back.hunk != to.hunk) {
            continue;
        }
        let (Some(left), Some(right)) = (hunks.get(from.hunk), hunks.get(to.hunk)) else { continue };
        let inner = super::compare(left.old.slice(old).trim(), right.new.slice(new).trim(), kind).hunks;
        let lead = |text: &str| text.len() - text.trim_start().len();
        let by = Hunk { old: Span::at(lead(left.old.slice(old))), new: Span::at(lead(right.new.slice(new))) };
        found.push(Move {
            from: from.hunk,
            to: to.hunk,
            inner: inner.into_iter().map(|hunk| hunk.forward(by)).collect(),
        });
    }
    (found, cut_short)
}

/// What may be half of a move, on one side; and whether there was more than is looked at.
fn halves<'t>(
    text: &'t str,
    hunks: &[Hunk],
    side: impl Fn(&Hunk) -> Option<Span>,
    numbers: &mut Numbers<'t>,
) -> (Vec<Half>, bool) {
    let (mut found, mut more) = (Vec::new(), false);
    for (hunk, span) in hunks.iter().enumerate().filter_map(|(index, hunk)| Some((index, side(hunk)?))) {
        if !is_whole(text, span) {
            continue;
        }
        if found.len() == MOST || span.len() > LONG {
            more = true;
            continue;
        }
        let mut words = Vec::new();
        token::each(span.slice(text), |token| {
            if token.kind == TokenKind::Word {
                words.push(numbers.of(token.span.forward(span.start).slice(text), false));
            }
        });
        if words.len() >= WORDS {
            sort_by_place(&mut words, |number| (*number as usize, 0));
            found.push(Half { hunk, words });
        }
    }
    (found, more)
}

/// Whether these are whole sentences or lines.
fn is_whole(text: &str, span: Span) -> bool {
    let run = span.slice(text);
    let begins = |pos: usize| {
        let head = Span::new(0, pos).slice(text);
        let before = char_before(head.trim_end(), head.trim_end().len());
        head.trim_end_matches(' ').ends_with('\n') || before.is_none_or(is_stop)
    };
    let start = span.start + (run.len() - run.trim_start().len());
    let inner = run.trim_end();
    let ends = inner.chars().next_back().is_some_and(is_stop);
    let line_ends = run.ends_with('\n') || matches!(text.as_bytes().get(span.end), None | Some(b'\n' | b'\r'));
    begins(start) && (ends || line_ends)
}

const fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | ':' | '"' | '”' | '»' | ')' | '。' | '！' | '？' | '।')
}

/// The one of the others that has clearly the most words in common.
fn nearest<'h>(half: &Half, others: &'h [Half]) -> Option<&'h Half> {
    let (mut best, mut most, mut second) = (None, 0, 0);
    for other in others {
        let share = 200 * common(&half.words, &other.words) / (half.words.len() + other.words.len());
        if share > most {
            (best, second, most) = (Some(other), most, share);
        } else {
            second = second.max(share);
        }
    }
    best.filter(|_| most >= ALIKE && most >= second + CLEARLY)
}

/// How many numbers two sorted rows have in common.
fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        count += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    count
}

#[cfg(test)]
mod tests {
    use crate::text::diff::{Kind, diff};

    /// What moved, where it was and is, and the changes in it, as `from > to: old>new`.
    fn check(old: &str, new: &str, expected: &[&str]) {
        let found = diff(old, new, Kind::Auto);
        let tell = |one: &crate::text::diff::Move| {
            let (from, to) = (found.hunks[one.from].old.slice(old), found.hunks[one.to].new.slice(new));
            let inner = one.inner.iter().map(|hunk| format!(" {}>{}", hunk.old.slice(from), hunk.new.slice(to)));
            format!("{}{}", from.trim(), inner.collect::<String>())
        };
        assert_eq!(found.moves.iter().map(tell).collect::<Vec<_>>(), expected, "{found:?}");
        assert!(
            found.moves.iter().all(|one| found.hunks[one.from].new.is_empty() && found.hunks[one.to].old.is_empty())
        );
    }

    const LONG: &str = "Nothing else was said of the matter on that day, nor on any of the days after it.";

    #[test]
    fn a_sentence_in_another_place_is_a_move() {
        let (first, rest) = ("The red house was sold in May.", LONG);
        check(&format!("{first} {rest} Then it rained."), &format!("{rest} {first} Then it rained."), &[first]);
    }

    #[test]
    fn a_moved_block_tells_what_changed_in_it() {
        let block = "- The second item, about dogs and cats, is here.";
        let old = format!("{block}\n- {LONG}\n- One more.\n");
        let new = format!("- {LONG}\n- One more.\n{}\n", block.replace("dogs", "wolves"));
        check(&old, &new, &[&format!("{block} dogs>wolves")]);
    }

    #[test]
    fn what_is_short_or_no_whole_sentence_or_twice_there_is_no_move() {
        check(&format!("Yes, sir. {LONG}"), &format!("{LONG} Yes, sir."), &[]);
        check("a b c d e f, one two three four five six seven", "one two three four five six seven, a b c d e f", &[]);
        let twice = "The red house was sold in May.";
        check(&format!("{twice} {LONG}"), &format!("{LONG} {twice} So it was. {twice} It was."), &[]);
    }
}
