//! Families of formats: each is read and written by itself, so that a page loads those that it uses.

use super::convert::Format;
use super::mapping::{self, Mapping};
use super::work::Work;
use super::{own, rubrics, texts, tools, training};
use crate::json::DecodeError;
use crate::task::Task;

/// Works, or what was wrong with their text.
type Read = Result<Vec<Work>, DecodeError>;
/// A text, or why there is none.
type Written = Result<String, DecodeError>;

/// A family of formats.
pub trait Family {
    /// Reads works of a format; none where it is of another family.
    fn read(format: Format, text: &str, known: &[Task], mapping: Option<&Mapping>) -> Option<Read>;

    /// Writes works in a format; none where it is of another family.
    fn write(format: Format, works: &[Work]) -> Option<Written>;
}

/// Our own documents, and what models are trained on and measured by.
pub struct Training;

/// What is marked in texts: annotation tools, and formats that are text by themselves.
pub struct Marking;

/// Rubrics of other houses, and tables.
pub struct Tables;

/// All of them.
pub struct Every;

impl Family for Training {
    fn read(format: Format, text: &str, known: &[Task], _: Option<&Mapping>) -> Option<Read> {
        Some(match format {
            Format::Corrigenda => own::read(text, known),
            Format::TrlSft => training::trl::read_sft(text, known),
            Format::TrlPreference => training::trl::read_preference(text, known),
            Format::TrlUnpaired => training::trl::read_unpaired(text, known),
            Format::TrlStepwise => training::stepwise::read(text, known),
            Format::Prm800k => training::prm800k::read(text, known),
            Format::ProcessBench => training::processbench::read(text, known),
            Format::HelpSteerPreference => training::helpsteer::read_preference(text, known),
            Format::HelpSteerFeedback => training::helpsteer::read_feedback(text, known),
            Format::HelpSteerEdit => training::helpsteer::read_edit(text, known),
            _ => return None,
        })
    }

    fn write(format: Format, works: &[Work]) -> Option<Written> {
        Some(Ok(match format {
            Format::Corrigenda => own::write(works),
            Format::TrlSft => training::trl::write_sft(works),
            Format::TrlPreference => training::trl::write_preference(works),
            Format::TrlUnpaired => training::trl::write_unpaired(works),
            Format::TrlStepwise => training::stepwise::write(works),
            Format::Prm800k => training::prm800k::write(works),
            Format::ProcessBench => training::processbench::write(works),
            Format::HelpSteerPreference => training::helpsteer::write_preference(works),
            Format::HelpSteerFeedback => training::helpsteer::write_feedback(works),
            Format::HelpSteerEdit => training::helpsteer::write_edit(works),
            _ => return None,
        }))
    }
}

impl Family for Marking {
    fn read(format: Format, text: &str, known: &[Task], _: Option<&Mapping>) -> Option<Read> {
        Some(match format {
            Format::LabelStudio | Format::LabelStudioPredictions => tools::label_studio::read(text, known),
            Format::Argilla => tools::argilla::read(text, known),
            Format::W3c => tools::w3c::read(text, known),
            Format::M2 => texts::m2::read(text, known),
            Format::CriticMarkup => texts::critic::read(text, known),
            Format::MqmTsv => texts::mqm::read(text, known),
            _ => return None,
        })
    }

    fn write(format: Format, works: &[Work]) -> Option<Written> {
        Some(Ok(match format {
            Format::LabelStudio => tools::label_studio::write(works, false),
            Format::LabelStudioPredictions => tools::label_studio::write(works, true),
            Format::Argilla => tools::argilla::write(works),
            Format::W3c => tools::w3c::write(works),
            Format::M2 => texts::m2::write(works),
            Format::CriticMarkup => texts::critic::write(works),
            Format::MqmTsv => texts::mqm::write(works),
            _ => return None,
        }))
    }
}

impl Family for Tables {
    fn read(format: Format, text: &str, known: &[Task], mapping: Option<&Mapping>) -> Option<Read> {
        Some(match format {
            Format::HealthBench => rubrics::healthbench::read(text, known),
            Format::PrBench => rubrics::prbench::read(text),
            Format::ProfBench => rubrics::profbench::read(text),
            Format::BiGGen => rubrics::biggen::read(text),
            Format::LangSmith => rubrics::langsmith::read(text),
            Format::Csv => match mapping {
                Some(mapping) => mapping::read_csv(text, mapping),
                None => texts::csv::read(text, known),
            },
            Format::JsonLines => match mapping {
                Some(mapping) => mapping::read_json_lines(text, mapping),
                None => Err(DecodeError::missing("which fields are what").under_field("mapping")),
            },
            _ => return None,
        })
    }

    fn write(format: Format, works: &[Work]) -> Option<Written> {
        Some(Ok(match format {
            Format::HealthBench => rubrics::healthbench::write(works),
            Format::Csv => texts::csv::write(works),
            Format::PrBench | Format::ProfBench | Format::BiGGen | Format::LangSmith | Format::JsonLines => {
                let found = DecodeError::unexpected("a format that can be written", &format.word().into());
                return Some(Err(found.under_field("to")));
            }
            _ => return None,
        }))
    }
}

impl Family for Every {
    fn read(format: Format, text: &str, known: &[Task], mapping: Option<&Mapping>) -> Option<Read> {
        Training::read(format, text, known, mapping)
            .or_else(|| Marking::read(format, text, known, mapping))
            .or_else(|| Tables::read(format, text, known, mapping))
    }

    fn write(format: Format, works: &[Work]) -> Option<Written> {
        Training::write(format, works)
            .or_else(|| Marking::write(format, works))
            .or_else(|| Tables::write(format, works))
    }
}
