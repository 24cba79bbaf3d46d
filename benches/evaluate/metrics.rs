//! What the figures mean: hunks grown to whole words, edits as keys, their F1; how rewrites were marked; the laws.
//!
//! All offsets count UTF-16 code units, as the data does and as JavaScript has them.

use std::collections::BTreeSet;

/// `[old start, old end, new start, new end]`.
pub type Place = [usize; 4];

/// A text by its code units.
pub type Units = [u16];

/// Two texts as code units.
pub struct Pair {
    pub old: Vec<u16>,
    pub new: Vec<u16>,
}

impl Pair {
    pub fn new(old: &str, new: &str) -> Self {
        Self { old: old.encode_utf16().collect(), new: new.encode_utf16().collect() }
    }
}

fn unit(text: &Units, at: usize) -> Option<u16> {
    text.get(at).copied()
}

fn slice(text: &Units, start: usize, end: usize) -> &Units {
    text.get(start..end).unwrap_or_default()
}

fn is_letter(unit: Option<u16>) -> bool {
    unit.and_then(|unit| char::from_u32(u32::from(unit))).is_some_and(char::is_alphanumeric)
}

/// Whether the unit at `at` is part of a word: a letter, a digit, half a pair, or a sign between two letters.
fn in_word(text: &Units, at: usize) -> bool {
    let Some(here) = unit(text, at) else { return false };
    let joins = || matches!(char::from_u32(u32::from(here)), Some('\'' | '’' | '-' | '_'));
    let between = || at > 0 && is_letter(unit(text, at - 1)) && is_letter(unit(text, at + 1));
    is_letter(Some(here)) || (joins() && between()) || (0xd800..0xe000).contains(&here)
}

/// Hunks grown to whole words over equal characters, and joined where they then overlap or touch in both texts: tools of
/// any granularity compare.
pub fn snap(texts: &Pair, hunks: &[Place]) -> Vec<Place> {
    let mut grown = hunks.to_vec();
    grown.sort_by_key(|place| (place[0], place[2]));
    for place in &mut grown {
        grow(&texts.old, &texts.new, place);
    }
    let mut joined: Vec<Place> = Vec::with_capacity(grown.len());
    for place in grown {
        match joined.last_mut() {
            Some(last) if place[0] <= last[1] && place[2] <= last[3] => {
                last[1] = last[1].max(place[1]);
                last[3] = last[3].max(place[3]);
            }
            _ => joined.push(place),
        }
    }
    joined
}

fn grow(old: &Units, new: &Units, place: &mut Place) {
    let [a, b, c, d] = place;
    while *a > 0
        && *c > 0
        && unit(old, *a - 1) == unit(new, *c - 1)
        && in_word(old, *a - 1)
        && ((*b > *a && in_word(old, *a)) || (*d > *c && in_word(new, *c)))
    {
        (*a, *c) = (*a - 1, *c - 1);
    }
    while *b < old.len()
        && *d < new.len()
        && unit(old, *b) == unit(new, *d)
        && in_word(old, *b)
        && ((*b > *a && in_word(old, *b - 1)) || (*d > *c && in_word(new, *d - 1)))
    {
        (*b, *d) = (*b + 1, *d + 1);
    }
}

fn is_space(unit: u16) -> bool {
    // As JavaScript trims: also the mark of byte order.
    char::from_u32(u32::from(unit)).is_some_and(|c| (c.is_whitespace() && c != '\u{85}') || c == '\u{feff}')
}

fn leading(text: &Units) -> usize {
    text.iter().take_while(|unit| is_space(**unit)).count()
}

fn trailing(text: &Units) -> usize {
    text.iter().rev().take_while(|unit| is_space(**unit)).count()
}

/// One edit: where in the original, without outer white space, and what stands there instead. None where nothing but outer
/// white space differs.
pub fn key(texts: &Pair, &[a, b, c, d]: &Place) -> Option<(usize, usize, Vec<u16>)> {
    let (gone, come) = (slice(&texts.old, a, b), slice(&texts.new, c, d));
    let put = slice(come, leading(come), come.len() - if leading(come) == come.len() { 0 } else { trailing(come) });
    let from = leading(gone);
    if from == gone.len() {
        let start = a - trailing(slice(&texts.old, 0, a));
        return Some((start, start, put.to_vec()));
    }
    let (start, end) = (a + from, b - trailing(gone));
    (slice(&texts.old, start, end) != put).then(|| (start, end, put.to_vec()))
}

/// How many edits were found, were made by people, and are the same.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Agreement {
    pub hit: usize,
    pub found: usize,
    pub gold: usize,
}

impl Agreement {
    pub fn add(&mut self, texts: &Pair, found: &[Place], gold: &[Place]) {
        let keys =
            |hunks: &[Place]| snap(texts, hunks).iter().filter_map(|place| key(texts, place)).collect::<BTreeSet<_>>();
        let (ours, theirs) = (keys(found), keys(gold));
        self.hit += ours.intersection(&theirs).count();
        self.found += ours.len();
        self.gold += theirs.len();
    }

    /// From 0 to 1: twice the hits by all edits of both.
    pub fn f1(self) -> f64 {
        share(2 * self.hit, self.found + self.gold)
    }
}

/// How rewritten answers were marked.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Rewrites {
    pub rows: usize,
    pub hunks: usize,
    pub spans: usize,
    pub touched: usize,
    pub deleted: usize,
    pub inside: usize,
}

