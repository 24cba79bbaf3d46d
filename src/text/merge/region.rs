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
        let change = told(texts, Change { by, base, ours, theirs, text: Span::default() });
        push(&mut found, texts, change, |before, after| hang_together(texts, before, after, grain));
    }
    found
}

/// Changes that were found in different places, with those made one that would put the same twice.
pub(super) fn once(texts: &Texts, changes: Vec<Change>) -> Vec<Change> {
    let mut found = Vec::with_capacity(changes.len());
    for change in changes {
        push(&mut found, texts, change, |before, after| come_twice(texts, before, after));
    }
    found
}

/// Adds a change, made one with those before it as far as they `hang` together.
fn push(found: &mut Vec<Change>, texts: &Texts, change: Change, hang: impl Fn(&Change, &Change) -> bool) {
    let mut change = change;
    while let Some(before) = found.pop_if(|before| hang(before, &change)) {
        change = told(texts, Change { by: By::Conflict, ..before.cover(change) });
    }
    found.push(change);
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

/// Whether two neighbouring changes must not be made without each other being looked at.
fn hang_together(texts: &Texts, before: &Change, after: &Change, grain: Grain) -> bool {
    let between = Span::new(before.base.end, after.base.start).slice(texts.base);
    if before.by == By::Conflict || after.by == By::Conflict {
        return between.is_empty() && grain != Grain::Line;
    }
    let Some(pair) = Pair::of(texts, before, after) else {
        return false;
    };
    let apart = |c: char| c == '\n' || !c.is_whitespace();
    let Pair { was: [was, will], put: [came, comes] } = pair;
    match grain {
        _ if pair.comes_twice() => true,
        Grain::Line => false,
        Grain::Word => true,
        Grain::Hunk if between.contains(apart) => false,
        // Signs side by side are one sign.
        Grain::Hunk if between.is_empty() && ![was, will, came, comes].into_iter().any(has_word) => true,
        Grain::Hunk => match (was.is_empty(), will.is_empty()) {
            (true, _) => needs(came, will, comes),
            (_, true) => needs(comes, was, came),
            _ => false,
        },
    }
}

fn come_twice(texts: &Texts, before: &Change, after: &Change) -> bool {
    Pair::of(texts, before, after).is_some_and(|pair| pair.comes_twice())
}

/// Two changes, one ours and one theirs, without a word between them.
struct Pair<'t> {
    /// What each takes.
    was: [&'t str; 2],
    /// What each puts there.
    put: [&'t str; 2],
}

impl<'t> Pair<'t> {
    fn of(texts: &Texts<'t>, before: &Change, after: &Change) -> Option<Self> {
        let sides = matches!((before.by, after.by), (By::Ours, By::Theirs) | (By::Theirs, By::Ours));
        let near = !has_word(Span::new(before.base.end, after.base.start).slice(texts.base));
        (sides && near).then(|| Self {
            was: [before, after].map(|change| change.base.slice(texts.base)),
            put: [before, after].map(|change| match change.by {
                By::Ours => change.ours.slice(texts.ours),
                _ => change.theirs.slice(texts.theirs),
            }),
        })
    }

    /// Whether, with both made, the same would come twice, or what stands twice would go altogether.
    fn comes_twice(&self) -> bool {
        let ([was, will], [came, comes]) = (self.was, self.put);
        doubles(came, comes) || (came.is_empty() || comes.is_empty()) && doubles(was, will)
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
