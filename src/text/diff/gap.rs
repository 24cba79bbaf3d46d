//! Hunks that read better as one: those with only spaces, or with only a scrap of common text between them.

use super::hunk::Hunk;
use crate::text::span::Span;
use crate::text::token::{self, TokenKind};

/// A scrap is never longer than this, in bytes.
const SCRAP: usize = 40;

/// Joins hunks with nothing but spaces of one line between them.
pub(super) fn join_spaces(old: &str, hunks: Vec<Hunk>) -> Vec<Hunk> {
    let mut joined: Vec<Hunk> = Vec::with_capacity(hunks.len());
    for hunk in hunks {
        match joined.last_mut() {
            Some(last) if is_space(between(last, &hunk).slice(old)) => *last = last.cover(hunk),
            _ => joined.push(hunk),
        }
    }
    joined
}

/// Joins hunks whose common text between is so small beside them that it is there by chance: `the` between two
/// rewritten halves of a sentence. Sentences and lines are kept apart.
pub(super) fn join_scraps(old: &str, new: &str, hunks: Vec<Hunk>) -> Vec<Hunk> {
    let mut joined: Vec<(Hunk, usize)> = Vec::with_capacity(hunks.len());
    for hunk in hunks {
        let mut last = (hunk, words(hunk.old.slice(old)) + words(hunk.new.slice(new)));
        while let Some((before, weight)) = joined.pop() {
            let gap = between(&before, &last.0);
            let Some(needed) = scrap(gap, old).filter(|&needed| weight.min(last.1) >= needed) else {
                joined.push((before, weight));
                break;
            };
            last = (before.cover(last.0), weight + last.1 + needed / 4);
        }
        joined.push(last);
    }
    joined.into_iter().map(|(hunk, _)| hunk).collect()
}

/// How many words must differ on each side for this common text to count as chance.
fn scrap(gap: Span, old: &str) -> Option<usize> {
    let text = gap.slice(old);
    let apart = |c: char| matches!(c, '\n' | '\r' | '.' | '!' | '?' | '。' | '！' | '？');
    if gap.len() > SCRAP || text.contains(apart) {
        return None;
    }
    match words(text) {
        0 => Some(4),
        1 => Some(6),
        2 => Some(10),
        _ => None,
    }
}

fn between(left: &Hunk, right: &Hunk) -> Span {
    Span::new(left.old.end, right.old.start)
}

fn is_space(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace() && !matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
    })
}

/// How many words a text holds.
fn words(text: &str) -> usize {
    token::tokens(text).iter().filter(|token| token.kind == TokenKind::Word).count()
}
