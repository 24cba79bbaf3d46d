//! Reviews: lined up, settled, changed since; and the rules of steps and comparisons.

use corrigenda::annotation::chain::{Knot, asked, dependants, knots, questioned, unjudged};
use corrigenda::annotation::cut::{Grain, cut, merge_with_next, move_to, split, steps_at};
use corrigenda::annotation::preference::{Misfit, misfits};
use corrigenda::annotation::{Annotation, Draft, Preference, StepJudgement, span_bytes};
use corrigenda::json::{Doc, Value, parse};
use corrigenda::review::{Choice, Finding, Key, Review, check, delta, line_up, settle, unanswered};
use corrigenda::task::{StepMode, Task};
use corrigenda::text::Span;
use expect_test::{Expect, expect};
use serde_json::json;
use std::rc::Rc;

const TEXT: &str = "The product is 46, because 12 × 4 = 46.";

fn task() -> Task {
    let task = json!({"format": "corrigenda.task/1", "id": "t", "turns": [{"id": "u", "role": "user", "text": "12 × 4?"}],
        "responses": [{"id": "a", "turn": "u", "text": TEXT}],
        "rubric": {"criteria": [{"id": "c1", "title": "States 48"}, {"id": "c2", "title": "Shows why"}]},
        "parts": ["scores", "issues", "correction"]});
    Task::read(task).expect("a task")
}

fn place(exact: &str) -> Value {
    let at = TEXT.find(exact).expect("the words");
    json!({"unit": "byte", "start": at, "end": at + exact.len(), "exact": exact})
}

#[expect(clippy::needless_pass_by_value, reason = "reads better at the call")]
fn annotation(c1: &str, issues: Value, insert: &str) -> Annotation {
    let at = place("46,");
    let edit = json!({"id": "e1", "span": {"unit": "byte", "start": at["start"], "end": TEXT.find(',').expect("a comma"), "exact": "46"},
        "insert": insert, "category": "fact", "answers": ["i1", "c1"]});
    let document = json!({"format": "corrigenda.annotation/1", "task": {"id": "t", "revision": "1"},
        "scores": [{"criterion": "c1", "response": "a", "state": c1, "evidence": [{"ref": "i1"}]}, {"criterion": "c2", "response": "a", "state": "met"}],
        "issues": issues, "corrections": [{"response": "a", "text": "", "edits": [edit]}]});
    Draft::open(Rc::new(task()), Annotation::read(document).expect("an annotation")).document()
}

fn issue(exact: &str, category: &str) -> Value {
    json!({"id": "i1", "response": "a", "category": category, "severity": "major", "comment": "No.", "span": place(exact)})
}

fn pair() -> (Annotation, Annotation) {
    (
        annotation("unmet", json!([issue("46,", "fact")]), "48"),
        annotation(
            "met",
            json!([issue("is 46", "style"), {"id": "i2", "response": "a", "category": "fact", "severity": "minor", "span": place("12")}]),
            "48",
        ),
    )
}

