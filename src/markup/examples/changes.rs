//! Where tracked changes are shown, in CriticMarkup: `{++inserted++}` is part of the text, `{--deleted--}` a point in it.

use std::fmt::Write;

use expect_test::{Expect, expect};

use crate::markup::{Decoration, Decorations, parse, place};
use crate::text::Span;

/// A line a block: leaves in ‹›, text under a mark in ++, what is pinned in {}.
#[expect(clippy::needless_pass_by_value, reason = "an expectation is written in place")]
fn check(written: &str, expected: Expect) {
    let (source, decorations) = read(written);
    let tree = parse(&source);
    let mut shown = String::new();
    for (index, block) in tree.blocks.iter().enumerate() {
        let placed = place(&tree, index, &source, &decorations);
        let pin = |mark: &usize| format!("{{{}}}", placed.marks[*mark].kind);
        for leaf in block.leaves() {
            shown.push('‹');
            for piece in placed.pieces(leaf, tree.source(index, &source)) {
                shown.extend(piece.pins.iter().map(pin));
                let sign = if piece.marks.is_empty() { "" } else { "+" };
                let _ = write!(shown, "{sign}{}{sign}", piece.text.replace('\n', "⏎"));
            }
            shown.push('›');
        }
        shown.extend(placed.own.iter().map(pin));
        shown.push('\n');
    }
    expected.assert_eq(&shown);
}

fn read(mut written: &str) -> (String, Decorations<String>) {
    let mut source = String::new();
    let mut decorations = Vec::new();
    while let Some((before, rest)) = written.split_once('{') {
        source.push_str(before);
        let (inner, rest) = rest.split_once('}').unwrap_or_default();
        let start = source.len();
        let kind = if let Some(inserted) = inner.strip_prefix("++") {
            source.push_str(inserted.strip_suffix("++").unwrap_or_default());
            "+".to_owned()
        } else {
            inner.trim_matches('-').replace('\n', "⏎")
        };
        decorations.push(Decoration { span: Span { start, end: source.len() }, kind });
        written = rest;
    }
    source.push_str(written);
    (source, Decorations::new(decorations))
}

#[test]
fn a_replaced_word_shows_the_old_before_the_new() {
    check(
        "The {--cat--}{++dog++} sat{++ down++}.",
        expect![[r#"
        ‹The {cat}+dog+ sat+ down+.›
    "#]],
    );
}

#[test]
fn a_deletion_stays_in_its_own_item_cell_and_paragraph() {
    check(
        "- a{-- b--}\n- c\n",
        expect![[r#"
        ‹a{ b}›‹c›
    "#]],
    );
    check(
        "- a\n- {--b --}c\n",
        expect![[r#"
        ‹a›‹{b }c›
    "#]],
    );
    check(
        "| a{--x--} | b |\n|--|--|\n| c | {--y--}d |\n",
        expect![[r#"
            ‹a{x}›‹b›‹c›‹{y}d›
        "#]],
    );
    check(
        "One.{-- Two.--}\n\nThree.\n",
        expect![[r#"
        ‹One.{ Two.}›
        ‹Three.›
    "#]],
    );
    check(
        "One.\n\n{--Two.\n\n--}Three.\n",
        expect![[r#"
        ‹One.›
        ‹{Two.⏎⏎}Three.›
    "#]],
    );
}

#[test]
fn markup_that_is_inserted_or_deleted_is_pinned_to_the_text_beside_it() {
    check(
        "a {++**++}b{++**++} c",
        expect![[r#"
        ‹a {+}›‹b{+}›‹ c›
    "#]],
    );
    check(
        "a {--**--}b{--**--} c",
        expect![[r#"
        ‹a {**}b{**} c›
    "#]],
    );
    check(
        "{++# ++}Title\n",
        expect![[r#"
        ‹{+}Title›
    "#]],
    );
    check(
        "a *b*{--x--} c",
        expect![[r#"
        ‹a ›‹b›‹{x} c›
    "#]],
    );
    check(
        "**a{--x--}** b",
        expect![[r#"
        ‹a{x}›‹ b›
    "#]],
    );
    check(
        "[a](http://b{++c++})",
        expect![[r#"
        ‹a{+}›
    "#]],
    );
}

#[test]
fn an_inserted_paragraph_is_shown_once() {
    check(
        "One.{++\n\nTwo.++}\n\nThree.\n",
        expect![[r#"
        ‹One.›
        ‹+Two.+›
        ‹Three.›
    "#]],
    );
    check(
        "One.{++\n\n++}Two.\n",
        expect![[r#"
        ‹One.{+}›
        ‹Two.›
    "#]],
    );
}

#[test]
fn what_has_no_text_shows_its_changes_itself() {
    check(
        "a\n\n{++---++}\n\n{--x--}***\n",
        expect![[r#"
        ‹a›
        {+}
        {x}
    "#]],
    );
    check(
        "{--all--}",
        expect![[r#"
        {all}
    "#]],
    );
}

#[test]
fn what_cannot_be_cut_is_marked_as_a_whole() {
    check(
        "a {++&am++}p; b {--x--}&lt;{--y--}",
        expect![[r#"
        ‹a ›‹+&+›‹ b ›‹{x}<{y}›
    "#]],
    );
    check(
        "a &a{--x--}mp; b",
        expect![[r#"
        ‹a ›‹{x}&›‹ b›
    "#]],
    );
}
