//! Recorded edits: what is typed into a corrected text becomes part of the edits that made it, which keep their ids.

mod grow;
mod parts;

pub use parts::{join, split, split_at};

use grow::Touched;

use super::diff::{Hunk, Kind, diff};
use super::edit::{Edit, apply};
use super::span::{Span, sort_by_place};
use super::token::{self, TokenKind};

/// An edit with a name that stays with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tracked<Id> {
    /// Its name.
    pub id: Id,
    /// What it does, in the original text.
    pub edit: Edit,
}

/// What a typed edit did to the recorded ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retrack<Id> {
    /// The edits that no longer stand as they did. One that changed is here and, by the same id, in `added`.
    pub removed: Vec<Id>,
    /// The edits as they stand now, in the order of the text.
    pub added: Vec<Tracked<Id>>,
}

impl<Id: Clone + PartialEq> Retrack<Id> {
    /// Whether nothing changed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.removed.is_empty() && self.added.is_empty()
    }

    /// The edits that are gone: reverted, or joined to another.
    pub fn gone(&self) -> impl Iterator<Item = &Id> {
        let stays = |id: &&Id| self.added.iter().any(|tracked| tracked.id == **id);
        self.removed.iter().filter(move |id| !stays(id))
    }

    /// Brings the recorded edits up to date.
    pub fn apply(&self, tracked: &mut Vec<Tracked<Id>>) {
        tracked.retain(|tracked| !self.removed.contains(&tracked.id));
        tracked.extend(self.added.iter().cloned());
        sort_by_place(tracked, |tracked| (tracked.edit.span.start, tracked.edit.span.end));
    }
}

/// Records an edit typed into the corrected text: `original` with all of `tracked` made, which are sorted, disjoint and
/// not adjoining. Only the edits it touches change. What results is sorted, disjoint, not adjoining, cuts no word and no
/// grapheme, and changes something; with it made, the original becomes the text as typed.
///
/// An id stays while its edit is typed in, deleted in, joined by another (the first stays), or cut to pieces (the largest
/// keeps it). `fresh` names what is new.
#[must_use]
pub fn record<Id: Clone>(
    original: &str,
    tracked: &[Tracked<Id>],
    typed: &Edit,
    fresh: &mut dyn FnMut() -> Id,
) -> Retrack<Id> {
    let before = apply(original, tracked.iter().map(|tracked| &tracked.edit));
    let typed = Edit::new(typed.span.clamp(&before), typed.insert.as_str());
    if typed.span.slice(&before) == typed.insert {
        return Retrack { removed: Vec::new(), added: Vec::new() };
    }
    let after = typed.apply(&before);
    if after == original {
        // What was deleted here and typed anew there: nothing is changed.
        return Retrack { removed: tracked.iter().map(|tracked| tracked.id.clone()).collect(), added: Vec::new() };
    }
    let texts = Texts { old: original, new: &after };
    let all = hunks(tracked);
    let touched = Touched::find(&texts, &all, &typed);
    let before = touched.first.checked_sub(1).and_then(|at| all.get(at)).map_or(0, |hunk| hunk.old.end + 1);
    let behind =
        all.get(touched.first + touched.hunks.len()).map_or(original.len(), |hunk| hunk.old.start.saturating_sub(1));
    let pieces = texts.pieces(touched.hunk, &typed.insert, Span { start: before, end: behind });
    name(&touched, tracked, &pieces, &texts, fresh)
}

/// Where the recorded edits stand in the original and in the corrected text.
fn hunks<Id>(tracked: &[Tracked<Id>]) -> Vec<Hunk> {
    let (mut old, mut new) = (0, 0);
    let place = tracked.iter().map(|Tracked { edit, .. }| {
        let start = new + edit.span.start.saturating_sub(old);
        (old, new) = (edit.span.end, start + edit.insert.len());
        Hunk { old: edit.span, new: Span::new(start, new) }
    });
    place.collect()
}

/// The original and the text as typed.
struct Texts<'t> {
    old: &'t str,
    new: &'t str,
}

/// From this many words on both sides, what was typed or pasted is compared with what it replaces.
const SEVERAL: usize = 4;