#[test]
fn submissions_are_lined_up_with_their_differences_first() {
    let (one, other) = pair();
    let rows = line_up(&task(), &[&one, &other]);
    let said: Vec<String> =
        rows.iter().map(|row| format!("{} {}", row.name, if row.differs { "differs" } else { "same" })).collect();
    let check = expect![[r#"
        score:c1:a differs
        issue:a:12-18 differs
        issue:a:27-29 differs
        score:c2:a same
        edit:a:15-17 same"#]];
    check.assert_eq(&said.join("\n"));
}

#[test]
fn settling_every_row_by_one_submission_gives_that_submission_and_says_where_it_came_from() {
    let (one, other) = pair();
    let task = Rc::new(task());
    let rows = line_up(&task, &[&one, &other]);
    for (who, chosen) in [(0, &one), (1, &other)] {
        let mut draft = Draft::new(Rc::clone(&task));
        // First everything by the other, then by the chosen one: what is settled anew leaves nothing behind.
        for by in [1 - who, who] {
            for row in &rows {
                let action = settle(&draft, &rows, row, Choice::Of(by));
                draft.apply(action);
            }
        }
        let result = draft.document();
        assert_eq!(result.corrections[0].text, chosen.corrections[0].text);
        let states = |one: &Annotation| {
            one.scores.iter().map(|score| (score.criterion.clone(), score.state)).collect::<Vec<_>>()
        };
        assert_eq!(states(&result), states(chosen));
        let ids: Vec<String> = result.issues.iter().map(|issue| issue.id.clone()).collect();
        let expected: Vec<String> = chosen.issues.iter().map(|issue| format!("{}.{}", who + 1, issue.id)).collect();
        assert_eq!(ids, expected);
        assert_eq!(result.corrections[0].edits[0].answers, [format!("{}.i1", who + 1), "c1".into()]);
        assert_eq!(result.scores[0].evidence[0]["ref"], format!("{}.i1", who + 1));
    }
}

#[test]
fn edits_of_two_people_that_touch_are_one_row() {
    let (mut one, other) = pair();
    one.corrections[0].edits[0].insert = "47".into();
    let rows = line_up(&task(), &[&one, &other]);
    let edits: Vec<_> = rows.iter().filter(|row| matches!(row.key, Key::Edit(..))).collect();
    assert!(edits.len() == 1 && edits[0].differs && edits[0].cells.iter().all(Option::is_some));
}

#[expect(clippy::needless_pass_by_value, reason = "reads better at the call")]
fn review(verdict: Value, findings: Value, more: Value) -> Review {
    let mut document = json!({"format": "corrigenda.review/1", "task": {"id": "t", "revision": "1"}, "subjects": ["s1"], "findings": findings, "verdict": verdict});
    for (key, value) in more.as_object().into_iter().flatten() {
        document[key] = value.clone();
    }
    Review::read(document).expect("a review")
}

#[test]
fn what_stands_in_the_way_of_a_review_is_named() {
    let (one, other) = pair();
    let task = task();
    let codes = |review: &Review| {
        let found = check(&task, &[("s1", &one), ("s2", &other)], review);
        found
            .iter()
            .map(|problem| {
                format!(
                    "{}{}",
                    problem.code.word(),
                    problem.finding.as_deref().map(|id| format!(":{id}")).unwrap_or_default()
                )
            })
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(codes(&review(Value::Null, json!([]), json!({}))), "verdict_missing");
    let findings = json!([{"id": "f1", "subject": "s1", "ref": "e9", "verdict": "right"}, {"id": "f2", "subject": "s1", "ref": "e1", "verdict": "wrong"},
        {"id": "f3", "subject": "s1", "verdict": "missed"}, {"id": "f4", "subject": "s2", "ref": "e1", "verdict": "right"}]);
    assert_eq!(
        codes(&review(json!("return"), findings, json!({}))),
        "reference_unknown:f1 finding_unreasoned:f2 issue_missing:f3 subject_unknown:f4"
    );
    assert_eq!(codes(&review(json!("reject"), json!([]), json!({}))), "comment_missing");
    assert_eq!(codes(&review(json!("fix"), json!([]), json!({}))), "result_missing");
    assert_eq!(codes(&review(json!("adjudicate"), json!([]), json!({"result": one.write()}))), "subjects_mismatch");
    assert_eq!(codes(&review(json!("accept"), json!([]), json!({}))), "");
    let harm = json!([{"id": "f1", "subject": "s1", "ref": "e1", "verdict": "harmful", "comment": "It was right."}]);
    assert_eq!(codes(&review(json!("accept"), harm, json!({}))), "accepted_with_errors:f1");
    let unfinished = json!({"result": Annotation::empty(&task).write()});
    assert!(codes(&review(json!("fix"), json!([]), unfinished)).starts_with("result_incomplete"));
}

#[test]
fn a_review_is_written_back_with_every_field_known_or_not() {
    let text = r#"{"comment":"Gut.","confidence":0.5,"findings":[{"comment":"x","house":1,"id":"f1","issue":null,"ref":"e1","severity":"major","subject":"s1","verdict":"wrong"}],"format":"corrigenda.review/1","later":true,"result":null,"subjects":["s1"],"task":{"id":"t","revision":"3"},"time":{"active_ms":5,"idle_ms":0},"verdict":"return"}"#;
    let review: Review = parse(text).expect("a review");
    assert_eq!(review.write().to_string(), text);
    assert_eq!(Review::empty(&task(), vec![]).validate(), Ok(()));
    let bad = parse::<Review>(&text.replace("\"wrong\"", "\"odd\"")).expect_err("refused");
    assert_eq!(bad.path, "$.findings[0].verdict");
}

#[test]
fn a_second_review_sees_what_changed_and_what_nobody_did_anything_about() {
    let (before, _) = pair();
    let mut after = before.clone();
    after.issues.clear();
    after.scores[0].rationale = Some("Now with a reason.".into());
    after.note = Some("Done.".into());
    let changes = delta(&before, &after);
    let said: Vec<String> =
        changes.iter().map(|change| format!("{} {} {}", change.part, change.id, change.moved.word())).collect();
    assert_eq!(said, ["scores c1 changed", "issues i1 removed", "note note added"]);
    assert!(delta(&before, &before).is_empty());
    let finding = |value: Value| Finding::read(value).expect("a finding");
    let findings = [
        finding(json!({"id": "f1", "subject": "s", "ref": "i1", "verdict": "wrong"})),
        finding(json!({"id": "f2", "subject": "s", "ref": "e1", "verdict": "wrong"})),
        finding(json!({"id": "f3", "subject": "s", "ref": "c2", "verdict": "right"})),
        finding(json!({"id": "f4", "subject": "s", "verdict": "missed", "issue": issue("12", "fact")})),
    ];
    let open: Vec<&str> = unanswered(&findings, &changes).iter().map(|finding| finding.id.as_str()).collect();
    assert_eq!(open, ["f2", "f4"]);
}

#[expect(clippy::needless_pass_by_value, reason = "reads better at the call")]
#[track_caller]
fn cuts(text: &str, grain: Grain, expected: Expect) {
    let spans = cut(text, grain);
    assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{spans:?}");
    expected.assert_eq(&spans.iter().map(|span| span.slice(text).replace('\n', "␊")).collect::<Vec<_>>().join("\n"));
}

const PROOF: &str = "# Proof\n\nLet n be even. Then n = 2k.\nSo n² = 4k².\n\n1. First item\n   goes on.\n2. Second. It has two.\n\n$$\nx = 1\n\ny = 2\n$$\n\n```\na. b\n\nc\n```\n---\nb) Hence it holds.";

#[test]
fn a_response_is_cut_at_paragraphs_items_equations_and_code_or_at_sentences() {
    cuts(
        PROOF,
        Grain::Paragraph,
        expect![[r#"
        Let n be even. Then n = 2k.␊So n² = 4k².
        First item␊   goes on.
        Second. It has two.
        $$␊x = 1␊␊y = 2␊$$
        ```␊a. b␊␊c␊```
        Hence it holds."#]],
    );
    cuts(
        PROOF,
        Grain::Sentence,
        expect![[r#"
        Let n be even.
        Then n = 2k.
        So n² = 4k².
        First item␊   goes on.
        Second.
        It has two.
        $$␊x = 1␊␊y = 2␊$$
        ```␊a. b␊␊c␊```
        Hence it holds."#]],
    );
    cuts("", Grain::Paragraph, expect![[""]]);
    cuts(
        "$$ a = b $$\nSo it is.\n```open",
        Grain::Sentence,
        expect![[r#"
        $$ a = b $$
        So it is.
        ```open"#]],
    );
}

#[test]
fn every_word_of_every_small_text_is_in_at_most_one_step_and_only_headings_and_rules_in_none() {
    let alphabet = ["a. ", "B\n", "\n", "- ", "$$\n", "1. ", "```\n", "| x\n"];
    for code in 0..alphabet.len().pow(5) {
        let text: String = (0..5).map(|at| alphabet[code / alphabet.len().pow(at) % alphabet.len()]).collect();
        for grain in [Grain::Paragraph, Grain::Sentence] {
            let spans = cut(&text, grain);
            assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{text:?} {spans:?}");
            for (at, _) in text.char_indices().filter(|(_, c)| c.is_alphabetic()) {
                assert!(spans.iter().any(|span| span.contains(at)), "{text:?} {at} {spans:?}");
            }
        }
    }
}

fn steps(text: &str) -> Vec<StepJudgement> {
    let mut number = 0;
    let mut fresh = || {
        number += 1;
        format!("p{number}")
    };
    steps_at("a", text, &cut(text, Grain::Sentence), &mut fresh)
}

fn shown(steps: &[StepJudgement], text: &str) -> String {
    let one = |step: &StepJudgement| {
        let said = step.span.as_ref().map_or("", |span| span_bytes(span).slice(text));
        format!(
            "{}:{said}({}{})",
            step.id,
            step.verdict.word(),
            step.uses.iter().map(|used| format!("<{used}")).collect::<String>()
        )
    };
    steps.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn judge(steps: &mut [StepJudgement], verdicts: &str, uses: &[(usize, usize)]) {
    for (step, verdict) in steps.iter_mut().zip(verdicts.split(' ')) {
        step.verdict = corrigenda::annotation::Verdict::of(verdict).expect("a verdict");
    }
    for (at, used) in uses {
        steps[at - 1].uses.push(format!("p{used}"));
    }
}

#[test]
fn steps_are_split_merged_and_moved_and_keep_their_ids() {
    let text = "One and two. Three. Four.";
    let mut all = steps(text);
    judge(&mut all, "correct incorrect unjudged", &[(2, 1), (3, 2)]);
    let mut fresh = || "n1".to_owned();
    split(&mut all, text, "p1", 4, &mut fresh);
    assert_eq!(
        shown(&all, text),
        "p1:One(correct) n1:and two.(unjudged<p1) p2:Three.(incorrect<p1) p3:Four.(unjudged<p2)"
    );
    split(&mut all, text, "p1", 0, &mut fresh);
    assert_eq!(all.len(), 4, "nothing is split off at the edge");
    merge_with_next(&mut all, text, "n1");
    assert_eq!(shown(&all, text), "p1:One(correct) n1:and two. Three.(unjudged<p1) p3:Four.(unjudged<n1)");
    merge_with_next(&mut all, text, "p3");
    move_to(&mut all, text, "p3", Span::new(9, 25));
    assert_eq!(
        shown(&all, text),
        "p1:One(correct) n1:and two. Three.(unjudged<p1) p3:Four.(unjudged<n1)",
        "neighbours leave no more room"
    );
    move_to(&mut all, text, "n1", Span::new(4, 8));
    assert!(shown(&all, text).contains("n1:and(unjudged<p1)"));
}

#[test]
fn what_rests_on_a_wrong_step_is_asked_about_and_never_judged_by_itself() {
    let text = "A. B. C. D. E.";
    let mut all = steps("Aa. Bb. Cc. Dd. Ee.");
    judge(&mut all, "correct incorrect unjudged incorrect correct", &[(2, 1), (3, 2), (4, 3), (5, 1), (1, 4)]);
    assert_eq!(dependants(&all, "p2"), ["p1", "p3", "p4", "p5"], "a circle ends: {text}");
    all[0].uses.clear();
    assert_eq!((dependants(&all, "p2"), questioned(&all)), (vec!["p3", "p4"], vec!["p3", "p4"]));
    assert_eq!(unjudged(&all, StepMode::Every), ["p3"]);
    assert_eq!((unjudged(&all, StepMode::FirstError).len(), asked(&all, StepMode::FirstError).len()), (0, 2));
    assert_eq!(all[2].verdict.word(), "unjudged");
}

#[test]
fn knots_in_a_chain_are_named() {
    let mut all = steps("Aa. Bb. Cc.");
    judge(&mut all, "correct incorrect correct", &[(1, 3), (2, 9), (2, 1)]);
    all[1].cause = Some(corrigenda::annotation::Cause::Inherited);
    all[2].cause = Some(corrigenda::annotation::Cause::Own);
    let id = |number: u8| format!("p{number}");
    let expected = [
        Knot::Later(id(1), id(3)),
        Knot::Unknown(id(2), id(9)),
        Knot::NothingInherited(id(2)),
        Knot::CauseWithoutError(id(3)),
    ];
    assert_eq!(knots(&all), expected);
}

fn preference(value: Value) -> Preference {
    Preference::read(value).expect("a preference")
}

#[test]
fn a_ranking_against_its_pairs_ratings_or_rationale_is_named() {
    let names: [(&str, &[&str]); 2] = [("a", &["A", "response A"]), ("b", &["B"])];
    let of = |value: Value| misfits(&preference(value), &[("a", 0.2), ("b", 0.8)], &names);
    assert_eq!(of(json!({"ranking": [["b"], ["a"]], "rationale": "B is right, A is not."})), []);
    assert_eq!(
        of(
            json!({"ranking": [["a"], ["b"]], "pairs": [{"left": "a", "right": "b", "strength": 2}], "unacceptable": ["a"], "rationale": "It is a better one than B."})
        ),
        [
            Misfit::Pair("a".into(), "b".into()),
            Misfit::Rating("a".into(), "b".into()),
            Misfit::Unacceptable("a".into(), "b".into()),
            Misfit::Forgotten("a".into())
        ]
    );
    assert_eq!(
        of(json!({"ranking": [["a", "b"]], "pairs": [{"left": "a", "right": "b", "strength": -1}]})),
        [Misfit::Level("a".into(), "b".into())]
    );
}

#[test]
fn a_circle_among_pairs_is_found_and_the_shortest_is_shown() {
    let pairs = |of: &[(&str, &str)]| {
        let pairs: Vec<Value> =
            of.iter().map(|(better, worse)| json!({"left": better, "right": worse, "strength": -1})).collect();
        misfits(&preference(json!({"pairs": pairs})), &[], &[])
    };
    assert_eq!(pairs(&[("a", "b"), ("b", "c"), ("a", "c")]), []);
    assert_eq!(
        pairs(&[("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"), ("c", "b")]),
        [Misfit::Circle(vec!["b".into(), "c".into()])]
    );
}
