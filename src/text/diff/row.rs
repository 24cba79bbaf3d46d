//! A text as a row of tokens without the spaces between, each with a number that equal ones share.

use super::face::Face;
use super::hunk::Hunk;
use crate::text::span::Span;
use crate::text::token::{self, TokenKind};
use std::cell::OnceCell;

/// A token of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// Where it stands in its text.
    pub(super) span: Span,
    /// What it is: never a space.
    pub(super) kind: TokenKind,
}

/// The tokens of a run of a text.
#[derive(Debug)]
pub(super) struct Row<'t> {
    text: &'t str,
    run: Span,
    /// The tokens.
    items: Vec<Item>,
    /// What is known of each, once it was asked for.
    faces: Vec<OnceCell<Face>>,
    /// A number for each, equal where the tokens are.
    pub(super) ids: Vec<u32>,
}

impl<'t> Row<'t> {
    fn new(text: &'t str, run: Span, numbers: &mut Numbers<'t>) -> Self {
        let room = run.len() / 5;
        let (items, ids) = (Vec::with_capacity(room), Vec::with_capacity(room));
        let mut row = Self { text, run, items, faces: Vec::new(), ids };
        token::each(run.slice(text), |token| {
            if token.kind != TokenKind::Space {
                let span = token.span.forward(run.start);
                row.ids.push(numbers.of(span.slice(text), token.kind != TokenKind::Word));
                row.items.push(Item { span, kind: token.kind });
            }
        });
        row.faces.resize_with(row.items.len(), OnceCell::new);
        row
    }

    pub(super) const fn len(&self) -> usize {
        self.items.len()
    }

    pub(super) fn item(&self, at: usize) -> Option<Item> {
        self.items.get(at).copied()
    }

    /// Where the token at `at` begins, or the run ends.
    pub(super) fn start(&self, at: usize) -> usize {
        self.item(at).map_or(self.run.end, |item| item.span.start)
    }

    /// Where the token before `at` ends, or the run begins.
    pub(super) fn end_before(&self, at: usize) -> usize {
        at.checked_sub(1).and_then(|at| self.item(at)).map_or(self.run.start, |item| item.span.end)
    }

    /// The space before the token at `at`, or at the end of the run.
    pub(super) fn space(&self, at: usize) -> &'t str {
        Span::new(self.end_before(at), self.start(at)).slice(self.text)
    }

    /// The text of a token.
    pub(super) fn text(&self, at: usize) -> &'t str {
        self.item(at).map_or("", |item| item.span.slice(self.text))
    }

    pub(super) fn face(&self, at: usize) -> Option<&Face> {
        let kind = self.item(at)?.kind;
        Some(self.faces.get(at)?.get_or_init(|| Face::new(kind, self.text(at))))
    }

    pub(super) fn faces(&self, start: usize, end: usize) -> Vec<&Face> {
        (start..end).filter_map(|at| self.face(at)).collect()
    }
}

/// The rows of the two sides of a run, and for each number whether it is no sign of a match by itself: punctuation, markup,
/// a line end.
pub(super) fn rows<'t>(old: &'t str, new: &'t str, whole: Hunk) -> (Row<'t>, Row<'t>, Vec<bool>) {
    let mut numbers = Numbers::new(whole.old.len() + whole.new.len());
    let before = Row::new(old, whole.old, &mut numbers);
    let after = Row::new(new, whole.new, &mut numbers);
    (before, after, numbers.weak)
}

/// A number for each different piece of text: a table of open addresses over a fixed hash, so that the same texts always
/// take the same steps.
pub(super) struct Numbers<'t> {
    slots: Vec<u32>,
    known: Vec<(&'t str, u32)>,
    /// Whether a piece is no sign of a match by itself.
    pub(super) weak: Vec<bool>,
}

impl<'t> Numbers<'t> {
    /// Room for the pieces of this many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        let slots = (bytes / 4).clamp(16, 1 << 16).next_power_of_two();
        Self { slots: vec![0; slots], known: Vec::new(), weak: Vec::new() }
    }

    /// The number of a piece; `weak` is kept where it is new.
    pub(super) fn of(&mut self, piece: &'t str, weak: bool) -> u32 {
        if self.known.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let hash = hash(piece);
        let mut slot = self.slot(hash);
        while let Some(number) = self.slots.get(slot).and_then(|slot| slot.checked_sub(1)) {
            if self.known.get(number as usize).is_some_and(|known| known.1 == hash && known.0 == piece) {
                return number;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        let number = u32::try_from(self.known.len()).unwrap_or(u32::MAX - 1);
        if let Some(slot) = self.slots.get_mut(slot) {
            *slot = number + 1;
        }
        self.known.push((piece, hash));
        self.weak.push(weak);
        number
    }

    const fn slot(&self, hash: u32) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 4];
        for number in 0..self.known.len() {
            let mut slot = self.known.get(number).map_or(0, |known| self.slot(known.1));
            while self.slots.get(slot).is_some_and(|number| *number > 0) {
                slot = (slot + 1) & (self.slots.len() - 1);
            }
            if let Some(slot) = self.slots.get_mut(slot) {
                *slot = u32::try_from(number + 1).unwrap_or(u32::MAX);
            }
        }
    }
}

/// The golden ratio as a fraction of 2^64: multiplying by it spreads what differs over the high bits (Knuth).
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

fn hash(piece: &str) -> u32 {
    let (mut hash, bytes) = (piece.len() as u64, piece.as_bytes());
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = chunk.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
        hash = (hash.rotate_left(23) ^ word).wrapping_mul(GOLDEN);
    }
    let rest = chunks.remainder().iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    hash = (hash.rotate_left(23) ^ rest).wrapping_mul(GOLDEN);
    u32::try_from(hash >> 32).unwrap_or_default()
}
