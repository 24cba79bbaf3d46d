//! What two changes of one text come to.

use super::*;
use crate::text::grapheme;
use crate::text::tests::hunt;

fn check(base: &str, ours: &str, theirs: &str, expected: &str) {
    let merged = lawful(base, ours, theirs);
    assert_eq!((merged.text.as_str(), merged.clean), (expected, true), "{:?}", shown(base, ours, theirs));
    assert_eq!(merge(base, theirs, ours).text, expected);
}

/// The conflicts as `[base, ours, theirs]`.
fn shown<'t>(base: &'t str, ours: &'t str, theirs: &'t str) -> Vec<[&'t str; 3]> {
    let merged = lawful(base, ours, theirs);
    let texts = |change: &Change| [change.base.slice(base), change.ours.slice(ours), change.theirs.slice(theirs)];
    merged.conflicts().map(texts).collect()
}

/// A merge, after a look at all that must hold of any.
fn lawful(base: &str, ours: &str, theirs: &str) -> Merge {
    let merged = merge(base, ours, theirs);
    let told = format!("{base:?} {ours:?} {theirs:?} {merged:?}");
    let mut from = Change::default();
    let end = Change {
        base: Span::at(base.len()),
        ours: Span::at(ours.len()),
        theirs: Span::at(theirs.len()),
        text: Span::at(merged.text.len()),
        ..from
    };
    for change in merged.changes.iter().chain([&end]) {
        let between = Span::new(from.base.end, change.base.start).slice(base);
        assert_eq!(Span::new(from.ours.end, change.ours.start).slice(ours), between, "{told}");
        assert_eq!(Span::new(from.theirs.end, change.theirs.start).slice(theirs), between, "{told}");
        assert_eq!(Span::new(from.text.end, change.text.start).slice(&merged.text), between, "{told}");
        let in_order = |one: Span, other: Span| one.end <= other.start && other.start <= other.end;
        assert!(in_order(from.base, change.base) && in_order(from.text, change.text), "{told}");
        for (text, span) in [(base, change.base), (ours, change.ours), (theirs, change.theirs)] {
            assert!([span.start, span.end].iter().all(|&pos| grapheme::is_boundary(text, pos)), "{told}");
        }
        from = *change;
    }
    for change in &merged.changes {
        let (was, we, they) = (change.base.slice(base), change.ours.slice(ours), change.theirs.slice(theirs));
        let by = match change.by {
            By::Ours => we != was,
            By::Theirs => they != was,
            By::Both => we == they && we != was,
            By::Conflict => we != they && we != was && they != was,
            By::Chosen => false,
        };
        assert!(by, "{told}");
        let put = if change.by == By::Theirs { they } else { we };
        assert_eq!(change.text.slice(&merged.text), put, "{told}");
    }
    merged
}

/// All that must hold of three texts.
fn assert_laws(base: &str, ours: &str, theirs: &str) {
    let merged = lawful(base, ours, theirs);
    let turned = merge(base, theirs, ours);
    let mirrored = |change: &Change| {
        let by = match change.by {
            By::Ours => By::Theirs,
            By::Theirs => By::Ours,
            by => by,
        };
        (by, change.base, change.theirs, change.ours)
    };
    let one: Vec<_> = merged.changes.iter().map(mirrored).collect();
    let other: Vec<_> =
        turned.changes.iter().map(|change| (change.by, change.base, change.ours, change.theirs)).collect();
    assert_eq!(one, other, "{base:?} {ours:?} {theirs:?}");
    assert!(!merged.clean || merged.text == turned.text);
    let theirs_chosen = settle(base, ours, theirs, merged.changes.clone(), |_| Some(Choice::Theirs));
    assert_eq!(theirs_chosen.text, turned.text, "{base:?} {ours:?} {theirs:?}");
    assert!(theirs_chosen.clean);
}

/// What merging with the base, or with the same, comes to.
fn assert_laws_of_two(base: &str, ours: &str) {
    let sides = [(ours, base, By::Ours), (base, ours, By::Theirs), (ours, ours, By::Both)];
    for (one, other, by) in sides {
        let merged = lawful(base, one, other);
        assert_eq!(merged.text, ours, "{base:?} {ours:?}");
        assert!(merged.changes.iter().all(|change| change.by == by), "{base:?} {ours:?} {merged:?}");
    }
}

