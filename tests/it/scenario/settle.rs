//! Settling what several people made: lined up, settled row by row, killed and opened again, submitted with where it came from.

use super::day::Day;
use corrigenda::annotation::{Annotation, ReviewVerdict, Ruling};
use corrigenda::app::question::{self, Lack};
use corrigenda::app::{Command, Focus, Msg, Side, Timer};
use corrigenda::json::{Doc, Value};
use corrigenda::review::{Choice, Key, ReviewCode, choices};
use corrigenda::task::ScoreState;
use serde_json::json;

/// The sample project's task of that kind.
pub fn task() -> String {
    let lines = include_str!("../../../sample/tasks.jsonl").lines();
    let mut own = lines.filter(|line| line.contains("\"id\":\"organic-chemistry-adjudication\""));
    own.next().expect("the sample has it").to_owned()
}

/// The adjudicator's desk.
pub fn settling(text: &str) -> Day {
    let mut day = Day::new(text);
    day.worker = corrigenda::reference::Worker::new("w-9");
    day.open_page();
    assert!(day.is_at_work(), "{:?}", day.model.stage);
    day
}

fn desk(day: &Day) -> &corrigenda::app::Desk {
    day.model.desk().expect("a desk")
}

fn ruling(day: &Day) -> &Ruling {
    question::adjudication(desk(day)).expect("several submissions")
}

fn open(day: &Day) -> Vec<String> {
    question::unsettled(desk(day)).into_iter().map(|row| row.name.clone()).collect()
}

/// The name of the row whose title has these words: a criterion's id, or words of the place.
fn row(day: &Day, kind: &str, words: &str) -> String {
    let original = desk(day).draft.original("a");
    let of = |row: &&corrigenda::review::Row| match &row.key {
        Key::Criterion(id, _) => kind == "score" && id == words,
        key => row.name.starts_with(kind) && key.place().is_some_and(|place| place.slice(original).contains(words)),
    };
    ruling(day).rows.iter().find(of).unwrap_or_else(|| panic!("no {kind} at {words}")).name.clone()
}

/// Settles everything with one key: the first author's, or the second's.
fn settle_all(day: &mut Day, key: Command) {
    for _ in 0..60 {
        if open(day).is_empty() {
            return;
        }
        day.command(Command::NextMissing);
        day.command(key);
    }
    panic!("it never ends: {:?}", open(day));
}

#[test]
fn what_they_agree_about_stands_and_what_they_differ_in_comes_first() {
    let day = settling(&task());
    assert_eq!(desk(&day).view.side, Side::Review);
    let (differ, agree) = question::row_counts(desk(&day));
    let rows = &ruling(&day).rows;
    assert_eq!((differ, agree, rows.len()), (10, 17, 27));
    assert!(rows.iter().take(differ).all(|row| row.differs) && rows.iter().skip(differ).all(|row| !row.differs));
    assert_eq!(question::shown_rows(desk(&day)).len(), differ);
    assert_eq!(open(&day).len(), differ);
    let annotation = desk(&day).draft.annotation();
    assert_eq!(annotation.scores.len(), 9, "eleven criteria, of which two are judged differently");
    let same = annotation.corrections[0].edits.iter().find(|edit| edit.insert.contains("3-methylcyclohexene"));
    assert!(same.is_some(), "the same change of both is no difference");
    let found = desk(&day).agreement.as_ref().expect("several").as_ref().expect("a figure");
    assert_eq!((found.n, (found.observed * 8.0).round()), (8, 6.0));
}

#[test]
fn one_key_settles_a_row_and_leads_to_the_next() {
    let mut day = settling(&task());
    let first = open(&day);
    day.command(Command::NextMissing);
    assert_eq!(desk(&day).view.focus, Focus::Row(first[0].clone()));
    day.command(Command::Choose2);
    assert_eq!(desk(&day).view.focus, Focus::Row(first[1].clone()));
    let score = desk(&day).draft.score("c6", Some("a")).expect("judged");
    assert_eq!(score.state, ScoreState::Unmet);
    day.command(Command::Undo);
    assert_eq!(open(&day), first);
    assert_eq!(desk(&day).view.focus, Focus::Row(first[0].clone()), "what was taken back gets the attention");
    assert!(desk(&day).draft.score("c6", Some("a")).is_none());
}

