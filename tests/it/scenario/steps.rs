//! Judging step by step: proposed, split and merged, judged by key; what rests on an error; first-error and every-step.

use super::day::{Day, TASK};
use corrigenda::annotation::{Cause, Verdict};
use corrigenda::app::{Command, Focus, Msg, Side, Timer, question};
use corrigenda::json::Value;
use corrigenda::task::StepMode;
use serde_json::json;

const CHAIN: &str =
    "## Sum\n\nTwelve is 3 × 4, no more. Four times that is 46.\n\n- So the rent is 46.\n- It is even.\n\n$$46 > 40$$";

fn task(mode: StepMode) -> String {
    let mut task: Value = serde_json::from_str(TASK).expect("JSON");
    task["responses"][0]["text"] = CHAIN.into();
    task["parts"] = json!(["steps"]);
    task["step_mode"] = mode.word().into();
    task.to_string()
}

fn desk(day: &Day) -> &corrigenda::app::Desk {
    day.model.desk().expect("a desk")
}

fn shown(day: &Day) -> String {
    let step = |step: &&corrigenda::annotation::StepJudgement| {
        let text = step.span.as_ref().map(|span| span.exact.clone()).unwrap_or_default();
        let cause = step.cause.map(|cause| format!("/{}", cause.word())).unwrap_or_default();
        format!("{text} [{}{cause}]", step.verdict.word())
    };
    question::steps(desk(day)).iter().map(step).collect::<Vec<_>>().join("\n")
}

fn missing(day: &Day) -> Vec<String> {
    question::problems(desk(day)).iter().map(|gap| gap.spot.id().to_owned()).collect()
}

#[test]
fn steps_are_proposed_from_paragraphs_items_and_equations_and_none_of_them_is_judged() {
    let mut day = Day::at_work(&task(StepMode::Every));
    assert_eq!(desk(&day).view.side, Side::Steps);
    assert_eq!(
        shown(&day),
        "Twelve is 3 × 4, no more. Four times that is 46. [unjudged]\nSo the rent is 46. [unjudged]\nIt is even. [unjudged]\n$$46 > 40$$ [unjudged]"
    );
    assert_eq!(missing(&day), ["p1", "p2", "p3", "p4"]);
    assert!(!desk(&day).is_dirty(), "nothing was done yet");
    day.send(Msg::Recut(corrigenda::annotation::cut::Grain::Sentence));
    assert_eq!(question::steps(desk(&day)).len(), 5, "{}", shown(&day));
    day.command(Command::Undo);
    assert_eq!(missing(&day), ["p1", "p2", "p3", "p4"]);
}

#[test]
fn each_step_is_judged_by_one_key_and_goes_out_with_its_place() {
    let mut day = Day::at_work(&task(StepMode::Every));
    for key in [Command::Choose1, Command::Choose3, Command::Choose2, Command::Choose4] {
        day.command(Command::NextMissing);
        day.command(key);
    }
    day.command(Command::Submit);
    let steps = day.exported()[0]["annotation"]["steps"].clone();
    let verdicts: Vec<_> = steps.as_array().expect("a list").iter().map(|step| step["verdict"].clone()).collect();
    assert_eq!(verdicts, ["correct", "incorrect", "neutral", "unsure"]);
    assert_eq!(steps[0]["span"]["unit"], "codepoint");
    assert_eq!(steps[3]["span"]["exact"], "$$46 > 40$$");
}

#[test]
fn the_same_key_again_leaves_a_step_unjudged_and_not_neutral() {
    let mut day = Day::at_work(&task(StepMode::Every));
    day.send(Msg::StepJudged("p1".into(), Verdict::Neutral));
    assert_eq!(missing(&day), ["p2", "p3", "p4"]);
    day.send(Msg::StepJudged("p1".into(), Verdict::Neutral));
    assert_eq!(desk(&day).draft.step("p1").map(|step| step.verdict), Some(Verdict::Unjudged));
    assert_eq!(missing(&day), ["p1", "p2", "p3", "p4"]);
}

