//! A wasm binary that Trunk builds: formulas set, loaded when a text on the desk has one. TeX in, trees out.

use corrigenda::json::{Doc, Value};
use corrigenda::math;
use corrigenda::web::given::read;
use corrigenda::web::to_js;
use wasm_bindgen::prelude::*;

fn main() {}

/// Trees of formulas, each given as `[TeX, whether it has a line of its own]`; null for one that cannot be set.
///
/// # Errors
/// Where the argument is not what it should be.
#[wasm_bindgen]
pub fn typeset(formulas: &JsValue) -> Result<JsValue, JsValue> {
    let formulas: Vec<Value> = read(formulas, "formulas")?;
    let mut set: Vec<Value> = Vec::with_capacity(formulas.len());
    for formula in &formulas {
        let tex = formula.get(0).and_then(Value::as_str).unwrap_or_default();
        let display = formula.get(1).and_then(Value::as_bool).unwrap_or_default();
        set.push(math::typeset(tex, display).map_or(Value::Null, |node| node.write()));
    }
    Ok(to_js(&set.into()))
}