#[test]
fn settled_by_one_author_throughout_the_result_says_what_that_author_says() {
    for (who, key) in [(0, Command::Choose1), (1, Command::Choose2)] {
        let mut day = settling(&task());
        settle_all(&mut day, key);
        let subject = ruling(&day).subjects[who].clone();
        let annotation = desk(&day).draft.annotation();
        assert_eq!(desk(&day).draft.corrected("a"), subject.corrections[0].text);
        let states = |one: &Annotation| {
            one.scores.iter().map(|score| (score.criterion.clone(), score.state, score.value)).collect::<Vec<_>>()
        };
        assert_eq!(states(annotation), states(&subject));
        assert_eq!(annotation.issues.len(), subject.issues.len());
    }
}

#[test]
fn what_is_open_stands_in_the_way_and_the_result_says_where_it_came_from() {
    let mut day = settling(&task());
    day.command(Command::Submit);
    assert!(day.is_at_work());
    let first = question::problems(desk(&day)).remove(0);
    assert_eq!(first.lack, Lack::Review(ReviewCode::Unsettled));
    settle_all(&mut day, Command::Choose1);
    // Both swapped the doublets; who marks the second one is settled for the first author, who corrects it too.
    let left: Vec<String> = question::problems(desk(&day)).iter().map(|gap| gap.spot.id().to_owned()).collect();
    assert_eq!(left, Vec::<String>::new());
    day.command(Command::Submit);
    let exported = day.exported();
    let review = &exported[0]["review"];
    assert_eq!((&review["verdict"], &review["reviewer"]), (&json!("adjudicate"), &json!("w-9")));
    let settled = review["settled"].as_array().expect("a list");
    assert_eq!(settled.len(), 27, "those that agree are named too");
    let lind = &review["subjects"][0];
    assert!(settled.iter().all(|one| one["subject"] == *lind));
    assert_eq!(settled.iter().filter(|one| one["differed"] == false).count(), 17);
    assert!(
        review["result"]["issues"]
            .as_array()
            .expect("a list")
            .iter()
            .all(|one| one["id"].as_str().is_some_and(|id| id.starts_with("1.")))
    );
    let ids: Vec<&Value> =
        review["result"]["issues"].as_array().expect("a list").iter().map(|one| &one["id"]).collect();
    for edit in review["result"]["corrections"][0]["edits"].as_array().expect("a list") {
        for answer in edit["answers"].as_array().expect("a list") {
            assert!(ids.contains(&answer) || answer.as_str().is_some_and(|id| id.starts_with('c')), "{answer}");
        }
    }
}

#[test]
fn a_row_judged_by_hand_is_the_adjudicator_s_own() {
    let mut day = settling(&task());
    let c6 = row(&day, "score", "c6");
    day.send(Msg::Focused(Focus::Criterion("c6".into())));
    day.command(Command::Choose1);
    assert!(!open(&day).contains(&c6));
    settle_all(&mut day, Command::Choose2);
    // What was chosen and then changed by hand came from nobody, either.
    day.send(Msg::Judged("c11".into(), ScoreState::Na, None));
    let review = desk(&day).draft.review().expect("a review");
    let from = |name: &str| review.settled.iter().find(|one| one.of == name).expect("it is named").subject.clone();
    assert_eq!((from(&c6), from(&row(&day, "score", "c11"))), (None, None));
    assert_eq!(from(&row(&day, "edit", "0.04")), Some(review.subjects[1].clone()));
}

