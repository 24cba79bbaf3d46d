//! The whole chain over one backend: one works, another returns it, the author mends it, a second review sees what changed.

use super::day::{Day, TASK};
use super::review::annotate;
use corrigenda::annotation::{FindingVerdict, ReviewVerdict, Spot};
use corrigenda::app::question::{self, Lack};
use corrigenda::app::{Command, Focus, Msg, Side};
use corrigenda::json::Value;
use corrigenda::reference::{Entry, Worker};
use corrigenda::review::{Moved, ReviewCode};
use corrigenda::task::{Kind, ScoreState};
use corrigenda::text::Span;
use serde_json::json;

fn desk(day: &Day) -> &corrigenda::app::Desk {
    day.model.desk().expect("a desk")
}

/// Somebody sits down and takes what there is.
fn sit_down(day: &mut Day, worker: &str, kind: Kind) {
    day.worker = Worker::new(worker);
    day.kind = kind;
    day.open_page();
}

/// A day on which the work of `w-1` was reviewed by `w-2` and came back: the second of two changes made the text worse, and a
/// slip was missed.
fn returned() -> Day {
    let mut day = Day::at_work(TASK);
    annotate(&mut day);
    let mut task: Value = serde_json::from_str(TASK).expect("JSON");
    let annotation = day.exported()[0]["annotation"].clone();
    task["id"] = "r-1".into();
    task["kind"] = "review".into();
    task["submissions"] = json!([{"id": annotation["id"], "document": annotation}]);
    day.store.import(Entry::read(task).expect("a task"));
    sit_down(&mut day, "w-2", Kind::Review);
    let second = desk(&day).draft.edits("a")[1].id.clone();
    day.send(Msg::FindingChosen(second.clone(), FindingVerdict::Harmful));
    day.send(Msg::FindingTyped(second, "“Large” was right.".into()));
    day.command(Command::Read);
    day.send(Msg::Selected(Span { start: 41, end: 43 }));
    day.command(Command::Choose1);
    day.command(Command::Choose2);
    let Focus::Issue(missed) = desk(&day).view.focus.clone() else { panic!("no issue") };
    day.send(Msg::CommentTyped(missed, "Here, too, it is 48.".into()));
    day.send(Msg::VerdictChosen(ReviewVerdict::Return));
    day.send(Msg::RemarkTyped("Nearly.".into()));
    day.command(Command::Submit);
    day
}

/// The same day, after the author took the one change back, marked and mended what was missed, and judged a criterion anew.
fn mended() -> Day {
    let mut day = returned();
    sit_down(&mut day, "w-1", Kind::Annotate);
    let second = desk(&day).draft.edits("a")[1].id.clone();
    day.send(Msg::EditReverted(second));
    day.command(Command::Read);
    day.send(Msg::Selected(Span { start: 41, end: 43 }));
    day.command(Command::Choose1);
    day.command(Command::Choose2);
    let Focus::Issue(new) = desk(&day).view.focus.clone() else { panic!("no issue") };
    day.send(Msg::CommentTyped(new, "48 here, too.".into()));
    day.command(Command::Correct);
    day.type_text("The product is **48**, because 12 × 4 = 48.\n\nÜber 40 is large.");
    for edit in desk(&day).draft.edits("a").to_vec() {
        day.send(Msg::EditRationaleTyped(edit.id, "Arithmetic.".into()));
    }
    day.send(Msg::Judged("c1".into(), ScoreState::Unmet, None));
    day.command(Command::Submit);
    assert!(!day.is_at_work(), "{:?}", question::problems(desk(&day)));
    day
}

/// The second review's desk.
fn again() -> Day {
    let mut day = mended();
    sit_down(&mut day, "w-2", Kind::Review);
    assert!(day.is_at_work(), "{:?}", day.model.stage);
    day
}

#[test]
fn work_that_came_back_is_the_author_s_next_task_with_the_findings_in_place() {
    let mut day = returned();
    sit_down(&mut day, "w-3", Kind::Annotate);
    assert!(!day.is_at_work(), "nobody else gets it");
    sit_down(&mut day, "w-1", Kind::Annotate);
    assert_eq!((desk(&day).task.kind, desk(&day).view.side), (Kind::Annotate, Side::Review));
    assert!(desk(&day).view.round.new.is_empty(), "one's own changes are not new");
    let second = desk(&day).draft.edits("a")[1].id.clone();
    assert_eq!(question::finding(desk(&day), &second).map(|one| one.verdict), Some(FindingVerdict::Harmful));
    let returned = desk(&day).returned.as_ref().expect("the review");
    assert_eq!((returned.comment.as_deref(), returned.findings.len()), (Some("Nearly."), 2));
}

#[test]
fn the_second_review_asks_about_what_changed_and_nothing_else() {
    let day = again();
    let items = question::items(desk(&day));
    let kinds: Vec<&str> = items
        .iter()
        .map(|spot| match spot {
            Spot::Issue(_) => "issue",
            Spot::Edit(..) => "edit",
            Spot::Criterion(id, _) => id,
            _ => "other",
        })
        .collect();
    assert_eq!(question::parts(desk(&day)).len(), 6, "two issues, two edits, two scores");
    assert_eq!(kinds, ["issue", "edit", "edit", "c1"]);
    assert_eq!(question::undecided(desk(&day)), (4, 4));
    let issues = question::issues_of(desk(&day));
    let shown = |focus: Focus| question::is_shown(desk(&day), &focus);
    assert!(!shown(Focus::Issue(issues[0].id.clone())) && shown(Focus::Issue(issues[1].id.clone())));
    assert!(shown(Focus::Criterion("c1".into())) && !shown(Focus::Criterion("c2".into())));
}

