//! An annotation as results: what the project's controls take, as if made in Label Studio's own page.

use super::config::{Control, ControlKind};
use super::plan::{AskedKind, Choosing};
use super::roles::Seat;
use super::task::Studied;
use crate::annotation::{Annotation, Issue, Preference, opened, span_bytes};
use crate::json::{Map, Value, object, put};
use crate::task::ScoreState;
use crate::text::{Offsets, Span, Unit};

/// Where an annotation keeps results that are no part of the workbench.
pub(super) const KEPT: &str = "label_studio";

/// The results of an annotation, in the order of the page: marks, judgements, corrections, the comparison, words.
pub(super) fn results(studied: &Studied, annotation: &Annotation) -> Vec<Value> {
    let annotation = opened(&studied.task, annotation);
    let mut list = Vec::new();
    for seat in &studied.roles.seats {
        for issue in annotation.issues.iter().filter(|issue| issue.response == seat.response) {
            region(studied, seat, issue, &mut list);
        }
    }
    scores(studied, &annotation, &mut list);
    for (control, at) in &studied.plan.corrections {
        let seat = studied.roles.seats.get(*at);
        let found = seat.and_then(|seat| annotation.corrections.iter().find(|one| one.response == seat.response));
        list.extend(found.map(|correction| whole(control, "textarea", "text", vec![correction.text.as_str()].into())));
    }
    if let Some(preference) = &annotation.preference {
        for choosing in &studied.plan.choosing {
            list.extend(chosen(studied, choosing, preference));
        }
        let why = studied.plan.why.as_ref().zip(preference.rationale.as_deref());
        list.extend(why.and_then(|(control, why)| words(control, why)));
    }
    let exit = annotation.exit.as_ref().map(|exit| exit.note.as_str());
    let said = studied.plan.note.as_ref().zip(exit.or(annotation.note.as_deref()));
    list.extend(said.and_then(|(control, said)| words(control, said)));
    list.extend(annotation.extra.get(KEPT).and_then(Value::as_array).into_iter().flatten().cloned());
    list
}

/// One result of a control that is about something as a whole.
fn whole(control: &Control, kind: &str, key: &str, value: Value) -> Value {
    item(&control.name, &control.name, control.to.first().map_or("", String::as_str), kind, object([(key, value)]))
}

fn words(control: &Control, said: &str) -> Option<Value> {
    (!said.trim().is_empty()).then(|| whole(control, "textarea", "text", vec![said].into()))
}

/// One result.
pub(super) fn item(id: &str, from: &str, to: &str, kind: &str, value: Value) -> Value {
    object([
        ("id", id.into()),
        ("from_name", from.into()),
        ("to_name", to.into()),
        ("type", kind.into()),
        ("origin", "manual".into()),
        ("value", value),
    ])
}

/// A mark with what is said of it: results that share an id. One without a place, or with a category that this text's
/// control does not have, is no mark there.
fn region(studied: &Studied, seat: &Seat, issue: &Issue, list: &mut Vec<Value>) {
    let about = |control: &&Control| control.to.contains(&seat.shown);
    let category = issue.category.as_deref().unwrap_or_default();
    let has = |control: &&Control| control.options.iter().any(|option| option.value == category);
    let marks = studied.plan.marks.iter().filter(about).find(has);
    let response = studied.task.response(&seat.response);
    let (Some(marks), Some(span), Some(response)) = (marks, &issue.span, response) else { return };
    let place = place(seat, &response.text, span_bytes(span));
    let mut push = |control: &Control, kind: &str, key: &str, said: &str| {
        let mut value = place.clone();
        put(&mut value, key, vec![said].into());
        list.push(item(&issue.id, &control.name, &seat.shown, kind, Value::Object(value)));
    };
    let kind = if marks.kind == ControlKind::ParagraphLabels { "paragraphlabels" } else { "labels" };
    push(marks, kind, kind, category);
    let severity = issue.severity.as_deref().unwrap_or_default();
    let severities = studied.plan.severities.iter().find(about);
    if let Some(control) = severities.filter(|control| control.options.iter().any(|option| option.value == severity)) {
        push(control, "choices", "choices", severity);
    }
    if issue.comment.trim().is_empty() {
        return;
    }
    match studied.plan.comments.iter().find(about) {
        Some(control) => push(control, "textarea", "text", &issue.comment),
        // Every region of Label Studio can carry a note, also where the project asks for none.
        None => {
            if let Some(Value::Object(map)) = list.iter_mut().rev().find(|one| one.get("type") == Some(&kind.into())) {
                put(map, "meta", object([("text", vec![issue.comment.as_str()].into())]));
            }
        }
    }
}

