//! Two rows of numbers matched up: rare ones first (Bram Cohen's patience comparison), the rest by the fewest differences or
//! the longest common row, with a bound on the work.

mod search;

use search::Search;

/// Numbers that stand for each other: `len` of them from `old` and from `new` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text) struct Run {
    pub(in crate::text) old: usize,
    pub(in crate::text) new: usize,
    pub(in crate::text) len: usize,
}

/// How what has no rare numbers is matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text) enum Rest {
    /// By the fewest differences, as far as those can be found at once; then on from there.
    Fewest,
    /// By the longest common row where that can be had, else not at all.
    Longest,
}

impl Rest {
    /// How often a row is cut at rare numbers, and the parts at what is rare in them.
    const fn deep(self) -> usize {
        match self {
            Self::Fewest => 24,
            Self::Longest => 16,
        }
    }
}

/// The longest common row is looked for where the product of the rows' lengths is at most this.
const LONGEST: usize = 1 << 18;

/// What two rows have in common.
pub(in crate::text) struct Matched {
    /// The runs, in order.
    pub(in crate::text) runs: Vec<Run>,
    /// Whether a bound was met, and a longer search might have found more.
    pub(in crate::text) gave_up: bool,
}

/// The runs that two rows have in common. Numbers are below `weak`'s length; a `weak` one is no sign of a match by itself.
pub(in crate::text) fn match_up(old: &[u32], new: &[u32], weak: &[bool], rest: Rest) -> Matched {
    let mut matching =
        Matching { weak, rest, seen: vec![Seen::default(); weak.len()], runs: Vec::new(), gave_up: false };
    matching.part(Part { old, new, at: (0, 0) }, rest.deep());
    Matched { runs: matching.runs, gave_up: matching.gave_up }
}

/// A part of both rows, and where it begins in them.
#[derive(Clone, Copy)]
struct Part<'r> {
    old: &'r [u32],
    new: &'r [u32],
    at: (usize, usize),
}

impl<'r> Part<'r> {
    /// From `start` to `end`, each a place in both rows.
    fn cut(self, start: (usize, usize), end: (usize, usize)) -> Self {
        let part = |row: &'r [u32], start: usize, end: usize| row.get(start..end).unwrap_or_default();
        Self {
            old: part(self.old, start.0, end.0),
            new: part(self.new, start.1, end.1),
            at: (self.at.0 + start.0, self.at.1 + start.1),
        }
    }

    fn run(&self, old: usize, new: usize, len: usize) -> Run {
        Run { old: self.at.0 + old, new: self.at.1 + new, len }
    }
}

/// How often a number was met in a part, and where last.
#[derive(Clone, Copy, Default)]
struct Seen {
    old: u32,
    new: u32,
    at: usize,
}

struct Matching<'w> {
    weak: &'w [bool],
    rest: Rest,
    seen: Vec<Seen>,
    runs: Vec<Run>,
    gave_up: bool,
}

