//! Configurations as tasks, and annotations as results and back.

use corrigenda::adapter::label_studio::{Studied, begin, close, open, study};
use corrigenda::annotation::Annotation;
use corrigenda::json::{Value, object, parse};
use corrigenda::task::{Scale, ScoreState, Task};
use expect_test::{Expect, expect};

/// Two responses: the same is asked of both, one of them is corrected, and the better one is told on a scale.
const PAIR: &str = r#"<View>
  <Header value="Prompt"/><Text name="prompt" value="$prompt"/>
  <Labels name="spans_a" toName="resp_a"><Label value="Factual error"/><Label value="Unsafe"/></Labels>
  <Text name="resp_a" value="$response_a"/>
  <Labels name="spans_b" toName="resp_b"><Label value="Factual error"/><Label value="Unsafe"/></Labels>
  <Text name="resp_b" value="$response_b"/>
  <Choices name="preference" toName="prompt" required="true">
    <Choice value="A much better"/><Choice value="A slightly better"/><Choice value="About the same"/>
    <Choice value="B slightly better"/><Choice value="B much better"/>
  </Choices>
  <Header value="Overall quality of A"/><Rating name="rating_a" toName="resp_a" maxRating="5"/>
  <Header value="Overall quality of B"/><Rating name="rating_b" toName="resp_b" maxRating="5"/>
  <Choices name="only_a" toName="resp_a"><Choice value="Full"/><Choice value="Partial"/><Choice value="None"/></Choices>
  <TextArea name="correction" toName="resp_a" value="$correction"/>
  <TextArea name="rationale" toName="prompt" placeholder="Why?"/>
  <DateTime name="when" toName="prompt"/>
</View>"#;

const DATA: &str = r#"{"prompt":"Explain rent.","response_a":"Rent is paid monthly 🧀 by all.","response_b":"No.","correction":"Rent is paid monthly 🧀 by all."}"#;

fn studied(config: &str, data: &str) -> Studied {
    let project = object([("id", 1.into()), ("title", "P".into()), ("label_config", config.into())]);
    let row = object([("id", 7.into()), ("data", parse(data).expect("data"))]);
    study(&project, &row).expect("a task")
}

/// A task in a few lines.
fn outline(task: &Task) -> String {
    let mut lines = vec![format!(
        "{} {:?} {}",
        task.id,
        task.title,
        task.parts.iter().map(|part| part.word()).collect::<Vec<_>>().join(" ")
    )];
    lines.extend(task.turns.iter().map(|turn| format!("turn {} {}: {}", turn.id, turn.role.word(), turn.text)));
    lines.extend(task.sources.iter().map(|source| format!("source {}: {}", source.id, source.text)));
    lines.extend(task.responses.iter().map(|one| format!("response {}: {}", one.id, one.text)));
    for criterion in task.criteria() {
        let scale = match &criterion.scale {
            Scale::Binary => "yes/no".to_owned(),
            Scale::Ordinal(levels) => levels.iter().map(|level| level.name.clone()).collect::<Vec<_>>().join("|"),
            Scale::Numeric { .. } => "number".to_owned(),
        };
        lines.push(format!("criterion {}: {} ({scale})", criterion.id, criterion.title));
    }
    if let Some(taxonomy) = &task.taxonomy {
        lines.push(format!(
            "categories {}",
            taxonomy.categories.iter().map(|one| one.id.clone()).collect::<Vec<_>>().join("|")
        ));
        lines.push(format!(
            "severities {}",
            taxonomy.severities.iter().map(|one| one.id.clone()).collect::<Vec<_>>().join("|")
        ));
    }
    lines.extend(task.instructions.iter().map(|one| format!("instructions {}", one.text)));
    lines.join("\n") + "\n"
}

#[track_caller]
fn shows(config: &str, data: &str, expected: &Expect) {
    expected.assert_eq(&outline(&studied(config, data).task));
}