/// Where a mark stands: code points in a text, UTF-16 code units in a paragraph, as their page counts each.
fn place(seat: &Seat, text: &str, span: Span) -> Map<String, Value> {
    let offsets = Offsets::new(text);
    let mut map = Map::new();
    if let Some(item) = seat.item {
        let at = offsets.span_to(Unit::Utf16, span);
        put(&mut map, "start", item.to_string().into());
        put(&mut map, "end", item.to_string().into());
        put(&mut map, "startOffset", at.start.into());
        put(&mut map, "endOffset", at.end.into());
    } else {
        let at = offsets.span_to(Unit::CodePoint, span);
        put(&mut map, "start", at.start.into());
        put(&mut map, "end", at.end.into());
    }
    put(&mut map, "text", span.slice(text).into());
    map
}

fn scores(studied: &Studied, annotation: &Annotation, list: &mut Vec<Value>) {
    // Options that may be chosen together are one result.
    let mut together: Vec<(Control, Vec<Value>)> = Vec::new();
    for asked in &studied.plan.asked {
        for (at, control) in &asked.places {
            let Some(seat) = studied.roles.seats.get(*at) else { continue };
            let of = |one: &&crate::task::Score| {
                one.criterion == asked.id && one.response.as_deref() == Some(seat.response.as_str())
            };
            let Some(score) = annotation.scores.iter().find(of) else { continue };
            let choice = |value: &str| whole(control, "choices", "choices", vec![value].into());
            let number = score.value.filter(|_| matches!(score.state, ScoreState::Met | ScoreState::Unmet));
            list.extend(match (&asked.kind, score.state) {
                (AskedKind::YesNo(yes, _), ScoreState::Met) => Some(choice(yes)),
                (AskedKind::YesNo(_, no), ScoreState::Unmet) => Some(choice(no)),
                (AskedKind::One(options), _) => {
                    let chosen = number.and_then(|number| (1..).zip(options).find(|(at, _)| f64::from(*at) == number));
                    chosen.map(|(_, option)| choice(&option.value))
                }
                (AskedKind::Stars(_), _) => number.map(|stars| whole(control, "rating", "rating", whole_number(stars))),
                (AskedKind::Number(..), _) => {
                    number.map(|value| whole(control, "number", "number", whole_number(value)))
                }
                (AskedKind::Among(option), ScoreState::Met) => {
                    match together.iter_mut().find(|(own, _)| own.name == control.name) {
                        Some((_, values)) => values.push(option.value.as_str().into()),
                        None => together.push((control.clone(), vec![option.value.as_str().into()])),
                    }
                    None
                }
                _ => None,
            });
        }
    }
    list.extend(together.into_iter().map(|(control, values)| whole(&control, "choices", "choices", values.into())));
}

fn whole_number(value: f64) -> Value {
    crate::json::Doc::write(&value)
}

/// What a comparison says by one of its controls; none where the control cannot say it.
fn chosen(studied: &Studied, choosing: &Choosing, preference: &Preference) -> Option<Value> {
    let seats = &studied.roles.seats;
    if let Choosing::Order(control) = choosing {
        let ranked = preference.ranking.iter().flatten();
        let keys: Vec<Value> = ranked
            .filter_map(|id| seats.iter().find(|seat| seat.response == *id && control.to.contains(&seat.shown)))
            .map(|seat| seat.key.as_str().into())
            .collect();
        let whole = whole(control, "ranker", "ranker", object([("rank", keys.clone().into())]));
        return (!keys.is_empty()).then_some(whole);
    }
    let strength = strength(preference, seats)?;
    match choosing {
        Choosing::Pair(control) => {
            let side = if strength < 0 { "left" } else { "right" };
            let value = object([("selected", side.into())]);
            (strength != 0).then(|| item(&control.name, &control.name, &control.name, "pairwise", value))
        }
        Choosing::Scale(control, options) => {
            let mut best: Option<&(String, i32)> = None;
            let apart = |one: &(String, i32)| (one.1 - strength).abs();
            for option in options.iter().filter(|option| option.1.signum() == strength.signum()) {
                if best.is_none_or(|known| apart(option) < apart(known)) {
                    best = Some(option);
                }
            }
            best.map(|(value, _)| whole(control, "choices", "choices", vec![value.as_str()].into()))
        }
        Choosing::Order(_) => None,
    }
}

/// How much better the second of two responses is: what the pair says, else what the ranking does.
fn strength(preference: &Preference, seats: &[Seat]) -> Option<i32> {
    let [left, right] = seats else { return None };
    let pair = preference.pairs.iter().find(|pair| pair.left == left.response && pair.right == right.response);
    if let Some(pair) = pair {
        return Some(pair.strength);
    }
    let place = |id: &String| preference.ranking.iter().position(|group| group.contains(id));
    let (left, right) = (place(&left.response)?, place(&right.response)?);
    Some(match left.cmp(&right) {
        std::cmp::Ordering::Less => -2,
        std::cmp::Ordering::Equal => 0,
        std::cmp::Ordering::Greater => 2,
    })
}
