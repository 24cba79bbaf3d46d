//! Has formulas set: by a wasm of its own, which `element.js` loads when the first one is asked for.

use super::call;
use crate::app::{Formula, Msg, Setting};
use crate::host::page::Post;
use crate::json::{Doc, Value};
use crate::math::Node;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// So many formulas are set at first; then twice as many each time: each lot has the page rendered.
const FIRST: usize = 100;
/// So many are set at once at most: between lots keys are heard.
const MOST: usize = 1_600;

/// Sets formulas, some at a time; each lot is told as soon as it is done.
pub fn typeset(later: &JsValue, formulas: Vec<Formula>, post: Post) {
    let later = later.clone();
    spawn_local(async move {
        let mut formulas = formulas.into_iter();
        let mut size = FIRST;
        loop {
            let lot: Vec<Formula> = formulas.by_ref().take(size).collect();
            size = MOST.min(2 * size);
            if lot.is_empty() {
                return;
            }
            match answered(&later, &lot).await {
                Some(answers) => settled(lot, answers, &post),
                None => lost(lot, &post),
            }
        }
    });
}

async fn answered(later: &JsValue, lot: &[Formula]) -> Option<Vec<Value>> {
    let mut asked: Vec<Value> = Vec::with_capacity(lot.len());
    for formula in lot {
        asked.push(vec![Value::from(&*formula.tex), formula.display.into()].into());
    }
    match call(later, "math", "typeset", &[asked.into()]).await {
        Ok(Value::Array(answers)) if answers.len() == lot.len() => Some(answers),
        _ => None,
    }
}

fn settled(lot: Vec<Formula>, answers: Vec<Value>, post: &Post) {
    let mut known = Vec::with_capacity(lot.len());
    for (formula, answer) in lot.into_iter().zip(answers) {
        let setting = Node::read(answer).map_or(Setting::Refused, |node| Setting::Set(Rc::new(node)));
        known.push((formula, setting));
    }
    post(Msg::FormulasSettled(known));
}

fn lost(lot: Vec<Formula>, post: &Post) {
    let mut known = Vec::with_capacity(lot.len());
    for formula in lot {
        known.push((formula, Setting::Lost));
    }
    post(Msg::FormulasSettled(known));
}