impl Rewrites {
    pub fn add(&mut self, texts: &Pair, found: &[Place], errors: &[Place]) {
        let len = texts.old.len();
        let (mut gone, mut wrong) = (vec![false; len], vec![false; len]);
        for place in found {
            gone.iter_mut().take(place[1]).skip(place[0]).for_each(|mark| *mark = true);
        }
        for place in errors {
            wrong.iter_mut().take(place[1]).skip(place[0]).for_each(|mark| *mark = true);
            let span = gone.get(place[0]..place[1].min(len)).unwrap_or_default();
            self.touched += usize::from(span.contains(&true));
        }
        self.rows += 1;
        self.hunks += found.len();
        self.spans += errors.len();
        self.deleted += gone.iter().filter(|mark| **mark).count();
        self.inside += gone.iter().zip(&wrong).filter(|(gone, wrong)| **gone && **wrong).count();
    }

    pub fn hunks_an_answer(self) -> f64 {
        share(self.hunks, self.rows)
    }

    pub fn touched(self) -> f64 {
        share(self.touched, self.spans)
    }

    pub fn inside(self) -> f64 {
        share(self.inside, self.deleted)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^53")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The first law of a comparison that hunks break, if any.
pub fn broken(texts: &Pair, hunks: &[Place]) -> Option<&'static str> {
    let (old, new) = (&texts.old[..], &texts.new[..]);
    let (mut made, mut at, mut there) = (Vec::with_capacity(new.len()), 0, 0);
    for &[a, b, c, d] in hunks {
        if a < at || c < there || b < a || d < c {
            return Some("not sorted and disjoint");
        }
        if slice(old, at, a) != slice(new, there, c) {
            return Some("text between hunks differs");
        }
        made.extend_from_slice(slice(old, at, a));
        made.extend_from_slice(slice(new, c, d));
        (at, there) = (b, d);
        if [(old, a), (old, b), (new, c), (new, d)].into_iter().any(|(text, pos)| cuts(text, pos)) {
            return Some("splits a character");
        }
    }
    made.extend_from_slice(slice(old, at, old.len()));
    (made != new).then_some("does not give the corrected text")
}

/// Whether `pos` stands inside a pair or a line end of two units.
fn cuts(text: &Units, pos: usize) -> bool {
    let (Some(before), Some(after)) = (pos.checked_sub(1).and_then(|at| unit(text, at)), unit(text, pos)) else {
        return false;
    };
    (0xdc00..0xe000).contains(&after) || (before, after) == (13, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys as `start:end:what`.
    fn keys(old: &str, new: &str, hunks: &[Place]) -> Vec<String> {
        let texts = Pair::new(old, new);
        let snapped = snap(&texts, hunks);
        let keys = snapped.iter().filter_map(|place| key(&texts, place));
        keys.map(|(start, end, put)| format!("{start}:{end}:{}", String::from_utf16_lossy(&put))).collect()
    }

    #[test]
    fn a_changed_letter_counts_as_its_word() {
        assert_eq!(keys("the house is", "the mouse is", &[[4, 5, 4, 5]]), ["4:9:mouse"]);
        assert_eq!(keys("it isn't", "it wasn't", &[[3, 4, 3, 5]]), ["3:8:wasn't"]);
    }

    #[test]
    fn hunks_that_come_to_touch_are_one() {
        assert_eq!(keys("mouse", "house!", &[[0, 1, 0, 1], [5, 5, 5, 6]]), ["0:5:house!"]);
        assert_eq!(keys("a b", "x y", &[[0, 1, 0, 1], [2, 3, 2, 3]]), ["0:1:x", "2:3:y"]);
    }

    #[test]
    fn an_insertion_stands_behind_the_word_before_whichever_space_it_took() {
        assert_eq!(keys("a b", "a x b", &[[2, 2, 2, 4]]), ["1:1:x"]);
        assert_eq!(keys("a b", "a x b", &[[1, 1, 1, 3]]), ["1:1:x"]);
    }

    #[test]
    fn outer_white_space_alone_is_no_edit_but_a_space_put_in_is() {
        assert_eq!(keys("a ,b", "a, b", &[[1, 3, 1, 3]]), Vec::<String>::new());
        assert_eq!(keys("a.b", "a. b", &[[2, 2, 2, 3]]), ["2:2:"]);
    }

    #[test]
    fn agreement_is_twice_the_hits_by_all() {
        let mut agreement = Agreement::default();
        agreement.add(&Pair::new("a b c", "x b y"), &[[0, 1, 0, 1]], &[[0, 1, 0, 1], [4, 5, 4, 5]]);
        assert_eq!(agreement, Agreement { hit: 1, found: 1, gold: 2 });
        assert!((agreement.f1() - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn rewrites_count_what_of_the_errors_went_and_what_else() {
        let mut rewrites = Rewrites::default();
        rewrites.add(&Pair::new("abcdef", "ad"), &[[1, 3, 1, 1], [4, 6, 2, 2]], &[[1, 2, 0, 0], [3, 4, 0, 0]]);
        assert_eq!(rewrites, Rewrites { rows: 1, hunks: 2, spans: 2, touched: 1, deleted: 4, inside: 1 });
    }

    #[test]
    fn broken_laws_are_named() {
        let texts = Pair::new("a\r\nb", "a\nb");
        assert_eq!(broken(&texts, &[[1, 3, 1, 2]]), None);
        assert_eq!(broken(&texts, &[[1, 2, 1, 1]]), Some("splits a character"));
        assert_eq!(broken(&texts, &[]), Some("does not give the corrected text"));
        assert_eq!(broken(&texts, &[[2, 3, 1, 2], [1, 2, 0, 1]]), Some("text between hunks differs"));
        assert_eq!(broken(&Pair::new("ab", "cd"), &[[1, 2, 1, 2], [0, 1, 0, 1]]), Some("text between hunks differs"));
        assert_eq!(broken(&Pair::new("ab", "a"), &[[1, 0, 1, 1]]), Some("not sorted and disjoint"));
    }
}
