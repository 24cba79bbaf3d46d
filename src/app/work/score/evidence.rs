//! What a judgement rests on besides issues and changes: passages of the response, and quotations of sources.

use super::change;
use crate::annotation::Quotation;
use crate::app::work::claims::looked;
use crate::app::work::mark;
use crate::app::{Caret, Desk, Effect, Focus, Mode, Model, Target, question};
use crate::json::{Map, Value, object};
use crate::task::Demand;
use crate::text::Span;

/// What is done to a judgement's evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resting {
    /// What is selected in the response is evidence for the criterion with the attention.
    Placed,
    /// A source shall be quoted for a criterion: its id, the source's.
    Cited(String, String),
    /// The words of a quotation were typed: its place among the evidence, a blank and the criterion's id; the words.
    Quoted(String, String),
    /// A piece of evidence was taken away: the criterion's id, its place.
    Dropped(String, usize),
    /// A passage of the response is to be seen.
    Shown(String),
}

/// Does it.
#[inline(never)]
pub(in crate::app) fn update(model: &mut Model, what: Resting) -> Vec<Effect> {
    match what {
        Resting::Placed => placed(model),
        Resting::Cited(id, source) => cited(model, &id, source),
        Resting::Quoted(place, text) => {
            let Some((at, id)) = place.split_once(' ') else { return Vec::new() };
            quoted(model, id, at.parse().unwrap_or(usize::MAX), &text)
        }
        Resting::Dropped(id, at) => {
            let mut effects = change(model, &id, None, |score| {
                if at < score.evidence.len() {
                    score.evidence.remove(at);
                }
            });
            effects.push(Effect::Focus(Target::card("criterion", &id)));
            effects
        }
        Resting::Shown(quote) => shown(model, &quote),
    }
}

/// The criterion that what is selected can be evidence for, where there is one.
#[must_use]
pub fn takes_selection(desk: &Desk) -> Option<&str> {
    let Focus::Criterion(id) = &desk.view.focus else { return None };
    let asked = desk.draft.criterion(id).is_some_and(|one| one.evidence != Demand::None);
    let selects = matches!(desk.view.mode, Mode::Read | Mode::Source) && !desk.view.caret.span().is_empty();
    (asked && selects && desk.may_edit()).then_some(id.as_str())
}

/// The words of a passage of the response, where a piece of evidence is one.
#[must_use]
pub fn passage(evidence: &Value) -> Option<&str> {
    evidence.get("response").and_then(Value::as_str).and(evidence.get("quote")?.as_str())
}

/// What a piece of evidence quotes of a source, where it does.
#[must_use]
pub fn quotation(evidence: &Value) -> Option<Quotation> {
    let word = |key: &str| evidence.get(key).and_then(Value::as_str).map(str::to_owned);
    let (source, quote) = (word("source")?, word("quote").unwrap_or_default());
    Some(Quotation { source, quote, found: word("found"), extra: Map::new() })
}

fn placed(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let (Some(id), Some(page)) = (takes_selection(desk).map(str::to_owned), desk.page()) else { return Vec::new() };
    let (quote, response) = (question::selection(desk).slice(&page.original).trim().to_owned(), desk.response_id());
    if quote.is_empty() {
        return Vec::new();
    }
    let one = object([("response", response.into()), ("quote", quote.into())]);
    let mut effects = change(model, &id, None, |score| {
        if !score.evidence.contains(&one) {
            score.evidence.push(one);
        }
    });
    if let Some(desk) = model.desk_mut() {
        desk.view.caret.anchor = desk.view.caret.head;
        desk.view.on_card = true;
    }
    effects.push(Effect::Focus(Target::card("criterion", &id)));
    effects
}

/// A quotation of the source is begun, or the one that was begun and has no words yet is turned to.
fn cited(model: &mut Model, id: &str, source: String) -> Vec<Effect> {
    let score = model.desk().and_then(|desk| desk.draft.score(id, Some(desk.response_id())));
    let evidence = score.map(|score| score.evidence.as_slice()).unwrap_or_default();
    let begun = |one: &Value| quotation(one).is_some_and(|one| one.source == source && one.quote.trim().is_empty());
    let at = evidence.iter().position(begun);
    let end = evidence.len();
    let mut effects = Vec::new();
    if at.is_none() {
        effects = change(model, id, None, |score| {
            score.evidence.push(object([("source", source.into()), ("quote", "".into())]));
        });
    }
    effects.push(Effect::Focus(Target(["quote-words ", &at.unwrap_or(end).to_string(), " ", id].concat())));
    effects
}

fn quoted(model: &mut Model, id: &str, at: usize, text: &str) -> Vec<Effect> {
    let score = model.desk().and_then(|desk| desk.draft.score(id, Some(desk.response_id())));
    let Some(source) = score.and_then(|score| quotation(score.evidence.get(at)?)).map(|one| one.source) else {
        return Vec::new();
    };
    let found = looked(model, &source, text).filter(|_| !text.trim().is_empty());
    change(model, id, Some(["quote ", &at.to_string(), " ", id].concat()), |score| {
        if let Some(Value::Object(one)) = score.evidence.get_mut(at) {
            one.insert("quote".to_owned(), text.into());
            one.remove("found");
            if let Some(looked) = found {
                one.insert("found".to_owned(), looked.standing.word().into());
            }
        }
    })
}

/// Selects a passage of the response and brings it into sight.
fn shown(model: &mut Model, quote: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    if model.desk().is_some_and(|desk| !matches!(desk.view.mode, Mode::Read | Mode::Source)) {
        effects = crate::app::look::mode(model, Mode::Read);
    }
    let Some(desk) = model.desk_mut() else { return effects };
    let place = |text: &str| text.find(quote).map(|start| Span { start, end: start + quote.len() });
    let Some(span) = desk.page().and_then(|page| place(&page.original)) else { return effects };
    desk.view.caret = Caret { anchor: span.start, head: span.end };
    desk.view.caret_shown = true;
    effects.extend(mark::paint_to(model, span.end));
    effects.push(Effect::Reveal(Target("caret".into())));
    effects
}
