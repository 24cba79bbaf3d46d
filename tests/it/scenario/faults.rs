//! What goes wrong: every answer that a backend can give, none at all, two devices, two tabs.

use super::day::{Day, TASK, timeless};
use corrigenda::app::question::{Safety, safety};
use corrigenda::app::{Command, Msg, Stage, Timer};
use corrigenda::json::{Map, parse};
use corrigenda::protocol::{Call, Failure, Fault, Place, Refusal, Refused};
use corrigenda::task::ScoreState;

fn refused(refusal: Refusal) -> Failure {
    Failure::Refused(Refused { refusal, detail: String::new() })
}

fn note(day: &mut Day, text: &str) {
    day.send(Msg::NoteTyped(text.into()));
}

fn finish(day: &mut Day) {
    day.judge_all();
    day.command(Command::Submit);
}

#[test]
fn a_claim_without_an_answer_is_tried_again_until_it_has_one() {
    let mut day = Day::new(TASK);
    day.faults = vec![
        Err(Failure::Fault(Fault::Network)),
        Err(Failure::Fault(Fault::Timeout)),
        Err(Failure::Fault(Fault::Server { status: 503, retry_after: Some(2.0) })),
    ];
    day.open_page();
    for _ in 0..3 {
        assert!(matches!(day.model.stage, Stage::Claiming { failure: Some(_), .. }));
        day.elapse(Timer::Claim);
    }
    assert!(day.is_at_work());
}

#[test]
fn a_claim_that_is_refused_says_why_and_offers_another() {
    let mut day = Day::new(TASK);
    day.faults = vec![Err(refused(Refusal::Forbidden))];
    day.open_page();
    assert!(matches!(day.model.stage, Stage::Refused(_)));
    day.send(Msg::ClaimWanted(None));
    assert!(day.is_at_work());
}

#[test]
fn work_is_safe_here_first_and_there_before_long() {
    let mut day = Day::at_work(TASK);
    assert_eq!(safety(&day.model), Safety::Nothing);
    note(&mut day, "one");
    assert_eq!(safety(&day.model), Safety::Here);
    day.elapse(Timer::Save);
    assert!(matches!(safety(&day.model), Safety::There(_)));
}

#[test]
fn an_answer_that_is_lost_changes_nothing() {
    let mut day = Day::at_work(TASK);
    note(&mut day, "one");
    day.lose_answers = true;
    day.elapse(Timer::Save);
    assert_eq!(safety(&day.model), Safety::Retrying);
    day.lose_answers = false;
    day.elapse(Timer::Save);
    assert!(matches!(safety(&day.model), Safety::There(_)));
    finish(&mut day);
    assert_eq!(day.exported().len(), 1);
}

#[test]
fn a_submission_whose_answer_is_lost_is_stored_once() {
    let mut day = Day::at_work(TASK);
    day.judge_all();
    day.lose_answers = true;
    day.command(Command::Submit);
    assert!(day.is_at_work());
    assert_eq!(day.exported().len(), 1);
    day.lose_answers = false;
    day.elapse(Timer::Submit);
    assert!(!day.is_at_work());
    assert_eq!(day.exported().len(), 1);
}

#[test]
fn a_submission_survives_a_killed_tab_with_its_uuid() {
    let mut day = Day::at_work(TASK);
    day.judge_all();
    day.faults = vec![Err(Failure::Fault(Fault::Network))];
    day.command(Command::Submit);
    day.open_page();
    assert!(!day.is_at_work(), "it is submitted as soon as the page is open again");
    assert_eq!(day.exported().len(), 1);
    let uuids = day.calls.iter().filter_map(|call| match call {
        Call::Submit(submit) => Some(submit.uuid.clone()),
        _ => None,
    });
    let uuids: Vec<_> = uuids.collect();
    assert_eq!(uuids.len(), 2);
    assert_eq!(uuids[0], uuids[1]);
}

#[test]
fn a_draft_from_another_device_is_merged_and_nothing_is_lost() {
    let mut here = Day::at_work(TASK);
    note(&mut here, "here");
    here.elapse(Timer::Save);
    // The same expert on another device: its own journal, the same backend.
    let mut there = Day::new(TASK);
    std::mem::swap(&mut there.store, &mut here.store);
    there.open_page();
    there.send(Msg::Judged("c1".into(), ScoreState::Unmet, None));
    there.elapse(Timer::Save);
    std::mem::swap(&mut there.store, &mut here.store);
    note(&mut here, "here, later");
    here.elapse(Timer::Save);
    let merged = here.document();
    assert_eq!(merged.note.as_deref(), Some("here, later"));
    assert_eq!(merged.scores[0].state, ScoreState::Unmet);
    assert!(matches!(safety(&here.model), Safety::There(_)));
    assert!(here.model.notices.iter().any(|notice| notice.detail == "0"), "{:?}", here.model.notices);
}

#[test]
fn a_lost_lease_keeps_the_work_and_it_goes_on_when_the_task_comes_back() {
    let mut day = Day::at_work(TASK);
    note(&mut day, "kept");
    day.faults = vec![Err(refused(Refusal::LeaseLost))];
    day.elapse(Timer::Save);
    assert_eq!(safety(&day.model), Safety::LeaseLost);
    let before = timeless(day.document());
    day.send(Msg::ClaimWanted(Some("t-1".into())));
    assert!(day.is_at_work());
    assert_eq!(timeless(day.document()), before);
    day.elapse(Timer::Save);
    assert!(matches!(safety(&day.model), Safety::There(_)));
}

