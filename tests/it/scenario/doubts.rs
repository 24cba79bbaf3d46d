//! What does not come out in a response: offered, made an issue or dismissed, and never in the way.

use super::day::Day;
use corrigenda::app::{Command, Doubting, Focus, Msg, Settings, Side, Timer, question};
use corrigenda::text::Span;

const TASK: &str = r#"{ "format": "corrigenda.task/1", "id": "t", "revision": "1", "kind": "annotate", "title": "Sums",
  "instructions": {"version": "1", "text": ""}, "turns": [{"id": "u1", "role": "user", "text": "Add."}],
  "responses": [{"id": "a", "turn": "u1", "text": "So 12 × 4 = 46, and 5 + 5 = 11.\n\nOn Tuesday, 3 March 2025."},
    {"id": "b", "turn": "u1", "text": "2 + 2 = 4."}],
  "parts": ["issues", "correction"] }"#;

fn day() -> Day {
    let mut day = Day::at_work(TASK);
    day.elapse(Timer::Doubts);
    day
}

fn open(day: &Day) -> Vec<String> {
    let desk = day.model.desk().expect("a desk");
    question::open_doubts(desk).iter().map(|at| desk.doubts.found[*at].exact.clone()).collect()
}

#[test]
fn doubts_come_once_the_text_stands_and_one_key_makes_an_issue_of_one() {
    let mut day = day();
    assert_eq!(open(&day), ["12 × 4 = 46", "5 + 5 = 11", "Tuesday, 3 March 2025"]);
    day.command(Command::NextFinding);
    let desk = day.model.desk().expect("a desk");
    assert_eq!((desk.view.side, desk.view.caret.span()), (Side::Issues, Span { start: 3, end: 15 }));
    day.command(Command::Cure);
    let document = day.document();
    let issue = &document.issues[0];
    assert_eq!((issue.comment.as_str(), &issue.category), ("12 × 4 = 48; the text says 46.", &None));
    assert_eq!(issue.span.as_ref().map(|span| span.exact.as_str()), Some("12 × 4 = 46"));
    assert_eq!(day.model.desk().map(|desk| desk.view.focus.clone()), Some(Focus::Issue(issue.id.clone())));
    assert_eq!(open(&day), ["5 + 5 = 11", "Tuesday, 3 March 2025"]);
    // One step back, and it is a doubt again.
    day.command(Command::Undo);
    assert_eq!((day.document().issues.len(), open(&day).len()), (0, 3));
}

#[test]
fn what_is_dismissed_stays_so_over_a_reload_until_it_is_undone() {
    let mut day = day();
    day.command(Command::LetStand);
    assert_eq!(open(&day), ["5 + 5 = 11", "Tuesday, 3 March 2025"]);
    day.open_page();
    day.elapse(Timer::Doubts);
    assert_eq!(open(&day), ["5 + 5 = 11", "Tuesday, 3 March 2025"]);
    day.command(Command::Undo);
    assert_eq!(open(&day).len(), 3);
    day.send(Msg::Doubt(Doubting::Dismissed(2)));
    day.send(Msg::Doubt(Doubting::Dismissed(1)));
    day.send(Msg::Doubt(Doubting::Dismissed(0)));
    assert!(open(&day).is_empty());
    // Nothing of it stands in the way of submitting.
    assert!(question::problems(day.model.desk().expect("a desk")).is_empty());
}

#[test]
fn what_the_expert_marked_or_changed_is_no_doubt_any_more() {
    let mut day = day();
    day.send(Msg::Selected(Span { start: 8, end: 12 }));
    day.send(Msg::IssueWanted(None));
    assert_eq!(open(&day).len(), 2);
    day.type_text("So 12 × 4 = 46, and 5 + 5 = 10.\n\nOn Tuesday, 3 March 2025.");
    assert_eq!(open(&day), ["Tuesday, 3 March 2025"]);
}

#[test]
fn each_response_is_looked_at_and_the_switch_stops_it() {
    let mut day = day();
    day.send(Msg::ResponseChosen(1));
    assert!(open(&day).is_empty());
    day.elapse(Timer::Doubts);
    assert!(open(&day).is_empty());
    day.send(Msg::ResponseChosen(0));
    day.elapse(Timer::Doubts);
    assert_eq!(open(&day).len(), 3);
    let off = Settings { doubts: false, ..day.model.settings.clone() };
    day.send(Msg::SettingsChanged(Box::new(off)));
    assert!(open(&day).is_empty());
    // Keys are free again for what they did before.
    day.command(Command::Cure);
    assert!(day.document().issues.is_empty());
    day.open_page();
    assert!(open(&day).is_empty());
}

#[test]
fn a_long_response_is_looked_at_in_passages_so_that_the_page_never_waits_for_all_of_it() {
    let filler =
        |name: &str| (0..900).map(|at| format!("Paragraph {name}{at} adds nothing up.\\n\\n")).collect::<String>();
    let text = format!("So 12 × 4 = 46.\\n\\n{}So 5 + 5 = 11.\\n\\n{}So 2 × 3 = 7.", filler("a"), filler("b"));
    let (before, after) = TASK.split_once(r#""text": "So"#).expect("the response");
    let (_, after) = after.split_once(r#"2025.""#).expect("its end");
    let mut day = Day::at_work(&format!("{before}\"text\": \"{text}\"{after}"));
    let mut counts = Vec::new();
    for _ in 0..3 {
        day.elapse(Timer::Doubts);
        counts.push(open(&day).iter().filter(|one| one.contains('=')).count());
    }
    assert_eq!(counts, [1, 2, 3]);
    let desk = day.model.desk().expect("a desk");
    let original = &desk.task.responses[0].text;
    assert!(desk.doubts.found.iter().all(|one| original.get(one.span.start..one.span.end) == Some(&one.exact)));
    // Off while passages are still to come: none does.
    let mut day = Day::at_work(&format!("{before}\"text\": \"{text}\"{after}"));
    day.elapse(Timer::Doubts);
    let off = Settings { doubts: false, ..day.model.settings.clone() };
    day.send(Msg::SettingsChanged(Box::new(off)));
    day.elapse(Timer::Doubts);
    assert!(day.model.desk().expect("a desk").doubts.found.is_empty());
}
