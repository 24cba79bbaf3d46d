//! Annotations of the sample tasks, made from a seed: everything that an expert can say.

use super::{losses_of, tasks};
use corrigenda::annotation::{Action, Annotation, Draft};
use corrigenda::format::{Format, Work, read};
use corrigenda::json::{Doc, Value};
use corrigenda::task::{Scale, Task};
use corrigenda::text::{Span, Step, segment, token};
use fastrand::Rng;
use serde_json::json;
use std::rc::Rc;

/// Each task with what two people made of it.
pub fn works() -> Vec<Work> {
    let made = |(at, task): (usize, Task)| {
        let annotations = (0..2).map(|who| annotation(&task, who, &mut Rng::with_seed(7 * at as u64 + who))).collect();
        Work { task, annotations }
    };
    let works: Vec<Work> = tasks().into_iter().enumerate().map(made).collect();
    // As our own documents say it: every place with the words around it.
    let text = losses_of(Format::Corrigenda, &works).0;
    read(Format::Corrigenda, &text, &[], None).expect("works")
}

fn annotation(task: &Task, who: u64, random: &mut Rng) -> Annotation {
    let mut document = json!({
        "format": "corrigenda.annotation/1", "id": format!("uuid-{}-{who}", task.id), "annotator": format!("w-{who}"),
        "submitted_at": "2026-11-20T10:00:00Z", "task": Annotation::empty(task).task.write(),
        "scores": scores(task, random), "confidence": 0.8, "note": "Seen twice.", "time": {"active_ms": 90_000, "idle_ms": 1000},
    });
    let mut issues = Vec::new();
    let mut steps = Vec::new();
    for response in &task.responses {
        issues.extend(marked(task, &response.id, &response.text, issues.len(), random));
        steps.extend(judged(&response.id, &response.text, steps.len(), random));
    }
    document["issues"] = issues.into();
    document["steps"] = steps.into();
    if task.responses.len() > 1 {
        document["preference"] = preference(task);
    }
    let mut draft = Draft::open(Rc::new(task.clone()), Annotation::read(document).expect("an annotation"));
    for response in &task.responses {
        let edits = edits(&response.text, &response.id, random);
        draft.apply(Action::Edits { response: response.id.clone(), remove: vec![], add: edits });
    }
    draft.document()
}

fn scores(task: &Task, random: &mut Rng) -> Vec<Value> {
    let mut scores = Vec::new();
    for response in &task.responses {
        for criterion in task.criteria() {
            let state = ["met", "met", "unmet", "unmet", "na", "unsure", "unjudged"][random.usize(0..7)];
            let value = match &criterion.scale {
                Scale::Binary => Value::Null,
                Scale::Ordinal(levels) => levels[random.usize(0..levels.len())].value.into(),
                Scale::Numeric { .. } => json!(12.5),
            };
            let judged = state == "met" || state == "unmet";
            let rationale = if random.bool() { json!("Because of § 5, \"so\".\nSee | there.") } else { Value::Null };
            scores.push(json!({"criterion": criterion.id, "response": response.id, "state": state, "value": if judged { value } else { Value::Null },
                "rationale": rationale, "evidence": if random.bool() { json!([{"ref": "i1"}]) } else { json!([]) }}));
        }
    }
    scores
}

/// Words of a text that stand apart.
fn words(text: &str, count: usize, random: &mut Rng) -> Vec<Span> {
    let words: Vec<Span> =
        token::tokens(text).iter().filter(|one| one.kind == token::TokenKind::Word).map(|one| one.span).collect();
    let step = (words.len() / (count + 1)).max(1);
    (0..count).filter_map(|at| words.get(at * step + random.usize(0..step)).copied()).collect()
}

fn code_points(text: &str, span: Span) -> Value {
    let count = |to: usize| text[..to].chars().count();
    json!({"unit": "codepoint", "start": count(span.start), "end": count(span.end), "exact": span.slice(text)})
}

fn marked(task: &Task, response: &str, text: &str, before: usize, random: &mut Rng) -> Vec<Value> {
    let mut issues = Vec::new();
    // Where a rubric is written, nothing is marked.
    let Some(taxonomy) = &task.taxonomy else { return issues };
    for span in words(text, 5, random) {
        let category = &taxonomy.categories[random.usize(0..taxonomy.categories.len())].id;
        let severity = &taxonomy.severities[random.usize(0..taxonomy.severities.len())].id;
        issues.push(json!({"id": format!("i{}", before + issues.len() + 1), "response": response, "category": category, "severity": severity,
            "comment": "Not so: \"x\", see <1> | 2.", "span": code_points(text, span), "left": if random.bool() { json!("Out of reach.") } else { Value::Null },
            "sources": [{"source": "s1", "quote": "so"}]}));
    }
    issues.push(json!({"id": format!("i{}", before + issues.len() + 1), "response": response, "category": null, "severity": "minor",
        "comment": "Something is missing.", "span": null}));
    issues
}

fn edits(text: &str, response: &str, random: &mut Rng) -> Vec<corrigenda::annotation::CorrectionEdit> {
    let mut edits = Vec::new();
    for (at, span) in words(text, 4, random).into_iter().enumerate() {
        let insert = ["besser", "", "two words", "1.234,5 €"][at % 4];
        let edit = json!({"id": format!("e-{response}{at}"), "span": {"unit": "byte", "start": span.start, "end": span.end, "exact": span.slice(text)},
            "insert": insert, "category": if at == 1 { Value::Null } else { json!("fact") }, "severity": "major",
            "rationale": if at == 2 { Value::Null } else { json!("Wrong by far.") }, "answers": if at == 0 { json!(["i1", "c1"]) } else { json!([]) }});
        edits.push(corrigenda::annotation::CorrectionEdit::read(edit).expect("an edit"));
    }
    edits
}

/// The first sentences as steps, with all verdicts.
fn judged(response: &str, text: &str, before: usize, random: &mut Rng) -> Vec<Value> {
    let mut steps = Vec::new();
    let mut from = 0;
    while from < text.len() && steps.len() < 5 {
        let to = segment::next(text, from, Step::Sentence);
        let start = from + (text[from..to].len() - text[from..to].trim_start().len());
        from = to;
        let number = before + steps.len() + 1;
        let verdict = ["correct", "neutral", "incorrect", "correct", "unjudged"][steps.len() % 5];
        let uses = if steps.is_empty() { json!([]) } else { json!([format!("p{}", number - 1)]) };
        steps.push(json!({"id": format!("p{number}"), "kind": "step", "response": response, "span": code_points(text, Span::new(start, to)), "verdict": verdict,
            "cause": if verdict == "incorrect" { json!("own") } else { Value::Null }, "uses": uses, "rationale": if random.bool() { json!("Seen.") } else { Value::Null }}));
    }
    steps
}

fn preference(task: &Task) -> Value {
    let ids: Vec<&str> = task.responses.iter().map(|one| one.id.as_str()).collect();
    let ranking: Vec<Vec<&str>> = match ids.as_slice() {
        [a, b] => vec![vec![b], vec![a]],
        [a, b, rest @ ..] => [vec![vec![*b]], vec![[vec![*a], rest.to_vec()].concat()]].concat(),
        _ => vec![],
    };
    json!({"shown": ids, "ranking": ranking, "unacceptable": [ids[0]], "rationale": "b says why, a does not.",
        "pairs": [{"left": ids[0], "right": ids[1], "strength": 2}],
        "dimensions": [{"dimension": "d1", "ranking": [[ids[0]]], "pairs": []}]})
}
