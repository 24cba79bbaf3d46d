//! The views, rendered natively: what stands in a page in each state, and what never may.

use crate::scenario::clash::at_two_devices;
use crate::scenario::day::{Day, TASK};
use crate::scenario::review::{reviewing, submitted};
use crate::scenario::settle::{settling, task as adjudication};
use crate::scenario::steps::task as chain;
use corrigenda::annotation::Verdict;
use corrigenda::app::{Command, Dialog, Lang, Model, Msg, Settings, Stage};
use corrigenda::protocol::{Failure, Fault, Refusal, Refused};
use corrigenda::task::{ScoreState, StepMode};
use corrigenda::text::Span;
use corrigenda::ui::Look;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
struct Props {
    model: Model,
}

#[component]
fn Page(props: &Props) -> Html {
    let model = props.model.clone();
    let look: Look = Rc::new(move |see| see(&model));
    corrigenda::ui::workbench(&props.model, &Callback::noop(), &look)
}

pub fn render(model: &Model) -> String {
    let model = model.clone();
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let html = async { yew::LocalServerRenderer::<Page>::with_props(Props { model }).hydratable(false).render().await };
    tokio::task::LocalSet::new().block_on(&runtime, html)
}

fn in_german(day: &mut Day) {
    let settings = Settings { lang: Some(Lang::De), ..Settings::default() };
    day.send(Msg::SettingsChanged(Box::new(settings)));
}

#[test]
fn a_task_at_work_shows_its_text_its_rubric_and_what_is_missing() {
    let day = Day::at_work(TASK);
    let page = render(&day.model);
    for part in ["The product is ", "States 48", "2 things missing", "C1 unjudged", "data-ready=\"t-1\"", "Must"] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert!(!page.contains("m-1"), "a model's name is never shown");
}

#[test]
fn german_is_spoken_from_the_first_word_to_the_last() {
    let mut day = Day::at_work(TASK);
    in_german(&mut day);
    let page = render(&day.model);
    for part in ["lang=\"de\"", "2 Dinge fehlen", "C1 unbewertet", "Lesen", "Korrigieren", "Abgeben", "Rubrik"] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    for part in ["Submit", "unjudged", ">Read<", "Skip"] {
        assert!(!page.contains(part), "{part} is English");
    }
}