#[test]
fn what_is_asked_of_two_responses_alike_is_one_criterion() {
    shows(
        PAIR,
        DATA,
        &expect![[r#"
            7 "Explain rent." issues scores correction preference
            turn prompt user: Explain rent.
            response resp_a: Rent is paid monthly 🧀 by all.
            response resp_b: No.
            criterion rating_a: Overall quality (1|2|3|4|5)
            criterion only_a: Only a (Full|Partial|None)
            categories Factual error|Unsafe
            severities 
            instructions This project also asks for what cannot be answered here: datetime `when`.

            This project takes a corrected text of A only.
        "#]],
    );
}

#[test]
fn a_dialogue_with_marks_and_a_list_in_order_are_tasks_too() {
    shows(
        "<View><Paragraphs name='d' value='$d' nameKey='who' textKey='said'/><ParagraphLabels name='l' toName='d'>\
         <Label value='Wrong'/></ParagraphLabels><Choices name='ok' toName='d'><Choice value='Yes'/><Choice value='No'/></Choices></View>",
        r#"{"d":[{"who":"user","said":"Why?"},{"who":"bot","said":"So."},{"who":"user","said":"Really?"},{"who":"bot","said":"Yes."}]}"#,
        &expect![[r#"
            7 "Really?" issues scores
            turn d:0 user: Why?
            turn d:2 user: Really?
            response d:1: So.
            response d:3: Yes.
            criterion ok: Ok (yes/no)
            categories Wrong
            severities 
        "#]],
    );
    shows(
        "<View><Text name='question' value='$q'/><List name='l' value='$l'/><Ranker name='r' toName='l'/>\
         <TextArea name='why' toName='question'/></View>",
        r#"{"q":"Best?","l":[{"id":"x","title":"T","body":"One"},{"id":"y","body":"Two"}]}"#,
        &expect![[r#"
            7 "Best?" preference
            turn question user: Best?
            response l:x: One
            response l:y: Two
        "#]],
    );
}

fn annotation(studied: &Studied, more: &str) -> Annotation {
    let text = format!(
        r#"{{"format":"corrigenda.annotation/1","task":{{"id":"7","revision":{:?}}}{more}}}"#,
        studied.task.revision
    );
    parse(&text).expect("an annotation")
}

/// What results say, a line each.
fn said(results: &[Value]) -> String {
    let line = |one: &Value| {
        let carried = if one.pointer("/meta/corrigenda").is_some() { " +document" } else { "" };
        format!(
            "{} {}→{} {}{carried}\n",
            one["id"].as_str().unwrap_or(""),
            one["from_name"].as_str().unwrap_or(""),
            one["to_name"].as_str().unwrap_or(""),
            one["value"]
        )
    };
    results.iter().map(line).collect()
}

const WORK: &str = r#","issues":[{"id":"i1","response":"resp_a","category":"Unsafe","span":{"unit":"codepoint","start":23,"end":25,"exact":"by"},"comment":"By whom?"}],
    "scores":[{"criterion":"rating_a","response":"resp_a","state":"met","value":4},{"criterion":"rating_a","response":"resp_b","state":"met","value":1},
    {"criterion":"only_a","response":"resp_a","state":"met","value":2},{"criterion":"only_a","response":"resp_b","state":"na"}],
    "corrections":[{"response":"resp_a","text":"Rent is paid monthly 🧀 by some.","edits":[{"id":"e1","span":{"unit":"codepoint","start":26,"end":29,"exact":"all"},"insert":"some","answers":["i1"]}]}],
    "preference":{"shown":["resp_a","resp_b"],"ranking":[["resp_a"],["resp_b"]],"unacceptable":[],"rationale":"It explains.","pairs":[{"left":"resp_a","right":"resp_b","strength":-2}],"dimensions":[]}"#;

#[test]
fn work_becomes_results_of_the_controls_and_comes_back_whole() {
    let studied = studied(PAIR, DATA);
    let work = annotation(&studied, WORK);
    let results = close(&studied, &work);
    expect![[r#"
        i1 spans_a→resp_a {"end":25,"labels":["Unsafe"],"start":23,"text":"by"} +document
        rating_a rating_a→resp_a {"rating":4}
        rating_b rating_b→resp_b {"rating":1}
        only_a only_a→resp_a {"choices":["Partial"]}
        correction correction→resp_a {"text":["Rent is paid monthly 🧀 by some."]}
        preference preference→prompt {"choices":["A much better"]}
        rationale rationale→prompt {"text":["It explains."]}
    "#]]
    .assert_eq(&said(&results));
    // Every region can carry a note there, also where the project asks for none.
    assert_eq!(results[0].pointer("/meta/text/0"), Some(&"By whom?".into()));
    assert_eq!(open(&studied, &results), work);
}

#[test]
fn what_no_control_takes_comes_back_too() {
    let studied = studied(PAIR, DATA);
    for work in [
        r#","exit":{"kind":"bad_task","note":"Both answers are cut off."}"#,
        r#","issues":[{"id":"i1","response":"resp_b","category":"Unsafe","comment":"Something is missing."}]"#,
        r#","scores":[{"criterion":"only_a","response":"resp_b","state":"na"}]"#,
    ] {
        let work = annotation(&studied, work);
        assert_eq!(open(&studied, &close(&studied, &work)), work);
    }
    assert!(close(&studied, &annotation(&studied, "")).is_empty(), "nothing is nothing");
}

#[test]
fn what_was_changed_in_their_own_page_counts_and_the_document_that_came_along_does_not() {
    let studied = studied(PAIR, DATA);
    let mut results = close(&studied, &annotation(&studied, WORK));
    results[1]["value"]["rating"] = 2.into();
    results[4]["value"]["text"][0] = "Rent is due.".into();
    let read = open(&studied, &results);
    let stars = read.scores.iter().find(|score| score.criterion == "rating_a").expect("a score");
    assert_eq!((stars.value, read.corrections[0].text.as_str()), (Some(2.0), "Rent is due."));
    assert_eq!(read.preference.expect("a preference").pairs[0].strength, -3, "what their option says by itself");
}

#[test]
fn what_the_workbench_has_no_place_for_is_kept_as_it_came() {
    let studied = studied(PAIR, DATA);
    let foreign: Value = parse(
        r#"{"id":"z","from_name":"when","to_name":"prompt","type":"datetime","value":{"datetime":"2026-01-01"}}"#,
    )
    .expect("a result");
    let mark = parse::<Value>(r#"{"id":"r","from_name":"spans_b","to_name":"resp_b","type":"labels","value":{"start":0,"end":3,"text":"No.","labels":["Unsafe"]}}"#).expect("a result");
    let read = open(&studied, &[foreign.clone(), mark]);
    assert_eq!(read.issues.len(), 1);
    assert!(close(&studied, &read).contains(&foreign));
}

#[test]
fn a_task_begins_with_what_does_not_apply() {
    let begun = begin(&studied(PAIR, DATA)).expect("something does not apply");
    let scores: Vec<_> =
        begun.scores.iter().map(|one| (one.criterion.as_str(), one.response.as_deref(), one.state)).collect();
    assert_eq!(scores, [("only_a", Some("resp_b"), ScoreState::Na)]);
}

#[test]
fn a_mark_whose_offsets_are_wrong_is_found_by_its_text() {
    let studied = studied(PAIR, DATA);
    let mark = parse::<Value>(r#"{"id":"r","from_name":"spans_a","to_name":"resp_a","type":"labels","value":{"start":3,"end":5,"text":"by","labels":["Unsafe"]}}"#).expect("a result");
    let read = open(&studied, &[mark]);
    let span = read.issues[0].span.clone().expect("a span");
    assert_eq!((span.start, span.end, span.exact.as_str()), (23, 25, "by"));
}

#[test]
fn what_cannot_be_done_here_as_its_owner_means_it_is_refused() {
    let refused = |config: &str| {
        let project = object([("id", 1.into()), ("label_config", config.into())]);
        let row = object([("id", 7.into()), ("data", object([("t", "T".into())]))]);
        study(&project, &row).expect_err("refused").to_string()
    };
    expect![[r#"
        $.label_config: expected a text that is judged: Text, Paragraphs, Chat or List, found none
        $.label_config: expected Labels, Choices, Rating, TextArea, Pairwise or Ranker about a text, found datetime `d`
        $.label_config: expected controls that the workbench has, found datetime `d`
        $.label_config: expected </text>, found </view>
    "#]]
    .assert_eq(
        &[
            "<View><Image name='i' value='$t'/><RectangleLabels name='r' toName='i'/></View>",
            "<View><Text name='t' value='$t'/><DateTime name='d' toName='t'/></View>",
            "<View><Text name='t' value='$t'/><Rating name='r' toName='t'/><DateTime name='d' toName='t' required='true'/></View>",
            "<View><Text name='t' value='$t'></View>",
        ]
        .map(|config| refused(config) + "\n")
        .concat(),
    );
}
