//! Every decoration is seen: a point once, a range on all the text it covers, or once where it covers none.

use super::{TRICKY, random_text};
use crate::markup::{Decoration, Decorations, Placed, Tree, parse, place};
use crate::text::Span;

#[test]
fn every_point_and_every_range_of_a_tricky_text_is_seen() {
    for source in TRICKY {
        let tree = parse(source);
        let bounds = bounds(source);
        for start in &bounds {
            for end in bounds.iter().filter(|end| *end >= start) {
                check(&tree, source, &[Span { start: *start, end: *end }]);
            }
        }
    }
}

#[test]
fn every_heap_of_decorations_on_a_random_text_is_seen() {
    let mut random = fastrand::Rng::with_seed(3);
    for _ in 0..3000 {
        let source = random_text(&mut random, 30);
        let bounds = bounds(&source);
        let count = random.usize(0..10);
        let spans = (0..count).map(|_| {
            let start = bounds[random.usize(0..bounds.len())];
            let end = bounds[random.usize(0..bounds.len())];
            if random.bool() { Span { start, end: start } } else { Span { start: start.min(end), end: end.max(start) } }
        });
        check(&parse(&source), &source, &spans.collect::<Vec<_>>());
    }
}

#[test]
fn decorations_that_fit_no_text_do_no_harm() {
    let source = "é **ü**\n\n漢";
    let tree = parse(source);
    for start in 0..20 {
        for end in 0..20 {
            let decorations = Decorations::new(vec![Decoration { span: Span { start, end }, kind: () }]);
            let seen: usize =
                (0..tree.blocks.len()).map(|index| place(&tree, index, source, &decorations).marks.len()).sum();
            assert!(seen > 0, "{start}..{end}");
        }
    }
}

fn bounds(source: &str) -> Vec<usize> {
    (0..=source.len()).filter(|at| source.is_char_boundary(*at)).collect()
}

fn check(tree: &Tree, source: &str, spans: &[Span]) {
    let list: Vec<_> = spans.iter().enumerate().map(|(kind, span)| Decoration { span: *span, kind }).collect();
    let decorations = Decorations::new(list);
    let mut pinned = vec![0; spans.len()];
    // By decoration, the bytes of exact leaves it is shown over, and whether it is shown over any leaf.
    let mut over = vec![vec![false; source.len()]; spans.len()];
    let mut covers = vec![false; spans.len()];
    // How often what is seen of it begins, and ends.
    let mut ends = vec![(0, 0); spans.len()];
    for index in 0..tree.blocks.len() {
        let placed = place(tree, index, source, &decorations);
        let block = &tree.blocks[index];
        let text = tree.source(index, source);
        let kind = |mark: &usize| placed.marks[*mark].kind;
        placed.own.iter().for_each(|mark| pinned[kind(mark)] += 1);
        assert!(placed.own.is_empty() || block.is_silent());
        for leaf in block.leaves() {
            let pieces = placed.pieces(leaf, text);
            let joined: String = pieces.iter().map(|piece| piece.text).collect();
            assert_eq!(joined, leaf.text(text), "{source:?}");
            let mut at = leaf.span.start;
            for piece in &pieces {
                assert_eq!(piece.span.start, at, "{source:?}: pieces follow each other");
                at = piece.span.end;
                piece.pins.iter().for_each(|mark| pinned[kind(mark)] += 1);
                for mark in &piece.marks {
                    assert!(!piece.text.is_empty());
                    covers[kind(mark)] = true;
                    let (opens, closes) = (placed.marks[*mark].opens, placed.marks[*mark].closes);
                    ends[kind(mark)].0 += usize::from(opens.is_some_and(|at| piece.span.start <= at));
                    ends[kind(mark)].1 += usize::from(closes.is_some_and(|at| piece.span.end >= at));
                    let span = tree.absolute(index, piece.span);
                    over[kind(mark)][span.start..span.end].fill(leaf.is_exact());
                }
            }
            assert_eq!(at, leaf.span.end);
            exact(tree, index, leaf, spans, &over, source);
        }
        marks_are_in_order(&placed);
    }
    for (kind, span) in spans.iter().enumerate() {
        let once = usize::from(!covers[kind]);
        assert_eq!(pinned[kind], once, "{source:?} {span:?} of {spans:?}");
        assert!(!span.is_empty() || !covers[kind]);
        let begun = usize::from(covers[kind]);
        assert_eq!(ends[kind], (begun, begun), "{source:?} {span:?}: it begins once and ends once");
    }
}

/// A byte of an exact leaf is under a mark exactly where the decoration covers it.
fn exact(tree: &Tree, index: usize, leaf: &crate::markup::Leaf, spans: &[Span], over: &[Vec<bool>], source: &str) {
    let shown = tree.absolute(index, leaf.span);
    for at in (shown.start..shown.end).filter(|_| leaf.is_exact()) {
        for (span, over) in spans.iter().zip(over) {
            let covered = span.start <= at && at < span.end;
            assert_eq!(over[at], covered, "{source:?} {span:?} at {at}");
        }
    }
}

fn marks_are_in_order<K>(placed: &Placed<K>) {
    assert!(placed.marks.is_sorted_by_key(|mark| mark.span.start));
}
