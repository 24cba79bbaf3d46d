//! Laws and examples of the mapping between a page's text and a response's source.

use super::*;
use crate::text::grapheme::is_boundary;

const SOURCE: &str = "## Boiling 💧\n\nWater boils at **90 °C** at sea level. On a mountain the air is _thicker_, so it boils sooner.\n\n\
    - Pressure falls with height.\n- The boiling point falls with it. 🏔️\n\n| Height | Point |\n|--|--|\n| 0 m | 100 °C |\n\n\
    In short: $p = p_0 e^{-h/H}$, thus a lower boiling point.";
const HOST: &str = "Boiling 💧\nWater boils at 90 °C at sea level. On a mountain\nthe air is thicker, so it boils sooner.\nCopy\n\
    Pressure falls with height.\nThe boiling point falls with it. 🏔️\nHeight\tPoint\n0 m\t100 °C\n\
    In short: p=p0e−h/H, thus a lower boiling point.";

fn span_of(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap_or_else(|| panic!("{text} has no {part}"));
    Span::new(start, start + part.len())
}

/// What a part of the host's text is in the source, with its state.
fn to_source(source: &str, host: &str, part: &str) -> String {
    match Mapping::new(source, host).to_source(span_of(host, part)) {
        Some(found) => format!("{:?} {}", found.state, found.span.slice(source)),
        None => "none".into(),
    }
}

/// What a part of the source is in the host's text, with its state.
fn to_host(source: &str, host: &str, part: &str) -> String {
    match Mapping::new(source, host).to_host(span_of(source, part)) {
        Some(found) => format!("{:?} {}", found.state, found.span.slice(host)),
        None => "none".into(),
    }
}

#[test]
fn what_is_selected_on_the_page_is_the_same_words_in_the_source() {
    for (part, expected) in [
        ("90 °C", "Attached 90 °C"),
        ("boils at 90", "Attached boils at **90"),
        ("oils at 9", "Attached oils at **9"),
        ("mountain\nthe air is thicker", "Attached mountain the air is _thicker"),
        ("height.\nThe boiling", "Attached height.\n- The boiling"),
        ("Point\n0 m", "Attached Point |\n|--|--|\n| 0 m"),
        ("🏔️", "Attached 🏔️"),
    ] {
        assert_eq!(to_source(SOURCE, HOST, part), expected, "{part}");
    }
}

#[test]
fn what_the_page_shows_otherwise_is_told_to_be_changed_and_what_it_adds_is_nowhere() {
    assert_eq!(to_source(SOURCE, HOST, "p0e"), "Changed p = p_0 e^{-h/H}");
    assert_eq!(to_source(SOURCE, HOST, "short: p=p0e−h/H, thus"), "Changed short: $p = p_0 e^{-h/H}$, thus");
    assert_eq!(to_source(SOURCE, HOST, "Copy"), "none");
    assert_eq!(to_source(SOURCE, HOST, "sooner.\nCopy"), "Changed sooner.");
    assert_eq!(to_source(SOURCE, "Something else entirely stands on this page.", "stands on"), "none");
}

#[test]
fn a_mark_is_found_on_the_page_by_its_words() {
    for (part, expected) in [
        ("**90 °C**", "Attached 90 °C"),
        ("at **90 °C** at sea", "Attached at 90 °C at sea"),
        ("sooner.\n\n- Pressure", "Changed sooner.\nCopy\nPressure"),
        ("p_0 e", "Changed p=p0e−h/H"),
        ("^{-h/H}", "Changed p=p0e−h/H"),
        ("|--|--|", "none"),
        ("**", "none"),
    ] {
        assert_eq!(to_host(SOURCE, HOST, part), expected, "{part}");
    }
}

#[test]
fn a_mark_waits_while_its_words_are_not_there_yet() {
    let mapping = |upto: &str| {
        let end = HOST.find(upto).map_or(0, |at| at + upto.len());
        Mapping::new(SOURCE, &HOST[..end])
    };
    let span = span_of(SOURCE, "boiling point falls");
    assert_eq!(mapping("sea level").to_host(span), None);
    let seen = |found: Option<Found>| found.map(|found| (found.state, found.span.slice(HOST)));
    assert_eq!(seen(mapping("falls with it").to_host(span)), Some((State::Attached, "boiling point falls")));
    let before = span_of(SOURCE, "90 °C");
    for (at, _) in HOST.char_indices().filter(|(at, _)| *at > 40) {
        let found = Mapping::new(SOURCE, &HOST[..at]).to_host(before);
        assert_eq!(seen(found), Some((State::Attached, "90 °C")), "{}", &HOST[..at]);
    }
}

