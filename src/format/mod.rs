//! What comes in and goes out: one file a format. What a format cannot carry is found by reading back what was written.
//!
//! Read in this order: `work` (a task with its annotations), `difference` (what two of them do not share), `convert`, `family`
//! (which formats belong together); then the formats: `rubrics`, `training`, `tools`, `texts`; `mapping` for tables whose columns the user names.

mod convert;
mod difference;
mod family;
mod mapping;
mod own;
mod rubrics;
mod texts;
mod tools;
mod training;
mod work;

pub use convert::{Converted, Format, Input, Loss, Options, convert, convert_in, read, read_in, write};
pub use family::{Family, Marking, Tables, Training};
pub use mapping::{Mapping, Sheet};
pub use tools::label_studio_config;
pub use work::Work;

/// The criteria that a text of any house holds: rubrics and tasks of ours and of other formats, lists and tables.
///
/// # Errors
/// Where there are none, or one of them is not what it should be.
pub fn criteria(text: &str) -> Result<Vec<crate::task::Criterion>, crate::json::DecodeError> {
    rubrics::any::criteria(text)
}

#[cfg(test)]
mod tests;