#[test]
fn each_finding_says_what_became_of_it_and_each_part_what_it_was() {
    let day = again();
    let findings = &desk(&day).again.as_ref().expect("a second review").review.findings;
    let outcomes: Vec<_> = findings.iter().map(|one| question::outcome(desk(&day), one)).collect();
    assert_eq!(outcomes, [Some(Moved::Removed), Some(Moved::Added)]);
    let (was, fault) = question::since(desk(&day), "c1");
    assert_eq!(was.map(|was| (was.moved, was.before["state"].clone())), Some((Moved::Changed, "met".into())));
    assert_eq!(fault, None);
    assert_eq!(question::since(desk(&day), "c2"), (None, None));
    assert!(question::gone(desk(&day)).is_empty(), "what a finding speaks of is told there");
}

#[test]
fn one_key_shows_the_whole_and_what_was_not_asked_can_be_judged_all_the_same() {
    let mut day = again();
    day.command(Command::Rubric);
    assert_eq!(question::cards(desk(&day)), [Focus::Criterion("c1".into())]);
    day.command(Command::Whole);
    assert_eq!(question::cards(desk(&day)).len(), 2);
    assert_eq!(day.model.said, "All of the work is shown.");
    day.send(Msg::Focused(Focus::Criterion("c2".into())));
    day.command(Command::Choose2);
    day.send(Msg::FindingTyped("c2".into(), "Not shown.".into()));
    day.command(Command::Whole);
    day.send(Msg::Focused(Focus::Verdict));
    day.command(Command::Rubric);
    assert_eq!(question::cards(desk(&day)).len(), 2, "a part with a finding stays");
    day.command(Command::Undo);
    assert_eq!(question::undecided(desk(&day)), (4, 4), "what is asked is the same");
}

#[test]
fn the_chain_ends_with_a_review_that_accepts() {
    let mut day = again();
    for _ in 0..10 {
        let undecided = |gap: &question::Gap| gap.lack == Lack::Review(ReviewCode::Undecided);
        if !question::problems(desk(&day)).iter().any(undecided) {
            break;
        }
        day.command(Command::NextMissing);
        day.command(Command::Choose1);
    }
    day.send(Msg::VerdictChosen(ReviewVerdict::Accept));
    assert_eq!(question::problems(desk(&day)), []);
    day.command(Command::Submit);
    let lines = day.exported();
    let reviews: Vec<&Value> = lines.iter().map(|line| &line["review"]["verdict"]).collect();
    assert_eq!(reviews, [&Value::Null, &json!("return"), &Value::Null, &json!("accept")]);
    assert_eq!(lines[3]["review"]["subjects"], json!([lines[2]["annotation"]["id"]]));
    assert_eq!(lines[3]["review"]["findings"].as_array().map(Vec::len), Some(4));
    for (worker, kind) in [("w-1", Kind::Annotate), ("w-2", Kind::Review), ("w-3", Kind::Review)] {
        sit_down(&mut day, worker, kind);
        assert!(!day.is_at_work(), "{worker}");
    }
}

#[test]
fn what_nobody_touched_though_it_was_wrong_is_asked_again() {
    let mut day = returned();
    sit_down(&mut day, "w-1", Kind::Annotate);
    day.command(Command::Submit);
    sit_down(&mut day, "w-2", Kind::Review);
    let items = question::items(desk(&day));
    assert_eq!(items.len(), 1);
    let Spot::Edit(_, id) = &items[0] else { panic!("{items:?}") };
    let (change, fault) = question::since(desk(&day), id);
    assert_eq!((change, fault.map(|one| one.verdict)), (None, Some(FindingVerdict::Harmful)));
    let findings = &desk(&day).again.as_ref().expect("a second review").review.findings;
    assert!(findings.iter().all(|one| question::outcome(desk(&day), one).is_none()));
}

#[test]
fn a_third_review_goes_on_from_the_second() {
    let mut day = again();
    day.send(Msg::FindingChosen("c1".into(), FindingVerdict::Wrong));
    day.send(Msg::FindingTyped("c1".into(), "It does state 48.".into()));
    day.send(Msg::VerdictChosen(ReviewVerdict::Return));
    day.command(Command::Submit);
    sit_down(&mut day, "w-1", Kind::Annotate);
    assert_eq!(question::finding(desk(&day), "c1").map(|one| one.comment.as_str()), Some("It does state 48."));
    assert_eq!(desk(&day).draft.corrected("a"), "The product is **48**, because 12 × 4 = 48.\n\nÜber 40 is large.");
    day.send(Msg::Judged("c1".into(), ScoreState::Met, None));
    day.command(Command::Submit);
    sit_down(&mut day, "w-3", Kind::Review);
    assert_eq!(question::items(desk(&day)), [Spot::Criterion("c1".into(), Some("a".into()))]);
    assert_eq!(desk(&day).task.submissions.len(), 3);
}
