//! Arguments of the functions without interface, and errors as JavaScript has them.

use super::from_js;
use crate::json::{DecodeError, Doc, Value};
use js_sys::{Error, Reflect};
use wasm_bindgen::JsValue;

fn value(given: &JsValue, name: &str) -> Result<Value, JsValue> {
    from_js(given).map_err(|error| thrown(error, name))
}

/// An argument by its name.
///
/// # Errors
/// Where it is not what it should be.
pub fn read<T: Doc>(given: &JsValue, name: &str) -> Result<T, JsValue> {
    T::read(value(given, name)?).map_err(|error| thrown(error, name))
}

/// An error as JavaScript has it, with its place below the argument's name.
pub fn thrown(error: DecodeError, name: &str) -> JsValue {
    let error = error.under_field(name);
    let made = Error::new(&error.to_string());
    for (key, value) in [("path", &error.path), ("expected", &error.expected), ("found", &error.found)] {
        let _ = Reflect::set(&made, &key.into(), &value.as_str().into());
    }
    made.into()
}
