//! A place in a text that is found again after the text has changed.

mod follow;
mod fuzzy;
mod loose;
mod quote;

pub use follow::follow;
pub use quote::Quote;

use super::grapheme;
use super::span::{Span, sort_by_place};
use super::splice::{common_prefix, common_suffix};
use super::token;
use loose::Loose;
use quote::CONTEXT;

/// How a place was found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Where it was, as it was.
    Attached,
    /// As it was, elsewhere.
    Moved,
    /// In other words.
    Changed,
    /// Not at all: the span is a guess at where it was.
    Orphaned,
}

/// A place found again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    /// Where it is.
    pub span: Span,
    /// How it was found.
    pub state: State,
    /// How sure that is, from 0 to 1.
    pub score: f32,
}

/// From here on a place is believed.
const BELIEVED: f32 = 0.45;

/// And from here on similar words are.
const ALIKE: f32 = 0.4;

/// Finds a quote that once stood at `near`: there; else where the same words stand, by their context and distance; else
/// where they stand in another spelling, or similar words do. Linear in the text. It is never dropped: what cannot be found
/// is told to be orphaned, at a guess at where it was.
#[must_use]
pub fn find(text: &str, quote: &Quote, near: usize) -> Anchor {
    let search = Search { text, quote, near: grapheme::floor(text, near) };
    let words = search.exact();
    if let Some(found) = words.filter(|found| found.state == State::Attached || found.score >= 0.6) {
        return found;
    }
    let other = [search.respelled(), search.between(), search.similar()]
        .into_iter()
        .flatten()
        .max_by(|a, b| a.score.total_cmp(&b.score));
    match (words, other) {
        (Some(words), Some(other)) if other.score > words.score => other,
        (Some(words), _) if words.score >= BELIEVED => words,
        (_, Some(other)) => other,
        _ => search.orphaned(),
    }
}

/// How many places are looked at more closely: the nearest, or those that are most like the quote's.
const FEW: usize = 64;

/// At this distance, in bytes, nearness counts half.
const FAR: usize = 2000;

/// Words in another spelling are this much of the same words.
const RESPELLED: f32 = 0.95;

struct Search<'t> {
    text: &'t str,
    quote: &'t Quote,
    near: usize,
}

