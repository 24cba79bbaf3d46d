//! The look: style sheets of the crate, joined to one constructed sheet that all elements of a document share.

use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{CssStyleSheet, Document, ShadowRoot};

/// In the order in which they override each other.
const SHEETS: &[&str] = &[
    include_str!("../../styles/tokens.css"),
    include_str!("../../styles/base.css"),
    include_str!("../../styles/shell.css"),
    include_str!("../../styles/stage.css"),
    include_str!("../../styles/text.css"),
    include_str!("../../styles/math.css"),
    include_str!("../../styles/marks.css"),
    include_str!("../../styles/notes.css"),
    include_str!("../../styles/judge.css"),
    include_str!("../../styles/correct.css"),
    include_str!("../../styles/review.css"),
    include_str!("../../styles/steps.css"),
    include_str!("../../styles/author/write.css"),
    include_str!("../../styles/author/grid.css"),
    include_str!("../../styles/dialog.css"),
    include_str!("../../styles/narrow.css"),
];

thread_local! {
    static SHARED: RefCell<Option<(Document, CssStyleSheet)>> = const { RefCell::new(None) };
}

/// Gives a shadow root its look, after what it has already.
///
/// # Errors
/// Where the browser knows no constructed style sheets.
pub fn adopt(root: &ShadowRoot) -> Result<(), JsValue> {
    let document = root.owner_document().ok_or(JsValue::NULL)?;
    let sheet = shared(&document)?;
    let adopted = root.adopted_style_sheets();
    if !adopted.includes(&sheet, 0) {
        adopted.push(&sheet);
        root.set_adopted_style_sheets(&adopted);
    }
    Ok(())
}

fn shared(document: &Document) -> Result<CssStyleSheet, JsValue> {
    SHARED.with_borrow_mut(|shared| {
        if let Some((_, sheet)) = shared.as_ref().filter(|(known, _)| known == document) {
            return Ok(sheet.clone());
        }
        let sheet = CssStyleSheet::new()?;
        sheet.replace_sync(&SHEETS.join("\n"))?;
        *shared = Some((document.clone(), sheet.clone()));
        Ok(sheet)
    })
}
