//! A place carried through changes that are known: nothing has to be looked for.

use super::{Anchor, State, share};
use crate::text::change_set::ChangeSet;
use crate::text::edit::Edit;
use crate::text::span::Span;

/// Where a span of the text before `changes` stands after them. As long as none of its own text is touched it keeps its
/// words; what is put at its ends stays outside. `score` is how much of its text is still there, both ways.
#[must_use]
pub fn follow(span: Span, changes: &ChangeSet) -> Anchor {
    let now = changes.map_span(span);
    let within = |edit: &Edit| {
        let cut = edit.span.common(span);
        // What is put at an end of the span is none of it.
        let inside = span.start < edit.span.end && edit.span.start < span.end;
        (cut, inside)
    };
    let (mut gone, mut touched) = (0, false);
    for (cut, inside) in changes.edits().iter().map(within) {
        gone += cut;
        touched |= inside;
    }
    let place = if now.start == span.start { State::Attached } else { State::Moved };
    let (state, score) = match (touched, now.is_empty()) {
        (false, _) => (place, 1.0),
        (true, true) => (State::Orphaned, 0.0),
        (true, false) => (State::Changed, share(2 * (span.len() - gone), span.len() + now.len())),
    };
    Anchor { span: now, state, score }
}
