//! Where quotes are found after a text has changed.

use super::*;
use crate::text::change_set::ChangeSet;
use crate::text::edit::Edit;
use crate::text::grapheme::{self, snap};
use crate::text::tests::hunt;

const TEXT: &str = "The company earned 4.2 million in 2023. Costs fell by a third, mainly in transport. \
    The company earned 5.1 million in 2024. Costs rose again.";

fn quoted(exact: &str) -> (Quote, usize) {
    let start = TEXT.find(exact).expect("stands in the text");
    (Quote::of(TEXT, Span::new(start, start + exact.len())), start)
}

fn check(text: &str, exact: &str, state: State, words: &str) -> Anchor {
    let (quote, near) = quoted(exact);
    let found = find(text, &quote, near);
    assert_eq!((found.state, found.span.slice(text)), (state, words), "{found:?}");
    found
}

#[test]
fn a_quote_keeps_32_characters_on_each_side_and_cuts_no_grapheme() {
    let text = format!("{}X{}", "e\u{301}".repeat(20), "🇩🇪".repeat(20));
    let start = text.find('X').unwrap();
    let quote = Quote::of(&text, Span::new(start, start + 1));
    assert_eq!((quote.prefix.chars().count(), quote.suffix.chars().count()), (32, 32));
    let odd = Quote::of(&format!("a{text}"), Span::new(1, 2));
    assert_eq!((odd.prefix.as_str(), odd.exact.as_str()), ("a", "e\u{301}"));
    let cut = Quote::of(&format!("X{}", "👩‍👩‍👧".repeat(20)), Span::new(0, 1));
    assert_eq!(cut.suffix.chars().count(), 30);
}

#[test]
fn what_did_not_change_is_attached() {
    assert!(check(TEXT, "Costs fell", State::Attached, "Costs fell").score > 0.99);
}

#[test]
fn text_before_it_moves_a_quote() {
    check(&format!("A new beginning. {TEXT}"), "Costs fell", State::Moved, "Costs fell");
}

#[test]
fn of_several_places_the_context_tells() {
    let (quote, near) = quoted("million in 2024");
    let short = Quote { exact: "million".into(), suffix: " in 2024. Costs rose again.".into(), ..quote };
    let longer = format!("Some million more words. {TEXT}");
    let found = find(&longer, &short, near);
    assert_eq!((found.state, found.span.start), (State::Moved, near + 25));
}

#[test]
fn of_equal_places_the_nearest_is_taken() {
    let (text, quote) = ("x. a b. a b. a b. y", Quote { exact: "a b".into(), ..Quote::default() });
    assert_eq!(find(text, &quote, 9).span, Span::new(8, 11));
}

#[test]
fn words_between_the_same_neighbours_are_changed() {
    let text = TEXT.replace("a third", "one quarter");
    check(&text, "a third", State::Changed, "one quarter");
}

#[test]
fn the_first_words_of_a_text_may_change() {
    check(&TEXT.replacen("The company", "A firm", 1), "The company earned 4.2", State::Changed, "A firm earned 4.2");
}

#[test]
fn a_word_in_another_form_is_changed() {
    let text = TEXT.replace("mainly in transport. The", "mostly for transportation. The");
    check(&text, "in transport", State::Changed, "for transportation");
}

#[test]
fn a_long_quote_changed_in_places_is_found_whole() {
    let text = format!("New words first. {}", TEXT.replace("by a third, mainly in", "by one third, chiefly in"));
    let exact = "Costs fell by a third, mainly in transport. The company earned 5.1 million in 2024.";
    let now = "Costs fell by one third, chiefly in transport. The company earned 5.1 million in 2024.";
    assert!(check(&text, exact, State::Changed, now).score > 0.8);
}

#[test]
fn what_is_gone_is_orphaned_where_it_was() {
    let found = check(&TEXT.replace("a third", ""), "a third", State::Orphaned, "");
    assert_eq!(found.span.start, TEXT.find("a third").unwrap());
    check("Nothing of it is left.", "mainly in transport", State::Orphaned, "");
}

#[test]
fn a_short_word_is_not_taken_for_another_far_from_its_context() {
    let (quote, near) = quoted("by");
    let found = find("Written by hand, quite another text.", &quote, near);
    assert_eq!(found.state, State::Orphaned);
    let (quote, near) = quoted("third");
    let found = find("There was a third man, and a thirst in quite another text.", &quote, near);
    assert_eq!(found.state, State::Orphaned);
}