#[test]
fn changes_that_fit_together_can_be_taken_together_and_those_of_all_can_be_dropped() {
    let text = "The product is 46, because 12 x 4 = 46.";
    let edit = |id: &str, start: usize, end: usize, insert: &str| {
        json!({"id": id, "span": {"unit": "codepoint", "start": start, "end": end, "exact": text.get(start..end).expect("words")},
            "insert": insert, "category": "fact", "answers": []})
    };
    let submission = |id: &str, edits: Value| {
        json!({"id": id, "annotator": id, "document": {"format": "corrigenda.annotation/1", "task": {"id": "t", "revision": "1"},
            "corrections": [{"response": "a", "text": "", "edits": edits}]}})
    };
    let task = json!({"format": "corrigenda.task/1", "id": "t", "kind": "review", "parts": ["correction"],
        "turns": [{"id": "u", "role": "user", "text": "12 x 4?"}], "responses": [{"id": "a", "turn": "u", "text": text}],
        "submissions": [
            // The one typed the sentence anew, the other changed one number in it.
            submission("ann", json!([edit("e1", 0, 38, "The product is 48, since 12 x 4 = 46")])),
            submission("ben", json!([edit("e1", 36, 38, "48")]))]});
    let mut day = settling(&task.to_string());
    let name = row(&day, "edit", "product");
    let own = question::row(desk(&day), &name).expect("a row");
    assert_eq!(choices(&desk(&day).task, own), [Choice::Of(0), Choice::Of(1), Choice::All, Choice::Nothing]);
    day.send(Msg::RowSettled(name.clone(), Choice::All));
    assert_eq!(desk(&day).draft.corrected("a"), "The product is 48, since 12 x 4 = 48.");
    assert!(
        desk(&day).draft.edits("a").iter().any(|edit| edit.id == "2.e1"),
        "a change that is one's alone keeps its name"
    );
    let review = desk(&day).draft.review().expect("a review");
    assert_eq!((review.settled[0].subject.clone(), review.settled[0].subjects.len()), (None, 2));
    day.command(Command::Choose4);
    assert_eq!(desk(&day).draft.corrected("a"), text);
    assert_eq!(ruling(&day).chosen(question::row(desk(&day), &name).expect("a row")), Some(Choice::Nothing));
}

#[test]
fn every_choice_anywhere_is_undone_to_the_letter_and_survives_the_page_s_death() {
    let mut random = fastrand::Rng::with_seed(17);
    for _ in 0..12 {
        let mut day = settling(&task());
        let before = timeless(&day);
        for _ in 0..40 {
            let rows = &ruling(&day).rows;
            let row = &rows[random.usize(..rows.len())];
            let all = choices(&desk(&day).task, row);
            let msg = Msg::RowSettled(row.name.clone(), all[random.usize(..all.len())]);
            day.send(msg);
        }
        let after = timeless(&day);
        day.open_page();
        assert_eq!(timeless(&day), after);
        if day.waits.contains_key(&Timer::Save) {
            day.elapse(Timer::Save);
        }
        day.journal.clear();
        day.open_page();
        assert_eq!(timeless(&day), after, "from the backend's draft");
        assert_ne!(after, before);
    }
    let mut day = settling(&task());
    let before = timeless(&day);
    settle_all(&mut day, Command::Choose1);
    while desk(&day).history.can_undo() {
        day.command(Command::Undo);
    }
    assert_eq!(timeless(&day), before);
}

fn timeless(day: &Day) -> Value {
    let mut document = desk(day).draft.written();
    document["time"] = Value::Null;
    document
}

#[test]
fn several_submissions_can_be_returned_without_settling_them() {
    let mut day = settling(&task());
    day.send(Msg::VerdictChosen(ReviewVerdict::Return));
    day.send(Msg::RemarkTyped("Please agree on the solvent first.".into()));
    assert_eq!(question::problems(desk(&day)), []);
    day.command(Command::Submit);
    let review = day.exported()[0]["review"].clone();
    assert_eq!(
        (&review["verdict"], &review["result"], &review["settled"]),
        (&json!("return"), &Value::Null, &Value::Null)
    );
}

#[test]
fn the_result_keeps_the_rules_of_annotations() {
    let mut day = settling(&task());
    settle_all(&mut day, Command::Choose2);
    for gap in question::problems(desk(&day)) {
        assert!(matches!(gap.lack, Lack::Work(_)), "{gap:?}");
    }
    let review = desk(&day).draft.review().expect("a review");
    let result = review.result.expect("a result");
    assert_eq!(Annotation::read(result.write()).expect("an annotation"), result);
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