impl Matching<'_> {
    fn push(&mut self, run: Run) {
        if run.len > 0 {
            self.runs.push(run);
        }
    }

    fn part(&mut self, part: Part, deep: usize) {
        let (old, new) = (part.old, part.new);
        let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let rest = part.cut((head, head), (old.len(), new.len()));
        let tail = rest.old.iter().rev().zip(rest.new.iter().rev()).take_while(|(a, b)| a == b).count();
        let core = rest.cut((0, 0), (rest.old.len() - tail, rest.new.len() - tail));
        self.push(part.run(0, 0, head));
        if !core.old.is_empty() && !core.new.is_empty() {
            self.core(core, deep);
        }
        self.push(part.run(old.len() - tail, new.len() - tail, tail));
    }

    fn core(&mut self, part: Part, deep: usize) {
        let rare = rising(&self.rare(part));
        self.gave_up |= deep == 0 && !rare.is_empty();
        let rare = if deep == 0 { Vec::new() } else { rare };
        if rare.is_empty() {
            match self.rest {
                Rest::Fewest => self.fewest(part),
                Rest::Longest => {
                    self.gave_up |= !fits(part.old, part.new);
                    self.runs.extend(longest(part.old, part.new).map(|(old, new)| part.run(old, new, 1)));
                }
            }
            return;
        }
        let mut start = (0, 0);
        for (old, new) in rare {
            self.part(part.cut(start, (old, new)), deep - 1);
            self.push(part.run(old, new, 1));
            start = (old + 1, new + 1);
        }
        self.part(part.cut(start, (part.old.len(), part.new.len())), deep - 1);
    }

    /// Where those stand that occur once in either row, in the order of the old.
    fn rare(&mut self, part: Part) -> Vec<(usize, usize)> {
        for &number in part.old.iter().chain(part.new) {
            if let Some(seen) = self.seen.get_mut(number as usize) {
                *seen = Seen::default();
            }
        }
        for &number in part.old {
            if let Some(seen) = self.seen.get_mut(number as usize) {
                seen.old += 1;
            }
        }
        for (at, &number) in part.new.iter().enumerate() {
            if let Some(seen) = self.seen.get_mut(number as usize) {
                *seen = Seen { new: seen.new + 1, at, ..*seen };
            }
        }
        let place = |(at, number): (usize, &u32)| {
            let (seen, weak) = (self.seen.get(*number as usize)?, self.weak.get(*number as usize)?);
            (seen.old == 1 && seen.new == 1 && !weak).then_some((at, seen.at))
        };
        part.old.iter().enumerate().filter_map(place).collect()
    }

    /// Whether any number occurs in both rows.
    fn shares(&mut self, part: Part) -> bool {
        for &number in part.old.iter().chain(part.new) {
            if let Some(seen) = self.seen.get_mut(number as usize) {
                *seen = Seen::default();
            }
        }
        for &number in part.old {
            if let Some(seen) = self.seen.get_mut(number as usize) {
                seen.old = 1;
            }
        }
        part.new.iter().any(|number| self.seen.get(*number as usize).is_some_and(|seen| seen.old > 0))
    }

    /// Matches with the fewest differences, as far as those can be found at once; then on from there.
    fn fewest(&mut self, part: Part) {
        let mut start = (0, 0);
        if !self.shares(part) {
            return;
        }
        loop {
            let rest = part.cut(start, (part.old.len(), part.new.len()));
            if rest.old.is_empty() || rest.new.is_empty() {
                return;
            }
            let (runs, end) = Search::new(rest).run();
            self.gave_up |= end != (rest.old.len(), rest.new.len());
            for run in runs {
                self.push(rest.run(run.old, run.new, run.len));
            }
            start = (start.0 + end.0, start.1 + end.1);
        }
    }
}

/// The most pairs, of pairs that rise on the left, that rise on the right too.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length the pair that ends such a row lowest, and for each pair the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let right = |at: usize| pairs.get(at).map_or(0, |pair| pair.1);
    for (at, pair) in pairs.iter().enumerate() {
        let len = ends.partition_point(|&end| right(end) < pair.1);
        before.push(len.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied());
        match ends.get_mut(len) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut row = Vec::with_capacity(ends.len());
    let mut here = ends.last().copied();
    while let Some(at) = here {
        row.extend(pairs.get(at).copied());
        here = before.get(at).copied().flatten();
    }
    row.reverse();
    row
}

/// Whether the longest common row of these is looked for.
const fn fits(before: &[u32], after: &[u32]) -> bool {
    before.len().saturating_mul(after.len()) <= LONGEST
}

