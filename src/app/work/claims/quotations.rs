//! What is quoted for a claim, looked up in its source as it is typed.

use crate::annotation::Quotation;
use crate::app::work::steps::change;
use crate::app::{Effect, Focus, Model, Target};
use crate::json::Map;
use crate::rubric::evidence::{Looked, look_up as look_up_in};

/// So many quotations that were looked up are kept: those of the claim at hand.
const KEPT: usize = 24;

/// A quotation of the source is begun, or the one that was begun and has no words yet is turned to.
pub(super) fn cited(model: &mut Model, id: &str, source: String) -> Vec<Effect> {
    let Some(claim) = model.desk().and_then(|desk| desk.draft.step(id)) else { return Vec::new() };
    let begun = claim.sources.iter().position(|one| one.source == source && one.quote.trim().is_empty());
    let at = begun.unwrap_or(claim.sources.len());
    let mut effects = Vec::new();
    if begun.is_none() {
        effects = change(model, id, None, |claim| {
            claim.sources.push(Quotation { source, quote: String::new(), found: None, extra: Map::new() });
        });
    }
    if let Some(desk) = model.desk_mut() {
        desk.view.focus = Focus::Step(id.to_owned());
        desk.view.on_card = true;
    }
    effects.push(Effect::Focus(Target(format!("quote-words {at} {id}"))));
    effects
}

pub(super) fn quoted(model: &mut Model, id: &str, at: usize, text: &str) -> Vec<Effect> {
    let source = model.desk().and_then(|desk| desk.draft.step(id)?.sources.get(at).map(|one| one.source.clone()));
    let Some(source) = source else { return Vec::new() };
    let found = looked(model, &source, text).map(|looked| looked.standing.word().to_owned());
    change(model, id, Some(format!("quote {at} {id}")), |claim| {
        if let Some(one) = claim.sources.get_mut(at) {
            one.found = found.filter(|_| !text.trim().is_empty());
            text.clone_into(&mut one.quote);
        }
    })
}

/// Looks up what the claim at hand quotes, so that it can be shown.
#[inline(never)]
pub(in crate::app) fn look_up(model: &mut Model) {
    let Some(desk) = model.desk() else { return };
    let Focus::Step(id) = &desk.view.focus else { return };
    let quotations = desk.draft.step(id).map(|claim| claim.sources.clone()).unwrap_or_default();
    for one in quotations.iter().take(KEPT).filter(|one| !one.quote.trim().is_empty()) {
        looked(model, &one.source, &one.quote);
    }
}

/// A quotation looked up in its source, once; none where the task has no text of it.
pub(in crate::app) fn looked(model: &mut Model, source: &str, quote: &str) -> Option<Looked> {
    let desk = model.desk_mut()?;
    let known = desk.view.looked.iter().find(|(of, words, _)| of == source && words == quote);
    if let Some((_, _, looked)) = known {
        return Some(looked.clone());
    }
    let text = desk.task.sources.iter().find(|one| one.id == source).map(|one| one.text.as_str());
    let looked = look_up_in(text.filter(|text| !text.trim().is_empty())?, quote);
    desk.view.looked.push((source.to_owned(), quote.to_owned(), looked.clone()));
    if desk.view.looked.len() > KEPT {
        desk.view.looked.remove(0);
    }
    Some(looked)
}
