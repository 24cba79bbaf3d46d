//! Two lists of hunks of one base side by side: what is one change, and what are two.

use super::{By, Change, Texts, align};
use crate::text::diff::Hunk;
use crate::text::span::Span;
use crate::text::token;

/// What hunks consist of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    /// Whole lines.
    Line,
    /// What reads as one change.
    Hunk,
    /// Tokens.
    Word,
}

/// The places that either changed, in order. Hunks of both that overlap, that insert at one place, or that hang together
/// are one.
pub(super) fn regions(texts: &Texts, ours: &[Hunk], theirs: &[Hunk], grain: Grain) -> Vec<Change> {
    let mut left = Version { hunks: ours, base: 0, pos: 0 };
    let mut right = Version { hunks: theirs, base: 0, pos: 0 };
    let mut found: Vec<Change> = Vec::new();
    while let Some(first) = first(&left, &right) {
        let mut base = Span::at(first.start);
        let (our, their) = (left.at(base.start), right.at(base.start));
        let (mut we, mut they) = (false, false);
        // Each side may reach further than the other's hunks did.
        loop {
            let (ours, theirs) = (left.reach(&mut base, first), right.reach(&mut base, first));
            if !ours && !theirs {
                break;
            }
            (we, they) = (we || ours, they || theirs);
        }
        let (ours, theirs) = (Span::new(our, left.at(base.end)), Span::new(their, right.at(base.end)));
        let by = match (we, they) {
            (_, false) => By::Ours,
            (false, true) => By::Theirs,
            (true, true) => By::Conflict,
        };
        let mut change = told(texts, Change { by, base, ours, theirs, text: Span::default() });
        while let Some(before) = found.pop_if(|before| hang_together(texts, before, &change, grain)) {
            change = told(texts, Change { by: By::Conflict, ..before.cover(change) });
        }
        found.push(change);
    }
    found
}

/// A conflict in which both put the same is none.
fn told(texts: &Texts, change: Change) -> Change {
    let put = texts.of(&change);
    let alike = change.by == By::Conflict && put.ours == put.theirs;
    Change { by: if alike { By::Both } else { change.by }, ..change }
}

/// Where the next hunk stands in the base: an insertion comes before what is replaced from there on.
fn first(left: &Version, right: &Version) -> Option<Span> {
    let spans = [left, right].into_iter().filter_map(|side| side.hunks.first());
    spans.map(|hunk| hunk.old).min_by_key(|old| (old.start, old.end))
}

/// A version, read along the base.
struct Version<'t> {
    /// What is still to be read.
    hunks: &'t [Hunk],
    /// A place in the base, and where it is in this version.
    base: usize,
    pos: usize,
}

impl Version<'_> {
    /// Where a place of the base is in this version; no hunk lies between it and what was read.
    const fn at(&self, base: usize) -> usize {
        self.pos + (base - self.base)
    }

    /// Takes in the next hunks that overlap the place, which began with `first`; whether there were any.
    fn reach(&mut self, place: &mut Span, first: Span) -> bool {
        let before = self.hunks.len();
        while let Some((hunk, rest)) = self.hunks.split_first()
            && (hunk.old.start < place.end || hunk.old == first)
        {
            place.end = place.end.max(hunk.old.end);
            (self.base, self.pos, self.hunks) = (hunk.old.end, hunk.new.end, rest);
        }
        self.hunks.len() < before
    }
}

/// Whether two changes, one ours and one theirs, must not be made without each other being looked at.
fn hang_together(texts: &Texts, before: &Change, after: &Change, grain: Grain) -> bool {
    let put = |change: &Change| match change.by {
        By::Ours => change.ours.slice(texts.ours),
        _ => change.theirs.slice(texts.theirs),
    };
    if !matches!((before.by, after.by), (By::Ours, By::Theirs) | (By::Theirs, By::Ours)) {
        return false;
    }
    let between = Span::new(before.base.end, after.base.start).slice(texts.base);
    if !has_word(between) && doubles(put(before), put(after)) {
        return true;
    }
    let apart = |c: char| c == '\n' || !c.is_whitespace();
    if grain == Grain::Line || between.contains(apart) {
        return false;
    }
    match (before.base.is_empty(), after.base.is_empty()) {
        (true, _) => needs(put(before), after.base.slice(texts.base), put(after)),
        (_, true) => needs(put(after), before.base.slice(texts.base), put(before)),
        _ => false,
    }
}

/// Whether an insertion makes no sense without knowing that what it touches was replaced: words put beside a word that is
/// gone, beside a number, or beside a passage in other words. A word beside a word for which another stands does.
fn needs(inserted: &str, replaced: &str, by: &str) -> bool {
    let is_word = |text: &str| words(text) < 2 && !text.contains(|c: char| c.is_ascii_digit());
    has_word(inserted) && (by.is_empty() || !is_word(replaced) || !is_word(by))
}

/// Whether one of two neighbouring changes puts at their border what the other puts there too: made both, it would stand
/// twice.
fn doubles(before: &str, after: &str) -> bool {
    let (one, other) = (core(before), core(after));
    // Words are compared without the signs around them, signs as they are.
    let head = if has_word(other) { one } else { before.trim() };
    let tail = if has_word(one) { other } else { after.trim() };
    let ends = !other.is_empty() && head.ends_with(other) && token::is_boundary(head, head.len() - other.len());
    let starts = !one.is_empty() && tail.starts_with(one) && token::is_boundary(tail, one.len());
    ends || starts
}

/// A text without space around it, and without signs where it has words.
fn core(text: &str) -> &str {
    if has_word(text) { text.trim_matches(|c: char| !c.is_alphanumeric()) } else { text.trim() }
}

/// A conflict in which one's change includes all of the other's is none: lines beside the same lines, marks of punctuation
/// beside the same words, a deletion that takes away more.
pub(super) fn included(texts: &Texts, change: Change) -> Change {
    let by = match (includes(texts.base, texts.ours, texts.theirs), includes(texts.base, texts.theirs, texts.ours)) {
        (true, _) => By::Ours,
        (_, true) => By::Theirs,
        _ => change.by,
    };
    Change { by, ..change }
}

fn includes(base: &str, more: &str, less: &str) -> bool {
    if less.is_empty() {
        return false;
    }
    if more.is_empty() {
        return align::words(base, less).iter().all(|hunk| hunk.new.is_empty());
    }
    let is_mark = |c: char| c.is_whitespace() || ",;:.!?…".contains(c);
    let is_added = |rest: &str| rest.chars().all(is_mark) && has_word(less);
    let whole_lines = base.is_empty() && less.ends_with('\n') && more.ends_with('\n');
    let after = more.strip_prefix(less).filter(|rest| is_added(rest) || whole_lines);
    let before = more.strip_suffix(less).filter(|rest| is_added(rest) || whole_lines && rest.ends_with('\n'));
    after.is_some() || before.is_some()
}

fn has_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// How many words a text holds, counted no further than three.
fn words(text: &str) -> usize {
    let mut pos = 0;
    let mut words = 0;
    while words < 3 && pos < text.len() {
        let end = token::ceil(text, pos + 1);
        words += usize::from(has_word(Span::new(pos, end).slice(text)));
        pos = end;
    }
    words
}
