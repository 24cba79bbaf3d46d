//! Where words stand in a text that are not quite the same, in linear time.

use crate::text::fold::folded;
use crate::text::span::{Span, sort_by_place};

/// How many characters are looked for at once: the bits of a word.
const BITS: usize = 64;

/// The run of `text` that is most like `words`, of equals the nearest to `near`; none where none is like them.
pub(super) fn find(text: &str, words: &str, near: usize) -> Option<Span> {
    let wanted: Vec<char> = words.chars().collect();
    if wanted.len() < 3 {
        return None;
    }
    let head = Pattern::new(wanted.get(..wanted.len().min(BITS))?);
    if wanted.len() <= BITS {
        return head.find(text, near);
    }
    let tail = Pattern::new(wanted.get(wanted.len() - BITS..)?);
    let Some(start) = head.find(text, near) else {
        // Its beginning is gone: as much before its end as there was.
        let end = tail.find(text, near + words.len())?.end;
        return Some(Span::new(end.saturating_sub(words.len()), end).clamp(text));
    };
    let window = Span::new(start.start, start.start + 2 * words.len()).clamp(text);
    let end = tail.find(window.slice(text), words.len()).map_or(words.len(), |found| found.end);
    Some(Span::new(start.start, window.start + end.max(start.len())).clamp(text))
}

/// How alike two texts are, from 0 to 1: how many of their pairs of neighbouring characters they share.
pub(super) fn similarity(a: &str, b: &str) -> f32 {
    if a == b {
        return 1.0;
    }
    let (a, b) = (pairs(a), pairs(b));
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    let mut common = 0_u16;
    while let (Some(one), Some(other)) = (left.peek(), right.peek()) {
        let order = one.cmp(other);
        common = common.saturating_add(u16::from(order.is_eq()));
        left.next_if(|_| order.is_le());
        right.next_if(|_| order.is_ge());
    }
    let all = u16::try_from(a.len() + b.len()).unwrap_or(u16::MAX);
    if all == 0 { 0.0 } else { (2.0 * f32::from(common) / f32::from(all)).min(1.0) }
}

/// No more pairs are compared than this.
const MOST: usize = 16_000;

fn pairs(text: &str) -> Vec<(usize, usize)> {
    // No character takes more than four bytes.
    let text = folded(Span::new(0, 4 * MOST).slice(text));
    let mut pairs = Vec::with_capacity(text.len().min(MOST));
    let mut before = ' ';
    for sign in text.chars() {
        pairs.push((before as usize, sign as usize));
        before = sign;
    }
    pairs.push((before as usize, ' ' as usize));
    pairs.truncate(MOST);
    sort_by_place(&mut pairs, |pair| *pair);
    pairs
}

/// At most 64 characters to look for, allowing for differences: Myers' bit vectors (1999), a step per character.
struct Pattern {
    /// For each character the places where it stands.
    places: Vec<(char, u64)>,
    /// The same, of the pattern read backwards.
    turned: Vec<(char, u64)>,
    len: usize,
}

impl Pattern {
    fn new(chars: &[char]) -> Self {
        let places = |chars: &mut dyn Iterator<Item = &char>| {
            let mut places: Vec<(char, u64)> = Vec::new();
            for (at, c) in chars.enumerate() {
                match places.iter_mut().find(|(one, _)| one == c) {
                    Some((_, bits)) => *bits |= 1_u64 << at,
                    None => places.push((*c, 1_u64 << at)),
                }
            }
            places
        };
        Self { places: places(&mut chars.iter()), turned: places(&mut chars.iter().rev()), len: chars.len() }
    }

    /// The best match that differs in at most two of five characters.
    fn find(&self, text: &str, near: usize) -> Option<Span> {
        let ends = text.char_indices().map(|(at, c)| (at + c.len_utf8(), c));
        // A match ends about its own length after where it begins.
        let aim = near + self.len;
        let (errors, _, end) = distances(&self.places, self.len, false, ends)
            .map(|(errors, end)| (errors, end.abs_diff(aim), end))
            .min()?;
        if errors * 5 > self.len * 2 {
            return None;
        }
        let before = text.get(..end)?.char_indices().rev().take(self.len + errors);
        // It begins where, read backwards, it differs no more; of equals the nearest to its own length.
        let (_, _, start) = distances(&self.turned, self.len, true, before)
            .enumerate()
            .map(|(read, (errors, start))| (errors, (read + 1).abs_diff(self.len), start))
            .min()?;
        Some(Span::new(start, end))
    }
}