impl Search<'_> {
    /// The same words: at the place itself if the context does not speak against it, else where it speaks for them most.
    fn exact(&self) -> Option<Anchor> {
        let exact = self.quote.exact.as_str();
        let there = Span::new(self.near, self.near + exact.len());
        let stays = self.is_whole(there) && there.slice(self.text) == exact;
        if stays && self.context(there) >= 0.5 {
            return Some(self.words(there));
        }
        if exact.is_empty() {
            return None;
        }
        let starts = self.text.match_indices(exact).map(|(at, _)| at);
        let spans = starts.map(|at| Span::new(at, at + exact.len()));
        self.best(spans.chain(stays.then_some(there))).map(|span| self.words(span))
    }

    /// The same words in another spelling.
    fn respelled(&self) -> Option<Anchor> {
        let loose = Loose::of(self.text);
        let span = self.best(loose.places(&self.quote.exact))?;
        let (is_same, score) = (span.slice(self.text) == self.quote.exact, self.confidence(span) * RESPELLED);
        // The very words have been judged before.
        (!is_same && score >= BELIEVED).then_some(Anchor { span, state: State::Changed, score })
    }

    /// Of several places the one whose context and distance speak for it.
    fn best(&self, spans: impl Iterator<Item = Span>) -> Option<Span> {
        let rank = |span: Span, context: f32| 0.8 * context + 0.2 * share(FAR, FAR + span.start.abs_diff(self.near));
        let whole = spans.filter(|span| self.is_whole(*span));
        let mut ranked: Vec<(usize, Span)> = whole.map(|span| (fixed(rank(span, self.context(span))), span)).collect();
        // The context may have changed, too: the first of them are looked at more closely.
        if ranked.len() > 1 {
            sort_by_place(&mut ranked, |(rank, span)| (usize::MAX - rank, span.start.abs_diff(self.near)));
            ranked.truncate(FEW);
            for (score, span) in &mut ranked {
                *score = fixed(rank(*span, self.context(*span).max(self.kinship(*span))));
            }
        }
        let (_, best) =
            ranked.into_iter().min_by_key(|(rank, span)| (usize::MAX - rank, span.start.abs_diff(self.near)))?;
        Some(best)
    }

    fn is_whole(&self, span: Span) -> bool {
        span.end <= self.text.len()
            && grapheme::is_boundary(self.text, span.start)
            && grapheme::is_boundary(self.text, span.end)
    }

    fn words(&self, span: Span) -> Anchor {
        let state = self.state(span);
        let least = if state == State::Attached { 0.5 } else { 0.0 };
        Anchor { span, state, score: self.confidence(span).max(least) }
    }

    /// How much of the quote's context stands around a span.
    fn context(&self, span: Span) -> f32 {
        let (prefix, suffix) = (self.quote.prefix.as_bytes(), self.quote.suffix.as_bytes());
        let bytes = self.text.as_bytes();
        let before = bytes.get(..span.start).map_or(0, |head| common_suffix(head, prefix));
        let after = bytes.get(span.end..).map_or(0, |tail| common_prefix(tail, suffix));
        share(before + after, prefix.len() + suffix.len())
    }

    /// How alike the quote's context is to what stands around a span.
    fn kinship(&self, span: Span) -> f32 {
        let before = last_chars(Span::new(0, span.start).slice(self.text), CONTEXT);
        let after = first_chars(Span::new(span.end, self.text.len()).slice(self.text), CONTEXT);
        let (prefix, suffix) = (self.quote.prefix.as_str(), self.quote.suffix.as_str());
        (fuzzy::similarity(before, prefix) + fuzzy::similarity(after, suffix)) / 2.0
    }

    /// Other words between the same neighbours.
    fn between(&self) -> Option<Anchor> {
        let exact = self.quote.exact.as_str();
        let head = last_chars(&self.quote.prefix, CONTEXT / 2);
        let tail = first_chars(&self.quote.suffix, CONTEXT / 2);
        let room = 2 * exact.len() + 64;
        let starts = self.text.match_indices(head).map(|(at, head)| at + head.len());
        // Few neighbours were the first or last of the text, or they tell nothing.
        let starts = starts.take_while(|&start| is_telling(head) || start == head.len());
        let end = |start: usize| {
            let window = Span::new(start, start + room + tail.len()).slice(self.text);
            if is_telling(tail) {
                return Some(start + window.find(tail)?);
            }
            let end = self.text.strip_suffix(tail)?.len();
            (start <= end && end - start <= room).then_some(end)
        };
        // A text that repeats itself must not make this slow.
        let mut starts: Vec<usize> = starts.collect();
        sort_by_place(&mut starts, |start| (start.abs_diff(self.near), 0));
        starts.truncate(FEW);
        let spans = starts.into_iter().filter_map(|start| Some(Span::new(start, end(start)?)));
        let whole = spans.filter(|span| self.is_whole(*span));
        let span = whole.min_by_key(|span| span.start.abs_diff(self.near))?;
        let telling = is_telling(head) || is_telling(tail);
        let known = if telling { 0.6 * self.context(span) } else { 0.0 };
        let found = |state, same: f32| Anchor { span, state, score: known + 0.35 * same };
        let words = span.slice(self.text);
        let found = match (words.is_empty(), exact.is_empty()) {
            (true, true) => found(self.state(span), 1.0),
            // Deleted: the place is known, the words are not there.
            (true, false) => found(State::Orphaned, 0.0),
            (false, true) => return None,
            (false, false) if words == exact => found(self.state(span), 1.0),
            (false, false) => found(State::Changed, fuzzy::similarity(words, exact)),
        };
        (found.score >= BELIEVED).then_some(found)
    }

    /// Similar words.
    fn similar(&self) -> Option<Anchor> {
        let found = fuzzy::find(self.text, &self.quote.exact, self.near)?;
        let span = Span::new(token::floor(self.text, found.start), token::ceil(self.text, found.end));
        let same = fuzzy::similarity(span.slice(self.text), &self.quote.exact);
        let score = same * (0.3 + 0.7 * self.confidence(span));
        // The very words have been judged before.
        let believed = score >= ALIKE && same >= 0.4 && span.slice(self.text) != self.quote.exact;
        believed.then_some(Anchor { span, state: State::Changed, score })
    }

    fn state(&self, span: Span) -> State {
        if span.start == self.near { State::Attached } else { State::Moved }
    }

    /// Many words speak for themselves; few need their context.
    fn confidence(&self, span: Span) -> f32 {
        self.context(span).max(0.9 * length_share(&self.quote.exact))
    }

    fn orphaned(&self) -> Anchor {
        Anchor { span: Span::at(self.near), state: State::Orphaned, score: 0.0 }
    }
}

/// Whether this much context stands in few places by chance.
fn is_telling(context: &str) -> bool {
    context.chars().count() >= CONTEXT / 4
}

fn length_share(exact: &str) -> f32 {
    share(exact.chars().count().min(CONTEXT), CONTEXT)
}

/// All, where there is nothing to share.
#[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 1.0 } else { part as f32 / whole as f32 }
}

/// A share in millionths, which can be put in order.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is between 0 and 1")]
fn fixed(share: f32) -> usize {
    (share * 1e6) as usize
}

fn first_chars(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

fn last_chars(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().take(count).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests;
