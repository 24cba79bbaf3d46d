//! Documents in the public form: read, written back whole, refused with their place.

use corrigenda::annotation::{Annotation, Draft};
use corrigenda::json::{Doc, Value, parse};
use corrigenda::task::{Part, Task, Unit};
use std::rc::Rc;

const TASK: &str = include_str!("../golden/task.json");
const ANNOTATION: &str = include_str!("../golden/annotation.json");

fn value(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// Everything that stands in `part` stands in `whole`, by the same path; lists have the same length.
fn contains(whole: &Value, part: &Value, path: &str) {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            for (key, part) in part {
                let found = whole.get(key).unwrap_or_else(|| panic!("{path}.{key} is gone"));
                contains(found, part, &format!("{path}.{key}"));
            }
        }
        (Value::Array(whole), Value::Array(part)) => {
            assert_eq!(whole.len(), part.len(), "{path}");
            for (at, (whole, part)) in whole.iter().zip(part).enumerate() {
                contains(whole, part, &format!("{path}[{at}]"));
            }
        }
        (Value::Number(whole), Value::Number(part)) => assert_eq!(whole.as_f64(), part.as_f64(), "{path}"),
        _ => assert_eq!(whole, part, "{path}"),
    }
}

#[test]
fn what_is_read_is_written_back_with_every_field_known_or_not() {
    let task: Task = parse(TASK).expect("a task");
    contains(&task.write(), &value(TASK), "$");
    let annotation: Annotation = parse(ANNOTATION).expect("an annotation");
    contains(&annotation.write(), &value(ANNOTATION), "$");
}

#[test]
fn a_draft_written_as_a_document_is_the_document() {
    let task: Rc<Task> = Rc::new(parse(TASK).expect("a task"));
    let annotation: Annotation = parse(ANNOTATION).expect("an annotation");
    let draft = Draft::open(Rc::clone(&task), annotation);
    contains(&draft.document().write(), &value(ANNOTATION), "$");
    assert!(draft.annotation().issues.iter().flat_map(|issue| &issue.span).all(|span| span.unit == Unit::Byte));
}

#[test]
fn spans_in_utf16_and_bytes_mean_the_same_place() {
    let task: Rc<Task> = Rc::new(parse(TASK).expect("a task"));
    let text = &task.responses[0].text;
    let at = text.find("Über").expect("the word");
    for (unit, start, end) in [
        ("byte", at, at + "Über".len()),
        ("utf16", text[..at].encode_utf16().count(), text[..at].encode_utf16().count() + 4),
        ("codepoint", text[..at].chars().count(), text[..at].chars().count() + 4),
    ] {
        let mut document = value(ANNOTATION);
        document["issues"][0]["span"] =
            serde_json::json!({"unit": unit, "start": start, "end": end, "exact": "Über", "prefix": "", "suffix": ""});
        let draft = Draft::open(Rc::clone(&task), Annotation::read(document).expect("an annotation"));
        let span = draft.annotation().issues[0].span.clone().expect("a span");
        assert_eq!((span.start, span.end), (at, at + "Über".len()), "{unit}");
    }
}

#[test]
fn a_span_whose_text_moved_is_found_by_its_quote() {
    let moved = TASK.replace("The product is", "In short, the product is");
    let task: Rc<Task> = Rc::new(parse(&moved).expect("a task"));
    let draft = Draft::open(Rc::clone(&task), parse(ANNOTATION).expect("an annotation"));
    let span = draft.annotation().issues[0].span.clone().expect("a span");
    assert_eq!(task.responses[0].text.get(span.start..span.end), Some("46"));
}

#[test]
fn bad_documents_name_the_path_what_was_expected_and_what_was_found() {
    type Change<'a> = &'a dyn Fn(&mut Value);
    let refused = |change: Change| {
        let mut document = value(TASK);
        change(&mut document);
        let error = Task::read(document).and_then(|task| task.validate()).expect_err("refused");
        format!("{error}")
    };
    let cases: [(Change, &str); 5] = [
        (&|task| task["id"] = 7.into(), "$.id: expected a string, found 7"),
        (&|task| task["parts"][1] = "poems".into(), "$.parts[1]: expected one of"),
        (&|task| task["format"] = "corrigenda.task/9".into(), "$.format: expected corrigenda.task/1, found"),
        (
            &|task| task["rubric"]["criteria"][1]["id"] = "c1".into(),
            "$.rubric.criteria[1].id: expected an id that is unique",
        ),
        (
            &|task| task["rubric"]["criteria"][0]["scale"] = serde_json::json!({"kind": "stars"}),
            "$.rubric.criteria[0].scale.kind",
        ),
    ];
    for (change, expected) in cases {
        let error = refused(change);
        assert!(error.starts_with(expected), "{error} does not start with {expected}");
    }
}

#[test]
fn every_task_of_the_sample_project_can_be_read() {
    let lines = include_str!("../../sample/tasks.jsonl");
    let mut longest = 0;
    for line in lines.lines() {
        let task: Task = parse(line).unwrap_or_else(|error| panic!("{error}"));
        task.validate().unwrap_or_else(|error| panic!("{}: {error}", task.id));
        // Where a rubric is written, nothing is marked.
        let names = task.taxonomy.is_some() || task.asks(Part::Rubric);
        // Where claims are judged, that is all.
        let judged = task.asks(Part::Claims) || task.rubric.is_some() && names;
        assert!(!task.responses.is_empty() && judged, "{}", task.id);
        longest = longest.max(task.responses.iter().map(|response| response.text.len()).max().unwrap_or(0));
    }
    assert!(lines.lines().count() >= 8 && longest > 50_000);
}