#[test]
fn a_mark_follows_its_words_to_another_place_and_is_told_to_have_changed_or_gone() {
    let source =
        "The first paragraph tells of rain and of wind.\n\nThe second paragraph tells of snow and ice in winter.";
    let turned =
        "The second paragraph tells of snow and ice in winter.\nThe first paragraph tells of rain and of wind.";
    let state = to_host(source, turned, "snow and ice in winter");
    assert!(state == "Moved snow and ice in winter" || state == "Attached snow and ice in winter", "{state}");
    let other = to_host(source, turned, "tells of rain and of wind");
    assert!(other == "Moved tells of rain and of wind" || other == "Attached tells of rain and of wind", "{other}");
    let mended = "The first paragraph tells of rain and of wind.\nThe second paragraph tells of hail in winter.";
    assert_eq!(to_host(source, mended, "snow and ice in winter"), "Changed hail in winter");
    assert_eq!(to_host(source, "The first paragraph tells of rain and of wind.", "snow and ice in winter"), "none");
}

#[test]
fn a_selection_in_equal_text_maps_to_exactly_its_words() {
    let words = [
        "rain",
        "**wind**",
        "snow",
        "`ice`",
        "é",
        "e\u{301}",
        "“sun”",
        "🏔️",
        "東京",
        "3.5",
        "_the_",
        "[link](http://x.y)",
    ];
    let mut random = fastrand::Rng::with_seed(11);
    for _ in 0..60 {
        let text: Vec<&str> = (0..random.usize(1..14)).map(|_| words[random.usize(..words.len())]).collect();
        let source = text.join(" ");
        let host = Visible::of(&source).text.replace(' ', ["\n", "\u{a0}", "  "][random.usize(..3)]);
        let mapping = Mapping::new(&source, &host);
        for (start, end) in pairs(&host) {
            let part = Span::new(start, end).slice(&host);
            let found = mapping.to_source(Span::new(start, end));
            if part.trim().is_empty() {
                assert_eq!(found, None, "{part:?}");
                continue;
            }
            let found = found.unwrap_or_else(|| panic!("{part:?} of {host:?} is nowhere in {source:?}"));
            assert_eq!(found.state, State::Attached);
            assert!(is_boundary(&source, found.span.start) && is_boundary(&source, found.span.end));
            let inside = Visible::of(&source);
            let seen = inside.of_source(found.span).map(|seen| bare(seen.slice(&inside.text)));
            assert_eq!(seen, Some(bare(snap(&host, Span::new(start, end)).slice(&host))), "{source:?}");
            let back = mapping.to_host(found.span).map(|back| bare(back.span.slice(&host)));
            assert_eq!(back, Some(bare(snap(&host, Span::new(start, end)).slice(&host))), "there and back");
        }
    }
}

#[test]
fn no_place_cuts_a_grapheme_whatever_the_two_texts_are() {
    let pieces = [
        "a",
        "b ",
        "é",
        "e\u{301}",
        "\u{301}",
        "🏔️",
        "\u{fe0f}",
        "👩\u{200d}🔬",
        "\r",
        "\n",
        "**",
        "`",
        "&amp;",
        " ",
        "x y z ",
    ];
    let mut random = fastrand::Rng::with_seed(5);
    for _ in 0..250 {
        let mut some = || (0..random.usize(..12)).map(|_| pieces[random.usize(..pieces.len())]).collect::<String>();
        let (source, host) = (some(), some());
        let mapping = Mapping::new(&source, &host);
        for (start, end) in pairs(&host) {
            if let Some(found) = mapping.to_source(Span::new(start, end)) {
                assert!(
                    is_boundary(&source, found.span.start) && is_boundary(&source, found.span.end),
                    "{source:?} {host:?}"
                );
            }
        }
        for (start, end) in pairs(&source) {
            if let Some(found) = mapping.to_host(Span::new(start, end)) {
                assert!(
                    is_boundary(&host, found.span.start) && is_boundary(&host, found.span.end),
                    "{source:?} {host:?}"
                );
            }
        }
    }
}

/// All stretches of a text, by characters.
fn pairs(text: &str) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    ends.push(text.len());
    let each = |from: usize| ends[from + 1..].iter().map(|end| (ends[from], *end)).collect::<Vec<_>>();
    (0..ends.len()).flat_map(each).collect()
}

/// Without white space.
fn bare(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}
