//! What differs between two texts, as a careful editor would mark it, in bounded time.
//!
//! Read in this order: `hunk`, `align` (lines, sentences), `words` (`row`, `match_up`, `face`, `window`), `block`,
//! `coalesce`, `slide` (`indent`), `whole`, `moved`; `refine`.

mod align;
mod block;
mod budget;
mod coalesce;
mod face;
mod hunk;
mod match_up;
mod moved;
mod refine;
mod row;
mod slide;
mod whole;
mod window;
mod words;

pub use hunk::Hunk;
pub(super) use match_up::{Rest, Run, match_up};
pub use refine::refine;

use super::edit::Edit;
use super::span::Span;
use align::{Piece, align};

/// What kind of text is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Told from the text.
    #[default]
    Auto,
    /// Sentences.
    Prose,
    /// Sentences with markup.
    Markdown,
    /// A program: by lines, placed by their indentation.
    Code,
}

/// How two texts differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// **Invariant:** sorted, disjoint, not adjoining, none empty; the text between is the same on both sides; no end
    /// cuts a word, a grapheme or a line end.
    pub hunks: Vec<Hunk>,
    /// Which hunks are a move, in the order of what was inserted; no hunk is part of two.
    pub moves: Vec<Move>,
    /// Whether a part was too large to be looked into as closely as the rest: a line of more than 128 KiB or a passage
    /// beyond the budget that was not compared by words, a search for the fewest differences given up and gone on with
    /// from there, more moves than are looked for, a change that could stand further off than it was moved.
    pub degraded: bool,
}

/// A sentence or block that went to another place: of the two hunks both are made or neither.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Move {
    /// The hunk, by its index, that deletes it where it was.
    pub from: usize,
    /// The hunk, by its index, that inserts it where it is.
    pub to: usize,
    /// What changed in it: places in what was deleted and in what was inserted, counted from the start of each.
    pub inner: Vec<Hunk>,
}

impl Comparison {
    /// The hunks as edits of the old text: sorted, disjoint, not adjoining.
    #[must_use]
    pub fn edits(&self, new: &str) -> Vec<Edit> {
        self.hunks.iter().map(|hunk| hunk.edit(new)).collect()
    }
}

/// Compares two texts.
#[must_use]
pub fn diff(old: &str, new: &str, kind: Kind) -> Comparison {
    let mut found = compare(old, new, kind);
    let (moves, cut_short) = moved::moves(old, new, kind, &found.hunks);
    found.moves = moves;
    found.degraded |= cut_short;
    found
}

/// Which of the hunks between two texts, wherever they are from, are a move: sentences and blocks that went as a whole from one
/// place to another. See [`Move`].
#[must_use]
pub fn carried(old: &str, new: &str, kind: Kind, hunks: &[Hunk]) -> Vec<Move> {
    moved::moves(old, new, kind, hunks).0
}

fn compare(old: &str, new: &str, kind: Kind) -> Comparison {
    if old == new {
        return Comparison::default();
    }
    let pieces: &[Piece] =
        if kind == Kind::Code { &[Piece::Line] } else { &[Piece::Line, Piece::Sentence, Piece::Clause] };
    let (mut hunks, degraded) = align(old, new, pieces);
    let cut_short = slide::slide(old, new, kind, &mut hunks);
    if kind != Kind::Code {
        whole::whole(old, new, &mut hunks);
    }
    Comparison { hunks, moves: Vec::new(), degraded: degraded || cut_short }
}

/// The text with only those hunks made that `keep` holds on to, by their index.
#[must_use]
pub fn apply(original: &str, corrected: &str, found: &Comparison, keep: impl Fn(usize) -> bool) -> String {
    let mut made = String::with_capacity(original.len().max(corrected.len()));
    let mut pos = 0;
    for (index, hunk) in found.hunks.iter().enumerate() {
        made.push_str(Span::new(pos, hunk.old.start).slice(original));
        made.push_str(if keep(index) { hunk.new.slice(corrected) } else { hunk.old.slice(original) });
        pos = hunk.old.end;
    }
    made.push_str(Span::new(pos, original.len()).slice(original));
    made
}

#[cfg(test)]
mod tests;
