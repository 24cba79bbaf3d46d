//! Asks what does not come out in a text: in a wasm of its own, loaded when it is first asked. Without it there is nothing to say.

use super::call;
use crate::app::{Msg, Ticket};
use crate::doubt;
use crate::host::page::Post;
use crate::json::{Doc, Value};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// Asks about a text. Its Markdown and that of the sources is read here: what reads it is in this wasm anyway.
#[inline(never)]
pub fn doubts(later: &JsValue, ticket: Ticket, text: &str, options: Value, post: Post) {
    let given = doubt::Options::read(options)
        .map(|options| [Value::from(text), doubt::reading(text).write(), doubt::as_read(options).write()]);
    let later = later.clone();
    spawn_local(async move {
        let found = match given {
            Ok(given) => call(&later, "doubts", "doubts", &given).await.ok(),
            Err(_) => None,
        };
        post(Msg::Doubted(ticket, found));
    });
}