impl Texts<'_> {
    /// What differs within a hunk whose ends cut no word; `free` is the part of the original that no other edit is in or beside.
    fn pieces(&self, hunk: Hunk, typed: &str, free: Span) -> Vec<Hunk> {
        let hunk = hunk.trim(self.old, self.new);
        if hunk.is_empty() {
            return Vec::new();
        }
        let (old, new) = (hunk.old.slice(self.old), hunk.new.slice(self.new));
        if [typed, old, new].into_iter().all(has_several) {
            let lines = self.lines(hunk, free);
            let (old, new) = (lines.old.slice(self.old), lines.new.slice(self.new));
            return diff(old, new, Kind::Auto).hunks.into_iter().map(|piece| piece.forward(lines)).collect();
        }
        vec![hunk]
    }

    /// A hunk with all of its first and last line, where nothing else is changed there: what came or went stands where a reader
    /// would put it only if the signs beside it are looked at too.
    fn lines(&self, hunk: Hunk, free: Span) -> Hunk {
        let head = Span::new(0, hunk.old.start).slice(self.old);
        let start = head.rfind('\n').map_or(0, |end| end + 1);
        let by = if start >= free.start { hunk.old.start - start } else { 0 };
        let tail = Span::new(hunk.old.end, self.old.len()).slice(self.old);
        let end = hunk.old.end + tail.find(['\r', '\n']).unwrap_or(tail.len());
        let more = if end <= free.end { end - hunk.old.end } else { 0 };
        Hunk {
            old: Span::new(hunk.old.start - by, hunk.old.end + more),
            new: Span::new(hunk.new.start - by, hunk.new.end + more),
        }
    }
}

fn has_several(text: &str) -> bool {
    // Long enough to be worth counting, and cut short where it is clear.
    let head = Span::new(0, 1024).slice(text);
    token::tokens(head).iter().filter(|token| token.kind == TokenKind::Word).count() >= SEVERAL
}

/// Gives the pieces the ids of the edits they came from.
fn name<Id: Clone>(
    touched: &Touched,
    tracked: &[Tracked<Id>],
    pieces: &[Hunk],
    texts: &Texts,
    fresh: &mut dyn FnMut() -> Id,
) -> Retrack<Id> {
    let were = tracked.get(touched.first..touched.first + touched.hunks.len()).unwrap_or_default();
    let owners = owners(&touched.hunks, pieces);
    let edits: Vec<Edit> = pieces.iter().map(|piece| piece.edit(texts.new)).collect();
    let stands = |at: usize, was: &Tracked<Id>| {
        owners.iter().zip(&edits).any(|(owner, edit)| *owner == Some(at) && *edit == was.edit)
    };
    let unchanged: Vec<bool> = were.iter().enumerate().map(|(at, was)| stands(at, was)).collect();
    let is_unchanged = |at: usize| unchanged.get(at).copied().unwrap_or_default();
    let removed = were.iter().enumerate().filter(|(at, _)| !is_unchanged(*at)).map(|(_, was)| was.id.clone());
    let changed = owners.iter().zip(edits).filter(|(owner, _)| !owner.is_some_and(is_unchanged));
    Retrack {
        removed: removed.collect(),
        added: changed
            .map(|(owner, edit)| {
                let id = owner.and_then(|at| were.get(at)).map_or_else(&mut *fresh, |was| was.id.clone());
                Tracked { id, edit }
            })
            .collect(),
    }
}

/// For each piece the edit whose id it takes: each edit, in order, chooses the free piece that it shares most with.
fn owners(were: &[Hunk], pieces: &[Hunk]) -> Vec<Option<usize>> {
    let mut owners = vec![None; pieces.len()];
    for (at, was) in were.iter().enumerate() {
        let free = pieces.iter().zip(&mut owners).filter(|(_, owner)| owner.is_none());
        let shares = free.map(|(piece, owner)| (shared(was, piece), owner));
        // Of equals the first.
        let best = shares.rev().max_by_key(|(share, _)| *share);
        if let Some((1.., owner)) = best {
            *owner = Some(at);
        }
    }
    if owners.iter().all(Option::is_none)
        && let (Some(owner), false) = (owners.first_mut(), were.is_empty())
    {
        *owner = Some(0);
    }
    owners
}

fn shared(was: &Hunk, piece: &Hunk) -> usize {
    let touches = was.old.touches(piece.old) || was.new.touches(piece.new);
    2 * (was.old.common(piece.old) + was.new.common(piece.new)) + usize::from(touches)
}

#[cfg(test)]
mod tests;
