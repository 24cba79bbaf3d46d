//! Writing a rubric as the deliverable: criteria, the linter, what is set aside, what tells responses apart, undo, submission.

use super::day::{Day, timeless};
use corrigenda::annotation::{Action, Annotation, Code, Dismissed, Draft, Spot, check, merge};
use corrigenda::app::{Author, Command, Focus, Mode, Msg, Side, Slot, Ticket, Timer, question};
use corrigenda::json::{Doc, Map, Value, parse, print};
use corrigenda::task::{Criterion, Reference, Role, Scale, Score, ScoreState, Task, Tolerance, Turn};
use std::rc::Rc;

pub const TASK: &str = r#"{"format":"corrigenda.task/1","id":"w-1","revision":"1","queue":"write","language":"en","title":"Rubric",
 "turns":[{"id":"u1","role":"user","text":"What is 12 × 4?"}],
 "responses":[{"id":"a","turn":"u1","text":"It is 46."},{"id":"b","turn":"u1","text":"It is 48."}],
 "authoring":{"minimum":2,"below":0.4},"parts":["prompt","reference","rubric","scores"]}"#;

fn author(day: &mut Day, msg: Author) {
    day.send(Msg::Author(msg));
}

fn desk(day: &Day) -> &corrigenda::app::Desk {
    day.model.desk().expect("a desk")
}

fn ids(day: &Day) -> Vec<String> {
    desk(day).draft.criteria().iter().map(|one| one.id.clone()).collect()
}

fn titles(day: &Day) -> Vec<&str> {
    desk(day).draft.criteria().iter().map(|one| one.title.as_str()).collect()
}

/// Adds a criterion with a line and points, behind all others; answers its id.
fn add(day: &mut Day, title: &str, points: &str) -> String {
    if let Some(last) = ids(day).last() {
        day.send(Msg::Focused(Focus::Criterion(last.clone())));
    }
    day.command(Command::AddCriterion);
    let id = ids(day).last().cloned().expect("a criterion");
    author(day, Author::Typed(id.clone(), Slot::Title, title.into()));
    author(day, Author::Typed(id.clone(), Slot::Points, points.into()));
    id
}

fn linted(day: &mut Day) -> Vec<(String, String)> {
    if day.waits.contains_key(&Timer::Lint) {
        day.elapse(Timer::Lint);
    }
    let open = question::open_findings(desk(day));
    let found = &desk(day).writing.found;
    let name = |at: &usize| (found[*at].rule.clone(), found[*at].criterion.clone().unwrap_or_default());
    open.iter().map(name).collect()
}

fn judge(day: &mut Day, criterion: &str, verdicts: [ScoreState; 2]) {
    for (at, state) in verdicts.into_iter().enumerate() {
        day.send(Msg::ResponseChosen(at));
        day.send(Msg::Judged(criterion.into(), state, None));
    }
}

#[test]
fn a_rubric_is_written_linted_judged_undone_and_submitted() {
    let mut day = Day::at_work(TASK);
    assert_eq!((desk(&day).view.mode, desk(&day).view.side), (Mode::Write, Side::Rubric));
    let empty = timeless(day.document());
    let missing: Vec<Code> = check(&desk(&day).task, &day.document()).into_iter().map(|one| one.code).collect();
    assert_eq!(missing, [Code::PromptMissing, Code::ReferenceMissing, Code::RubricMissing]);
    day.command(Command::Submit);
    assert_eq!(desk(&day).view.focus, Focus::Prompt);

    author(&mut day, Author::PromptTyped("What is **12 × 4**?".into()));
    author(&mut day, Author::AnswerTyped("48".into()));
    let result = add(&mut day, "States the product and shows the steps", "5");
    let wrong = add(&mut day, "States 46 as the product", "-3");
    author(&mut day, Author::GateToggled(wrong.clone()));
    let found = linted(&mut day);
    assert!(found.contains(&("stacked".into(), result.clone())), "{found:?}");
    assert!(found.contains(&("inverted_gate".into(), wrong.clone())), "{found:?}");

    // One is cured by key, one stands with a reason.
    day.send(Msg::Focused(Focus::Criterion(wrong.clone())));
    day.command(Command::Cure);
    assert!(!desk(&day).draft.criterion(&wrong).expect("it").gate);
    day.send(Msg::Focused(Focus::Criterion(result.clone())));
    day.command(Command::LetStand);
    let key = format!("stacked {result}");
    assert_eq!(desk(&day).writing.aside.as_ref(), Some(&key));
    author(&mut day, Author::ReasonTyped(key.clone(), "The steps are the product.".into()));
    let found = linted(&mut day);
    assert!(!found.iter().any(|(rule, _)| rule == "stacked" || rule == "inverted_gate"), "{found:?}");

    judge(&mut day, &result, [ScoreState::Unmet, ScoreState::Met]);
    judge(&mut day, &wrong, [ScoreState::Met, ScoreState::Unmet]);
    linted(&mut day);
    let rows = &desk(&day).writing.rows;
    assert!(rows.iter().any(|row| row.criterion == result && row.levelled == 1 && !row.all && !row.none), "{rows:?}");
    let (share, whole) = question::share_of(desk(&day), &desk(&day).task.responses[1]);
    assert_eq!((share, whole), (Some(1.0), true));

    let full = timeless(day.document());
    let mut steps = 0;
    while desk(&day).history.can_undo() {
        day.command(Command::Undo);
        steps += 1;
    }
    assert_eq!(timeless(day.document()), empty);
    (0..steps).for_each(|_| day.command(Command::Redo));
    assert_eq!(timeless(day.document()), full);

    // A killed page comes back with all of it.
    day.open_page();
    assert_eq!(timeless(day.document()), full);
    day.command(Command::Submit);
    assert!(!day.is_at_work(), "{:?}", question::problems(desk(&day)));
    let line = day.exported().remove(0);
    let annotation = Annotation::read(line["annotation"].clone()).expect("an annotation");
    assert_eq!(annotation.authored.as_ref().expect("it").turns[0].text, "What is **12 × 4**?");
    assert_eq!(annotation.dismissed[0].reason, "The steps are the product.");
    assert_eq!(annotation.scores.len(), 4);
}

