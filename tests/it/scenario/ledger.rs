//! Judging claim by claim: proposed, judged and quoted by key, split, merged, added from a selection, taken out.

use super::day::{Day, TASK};
use corrigenda::annotation::Verdict;
use corrigenda::app::{Claiming, Command, Desk, Focus, Msg, Side, question};
use corrigenda::json::Value;
use corrigenda::text::Span;
use serde_json::json;

const TEXT: &str = "# Rates\n\nThe rate is 19 %. Books are taxed at 9 %. Is that so?\n\n- Food is taxed at 7 %.";
const SOURCE: &str = "The tax is 19 per cent of the base. Books are taxed at 7 %, as is food.";

fn task(parts: &[&str]) -> String {
    let mut task: Value = serde_json::from_str(TASK).expect("JSON");
    task["responses"][0]["text"] = TEXT.into();
    task["sources"] = json!([{"id": "s1", "title": "Law", "text": SOURCE}, {"id": "s2", "title": "A link", "url": "https://example.org", "text": ""}]);
    task["parts"] = json!(parts);
    task.to_string()
}

fn desk(day: &Day) -> &Desk {
    day.model.desk().expect("a desk")
}

fn shown(day: &Day) -> Vec<String> {
    let claim = |one: &&corrigenda::annotation::StepJudgement| {
        format!("{} {} [{}]", one.id, one.span.as_ref().map_or("", |span| &span.exact), one.verdict.word())
    };
    question::claims(desk(day)).iter().map(claim).collect()
}

fn missing(day: &Day) -> Vec<String> {
    question::problems(desk(day)).iter().map(|gap| gap.spot.id().to_owned()).collect()
}

#[test]
fn claims_are_proposed_and_each_is_missing_until_it_is_judged() {
    let mut day = Day::at_work(&task(&["claims"]));
    assert_eq!(desk(&day).view.side, Side::Claims);
    assert_eq!(
        shown(&day),
        [
            "k1 The rate is 19 %. [unjudged]",
            "k2 Books are taxed at 9 %. [unjudged]",
            "k3 Food is taxed at 7 %. [unjudged]"
        ]
    );
    assert!(question::steps(desk(&day)).is_empty());
    for (key, id) in [(Command::Choose1, "k1"), (Command::Choose3, "k2"), (Command::Choose4, "k3")] {
        day.command(Command::NextMissing);
        assert_eq!(desk(&day).view.focus, Focus::Step(id.into()));
        day.command(key);
    }
    assert!(missing(&day).is_empty());
    assert_eq!(desk(&day).draft.step("k2").expect("a claim").verdict, Verdict::Incorrect);
    assert_eq!(desk(&day).draft.step("k2").expect("a claim").cause, None);
    day.command(Command::Undo);
    assert_eq!(missing(&day), ["k3"]);
}

#[test]
fn a_quotation_is_begun_by_a_digit_and_looked_up_as_it_is_typed() {
    let mut day = Day::at_work(&task(&["claims"]));
    day.send(Msg::Focused(Focus::Step("k2".into())));
    day.command(Command::Choose5);
    day.command(Command::Choose5);
    let quote = |day: &mut Day, text: &str| {
        day.send(Msg::Claim(Claiming::Quoted("0 k2".into(), text.into())));
        let claim = desk(day).draft.step("k2").expect("a claim");
        assert_eq!(claim.sources.len(), 1, "the one that was begun is turned to");
        claim.sources[0].found.clone().unwrap_or_default()
    };
    assert_eq!(quote(&mut day, "Books are taxed at 7 %"), "found");
    assert_eq!(quote(&mut day, "books are\n taxed at 7 %"), "found");
    assert_eq!(quote(&mut day, "Books are taxed at 9 %, as is food."), "altered");
    assert_eq!(quote(&mut day, "The seller bears the risk until delivery"), "missing");
    assert_eq!(quote(&mut day, " "), "");
    day.command(Command::Choose6);
    day.send(Msg::Claim(Claiming::Quoted("1 k2".into(), "Anything".into())));
    let claim = desk(&day).draft.step("k2").expect("a claim");
    assert_eq!((claim.sources[1].source.as_str(), &claim.sources[1].found), ("s2", &None), "no text, no answer");
    day.send(Msg::Claim(Claiming::Unquoted("k2".into(), 0)));
    assert_eq!(desk(&day).draft.step("k2").expect("a claim").sources.len(), 1);
    day.send(Msg::Claim(Claiming::Quoted("9 k2".into(), "Nothing".into())));
    day.send(Msg::Claim(Claiming::Quoted("k2".into(), "Nothing".into())));
    assert_eq!(desk(&day).draft.step("k2").expect("a claim").sources.len(), 1);
}

#[test]
fn claims_are_split_merged_moved_added_and_taken_out_and_all_is_undone() {
    let mut day = Day::at_work(&task(&["claims"]));
    let before = shown(&day);
    let place = |words: &str| {
        let start = TEXT.find(words).expect("words");
        Span::new(start, start + words.len())
    };
    // A question becomes a claim, by what is selected.
    day.send(Msg::Selected(place("Is that so?")));
    day.command(Command::Split);
    assert_eq!(shown(&day).len(), 4);
    assert!(shown(&day)[2].ends_with("Is that so? [unjudged]"), "{:?}", shown(&day));
    assert!(matches!(&desk(&day).view.focus, Focus::Step(id) if question::is_claim(desk(&day), id)));
    day.command(Command::Remove);
    assert_eq!(shown(&day), before);
    assert_eq!(desk(&day).view.focus, Focus::Step("k3".into()));
    // The selection is the place of the claim that it touches.
    day.send(Msg::Selected(place("taxed at 9 %")));
    day.command(Command::Split);
    assert_eq!(shown(&day)[1], "k2 taxed at 9 % [unjudged]");
    day.command(Command::Undo);
    day.send(Msg::Focused(Focus::Step("k1".into())));
    day.command(Command::Merge);
    assert_eq!(shown(&day)[0], "k1 The rate is 19 %. Books are taxed at 9 %. [unjudged]");
    day.send(Msg::Selected(Span::at(place("Books").start)));
    day.command(Command::Split);
    assert_eq!(shown(&day).len(), 3);
    assert!(question::claims(desk(&day)).iter().all(|claim| claim.uses.is_empty()));
    for _ in 0..5 {
        day.command(Command::Undo);
    }
    assert_eq!(shown(&day), before);
}

#[test]
fn steps_and_claims_of_one_task_are_two_lists() {
    let mut day = Day::at_work(&task(&["steps", "claims"]));
    let (steps, claims) = (question::steps(desk(&day)).len(), question::claims(desk(&day)).len());
    assert_eq!((steps, claims, missing(&day).len()), (2, 3, 5));
    day.send(Msg::Focused(Focus::Step("k1".into())));
    assert_eq!(desk(&day).view.side, Side::Claims);
    day.command(Command::Merge);
    assert_eq!((question::steps(desk(&day)).len(), question::claims(desk(&day)).len()), (2, 2));
    day.command(Command::Steps);
    assert_eq!(desk(&day).view.side, Side::Steps);
    day.command(Command::Steps);
    assert_eq!(desk(&day).view.side, Side::Claims);
}

#[test]
fn the_caret_leads_to_the_claim_that_it_stands_in() {
    let mut day = Day::at_work(&task(&["claims"]));
    day.command(Command::ToText);
    day.command(Command::SentenceNext);
    day.command(Command::WordNext);
    assert_eq!(desk(&day).view.focus, Focus::Step("k1".into()));
}
