//! Laws over all small texts, seeded random ones, and what a reader would say of real ones.

use super::*;

/// The pairs as `left = right`, `~` where they only say it alike, with `>` before what moved.
fn check(left: &str, right: &str, expected: &[&str]) {
    let found = align(left, right);
    let shown = found.pairs.iter().map(|pair| {
        let text = |side: usize, at: usize| found.sentences[side][at].slice([left, right][side]).to_owned();
        let sign = if pair.same { "=" } else { "~" };
        let (one, other) = (text(0, pair.left), text(1, pair.right));
        format!("{}{one} {sign} {other}", if pair.moved { "> " } else { "" })
    });
    assert_eq!(shown.collect::<Vec<_>>(), expected);
}

fn assert_lawful(left: &str, right: &str) {
    let found = align(left, right);
    assert_eq!(found, align(left, right), "the same again");
    for (side, text) in [left, right].into_iter().enumerate() {
        let mut pos = 0;
        for span in &found.sentences[side] {
            assert!(pos <= span.start && span.start < span.end && span.end <= text.len(), "{text:?} {span:?}");
            assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{text:?} {span:?}");
            pos = span.end;
        }
    }
    let mut seen = [vec![0; found.sentences[0].len()], vec![0; found.sentences[1].len()]];
    for pair in &found.pairs {
        seen[0][pair.left] += 1;
        seen[1][pair.right] += 1;
        let said = |side: usize, at: usize| {
            let text = found.sentences[side][at].slice([left, right][side]);
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(pair.same, said(0, pair.left) == said(1, pair.right));
    }
    assert!(seen.iter().flatten().all(|times| *times <= 1), "each at most once: {left:?} {right:?}");
    assert!(found.pairs.is_sorted_by(|one, other| one.left < other.left));
    let staying: Vec<_> = found.pairs.iter().filter(|pair| !pair.moved).collect();
    assert!(staying.is_sorted_by(|one, other| one.right < other.right), "in order or moved: {left:?} {right:?}");
    if left == right {
        assert!(found.pairs.iter().enumerate().all(|(at, pair)| (pair.left, pair.right, pair.same) == (at, at, true)));
        assert_eq!(found.pairs.len(), found.sentences[0].len());
    }
}

#[test]
fn every_pair_of_small_texts_keeps_the_laws() {
    let sentences =
        ["One two three four five six.", "Seven eight nine ten eleven twelve.", "One two three four five ten.", "Yes."];
    let mut texts = vec![String::new()];
    for length in 1..=4_u32 {
        for code in 0..sentences.len().pow(length) {
            let pick = |at: u32| sentences[code / sentences.len().pow(at) % sentences.len()];
            texts.push((0..length).map(pick).collect::<Vec<_>>().join(" "));
        }
    }
    for left in &texts {
        for right in texts.iter().step_by(if left.len() > 90 { 17 } else { 1 }) {
            assert_lawful(left, right);
        }
        assert_lawful(left, left);
    }
}

#[test]
fn random_markdown_keeps_the_laws() {
    let pieces = [
        "# ",
        "- ",
        "1. ",
        "> ",
        "| a | b |\n|---|---|\n",
        "```\n",
        "$$",
        "\\[",
        "\n",
        "\n\n",
        " ",
        ". ",
        "The end",
        "of it",
        "was é",
        "東京へ。",
        "x^2",
        "**",
        "\r\n",
        "e\u{301}",
        "…",
        "1.5",
        "Dr. Who",
        "🏔\u{fe0f}",
    ];
    let mut random = fastrand::Rng::with_seed(11);
    for _ in 0..3000 {
        let mut text = || (0..random.usize(..24)).map(|_| pieces[random.usize(..pieces.len())]).collect::<String>();
        let (left, right) = (text(), text());
        assert_lawful(&left, &right);
        assert_lawful(&left, &left);
    }
}

#[test]
fn sentences_are_without_their_marks_and_code_tables_and_formulas_stay_whole() {
    let text = "# Head\n\nOne. Two!\n- item one\n  1) > deep\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n$$\nx. Y = 1\n$$\n```py\na. B\n\nc\n```\n---\nEnd";
    let found: Vec<&str> = sentences(text).into_iter().map(|span| span.slice(text)).collect();
    let expected = [
        "Head",
        "One.",
        "Two!",
        "item one",
        "deep",
        "| a | b |",
        "| 1 | 2 |",
        "$$\nx. Y = 1\n$$",
        "```py\na. B\n\nc\n```",
        "End",
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_says_it_alike_stands_for_it_and_what_one_alone_says_for_nothing() {
    check(
        "Bees make honey in summer. They live in hives of wax. Wasps do not.",
        "In summer bees make their honey. Nobody knows the reason for that. Bees live in hives made of wax.",
        &[
            "Bees make honey in summer. ~ In summer bees make their honey.",
            "They live in hives of wax. ~ Bees live in hives made of wax.",
        ],
    );
}

#[test]
fn what_stands_elsewhere_has_moved() {
    let (first, rest) =
        ("The red house by the old mill was sold in May.", "Nothing else was said of the matter. It rained.");
    check(
        &format!("{first} {rest}"),
        &format!("{rest} In May the red house by the mill was sold."),
        &[
            "> The red house by the old mill was sold in May. ~ In May the red house by the mill was sold.",
            "Nothing else was said of the matter. = Nothing else was said of the matter.",
            "It rained. = It rained.",
        ],
    );
}

#[test]
fn what_could_have_moved_from_several_places_did_not() {
    let twice = "The red house by the old mill was sold in May.";
    let rest = "Nothing else was said of the matter on that day. It rained and rained and rained.";
    check(
        &format!("{twice} {twice} {rest}"),
        &format!("{rest} {twice}"),
        &[
            "Nothing else was said of the matter on that day. = Nothing else was said of the matter on that day.",
            "It rained and rained and rained. = It rained and rained and rained.",
        ],
    );
}

#[test]
fn headings_rows_and_languages_are_paired_too() {
    check(
        "## Kosten 2027\n\n| Posten | Euro |\n|---|---|\n| Miete | 1200 |\n",
        "## Die Kosten für 2027\n\n| Posten | Euro |\n|---|---|\n| Strom | 90 |\n| Miete | 1250 |\n",
        &[
            "Kosten 2027 ~ Die Kosten für 2027",
            "| Posten | Euro | = | Posten | Euro |",
            "| Miete | 1200 | ~ | Miete | 1250 |",
        ],
    );
}

#[test]
fn a_place_leads_to_its_sentence_and_that_to_its_pair() {
    let found = align("One and two. Three.", "Three. One and two.");
    assert_eq!([0, 12, 13, 14, 99].map(|at| found.sentence_at(0, at)), [0, 0, 1, 1, 1].map(Some));
    assert_eq!(align("", "a").sentence_at(0, 0), None);
    assert_eq!(found.pair_of(0, 9), None);
    for (at, pair) in found.pairs.iter().enumerate() {
        assert_eq!((found.pair_of(0, pair.left), found.pair_of(1, pair.right)), (Some(at), Some(at)));
    }
}

#[test]
fn two_long_texts_that_share_hardly_anything_are_lawful_too() {
    let mut random = fastrand::Rng::with_seed(5);
    let mut text = |words: usize| -> String {
        let mut text = String::new();
        while text.len() < 100_000 {
            for _ in 0..random.usize(1..words) {
                text.push_str(["alpha ", "beta ", "gamma ", "delta "][random.usize(..4)]);
                text.push_str(&random.u32(..3000).to_string());
                text.push(' ');
            }
            text.push_str("x.\n\n");
        }
        text
    };
    let (left, right) = (text(3), text(3));
    assert_lawful(&left, &right);
    assert!(align(&left, &right).degraded, "it is told that not all was looked at");
    let (left, right) = (text(24), text(24));
    assert_lawful(&left, &right);
}
