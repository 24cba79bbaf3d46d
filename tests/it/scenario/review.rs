//! Reviewing as it should go: one works, another reviews; accepted, mended, returned and mended by the author.

use super::day::{Day, TASK};
use corrigenda::annotation::{FindingVerdict, ReviewVerdict};
use corrigenda::app::question::{self, Gap, Lack};
use corrigenda::app::{Command, Dialog, Focus, Mode, Msg, Side, Timer};
use corrigenda::json::Value;
use corrigenda::review::ReviewCode;
use corrigenda::text::Span;
use serde_json::json;

const CORRECTED: &str = "The product is **48**, because 12 × 4 = 46.\n\nÜber 40 is big.";

/// What one worker made of the task: the first 46 marked and corrected, and something that was right made worse.
pub fn submitted() -> Value {
    let mut day = Day::at_work(TASK);
    annotate(&mut day);
    day.exported()[0]["annotation"].clone()
}

/// The work itself, up to its submission.
pub fn annotate(day: &mut Day) {
    day.send(Msg::Selected(Span { start: 17, end: 19 }));
    day.command(Command::Choose1);
    day.command(Command::Choose2);
    day.command(Command::Correct);
    day.type_text(CORRECTED);
    day.judge_all();
    for edit in day.document().corrections[0].edits.clone() {
        day.send(Msg::EditRationaleTyped(edit.id, "Better so.".into()));
    }
    day.send(Msg::NoteTyped("I read 46 as a slip.".into()));
    day.command(Command::Submit);
}

/// The task, changed by hand.
fn task(change: impl FnOnce(&mut Value)) -> String {
    let mut task: Value = serde_json::from_str(TASK).expect("JSON");
    change(&mut task);
    task.to_string()
}

/// A second worker with the first one's work on the desk.
pub fn reviewing(annotation: &Value) -> Day {
    let text = task(|task| {
        task["kind"] = "review".into();
        task["submissions"] = json!([{"id": annotation["id"], "document": annotation}]);
    });
    let mut day = Day::new(&text);
    day.worker = corrigenda::reference::Worker::new("w-2");
    day.open_page();
    assert!(day.is_at_work(), "{:?}", day.model.stage);
    day
}

fn desk(day: &Day) -> &corrigenda::app::Desk {
    day.model.desk().expect("a desk")
}

fn gaps(day: &Day) -> Vec<String> {
    let say = |gap: Gap| match gap.lack {
        Lack::Review(code) => format!("{} {}", code.word(), gap.spot.id()),
        Lack::Work(code) => format!("work {} {}", code.word(), gap.spot.id()),
    };
    question::problems(desk(day)).into_iter().map(say).collect()
}

/// Walks to everything that is undecided and presses the key for right, but for one part that for harmful.
fn walk(day: &mut Day, harmful: Option<&str>) {
    for _ in 0..30 {
        let undecided = |gap: &Gap| gap.lack == Lack::Review(ReviewCode::Undecided);
        if !question::problems(desk(day)).iter().any(undecided) {
            return;
        }
        day.command(Command::NextMissing);
        let here = question::judged_part(desk(day));
        let bad = harmful.is_some() && here.as_deref() == harmful;
        if question::finding(desk(day), here.as_deref().unwrap_or_default()).is_none() {
            day.command(if bad { Command::Choose3 } else { Command::Choose1 });
        }
    }
    panic!("it never ends: {:?}", gaps(day));
}

fn review_of(day: &Day) -> Value {
    day.exported()[0]["review"].clone()
}

#[test]
fn each_part_is_judged_by_one_key_and_what_is_undecided_is_named() {
    let mut day = reviewing(&submitted());
    assert_eq!(desk(&day).view.side, Side::Review);
    let (all, open) = question::undecided(desk(&day));
    assert_eq!((all, open, gaps(&day).len()), (5, 5, 6), "an issue, two edits, two scores; and the verdict");
    assert_eq!(gaps(&day).last().map(String::as_str), Some("verdict_missing verdict"));
    walk(&mut day, None);
    assert_eq!(gaps(&day), ["verdict_missing verdict"]);
    day.command(Command::NextMissing);
    assert_eq!(desk(&day).view.focus, Focus::Verdict);
    day.command(Command::Choose1);
    day.command(Command::Submit);
    let review = review_of(&day);
    assert_eq!(
        (&review["verdict"], &review["result"], &review["reviewer"]),
        (&json!("accept"), &Value::Null, &json!("w-2"))
    );
    assert_eq!(review["findings"].as_array().map(Vec::len), Some(5));
    assert!(review["findings"].as_array().expect("a list").iter().all(|one| one["verdict"] == "right"));
}

