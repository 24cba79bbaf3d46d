//! Asks the linter, and reads other people's criteria: each in a wasm of its own, loaded when it is first asked.

use super::call;
use crate::app::{Msg, Ticket};
use crate::host::page::Post;
use crate::json::{Doc, Value, object};
use crate::task::Criterion;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// Asks what is wrong with a rubric, and what it tells apart. Given are the rubric, the options of the linter, the scores, the
/// responses, and the share that each should stay below.
#[inline(never)]
pub fn lint(later: &JsValue, ticket: Ticket, given: [Value; 5], post: Post) {
    let later = later.clone();
    let [rubric, options, scores, responses, line] = given;
    spawn_local(async move {
        let findings = call(&later, "lint", "lint", &[rubric.clone(), options]).await;
        let apart = call(&later, "lint", "discrimination", &[rubric, scores, responses, line]).await;
        let answer = findings.ok().zip(apart.ok()).map(|(findings, apart)| {
            let rows = apart.get("rows").cloned().unwrap_or_default();
            object([("findings", findings), ("rows", rows)])
        });
        post(Msg::Linted(ticket, answer));
    });
}

/// Reads criteria from a text.
#[inline(never)]
pub fn read_criteria(later: &JsValue, ticket: Ticket, text: &str, post: Post) {
    let (later, text) = (later.clone(), Value::from(text));
    spawn_local(async move {
        let read = call(&later, "tables", "tables_criteria", &[text]).await;
        let read = read.and_then(|found| Vec::<Criterion>::read(found).map_err(|error| error.to_string()));
        post(Msg::CriteriaRead(ticket, read));
    });
}
