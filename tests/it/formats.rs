//! Every format over every task of the sample project: what is read back is what was written, but for what was reported.

mod families;
mod foreign;
mod made;

use corrigenda::annotation::Annotation;
use corrigenda::format::{Format, Input, Loss, Options, Work, convert, read, write};
use corrigenda::json::{Doc, Value};
use corrigenda::task::{Kind, Task};
use expect_test::expect;
use made::works;
use std::collections::BTreeSet;

/// What can be written.
fn writable() -> Vec<Format> {
    Format::ALL.iter().copied().filter(|format| write(*format, &[]).is_ok()).collect()
}

fn options(from: Format, to: Format) -> Options {
    Options { from, to, mapping: None, tasks: Vec::new(), extra: Default::default() }
}

fn losses_of(format: Format, works: &[Work]) -> (String, Vec<Loss>) {
    let done = convert(Input::Works(works.to_vec()), &options(Format::Corrigenda, format)).expect("a text");
    (done.text, done.losses)
}

/// The value without what stands at these paths.
fn without(value: &Value, path: &str, lost: &BTreeSet<&str>) -> Option<Value> {
    if lost.contains(path) {
        return None;
    }
    Some(match value {
        Value::Object(fields) => {
            let kept = fields
                .iter()
                .filter_map(|(key, one)| Some((key.clone(), without(one, &format!("{path}.{key}"), lost)?)));
            Value::Object(kept.collect())
        }
        Value::Array(items) => {
            items.iter().enumerate().filter_map(|(at, one)| without(one, &format!("{path}[{at}]"), lost)).collect()
        }
        other => other.clone(),
    })
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.iter().all(is_nothing),
        Value::Object(fields) => fields.values().all(is_nothing),
        _ => false,
    }
}

/// Whether all that is left of the first stands in the second: fields by name, elements of lists in any order.
fn holds(left: &Value, back: &Value) -> bool {
    match (left, back) {
        (left, _) if is_nothing(left) => true,
        (Value::Object(left), Value::Object(back)) => {
            left.iter().all(|(key, one)| holds(one, back.get(key).unwrap_or(&Value::Null)))
        }
        (Value::Array(left), Value::Array(back)) => left.iter().all(|one| back.iter().any(|other| holds(one, other))),
        (Value::Number(left), Value::Number(back)) => left.as_f64() == back.as_f64(),
        (left, back) => left == back,
    }
}

/// The lost paths below an annotation, with indices left out; `*` for the whole of one.
fn kinds(losses: &[Loss], kinds: &mut BTreeSet<String>) {
    for loss in losses {
        let mut plain = String::new();
        let mut inside = false;
        for c in loss.path.chars() {
            inside = c == '[' || (inside && c != ']');
            if !inside && c != ']' {
                plain.push(c);
            }
        }
        if let Some(rest) = plain.strip_prefix("$.annotations") {
            kinds.insert(if rest.is_empty() { "*".to_owned() } else { rest.trim_start_matches('.').to_owned() });
        }
    }
}

/// What was not reported as lost is there again.
fn comes_back(work: &Work, format: Format, text: &str, losses: &[Loss]) {
    let lost: BTreeSet<&str> = losses.iter().map(|loss| loss.path.as_str()).collect();
    let known = std::slice::from_ref(&work.task);
    let back = read(format, text, known, None).unwrap_or_else(|error| panic!("{} {error}", format.word()));
    let back: Vec<Value> = back.iter().flat_map(|one| &one.annotations).map(Doc::write).collect();
    for (at, annotation) in work.annotations.iter().enumerate() {
        let Some(left) = without(&annotation.write(), &format!("$[0].annotations[{at}]"), &lost) else { continue };
        let found = back.iter().any(|one| holds(&left, one));
        assert!(found, "{} {}: what was not reported is gone\n{left:#}\n{back:#?}", work.task.id, format.word());
    }
}