#[test]
fn an_error_needs_its_reason_and_harm_is_not_accepted() {
    let mut day = reviewing(&submitted());
    let second = desk(&day).draft.edits("a")[1].id.clone();
    walk(&mut day, Some(&second));
    assert!(gaps(&day).contains(&format!("finding_unreasoned {second}")));
    day.send(Msg::FindingTyped(second.clone(), "It was right before.".into()));
    day.send(Msg::VerdictChosen(ReviewVerdict::Accept));
    assert_eq!(gaps(&day), [format!("accepted_with_errors {second}")]);
    day.command(Command::Submit);
    assert!(day.is_at_work());
    assert_eq!(desk(&day).view.focus, Focus::Edit(second));
}

#[test]
fn the_same_key_again_takes_a_judgement_back_and_undo_brings_it_again() {
    let mut day = reviewing(&submitted());
    day.command(Command::NextMissing);
    day.command(Command::Choose2);
    let untouched = desk(&day).draft.review().map(|review| review.findings);
    day.command(Command::Choose2);
    assert_eq!(question::undecided(desk(&day)), (5, 5));
    day.command(Command::Undo);
    assert_eq!(desk(&day).draft.review().map(|review| review.findings), untouched);
    day.send(Msg::RestRight);
    assert_eq!(question::undecided(desk(&day)), (5, 0));
    day.command(Command::Undo);
    assert_eq!(question::undecided(desk(&day)), (5, 4), "what was called right at once is taken back at once");
}

#[test]
fn the_work_of_others_is_changed_only_by_who_mends_it() {
    let annotation = submitted();
    let mut day = reviewing(&annotation);
    let before = desk(&day).draft.annotation().clone();
    day.command(Command::Correct);
    day.type_text("Nothing.");
    let issue = before.issues[0].id.clone();
    day.send(Msg::CommentTyped(issue.clone(), "Mine".into()));
    day.send(Msg::IssueRemoved(issue));
    day.send(Msg::Judged("c1".into(), corrigenda::task::ScoreState::Unmet, None));
    day.send(Msg::EditReverted(before.corrections[0].edits[0].id.clone()));
    assert_eq!(*desk(&day).draft.annotation(), before);
    day.send(Msg::VerdictChosen(ReviewVerdict::Fix));
    day.type_text("The product is **48**, because 12 × 4 = 48.\n\nÜber 40 is large.");
    assert_eq!(desk(&day).draft.corrected("a"), "The product is **48**, because 12 × 4 = 48.\n\nÜber 40 is large.");
    day.send(Msg::RestRight);
    for edit in desk(&day).draft.edits("a").to_vec() {
        day.send(Msg::EditRationaleTyped(edit.id, "Arithmetic.".into()));
    }
    assert_eq!(gaps(&day), Vec::<String>::new());
    day.command(Command::Submit);
    let review = review_of(&day);
    assert_eq!(review["verdict"], "fix");
    assert_eq!(
        review["result"]["corrections"][0]["text"],
        "The product is **48**, because 12 × 4 = 48.\n\nÜber 40 is large."
    );
    assert_eq!(review["result"]["annotator"], Value::Null, "whose the result is, the review says");
}

#[test]
fn fixing_without_a_change_is_not_fixing() {
    let mut day = reviewing(&submitted());
    day.send(Msg::RestRight);
    day.send(Msg::VerdictChosen(ReviewVerdict::Fix));
    assert_eq!(gaps(&day), ["result_missing verdict"]);
}

#[test]
fn what_was_missed_is_marked_as_ever_and_goes_back_with_the_findings() {
    let mut day = reviewing(&submitted());
    day.command(Command::Read);
    day.send(Msg::Selected(Span { start: 41, end: 43 }));
    day.command(Command::Choose1);
    day.command(Command::Choose2);
    let Focus::Issue(missed) = desk(&day).view.focus.clone() else { panic!("no issue") };
    day.send(Msg::CommentTyped(missed.clone(), "Here, too, it is 48.".into()));
    day.send(Msg::VerdictChosen(ReviewVerdict::Return));
    assert_eq!(gaps(&day), Vec::<String>::new(), "work that goes back need not be decided part by part");
    day.send(Msg::RemarkTyped("Please read it to the end.".into()));
    day.command(Command::Submit);
    let review = review_of(&day);
    let finding = &review["findings"][0];
    assert_eq!(
        (&finding["verdict"], &finding["ref"], &review["result"]),
        (&json!("missed"), &Value::Null, &Value::Null)
    );
    assert_eq!(
        (&finding["issue"]["span"]["exact"], &finding["issue"]["span"]["unit"]),
        (&json!("46"), &json!("codepoint"))
    );
    assert_eq!(finding["severity"], "major");
}

