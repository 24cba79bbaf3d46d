//! A wasm binary that Trunk builds: what is wrong with a rubric, and what it tells apart. Plain JSON in, plain JSON out.

use corrigenda::json::Value;
use corrigenda::rubric::discrimination as apart;
use corrigenda::rubric::lint::{self, Options};
use corrigenda::task::{Rubric, Score};
use corrigenda::web::given::read;
use corrigenda::web::to_js;
use wasm_bindgen::prelude::*;

fn main() {}

/// What is wrong with a rubric.
///
/// # Errors
/// Where an argument is not what it should be.
#[wasm_bindgen]
pub fn lint(rubric: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let rubric: Rubric = read(rubric, "rubric")?;
    let options: Options = read::<Option<Options>>(options, "options")?.unwrap_or_default();
    let language = options.language.as_deref();
    let found: Vec<Value> = lint::lint(&rubric, &options).iter().map(|one| one.document(&rubric, language)).collect();
    Ok(to_js(&found.into()))
}

/// What a rubric tells apart among responses; `line` is the share that each should stay below.
///
/// # Errors
/// Where an argument is not what it should be.
#[wasm_bindgen]
pub fn discrimination(
    rubric: &JsValue,
    scores: &JsValue,
    responses: &JsValue,
    line: &JsValue,
) -> Result<JsValue, JsValue> {
    let (rubric, scores) = (read::<Rubric>(rubric, "rubric")?, read::<Vec<Score>>(scores, "scores")?);
    let (responses, line) = (read::<Vec<String>>(responses, "responses")?, read::<f64>(line, "line")?);
    let responses: Vec<&str> = responses.iter().map(String::as_str).collect();
    Ok(to_js(&apart(&rubric, &scores, &responses, line).document()))
}