#[test]
fn reading_what_was_written_gives_the_annotation_but_for_the_reported_losses() {
    let works = works();
    let mut table = Vec::new();
    for format in writable() {
        let mut lost = BTreeSet::new();
        for work in &works {
            let (text, losses) = losses_of(format, std::slice::from_ref(work));
            comes_back(work, format, &text, &losses);
            kinds(&losses, &mut lost);
        }
        table.push(format!("{}: {}", format.word(), lost.into_iter().collect::<Vec<_>>().join(" ")));
    }
    expect![[r#"
        corrigenda: 
        healthbench: authored confidence corrections id issues note preference scores scores.evidence scores.rationale scores.state scores.value steps submitted_at time.active_ms time.idle_ms
        trl_sft: annotator authored confidence corrections.edits.answers corrections.edits.category corrections.edits.id corrections.edits.insert corrections.edits.rationale corrections.edits.severity corrections.edits.span.end corrections.edits.span.exact corrections.edits.span.prefix corrections.edits.span.start corrections.edits.span.suffix id issues note preference scores steps submitted_at time.active_ms time.idle_ms
        trl_preference: annotator authored confidence corrections.edits.answers corrections.edits.category corrections.edits.id corrections.edits.insert corrections.edits.rationale corrections.edits.severity corrections.edits.span.end corrections.edits.span.exact corrections.edits.span.prefix corrections.edits.span.start corrections.edits.span.suffix id issues note preference preference.dimensions preference.pairs preference.rationale preference.shown preference.unacceptable scores steps submitted_at time.active_ms time.idle_ms
        trl_unpaired: annotator authored confidence corrections.edits.answers corrections.edits.category corrections.edits.id corrections.edits.insert corrections.edits.rationale corrections.edits.severity corrections.edits.span.end corrections.edits.span.exact corrections.edits.span.prefix corrections.edits.span.start corrections.edits.span.suffix id issues note preference scores steps submitted_at time.active_ms time.idle_ms
        trl_stepwise: annotator authored confidence corrections id issues note preference scores steps steps.cause steps.id steps.rationale steps.uses steps.verdict submitted_at time.active_ms time.idle_ms
        prm800k: authored confidence corrections id issues note preference scores steps.cause steps.id steps.rationale steps.uses time.idle_ms
        processbench: annotator authored confidence corrections id issues note preference scores steps.cause steps.id steps.rationale steps.uses steps.verdict submitted_at time.active_ms time.idle_ms
        helpsteer3_preference: * annotator authored confidence corrections id issues note preference.dimensions preference.pairs preference.ranking preference.shown preference.unacceptable scores steps submitted_at time.active_ms time.idle_ms
        helpsteer3_feedback: *
        helpsteer3_edit: annotator authored confidence corrections.edits.answers corrections.edits.category corrections.edits.id corrections.edits.insert corrections.edits.rationale corrections.edits.severity corrections.edits.span.end corrections.edits.span.exact corrections.edits.span.prefix corrections.edits.span.start corrections.edits.span.suffix id issues note preference scores steps submitted_at time.active_ms time.idle_ms
        label_studio: authored confidence corrections.edits.answers corrections.edits.category corrections.edits.id corrections.edits.insert corrections.edits.rationale corrections.edits.severity corrections.edits.span.end corrections.edits.span.exact corrections.edits.span.prefix corrections.edits.span.start corrections.edits.span.suffix issues.sources preference.dimensions preference.pairs preference.ranking preference.shown preference.unacceptable scores scores.evidence steps time.idle_ms
        label_studio_predictions: authored corrections.edits.answers corrections.edits.category corrections.edits.id corrections.edits.insert corrections.edits.rationale corrections.edits.severity corrections.edits.span.end corrections.edits.span.exact corrections.edits.span.prefix corrections.edits.span.start corrections.edits.span.suffix id issues.sources preference.dimensions preference.pairs preference.ranking preference.shown preference.unacceptable scores scores.evidence steps submitted_at time.active_ms time.idle_ms
        argilla: authored confidence corrections.edits.answers corrections.edits.category corrections.edits.id corrections.edits.insert corrections.edits.rationale corrections.edits.severity corrections.edits.span.end corrections.edits.span.exact corrections.edits.span.prefix corrections.edits.span.start corrections.edits.span.suffix id issues issues.comment issues.id issues.left issues.severity issues.sources preference.dimensions preference.pairs preference.shown preference.unacceptable scores scores.evidence steps submitted_at time.active_ms time.idle_ms
        w3c: authored confidence issues.left issues.sources note preference scores steps time.active_ms time.idle_ms
        m2: annotator authored confidence corrections.edits.answers corrections.edits.id corrections.edits.rationale corrections.edits.severity corrections.edits.span.exact corrections.edits.span.prefix corrections.edits.span.start corrections.text id issues note preference scores steps submitted_at time.active_ms time.idle_ms
        criticmarkup: authored confidence issues issues.left issues.sources note preference scores steps submitted_at time.active_ms time.idle_ms
        mqm_tsv: authored confidence corrections id issues issues.comment issues.id issues.left issues.sources note preference scores steps submitted_at time.active_ms time.idle_ms
        csv: authored preference.dimensions"#]].assert_eq(&table.join("\n"));
}

#[test]
fn our_own_documents_lose_nothing() {
    for work in works() {
        let (text, losses) = losses_of(Format::Corrigenda, std::slice::from_ref(&work));
        assert_eq!(losses, [], "{}", work.task.id);
        let back = read(Format::Corrigenda, &text, &[], None).expect("a work");
        assert!(back == [work], "{text}");
    }
}

#[test]
fn nothing_that_nobody_judged_becomes_a_value() {
    for work in works() {
        let bare = Work { annotations: vec![Annotation::empty(&work.task)], task: work.task };
        for format in writable() {
            let (text, _) = losses_of(format, std::slice::from_ref(&bare));
            assert!(!text.contains("\"score\":0"), "{} {}: {text}", bare.task.id, format.word());
            let back = read(format, &text, std::slice::from_ref(&bare.task), None).expect("works");
            for annotation in back.iter().flat_map(|one| &one.annotations) {
                let judged = annotation.scores.iter().any(|score| score.state.word() != "unjudged");
                let any = judged
                    || !annotation.issues.is_empty()
                    || !annotation.corrections.is_empty()
                    || annotation.preference.is_some();
                assert!(!any && annotation.steps.is_empty(), "{} {}", bare.task.id, format.word());
            }
        }
    }
}

#[test]
fn a_format_that_can_only_be_read_says_so_and_bad_input_has_a_place() {
    let refused =
        |from, to, text: &str| convert(Input::Text(text.into()), &options(from, to)).expect_err("refused").to_string();
    assert!(
        refused(Format::Corrigenda, Format::LangSmith, "").starts_with("$.to: expected a format that can be written")
    );
    assert!(refused(Format::Prm800k, Format::Csv, "{}\n").starts_with("$[0].question.problem: expected a problem"));
    assert!(refused(Format::Argilla, Format::Csv, "{\"fields\":{}}\nnonsense\n").starts_with("$[1]: expected JSON"));
    assert!(
        refused(Format::ProcessBench, Format::Csv, "{\"problem\":\"?\",\"steps\":[\"a\"],\"label\":7}")
            .starts_with("$[0].label")
    );
    assert!(
        refused(Format::M2, Format::Csv, "S a b\nA 0 9|||R:X|||c|||REQUIRED|||-NONE-|||0\n")
            .starts_with("$[1]: expected offsets")
    );
    assert!(refused(Format::JsonLines, Format::Csv, "{}").starts_with("$.mapping"));
}

/// All the tasks of the sample project that are annotated.
fn tasks() -> Vec<Task> {
    let tasks = include_str!("../../sample/tasks.jsonl").lines();
    let tasks = tasks.map(|line| corrigenda::json::parse::<Task>(line).expect("a task"));
    tasks.filter(|task| task.kind == Kind::Annotate).collect()
}
