//! What a comparison shows, case by case, and the laws it keeps on every text.

use super::*;
use crate::text::change_set::{ChangeSet, Side};
use crate::text::notation;
use crate::text::tests::hunt;
use crate::text::token;

/// The comparison of the two texts that `marked` stands for must come out as `marked`.
pub(super) fn check(marked: &str) {
    let texts = notation::read(marked);
    compare(&texts.original, &texts.corrected, marked);
}

fn compare(old: &str, new: &str, marked: &str) {
    let found = diff(old, new, Kind::Auto);
    assert_eq!(notation::write(old, &found.edits(new)), marked);
    assert_lawful(old, new, &found);
}

pub(super) fn assert_lawful(old: &str, new: &str, found: &Comparison) {
    assert_eq!(apply(old, new, found, |_| true), new, "{old:?} {new:?} {found:?}");
    assert_eq!(apply(old, new, found, |_| false), old, "{old:?} {new:?} {found:?}");
    let (mut at, mut there) = (0, 0);
    for (index, hunk) in found.hunks.iter().enumerate() {
        assert!(
            !hunk.is_empty() && hunk.starts_on_edges(old, new) && hunk.ends_on_edges(old, new),
            "{old:?} {new:?} {hunk:?}"
        );
        assert!(index == 0 || hunk.old.start > at, "adjoining: {old:?} {new:?} {found:?}");
        let (kept, same) = (Span::new(at, hunk.old.start), Span::new(there, hunk.new.start));
        assert_eq!(kept.slice(old), same.slice(new), "{old:?} {new:?} {found:?}");
        assert_ne!(hunk.old.slice(old), hunk.new.slice(new), "{old:?} {new:?} {found:?}");
        (at, there) = (hunk.old.end, hunk.new.end);
    }
}

#[test]
fn equal_texts_have_no_hunks() {
    check("");
    check("The cat sat.");
}

#[test]
fn words_are_replaced_whole() {
    check("Der {~~Ausgang~>Ausgänge~~} war zu.");
    check("It was {~~1.234,5 EUR~>1.243,5 EUR~~}, {~~5%~>6%~~} more.");
    check("The {~~cat~>dog~~} sat on the {~~mat~>rug~~}.");
    check("東京へ{~~行~>帰~~}く");
}

#[test]
fn insertions_take_the_space_after_them() {
    check("The {++big ++}cat sat{++ down++}.");
    check("The {--big --}cat sat{-- down--}.");
    check("a, b, {++x, ++}c");
    check("One. {++New. ++}Two.");
    check("the {--the --}cat");
    check("a {-- --}b");
}

#[test]
fn whole_lines_stand_on_line_ends() {
    check("- a\n- b\n{++- c\n++}- d\n");
    check("One.\n\n{++New.\n\n++}Two.\n\nThree.");
    check("- a\n{--- b\n--}- c\n");
    check("One.{++\n\nTwo.++}");
    check("a\r\n{++b\r\n++}c");
}

#[test]
fn words_next_to_each_other_are_one_hunk_but_lines_are_not() {
    check("a {~~b c~>x y~~} d");
    check("a {~~b~>x~~}\n{~~c~>y~~} d");
}

#[test]
fn a_chance_word_between_rewritten_halves_is_no_anchor() {
    check("{~~He quickly took the red ball home~>She never liked the blue sky anyway~~}.");
    check("The {~~Ausgang~>Eingang~~} of {~~Haus~>Garten~~}.");
}

#[test]
fn sentences_rewritten_one_after_the_other_are_one_passage_and_lines_are_not() {
    check("{~~Cats eat fish. Dogs drink water~>Cows like grass. Birds took bread~~}.");
    check("{~~Cats eat fish~>Cows like grass~~}.\n{~~Dogs drink water~>Birds took bread~~}.");
}