#[test]
fn the_laws_hold_for_all_short_texts() {
    let pieces = ["a", "b ", ",\n"];
    let mut texts = vec![String::new()];
    for from in 0..7 {
        let longer: Vec<String> = pieces.iter().map(|piece| format!("{}{piece}", texts[from])).collect();
        texts.extend(longer);
    }
    for base in &texts {
        for ours in &texts {
            assert_laws_of_two(base, ours);
            for theirs in &texts {
                assert_laws(base, ours, theirs);
            }
        }
    }
}

#[test]
fn the_laws_hold_for_random_texts() {
    let pieces =
        ["a", "b", " ", "word", ". ", ", ", "\n", "\r\n", "- x\n", "é", "e\u{301}", "🇩🇪", "👩‍👩‍👧", "東", "4 %", "\u{301}"];
    let mut random = fastrand::Rng::with_seed(11);
    for round in 0..1500 {
        let mut base: Vec<&str> = (0..random.usize(..24)).map(|_| pieces[random.usize(..pieces.len())]).collect();
        let mut changed = || {
            let mut text = base.clone();
            for _ in 0..random.usize(..4) {
                let at = random.usize(..=text.len());
                let end = (at + random.usize(..3)).min(text.len());
                let new: Vec<&str> = (0..random.usize(..3)).map(|_| pieces[random.usize(..pieces.len())]).collect();
                text.splice(at..end, new);
            }
            text.concat()
        };
        let (ours, theirs) = (changed(), changed());
        if round % 8 == 0 {
            base.reverse();
        }
        assert_laws_of_two(&base.concat(), &ours);
        assert_laws(&base.concat(), &ours, &theirs);
    }
}

#[test]
fn changes_in_different_places_are_both_made() {
    check("The cat sat on it.", "The dog sat on it.", "The cat sat by it.", "The dog sat by it.");
    check("a b c", "x b c", "a y c", "x y c");
    check("One.\n\nTwo.\n", "One.\n\nNew.\n\nTwo.\n", "One.\n\nTwo, too.\n", "One.\n\nNew.\n\nTwo, too.\n");
}

#[test]
fn the_same_change_counts_once() {
    check("The cat sat.", "The dog sat.", "The dog sat.", "The dog sat.");
    check("a b c", "a b b c", "a b b c", "a b b c");
    check("The cat sat there.", "The dog ran there.", "The dog sat there.", "The dog ran there.");
}

#[test]
fn changes_side_by_side_are_both_made() {
    check("First\nSecond\n", "1st\nSecond\n", "First\n2nd\n", "1st\n2nd\n");
    check("- one\n- two\n", "- one\n- new\n- two\n", "- One\n- two\n", "- One\n- new\n- two\n");
    check("- one\n- two\n", "- one\n- new\n", "- One\n- two\n", "- One\n- new\n");
    check("It was so.", "It is so.", "It was so!", "It is so!");
    check("我去学校", "我到学校", "我去中校", "我到中校");
    check("the cat sat", "cat sat", "the dog sat", "dog sat");
    check("the cat sat", "the black cat sat", "the dog sat", "the black dog sat");
    check("However the cat sat", "However, the cat sat", "However cat sat", "However, cat sat");
}

#[test]
fn words_put_beside_what_was_deleted_or_rewritten_are_for_somebody_to_look_at() {
    assert_eq!(shown("the cat sat", "the black cat sat", "the sat"), [["cat ", "black cat ", ""]]);
    let found = shown("Come on 5 May then.", "Come on 5 May 2023 then.", "Come tomorrow then.");
    assert_eq!(
        found.iter().map(|texts| texts.map(str::trim)).collect::<Vec<_>>(),
        [["on 5 May", "on 5 May 2023", "tomorrow"]]
    );
    assert_eq!(shown("It cost 5 then.", "It cost 5 million then.", "It cost 7000 then.").len(), 1);
}

#[test]
fn what_both_put_in_slightly_different_places_does_not_stand_twice() {
    assert_eq!(shown("clear — why", "clear, — why", "clear, why"), [[" —", ", —", ","]]);
    assert_eq!(shown("he was old", "he was old.", "he was aged.").len(), 1);
    check("he was old", "he was old.", "he was old.", "he was old.");
}

#[test]
fn a_change_that_includes_the_other_is_taken() {
    check("It cost much then.", "It rose then.", "It rose, then.", "It rose, then.");
    check("- one\n", "- one\n- two\n", "- one\n- two\n- three\n", "- one\n- two\n- three\n");
    check("a very very big dog", "a dog", "a very big dog", "a dog");
    check("One.\nTwo, if so.\nThree.\n", "One.\nThree.\n", "One.\nTwo.\nThree.\n", "One.\nThree.\n");
}

