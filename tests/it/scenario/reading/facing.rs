//! Two texts side by side: opened, crossed, changed against one that stays, worked on, and left.

use crate::scenario::day::{Day, TASK};
use corrigenda::app::facing::{Text, texts};
use corrigenda::app::{Command, Facing, Mode, Msg, Side, Spread};
use corrigenda::json::Value;
use corrigenda::text::Span;
use serde_json::json;

const FIRST: &str = "The flat costs 1,200 euros a month in all. Only the first says so of the cellar.";
const SECOND: &str = "Nobody else knows anything of the garden. The flat costs 1,250 euros a month in all.";

/// A day with three responses, and a reference where it is asked for.
fn day(reference: bool) -> Day {
    let mut task: Value = serde_json::from_str(TASK).expect("JSON");
    task["responses"] =
        json!([{"id": "a", "text": FIRST}, {"id": "b", "text": SECOND}, {"id": "c", "text": "It is cheap."}]);
    task["parts"] = json!(["issues", "correction"]);
    task["reference"] = if reference { json!({"text": "The flat costs 1,250 euros."}) } else { Value::Null };
    if let Some(task) = task.as_object_mut().filter(|_| !reference) {
        task.remove("reference");
    }
    Day::at_work(&task.to_string())
}

fn spread(day: &Day) -> &Spread {
    day.model.desk().and_then(|desk| desk.view.spread.as_ref()).expect("two texts")
}

fn shown(day: &Day) -> ([Text; 2], usize) {
    (spread(day).texts, day.model.desk().expect("a desk").view.response)
}

const A: Text = Text::Response(0);
const B: Text = Text::Response(1);
const C: Text = Text::Response(2);

#[test]
fn two_responses_face_each_other_and_the_caret_crosses_to_what_corresponds() {
    let mut day = day(false);
    day.command(Command::Facing);
    assert_eq!(shown(&day), ([A, B], 0));
    day.command(Command::SentenceNext);
    let view = &day.model.desk().expect("a desk").view;
    let pair = spread(&day).at_hand(view).and_then(|at| spread(&day).found.alignment.pairs.get(at)).copied();
    assert_eq!(pair.map(|pair| (pair.left, pair.right, pair.same)), Some((0, 1, false)));
    day.command(Command::Across);
    assert_eq!(shown(&day), ([A, B], 1));
    let head = day.model.desk().expect("a desk").view.caret.head;
    assert_eq!(SECOND.get(head..), Some("The flat costs 1,250 euros a month in all."));
    day.command(Command::Across);
    assert_eq!((shown(&day).1, day.model.desk().expect("a desk").view.caret.head), (0, 0));
}

#[test]
fn the_keys_of_changes_lead_from_difference_to_difference_and_say_its_sentence() {
    let mut day = day(false);
    day.command(Command::Facing);
    let head = |day: &Day| day.model.desk().expect("a desk").view.caret.head;
    let places = [FIRST.find("1,200"), FIRST.find("Only the first")].map(|at| at.expect("the words"));
    for at in places {
        day.command(Command::NextChange);
        assert_eq!(head(&day), at);
    }
    assert_eq!(day.model.said, "Only the first says so of the cellar.");
    day.command(Command::NextChange);
    assert_eq!(head(&day), places[1], "there is no other");
    day.command(Command::PreviousChange);
    assert_eq!(head(&day), places[0]);
}

#[test]
fn what_is_marked_is_marked_in_the_response_that_is_worked_on_and_its_card_is_listed() {
    let mut day = day(false);
    day.command(Command::Facing);
    day.send(Msg::Facing(Facing::Turned(1)));
    day.send(Msg::Selected(Span { start: 0, end: 6 }));
    day.command(Command::Choose1);
    let issue = day.document().issues.pop().expect("an issue");
    assert_eq!((issue.response.as_str(), issue.span.map(|span| span.exact).as_deref()), ("b", Some("Nobody")));
    assert_eq!(day.model.desk().expect("a desk").view.side, Side::Issues, "no notes stand beside two texts");
}

#[test]
fn another_response_comes_on_the_side_that_is_not_pinned() {
    let mut day = day(false);
    day.command(Command::Facing);
    day.command(Command::Pin);
    assert!(day.model.said.contains("stays"), "{}", day.model.said);
    day.command(Command::NextResponse);
    assert_eq!(shown(&day), ([A, B], 1), "it is there already");
    day.command(Command::NextResponse);
    assert_eq!(shown(&day), ([A, C], 2));
    assert!(spread(&day).found.alignment.pairs.is_empty(), "it was looked for anew");
    // Without a pin the one that is worked on goes.
    day.send(Msg::Facing(Facing::Pinned(0)));
    day.send(Msg::Facing(Facing::Turned(0)));
    day.send(Msg::ResponseChosen(1));
    assert_eq!(shown(&day), ([B, C], 1));
}