#[test]
fn a_position_is_found_by_its_neighbours() {
    let at = TEXT.find(" Costs rose").unwrap();
    let quote = Quote::of(TEXT, Span::at(at));
    assert_eq!(find(TEXT, &quote, at).state, State::Attached);
    let found = find(&format!("New. {TEXT}"), &quote, at);
    assert_eq!((found.span, found.state), (Span::at(at + 5), State::Moved));
    let start = Quote::of(TEXT, Span::at(0));
    assert_eq!(find(&format!("{TEXT} More."), &start, 0).state, State::Attached);
}

#[test]
fn every_span_of_a_text_is_attached_to_itself() {
    let text = "aa e\u{301}a. aa🇩🇪a\r\naa aa";
    for start in 0..=text.len() {
        for end in start..=text.len() {
            let span = snap(text, Span::new(start, end).clamp(text));
            let found = find(text, &Quote::of(text, span), span.start);
            assert_eq!((found.span, found.state), (span, State::Attached));
        }
    }
}

#[test]
fn any_quote_is_looked_for_in_any_text_without_harm() {
    let words = ["a", "ab", " ", "e\u{301}", "\u{301}", "🇩", "\r\n", "word", "東", ""];
    let mut random = fastrand::Rng::with_seed(3);
    let mut some =
        |most: usize| -> String { (0..random.usize(..most)).map(|_| words[random.usize(..words.len())]).collect() };
    for round in 0..4000 {
        let (text, exact) = (some(30), some(if round % 9 == 0 { 60 } else { 6 }));
        let quote = Quote { exact, prefix: some(12), suffix: some(12) };
        let found = find(&text, &quote, round % 40);
        assert!((0.0..=1.0).contains(&found.score), "{found:?}");
        assert!(grapheme::is_boundary(&text, found.span.start), "{text:?} {quote:?} {found:?}");
        assert!(grapheme::is_boundary(&text, found.span.end), "{text:?} {quote:?} {found:?}");
        let kept = found.span.slice(&text) == quote.exact;
        assert!(
            found.state == State::Orphaned || kept == (found.state < State::Changed),
            "{text:?} {quote:?} {found:?}"
        );
    }
}

#[test]
fn another_spelling_is_no_loss() {
    let text = "He said “it’s – more or less – fine” and left. ".repeat(3);
    let exact = "\"it's - more or less - fine\"";
    let quote = Quote { exact: exact.into(), prefix: "He said ".into(), suffix: " and left.".into() };
    let found = find(&text, &quote, 8);
    assert_eq!((found.state, found.span.slice(&text)), (State::Changed, "“it’s – more or less – fine”"));
    assert!(found.score > 0.9 && found.span.start == 8, "{found:?}");
    let broken = TEXT.replace(' ', "\r\n  ");
    check(&broken, "Costs fell by a third", State::Changed, "Costs\r\n  fell\r\n  by\r\n  a\r\n  third");
    let (text, quote) = ("au café crème", Quote { exact: "cafe\u{301} cre\u{300}me".into(), ..Quote::default() });
    assert_eq!(find(text, &quote, 3).span, Span::new(3, text.len()));
}

#[test]
fn of_many_like_words_the_one_at_its_place_stays_whatever_happens_around_it() {
    let row = |first: &str, last: &str| {
        format!("{}{first}the{last}{}", "So the one. ".repeat(9000), "And the other. ".repeat(9000))
    };
    let (before, after) = (row("Only ", " cat."), row("But, ", ", no.."));
    let start = before.find("the cat").unwrap();
    let quote = Quote::of(&before, Span::new(start, start + 3));
    let found = find(&after, &quote, start);
    assert_eq!((found.span.start, found.state), (start, State::Attached));
}

#[test]
fn of_like_words_the_one_in_the_like_context_is_found() {
    let text = "A: the total is **5** now. B: the total was **5** then.";
    let (quote, near) = {
        let before = "A: the total is 5 now. B: the total was 5 then.";
        let at = before.rfind('5').unwrap();
        (Quote::of(before, Span::new(at, at + 1)), at)
    };
    let found = find(text, &quote, near).span;
    assert!(found.contains(text.rfind('5').unwrap()) && found.len() <= 5, "{found:?}");
}

