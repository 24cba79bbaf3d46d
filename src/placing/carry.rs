//! Carries a stretch of one text to another over the words that both have.

use crate::text::common::Row;
use crate::text::{Span, snap};

/// A stretch carried over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Carried {
    /// Where it is on the other side.
    pub(super) span: Span,
    /// Whether it is the same words there, no more and no fewer.
    pub(super) same: bool,
}

/// So many words without a mate, between two that have one, may stand for each other as a whole: a formula and its TeX, a
/// number that was set another way.
const GAP: usize = 24;

/// Where a span of `from` is in `to`; none where nothing of it is there.
pub(super) fn carry(from: (&str, &Row), to: (&str, &Row), span: Span) -> Option<Carried> {
    let first = from.1.words.partition_point(|word| word.end <= span.start);
    let last = from.1.words.partition_point(|word| word.start < span.end);
    let mates = from.1.mates.get(first..last).filter(|mates| !mates.is_empty())?;
    let found = |at: usize| Some((at, from.1.mates.get(at).copied().flatten()?));
    let known = (first..last).find_map(found).zip((first..last).rev().find_map(found));
    let Some(((at, start), (end_at, end))) = known else {
        let whole = gap(from.1, to.1, first)?;
        return Some(Carried { span: cover(to, whole)?, same: false });
    };
    let in_row = mates.iter().enumerate().all(|(step, mate)| *mate == Some(start + step));
    // What is at an end and has no mate stands for what has none there.
    let before = if at > first { gap(from.1, to.1, first) } else { None };
    let after = if end_at + 1 < last { gap(from.1, to.1, last - 1) } else { None };
    let words = (before.map_or(start, |gap| gap.0), after.map_or(end, |gap| gap.1));
    let mut whole = cover(to, words)?;
    if before.is_none() && at == first {
        whole.start += cut(from, to, (at, start), span.start, false);
    }
    if after.is_none() && end_at + 1 == last {
        whole.end -= cut(from, to, (end_at, end), span.end, true);
    }
    Some(Carried { span: snap(to.0, Span::new(whole.start, whole.end)), same: in_row })
}

/// How much of a word a span leaves out, before it or behind it, where both texts have the very same word.
fn cut(from: (&str, &Row), to: (&str, &Row), (at, mate): (usize, usize), edge: usize, behind: bool) -> usize {
    let (Some(here), Some(there)) = (from.1.words.get(at), to.1.words.get(mate)) else { return 0 };
    if here.slice(from.0) != there.slice(to.0) {
        return 0;
    }
    if behind { here.end.saturating_sub(edge) } else { edge.saturating_sub(here.start) }
}

/// The words of `to`, first and last, between the mates of the words around the gap that the word at `at` stands in; none
/// where there is nothing, or so much that it says nothing.
fn gap(from: &Row, to: &Row, at: usize) -> Option<(usize, usize)> {
    let mates = &from.mates;
    let before = (0..at).rev().take(GAP).find_map(|at| Some((at, (*mates.get(at)?)?)));
    let after = (at + 1..mates.len()).take(GAP).find_map(|at| Some((at, (*mates.get(at)?)?)));
    let (start, first) = match before {
        Some((at, mate)) => (at + 1, mate + 1),
        None if at < GAP => (0, 0),
        None => return None,
    };
    let (end, last) = match after {
        Some((at, mate)) => (at, mate),
        None if mates.len() - at <= GAP => (mates.len(), to.words.len()),
        None => return None,
    };
    let fits = (before.is_some() || after.is_some()) && last > first && last - first <= GAP && end - start <= GAP;
    fits.then(|| (first, last - 1))
}

/// From the beginning of one word to the end of another.
fn cover(to: (&str, &Row), words: (usize, usize)) -> Option<Span> {
    let (first, last) = (to.1.words.get(words.0)?, to.1.words.get(words.1)?);
    Some(Span::new(first.start, last.end))
}