#[test]
fn criteria_are_moved_doubled_and_removed_with_all_that_hangs_on_them() {
    let mut day = Day::at_work(TASK);
    let ones: Vec<String> = ["A", "B", "C"].iter().map(|title| add(&mut day, title, "1")).collect();
    day.send(Msg::Focused(Focus::Criterion(ones[0].clone())));
    day.command(Command::MoveDown);
    assert_eq!(titles(&day), ["B", "A", "C"]);
    day.command(Command::MoveUp);
    day.command(Command::MoveUp);
    assert_eq!(titles(&day), ["A", "B", "C"]);
    author(&mut day, Author::Moved(ones[2].clone(), 0));
    assert_eq!(titles(&day), ["C", "A", "B"]);
    day.send(Msg::Focused(Focus::Criterion(ones[0].clone())));
    day.command(Command::Duplicate);
    assert_eq!(titles(&day), ["C", "A", "A", "B"]);
    assert_eq!(desk(&day).view.focus, Focus::Criterion(ids(&day)[2].clone()));

    author(&mut day, Author::RequireToggled(ones[1].clone(), ones[0].clone()));
    judge(&mut day, &ones[0], [ScoreState::Met, ScoreState::Met]);
    author(&mut day, Author::ReasonTyped(format!("few {}", ones[0]), "So be it.".into()));
    let before = timeless(day.document());
    day.send(Msg::Focused(Focus::Criterion(ones[0].clone())));
    day.send(Msg::ModeChosen(Mode::Write));
    day.command(Command::Remove);
    assert!(!timeless(day.document()).contains(&ones[0]), "{}", timeless(day.document()));
    day.command(Command::Undo);
    assert_eq!(timeless(day.document()), before);
}

#[test]
fn every_field_of_a_criterion_is_written_as_it_is_typed() {
    let mut day = Day::at_work(TASK);
    let id = add(&mut day, "Gives the rate", "2,5");
    let one = |day: &Day| desk(day).draft.criterion(&id).cloned().expect("it");
    let typed = |day: &mut Day, slot, text: &str| author(day, Author::Typed(id.clone(), slot, text.into()));
    assert_eq!(one(&day).points, 2.5);
    typed(&mut day, Slot::Points, "-");
    assert_eq!(one(&day).points, 2.5, "what is no number yet changes nothing");
    typed(&mut day, Slot::Scale, "numeric");
    assert!(check(&desk(&day).task, &day.document()).iter().any(|one| one.code == Code::ScaleIncomplete));
    typed(&mut day, Slot::Target, "4,5");
    typed(&mut day, Slot::Tolerance, "2");
    typed(&mut day, Slot::Unit, "%");
    let numeric = Scale::Numeric { target: "4.5".into(), tolerance: Tolerance::Relative(0.02), unit: Some("%".into()) };
    assert_eq!(one(&day).scale, numeric);
    typed(&mut day, Slot::Scale, "ordinal");
    author(&mut day, Author::LevelAdded(id.clone()));
    author(&mut day, Author::Typed(format!("{id} 2"), Slot::LevelName, "fully".into()));
    author(&mut day, Author::LevelRemoved(format!("{id} 1")));
    let Scale::Ordinal(levels) = one(&day).scale else { panic!("levels") };
    assert_eq!(
        levels.iter().map(|level| (level.value, level.name.as_str())).collect::<Vec<_>>(),
        [(0.0, ""), (2.0, "fully")]
    );
    assert!(!check(&desk(&day).task, &day.document()).iter().any(|one| one.code == Code::ScaleIncomplete));
}

