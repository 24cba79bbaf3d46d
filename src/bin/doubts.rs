//! A wasm binary that Trunk builds: what can be checked in a text without any model. Plain JSON in, plain JSON out.

use corrigenda::doubt::{self, Options, Reading};
use corrigenda::json::Value;
use corrigenda::text::Offsets;
use corrigenda::web::given::read;
use corrigenda::web::to_js;
use wasm_bindgen::prelude::*;

fn main() {}

/// What does not come out in a text: arithmetic, sums, dates, units, formulas, quotations. Given are the text, what is read
/// of it (`doubt::reading`), and the options with their sources as they are read (`doubt::as_read`): no Markdown is read here.
///
/// # Errors
/// Where an argument is not what it should be.
#[wasm_bindgen]
pub fn doubts(text: &JsValue, reading: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let text: String = read(text, "text")?;
    let reading: Reading = read(reading, "reading")?;
    let options: Options = read(options, "options")?;
    let offsets = Offsets::new(&text);
    let language = options.language.as_deref();
    let found: Vec<Value> =
        doubt::found(&reading, &options).iter().map(|one| one.document(&text, &offsets, language)).collect();
    Ok(to_js(&found.into()))
}