#[test]
fn marks_and_tracked_changes_stand_in_the_text_as_real_elements() {
    let mut day = Day::at_work(TASK);
    day.send(Msg::Selected(Span { start: 17, end: 19 }));
    day.command(Command::Choose1);
    let page = render(&day.model);
    assert!(page.contains("<mark"), "{page}");
    day.command(Command::Correct);
    day.type_text("The product is **48**, because 12 × 4 = 46.\n\nÜber 40 is large.");
    let page = render(&day.model);
    for part in ["<del", "<ins", ">46<", ">48<", "1 change"] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn what_a_model_writes_is_text_and_nothing_else() {
    let hostile = TASK.replace(
        "The product is **46**",
        "<img src=x onerror=alert(1)><script>alert(2)</script> [a](javascript:alert(3)) ![b](https://evil.test/x.png) **46**",
    );
    let day = Day::at_work(&hostile);
    let page = render(&day.model);
    for part in ["<img", "<script", "href=\"javascript:", "src=\"https://evil", " style=\""] {
        assert!(!page.contains(part), "{part} is in {page}");
    }
    assert!(page.contains("&lt;script"), "raw HTML is shown as it stands");
}

#[test]
fn every_stage_and_every_dialog_has_its_view_in_both_languages() {
    let mut models = vec![Day::new(TASK).model];
    for failure in
        [Failure::Fault(Fault::Network), Failure::Refused(Refused { refusal: Refusal::SignIn, detail: "who".into() })]
    {
        let mut day = Day::new(TASK);
        day.faults = vec![Err(failure)];
        day.open_page();
        models.push(day.model);
    }
    let mut done = Day::at_work(TASK);
    done.judge_all();
    done.command(Command::Submit);
    assert!(matches!(done.model.stage, Stage::Nothing));
    models.push(done.model);
    let dialogs = [
        Dialog::Keys,
        Dialog::Exit,
        Dialog::Find("12".into()),
        Dialog::Skip,
        Dialog::Settings,
        Dialog::Rebind("help".into()),
    ];
    for dialog in dialogs {
        let mut day = Day::at_work(TASK);
        day.send(Msg::DialogChosen(Some(dialog)));
        models.push(day.model);
    }
    for model in models {
        for lang in [Lang::En, Lang::De] {
            let mut model = model.clone();
            model.settings.lang = Some(lang);
            let page = render(&model);
            assert!(page.contains(&format!("lang=\"{}\"", lang.word())) && page.len() > 300, "{page}");
            assert!(!page.contains("{}"), "a detail is missing in {page}");
        }
    }
}

#[test]
fn a_judgement_shows_what_it_adds_up_to_and_what_decided_it() {
    let mut day = Day::at_work(TASK);
    day.send(Msg::Judged("c1".into(), ScoreState::Unmet, None));
    day.send(Msg::Judged("c2".into(), ScoreState::Met, None));
    let page = render(&day.model);
    for part in ["<strong>2</strong>", "/ 7 points", "Decided by C1: a must is not met"] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn what_cannot_be_seen_is_a_chip_and_a_link_says_where_it_goes() {
    let text =
        "a\u{202e}b\u{200b} [bank.example](https://evil.example/x) <https://good.example/y> [t](javascript:x) **46**";
    let mut day = Day::at_work(&TASK.replace("The product is **46**", text));
    let page = render(&day.model);
    for part in [
        "aria-label=\"Character that cannot be seen: RLO\"",
        "aria-label=\"Character that cannot be seen: ZWSP\"",
        "<span class=\"goal\" data-skip=\"\">evil.example</span>",
        "<span class=\"goal\" data-skip=\"\" hidden=\"hidden\">good.example</span>",
        "<span class=\"goal\" data-skip=\"\">javascript:x</span>",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert!(!page.contains('\u{202e}'), "its direction is not acted on");
    in_german(&mut day);
    assert!(render(&day.model).contains("Unsichtbares Zeichen: RLO"));
}

#[test]
fn a_review_shows_the_work_with_its_changes_what_is_open_and_the_author_s_word() {
    let mut day = reviewing(&submitted());
    let page = render(&day.model);
    for part in
        ["I read 46 as a slip.", "of 5 parts decided", "6 things missing", "Issue 1 undecided", "Accept", "Return"]
    {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert!(page.contains("<del") && page.contains("<ins"), "changes stand in the text that is read");
    in_german(&mut day);
    day.command(Command::NextMissing);
    let page = render(&day.model);
    for part in ["von 5 Teilen entschieden", "richtig", "falsch", "schädlich", "Selbst verbessern", "Fehler 1 offen"] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    for part in ["undecided", ">Accept", ">harmful"] {
        assert!(!page.contains(part), "{part} is English");
    }
}

#[test]
fn steps_are_cards_with_their_verdicts_and_places_in_the_text() {
    let mut day = Day::at_work(&chain(StepMode::FirstError));
    let page = render(&day.model);
    for part in ["Judge up to the first error", "step-text p1", "Step 1 unjudged", "By sentence"] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    day.send(Msg::StepJudged("p1".into(), Verdict::Incorrect));
    let page = render(&day.model);
    assert!(page.contains("after the first error, not asked"));
}

#[test]
fn several_submissions_stand_side_by_side_with_how_far_they_agree() {
    let mut day = settling(&adjudication());
    day.command(Command::NextMissing);
    let page = render(&day.model);
    for part in [
        "of 10 differences settled",
        "They agree in 75 % of 8 judgements",
        "Krippendorff’s alpha",
        "h.lind",
        "m.okafor",
        "Show 17 agreements",
        "class=\"dispute",
        "class=\"offer",
        "I left the mole fraction as it is",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert!(!page.contains("missed by the author"), "of several nobody missed what another one marked");
    in_german(&mut day);
    let page = render(&day.model);
    for part in ["von 10 Unterschieden entschieden", "17 Übereinstimmungen zeigen", "10 zu entscheiden"] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    let hidden = render(&settling(&adjudication().replace("\"blind\":false", "\"blind\":true")).model);
    assert!(hidden.contains("Person A") && !hidden.contains("m.okafor"), "names are hidden where the task says so");
}

#[test]
fn two_devices_versions_are_cards_with_a_key_each() {
    let judge = |state| move |day: &mut Day| day.send(Msg::Judged("c1".into(), state, None));
    let mut day = at_two_devices(judge(ScoreState::Met), judge(ScoreState::Unmet));
    day.command(Command::NextMissing);
    let page = render(&day.model);
    for part in ["Two versions", "From elsewhere", "which version?", "not met"] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    in_german(&mut day);
    assert!(render(&day.model).contains("Zwei Fassungen"));
}
