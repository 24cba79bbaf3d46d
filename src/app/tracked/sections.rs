//! A text that changes, cut into runs of blocks that are painted by themselves: a change moves no block that it did not
//! touch to another run, and no run that it did not touch gets another name.

use crate::markup::{Block, Tree};
use std::ops::Range;
use std::rc::Rc;

/// About how many bytes of source a section holds; one that was typed in holds at most twice as many before it is cut.
pub const SECTION: usize = 6_000;

/// The sections of a text, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sections {
    /// **Invariant:** together they hold all blocks of the tree; none is empty; no two have one name.
    list: Vec<Section>,
    next: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Section {
    name: u64,
    /// How many blocks it holds.
    blocks: usize,
}

impl Sections {
    /// The sections of a text that is seen for the first time.
    #[must_use]
    pub fn of(tree: &Tree) -> Self {
        let mut sections = Self::default();
        for range in tree.sections(SECTION) {
            let name = sections.name();
            sections.list.push(Section { name, blocks: range.len() });
        }
        sections
    }

    /// Follows a change: `old` is the tree that these sections are of, `new` the one after, which shares the blocks that
    /// did not change.
    pub fn follow(&mut self, old: &Tree, new: &Tree) {
        let same = |(one, two): &(&Rc<Block>, &Rc<Block>)| Rc::ptr_eq(one, two);
        let rest = old.blocks.len().min(new.blocks.len());
        let head = old.blocks.iter().zip(&new.blocks).take_while(same).count();
        let tail = old.blocks.iter().rev().zip(new.blocks.iter().rev()).take(rest - head).take_while(same).count();
        let (before, first) = within(self.list.iter(), head);
        let (behind, last) = within(self.list.iter().skip(before).rev(), tail);
        let touched = before..self.list.len() - behind;
        let names: Vec<u64> = self.list.get(touched.clone()).unwrap_or_default().iter().map(|one| one.name).collect();
        let mut names = names.into_iter();
        let mut fresh = Vec::new();
        for blocks in portions(new, first..new.blocks.len() - last) {
            fresh.push(Section { name: names.next().unwrap_or_else(|| self.name()), blocks });
        }
        self.list.splice(touched, fresh);
    }

    /// Each section's name and its blocks.
    pub fn ranges(&self) -> impl Iterator<Item = (u64, Range<usize>)> {
        let mut end = 0;
        self.list.iter().map(move |section| {
            let start = end;
            end += section.blocks;
            (section.name, start..end)
        })
    }

    fn name(&mut self) -> u64 {
        self.next += 1;
        self.next
    }
}

/// How many of these sections lie whole within so many blocks, and how many blocks those are.
fn within<'s>(list: impl Iterator<Item = &'s Section>, most: usize) -> (usize, usize) {
    let (mut count, mut blocks) = (0, 0);
    for section in list {
        if blocks + section.blocks > most {
            break;
        }
        (count, blocks) = (count + 1, blocks + section.blocks);
    }
    (count, blocks)
}

/// Blocks as one section, or as several where one would be too large: how many blocks each holds.
fn portions(tree: &Tree, blocks: Range<usize>) -> Vec<usize> {
    let size = |at: usize| tree.blocks.get(at).map_or(0, |block| block.span.end);
    let whole: usize = blocks.clone().map(size).sum();
    if blocks.is_empty() {
        return Vec::new();
    }
    if whole <= 2 * SECTION {
        return vec![blocks.len()];
    }
    let (mut portions, mut count, mut bytes) = (Vec::new(), 0, 0);
    for at in blocks {
        if count > 0 && bytes + size(at) > SECTION {
            portions.push(std::mem::take(&mut count));
            bytes = 0;
        }
        count += 1;
        bytes += size(at);
    }
    portions.push(count);
    portions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{parse, reparse};

    /// Paragraphs of different lengths, about so many bytes.
    fn text(bytes: usize) -> String {
        let mut text = String::new();
        for at in 0.. {
            if text.len() >= bytes {
                break;
            }
            text.push_str(&"Some words of it. ".repeat(1 + at * 7 % 13));
            text.push_str("\n\n");
        }
        text
    }

    fn assert_lawful(sections: &Sections, tree: &Tree) {
        let ranges: Vec<_> = sections.ranges().collect();
        assert_eq!(ranges.iter().map(|(_, range)| range.len()).sum::<usize>(), tree.blocks.len());
        assert!(ranges.iter().all(|(_, range)| !range.is_empty()), "{ranges:?}");
        let mut names: Vec<u64> = ranges.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ranges.len(), "{ranges:?}");
    }

    /// The sections whose name or first or last block is another after a change.
    fn redrawn(before: &Sections, old: &Tree, after: &Sections, new: &Tree) -> usize {
        let holds = |tree: &Tree, range: Range<usize>| -> Vec<usize> {
            tree.blocks[range].iter().map(|block| Rc::as_ptr(block) as usize).collect()
        };
        let known: Vec<_> = before.ranges().map(|(name, range)| (name, holds(old, range))).collect();
        after.ranges().filter(|(name, range)| !known.contains(&(*name, holds(new, range.clone())))).count()
    }

    #[test]
    fn what_is_typed_touches_one_section_however_long_it_is_typed() {
        let mut old = text(200_000);
        let mut tree = parse(&old);
        let mut sections = Sections::of(&tree);
        assert!(sections.list.len() > 25);
        for _ in 0..400 {
            let mut new = old.clone();
            new.insert_str(100_004, "more and ");
            let fresh = reparse(&tree, &old, &new);
            let before = sections.clone();
            sections.follow(&tree, &fresh);
            assert_lawful(&sections, &fresh);
            assert!(redrawn(&before, &tree, &sections, &fresh) <= 2);
            (old, tree) = (new, fresh);
        }
    }

    #[test]
    fn sections_hold_all_blocks_whatever_is_typed_cut_or_pasted() {
        let mut random = fastrand::Rng::with_seed(11);
        let mut old = text(60_000);
        let mut tree = parse(&old);
        let mut sections = Sections::of(&tree);
        let pieces = ["x", "\n\n", "```\n", "- one\n", "| a |\n|---|\n", "[a]: http://a.b\n"];
        for round in 0..300 {
            let at = random.usize(0..=old.len());
            let most = if round % 20 == 0 { 20_000 } else { 40 };
            let to = (at + random.usize(0..=most)).min(old.len());
            let pasted = if round % 15 == 0 { text(random.usize(0..30_000)) } else { String::new() };
            let new = [&old[..at], pieces[random.usize(0..pieces.len())], &pasted, &old[to..]].concat();
            let fresh = reparse(&tree, &old, &new);
            sections.follow(&tree, &fresh);
            assert_lawful(&sections, &fresh);
            (old, tree) = (new, fresh);
        }
    }
}
