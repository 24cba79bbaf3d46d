//! Where quotes are found after a text has changed.

use super::*;
use crate::text::grapheme::snap;

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