#[test]
fn in_a_conflict_the_text_holds_ours() {
    let (base, ours, theirs) = ("The cat sat on it.", "The dog sat on it.", "The cow sat by it.");
    let merged = merge(base, ours, theirs);
    assert_eq!(merged.text, "The dog sat by it.");
    let conflict = Change {
        by: By::Conflict,
        base: Span::new(4, 7),
        ours: Span::new(4, 7),
        theirs: Span::new(4, 7),
        text: Span::new(4, 7),
    };
    assert_eq!(merged.conflicts().copied().collect::<Vec<_>>(), [conflict]);
}

#[test]
fn two_insertions_in_one_place_conflict() {
    assert_eq!(shown("a c", "a x c", "a y c"), [["", "x ", "y "]]);
    assert_eq!(shown("- one\n", "- one\n- two\n", "- one\n- three\n"), [["", "- two\n", "- three\n"]]);
}

#[test]
fn a_deletion_across_a_change_conflicts() {
    assert_eq!(shown("a b c d e", "a e", "a b x d e"), [["b c d ", "", "b x d "]]);
    assert_eq!(shown("One.\nTwo.\nThree.\n", "One.\nThree.\n", "One.\nTwo, too.\nThree.\n").len(), 1);
}

#[test]
fn a_rewritten_passage_conflicts_as_a_whole() {
    let base = "We think that he went to the old house at noon. It rained.";
    let ours = "Nobody can say for sure whether the visit took place. It rained.";
    let theirs = "We think that she went to the new house at noon. It poured.";
    let merged = merge(base, ours, theirs);
    assert_eq!(merged.text, "Nobody can say for sure whether the visit took place. It poured.");
    assert_eq!(merged.conflicts().count(), 1);
}

#[test]
fn line_ends_changed_by_one_do_not_hide_what_the_other_changed() {
    let base = "One cat.\nTwo cats.\nThree.\n";
    check(base, &base.replace('\n', "\r\n"), "One cat.\nTwo dogs.\nThree.\n", "One cat.\r\nTwo dogs.\r\nThree.\r\n");
}

#[test]
fn conflicts_are_settled_one_by_one() {
    let (base, ours, theirs) =
        ("The cat sat. The sun shone. Yes.", "The dog sat. The moon shone. Yes!", "The cow sat. The sky shone. Yes.");
    let merged = merge(base, ours, theirs);
    assert_eq!(merged.conflicts().count(), 2);
    let settled = |choices: [Option<Choice<'static>>; 2]| {
        let made = settle(base, ours, theirs, merged.changes.clone(), |number| choices[number]);
        let open = made.conflicts().count();
        (made.text, open)
    };
    let text = |text: &str, open| (text.to_owned(), open);
    assert_eq!(settled([None, None]), text("The dog sat. The moon shone. Yes!", 2));
    assert_eq!(settled([Some(Choice::Theirs), None]), text("The cow sat. The moon shone. Yes!", 1));
    let choices = [Some(Choice::Both), Some(Choice::Base)];
    assert_eq!(settled(choices), text("The dogcow sat. The sun shone. Yes!", 0));
    let choices = [Some(Choice::Text("hen")), Some(Choice::Ours)];
    assert_eq!(settled(choices), text("The hen sat. The moon shone. Yes!", 0));
    let first = settle(base, ours, theirs, merged.changes.clone(), |number| (number == 0).then_some(Choice::Theirs));
    let then = settle(base, ours, theirs, merged.changes, |number| (number == 1).then_some(Choice::Theirs));
    assert_eq!((first.conflicts().count(), then.conflicts().count()), (1, 1));
}

#[test]
fn large_texts_that_have_nothing_in_common_are_merged_in_bounded_work() {
    let text = |by: usize, cut: &str| -> String { (0..4_000).map(|at| format!("{}{cut}", (at * by) % 9973)).collect() };
    let (base, ours, theirs) = (text(1, " "), text(7, "\n"), text(11, " "));
    assert!(!merge(&base, &ours, &theirs).clean);
    let (base, ours, theirs) = ("ab ".repeat(8_000), "ba ".repeat(8_000), "\n".repeat(24_000));
    assert!(!merge(&base, &ours, &theirs).clean);
}

#[test]
fn hunted_texts_keep_the_laws() {
    hunt("merge", 3, |case| {
        assert_laws_of_two(&case[0], &case[1]);
        assert_laws(&case[0], &case[1], &case[2]);
    });
}
