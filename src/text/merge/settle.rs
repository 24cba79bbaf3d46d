//! Conflicts settled one by one: the text that a merge comes to with what somebody has chosen.

use super::{By, Change, Merge};
use crate::text::span::Span;

/// What is to stand where two changes conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice<'t> {
    /// What stood in the base.
    Base,
    /// What we put there.
    Ours,
    /// What they put there.
    Theirs,
    /// What we put there, and then what they did.
    Both,
    /// Other words.
    Text(&'t str),
}

/// A merge of these three texts, of which these are the `changes`, with some of its conflicts settled: `choice` answers for
/// the number of a conflict, the first being 0, or `None` where it stays open. Open ones hold ours; a choice is final.
#[must_use]
pub fn settle<'t>(
    base: &'t str,
    ours: &'t str,
    theirs: &'t str,
    changes: Vec<Change>,
    choice: impl Fn(usize) -> Option<Choice<'t>>,
) -> Merge {
    let mut merged = Merge { text: String::with_capacity(ours.len().max(theirs.len())), changes, clean: false };
    let (mut pos, mut number) = (0, 0);
    for change in &mut merged.changes {
        merged.text.push_str(Span::new(pos, change.base.start).slice(base));
        let start = merged.text.len();
        if change.by == By::Conflict {
            let chosen = choice(number);
            number += 1;
            let (we, they) = (change.ours.slice(ours), change.theirs.slice(theirs));
            match chosen {
                None | Some(Choice::Ours) => merged.text.push_str(we),
                Some(Choice::Theirs) => merged.text.push_str(they),
                Some(Choice::Both) => merged.text.extend([we, they]),
                Some(Choice::Base) => merged.text.push_str(change.base.slice(base)),
                Some(Choice::Text(text)) => merged.text.push_str(text),
            }
            change.by = if chosen.is_some() { By::Chosen } else { By::Conflict };
        } else {
            let put = if change.by == By::Theirs { change.theirs.slice(theirs) } else { change.ours.slice(ours) };
            merged.text.push_str(put);
        }
        change.text = Span::new(start, merged.text.len());
        pos = change.base.end;
    }
    merged.text.push_str(Span::new(pos, base.len()).slice(base));
    let open = merged.conflicts().count();
    merged.clean = open == 0;
    merged
}
