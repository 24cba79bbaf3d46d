//! What is exported of each family of formats: it converts within the family, or one half of the way to another family.

use corrigenda::format::{Family, Input, Options, Work, convert_in, read_in};
use corrigenda::json::{DecodeError, print};
use corrigenda::web::given::{read, thrown};
use corrigenda::web::to_js;
use wasm_bindgen::prelude::*;

/// From a format of the family, or our documents, to a format of the family.
pub fn convert<F: Family>(input: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (input, options) = (read::<Input>(input, "input")?, read::<Options>(options, "options")?);
    Ok(to_js(&convert_in::<F>(input, &options).map_err(placed)?.document()))
}

/// The first half: our documents of a text, as JSON. It stays text, so that every number is handed over as it stands.
pub fn works<F: Family>(text: &JsValue, options: &JsValue) -> Result<String, JsValue> {
    let (text, options) = (read::<String>(text, "input")?, read::<Options>(options, "options")?);
    let works = read_in::<F>(options.from, &text, &options.tasks, options.mapping.as_ref()).map_err(placed)?;
    Ok(print(&works))
}

/// The second half: of documents that another family handed over.
pub fn written<F: Family>(works: &str, options: &JsValue) -> Result<JsValue, JsValue> {
    let works: Vec<Work> = corrigenda::json::parse(works).map_err(|error| thrown(error, "input"))?;
    let options: Options = read(options, "options")?;
    Ok(to_js(&convert_in::<F>(Input::Works(works), &options).map_err(placed)?.document()))
}

/// An error with its place below the argument that it is about.
fn placed(error: DecodeError) -> JsValue {
    let of_options = ["$.to", "$.from", "$.mapping"].iter().any(|place| error.path.starts_with(place));
    thrown(error, if of_options { "options" } else { "input" })
}
