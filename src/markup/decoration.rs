//! Decorations: stretches and points of a source, found by where they stand.

use crate::text::{Span, sort_by_place};

/// Something that stands at a span of the source: a point where the span is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoration<K> {
    /// Where, in the whole text.
    pub span: Span,
    /// What.
    pub kind: K,
}

impl<K> Decoration<K> {
    /// Whether it stands between two characters.
    #[must_use]
    pub const fn is_point(&self) -> bool {
        self.span.end <= self.span.start
    }
}

/// Decorations of a text, overlapping as they like, in the order of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decorations<K> {
    /// By start, then end, then as they were given: a point comes before a range that starts there.
    sorted: Vec<Decoration<K>>,
    /// For the middle of each half, recursively, the furthest end in that half.
    ///
    /// **Invariant:** as many as `sorted`.
    reach: Vec<usize>,
}

impl<K> Default for Decorations<K> {
    fn default() -> Self {
        Self { sorted: Vec::new(), reach: Vec::new() }
    }
}

impl<K> Decorations<K> {
    /// Sorts decorations for finding.
    #[must_use]
    pub fn new(mut decorations: Vec<Decoration<K>>) -> Self {
        sort_by_place(&mut decorations, |decoration| (decoration.span.start, decoration.span.end));
        let mut reach = vec![0; decorations.len()];
        fill(&decorations, &mut reach);
        Self { sorted: decorations, reach }
    }

    /// All of them, in the order of the source.
    #[must_use]
    pub fn all(&self) -> &[Decoration<K>] {
        &self.sorted
    }

    /// Those that touch a span, in the order of the source: ranges that share a byte with it, and points in it, at its
    /// start or at its end.
    #[must_use]
    pub fn within(&self, span: Span) -> Vec<&Decoration<K>> {
        let mut found = Vec::new();
        search(&self.sorted, &self.reach, span, &mut found);
        found
    }
}

/// Fills in the furthest ends; answers the furthest of all.
fn fill<K>(sorted: &[Decoration<K>], reach: &mut [usize]) -> usize {
    let middle = sorted.len() / 2;
    let (left, rest) = sorted.split_at(middle);
    let (reach_left, reach_rest) = reach.split_at_mut(middle.min(reach.len()));
    let (Some((own, right)), Some((furthest, reach_right))) = (rest.split_first(), reach_rest.split_first_mut()) else {
        return 0;
    };
    let end = own.span.end.max(own.span.start);
    *furthest = end.max(fill(left, reach_left)).max(fill(right, reach_right));
    *furthest
}

fn search<'a, K>(sorted: &'a [Decoration<K>], reach: &[usize], span: Span, found: &mut Vec<&'a Decoration<K>>) {
    let middle = sorted.len() / 2;
    let (left, rest) = sorted.split_at(middle);
    let (reach_left, reach_rest) = reach.split_at(middle.min(reach.len()));
    let (Some((own, right)), Some((furthest, reach_right))) = (rest.split_first(), reach_rest.split_first()) else {
        return;
    };
    if *furthest < span.start {
        return;
    }
    search(left, reach_left, span, found);
    if own.span.start > span.end {
        return;
    }
    let touches = if own.is_point() {
        own.span.start >= span.start
    } else {
        own.span.start < span.end && own.span.end > span.start
    };
    if touches {
        found.push(own);
    }
    search(right, reach_right, span, found);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_touches_a_span_is_found_as_by_looking_at_all() {
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..300 {
            let count = random.usize(0..12);
            let list = (0..count).map(|kind| {
                let start = random.usize(0..20);
                let len = if random.bool() { 0 } else { random.usize(0..20) };
                Decoration { span: Span { start, end: start + len }, kind }
            });
            let decorations = Decorations::new(list.collect());
            for start in 0..22 {
                for end in start..22 {
                    let span = Span { start, end };
                    let touching = decorations.all().iter().filter(|own| {
                        let point = own.is_point();
                        let (from, to) = (own.span.start, own.span.end);
                        (point && from >= start && from <= end) || (!point && from < end && to > start)
                    });
                    assert_eq!(decorations.within(span), touching.collect::<Vec<_>>());
                }
            }
        }
    }

    #[test]
    fn a_deletion_comes_before_what_is_inserted_in_its_place() {
        let at = |start, end, kind| Decoration { span: Span { start, end }, kind };
        let decorations = Decorations::new(vec![at(3, 6, "dog"), at(3, 3, "cat")]);
        assert_eq!(decorations.all().first().map(|first| first.kind), Some("cat"));
    }
}
