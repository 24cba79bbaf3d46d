//! One worker at two devices: what both changed differently is a choice, and nothing is lost until it is made.

use super::day::Day;
use corrigenda::app::question;
use corrigenda::app::{Command, Focus, Msg, Side, Timer};
use corrigenda::json::Value;
use corrigenda::review::{Choice, Key};
use corrigenda::task::ScoreState;
use serde_json::json;

fn desk(day: &Day) -> &corrigenda::app::Desk {
    day.model.desk().expect("a desk")
}

fn timeless(day: &Day) -> Value {
    let mut document = desk(day).draft.written();
    document["time"] = Value::Null;
    document
}

const ON_TWO: &str = "The product is **48**, because 12 × 4 = 46.\n\nÜber 40 is large.";
const ELSEWHERE: &str = "The product is **forty-eight**, because 12 × 4 = 46.\n\nÜber 40 is large.";

/// One worker at two devices, who corrected the same words differently: this one's turn to save comes second.
pub fn at_two_devices(here: impl Fn(&mut Day), elsewhere: impl Fn(&mut Day)) -> Day {
    let mut day = Day::at_work(super::day::TASK);
    let mut other = Day::at_work(super::day::TASK);
    // Opened again, it makes ids of its own.
    other.open_page();
    elsewhere(&mut other);
    other.elapse(Timer::Save);
    here(&mut day);
    day.store = other.store;
    day.elapse(Timer::Save);
    day
}

fn correct(day: &mut Day, text: &str) {
    day.command(Command::Correct);
    day.type_text(text);
}

#[test]
fn what_two_devices_made_of_the_same_words_is_a_choice_and_nothing_is_lost_until_it_is_made() {
    let mut day = at_two_devices(|day| correct(day, ON_TWO), |day| correct(day, ELSEWHERE));
    assert_eq!(desk(&day).draft.corrected("a"), ON_TWO, "what stands here stands until somebody chooses");
    let rows = question::clash_rows(desk(&day));
    assert_eq!(rows.len(), 1);
    assert!(question::sides(desk(&day)).contains(&Side::Clashes));
    // It is kept with the draft: on the device, and at the backend.
    let kept = timeless(&day);
    day.open_page();
    assert_eq!(timeless(&day), kept);
    if day.waits.contains_key(&Timer::Save) {
        day.elapse(Timer::Save);
    }
    day.journal.clear();
    day.open_page();
    assert_eq!(question::clash_rows(desk(&day)).len(), 1);
    day.judge_all();
    day.command(Command::Submit);
    assert!(day.is_at_work(), "nothing is submitted before somebody chose");
    assert!(matches!(desk(&day).view.focus, Focus::Clash(_)));
    day.command(Command::Choose2);
    assert_eq!(desk(&day).draft.corrected("a"), ELSEWHERE);
    assert_eq!(question::clash_rows(desk(&day)), []);
    day.command(Command::Undo);
    assert_eq!((desk(&day).draft.corrected("a"), question::clash_rows(desk(&day)).len()), (ON_TWO, 1));
    day.command(Command::Redo);
    for edit in desk(&day).draft.edits("a").to_vec() {
        day.send(Msg::EditRationaleTyped(edit.id, "Arithmetic.".into()));
    }
    day.command(Command::Submit);
    let annotation = day.exported()[0]["annotation"].clone();
    assert_eq!((&annotation["corrections"][0]["text"], &annotation["clashes"]), (&json!(ELSEWHERE), &Value::Null));
}

#[test]
fn the_version_from_here_is_kept_by_one_key_and_scores_clash_too() {
    let judge = |state| move |day: &mut Day| day.send(Msg::Judged("c1".into(), state, None));
    let mut day = at_two_devices(judge(ScoreState::Met), judge(ScoreState::Unmet));
    let rows = question::clash_rows(desk(&day));
    assert!(matches!(&rows[0].key, Key::Criterion(id, _) if id == "c1"));
    let state = |day: &Day| desk(day).draft.score("c1", Some("a")).map(|score| score.state);
    assert_eq!(state(&day), Some(ScoreState::Met));
    day.send(Msg::ClashChosen(rows[0].name.clone(), Choice::Of(0)));
    assert_eq!((state(&day), question::clash_rows(desk(&day)).len()), (Some(ScoreState::Met), 0));
    day.command(Command::Undo);
    day.send(Msg::ClashChosen(rows[0].name.clone(), Choice::Of(1)));
    assert_eq!((state(&day), question::clash_rows(desk(&day)).len()), (Some(ScoreState::Unmet), 0));
}

#[test]
fn what_both_devices_made_alike_or_at_different_places_is_no_choice() {
    let day = at_two_devices(|day| correct(day, ON_TWO), |day| correct(day, ON_TWO));
    assert_eq!((question::clash_rows(desk(&day)), desk(&day).draft.corrected("a")), (vec![], ON_TWO));
    let second = "The product is **46**, because 12 × 4 = 48.\n\nÜber 40 is large.";
    let day = at_two_devices(|day| correct(day, ON_TWO), |day| correct(day, second));
    assert_eq!(question::clash_rows(desk(&day)), []);
    assert_eq!(desk(&day).draft.corrected("a"), "The product is **48**, because 12 × 4 = 48.\n\nÜber 40 is large.");
}
