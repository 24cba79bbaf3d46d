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
    let mut day = settling(&task());
    assert_eq!(desk(&day).view.side, Side::Review);
    let (differ, agree) = question::row_counts(desk(&day));
    let rows = &ruling(&day).rows;
    assert_eq!((differ, agree, rows.len()), (10, 17, 27));
    assert!(rows.iter().take(differ).all(|row| row.differs) && rows.iter().skip(differ).all(|row| !row.differs));
    assert_eq!(question::shown_rows(desk(&day)).len(), differ);
    day.command(Command::Whole);
    assert_eq!(question::shown_rows(desk(&day)).len(), differ + agree);
    day.command(Command::Whole);
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

/// Two people's work over one sentence: both mark and change its first number, and only the one marks the second.
fn tied() -> Day {
    let text = "The product is 46, because 12 x 4 = 46.";
    let span = |start: usize, end: usize| json!({"unit": "codepoint", "start": start, "end": end, "exact": text.get(start..end).expect("words")});
    let issue = |id: &str, at: Value, comment: &str| json!({"id": id, "response": "a", "category": "fact", "severity": "major", "comment": comment, "span": at, "left": "x"});
    let edit = |insert: &str| json!([{"id": "e1", "span": span(15, 17), "insert": insert, "category": "fact", "answers": ["i1"]}]);
    let work = |id: &str, issues: Value, insert: &str| {
        json!({"id": id, "annotator": id, "document": {"format": "corrigenda.annotation/1", "task": {"id": "t", "revision": "1"},
            "issues": issues, "corrections": [{"response": "a", "text": "", "edits": edit(insert)}]}})
    };
    let first = json!([issue("i1", span(15, 17), "one"), issue("i2", span(36, 38), "two")]);
    let mut second = json!([issue("i1", span(15, 17), "other")]);
    second[0]["severity"] = "minor".into();
    let task = json!({"format": "corrigenda.task/1", "id": "t", "kind": "review", "parts": ["issues", "correction"],
        "turns": [{"id": "u", "role": "user", "text": "12 x 4?"}], "responses": [{"id": "a", "turn": "u", "text": text}],
        "submissions": [work("ann", first, "48"), work("ben", second, "forty-eight")]});
    settling(&task.to_string())
}

fn answers(day: &Day) -> Vec<String> {
    desk(day).draft.edits("a").iter().flat_map(|edit| edit.answers.clone()).collect()
}

#[test]
fn a_tie_made_by_hand_stays_and_goes_over_to_what_comes_in_the_place_of_its_issue() {
    let mut day = tied();
    let rows: Vec<String> = ruling(&day).rows.iter().map(|row| row.name.clone()).collect();
    let [first, second, change] = rows.as_slice() else { panic!("{rows:?}") };
    day.send(Msg::RowSettled(first.clone(), Choice::Of(0)));
    day.send(Msg::RowSettled(second.clone(), Choice::Of(0)));
    day.send(Msg::RowSettled(change.clone(), Choice::Of(1)));
    assert_eq!(answers(&day), ["1.i1"], "tied as somebody tied it, whoever's each is");
    let edit = desk(&day).draft.edits("a")[0].id.clone();
    day.send(Msg::AnswerToggled(edit.clone(), "1.i2".into()));
    assert_eq!(answers(&day), ["1.i1", "1.i2"]);
    day.send(Msg::RowSettled(first.clone(), Choice::Of(1)));
    assert_eq!(answers(&day), ["2.i1", "1.i2"], "by hand");
    day.send(Msg::AnswerToggled(edit, "2.i1".into()));
    day.send(Msg::RowSettled(second.clone(), Choice::Of(1)));
    assert_eq!(
        answers(&day),
        Vec::<String>::new(),
        "what was untied stays so, and what is gone is answered by nothing"
    );
}

#[test]
fn what_came_of_all_together_and_was_changed_by_hand_came_from_nobody_and_the_silent_are_not_named() {
    let mut day = tied();
    let rows: Vec<String> = ruling(&day).rows.iter().map(|row| row.name.clone()).collect();
    day.send(Msg::RowSettled(rows[0].clone(), Choice::All));
    let from = |day: &Day| {
        let review = desk(day).draft.review().expect("a review");
        review.settled.iter().find(|one| one.of == rows[0]).expect("it is named").subjects.clone()
    };
    assert_eq!(from(&day), ["ann", "ben"]);
    day.send(Msg::SeverityChosen("2.i1".into(), "critical".into()));
    assert_eq!(from(&day), Vec::<String>::new());
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
        while desk(&day).history.can_undo() {
            day.command(Command::Undo);
        }
        assert_eq!(timeless(&day), before, "all is undone");
        while desk(&day).history.can_redo() {
            day.command(Command::Redo);
        }
        assert_eq!(timeless(&day), after, "all is done again");
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
