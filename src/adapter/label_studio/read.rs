//! Results as an annotation: what was made in Label Studio's own page, by a model, or by us.

use super::config::Control;
use super::plan::{AskedKind, Choosing};
use super::roles::Seat;
use super::task::Studied;
use super::write::KEPT;
use crate::annotation::{
    Annotation, CorrectedText, CorrectionEdit, Draft, Issue, Pair, Preference, located, span_bytes, span_doc,
};
use crate::json::{Map, Value};
use crate::task::{Response, Score, ScoreState, SpanDoc, Unit};
use std::rc::Rc;

/// The annotation that some results say. What the workbench has no place for is kept as it came.
pub(super) fn annotation(studied: &Studied, results: &[Value]) -> Annotation {
    let mut annotation = Annotation::empty(&studied.task);
    let mut kept = Vec::new();
    // A mark comes before what is said of it, whatever the order of the list.
    for pass in [true, false] {
        for result in results.iter().filter(|result| !super::carry::is_bare(result)) {
            let is_mark = control_of(studied, result).is_some_and(|control| studied.plan.marks.contains(control));
            if is_mark == pass && !take(studied, &mut annotation, result) {
                kept.push(without_ours(result));
            }
        }
    }
    if !kept.is_empty() {
        annotation.extra.insert(KEPT.into(), kept.into());
    }
    Draft::holding(Rc::new(studied.task.clone()), annotation).document()
}

fn without_ours(result: &Value) -> Value {
    let mut result = result.clone();
    super::carry::strip(&mut result);
    result
}

fn text_of<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn control_of<'s>(studied: &'s Studied, result: &Value) -> Option<&'s Control> {
    let plan = &studied.plan;
    let name = text_of(result, "from_name");
    let lists = plan.marks.iter().chain(&plan.severities).chain(&plan.comments).chain(&plan.why).chain(&plan.note);
    let asked = plan.asked.iter().flat_map(|asked| asked.places.iter().map(|(_, control)| control));
    let corrections = plan.corrections.iter().map(|(control, _)| control);
    let choosing = plan.choosing.iter().map(|choosing| match choosing {
        Choosing::Pair(control) | Choosing::Scale(control, _) | Choosing::Order(control) => control,
    });
    lists.chain(asked).chain(corrections).chain(choosing).find(|control| control.name == name)
}

/// Takes one result in; false where there is no place for it.
fn take(studied: &Studied, annotation: &mut Annotation, result: &Value) -> bool {
    let plan = &studied.plan;
    let Some(control) = control_of(studied, result) else { return false };
    let value = result.get("value").cloned().unwrap_or_default();
    let list = |key: &str| value.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice).to_vec();
    let first = |key: &str| list(key).first().and_then(Value::as_str).unwrap_or_default().to_owned();
    // A text area may hold several texts: they are paragraphs of one.
    let said = list("text").iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n\n");
    if plan.marks.contains(control) {
        return mark(studied, annotation, control, result, &value);
    }
    if plan.severities.contains(control) || plan.comments.contains(control) {
        let id = text_of(result, "id");
        let Some(issue) = annotation.issues.iter_mut().find(|issue| issue.id == id) else { return false };
        match plan.severities.contains(control) {
            true => issue.severity = Some(first("choices")),
            false => issue.comment = said,
        }
        return true;
    }
    if let Some((_, at)) = plan.corrections.iter().find(|(own, _)| own == control) {
        return corrected(studied, annotation, *at, &said);
    }
    if plan.why.as_ref() == Some(control) {
        preference(studied, annotation).rationale = Some(said);
        return true;
    }
    if plan.note.as_ref() == Some(control) {
        annotation.note = Some(said);
        return true;
    }
    for choosing in &plan.choosing {
        match choosing {
            Choosing::Pair(own) if own == control => {
                let left = value.get("selected").and_then(Value::as_str) == Some("left");
                return paired(studied, annotation, if left { -2 } else { 2 });
            }
            Choosing::Scale(own, options) if own == control => {
                let strength =
                    options.iter().find(|(option, _)| *option == first("choices")).map(|(_, strength)| *strength);
                return strength.is_some_and(|strength| paired(studied, annotation, strength));
            }
            Choosing::Order(own) if own == control => return ordered(studied, annotation, own, &value),
            _ => {}
        }
    }
    judged(studied, annotation, control, &value)
}

fn mark(studied: &Studied, annotation: &mut Annotation, control: &Control, result: &Value, value: &Value) -> bool {
    let number = |key: &str| {
        let found = value.get(key)?;
        found.as_u64().or_else(|| found.as_str()?.parse().ok()).and_then(|at| usize::try_from(at).ok())
    };
    let to = text_of(result, "to_name");
    let item = value.get("startOffset").and_then(|_| number("start"));
    let seat = studied.roles.seats.iter().find(|seat| seat.shown == to && seat.item == item);
    let Some((seat, response)) = seat.and_then(|seat| Some((seat, studied.task.response(&seat.response)?))) else {
        return false;
    };
    let (unit, start, end) = match item {
        // A region over several paragraphs is none of one response.
        Some(item) if number("end") == Some(item) => (Unit::Utf16, number("startOffset"), number("endOffset")),
        Some(_) => return false,
        None => (Unit::Codepoint, number("start"), number("end")),
    };
    let (Some(start), Some(end)) = (start, end) else { return false };
    let exact = text_of(value, "text").to_owned();
    let span = SpanDoc { unit, start, end, exact, prefix: String::new(), suffix: String::new(), extra: Map::new() };
    let place = span_bytes(&located(&response.text, &span));
    let key = if item.is_some() { "paragraphlabels" } else { "labels" };
    let category = value.get(key).and_then(|labels| labels.get(0)).and_then(Value::as_str);
    let comment = result.pointer("/meta/text/0").and_then(Value::as_str).unwrap_or_default();
    let known = control.options.iter().any(|option| Some(option.value.as_str()) == category);
    if !known || place.start == place.end || annotation.issues.iter().any(|issue| issue.id == text_of(result, "id")) {
        return false;
    }
    annotation.issues.push(Issue {
        id: text_of(result, "id").to_owned(),
        response: seat.response.clone(),
        category: category.map(ToOwned::to_owned),
        severity: None,
        comment: comment.to_owned(),
        span: Some(span_doc(&response.text, place)),
        sources: Vec::new(),
        left: None,
        extra: Map::new(),
    });
    true
}

