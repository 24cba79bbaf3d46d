//! Pairs of sentences in the order of both texts: those that are together the most alike (Needleman and Wunsch 1970).

use super::words::Words;
use std::ops::Range;

/// So many pairs of a part are looked at; of a larger one those near the diagonal.
const CELLS: usize = 1 << 21;

/// A part of both texts, by their sentences.
pub(super) struct Part {
    pub(super) left: Range<usize>,
    pub(super) right: Range<usize>,
}

/// Where a cell's best comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    /// Neither has a partner before: it begins here.
    Start,
    /// The left sentence has no partner.
    Up,
    /// The right one has none.
    Back,
    /// The two are a pair.
    Both,
}

/// A row of cells: the columns looked at, and for each where its best comes from.
struct Row {
    first: usize,
    from: Vec<From>,
}

/// The pairs of a part, none less alike than asked for; whether some were not looked at.
pub(super) fn pairs(words: &Words, part: &Part, alike: u32) -> (Vec<(usize, usize)>, bool) {
    let (height, width) = (part.left.len(), part.right.len());
    if height == 0 || width == 0 {
        return (Vec::new(), false);
    }
    // As many columns as there are cells for, around where a sentence would stand by proportion.
    let breadth = (CELLS / height).clamp(1, width);
    let mut rows: Vec<Row> = Vec::with_capacity(height);
    let (mut before, mut before_first): (Vec<u64>, usize) = (vec![0; breadth + 1], 0);
    let mut likenesses = Vec::new();
    for (line, left) in part.left.clone().enumerate() {
        let middle = line * width / height;
        let first = middle.saturating_sub(breadth / 2).min(width - breadth);
        let columns = part.right.start + first..part.right.start + first + breadth;
        words.likenesses(left, &columns, &mut likenesses);
        // `best[at]` is of the columns up to `first + at`, exclusive; what stands before the first is taken from above.
        let above = |column: usize| -> u64 {
            let at = column.saturating_sub(before_first).min(before.len().saturating_sub(1));
            before.get(at).copied().unwrap_or(0)
        };
        let mut best = Vec::with_capacity(breadth + 1);
        best.push(above(first));
        let mut row = Row { first, from: Vec::with_capacity(breadth + 1) };
        row.from.push(if line == 0 { From::Start } else { From::Up });
        for (at, likeness) in likenesses.iter().enumerate() {
            let column = first + at;
            let back = best.get(at).copied().unwrap_or(0);
            let up = above(column + 1);
            let is_seen = column >= before_first && column <= before_first + before.len().saturating_sub(1);
            let both = if *likeness >= alike && is_seen { above(column) + u64::from(*likeness) } else { 0 };
            // Of equal ones the pair, so that what could stand for several stands for the last of them, then on as far as it goes.
            let (value, from) = if both > up.max(back) {
                (both, From::Both)
            } else if up >= back {
                (up, From::Up)
            } else {
                (back, From::Back)
            };
            best.push(value);
            row.from.push(from);
        }
        rows.push(row);
        (before, before_first) = (best, first);
    }
    (trace(&rows, part, width), breadth < width)
}

/// Goes back from the end the way that the best came.
fn trace(rows: &[Row], part: &Part, width: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut column = width;
    let mut line = rows.len();
    while let Some(row) = line.checked_sub(1).and_then(|line| rows.get(line)) {
        let last = row.first + row.from.len().saturating_sub(1);
        column = column.min(last);
        let from = column.checked_sub(row.first).and_then(|at| row.from.get(at)).copied();
        match from {
            Some(From::Both) => {
                found.push((part.left.start + line - 1, part.right.start + column - 1));
                line -= 1;
                column -= 1;
            }
            Some(From::Back) => column -= 1,
            _ => line -= 1,
        }
    }
    found.reverse();
    found
}
