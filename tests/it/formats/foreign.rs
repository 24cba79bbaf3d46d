//! Files of other houses, made for these tests after their public schemas.

use corrigenda::annotation::Verdict;
use corrigenda::format::{Format, Mapping, Sheet, Work, label_studio_config, read};
use corrigenda::json::{Doc, Value};
use corrigenda::task::Scale;
use serde_json::json;

#[expect(clippy::needless_pass_by_value, reason = "reads better at the call")]
fn one(format: Format, row: Value) -> Work {
    read(format, &row.to_string(), &[], None).unwrap_or_else(|error| panic!("{error}")).remove(0)
}

#[test]
fn healthbench_rows_become_tasks_and_graded_ones_scores() {
    let row = json!({"prompt": [{"role": "user", "content": "I feel dizzy."}], "prompt_id": "p1", "example_tags": ["theme:emergency"],
        "rubrics": [{"criterion": "Asks since when", "points": 5, "tags": ["axis:accuracy"]}, {"criterion": "Blames", "points": -6, "tags": []}],
        "ideal_completions_data": {"ideal_completion": "Since when?"},
        "completion": [{"role": "assistant", "content": "Since when?"}],
        "rubric_items": [{"criterion": "Asks since when", "points": 5, "criteria_met": true, "explanation": "It does."}, {"criterion": "Blames", "points": -6, "criteria_met": false, "explanation": ""}]});
    let work = one(Format::HealthBench, row);
    assert_eq!((work.task.id.as_str(), work.task.turns.len(), work.task.criteria()[1].points), ("p1", 1, -6.0));
    assert_eq!(
        (work.task.domains[0].as_str(), work.task.criteria()[0].tags[0].as_str()),
        ("emergency", "axis:accuracy")
    );
    assert_eq!(work.task.reference.expect("an ideal").text, "Since when?");
    let states: Vec<_> = work.annotations[0].scores.iter().map(|score| score.state.word()).collect();
    assert_eq!(states, ["met", "unmet"]);
}