#[test]
fn what_rests_on_a_wrong_step_is_asked_about_and_only_the_expert_says_what_it_is() {
    let mut day = Day::at_work(&task(StepMode::Every));
    day.send(Msg::UsesToggled("p2".into(), "p1".into()));
    day.send(Msg::UsesToggled("p4".into(), "p2".into()));
    day.send(Msg::StepJudged("p1".into(), Verdict::Incorrect));
    assert_eq!(question::open_steps(desk(&day)).1, ["p2", "p4"]);
    assert_eq!(desk(&day).draft.step("p2").map(|step| step.verdict), Some(Verdict::Unjudged), "asked, never answered");
    day.send(Msg::Focused(Focus::Step("p2".into())));
    day.command(Command::Choose6);
    let second = desk(&day).draft.step("p2").expect("a step").clone();
    assert_eq!((second.verdict, second.cause), (Verdict::Incorrect, Some(Cause::Inherited)));
    day.send(Msg::StepJudged("p4".into(), Verdict::Correct));
    assert!(question::open_steps(desk(&day)).1.is_empty());
    day.send(Msg::StepJudged("p2".into(), Verdict::Correct));
    assert_eq!(desk(&day).draft.step("p2").expect("a step").cause, None);
}

#[test]
fn up_to_the_first_error_nothing_behind_it_is_asked_or_judged() {
    let mut day = Day::at_work(&task(StepMode::FirstError));
    day.send(Msg::StepJudged("p1".into(), Verdict::Correct));
    day.send(Msg::StepJudged("p2".into(), Verdict::Incorrect));
    assert_eq!(missing(&day), Vec::<String>::new());
    day.command(Command::Submit);
    let steps = day.exported()[0]["annotation"]["steps"].clone();
    assert_eq!((&steps[2]["verdict"], &steps[3]["verdict"]), (&json!("unjudged"), &json!("unjudged")));
}

#[test]
fn steps_are_split_at_the_caret_and_merged_by_key_and_ids_stay() {
    let mut day = Day::at_work(&task(StepMode::Every));
    let before = shown(&day);
    day.send(Msg::StepJudged("p1".into(), Verdict::Correct));
    let at = CHAIN.find("Four").expect("a place");
    day.send(Msg::Selected(corrigenda::text::Span { start: at, end: at }));
    day.command(Command::Split);
    assert!(
        shown(&day).starts_with("Twelve is 3 × 4, no more. [correct]\nFour times that is 46. [unjudged]\nSo the rent")
    );
    let second = question::steps(desk(&day))[1].clone();
    assert_eq!((desk(&day).view.focus.clone(), second.uses), (Focus::Step("p1".into()), vec!["p1".to_owned()]));
    day.command(Command::Merge);
    assert!(
        shown(&day).starts_with("Twelve is 3 × 4, no more. Four times that is 46. [unjudged]\nSo"),
        "both did not say the same"
    );
    for _ in 0..3 {
        day.command(Command::Undo);
    }
    assert_eq!(shown(&day), before);
}

#[test]
fn a_killed_tab_and_the_server_s_draft_bring_the_steps_back_as_they_were() {
    let mut day = Day::at_work(&task(StepMode::Every));
    day.send(Msg::StepJudged("p3".into(), Verdict::Incorrect));
    day.send(Msg::StepReasonTyped("p3".into(), "46 is even, but it is not 46.".into()));
    day.send(Msg::StepMerged("p1".into()));
    let before = shown(&day);
    day.open_page();
    assert_eq!(shown(&day), before);
    if day.waits.contains_key(&Timer::Save) {
        day.elapse(Timer::Save);
    }
    day.journal.clear();
    day.open_page();
    assert_eq!(shown(&day), before);
}

#[test]
fn the_platform_s_own_steps_keep_their_ids() {
    let mut task: Value = serde_json::from_str(&task(StepMode::Every)).expect("JSON");
    task["responses"][0]["steps"] = json!([{"id": "s-7", "span": {"unit": "codepoint", "start": 8, "end": 33, "exact": "Twelve is 3 × 4, no more."}}]);
    let day = Day::at_work(&task.to_string());
    assert_eq!(missing(&day), ["s-7"]);
    assert_eq!(shown(&day), "Twelve is 3 × 4, no more. [unjudged]");
}
