//! Two runs compared by words: equal ones found first, then what lies between them looked at closely.

use super::block::{Rows, blocks};
use super::budget::Budget;
use super::coalesce::{REWRITTEN, coalesce};
use super::hunk::Hunk;
use super::match_up::{Matched, Rest, Run, match_up};
use super::row::rows;
use super::window::{Deed, Window};

/// Differences with so few equal tokens between are looked at together.
const NEAR: usize = 2;
/// No window has more pairs of tokens.
const PAIRS: usize = 120 * 120;

/// Tells the hunks of two runs, in order.
pub(super) fn compare(old: &str, new: &str, whole: Hunk, budget: &mut Budget, tell: &mut dyn FnMut(Hunk)) {
    let (left, right, weak) = rows(old, new, whole);
    let Matched { runs, gave_up } = match_up(&left.ids, &right.ids, &weak, Rest::Fewest);
    budget.exceeded |= gave_up;
    let rows = Rows { old: &left, new: &right };
    let mut deeds = Vec::with_capacity(left.len().max(right.len()));
    look(rows, &runs, [0, left.len(), 0, right.len()], NEAR, budget, &mut deeds);
    let blocks = blocks(&deeds);
    for passage in coalesce(blocks, rows) {
        if passage.weight >= REWRITTEN {
            tell(passage.block.hunk(rows));
        } else {
            passage.block.edits(rows, tell);
        }
    }
}

/// The deeds of a part of both rows with these equal runs: differences that are near to each other in one window.
fn look(rows: Rows, runs: &[Run], [a, b, c, d]: [usize; 4], near: usize, budget: &mut Budget, deeds: &mut Vec<Deed>) {
    let (mut i, mut j) = (a, c);
    // The window that is open, and the runs in it.
    let mut window: Option<([usize; 4], usize)> = None;
    let end = Run { old: b, new: d, len: 0 };
    for (at, run) in runs.iter().chain([&end]).enumerate() {
        if run.old > i || run.new > j {
            match &mut window {
                Some((place, _)) if i - place[1] <= near => (place[1], place[3]) = (run.old, run.new),
                _ => {
                    let from = close(rows, runs, window, at, near, budget, deeds).unwrap_or(a);
                    deeds.extend(std::iter::repeat_n(Deed::Keep, i - from));
                    window = Some(([i, run.old, j, run.new], at));
                }
            }
        }
        (i, j) = (run.old + run.len, run.new + run.len);
    }
    let from = close(rows, runs, window, runs.len(), near, budget, deeds).unwrap_or(a);
    deeds.extend(std::iter::repeat_n(Deed::Keep, b - from));
}

/// Adds the deeds of a window; where it ends in the old row. `from` and `to` are the runs in it.
fn close(
    rows: Rows,
    runs: &[Run],
    window: Option<([usize; 4], usize)>,
    to: usize,
    near: usize,
    budget: &mut Budget,
    deeds: &mut Vec<Deed>,
) -> Option<usize> {
    let (place, from) = window?;
    let [a, b, c, d] = place;
    let pairs = (b - a) * (d - c);
    if pairs == 0 {
        deeds.extend(std::iter::repeat_n(Deed::Delete, b - a));
        deeds.extend(std::iter::repeat_n(Deed::Insert, d - c));
    } else if budget.spend(pairs, PAIRS) {
        deeds.extend(Window::new(rows.old, rows.new, place).deeds());
    } else if near > 0 {
        let inside = runs.get(from..to).unwrap_or_default();
        let inside: Vec<Run> =
            inside.iter().copied().filter(|run| run.old >= a && run.old + run.len <= b && run.new >= c).collect();
        look(rows, &inside, place, 0, budget, deeds);
    } else {
        deeds.extend(std::iter::repeat_n(Deed::Delete, b - a));
        deeds.extend(std::iter::repeat_n(Deed::Insert, d - c));
    }
    Some(b)
}
