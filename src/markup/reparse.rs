//! Reads a text again after a change: only the blocks around it, and the others keep their pointers. And reads one piece by
//! piece.

use std::rc::Rc;

use super::read::{parse, read, whole};
use super::tree::Tree;
use crate::text::splice::{common_prefix, common_suffix};

/// What [`parse`] answers for `new`, faster: `tree` is what it answered for `old`.
#[must_use]
pub fn reparse(tree: &Tree, old: &str, new: &str) -> Tree {
    let change = Change::between(old, new);
    let mut fresh = part(tree, old, new, &change).unwrap_or_else(|| parse(new));
    share(&mut fresh, tree, &change);
    fresh
}

/// Reads on in a long text, about so many bytes more: `tree` holds its blocks before `from`. Answers where to go on; all is
/// read where that is the text's end, and the tree is then what [`parse`] answers.
#[must_use]
pub fn read_on(tree: &mut Tree, source: &str, from: usize, bytes: usize) -> usize {
    let mut most = bytes;
    loop {
        let room = from.saturating_add(most).min(source.len());
        let rest = source.as_bytes().get(room..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == b'\n').map_or(source.len(), |at| room + at + 1);
        let Some(text) = source.get(from..end) else { return source.len() };
        let piece = read(text);
        if piece.defines || piece.rough {
            *tree = parse(source);
            return source.len();
        }
        if end == source.len() {
            tree.append(&piece, 0..piece.blocks.len(), |start| start + from);
            *tree = whole(std::mem::take(tree));
            return end;
        }
        // The last block may go on behind the piece; those before it are whole.
        let fresh = |index: usize| fresh_line(&piece, text, index).map(|line| (index, line.start));
        if let Some((index, start)) = (1..piece.blocks.len()).rev().find_map(fresh) {
            tree.append(&piece, 0..index, |start| start + from);
            return from + start;
        }
        most = most.saturating_mul(2).max(1);
    }
}

/// The one stretch in which two texts differ.
struct Change {
    /// Where they begin to differ.
    start: usize,
    /// Where the old text goes on alike.
    old_end: usize,
    /// Where the new text goes on alike.
    new_end: usize,
}

impl Change {
    fn between(old: &str, new: &str) -> Self {
        let start = common_prefix(old.as_bytes(), new.as_bytes());
        let room = old.len().min(new.len()) - start;
        let tail = common_suffix(old.as_bytes(), new.as_bytes()).min(room);
        Self { start, old_end: old.len() - tail, new_end: new.len() - tail }
    }

    /// Where a place behind the change stands in the new text.
    const fn moved(&self, at: usize) -> usize {
        (at + self.new_end).saturating_sub(self.old_end)
    }
}

/// The line of a block that begins after a blank line.
struct Line {
    /// Where the blank line begins.
    blank: usize,
    /// Where the line begins.
    start: usize,
    /// Where the next line begins.
    end: usize,
}

/// The tree read from the changed region alone, where that is safe.
fn part(tree: &Tree, old: &str, new: &str, change: &Change) -> Option<Tree> {
    if tree.defines || tree.rough {
        return None;
    }
    let (first, from) = restart(tree, old, change);
    let fits = |tree: &Tree| !tree.defines && !tree.rough;
    if let Some((next, line)) = resume(tree, old, first, change) {
        let to = change.moved(line.end);
        let region = read(new.get(from..to)?);
        let meets = change.moved(*tree.starts.get(next)?) - from;
        let index = region.starts.partition_point(|start| *start < meets);
        let met = region.starts.get(index) == Some(&meets);
        if met && fits(&region) && region.blocks.get(index).is_some_and(|block| !block.continued) {
            let mut joined = head(tree, first);
            joined.append(&region, 0..index, |start| start + from);
            joined.append(tree, next..tree.blocks.len(), |start| change.moved(start));
            return Some(whole(joined));
        }
    }
    let region = read(new.get(from..)?);
    if !fits(&region) {
        return None;
    }
    let mut joined = head(tree, first);
    joined.append(&region, 0..region.blocks.len(), |start| start + from);
    Some(whole(joined))
}