/// For each character in turn: in how many places the best match that ends with it differs. A bound match begins with the
/// first character, a free one anywhere.
fn distances<'p>(
    places: &'p [(char, u64)],
    len: usize,
    bound: bool,
    chars: impl Iterator<Item = (usize, char)> + 'p,
) -> impl Iterator<Item = (usize, usize)> + 'p {
    let last = 1_u64 << (len.clamp(1, BITS) - 1);
    let (mut plus, mut minus, mut errors) = (u64::MAX, 0_u64, len);
    let mut latin = [0_u64; 128];
    for (c, bits) in places {
        if let Some(slot) = latin.get_mut(*c as usize) {
            *slot = *bits;
        }
    }
    chars.map(move |(at, c)| {
        let here = latin
            .get(c as usize)
            .copied()
            .unwrap_or_else(|| places.iter().find(|(one, _)| *one == c).map_or(0, |(_, bits)| *bits));
        let xv = here | minus;
        let xh = (((here & plus).wrapping_add(plus)) ^ plus) | here;
        let mut up = minus | !(xh | plus);
        let mut down = plus & xh;
        if up & last != 0 {
            errors += 1;
        } else if down & last != 0 {
            errors -= 1;
        }
        up = (up << 1) | u64::from(bound);
        down <<= 1;
        plus = down | !(xv | up);
        minus = up & xv;
        (errors, at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By the book: the least edit distance of `words` to any run of `text` that ends at each character; or, bound, to
    /// all of the text up to it.
    fn by_the_book(text: &str, words: &str, bound: bool) -> Vec<usize> {
        let words: Vec<char> = words.chars().collect();
        let mut column: Vec<usize> = (0..=words.len()).collect();
        let next = |c: char| {
            let mut new = vec![if bound { column[0] + 1 } else { 0 }];
            for (at, w) in words.iter().enumerate() {
                let change = column[at] + usize::from(*w != c);
                new.push(change.min(column[at + 1] + 1).min(new[at] + 1));
            }
            column = new;
            column[words.len()]
        };
        text.chars().map(next).collect()
    }

    #[test]
    fn distances_are_those_by_the_book() {
        let mut random = fastrand::Rng::with_seed(5);
        for _ in 0..2000 {
            let mut word = |most: usize| -> String {
                (0..random.usize(1..most)).map(|_| ['a', 'b', 'c', 'é'][random.usize(..4)]).collect()
            };
            let (text, words) = (word(90), word(65));
            let chars: Vec<char> = words.chars().collect();
            let pattern = Pattern::new(&chars);
            for bound in [false, true] {
                let found = distances(&pattern.places, pattern.len, bound, text.char_indices());
                let errors: Vec<usize> = found.map(|(errors, _)| errors).collect();
                assert_eq!(errors, by_the_book(&text, &words, bound), "{text} {words}");
            }
        }
    }

    #[test]
    fn the_nearest_of_equal_matches_is_taken() {
        let text = "one fine house. one fine mouse. one fine louse.";
        assert_eq!(find(text, "fine douse", 4).map(|span| span.slice(text)), Some("fine house"));
        assert_eq!(find(text, "fine douse", 20).map(|span| span.slice(text)), Some("fine mouse"));
        assert_eq!(find(text, "quite other words", 4), None);
    }

    #[test]
    fn likeness_is_between_none_and_all() {
        assert!((similarity("same", "same") - 1.0).abs() < f32::EPSILON);
        assert!(similarity("Ausgang", "Ausgänge") > 0.5);
        assert!(similarity("cat", "dog") < 0.2);
        assert!(similarity("", "dog") < 0.2);
    }
}