#[test]
fn trl_rows_in_both_notations_become_tasks() {
    let standard = one(Format::TrlPreference, json!({"prompt": "2 + 2?", "chosen": "4", "rejected": "5"}));
    let chat = one(
        Format::TrlPreference,
        json!({"prompt": [{"role": "user", "content": "2 + 2?"}], "chosen": [{"role": "assistant", "content": "4"}], "rejected": [{"role": "assistant", "content": "5"}]}),
    );
    assert_eq!(standard.task.responses, chat.task.responses);
    assert_eq!(chat.annotations[0].preference.clone().expect("a preference").ranking, [["a"], ["b"]]);
    let messages = one(
        Format::TrlSft,
        json!({"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]}),
    );
    assert_eq!((messages.task.turns.len(), messages.task.responses[0].text.as_str()), (2, "Hello"));
    let unpaired = one(Format::TrlUnpaired, json!({"prompt": "Hi", "completion": "Go away", "label": false}));
    assert_eq!(unpaired.annotations[0].preference.clone().expect("a preference").unacceptable, ["a"]);
    let steps = one(
        Format::TrlStepwise,
        json!({"prompt": "9.8 or 9.11?", "completions": ["Compare tenths.", "8 < 11, so 9.11."], "labels": [true, false]}),
    );
    assert_eq!((steps.annotations[0].steps.len(), steps.annotations[0].steps[1].verdict), (2, Verdict::Incorrect));
    // Where only the first rows of a prompt say the order of three, ties stay ties.
    let rows = [("a", "b"), ("a", "c")]
        .map(|(chosen, rejected)| json!({"prompt": "?", "chosen": chosen, "rejected": rejected}).to_string());
    let three = read(Format::TrlPreference, &rows.join("\n"), &[], None).expect("a work").remove(0);
    assert_eq!(three.annotations[0].preference.clone().expect("a preference").ranking, [vec!["a"], vec!["b", "c"]]);
}

#[test]
fn prm800k_keeps_alternatives_flags_and_the_human_step() {
    let row = json!({"labeler": "l1", "timestamp": "2022-07-30T14:02:16", "generation": 9, "is_quality_control_question": false, "is_initial_screening_question": false,
        "question": {"problem": "1 + 1?", "ground_truth_solution": "2", "ground_truth_answer": "2", "pre_generated_steps": ["Add.", "It is 3."]},
        "label": {"steps": [
            {"completions": [{"text": "Add.", "rating": 1, "flagged": null}], "human_completion": null, "chosen_completion": 0},
            {"completions": [{"text": "It is 3.", "rating": -1, "flagged": null}, {"text": "It is 11.", "rating": null, "flagged": true}], "human_completion": {"text": "It is 2.", "rating": null, "flagged": null}, "chosen_completion": null}],
            "total_time": 278_270, "finish_reason": "found_error"}});
    let work = one(Format::Prm800k, row);
    let steps = &work.annotations[0].steps;
    assert_eq!(
        (steps[0].verdict, steps[1].verdict, steps[1].rewrite.as_ref()),
        (Verdict::Correct, Verdict::Incorrect, Some(&json!("It is 2.")))
    );
    assert_eq!(steps[1].alternatives[0].verdict, Verdict::Unsure);
    assert_eq!((work.annotations[0].annotator.as_deref(), work.annotations[0].time.active_ms), (Some("l1"), 278_270.0));
}

#[test]
fn processbench_says_nothing_behind_the_first_error() {
    let row = json!({"id": "gsm8k-0", "generator": "m", "problem": "?", "steps": ["A is 1.", "B is 2.", "C is 3."], "final_answer_correct": false, "label": 1});
    let steps: Vec<Verdict> =
        one(Format::ProcessBench, row).annotations[0].steps.iter().map(|step| step.verdict).collect();
    assert_eq!(steps, [Verdict::Correct, Verdict::Incorrect, Verdict::Unjudged]);
}

#[test]
fn label_studio_files_of_others_become_tasks_with_issues_in_code_points() {
    let row = json!({"id": 7, "data": {"prompt": "Who?", "response": "😀 Er war es."}, "annotations": [{"completed_by": 3, "lead_time": 95.2, "was_cancelled": false, "result": [
        {"id": "a1", "from_name": "err", "to_name": "response", "type": "labels", "value": {"start": 2, "end": 4, "text": "Er", "labels": ["Factual"]}},
        {"id": "r1", "from_name": "rate", "to_name": "response", "type": "rating", "value": {"rating": 4}}]}]});
    let work = one(Format::LabelStudio, row);
    let annotation = &work.annotations[0];
    let span = annotation.issues[0].span.as_ref().expect("a span");
    assert_eq!((span.exact.as_str(), span.start, annotation.issues[0].category.as_deref()), ("Er", 2, Some("Factual")));
    assert_eq!(
        (annotation.scores[0].criterion.as_str(), annotation.scores[0].value, annotation.time.active_ms),
        ("rate", Some(4.0), 95_200.0)
    );
    let config = label_studio_config(&super::tasks()[3]);
    assert!(config.contains("<Ranker name=\"ranking\"") && config.matches("<Labels ").count() == 3);
}

#[test]
fn argilla_records_become_tasks_and_each_user_an_annotation() {
    let row = json!({"id": "r1", "fields": {"instruction": "Why?", "response_1": "So.", "response_2": "No."}, "responses": {
        "ranking": [{"value": [{"value": "1", "rank": 1}, {"value": "2", "rank": 1}], "user_id": "u1"}], "correction_1": [{"value": "So it is.", "user_id": "u2"}]}});
    let work = one(Format::Argilla, row);
    assert_eq!((work.task.responses.len(), work.annotations.len()), (2, 2));
    assert_eq!(work.annotations[1].preference.clone().expect("a preference").ranking, [vec!["1", "2"]]);
    assert_eq!(work.annotations[0].corrections[0].text, "So it is.");
}

#[test]
fn helpsteer_rows_become_pairs_edits_and_words() {
    let context = json!([{"role": "user", "content": "Hi"}]);
    let row = json!({"domain": "general", "language": "english", "context": context, "response1": "A", "response2": "B", "overall_preference": -2,
        "individual_preference": [{"score": -2, "reasoning": "A is kind.", "feedback1": "", "feedback2": ""}, {"score": -1, "reasoning": "", "feedback1": "", "feedback2": ""}]});
    let work = one(Format::HelpSteerPreference, row);
    let pairs: Vec<i32> =
        work.annotations.iter().map(|one| one.preference.as_ref().expect("a preference").pairs[0].strength).collect();
    assert_eq!(pairs, [-2, -1]);
    let edit = one(
        Format::HelpSteerEdit,
        json!({"context": context, "original_response": "A is.", "edited_response": "A was.", "feedback": [], "change_summary": "Tense."}),
    );
    assert_eq!(edit.annotations[0].corrections[0].edits[0].insert, "was");
    let words = one(
        Format::HelpSteerFeedback,
        json!({"context": context, "response1": "A", "response2": "B", "feedback1": ["The response is mostly helpful."], "feedback2": []}),
    );
    assert_eq!(words.annotations[0].issues[0].comment, "The response is mostly helpful.");
}

#[test]
fn corrected_texts_of_others_are_read() {
    let m2 = "S This are a sentence .\nA 1 2|||R:VERB:SVA|||is|||REQUIRED|||-NONE-|||0\nA 4 4|||M:ADV|||here|||REQUIRED|||-NONE-|||0\nA -1 -1|||noop|||-NONE-|||REQUIRED|||-NONE-|||1\n";
    let work = read(Format::M2, m2, &[], None).expect("a work").remove(0);
    assert_eq!(work.annotations[0].corrections[0].text, "This is a sentence here .");
    assert_eq!((work.annotations.len(), work.annotations[1].corrections.len()), (2, 0));
    assert_eq!(work.annotations[0].corrections[0].edits[0].category.as_deref(), Some("VERB:SVA"));
    let critic = read(
        Format::CriticMarkup,
        "The {~~cat~>dog~~}{>>it barks<<} sat{++ down++}. {==Then==}{>>when?<<} it left.\n",
        &[],
        None,
    )
    .expect("a work")
    .remove(0);
    assert_eq!(critic.annotations[0].corrections[0].text, "The dog sat down. Then it left.");
    assert_eq!(
        (
            critic.annotations[0].corrections[0].edits[0].rationale.as_deref(),
            critic.annotations[0].issues[0].comment.as_str()
        ),
        (Some("it barks"), "when?")
    );
}

#[test]
fn web_annotations_of_others_are_found_by_their_quote() {
    let known = super::tasks();
    let text = &known[0].responses[0].text;
    let word = text.split_whitespace().max_by_key(|word| word.len()).expect("a word");
    let row = json!({"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:x", "type": "Annotation", "creator": "me",
        "body": {"type": "TextualBody", "purpose": "tagging", "value": "Factual error"},
        "target": {"source": format!("urn:corrigenda:{}:a", known[0].id), "selector": {"type": "TextQuoteSelector", "exact": word}}});
    let work = read(Format::W3c, &row.to_string(), &known, None).expect("a work").remove(0);
    assert_eq!(work.annotations[0].issues[0].span.as_ref().expect("a span").exact, word);
}

#[test]
fn tables_and_lines_are_read_by_a_mapping() {
    let mapping = |value: Value| Mapping::read(value).expect("a mapping");
    let csv = "nr;frage;a;b\n1;\"Was; warum?\";Ja;Nein\n2;Wer?;Ich;\n";
    let works =
        read(Format::Csv, csv, &[], Some(&mapping(json!({"id": "nr", "prompt": "frage", "responses": ["a", "b"]}))))
            .expect("works");
    let said: Vec<_> = works
        .iter()
        .map(|one| (one.task.id.as_str(), one.task.turns[0].text.as_str(), one.task.responses.len()))
        .collect();
    assert_eq!(said, [("1", "Was; warum?", 2), ("2", "Wer?", 1)]);
    let lines = json!({"q": {"text": "Why?"}, "answers": [{"t": "So."}], "meta": {"model": "m"}}).to_string();
    let works = read(
        Format::JsonLines,
        &lines,
        &[],
        Some(&mapping(
            json!({"prompt": "q.text", "responses": ["answers.0.t"], "models": ["meta.model"], "parts": ["issues"]}),
        )),
    )
    .expect("works");
    assert_eq!(
        (works[0].task.responses[0].text.as_str(), works[0].task.responses[0].model.as_deref()),
        ("So.", Some("m"))
    );
    let error = read(Format::Csv, csv, &[], Some(&mapping(json!({"prompt": "question"})))).expect_err("refused");
    assert_eq!((error.path.as_str(), error.expected.as_str()), ("$.mapping", "a column question"));
}

#[test]
fn levels_of_a_rubric_survive_the_way_through_our_documents() {
    let row = json!({"id": "x", "input": "?", "score_rubric": {"criteria": "Good?", "score1_description": "no", "score2_description": "yes"}});
    let work = one(Format::BiGGen, row);
    let again = read(Format::Corrigenda, &work.task.write().to_string(), &[], None).expect("a task").remove(0);
    assert!(matches!(&again.task.criteria()[0].scale, Scale::Ordinal(levels) if levels.len() == 2));
}

#[test]
fn rows_at_hand_say_their_columns_and_which_of_them_are_no_tasks() {
    let mapping = |value: Value| Mapping::read(value).expect("a mapping");
    let table = Sheet::table("id;q;;q\n1;Why?;So.;x\n\n1;Who?;I.;y\n3;When?;;z\n4;a;b;c;d\n", None).expect("a table");
    let shape = table.shape();
    assert_eq!((&shape["rows"], &shape["separator"]), (&json!(4), &json!(";")));
    let names: Vec<&Value> = shape["columns"].as_array().expect("a list").iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["id", "q", "(3)", "q (4)"]);
    assert_eq!((&shape["columns"][2]["filled"], &shape["columns"][2]["samples"]), (&json!(2), &json!(["So.", "I."])));
    let asked =
        mapping(json!({"id": "id", "prompt": "q", "responses": ["(3)"], "parts": ["issues", "preference", "scores"]}));
    let made = table.mapped(&asked, 0, 5);
    assert_eq!((&made["good"], &made["left_out"]), (&json!(1), &json!(3)));
    assert_eq!((&made["tasks"][0]["row"], &made["tasks"][0]["task"]["parts"]), (&json!(2), &json!(["issues"])));
    let told: Vec<(&Value, &Value)> =
        made["problems"].as_array().expect("a list").iter().map(|one| (&one["row"], &one["code"])).collect();
    let expected = [(json!(4), json!("id")), (json!(5), json!("response")), (json!(6), json!("fields"))];
    assert_eq!(told, expected.iter().map(|(row, code)| (row, code)).collect::<Vec<_>>());
    let read_back = read(Format::Corrigenda, &table.tasks(&asked), &[], None).expect("tasks");
    assert_eq!(read_back.len(), 1);

    let lines = Sheet::lines("{\"a\":{\"b\":[\"x\",{\"c\":1}]},\"m\":[{\"role\":\"user\",\"content\":\"?\"}]}\nnot\n")
        .expect("lines");
    let shape = lines.shape();
    let names: Vec<&Value> = shape["columns"].as_array().expect("a list").iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["a.b", "a.b.0", "a.b.1.c", "m"]);
    let made = lines.mapped(&mapping(json!({"prompt": "m", "responses": ["a.b.0"]})), 0, 5);
    assert_eq!(
        (&made["good"], &made["problems"][0]["row"], &made["problems"][0]["code"]),
        (&json!(1), &json!(2), &json!("json"))
    );
}
