//! Recorded edits made one, or cut to parts, as somebody wishes: the corrected text stays as it is.

use super::Tracked;
use crate::text::diff::Hunk;
use crate::text::edit::Edit;
use crate::text::merge::align::words;
use crate::text::span::Span;

/// One edit of two neighbours and of all between: the first's id stays.
#[must_use]
pub fn join<Id: Clone>(original: &str, first: &Tracked<Id>, second: &Tracked<Id>) -> Tracked<Id> {
    let between = Span::new(first.edit.span.end, second.edit.span.start).slice(original);
    let insert = [&first.edit.insert, between, &second.edit.insert].concat();
    Tracked { id: first.id.clone(), edit: Edit::new(first.edit.span.cover(second.edit.span), insert) }
}

/// An edit in its smallest parts: what lies between two tokens that it keeps. The largest part keeps the id, `fresh` names
/// the others. One part, the edit itself, where it keeps nothing.
#[must_use]
pub fn split<Id: Clone>(original: &str, edit: &Tracked<Id>, fresh: &mut dyn FnMut() -> Id) -> Vec<Tracked<Id>> {
    named(edit, &hunks(original, edit), fresh)
}

/// An edit in two parts, before and behind a position of the original: cut at what it keeps nearest to it. The larger part
/// keeps the id. One part, the edit itself, where it keeps nothing.
#[must_use]
pub fn split_at<Id: Clone>(
    original: &str,
    edit: &Tracked<Id>,
    pos: usize,
    fresh: &mut dyn FnMut() -> Id,
) -> Vec<Tracked<Id>> {
    let hunks = hunks(original, edit);
    let pos = pos.saturating_sub(edit.edit.span.start);
    // How far the position is from what is kept between two parts.
    let far = |pair: &[Hunk]| match pair {
        [before, after] => before.old.end.saturating_sub(pos).max(pos.saturating_sub(after.old.start)),
        _ => usize::MAX,
    };
    let cut = hunks.windows(2).enumerate().min_by_key(|(_, pair)| far(pair)).map_or(hunks.len(), |(at, _)| at + 1);
    let sides = [hunks.get(..cut), hunks.get(cut..)].map(Option::unwrap_or_default);
    let cover = |side: &[Hunk]| side.iter().copied().reduce(Hunk::cover);
    let halves: Vec<Hunk> = sides.into_iter().filter_map(cover).collect();
    named(edit, &halves, fresh)
}

/// What differs between what an edit takes and what it puts.
fn hunks<Id>(original: &str, edit: &Tracked<Id>) -> Vec<Hunk> {
    words(edit.edit.span.slice(original), &edit.edit.insert)
}

/// The parts of an edit, of which the largest, and of equals the first, has its id.
fn named<Id: Clone>(edit: &Tracked<Id>, parts: &[Hunk], fresh: &mut dyn FnMut() -> Id) -> Vec<Tracked<Id>> {
    if parts.len() < 2 {
        return vec![edit.clone()];
    }
    let size = |part: &Hunk| part.old.len() + part.new.len();
    let largest = parts.iter().enumerate().rev().max_by_key(|(_, part)| size(part)).map_or(0, |(at, _)| at);
    let part = |(at, part): (usize, &Hunk)| Tracked {
        id: if at == largest { edit.id.clone() } else { fresh() },
        edit: Edit::new(part.old.forward(edit.edit.span.start), part.new.slice(&edit.edit.insert)),
    };
    parts.iter().enumerate().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::edit::apply;
    use crate::text::{notation, token};

    fn edit(marked: &str) -> (String, Tracked<u32>) {
        let marked = notation::read(marked);
        (marked.original, Tracked { id: 1, edit: marked.edits.into_iter().next().unwrap() })
    }

    fn check(marked: &str, pos: Option<usize>, expected: &str) {
        let (original, edit) = edit(marked);
        let mut next = 1;
        let mut fresh = || {
            next += 1;
            next
        };
        let parts = match pos {
            Some(pos) => split_at(&original, &edit, pos, &mut fresh),
            None => split(&original, &edit, &mut fresh),
        };
        let shown = notation::write(&original, parts.iter().map(|part| &part.edit));
        let ids: Vec<String> = parts.iter().map(|part| part.id.to_string()).collect();
        assert_eq!(format!("{shown} [{}]", ids.join(" ")), expected);
    }

    #[test]
    fn an_edit_is_split_at_what_it_keeps_and_its_largest_part_keeps_the_id() {
        let marked = "The {~~old cat sat on a mat~>cat lay on the rug~~}.";
        check(marked, None, "The {--old --}cat {~~sat~>lay~~} on {~~a~>the~~} {~~mat~>rug~~}. [2 1 3 4]");
        check(marked, Some(17), "The {~~old cat sat~>cat lay~~} on {~~a mat~>the rug~~}. [1 2]");
        check(marked, Some(8), "The {--old --}cat {~~sat on a mat~>lay on the rug~~}. [2 1]");
        check("The {~~cat~>dog~~}.", None, "The {~~cat~>dog~~}. [1]");
        check("The {~~cat~>dog~~}.", Some(5), "The {~~cat~>dog~~}. [1]");
        check("A {++new ++}cat", Some(2), "A {++new ++}cat [1]");
    }

    #[test]
    fn parts_make_the_same_text_and_joined_again_are_the_edit() {
        let words = ["a", "b ", ", ", "c", " ", "e\u{301}", "\r\n", "4"];
        let mut random = fastrand::Rng::with_seed(13);
        for _ in 0..3000 {
            let mut some =
                || -> String { (0..random.usize(..7)).map(|_| words[random.usize(..words.len())]).collect() };
            let (old, insert) = (some(), some());
            if old == insert {
                continue;
            }
            let (start, pos) = (3, random.usize(..20));
            let original = format!("x. {old} y.");
            let edit = Tracked { id: 0, edit: Edit::new(start..start + old.len(), insert) };
            let mut next = 0;
            let mut fresh = || {
                next += 1;
                next
            };
            for parts in [split(&original, &edit, &mut fresh), split_at(&original, &edit, pos, &mut fresh)] {
                let made = apply(&original, parts.iter().map(|part| &part.edit));
                assert_eq!(made, edit.edit.apply(&original));
                assert_eq!(parts.iter().filter(|part| part.id == 0).count(), 1, "{parts:?}");
                let apart = parts.windows(2).all(|pair| pair[0].edit.span.end < pair[1].edit.span.start);
                assert!(apart && parts.iter().all(|part| !part.edit.is_empty()), "{parts:?}");
                let whole = parts.iter().cloned().reduce(|one, other| join(&original, &one, &other)).unwrap();
                assert_eq!(whole.edit.apply(&original), made);
                assert!(edit.edit.span.covers(whole.edit.span));
                let edges = parts.iter().flat_map(|part| [part.edit.span.start, part.edit.span.end]);
                let inside = |pos: &usize| *pos > start && *pos < start + old.len();
                assert!(edges.filter(inside).all(|pos| token::is_boundary(&old, pos - start)), "{parts:?}");
            }
        }
    }
}