#[test]
fn what_is_missing_in_a_rubric_is_named_with_its_place() {
    let mut day = Day::at_work(TASK);
    let id = add(&mut day, " ", "1");
    let problems = check(&desk(&day).task, desk(&day).draft.annotation());
    let empty = problems.iter().find(|one| one.code == Code::CriterionEmpty).expect("it");
    assert_eq!(empty.spot, Spot::Written(id.clone()));
    assert_eq!(empty.pointer(desk(&day).draft.annotation()), "/authored/rubric/criteria/0");
    day.send(Msg::MissingChosen(Spot::Written(id.clone())));
    assert_eq!(desk(&day).view.focus, Focus::Criterion(id.clone()));
    day.send(Msg::MissingChosen(Spot::Criterion(id, Some("b".into()))));
    assert_eq!(
        (desk(&day).view.mode, desk(&day).view.response),
        (Mode::Read, 1),
        "a response is read while it is judged"
    );
}

#[test]
fn a_late_answer_of_the_linter_changes_nothing() {
    let mut day = Day::at_work(TASK);
    add(&mut day, "States 48", "5");
    linted(&mut day);
    let before = desk(&day).writing.clone();
    day.send(Msg::Linted(Ticket(1), Some(Value::Null)));
    day.send(Msg::CriteriaRead(Ticket(1), Err("late".into())));
    assert_eq!(desk(&day).writing, before);
    day.send(Msg::Linted(Ticket(1), None));
    assert!(!desk(&day).writing.lost);
}

#[test]
fn a_press_on_a_cell_goes_through_its_choices_and_back_to_open() {
    let mut day = Day::at_work(TASK);
    let id = add(&mut day, "States 48", "5");
    let mut seen = Vec::new();
    for _ in 0..5 {
        author(&mut day, Author::CellPressed(id.clone(), 1));
        seen.push(desk(&day).draft.score(&id, Some("b")).map(|score| score.state));
    }
    let [met, unmet, na, unsure] = [ScoreState::Met, ScoreState::Unmet, ScoreState::Na, ScoreState::Unsure].map(Some);
    assert_eq!(seen, [met, unmet, na, unsure, None]);
    assert_eq!(desk(&day).view.response, 1);
}

#[test]
fn other_peoples_criteria_come_in_as_one_step_with_ids_of_their_own() {
    let mut day = Day::at_work(TASK);
    author(&mut day, Author::ImportWanted);
    author(&mut day, Author::ImportTyped("nonsense".into()));
    assert!(matches!(&desk(&day).writing.import.read, Some(Err(_))));
    let text = r#"{"criteria":[{"id":"x","text":"One","scale":{"kind":"binary"}},{"id":"y","text":"Two","requires":["x","z"]}]}"#;
    author(&mut day, Author::ImportTyped(text.into()));
    author(&mut day, Author::Imported);
    assert!(day.model.dialog.is_none());
    let criteria = desk(&day).draft.criteria();
    assert_eq!(criteria.len(), 2);
    assert_eq!(criteria[1].requires, [criteria[0].id.clone()]);
    assert_ne!(criteria[0].id, "x");
    day.command(Command::Undo);
    assert!(desk(&day).draft.criteria().is_empty());
}

fn task() -> Rc<Task> {
    Rc::new(parse::<Task>(TASK).expect("a task"))
}

fn criterion(id: &str, title: &str) -> Criterion {
    let document = serde_json::json!({"id": id, "title": title, "points": 2});
    Criterion::read(document).expect("a criterion")
}

fn put(id: &str, at: usize, title: &str) -> Action {
    Action::Criterion { id: id.into(), at, put: Some(Box::new(criterion(id, title))) }
}