#[test]
fn long_quotes_in_long_texts_are_found_whatever_they_consist_of() {
    let texts = [
        "word ".repeat(50_000),
        "слово ".repeat(30_000),
        "a".repeat(200_000),
        "東京".repeat(40_000),
        "\n".repeat(200_000),
    ];
    for text in &texts {
        let middle = grapheme::floor(text, text.len() / 2);
        let span = Span::new(grapheme::floor(text, text.len() / 4), grapheme::ceil(text, 3 * text.len() / 4));
        let quote = Quote::of(text, span);
        assert_eq!(find(text, &quote, span.start).state, State::Attached);
        let changed = Edit::new(middle..middle, "Something else.").apply(text);
        let found = find(&changed, &quote, span.start);
        assert!(found.state == State::Changed || found.state == State::Moved, "{found:?}");
        let gone = find("Nothing of it.", &quote, span.start);
        assert_eq!((gone.state, gone.span), (State::Orphaned, Span::at(14)));
    }
}

/// Every change of one or two edits of a short text.
fn changes(len: usize) -> Vec<ChangeSet> {
    let spans = (0..=len).flat_map(|start| (start..=len).map(move |end| Span::new(start, end)));
    let edits: Vec<Edit> = spans.flat_map(|span| ["", "x", "yz"].map(|insert| Edit::new(span, insert))).collect();
    let pairs = edits.iter().flat_map(|a| edits.iter().map(move |b| vec![a.clone(), b.clone()]));
    pairs.filter_map(ChangeSet::new).collect()
}

#[test]
fn a_place_whose_text_did_not_change_stays_with_it() {
    let text = "abcd";
    for set in changes(text.len()) {
        let after = set.apply(text);
        for (start, end) in (0..=text.len()).flat_map(|start| (start..=text.len()).map(move |end| (start, end))) {
            let span = Span::new(start, end);
            let anchor = follow(span, &set);
            let told = format!("{set:?} {span:?} {anchor:?}");
            assert!(anchor.span.end <= after.len() && (0.0..=1.0).contains(&anchor.score), "{told}");
            let touched = set.edits().iter().any(|edit| edit.span.start < end && start < edit.span.end);
            assert_eq!(anchor.state < State::Changed, !touched, "{told}");
            if !touched {
                assert_eq!(anchor.span.slice(&after), span.slice(text), "{told}");
                assert_eq!(anchor.state == State::Attached, anchor.span.start == start, "{told}");
            }
            let lost = touched && anchor.span.is_empty();
            assert_eq!(anchor.state == State::Orphaned, lost, "{told}");
        }
    }
}

#[test]
fn a_place_far_from_every_change_is_found_where_it_is_followed_to() {
    let words: Vec<String> = (0..400).map(|at| format!("w{} ", at * 7919 % 1000)).collect();
    let text = words.concat();
    let mut random = fastrand::Rng::with_seed(9);
    for _ in 0..300 {
        let start = random.usize(100..text.len() - 200);
        let span = Span::new(start, start + random.usize(1..60));
        let edits = [
            Edit::new(0..random.usize(0..60), "x ".repeat(random.usize(0..90))),
            Edit::new(span.end + 33..text.len(), ""),
        ];
        let set = ChangeSet::new(edits.to_vec()).unwrap();
        let (followed, found) =
            (follow(span, &set), find(&set.apply(&text), &Quote::of(&text, span), follow(span, &set).span.start));
        assert_eq!((followed.span, State::Attached), (found.span, found.state), "{span:?}");
        let from = find(&set.apply(&text), &Quote::of(&text, span), start);
        assert_eq!((from.span, from.state), (followed.span, followed.state), "{span:?} {set:?}");
    }
}

#[test]
fn hunted_places_are_found_or_called_lost() {
    hunt("anchor", 2, |case| {
        let (text, other) = (case[0].as_str(), case[1].as_str());
        for part in 0..4 {
            let (start, end) = (text.len() * part / 5, text.len() * (part + 2) / 5);
            let span = snap(text, Span::new(start, end).clamp(text));
            let quote = Quote::of(text, span);
            let here = find(text, &quote, span.start);
            assert_eq!((here.span, here.state), (span, State::Attached), "{span:?} {quote:?}");
            let there = find(other, &quote, span.start);
            let bounds = [there.span.start, there.span.end];
            assert!(there.span.start <= there.span.end && bounds.iter().all(|at| grapheme::is_boundary(other, *at)));
            assert!((0.0..=1.0).contains(&there.score), "{there:?}");
            let same = matches!(there.state, State::Attached | State::Moved);
            assert!(!same || there.span.slice(other) == quote.exact, "{there:?} {quote:?}");
            assert_eq!(there, find(other, &quote, span.start), "another time");
        }
    });
}