#[test]
fn a_reference_faces_each_response_and_is_never_worked_on() {
    let mut day = day(true);
    day.send(Msg::ResponseChosen(2));
    day.command(Command::Facing);
    assert_eq!((shown(&day), spread(&day).pinned), (([Text::Reference, C], 2), Some(0)));
    day.command(Command::Across);
    day.send(Msg::Facing(Facing::Turned(0)));
    assert_eq!(shown(&day).1, 2);
    day.command(Command::PreviousResponse);
    assert_eq!(shown(&day), ([Text::Reference, B], 1));
    day.send(Msg::Facing(Facing::Chosen(1, Text::Reference)));
    assert_eq!(shown(&day), ([B, Text::Reference], 1), "both change places");
}

#[test]
fn one_text_is_read_again_by_the_same_key_by_the_key_of_reading_and_by_every_other_view() {
    for leave in [Command::Facing, Command::Read, Command::Source, Command::Correct] {
        let mut day = day(false);
        day.command(Command::Facing);
        day.command(Command::Across);
        day.command(leave);
        let view = &day.model.desk().expect("a desk").view;
        assert_eq!((view.spread.is_none(), view.response), (true, 1), "{leave:?}");
    }
    let mut alone: Value = serde_json::from_str(TASK).expect("JSON");
    alone["reference"] = Value::Null;
    alone.as_object_mut().expect("an object").remove("reference");
    let responses = alone["responses"].as_array().map(Vec::len);
    let mut day = Day::at_work(&alone.to_string());
    day.command(Command::Facing);
    assert_eq!(day.model.desk().expect("a desk").view.spread.is_some(), responses > Some(1), "one text faces nothing");
}

#[test]
fn whatever_is_done_two_different_texts_stand_there_and_one_is_the_response_that_is_shown() {
    let mut random = fastrand::Rng::with_seed(4);
    for reference in [false, true] {
        let mut day = day(reference);
        let all = texts(day.model.desk().expect("a desk"));
        for step in 0..600 {
            match random.usize(..12) {
                0 => day.command(Command::Facing),
                1 => day.command(Command::Pin),
                2 | 3 => day.send(Msg::Facing(Facing::Chosen(random.usize(..2), all[random.usize(..all.len())]))),
                4 => day.send(Msg::Facing(Facing::Turned(random.usize(..2)))),
                5 => day.command(Command::NextResponse),
                6 => day.command(Command::PreviousResponse),
                7 => day.command(Command::Across),
                8 => day.send(Msg::ModeChosen([Mode::Read, Mode::Source, Mode::Correct][random.usize(..3)])),
                9 => day.send(Msg::Facing(Facing::Pointed(Some(random.usize(..3))))),
                _ => day.command(Command::SentenceNext),
            }
            let desk = day.model.desk().expect("a desk");
            let Some(spread) = &desk.view.spread else { continue };
            assert_eq!(desk.view.mode, Mode::Read, "step {step}");
            assert_ne!(spread.texts[0], spread.texts[1], "step {step}");
            assert_eq!(spread.texts[spread.active(&desk.view)], Text::Response(desk.view.response), "step {step}");
            let fresh = corrigenda::app::facing::Found::of(
                corrigenda::app::facing::source(desk, spread.texts[0]),
                corrigenda::app::facing::source(desk, spread.texts[1]),
            );
            assert_eq!(*spread.found, fresh, "step {step}");
        }
    }
}

#[test]
fn a_killed_tab_comes_back_with_the_same_two_texts() {
    for commands in [
        &[Command::Facing][..],
        &[Command::Facing, Command::Pin, Command::NextResponse, Command::Tie],
        &[Command::NextResponse, Command::Facing, Command::Across, Command::Differences],
        &[Command::Facing, Command::Across, Command::Pin, Command::PreviousResponse],
        &[Command::Facing, Command::Facing],
    ] {
        for reference in [false, true] {
            let mut day = day(reference);
            commands.iter().for_each(|command| day.command(*command));
            let left = |day: &Day| day.model.desk().and_then(|desk| desk.view.spread.clone());
            let (before, response) = (left(&day), day.model.desk().expect("a desk").view.response);
            day.open_page();
            assert_eq!(
                (left(&day), day.model.desk().expect("a desk").view.response),
                (before, response),
                "{commands:?}"
            );
        }
    }
}
