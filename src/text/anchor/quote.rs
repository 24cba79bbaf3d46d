//! What stood at a place, kept to find it again.

use crate::text::grapheme::{self, snap};
use crate::text::span::Span;

/// How many characters of context a quote keeps on each side.
pub(super) const CONTEXT: usize = 32;

/// What stood at a place, and around it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quote {
    /// The text itself.
    pub exact: String,
    /// What stood before it.
    pub prefix: String,
    /// What stood after it.
    pub suffix: String,
}

impl Quote {
    /// The quote of a span, with up to 32 characters on each side; it cuts no grapheme.
    #[must_use]
    pub fn of(text: &str, span: Span) -> Self {
        let span = snap(text, span.clamp(text));
        let (mut start, mut end) = (span.start, span.end);
        let few = |span: Span| span.slice(text).chars().count() <= CONTEXT;
        while start > 0 && few(Span::new(grapheme::previous(text, start), span.start)) {
            start = grapheme::previous(text, start);
        }
        while end < text.len() && few(Span::new(span.end, grapheme::next(text, end))) {
            end = grapheme::next(text, end);
        }
        Self {
            exact: span.slice(text).to_owned(),
            prefix: Span::new(start, span.start).slice(text).to_owned(),
            suffix: Span::new(span.end, end).slice(text).to_owned(),
        }
    }
}