/// The last block before the change where reading may begin anew, and where its line begins.
fn restart(tree: &Tree, old: &str, change: &Change) -> (usize, usize) {
    let before = tree.starts.partition_point(|start| *start < change.start);
    let begins = |index: &usize| {
        let line = fresh_line(tree, old, *index)?;
        (line.end <= change.start && line.end > line.start).then_some((*index, line.start))
    };
    (0..before).rev().find_map(|index| begins(&index)).unwrap_or((0, 0))
}

/// The first block after the change where the old tree may go on, and its line.
fn resume(tree: &Tree, old: &str, first: usize, change: &Change) -> Option<(usize, Line)> {
    let behind = tree.starts.partition_point(|start| *start < change.old_end);
    (behind.max(first)..tree.blocks.len()).find_map(|index| {
        let line = fresh_line(tree, old, index)?;
        (line.blank > change.old_end).then_some((index, line))
    })
}

/// The line a block begins on, where it is the first on it, no continuation, and a blank line stands before.
fn fresh_line(tree: &Tree, text: &str, index: usize) -> Option<Line> {
    let at = *tree.starts.get(index)?;
    if tree.blocks.get(index)?.continued {
        return None;
    }
    let before = text.get(..at)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    if !is_blank(text.get(start..at)?) {
        return None;
    }
    let end = text.get(at..)?.find('\n').map_or(text.len(), |found| at + found + 1);
    let above = text.get(..start.saturating_sub(1))?;
    let blank = above.rfind('\n').map_or(0, |at| at + 1);
    let above = above.get(blank..)?;
    let clear = start > 0 && is_blank(above.strip_suffix('\r').unwrap_or(above));
    clear.then_some(Line { blank, start, end })
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}

/// The first `count` blocks of a tree.
fn head(tree: &Tree, count: usize) -> Tree {
    let mut head = Tree::default();
    head.append(tree, 0..count, |start| start);
    head
}

/// Gives blocks outside the change that came out the same the pointers they had.
fn share(fresh: &mut Tree, old: &Tree, change: &Change) {
    for (block, start) in fresh.blocks.iter_mut().zip(&fresh.starts) {
        let end = start + block.span.end;
        let was = if end <= change.start {
            *start
        } else if *start >= change.new_end {
            start + change.old_end - change.new_end
        } else {
            continue;
        };
        if let Ok(index) = old.starts.binary_search(&was)
            && let Some(known) = old.blocks.get(index)
            && !Rc::ptr_eq(known, block)
            && known == block
        {
            *block = Rc::clone(known);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_in_one_paragraph_keeps_the_pointers_of_all_others() {
        let old = "# Title\n\nFirst.\n\n- one\n- two\n\nSecond here.\n\n| a |\n|---|\n| 1 |\n\nLast.\n";
        let new = old.replace("here", "there");
        let tree = parse(old);
        let fresh = reparse(&tree, old, &new);
        assert_eq!(fresh, parse(&new));
        let kept = tree.blocks.iter().zip(&fresh.blocks).map(|(old, new)| Rc::ptr_eq(old, new));
        assert_eq!(kept.collect::<Vec<_>>(), [true, true, true, false, true, true]);
    }

    #[test]
    fn a_definition_typed_at_the_end_makes_links_above() {
        let old = "See [it].\n\nMore.\n\n[it]: http:/\n";
        for new in ["See [it].\n\nMore.\n\n[it]: http://a.b\n", "See [it].\n\nMore.\n\n[it] http:/\n"] {
            assert_eq!(reparse(&parse(old), old, new), parse(new));
            assert_eq!(reparse(&parse(new), new, old), parse(old));
        }
    }

    #[test]
    fn a_fence_typed_takes_all_that_follows() {
        let old = "One.\n\nTwo.\n\nThree.\n";
        let new = "One.\n\n```\nTwo.\n\nThree.\n";
        assert_eq!(reparse(&parse(old), old, new), parse(new));
        assert_eq!(reparse(&parse(new), new, old), parse(old));
    }
}