#[test]
fn altered_words_are_an_edit_each_and_other_words_one_phrase_for_another() {
    check("{~~social~>Social~~} sites {~~has~>have~~} {~~allow~>allowed~~} us.");
    check("I {~~have been going~>went~~} there {~~because of~>for~~} you.");
    check(
        "In my opinion, {--the --}public transport {~~are~>is~~} useful for {~~peoples~>people~~} in {++the ++}city.",
    );
}

#[test]
fn signs_are_an_edit_each_but_for_a_sentence_begun_anew() {
    check("I was there{~~, today~>. Today~~} I am not.");
    check("On the other hand{++,++} it {~~depend~>depends~~} {~~of~>on~~} him{++.++}");
    check("Дивитись кіно {~~-~>—~~} це відпочинок{++,++} {~~-~>—~~} сказав.");
}

#[test]
fn words_in_another_order_or_written_as_one_are_one_edit() {
    check("He asked where {~~was the station~>the station was~~}.");
    check("I hope you enjoy {~~your self~>yourself~~} {~~in~>at~~} the party.");
}

#[test]
fn equal_sentences_hold_their_place_in_a_rewritten_paragraph() {
    check(
        "{--Some said one thing about the red house. --}It was sold in May. {~~Nobody there ever knew why it went \
         so cheap~>Later, two buyers from abroad came to look at it again~~}.",
    );
}

#[test]
fn line_ends_are_compared_as_they_are() {
    check("a{~~\r\n~>\n~~}b");
    check("a\n{++\n++}b");
}

fn letters(alphabet: &[&str], mut code: usize) -> String {
    let mut text = String::new();
    while code > 0 {
        code -= 1;
        text.push_str(alphabet.get(code % alphabet.len()).copied().unwrap_or_default());
        code /= alphabet.len();
    }
    text
}

#[test]
fn comparisons_of_all_short_texts_are_lawful() {
    let alphabet = ["a", "b", " ", "\n", "."];
    for (a, b) in (0..156).flat_map(|a| (0..156).map(move |b| (a, b))) {
        let (old, new) = (letters(&alphabet, a), letters(&alphabet, b));
        assert_lawful(&old, &new, &diff(&old, &new, Kind::Auto));
    }
}

#[test]
fn comparisons_of_random_texts_are_lawful() {
    let mut random = fastrand::Rng::with_seed(7);
    let words = [
        "a", "b", "word", " ", " ", "  ", "\n", "\r\n", ".", ",", "1", "'", "e\u{301}", "\u{301}", "🇩", "🇪", "東", "%",
    ];
    for _ in 0..4000 {
        let mut text =
            |most: usize| -> String { (0..random.usize(..most)).map(|_| words[random.usize(..words.len())]).collect() };
        let (head, old, mid, other, tail) = (text(6), text(9), text(6), text(9), text(6));
        let (old, new) = (format!("{head}{old}{mid}{tail}"), format!("{head}{mid}{other}{tail}"));
        assert_lawful(&old, &new, &diff(&old, &new, Kind::Auto));
    }
}

#[test]
fn a_large_text_is_compared_by_lines_and_a_large_rewritten_line_told_openly() {
    let lines: Vec<String> = (0..20_000)
        .map(|line| {
            format!(
                "Line {line} of the text.
"
            )
        })
        .collect();
    let text = lines.concat();
    let new = text.replacen("Line 7000 of", "Line 7000 in", 1).replacen("Line 9000 of the text.\n", "", 1);
    let found = diff(&text, &new, Kind::Auto);
    assert_lawful(&text, &new, &found);
    assert_eq!((found.hunks.len(), found.degraded), (2, false));
    let (old, new) = ("a b ".repeat(40_000), "c d ".repeat(40_000));
    let found = diff(&old, &new, Kind::Auto);
    assert_lawful(&old, &new, &found);
    assert!(found.degraded);
}

#[test]
fn tokens_of_a_hunk_are_tokens_of_the_text() {
    let (old, new) = ("x 3.14 y", "x 3,14 y");
    let found = diff(old, new, Kind::Auto);
    assert!(found.hunks.iter().all(|hunk| token::is_boundary(old, hunk.old.start)));
    compare(old, new, "x {~~3.14~>3,14~~} y");
}

