//! Work as it should go: claim, mark, judge, correct, submit; undo; a killed tab.

use super::day::{Day, TASK, timeless};
use corrigenda::annotation::issue_is_resolved;
use corrigenda::app::{Command, Dialog, Event, Focus, Mode, Msg, Timer, question};
use corrigenda::task::ScoreState;
use corrigenda::text::Span;

const CORRECTED: &str = "The product is **48**, because 12 × 4 = 48.\n\nÜber 40 is large.";

/// Marks the first 46 as a major error of fact, by keys.
fn mark(day: &mut Day) -> String {
    day.send(Msg::Selected(Span { start: 17, end: 19 }));
    day.command(Command::Choose1);
    day.command(Command::Choose2);
    let Focus::Issue(id) = day.model.desk().expect("a desk").view.focus.clone() else {
        panic!("no issue has the focus")
    };
    day.send(Msg::CommentTyped(id.clone(), "12 × 4 is 48.".into()));
    id
}

#[test]
fn a_task_goes_from_claim_to_submission_in_one_straight_line() {
    let mut day = Day::at_work(TASK);
    let issue = mark(&mut day);
    day.command(Command::Correct);
    day.type_text(CORRECTED);
    day.judge_all();
    let desk = day.model.desk().expect("a desk");
    assert!(issue_is_resolved(desk.draft.annotation(), desk.draft.issue(&issue).expect("the issue")));
    for edit in day.document().corrections[0].edits.clone() {
        day.send(Msg::EditRationaleTyped(edit.id, "Arithmetic.".into()));
    }
    assert_eq!(question::problems(day.model.desk().expect("a desk")), vec![]);
    day.command(Command::Submit);
    assert!(!day.is_at_work());
    let lines = day.exported();
    assert_eq!(lines.len(), 1);
    let annotation = &lines[0]["annotation"];
    assert_eq!(annotation["corrections"][0]["text"], CORRECTED);
    assert_eq!(annotation["annotator"], "w-1");
    assert_eq!(annotation["task"], serde_json::json!({"id":"t-1","revision":"3","instructions":"7","rubric":"2"}));
    assert_eq!(annotation["issues"][0]["span"]["exact"], "46");
    assert_eq!(annotation["issues"][0]["span"]["unit"], "codepoint");
    assert_eq!(lines[0]["task"]["unknown"]["kept"], true);
    assert!(day.journal.is_empty(), "what is submitted is forgotten on the device");
    assert!(day.events.iter().any(|event| matches!(event, Event::Submitted { .. })));
}

#[test]
fn edits_applied_to_the_original_give_the_corrected_text_and_are_word_exact() {
    let mut day = Day::at_work(TASK);
    day.command(Command::Correct);
    day.type_text(CORRECTED);
    let document = day.document();
    let edits: Vec<_> =
        document.corrections[0].edits.iter().map(|edit| (edit.span.exact.clone(), edit.insert.clone())).collect();
    assert_eq!(edits, vec![("46".to_owned(), "48".to_owned()), ("46".to_owned(), "48".to_owned())]);
}

#[test]
fn nothing_is_submitted_while_something_is_missing_and_the_way_leads_there() {
    let mut day = Day::at_work(TASK);
    day.command(Command::Submit);
    assert!(day.is_at_work());
    assert_eq!(day.model.desk().expect("a desk").view.focus, Focus::Criterion("c1".into()));
    day.send(Msg::Judged("c1".into(), ScoreState::Met, None));
    day.command(Command::NextMissing);
    assert_eq!(day.model.desk().expect("a desk").view.focus, Focus::Criterion("c2".into()));
}

#[test]
fn every_action_can_be_undone_and_done_again() {
    let mut day = Day::at_work(TASK);
    let empty = timeless(day.document());
    let issue = mark(&mut day);
    day.command(Command::Correct);
    day.type_text(CORRECTED);
    day.judge_all();
    day.send(Msg::NoteTyped("A word.".into()));
    day.send(Msg::IssueRemoved(issue));
    let full = timeless(day.document());
    let mut steps = 0;
    while day.model.desk().expect("a desk").history.can_undo() {
        day.command(Command::Undo);
        steps += 1;
    }
    assert_eq!(timeless(day.document()), empty);
    for _ in 0..steps {
        day.command(Command::Redo);
    }
    assert_eq!(timeless(day.document()), full);
}

#[test]
fn removing_an_issue_unties_what_answered_it() {
    let mut day = Day::at_work(TASK);
    let issue = mark(&mut day);
    day.command(Command::Correct);
    day.type_text(CORRECTED);
    day.send(Msg::EvidenceToggled("c1".into(), issue.clone()));
    day.send(Msg::IssueRemoved(issue.clone()));
    assert!(!timeless(day.document()).contains(&issue));
}