#[test]
fn every_refusal_of_a_submission_leaves_the_work_on_the_desk() {
    let place = Place { pointer: "/scores/0".into(), detail: "no".into(), extra: Map::new() };
    for refusal in [
        Refusal::LeaseLost,
        Refusal::Invalid(vec![place]),
        Refusal::SubmissionConflict,
        Refusal::TooLarge,
        Refusal::Forbidden,
        Refusal::NotFound,
        Refusal::Other(418),
    ] {
        let mut day = Day::at_work(TASK);
        day.judge_all();
        let before = timeless(day.document());
        day.faults = vec![Err(refused(refusal.clone()))];
        day.command(Command::Submit);
        assert_eq!(timeless(day.document()), before, "{refusal:?}");
        let desk = day.model.desk().expect("a desk");
        assert!(desk.submitting.is_none() && (desk.lease.lost || !day.model.notices.is_empty()), "{refusal:?}");
    }
}

#[test]
fn after_a_422_the_mended_work_can_be_submitted() {
    let place = Place { pointer: "/scores/0".into(), detail: "no".into(), extra: Map::new() };
    let mut day = Day::at_work(TASK);
    day.judge_all();
    day.faults = vec![Err(refused(Refusal::Invalid(vec![place.clone()])))];
    day.command(Command::Submit);
    assert_eq!(day.model.desk().expect("a desk").objections, vec![place]);
    note(&mut day, "mended");
    assert_eq!(day.model.desk().expect("a desk").objections, vec![]);
    day.command(Command::Submit);
    assert_eq!(day.exported().len(), 1);
}

#[test]
fn signed_out_in_the_middle_of_a_submission_it_waits_and_goes_on() {
    let mut day = Day::at_work(TASK);
    day.judge_all();
    day.faults = vec![Err(refused(Refusal::SignIn))];
    day.command(Command::Submit);
    assert!(day.model.desk().expect("a desk").submitting.is_some());
    day.send(Msg::RetryWanted);
    assert_eq!(day.exported().len(), 1);
}

#[test]
fn a_draft_sent_by_hand_and_refused_waits_for_the_expert_and_not_for_the_clock() {
    let mut day = Day::at_work(TASK);
    note(&mut day, "one");
    day.faults = vec![Err(refused(Refusal::SignIn))];
    day.command(Command::Save);
    assert_eq!(safety(&day.model), Safety::SignIn);
    day.elapse(Timer::Save);
    assert_eq!(safety(&day.model), Safety::SignIn, "the wait from before must not have sent it again");
    day.send(Msg::RetryWanted);
    assert!(matches!(safety(&day.model), Safety::There(_)));
}

#[test]
fn a_device_that_keeps_nothing_is_said_and_work_goes_on() {
    let mut day = Day::at_work(TASK);
    day.device_keeps = Some(false);
    note(&mut day, "one");
    assert_eq!(safety(&day.model), Safety::Unsafe);
    assert_eq!(day.model.notices.len(), 1);
    finish(&mut day);
    assert_eq!(day.exported().len(), 1);
}

#[test]
fn nothing_is_called_kept_before_the_device_says_so_whatever_the_line_does() {
    let lines = [Failure::Fault(Fault::Network), refused(Refusal::SignIn), refused(Refusal::Forbidden)];
    for fault in lines {
        let mut day = Day::at_work(TASK);
        note(&mut day, "one");
        day.faults = vec![Err(fault)];
        day.elapse(Timer::Save);
        let before = safety(&day.model);
        day.device_keeps = None;
        note(&mut day, "two");
        assert_eq!(safety(&day.model), Safety::Keeping, "after {before:?}");
    }
    let mut day = Day::at_work(TASK);
    day.device_keeps = None;
    day.send(Msg::Connected(false));
    note(&mut day, "one");
    assert_eq!(safety(&day.model), Safety::Keeping);
}

#[test]
fn a_second_tab_reads_only_until_it_takes_over() {
    let mut day = Day::new(TASK);
    day.locked = true;
    day.open_page();
    note(&mut day, "not mine");
    assert_eq!(day.document().note, None);
    assert_eq!(safety(&day.model), Safety::ReadOnly);
    day.locked = false;
    day.send(Msg::TakeOverWanted);
    note(&mut day, "mine now");
    assert_eq!(day.document().note.as_deref(), Some("mine now"));
}

#[test]
fn a_late_answer_to_an_old_question_is_dropped() {
    let mut day = Day::at_work(TASK);
    note(&mut day, "one");
    let before = day.model.clone();
    day.send(Msg::Answered(corrigenda::app::Ticket(1), Box::new(Err(Failure::Fault(Fault::Network)))));
    assert_eq!(day.model.stage, before.stage);
}

#[test]
fn a_task_that_cannot_be_read_says_where() {
    let broken = TASK.replace("\"points\":5", "\"points\":\"five\"");
    let error = parse::<corrigenda::task::Task>(&broken).expect_err("points are a number");
    assert_eq!(error.path, "$.rubric.criteria[0].points");
    assert_eq!((error.expected.as_str(), error.found.as_str()), ("a number", "\"five\""));
}
