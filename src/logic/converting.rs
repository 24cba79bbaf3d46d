//! The functions without interface that convert: plain JSON in, plain JSON out.

use super::given::{read, thrown};
use crate::format::{self, Input, Options as FormatOptions};
use crate::json::{DecodeError, Doc};
use crate::web::to_js;
use wasm_bindgen::prelude::*;

/// From any format to any other, with what is lost.
///
/// # Errors
/// Where the input is not of its format, or the target can only be read.
#[wasm_bindgen]
pub fn convert(input: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (input, options) = (read::<Input>(input, "input")?, read::<FormatOptions>(options, "options")?);
    let done = format::convert(input, &options).map_err(|error| {
        let of_options = ["$.to", "$.mapping"].iter().any(|place| error.path.starts_with(place));
        thrown(error, if of_options { "options" } else { "input" })
    })?;
    Ok(to_js(&done.document()))
}

/// The criteria that a text of any house holds.
///
/// # Errors
/// Where there are none, or one of them is not what it should be.
#[wasm_bindgen]
pub fn criteria(text: &JsValue) -> Result<JsValue, JsValue> {
    let text: String = read(text, "text")?;
    let found = format::criteria(&text).map_err(|error| thrown(error, "text"))?;
    Ok(to_js(&found.write()))
}

/// The labelling configuration that a task's Label Studio file fits.
///
/// # Errors
/// Where the argument is no task.
#[wasm_bindgen]
pub fn label_studio_config(task: &JsValue) -> Result<JsValue, JsValue> {
    let task: crate::task::Task = read(task, "task")?;
    task.validate().map_err(|error: DecodeError| thrown(error, "task"))?;
    Ok(format::label_studio_config(&task).into())
}