fn corrected(studied: &Studied, annotation: &mut Annotation, seat: usize, text: &str) -> bool {
    let seat = studied.roles.seats.get(seat);
    let Some(response) = seat.and_then(|seat| studied.task.response(&seat.response)) else { return false };
    // The text area begins with the response: left as it is, it says nothing.
    if text != response.text && !text.is_empty() {
        let edits = edits(response, text);
        let (response, text) = (response.id.clone(), text.to_owned());
        annotation.corrections.push(CorrectedText { response, text, edits, extra: Map::new() });
    }
    true
}

fn edits(response: &Response, text: &str) -> Vec<CorrectionEdit> {
    let mut edits = Vec::new();
    for (old, insert) in super::changed::changed(&response.text, text) {
        edits.push(CorrectionEdit {
            id: format!("{}:e{}", response.id, edits.len() + 1),
            span: span_doc(&response.text, old),
            insert: insert.to_owned(),
            moved: None,
            category: None,
            severity: None,
            rationale: None,
            answers: Vec::new(),
            extra: Map::new(),
        });
    }
    edits
}

fn preference<'a>(studied: &Studied, annotation: &'a mut Annotation) -> &'a mut Preference {
    let shown = studied.task.responses.iter().map(|response| response.id.clone()).collect();
    annotation.preference.get_or_insert_with(|| Preference {
        shown,
        ranking: Vec::new(),
        unacceptable: Vec::new(),
        rationale: None,
        pairs: Vec::new(),
        dimensions: Vec::new(),
        extra: Map::new(),
    })
}

fn paired(studied: &Studied, annotation: &mut Annotation, strength: i32) -> bool {
    let [left, right] = studied.roles.seats.as_slice() else { return false };
    let (left, right) = (left.response.clone(), right.response.clone());
    let preference = preference(studied, annotation);
    preference.ranking = match strength {
        0 => vec![vec![left.clone(), right.clone()]],
        ..0 => vec![vec![left.clone()], vec![right.clone()]],
        _ => vec![vec![right.clone()], vec![left.clone()]],
    };
    preference.pairs = vec![Pair { left, right, strength, extra: Map::new() }];
    true
}

fn ordered(studied: &Studied, annotation: &mut Annotation, control: &Control, value: &Value) -> bool {
    let rank = value.pointer("/ranker/rank").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let seat = |key: &Value| {
        let key = key.as_str()?;
        studied.roles.seats.iter().find(|seat| seat.key == key && control.to.contains(&seat.shown))
    };
    let ranking: Vec<Vec<String>> = rank.iter().filter_map(seat).map(|seat| vec![seat.response.clone()]).collect();
    let known = !ranking.is_empty() && ranking.len() == rank.len();
    if known {
        preference(studied, annotation).ranking = ranking;
    }
    known
}

/// A choice, stars or a number: the judgements of the criteria that its control asks.
fn judged(studied: &Studied, annotation: &mut Annotation, control: &Control, value: &Value) -> bool {
    let chosen = value.get("choices").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let has = |option: &str| chosen.iter().any(|one| one.as_str() == Some(option));
    let mut known = false;
    for asked in &studied.plan.asked {
        for (at, _) in asked.places.iter().filter(|(_, own)| own.name == control.name) {
            let Some(seat) = studied.roles.seats.get(*at) else { continue };
            let number =
                |key: &str| value.get(key).and_then(Value::as_f64).map(|number| (ScoreState::Met, Some(number)));
            let judged = match &asked.kind {
                AskedKind::YesNo(yes, _) if has(yes) => Some((ScoreState::Met, None)),
                AskedKind::YesNo(_, no) if has(no) => Some((ScoreState::Unmet, None)),
                AskedKind::YesNo(..) => None,
                AskedKind::Among(option) if has(&option.value) => Some((ScoreState::Met, None)),
                AskedKind::Among(_) => Some((ScoreState::Unmet, None)),
                AskedKind::One(options) => {
                    let found = (1..).zip(options).find(|(_, option)| has(&option.value));
                    found.map(|(at, _)| (ScoreState::Met, Some(f64::from(at))))
                }
                AskedKind::Stars(_) => number("rating"),
                AskedKind::Number(..) => number("number"),
            };
            if let Some((state, value)) = judged {
                known = true;
                annotation.scores.push(score(&asked.id, seat, state, value));
            }
        }
    }
    known
}

/// A judgement with nothing but what was judged.
pub(super) fn score(criterion: &str, seat: &Seat, state: ScoreState, value: Option<f64>) -> Score {
    Score {
        criterion: criterion.to_owned(),
        response: Some(seat.response.clone()),
        state,
        value,
        rationale: None,
        evidence: Vec::new(),
        extra: Map::new(),
    }
}
