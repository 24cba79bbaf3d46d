//! Of very many issues, which are shown: those near what is seen, and what has the attention.
//!
//! A mark among a thousand is made as fast as one among ten: where there are more than [`MANY`], only marks in the blocks
//! of the text that are near have a number and a card beside it, and the list shows so many of them at a time.

use super::{Desk, Focus, Mode, issues_of};
use crate::annotation::{Issue, span_bytes};
use crate::text::Span;
use std::ops::Range;

/// So many issues of one text are shown at once, wherever they stand.
const MANY: usize = 100;
/// Of more than that, so many are listed at a time.
const LISTED: usize = 50;

/// The blocks of the text whose issues have numbers, and cards beside the text; none where all have.
#[must_use]
pub fn sighted(desk: &Desk) -> Option<Range<usize>> {
    let shown = desk.response_id();
    let many = desk.draft.annotation().issues.iter().filter(|issue| issue.response == shown).count() > MANY;
    many.then(|| desk.view.sight.clone())
}

/// The part of the text whose issues have numbers, and cards beside the text; none where all have.
#[must_use]
pub fn in_sight(desk: &Desk) -> Option<Span> {
    let blocks = sighted(desk)?;
    let page = desk.page()?;
    let tree = if desk.view.mode == Mode::Source { &page.source_tree } else { &page.original_tree };
    let start = |block: usize| tree.starts.get(block).copied().unwrap_or(page.original.len());
    Some(Span::new(start(blocks.start), start(blocks.end)))
}

/// Which of the shown response's issues are listed, by their order: all of them, or as many as are shown at a time, among them what has
/// the attention, else what is seen first.
#[must_use]
pub fn listed_issues(desk: &Desk) -> Range<usize> {
    let all = issues_of(desk);
    let Some(sight) = in_sight(desk) else { return 0..all.len() };
    let at_hand = all.iter().position(|issue| desk.view.focus == Focus::Issue(issue.id.clone()));
    let is_seen = |issue: &&Issue| issue.span.as_ref().is_some_and(|span| span_bytes(span).start >= sight.start);
    let first = at_hand.or_else(|| all.iter().position(is_seen)).unwrap_or(0) / LISTED * LISTED;
    first..(first + LISTED).min(all.len())
}
