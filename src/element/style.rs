//! The look: style sheets of the crate, joined to one constructed sheet that all elements of a document share.

use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;
use web_sys::{CssStyleSheet, Document, ShadowRoot};

/// In the order in which they override each other: what a first task needs,
const FIRST: &[&str] = &[
    include_str!("../../styles/tokens.css"),
    include_str!("../../styles/base.css"),
    include_str!("../../styles/shell.css"),
    include_str!("../../styles/stage.css"),
    include_str!("../../styles/text.css"),
    include_str!("../../styles/math.css"),
    include_str!("../../styles/marks.css"),
    include_str!("../../styles/notes.css"),
    include_str!("../../styles/judge.css"),
];
/// what comes with the rest of this wasm,
const LATER: &[&str] = &[
    include_str!("../../styles/correct.css"),
    include_str!("../../styles/judge/review.css"),
    include_str!("../../styles/judge/steps.css"),
    include_str!("../../styles/author/write.css"),
    include_str!("../../styles/author/grid.css"),
    include_str!("../../styles/dialog.css"),
    include_str!("../../styles/reading.css"),
    include_str!("../../styles/text/facing.css"),
    include_str!("../../styles/contrast.css"),
];
/// and what changes both.
const LAST: &[&str] = &[include_str!("../../styles/narrow.css")];

/// The sheets of a document: the second is empty until the rest is there.
type Shared = (Document, [CssStyleSheet; 3]);

thread_local! {
    static SHARED: RefCell<Option<Shared>> = const { RefCell::new(None) };
    static WHOLE: Cell<bool> = const { Cell::new(false) };
}

/// Gives a shadow root its look, after what it has already.
///
/// # Errors
/// Where the browser knows no constructed style sheets.
pub fn adopt(root: &ShadowRoot) -> Result<(), JsValue> {
    let document = root.owner_document().ok_or(JsValue::NULL)?;
    let sheets = shared(&document)?;
    let adopted = root.adopted_style_sheets();
    for sheet in &sheets {
        if !adopted.includes(sheet, 0) {
            adopted.push(sheet);
        }
    }
    root.set_adopted_style_sheets(&adopted);
    Ok(())
}

/// The rest of this wasm is there, and with it the rest of the look.
pub fn complete() {
    WHOLE.set(true);
    SHARED.with_borrow(|shared| {
        if let Some((_, [_, later, _])) = shared {
            fill(later);
        }
    });
}

/// Not in line: what calls it stays in the first part, and these sheets with it.
#[inline(never)]
fn fill(later: &CssStyleSheet) {
    let _ = later.replace_sync(&LATER.join("\n"));
}

fn shared(document: &Document) -> Result<[CssStyleSheet; 3], JsValue> {
    SHARED.with_borrow_mut(|shared| {
        if let Some((_, sheets)) = shared.as_ref().filter(|(known, _)| known == document) {
            return Ok(sheets.clone());
        }
        let [first, later, last] = [CssStyleSheet::new()?, CssStyleSheet::new()?, CssStyleSheet::new()?];
        first.replace_sync(&FIRST.join("\n"))?;
        last.replace_sync(&LAST.join("\n"))?;
        if WHOLE.get() {
            fill(&later);
        }
        let sheets = [first, later, last];
        *shared = Some((document.clone(), sheets.clone()));
        Ok(sheets)
    })
}
