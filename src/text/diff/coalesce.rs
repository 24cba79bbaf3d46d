//! Rewritten passages as one: changes joined over what little they left in common.
//!
//! A light edit keeps its fine hunks. Where words gave way to unlike ones on both sides of a short common piece, that piece
//! is there by chance, and a reader follows the new text better whole. Rejoining by the weight of both sides is what VS Code
//! (`optimizeSequenceDiffs`) and CodeMirror (`makePresentable`) do by fixed lengths.

use super::block::{Block, Rows, Sort, sort};
use super::window::Deed;
use crate::text::span::Span;
use crate::text::token::TokenKind;

/// Hundredths of a changed word: what both sides must weigh to be joined over nothing, and what more for each token between.
const NOTHING: u32 = 200;
/// For a word between: so much, and so much for each of its characters.
const WORD: u32 = 50;
const LETTER: u32 = 75;
/// No word counts for more characters.
const LETTERS: usize = 12;
const SIGN: u32 = 50;
const STOP: u32 = 300;
/// Beside a passage of so many changed words, everything near is part of it, whatever it weighs,
const HEAVY: u32 = 10;
/// as long as what lies between costs no more than this.
const NEAR: u32 = 1000;
/// What lies between is never longer, in tokens.
const LONG: usize = 24;
/// From so many changed words on, a run of changes is one, however its words pair up.
pub(super) const REWRITTEN: u32 = 6;

/// A block and how many words came or went in it; those only altered are not counted.
pub(super) struct Weighed {
    pub(super) block: Block,
    pub(super) weight: u32,
}

/// The blocks that differ, those of a rewritten passage as one.
pub(super) fn coalesce(blocks: Vec<Block>, rows: Rows) -> Vec<Weighed> {
    let mut joined: Vec<Weighed> = Vec::new();
    for block in blocks {
        if block.is_equal(rows) {
            continue;
        }
        let mut here = Weighed { weight: weight(&block, rows), block };
        while let Some(before) = joined.pop_if(|before| before.reaches(&here, rows)) {
            here = before.join(here);
        }
        joined.push(here);
    }
    joined
}

fn weight(block: &Block, rows: Rows) -> u32 {
    let (mut i, mut j, mut weight) = (block.old.start, block.new.start, 0);
    for &deed in &block.deeds {
        let (old, new) = deed.len();
        if !matches!(deed, Deed::Swap(_)) && sort(rows, deed, i, j) == Sort::Other {
            weight += u32::try_from(old + new).unwrap_or_default();
        }
        (i, j) = (i + old, j + new);
    }
    weight
}

impl Weighed {
    /// Whether this and the next are one passage.
    fn reaches(&self, next: &Self, rows: Rows) -> bool {
        let Some(gap) = Gap::of(Span::new(self.block.old.end, next.block.old.start), rows) else { return false };
        let (less, more) = (self.weight.min(next.weight), self.weight.max(next.weight));
        let needed = NOTHING + gap.cost;
        let both = less >= needed / 100 && 60 * (less + more) >= needed;
        both || (more >= HEAVY && gap.cost <= NEAR) || (more >= REWRITTEN && less == 0 && !gap.has_words)
    }

    fn join(self, next: Self) -> Self {
        let (old, new) =
            (Span::new(self.block.old.start, next.block.old.end), Span::new(self.block.new.start, next.block.new.end));
        let mut deeds = self.block.deeds;
        deeds.extend(std::iter::repeat_n(Deed::Keep, next.block.old.start - self.block.old.end));
        deeds.extend(next.block.deeds);
        Self { block: Block { old, new, deeds }, weight: (self.weight + next.weight).max(REWRITTEN) }
    }
}

/// What two blocks have between them.
struct Gap {
    cost: u32,
    has_words: bool,
}

impl Gap {
    /// None where it is too long, or a line or the cell of a table ends in it.
    fn of(places: Span, rows: Rows) -> Option<Self> {
        let mut gap = Self { cost: 0, has_words: false };
        if places.len() > LONG {
            return None;
        }
        for at in places.start..places.end {
            let item = rows.old.item(at)?;
            gap.cost += match item.kind {
                TokenKind::Newline => return None,
                TokenKind::Word => {
                    gap.has_words = true;
                    let letters = rows.old.text(at).chars().take(LETTERS).count();
                    WORD + LETTER * u32::try_from(letters).unwrap_or_default()
                }
                _ if rows.old.text(at) == "|" => return None,
                _ if rows.old.face(at)?.is_stop() => STOP,
                _ => SIGN,
            };
        }
        Some(gap)
    }
}
