//! The functions without interface that judge: plain JSON in, plain JSON out.

use super::given::{read, thrown};
use crate::adapter::problems;
use crate::agreement::{self, Options as AgreementOptions, Ratings};
use crate::annotation::{Annotation, Draft};
use crate::json::Value;
use crate::rubric::lint::{self, Options as LintOptions};
use crate::rubric::{Standing, discrimination as apart, standings};
use crate::task::{Rubric, Score, Task};
use crate::web::to_js;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// What the scores of each response add up to, which criterion decided it, and what would change it.
///
/// # Errors
/// Where an argument is not what it should be.
#[wasm_bindgen]
pub fn score(rubric: &JsValue, scores: &JsValue) -> Result<JsValue, JsValue> {
    let (rubric, scores) = (read::<Rubric>(rubric, "rubric")?, read::<Vec<Score>>(scores, "scores")?);
    let found: Vec<Value> = standings(&rubric, &scores).iter().map(Standing::document).collect();
    Ok(to_js(&found.into()))
}

/// What is wrong with a rubric.
///
/// # Errors
/// Where an argument is not what it should be.
#[wasm_bindgen]
pub fn lint(rubric: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let rubric: Rubric = read(rubric, "rubric")?;
    let options: LintOptions = read::<Option<LintOptions>>(options, "options")?.unwrap_or_default();
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

/// How far raters agree, with the base of the figure, or why there is none.
///
/// # Errors
/// Where an argument is not what it should be, or the metric does not fit the ratings.
#[wasm_bindgen]
pub fn agreement(ratings: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (ratings, options) = (read::<Ratings>(ratings, "ratings")?, read::<AgreementOptions>(options, "options")?);
    let answer = agreement::agreement(&ratings, &options).map_err(|error| thrown(error, "options"))?;
    Ok(to_js(&answer.document()))
}

/// What stands in the way of submitting an annotation of a task.
///
/// # Errors
/// Where an argument is not what it should be.
#[wasm_bindgen]
pub fn check(task: &JsValue, annotation: &JsValue) -> Result<JsValue, JsValue> {
    let task: Task = read(task, "task")?;
    task.validate().map_err(|error| thrown(error, "task"))?;
    let draft = Draft::open(Rc::new(task), read::<Annotation>(annotation, "annotation")?);
    Ok(to_js(&problems(&draft)))
}
