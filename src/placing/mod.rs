//! A platform's page that shows a response in its own way: from the text that is seen there to the response's source, and
//! back. Both are read as rows of words (`text::common`); what lies in equal words goes over word for word, anything else
//! is told to be changed or orphaned. Nothing is guessed: a place that is not found has no span.

mod carry;
mod visible;

pub use visible::Visible;

use crate::text::anchor::{State, find};
use crate::text::common::Row;
use crate::text::{Quote, Span, common, snap};
use carry::{Carried, carry};

/// A response and the text of a page that shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    source: String,
    visible: Visible,
    host: String,
    /// The words of the visible text, with their mates in the host's.
    seen: Row,
    /// The words of the host's text, with their mates in the visible.
    shown: Row,
}

/// So many words on either side of a place are its neighbours.
const AROUND: usize = 48;

/// A place found on the other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where. **Invariant:** it cuts no grapheme.
    pub span: Span,
    /// `Attached` where its words are the same, `Moved` where they stand elsewhere, `Changed` where some differ.
    pub state: State,
}

impl Mapping {
    /// Reads both; about linear in their lengths.
    #[must_use]
    pub fn new(source: &str, host: &str) -> Self {
        let visible = Visible::of(source);
        let (seen, shown) = common(&visible.text, host);
        Self { source: source.to_owned(), visible, host: host.to_owned(), seen, shown }
    }

    /// Where a stretch of the host's text (bytes) stands in the source (bytes). None where nothing of it is known there.
    #[must_use]
    pub fn to_source(&self, host: Span) -> Option<Found> {
        let host = snap(&self.host, trimmed(&self.host, host));
        let there = carry((&self.host, &self.shown), (&self.visible.text, &self.seen), host)?;
        let span = self.visible.to_source(there.span, &self.source)?;
        Some(Found { span, state: state(there) })
    }

    /// Where a span of the source (bytes) stands in the host's text (bytes). None where it is not shown there.
    #[must_use]
    pub fn to_host(&self, source: Span) -> Option<Found> {
        let seen = self.visible.of_source(snap(&self.source, source.clamp(&self.source)))?;
        let seen = snap(&self.visible.text, trimmed(&self.visible.text, seen));
        if seen.is_empty() {
            return None;
        }
        let there = carry((&self.visible.text, &self.seen), (&self.host, &self.shown), seen);
        if let Some(there) = there.filter(|there| there.same) {
            return Some(Found { span: there.span, state: State::Attached });
        }
        // It may have gone to another place: its quote is looked for, near where it should be. Where neither its words nor
        // what stands around it are on the page (an answer that streams in), there is nothing to look for.
        let around = self.near(seen);
        let words = self.host.contains(seen.slice(&self.visible.text));
        if !words && (there.is_some() || around.is_none()) {
            return there.map(|there| Found { span: there.span, state: State::Changed });
        }
        let near = there.map_or_else(|| around.unwrap_or_default(), |there| there.span.start);
        let found = find(&self.host, &Quote::of(&self.visible.text, seen), near);
        let whole = found.span.slice(&self.host) == seen.slice(&self.visible.text);
        match (there, found.state) {
            (_, State::Attached | State::Moved) if whole && self.is_free(found.span) => {
                Some(Found { span: found.span, state: State::Moved })
            }
            (Some(there), _) => Some(Found { span: there.span, state: State::Changed }),
            (None, State::Changed) if self.is_free(found.span) => {
                Some(Found { span: snap(&self.host, found.span), state: State::Changed })
            }
            (None, _) => None,
        }
    }

    /// Whether a stretch of the host's text stands for no other words of the response.
    fn is_free(&self, host: Span) -> bool {
        let first = self.shown.words.partition_point(|word| word.end <= host.start);
        let last = self.shown.words.partition_point(|word| word.start < host.end);
        self.shown.mates.get(first..last).is_some_and(|mates| mates.iter().all(Option::is_none))
    }

    /// About where in the host's text something should be: beside the nearest of its neighbours that is there.
    fn near(&self, seen: Span) -> Option<usize> {
        let first = self.seen.words.partition_point(|word| word.end <= seen.start);
        let last = self.seen.words.partition_point(|word| word.start < seen.end);
        let mates = &self.seen.mates;
        let before = mates.get(..first).unwrap_or_default().iter().rev().take(AROUND).find_map(|mate| *mate);
        let behind = mates.get(last..).unwrap_or_default().iter().take(AROUND).find_map(|mate| *mate);
        let word = |mate: Option<usize>| self.shown.words.get(mate?);
        word(before).map(|word| word.end).or_else(|| word(behind).map(|word| word.start))
    }

    /// How much of the response's words the page shows, from 0 to 1; 1 for a response without any.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
    pub fn share(&self) -> f32 {
        let known = self.seen.mates.iter().flatten().count();
        if self.seen.mates.is_empty() { 1.0 } else { known as f32 / self.seen.mates.len() as f32 }
    }
}

const fn state(there: Carried) -> State {
    if there.same { State::Attached } else { State::Changed }
}

/// A span without the white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let span = span.clamp(text);
    let slice = span.slice(text);
    let start = span.start + (slice.len() - slice.trim_start().len());
    Span { start, end: (start + slice.trim().len()).max(start) }
}

#[cfg(test)]
mod tests;