#[test]
fn cells_of_a_table_stay_apart() {
    check("| {~~red small old houses~>two blue new cars~~} | {~~went down again today~>came up there once~~} |\n");
}

/// Texts as they are revised: sentences and lines of all kinds, some altered, some put elsewhere.
fn revision(random: &mut fastrand::Rng) -> (String, String) {
    const PIECES: [&str; 14] = [
        "The red house was sold in May for 1,200 EUR. ",
        "Nobody knew why; it’s **old**, `x = f(a)` said. ",
        "- An item of a list, with a [link](https://a.example/b?c=1).\n",
        "| cell | other cell | $\\frac{1}{2}$ |\n",
        "\r\n",
        "\n\n",
        "```\nfn a() {\n    b();\n}\n```\n",
        "東京へ行く。明日は雨です。",
        "ภาษาไทย ",
        "שלום עולם, זה מבחן. ",
        "e\u{301}té à\u{a0}Noël 👩‍👩‍👧🇩🇪 ",
        "# A heading of five plain words\n",
        "Yes. No! Maybe?  ",
        "the the the, a a ",
    ];
    let old: Vec<String> = (0..random.usize(..9)).map(|_| PIECES[random.usize(..PIECES.len())].to_owned()).collect();
    let mut new = old.clone();
    for _ in 0..random.usize(..4) {
        if new.is_empty() {
            break;
        }
        let at = random.usize(..new.len());
        match random.usize(..5) {
            0 => drop(new.remove(at)),
            1 => new.insert(at, PIECES[random.usize(..PIECES.len())].to_owned()),
            2 => {
                let piece = new.remove(at);
                new.insert(random.usize(..=new.len()), piece);
            }
            3 => new[at] = new[at].replacen(' ', " so ", random.usize(..3)),
            _ => new[at] = new[at].replace(['e', 'a', '。'], ["", "o", "\r\n"][random.usize(..3)]),
        }
    }
    (old.concat(), new.concat())
}

#[test]
fn revisions_of_every_kind_of_text_keep_the_laws() {
    let mut random = fastrand::Rng::with_seed(23);
    for _ in 0..3000 {
        let (old, new) = revision(&mut random);
        for kind in [Kind::Auto, Kind::Prose, Kind::Markdown, Kind::Code] {
            let found = diff(&old, &new, kind);
            assert_lawful(&old, &new, &found);
            assert_eq!(found, diff(&old, &new, kind), "{old:?} {new:?}");
            assert_eq!(diff(&new, &new, kind), Comparison::default());
            assert_moves_are_lawful(&old, &new, &found);
        }
    }
}

fn assert_moves_are_lawful(old: &str, new: &str, found: &Comparison) {
    let mut halves: Vec<usize> = found.moves.iter().flat_map(|one| [one.from, one.to]).collect();
    halves.sort_unstable();
    halves.dedup();
    assert_eq!(halves.len(), 2 * found.moves.len(), "{old:?} {new:?} {found:?}");
    for one in &found.moves {
        let (from, to) = (found.hunks[one.from], found.hunks[one.to]);
        assert!(from.new.is_empty() && to.old.is_empty(), "{old:?} {new:?} {found:?}");
        let (from, to) = (from.old.slice(old), to.new.slice(new));
        let edits: Vec<Edit> = one.inner.iter().map(|hunk| hunk.edit(to)).collect();
        assert_eq!(crate::text::apply(from, &edits).trim(), to.trim(), "{old:?} {new:?} {found:?}");
    }
}

#[test]
fn a_passage_too_large_to_be_looked_at_closely_is_told() {
    let words = |count: usize, of: &str| (0..count).map(|at| format!("{of}{at:03} ")).collect::<String>();
    for (count, told) in [(100, false), (150, true)] {
        let (old, new) = (words(count, "red"), words(count, "sun"));
        let found = diff(&old, &new, Kind::Auto);
        assert_lawful(&old, &new, &found);
        assert_eq!(found.degraded, told, "{count}");
    }
}

