//! The changes between two tokens that stay, and which of them are one edit: as an annotator would part them.
//!
//! The rules of parting are ERRANT's merging rules (Felice, Bryant and Briscoe 2016) as far as they need no grammar, put to
//! the test on corrections by people: altered words next to each other are an edit each, other words are one phrase for
//! another; a sign is an edit by itself, but for a sentence begun anew with it (`, today` to `. Today`).

use super::hunk::Hunk;
use super::row::Row;
use super::window::Deed;
use crate::text::span::Span;
use crate::text::token::TokenKind;

/// The two rows that are compared.
#[derive(Clone, Copy)]
pub(super) struct Rows<'r> {
    pub(super) old: &'r Row<'r>,
    pub(super) new: &'r Row<'r>,
}

/// Changes between two kept tokens, or the ends.
#[derive(Debug)]
pub(super) struct Block {
    /// The places of the tokens in the old row.
    pub(super) old: Span,
    /// The places of the tokens in the new row.
    pub(super) new: Span,
    /// What was done with them; nothing where only the space between may differ.
    pub(super) deeds: Vec<Deed>,
}

/// What a deed did, as far as it matters to its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Signs came, went or gave way to others.
    Sign,
    /// The same where one of them ends a sentence.
    Stop,
    /// A word in other large and small letters.
    Case,
    /// A word was altered.
    Like,
    /// A word for another, or one that came or went.
    Other,
}

/// The blocks of changes, one after each kept token.
pub(super) fn blocks(deeds: &[Deed]) -> Vec<Block> {
    let none = |old: usize, new: usize| Block { old: Span::at(old), new: Span::at(new), deeds: Vec::new() };
    let mut found = Vec::new();
    let mut here = none(0, 0);
    for deed in deeds {
        if *deed == Deed::Keep {
            let next = none(here.old.end + 1, here.new.end + 1);
            found.push(std::mem::replace(&mut here, next));
        } else {
            let (old, new) = deed.len();
            here.old.end += old;
            here.new.end += new;
            here.deeds.push(*deed);
        }
    }
    found.push(here);
    found
}

impl Block {
    /// Whether nothing differs, not even the space.
    pub(super) fn is_equal(&self, rows: Rows) -> bool {
        self.deeds.is_empty() && rows.old.space(self.old.start) == rows.new.space(self.new.start)
    }

    /// Where the block stands, with the space around it.
    pub(super) fn hunk(&self, rows: Rows) -> Hunk {
        let side = |row: &Row, places: Span| Span::new(row.end_before(places.start), row.start(places.end));
        Hunk { old: side(rows.old, self.old), new: side(rows.new, self.new) }
    }

    /// What differs here, parted into edits with equal space between.
    pub(super) fn edits(&self, rows: Rows, tell: &mut dyn FnMut(Hunk)) {
        let whole = self.hunk(rows);
        let mut start = (whole.old.start, whole.new.start);
        let mut before: Option<(Deed, Sort)> = None;
        let (mut i, mut j) = (self.old.start, self.new.start);
        for &deed in &self.deeds {
            let sort = sort(rows, deed, i, j);
            let end = (rows.old.end_before(i), rows.new.end_before(j));
            // Each space parts once.
            let is_free = end.0 >= start.0 && end.1 >= start.1;
            let space = rows.old.space(i);
            let is_parted = is_free && !space.is_empty() && space == rows.new.space(j);
            if is_parted && before.is_some_and(|before| are_apart(before, (deed, sort))) {
                tell(Hunk { old: Span::new(start.0, end.0), new: Span::new(start.1, end.1) });
                start = (rows.old.start(i), rows.new.start(j));
            }
            let (old, new) = deed.len();
            (i, j) = (i + old, j + new);
            before = Some((deed, sort));
        }
        tell(Hunk { old: Span::new(start.0, whole.old.end), new: Span::new(start.1, whole.new.end) });
    }
}

/// What a deed did with the tokens at these places.
pub(super) fn sort(rows: Rows, deed: Deed, i: usize, j: usize) -> Sort {
    let (old, new) = deed.len();
    let old = (old > 0).then(|| rows.old.face(i)).flatten();
    let new = (new > 0).then(|| rows.new.face(j)).flatten();
    let faces = || [old, new].into_iter().flatten();
    match (deed, old, new) {
        (Deed::Swap(_) | Deed::Keep, _, _) => Sort::Other,
        (Deed::Weld(_, _), _, _) => Sort::Like,
        _ if faces().all(|face| face.kind == TokenKind::Sign) => {
            if faces().any(super::face::Face::is_stop) {
                Sort::Stop
            } else {
                Sort::Sign
            }
        }
        (_, Some(old), Some(new)) if old.is_same(new) => Sort::Case,
        (_, Some(old), Some(new)) if old.is_like(new) => Sort::Like,
        _ => Sort::Other,
    }
}

/// Whether two changes next to each other are an edit each.
fn are_apart((deed, sort): (Deed, Sort), (next_deed, next): (Deed, Sort)) -> bool {
    let swaps = matches!(deed, Deed::Swap(_)) || matches!(next_deed, Deed::Swap(_));
    let pairs = |deed: Deed| matches!(deed, Deed::Replace | Deed::Weld(_, _));
    match (sort, next) {
        (Sort::Stop, Sort::Case) => false,
        (Sort::Sign | Sort::Stop, _) | (_, Sort::Sign | Sort::Stop) => true,
        _ if swaps => false,
        // A word left out or put in beside an altered one goes with it (`is going`, `goes`), beside other letters' size not.
        (Sort::Case, _) | (_, Sort::Case) => true,
        (Sort::Like, _) | (_, Sort::Like) => pairs(deed) && pairs(next_deed),
        (Sort::Other, Sort::Other) => false,
    }
}