/// One of all the actions on what is written, with small ids so that they meet.
fn random_action(random: &mut fastrand::Rng) -> Action {
    let id = ["a1", "a2", "a3"][random.usize(0..3)];
    let at = random.usize(0..4);
    let there = random.bool();
    match random.u8(0..6) {
        0 | 1 => Action::Criterion {
            id: id.into(),
            at,
            put: there.then(|| Box::new(criterion(id, &random.u8(0..3).to_string()))),
        },
        2 => {
            let text = random.u8(0..3).to_string();
            let turn = Turn { id: id.into(), role: Role::User, text, extra: Map::new() };
            Action::Turn { id: id.into(), at, put: there.then(|| Box::new(turn)) }
        }
        3 => {
            let text = random.u8(0..3).to_string();
            Action::Reference(there.then(|| Box::new(Reference { text, extra: Map::new() })))
        }
        4 => {
            let (criterion, rule) = (random.bool().then(|| id.to_owned()), "vague".to_owned());
            let reason = random.u8(0..3).to_string();
            let one = Dismissed { criterion: criterion.clone(), rule: rule.clone(), reason, extra: Map::new() };
            Action::Dismissed { criterion, rule, at, put: there.then(|| Box::new(one)) }
        }
        _ => {
            let response = Some(["a", "b"][random.usize(0..2)].to_owned());
            let score = Score {
                criterion: id.into(),
                response: response.clone(),
                state: ScoreState::Met,
                value: None,
                rationale: None,
                evidence: Vec::new(),
                extra: Map::new(),
            };
            Action::Score { criterion: id.into(), response, put: there.then(|| Box::new(score)) }
        }
    }
}

#[test]
fn every_action_on_what_is_written_is_taken_back_by_its_inverse_and_kept_in_the_journal() {
    let mut random = fastrand::Rng::with_seed(11);
    for _ in 0..400 {
        let mut draft = Draft::new(task());
        // All criteria that scores are about stand there: a score without its criterion has no place.
        ["a1", "a2", "a3"].into_iter().for_each(|id| drop(draft.apply(put(id, 9, "first"))));
        let first = draft.annotation().clone();
        let mut inverses = Vec::new();
        for _ in 0..random.usize(1..9) {
            let action = random_action(&mut random);
            assert_eq!(parse::<Action>(&print(&action)).expect("an action"), action);
            let before = draft.annotation().clone();
            let inverse = draft.apply(action.clone());
            let after = draft.annotation().clone();
            let again = draft.apply(inverse.clone());
            assert_eq!(*draft.annotation(), before, "{action:?}");
            draft.apply(again);
            assert_eq!(*draft.annotation(), after, "{action:?}");
            inverses.push(inverse);
        }
        inverses.into_iter().rev().for_each(|inverse| drop(draft.apply(inverse)));
        assert_eq!(*draft.annotation(), first);
        let document = draft.written();
        assert_eq!(Draft::read(task(), document.clone()).expect("a draft").written(), document);
    }
}

#[test]
fn a_task_that_asks_for_nothing_to_be_written_takes_none_of_these_actions() {
    let mut draft = Draft::new(Rc::new(parse::<Task>(super::day::TASK).expect("a task")));
    let before = draft.annotation().clone();
    let inverse = draft.apply(put("a1", 0, "A"));
    assert!(inverse.is_empty());
    assert_eq!(*draft.annotation(), before);
}

#[test]
fn two_devices_rubrics_are_merged_criterion_by_criterion_in_the_order_of_who_moved() {
    let mut base = Draft::new(task());
    ["a", "b", "c"].into_iter().enumerate().for_each(|(at, id)| drop(base.apply(put(id, at, id))));
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.apply(put("b", 1, "changed here"));
    ours.apply(put("d", 2, "new here"));
    theirs.apply(put("c", 0, "c"));
    theirs.apply(put("e", 4, "new there"));
    let (merged, conflicts) = merge::drafts(&base, &ours, &theirs);
    let said: Vec<_> = merged.criteria().iter().map(|one| (one.id.as_str(), one.title.as_str())).collect();
    let expected = [("c", "c"), ("a", "a"), ("b", "changed here"), ("d", "new here"), ("e", "new there")];
    assert_eq!((said, conflicts), (expected.to_vec(), Vec::new()));

    theirs.apply(put("b", 2, "changed there"));
    let (merged, conflicts) = merge::drafts(&base, &ours, &theirs);
    assert_eq!(merged.criterion("b").expect("it").title, "changed here");
    assert_eq!(conflicts, ["b"]);
}

#[test]
fn a_criterion_that_is_removed_is_answered_by_no_change_and_comes_back_with_undo() {
    let mut day = Day::at_work(&TASK.replace("\"scores\"]", "\"scores\",\"correction\"]"));
    day.command(Command::Author);
    let (kept, gone) = (add(&mut day, "States 48", "5"), add(&mut day, "Shows why", "1"));
    day.command(Command::Correct);
    day.type_text("It is 48.");
    let edit = desk(&day).draft.edits("a")[0].id.clone();
    for id in [&kept, &gone] {
        day.send(Msg::AnswerToggled(edit.clone(), id.clone()));
    }
    let before = timeless(day.document());
    day.command(Command::Author);
    author(&mut day, Author::Removed(gone));
    assert_eq!(desk(&day).draft.edits("a")[0].answers, [kept]);
    day.command(Command::Undo);
    assert_eq!(timeless(day.document()), before);
}
