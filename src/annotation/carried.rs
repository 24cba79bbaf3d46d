//! Edits that carry a text from one place to another: a deletion and an insertion that share a `move`.

use super::place::{applied, bytes};
use super::{CorrectionEdit, edit_has_reason};
use crate::text::diff::carried;
use crate::text::{Hunk, Kind, Span};

/// What is shorter, in bytes, is no sentence that could be told from others.
const LEAST: usize = 20;

/// The other half of a move; none for an edit that is no half of one.
#[must_use]
pub fn partner<'a>(edits: &'a [CorrectionEdit], edit: &CorrectionEdit) -> Option<&'a CorrectionEdit> {
    let name = edit.moved.as_ref()?;
    let mut others = edits.iter().filter(|one| one.id != edit.id && one.moved.as_ref() == Some(name));
    let other = others.next().filter(|_| others.next().is_none())?;
    (is_from(edit) && is_to(other) || is_to(edit) && is_from(other)).then_some(other)
}

/// Whether an edit says why it was made, or its other half does.
#[must_use]
pub fn has_reason(edits: &[CorrectionEdit], edit: &CorrectionEdit) -> bool {
    edit_has_reason(edit) || partner(edits, edit).is_some_and(edit_has_reason)
}

/// Edits of which some were just made, as they are with the moves among them: those that are other ones for it. A half whose
/// other half is gone is none; a deletion and an insertion of the same sentence are one move.
#[must_use]
pub fn marked(original: &str, edits: &[CorrectionEdit]) -> Vec<CorrectionEdit> {
    let mut now: Vec<CorrectionEdit> = edits.to_vec();
    for edit in now.iter_mut().filter(|edit| edit.moved.is_some()) {
        if partner(edits, edit).is_none() {
            edit.moved = None;
        }
    }
    let some = |half: fn(&CorrectionEdit) -> bool| now.iter().any(|edit| edit.moved.is_none() && half(edit));
    if some(|edit| is_from(edit) && edit.span.end - edit.span.start >= LEAST)
        && some(|edit| is_to(edit) && edit.insert.len() >= LEAST)
    {
        for (from, to) in found(original, &now) {
            let name = now.get(from).map(|edit| edit.id.clone());
            let free = [from, to].iter().all(|at| now.get(*at).is_some_and(|edit| edit.moved.is_none()));
            for at in [from, to].into_iter().filter(|_| free) {
                if let Some(edit) = now.get_mut(at) {
                    edit.moved.clone_from(&name);
                }
            }
        }
    }
    let is_other =
        |edit: &CorrectionEdit| edits.iter().all(|before| before.id != edit.id || before.moved != edit.moved);
    now.retain(is_other);
    now
}

/// The deletions and the insertions that are one move, by their index.
fn found(original: &str, edits: &[CorrectionEdit]) -> Vec<(usize, usize)> {
    let mut hunks = Vec::new();
    let (mut old, mut new) = (0, 0);
    for edit in edits {
        let span = bytes(&edit.span);
        let start = new + span.start.saturating_sub(old);
        (old, new) = (span.end, start + edit.insert.len());
        hunks.push(Hunk { old: span, new: Span::new(start, new) });
    }
    let moves = carried(original, &applied(original, edits), Kind::Auto, &hunks);
    moves.into_iter().map(|one| (one.from, one.to)).collect()
}

fn is_from(edit: &CorrectionEdit) -> bool {
    edit.insert.is_empty() && edit.span.start < edit.span.end
}

fn is_to(edit: &CorrectionEdit) -> bool {
    !edit.insert.is_empty() && edit.span.start == edit.span.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::span_doc;
    use crate::json::Map;
    use crate::text::diff;

    fn edits(old: &str, new: &str) -> Vec<CorrectionEdit> {
        let made = diff(old, new, Kind::Auto).edits(new).into_iter().enumerate();
        let edit = |(at, edit): (usize, crate::text::Edit)| CorrectionEdit {
            id: format!("e{at}"),
            span: span_doc(old, edit.span),
            insert: edit.insert,
            moved: None,
            category: None,
            severity: None,
            rationale: None,
            answers: Vec::new(),
            extra: Map::new(),
        };
        made.map(edit).collect()
    }

    const ONE: &str = "The red house was sold in May.";
    const LONG: &str = "Nothing else was said of the matter on that day, nor on any of the days after it.";

    #[test]
    fn both_halves_are_marked_and_half_a_move_is_none() {
        let old = format!("{ONE} {LONG} So it was.");
        let made = edits(&old, &format!("{LONG} {ONE} So it was."));
        assert_eq!(made.len(), 2);
        let both = marked(&old, &made);
        assert_eq!(both.iter().map(|edit| edit.moved.as_deref()).collect::<Vec<_>>(), [Some("e0"), Some("e0")]);
        assert_eq!(partner(&both, &both[0]).map(|edit| edit.id.as_str()), Some("e1"));
        // Marked already: nothing is another one.
        assert!(marked(&old, &both).is_empty());
        let half = marked(&old, &both[1..]);
        assert_eq!((half.len(), half[0].moved.as_ref()), (1, None));
        // A third that shares the name makes none of them a half.
        let three = [both[0].clone(), CorrectionEdit { id: "e9".into(), ..both[1].clone() }, both[1].clone()];
        assert!(three.iter().all(|edit| partner(&three, edit).is_none()));
    }

    #[test]
    fn a_reason_for_one_half_is_the_reason_of_both() {
        let old = format!("{ONE} {LONG} So it was.");
        let mut both = marked(&old, &edits(&old, &format!("{LONG} {ONE} So it was.")));
        assert!(!has_reason(&both, &both[0]));
        both[1].rationale = Some("It comes later.".into());
        assert!(has_reason(&both, &both[0]) && has_reason(&both, &both[1]));
    }

    #[test]
    fn words_and_what_is_replaced_are_no_moves() {
        for (old, new) in [("a b, c d", "c d, a b"), (ONE, LONG), (&format!("{ONE} {LONG}"), LONG)] {
            assert!(marked(old, &edits(old, new)).is_empty(), "{old} {new}");
        }
    }
}