#[test]
fn a_killed_tab_comes_back_exactly_as_it_was_with_its_undo() {
    let mut day = Day::at_work(TASK);
    mark(&mut day);
    day.command(Command::Correct);
    day.type_text(CORRECTED);
    day.send(Msg::Judged("c1".into(), ScoreState::Met, None));
    day.command(Command::Undo);
    let before = timeless(day.document());
    day.open_page();
    assert_eq!(timeless(day.document()), before);
    let desk = day.model.desk().expect("a desk");
    assert_eq!(desk.view.mode, Mode::Correct);
    assert!(desk.history.can_undo() && desk.history.can_redo());
    day.command(Command::Redo);
    day.command(Command::Undo);
    day.command(Command::Undo);
    assert_eq!(day.document().corrections, vec![]);
}

#[test]
fn typing_is_one_step_until_somebody_pauses() {
    let mut day = Day::at_work(TASK);
    for text in ["T", "Th", "The"] {
        day.send(Msg::NoteTyped(text.into()));
    }
    day.now += 5_000.0;
    day.send(Msg::NoteTyped("The end".into()));
    day.command(Command::Undo);
    assert_eq!(day.document().note.as_deref(), Some("The"));
    day.command(Command::Undo);
    assert_eq!(day.document().note, None);
}

#[test]
fn a_way_out_is_a_submission_that_keeps_partial_work() {
    let mut day = Day::at_work(TASK);
    mark(&mut day);
    day.send(Msg::ExitChosen(corrigenda::annotation::ExitKind::BadTask, String::new()));
    assert!(day.is_at_work(), "a way out needs a word");
    day.send(Msg::ExitChosen(corrigenda::annotation::ExitKind::BadTask, "The question has no answer.".into()));
    let lines = day.exported();
    assert_eq!(lines[0]["annotation"]["exit"]["kind"], "bad_task");
    assert_eq!(lines[0]["annotation"]["issues"][0]["comment"], "12 × 4 is 48.");
}

#[test]
fn a_skipped_task_is_not_offered_again() {
    let mut day = Day::at_work(TASK);
    mark(&mut day);
    day.command(Command::Skip);
    assert!(day.is_at_work(), "with work on it, skipping is asked about");
    day.send(Msg::SkipConfirmed);
    assert!(!day.is_at_work());
    assert!(day.waits.contains_key(&Timer::Claim));
}

#[test]
fn text_is_selected_by_key_alone() {
    let mut day = Day::at_work(TASK);
    for _ in 0..3 {
        day.command(Command::WordNext);
    }
    day.command(Command::ExtendWordNext);
    let selected = day.model.desk().expect("a desk").view.caret.span();
    assert!(!selected.is_empty());
    day.command(Command::Choose1);
    let issue = day.document().issues[0].clone();
    assert_eq!(issue.category.as_deref(), Some("fact"));
    assert!(!issue.span.expect("a span").exact.trim().is_empty());
}

#[test]
fn the_same_choice_again_takes_it_back() {
    let mut day = Day::at_work(TASK);
    day.send(Msg::Judged("c1".into(), ScoreState::Met, None));
    day.send(Msg::Judged("c1".into(), ScoreState::Met, None));
    assert_eq!(day.document().scores, vec![]);
}

#[test]
fn the_level_that_earns_nothing_is_unmet_and_the_best_is_met() {
    let levels = r#""title":"States 48","scale":{"kind":"ordinal","levels":[{"value":0,"name":"no"},{"value":2,"name":"yes"}]},"#;
    let mut day = Day::at_work(&TASK.replace(r#""title":"States 48","#, levels));
    day.command(Command::NextMissing);
    day.command(Command::Choose1);
    let score = day.document().scores[0].clone();
    assert_eq!((score.state, score.value), (ScoreState::Unmet, Some(0.0)));
    day.command(Command::Choose2);
    let score = day.document().scores[0].clone();
    assert_eq!((score.state, score.value), (ScoreState::Met, Some(2.0)));
}

#[test]
fn what_was_just_typed_is_the_next_missing_thing_where_it_has_no_reason() {
    let mut day = Day::at_work(TASK);
    day.command(Command::Correct);
    day.type_text("The product is **48**, because 12 × 4 = 46.\n\nÜber 40 is large.");
    let edit = day.document().corrections[0].edits[0].id.clone();
    day.command(Command::NextMissing);
    assert_eq!(day.model.desk().expect("a desk").view.focus, Focus::Edit(edit));
    day.command(Command::NextMissing);
    assert_eq!(day.model.desk().expect("a desk").view.focus, Focus::Criterion("c1".into()));
}

#[test]
fn forgetting_everything_is_left_to_the_page_which_knows_all_that_is_here() {
    let mut day = Day::at_work(TASK);
    day.send(Msg::DialogChosen(Some(Dialog::Settings)));
    day.send(Msg::ForgetWanted);
    assert!(day.events.contains(&Event::Forget) && day.model.dialog.is_none());
    assert!(day.is_at_work(), "nothing is forgotten yet");
}
