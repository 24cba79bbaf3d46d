//! A run of a text by its byte offsets.

use std::ops::Range;

/// A run of a text: UTF-8 byte offsets, the end not included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last. **Invariant:** not before `start`, where the span came from [`Span::new`].
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`; ends given the wrong way round are turned.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        if start <= end { Self { start, end } } else { Self { start: end, end: start } }
    }

    /// The empty span at a position.
    #[must_use]
    pub const fn at(pos: usize) -> Self {
        Self { start: pos, end: pos }
    }

    /// The span of a whole text.
    #[must_use]
    pub const fn of(text: &str) -> Self {
        Self { start: 0, end: text.len() }
    }

    /// How many bytes it holds.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it is a position only.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the byte at `pos` belongs to it.
    #[must_use]
    pub const fn contains(self, pos: usize) -> bool {
        self.start <= pos && pos < self.end
    }

    /// Whether all of `other` lies in it.
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least a position: overlapping and adjoining spans do.
    #[must_use]
    pub const fn touches(self, other: Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// Whether the two share at least a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.common(other) > 0
    }

    /// How many bytes the two share.
    #[must_use]
    pub fn common(self, other: Self) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same span, counted from `by` bytes earlier.
    #[must_use]
    pub const fn forward(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// The same span in a text that begins `by` bytes later.
    #[must_use]
    pub const fn backward(self, by: usize) -> Self {
        Self { start: self.start.saturating_sub(by), end: self.end.saturating_sub(by) }
    }

    /// Cut to the text: ends past it or inside a character go back to where a character begins.
    #[must_use]
    pub fn clamp(self, text: &str) -> Self {
        let start = floor_char(text, self.start);
        Self { start, end: floor_char(text, self.end).max(start) }
    }

    /// The text of the span, cut as by [`Span::clamp`]: never panics.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        let span = self.clamp(text);
        text.get(span.start..span.end).unwrap_or_default()
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// The nearest start of a character at or before `pos`.
pub(super) fn floor_char(text: &str, pos: usize) -> usize {
    let mut pos = pos.min(text.len());
    while !text.is_char_boundary(pos) {
        pos -= 1;
    }
    pos
}

/// Sorts things by their place, stably. Everything in the crate is sorted by this one routine: each further kind of thing
/// that the standard library sorts costs 8 kB of wasm.
pub fn sort_by_place<T>(things: &mut Vec<T>, place: impl Fn(&T) -> (usize, usize)) {
    let mut order: Vec<[usize; 3]> =
        things.iter().enumerate().map(|(at, thing)| (place(thing), at)).map(|((a, b), at)| [a, b, at]).collect();
    if order.is_sorted() {
        return;
    }
    sort(&mut order);
    let mut slots: Vec<Option<T>> = things.drain(..).map(Some).collect();
    things.extend(order.into_iter().filter_map(|[.., at]| slots.get_mut(at)?.take()));
}

#[inline(never)]
fn sort(keys: &mut [[usize; 3]]) {
    keys.sort_unstable();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_the_wrong_way_round_are_turned() {
        assert_eq!(Span::new(5, 2), Span { start: 2, end: 5 });
    }

    #[test]
    fn adjoining_spans_touch_but_do_not_overlap() {
        let (left, right) = (Span::new(0, 3), Span::new(3, 5));
        assert!(left.touches(right) && right.touches(left));
        assert!(!left.overlaps(right) && !right.overlaps(left));
        assert!(!left.touches(Span::new(4, 5)));
    }

    #[test]
    fn a_position_touches_what_it_stands_in_and_overlaps_nothing() {
        assert!(Span::at(2).touches(Span::new(1, 4)));
        assert!(!Span::at(2).overlaps(Span::new(1, 4)));
    }

    #[test]
    fn slicing_never_splits_a_character_and_never_panics() {
        let text = "aé€";
        for start in 0..10 {
            for end in 0..10 {
                let slice = Span { start, end }.slice(text);
                assert!(text.contains(slice));
            }
        }
        assert_eq!(Span::new(0, 2).slice(text), "a");
        assert_eq!(Span::new(1, 9).slice(text), "é€");
    }

    #[test]
    fn a_cover_holds_both() {
        assert_eq!(Span::new(4, 6).cover(Span::at(1)), Span::new(1, 6));
        assert_eq!(Span::new(1, 6).common(Span::new(4, 9)), 2);
    }

    #[test]
    fn things_are_sorted_by_place_and_equals_keep_their_order() {
        for seed in 0..200 {
            let mut random = fastrand::Rng::with_seed(seed);
            let mut things: Vec<_> =
                (0..random.usize(0..30)).map(|at| (random.usize(0..4), random.usize(0..3), at)).collect();
            let mut expected = things.clone();
            expected.sort_by_key(|(a, b, _)| (*a, *b));
            sort_by_place(&mut things, |(a, b, _)| (*a, *b));
            assert_eq!(things, expected);
        }
    }
}
