//! A wasm binary that Trunk builds: the functions without interface that judge. Plain JSON in, plain JSON out.

use corrigenda::adapter::problems;
use corrigenda::agreement::{self, Options, Ratings};
use corrigenda::annotation::{Annotation, Draft};
use corrigenda::json::Value;
use corrigenda::rubric::{Standing, standings};
use corrigenda::task::{Rubric, Score, Task};
use corrigenda::web::given::{read, thrown};
use corrigenda::web::to_js;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

fn main() {}

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

/// How far raters agree, with the base of the figure, or why there is none.
///
/// # Errors
/// Where an argument is not what it should be, or the metric does not fit the ratings.
#[wasm_bindgen]
pub fn agreement(ratings: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (ratings, options) = (read::<Ratings>(ratings, "ratings")?, read::<Options>(options, "options")?);
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