#[test]
fn a_killed_tab_and_the_server_s_draft_bring_a_review_back_as_it_was() {
    let annotation = submitted();
    let mut day = reviewing(&annotation);
    day.command(Command::NextMissing);
    day.command(Command::Choose2);
    day.send(Msg::Selected(Span { start: 41, end: 43 }));
    day.command(Command::Choose1);
    day.send(Msg::VerdictChosen(ReviewVerdict::Fix));
    day.command(Command::Correct);
    day.type_text("The product is **48**, because 12 × 4 = 48.\n\nÜber 40 is big.");
    let written = timeless(&desk(&day).draft.written());
    day.open_page();
    assert_eq!(timeless(&desk(&day).draft.written()), written);
    assert!(desk(&day).history.can_undo(), "undo comes back too");
    if day.waits.contains_key(&Timer::Save) {
        day.elapse(Timer::Save);
    }
    day.journal.clear();
    day.open_page();
    assert_eq!(timeless(&desk(&day).draft.written()), written);
}

fn timeless(document: &Value) -> Value {
    let mut document = document.clone();
    document["time"] = Value::Null;
    document
}

/// The author's desk after the work came back.
fn come_back(annotation: &Value, review: &Value) -> Day {
    let text = task(|task| {
        task["id"] = "t-1-again".into();
        task["submissions"] = json!([{"id": annotation["id"], "document": annotation}]);
        task["reviews"] = json!([{"id": review["id"], "document": review}]);
    });
    Day::at_work(&text)
}

#[test]
fn after_a_return_the_author_goes_on_from_the_own_work_and_sees_the_findings_in_place() {
    let annotation = submitted();
    let mut day = reviewing(&annotation);
    let second = desk(&day).draft.edits("a")[1].id.clone();
    day.send(Msg::FindingChosen(second.clone(), FindingVerdict::Harmful));
    day.send(Msg::FindingTyped(second.clone(), "“Large” was right.".into()));
    day.send(Msg::VerdictChosen(ReviewVerdict::Return));
    day.command(Command::Submit);
    let mut day = come_back(&annotation, &review_of(&day));
    assert_eq!(desk(&day).draft.corrected("a"), CORRECTED);
    assert_eq!(desk(&day).view.side, Side::Review);
    let found = question::finding(desk(&day), &second).expect("the finding");
    assert_eq!((found.verdict, found.comment.as_str()), (FindingVerdict::Harmful, "“Large” was right."));
    assert_eq!(question::finding(desk(&day), "c1"), None);
    day.send(Msg::EditReverted(second));
    assert_eq!(gaps(&day), Vec::<String>::new());
    day.command(Command::Submit);
    let again = day.exported();
    assert_eq!(again[0]["annotation"]["corrections"][0]["edits"].as_array().map(Vec::len), Some(1));
    assert_eq!(again[0]["annotation"]["annotator"], "w-1");
}

#[test]
fn a_review_can_be_given_back_with_a_word() {
    let mut day = reviewing(&submitted());
    day.command(Command::Exit);
    assert_eq!(day.model.dialog, Some(Dialog::Exit));
    day.send(Msg::ExitChosen(corrigenda::annotation::ExitKind::NotMyField, "I know the author.".into()));
    let review = review_of(&day);
    assert_eq!((&review["exit"]["kind"], &review["verdict"]), (&json!("not_my_field"), &Value::Null));
}

#[test]
fn two_devices_reviews_are_brought_together() {
    let annotation = submitted();
    let mut day = reviewing(&annotation);
    day.command(Command::NextMissing);
    day.command(Command::Choose1);
    day.elapse(Timer::Save);
    // Another device goes on from there and is first to send what it did.
    let mut other = reviewing(&annotation);
    let draft = day.store.clone();
    other.store = draft;
    other.open_page();
    assert_eq!(question::undecided(desk(&other)), (5, 4));
    other.command(Command::NextMissing);
    other.command(Command::Choose2);
    other.elapse(Timer::Save);
    day.store = other.store;
    day.send(Msg::VerdictChosen(ReviewVerdict::Return));
    day.elapse(Timer::Save);
    assert_eq!(question::undecided(desk(&day)), (5, 3));
    let review = desk(&day).draft.review().expect("a review");
    assert_eq!(review.verdict, Some(ReviewVerdict::Return));
}

#[test]
fn a_submission_that_is_no_annotation_is_refused_with_its_place() {
    let text = task(|task| {
        task["kind"] = "review".into();
        task["submissions"] = json!([{"id": "s1", "document": {"format": "corrigenda.annotation/1", "task": 3}}]);
    });
    let mut day = Day::new(&text);
    day.open_page();
    let stage = format!("{:?}", day.model.stage);
    assert!(stage.contains("$.task.submissions[0].document.task"), "{stage}");
}

#[test]
fn reviewing_leads_to_changes_in_the_text_that_is_read() {
    let mut day = reviewing(&submitted());
    day.command(Command::NextMissing);
    assert!(matches!(desk(&day).view.focus, Focus::Issue(_)));
    assert_eq!(desk(&day).view.mode, Mode::Read);
    day.command(Command::Choose1);
    day.command(Command::NextMissing);
    assert!(matches!(desk(&day).view.focus, Focus::Edit(_)));
    assert_eq!((desk(&day).view.mode, desk(&day).view.side), (Mode::Read, Side::Changes));
}