/// The places of the longest common row in both, in order; none where the rows are too long for that.
pub(super) fn longest(before: &[u32], after: &[u32]) -> impl Iterator<Item = (usize, usize)> {
    let mut pairs = Vec::new();
    if !fits(before, after) {
        return pairs.into_iter();
    }
    let width = after.len() + 1;
    // For each place the length of the longest common row from there on.
    let mut lens = vec![0_u16; (before.len() + 1) * width];
    let get = |lens: &[u16], old: usize, new: usize| lens.get(old * width + new).copied().unwrap_or_default();
    for (old, a) in before.iter().enumerate().rev() {
        for (new, b) in after.iter().enumerate().rev() {
            let len = if a == b {
                get(&lens, old + 1, new + 1).saturating_add(1)
            } else {
                get(&lens, old + 1, new).max(get(&lens, old, new + 1))
            };
            if let Some(slot) = lens.get_mut(old * width + new) {
                *slot = len;
            }
        }
    }
    let (mut old, mut new) = (0, 0);
    while let (Some(a), Some(b)) = (before.get(old), after.get(new)) {
        if a == b {
            pairs.push((old, new));
            (old, new) = (old + 1, new + 1);
        } else if get(&lens, old + 1, new) >= get(&lens, old, new + 1) {
            old += 1;
        } else {
            new += 1;
        }
    }
    pairs.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(code: usize, len: usize) -> Vec<u32> {
        (0..len).map(|at| u32::try_from(code / 3_usize.pow(u32::try_from(at).unwrap()) % 3).unwrap()).collect()
    }

    /// By the book: the length of the longest common row.
    fn longest(old: &[u32], new: &[u32]) -> usize {
        let mut last = vec![0; new.len() + 1];
        for a in old {
            let mut row = vec![0];
            for (at, b) in new.iter().enumerate() {
                row.push(if a == b { last[at] + 1 } else { row[at].max(last[at + 1]) });
            }
            last = row;
        }
        last[new.len()]
    }

    fn assert_lawful(old: &[u32], new: &[u32], runs: &[Run]) {
        let (mut left, mut right) = (0, 0);
        for run in runs {
            assert!(run.len > 0 && run.old >= left && run.new >= right, "{old:?} {new:?} {runs:?}");
            (left, right) = (run.old + run.len, run.new + run.len);
            assert_eq!(old[run.old..left], new[run.new..right], "{old:?} {new:?} {runs:?}");
        }
    }

    #[test]
    fn rows_without_rare_numbers_are_matched_with_the_fewest_differences() {
        for (a, b) in (0..243).flat_map(|a| (0..243).map(move |b| (a, b))) {
            let (old, new) = (row(a, a % 6), row(b, b % 6));
            let runs = match_up(&old, &new, &[true; 3], Rest::Fewest).runs;
            assert_lawful(&old, &new, &runs);
            assert_eq!(runs.iter().map(|run| run.len).sum::<usize>(), longest(&old, &new), "{old:?} {new:?}");
            assert_lawful(&old, &new, &match_up(&old, &new, &[false; 3], Rest::Fewest).runs);
        }
    }

    #[test]
    fn rare_numbers_are_matched_before_frequent_ones() {
        let (old, new) = ([7, 0, 0, 0, 8], [8, 0, 0, 0, 7, 9, 8]);
        let runs = match_up(&old, &new, &[false; 10], Rest::Fewest).runs;
        assert!(runs.contains(&Run { old: 4, new: 6, len: 1 }), "{runs:?}");
    }

    #[test]
    fn long_rows_that_repeat_themselves_are_matched_in_bounded_time() {
        let old: Vec<u32> = (0..20_000).map(|at| at % 2).collect();
        let new: Vec<u32> = (0..20_000).map(|at| [2, 1, 0, 1][at % 4]).collect();
        let found = match_up(&old, &new, &[false; 3], Rest::Fewest);
        let runs = found.runs;
        assert_lawful(&old, &new, &runs);
        assert!(found.gave_up);
        assert!(runs.iter().map(|run| run.len).sum::<usize>() > 10_000);
    }

    /// A row whose rare numbers come to light one within the other, `deep` times; `own` stands in one of the two alone.
    fn nested(deep: u32, own: u32) -> Vec<u32> {
        let mut row = vec![own];
        for level in 1..=deep {
            row.push(own);
            row.extend((1..=level).rev());
        }
        row
    }

    #[test]
    fn rare_numbers_deeper_than_is_looked_are_told() {
        for (deep, told) in [(20, false), (30, true)] {
            let found = match_up(&nested(deep, 100), &nested(deep, 101), &[false; 102], Rest::Fewest);
            assert_eq!(found.gave_up, told, "{deep}");
        }
    }

    #[test]
    fn rows_too_long_for_the_longest_in_common_are_told() {
        for (len, told) in [(512, false), (513, true)] {
            let found = match_up(&vec![0; len], &vec![1; len], &[false; 2], Rest::Longest);
            assert_eq!((found.runs.len(), found.gave_up), (0, told), "{len}");
        }
    }

    #[test]
    fn the_longest_rising_row_is_found() {
        assert_eq!(rising(&[(0, 5), (1, 1), (2, 2), (3, 9), (4, 3)]), [(1, 1), (2, 2), (4, 3)]);
        assert_eq!(rising(&[]), []);
    }
}
