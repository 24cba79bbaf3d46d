//! A blind task: names come with the lock, once, and what was judged before stays as it was.

use super::day::Day;
use corrigenda::app::question::{self, Names};
use corrigenda::app::{Command, Msg};
use corrigenda::json::Value;

const TASK: &str = r#"{
    "format": "corrigenda.task/1", "id": "blind", "title": "Which one?", "blind": true, "parts": ["preference", "scores"],
    "turns": [{"id": "u1", "role": "user", "text": "What is 12 × 4?"}],
    "responses": [{"id": "a", "text": "48.", "model": "north-1"}, {"id": "b", "text": "46.", "model": "south-2"}],
    "rubric": {"id": "r", "version": "1", "criteria": [{"id": "c", "title": "States 48", "points": 5}]}
}"#;

fn names(day: &Day) -> Names {
    question::names(day.model.desk().expect("a desk"))
}

fn judge(day: &mut Day, strength: i32) {
    day.send(Msg::PairJudged("a".into(), "b".into(), strength));
}

/// The ranking of a judgement, as the document says it.
fn ranking(judgement: &Value) -> String {
    judgement["preference"]["ranking"].to_string()
}

/// Judges both responses by the rubric.
fn rate(day: &mut Day) {
    for response in 0..2 {
        day.send(Msg::ResponseChosen(response));
        day.judge_all();
    }
}

fn written(day: &Day) -> Value {
    day.model.desk().expect("a desk").draft.written()
}

#[test]
fn names_are_shown_once_all_is_judged_and_locked() {
    let mut day = Day::at_work(TASK);
    assert_eq!(names(&day), Names::Hidden);
    judge(&mut day, -2);
    // A rating is still missing: nothing is locked.
    day.send(Msg::Locked);
    assert_eq!((names(&day), written(&day).get("locked")), (Names::Hidden, None));
    rate(&mut day);
    assert_eq!(names(&day), Names::Ready);
    day.send(Msg::Locked);
    assert_eq!(names(&day), Names::Shown);
    let locked = &written(&day)["locked"];
    assert_eq!(ranking(locked), r#"[["a"],["b"]]"#);
    assert_eq!(locked["scores"].as_array().map(Vec::len), Some(2));
    assert!(locked["at"].as_str().is_some_and(|at| at.ends_with('Z')), "{locked}");
}

#[test]
fn what_is_changed_after_the_lock_is_a_second_state_and_nothing_takes_the_first_back() {
    let mut day = Day::at_work(TASK);
    judge(&mut day, -2);
    rate(&mut day);
    day.send(Msg::Locked);
    let first = written(&day)["locked"].clone();
    judge(&mut day, 3);
    day.send(Msg::Locked);
    assert_eq!((ranking(&written(&day)), &written(&day)["locked"]), (r#"[["b"],["a"]]"#.to_owned(), &first));
    let changed = |day: &Day| question::changed_since(day.model.desk().expect("a desk").draft.annotation());
    assert_eq!(changed(&day), 1);
    for _ in 0..20 {
        day.command(Command::Undo);
    }
    assert_eq!((names(&day), &written(&day)["locked"]), (Names::Shown, &first));
    // Everything that was judged was taken back: the comparison and both ratings.
    assert_eq!(changed(&day), 3);
    // Nor does a killed page forget it.
    day.open_page();
    assert_eq!((names(&day), &written(&day)["locked"]), (Names::Shown, &first));
}

#[test]
fn a_task_that_is_not_blind_names_everybody_and_one_without_names_nobody() {
    let open = TASK.replace(r#""blind": true, "#, "");
    assert_eq!(names(&Day::at_work(&open)), Names::Shown);
    let nameless = TASK.replace(r#", "model": "north-1""#, "").replace(r#", "model": "south-2""#, "");
    assert_eq!(names(&Day::at_work(&nameless)), Names::None);
}

#[test]
fn what_was_locked_is_submitted_with_the_rest() {
    let mut day = Day::at_work(TASK);
    judge(&mut day, -2);
    rate(&mut day);
    day.send(Msg::Locked);
    judge(&mut day, 1);
    day.command(Command::Submit);
    let lines = day.exported();
    let annotation = &lines[0]["annotation"];
    assert_eq!(
        (ranking(annotation), ranking(&annotation["locked"])),
        (r#"[["b"],["a"]]"#.to_owned(), r#"[["a"],["b"]]"#.to_owned())
    );
}
