//! A wasm binary that Trunk builds: it converts. Plain JSON in, plain JSON out.
//!
//! It is divided (`scripts/split/families.mjs`): what all need, and a part for each family of formats with what only its
//! functions come to. What is exported of a family starts with its name.

mod shared;

use corrigenda::format::{self, Mapping, Marking, Sheet, Tables, Training};
use corrigenda::json::Doc;
use corrigenda::web::given::{read, thrown};
use corrigenda::web::to_js;
use wasm_bindgen::prelude::*;

fn main() {}

/// What is exported of a family.
macro_rules! family {
    ($family:ty: $convert:ident, $works:ident, $written:ident) => {
        /// From a format of this family, or from our documents, to one of it, with what is lost.
        ///
        /// # Errors
        /// Where the input is not of its format, or the target can only be read.
        #[wasm_bindgen]
        pub fn $convert(input: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
            shared::convert::<$family>(input, options)
        }

        /// Our documents of a text, as JSON, for another family.
        ///
        /// # Errors
        /// Where the text is not of its format.
        #[wasm_bindgen]
        pub fn $works(text: &JsValue, options: &JsValue) -> Result<String, JsValue> {
            shared::works::<$family>(text, options)
        }

        /// What the first answers, of documents that another family handed over.
        ///
        /// # Errors
        /// Where they are none, or the target can only be read.
        #[wasm_bindgen]
        pub fn $written(works: &str, options: &JsValue) -> Result<JsValue, JsValue> {
            shared::written::<$family>(works, options)
        }
    };
}

// Our own documents, and what models are trained on and measured by.
family!(Training: training_convert, training_works, training_written);
// What annotation tools have, and the formats that are text by themselves.
family!(Marking: marking_convert, marking_works, marking_written);
// Rubrics of other houses, and tables.
family!(Tables: tables_convert, tables_works, tables_written);

/// The criteria that a text of any house holds.
///
/// # Errors
/// Where there are none, or one of them is not what it should be.
#[wasm_bindgen]
pub fn tables_criteria(text: &JsValue) -> Result<JsValue, JsValue> {
    let text: String = read(text, "text")?;
    let found = format::criteria(&text).map_err(|error| thrown(error, "text"))?;
    Ok(to_js(&found.write()))
}

/// Rows of a file at hand, while it is said which column is what.
#[wasm_bindgen(js_name = TablesRows)]
pub struct Rows(Sheet);

#[wasm_bindgen(js_class = TablesRows)]
impl Rows {
    /// Opens a table (`table`), with what parts its columns or none where its first line tells; else JSON Lines.
    ///
    /// # Errors
    /// Where a quotation is not closed, or a list is no JSON.
    pub fn open(text: &str, table: bool, separator: Option<char>) -> Result<Self, JsValue> {
        let read = if table { Sheet::table(text, separator) } else { Sheet::lines(text) };
        read.map(Self).map_err(|error| thrown(error, "text"))
    }

    /// What is in it: `{separator, rows, columns: [{name, filled, samples}]}`.
    #[must_use]
    pub fn shape(&self) -> JsValue {
        to_js(&self.0.shape())
    }

    /// What a mapping makes of it: `{good, left_out, problems, tasks}`, with so many tasks from a place.
    ///
    /// # Errors
    /// Where the mapping is none.
    pub fn mapped(&self, mapping: &JsValue, from: usize, count: usize) -> Result<JsValue, JsValue> {
        Ok(to_js(&self.0.mapped(&read::<Mapping>(mapping, "mapping")?, from, count)))
    }

    /// The tasks of all rows without a problem, a document a line.
    ///
    /// # Errors
    /// Where the mapping is none.
    pub fn tasks(&self, mapping: &JsValue) -> Result<String, JsValue> {
        Ok(self.0.tasks(&read::<Mapping>(mapping, "mapping")?))
    }
}