#[test]
fn a_search_for_the_fewest_differences_that_is_given_up_is_told() {
    for (count, told) in [(64, false), (65, true)] {
        let old = "a\nb\n".repeat(100);
        let new = "a\nc\nb\n".repeat(count) + &"a\nb\n".repeat(100 - count);
        let found = diff(&old, &new, Kind::Auto);
        assert_lawful(&old, &new, &found);
        assert_eq!(found.degraded, told, "{count}");
    }
}

#[test]
fn more_moves_than_are_looked_for_are_told() {
    for (count, told) in [(64, false), (65, true)] {
        let gone = |at: usize| format!("Sentence {at} went away from here for good.\n");
        let old: String = (0..count).map(|at| format!("{}Line {at}\n", gone(at))).collect();
        let new: String = (0..count).map(|at| format!("Line {at}\n")).chain([gone(0)]).collect();
        let found = diff(&old, &new, Kind::Auto);
        assert_lawful(&old, &new, &found);
        assert_eq!((found.moves.len(), found.degraded), (1, told), "{count}");
    }
}

#[test]
fn a_run_that_could_stand_further_off_than_it_is_moved_is_told() {
    for (count, told) in [(1000, false), (2000, true)] {
        let (old, new) = ("ab ".repeat(3000), "ab ".repeat(3000 + count));
        let found = diff(&old, &new, Kind::Auto);
        assert_lawful(&old, &new, &found);
        assert_eq!(found.degraded, told, "{count}");
    }
}

/// Some hunks made one after the other, in this order: each where those made before it have brought it.
fn one_by_one(old: &str, edits: &[Edit], order: &[usize]) -> String {
    let (mut text, mut made) = (old.to_owned(), ChangeSet::default());
    for at in order {
        let edit = &edits[*at];
        let span = Span::new(made.map(edit.span.start, Side::After), made.map(edit.span.end, Side::Before));
        let here = if edit.span.is_empty() { Span::at(made.map(edit.span.start, Side::After)) } else { span };
        let step = ChangeSet::new(vec![Edit::new(here, edit.insert.as_str())]).unwrap();
        text = step.apply(&text);
        made = made.compose(&step);
        assert_eq!(made.apply(old), text);
        assert_eq!(made.invert(old).apply(&text), old);
    }
    text
}

#[test]
fn some_hunks_in_any_order_make_one_text() {
    let mut random = fastrand::Rng::with_seed(31);
    for _ in 0..400 {
        let (old, new) = revision(&mut random);
        let found = diff(&old, &new, Kind::Auto);
        let edits = found.edits(&new);
        let mut order: Vec<usize> = (0..edits.len()).filter(|_| random.bool()).collect();
        let together = apply(&old, &new, &found, |index| order.contains(&index));
        random.shuffle(&mut order);
        assert_eq!(one_by_one(&old, &edits, &order), together, "{old:?} {new:?} {order:?}");
    }
}

#[test]
fn hunted_texts_keep_the_laws() {
    hunt("diff", 2, |case| {
        let (old, new) = (case[0].as_str(), case[1].as_str());
        for kind in [Kind::Auto, Kind::Prose, Kind::Markdown, Kind::Code] {
            let found = diff(old, new, kind);
            assert_lawful(old, new, &found);
            assert_eq!(found, diff(old, new, kind), "another time");
            assert!(diff(old, old, kind).hunks.is_empty());
            for (at, one) in found.moves.iter().enumerate() {
                assert!(found.hunks[one.from].new.is_empty() && found.hunks[one.to].old.is_empty(), "{found:?}");
                let halves = |one: &Move| [one.from, one.to];
                assert!(
                    found.moves[..at].iter().all(|other| halves(other).iter().all(|half| !halves(one).contains(half)))
                );
            }
        }
        let back = diff(new, old, Kind::Auto);
        assert_lawful(new, old, &back);
    });
}
