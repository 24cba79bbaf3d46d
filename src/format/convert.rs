//! From any format to any other, with what it costs.

use super::difference::{Kind, difference};
use super::mapping::{self, Mapping};
use super::work::Work;
use super::{own, rubrics, texts, tools, training};
use crate::annotation::{Annotation, opened, span_bytes, span_doc, to_code_points};
use crate::json::{DecodeError, Doc, Value, document, object, words};
use crate::task::{Score, ScoreState, SpanDoc, Task};

words! {
    /// A format by its name.
    pub enum Format {
        /// Our own documents, a line each: `{task, annotation}`, or a task.
        Corrigenda = "corrigenda",
        /// openai/simple-evals HealthBench rows; written with results.
        HealthBench = "healthbench",
        /// ScaleAI PRBench rows.
        PrBench = "prbench",
        /// nvidia ProfBench rows.
        ProfBench = "profbench",
        /// prometheus-eval BiGGen-Bench rows: a criterion with five levels.
        BiGGen = "biggen",
        /// LangSmith annotation queues' rubric items.
        LangSmith = "langsmith",
        /// TRL: prompt and completion.
        TrlSft = "trl_sft",
        /// TRL: chosen and rejected.
        TrlPreference = "trl_preference",
        /// TRL: completion with a label.
        TrlUnpaired = "trl_unpaired",
        /// TRL: completions of steps with labels.
        TrlStepwise = "trl_stepwise",
        /// openai/prm800k.
        Prm800k = "prm800k",
        /// Qwen ProcessBench.
        ProcessBench = "processbench",
        /// nvidia HelpSteer3 preference.
        HelpSteerPreference = "helpsteer3_preference",
        /// nvidia HelpSteer3 feedback.
        HelpSteerFeedback = "helpsteer3_feedback",
        /// nvidia HelpSteer3 edit.
        HelpSteerEdit = "helpsteer3_edit",
        /// Label Studio tasks with annotations.
        LabelStudio = "label_studio",
        /// Label Studio tasks with predictions.
        LabelStudioPredictions = "label_studio_predictions",
        /// Argilla records.
        Argilla = "argilla",
        /// W3C Web Annotations.
        W3c = "w3c",
        /// ERRANT's M2.
        M2 = "m2",
        /// `CriticMarkup`.
        CriticMarkup = "criticmarkup",
        /// WMT's table of MQM errors.
        MqmTsv = "mqm_tsv",
        /// A table; with a mapping of the user's own columns, else as we write it.
        Csv = "csv",
        /// A JSON document a line, with a mapping of its fields.
        JsonLines = "jsonl",
    }
}

document! {
    /// From what to what.
    pub struct Options {
        /// What the input is.
        pub from: Format,
        /// What it shall be.
        pub to: Format,
        /// Which columns or fields are what.
        pub mapping: Option<Mapping>,
        /// Tasks that the input is about, where it does not carry them.
        pub tasks: Vec<Task>,
    }

    /// Something that a format cannot carry.
    pub struct Loss {
        /// Its JSON path in the input as our documents, `$[0].annotations[0].issues[2].comment`.
        pub path: String,
        /// Why, in English.
        pub why: String,
    }
}

/// What is converted.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// Text of the format.
    Text(String),
    /// Our documents.
    Works(Vec<Work>),
}

impl Doc for Input {
    fn read(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::String(text) => Ok(Self::Text(text)),
            list @ Value::Array(_) => Vec::read(list).map(Self::Works),
            other => Err(DecodeError::unexpected("text, or a list of {task, annotations}", &other)),
        }
    }

    fn write(&self) -> Value {
        match self {
            Self::Text(text) => text.write(),
            Self::Works(works) => works.write(),
        }
    }
}

/// The text of a format and what it could not carry.
#[derive(Clone, Debug, PartialEq)]
pub struct Converted {
    /// The text.
    pub text: String,
    /// What is lost, in the order of the documents.
    pub losses: Vec<Loss>,
}

impl Converted {
    /// As JavaScript has it.
    #[must_use]
    pub fn document(&self) -> Value {
        object([("text", self.text.as_str().into()), ("losses", self.losses.write())])
    }
}

/// Converts.
///
/// # Errors
/// Where the input is not of its format, or the target can only be read.
pub fn convert(input: Input, options: &Options) -> Result<Converted, DecodeError> {
    let works = match input {
        Input::Works(works) => works,
        Input::Text(text) => read(options.from, &text, &options.tasks, options.mapping.as_ref())?,
    };
    let works: Vec<Work> = works.into_iter().map(settled).collect();
    let text = write(options.to, &works)?;
    let losses = losses(options.to, &works, &text);
    Ok(Converted { text, losses })
}

/// Reads works of a format. What names a task of `known` is about that task; else a task is made of what is there.
///
/// # Errors
/// Where the text is not of the format.
pub fn read(format: Format, text: &str, known: &[Task], mapping: Option<&Mapping>) -> Result<Vec<Work>, DecodeError> {
    match format {
        Format::Corrigenda => own::read(text, known),
        Format::HealthBench => rubrics::healthbench::read(text, known),
        Format::PrBench => rubrics::prbench::read(text),
        Format::ProfBench => rubrics::profbench::read(text),
        Format::BiGGen => rubrics::biggen::read(text),
        Format::LangSmith => rubrics::langsmith::read(text),
        Format::TrlSft => training::trl::read_sft(text, known),
        Format::TrlPreference => training::trl::read_preference(text, known),
        Format::TrlUnpaired => training::trl::read_unpaired(text, known),
        Format::TrlStepwise => training::stepwise::read(text, known),
        Format::Prm800k => training::prm800k::read(text, known),
        Format::ProcessBench => training::processbench::read(text, known),
        Format::HelpSteerPreference => training::helpsteer::read_preference(text, known),
        Format::HelpSteerFeedback => training::helpsteer::read_feedback(text, known),
        Format::HelpSteerEdit => training::helpsteer::read_edit(text, known),
        Format::LabelStudio | Format::LabelStudioPredictions => tools::label_studio::read(text, known),
        Format::Argilla => tools::argilla::read(text, known),
        Format::W3c => tools::w3c::read(text, known),
        Format::M2 => texts::m2::read(text, known),
        Format::CriticMarkup => texts::critic::read(text, known),
        Format::MqmTsv => texts::mqm::read(text, known),
        Format::Csv => match mapping {
            Some(mapping) => mapping::read_csv(text, mapping),
            None => texts::csv::read(text, known),
        },
        Format::JsonLines => match mapping {
            Some(mapping) => mapping::read_json_lines(text, mapping),
            None => Err(DecodeError::missing("which fields are what").under_field("mapping")),
        },
    }
}

/// Writes works in a format.
///
/// # Errors
/// Where the format can only be read.
pub fn write(format: Format, works: &[Work]) -> Result<String, DecodeError> {
    Ok(match format {
        Format::Corrigenda => own::write(works),
        Format::HealthBench => rubrics::healthbench::write(works),
        Format::TrlSft => training::trl::write_sft(works),
        Format::TrlPreference => training::trl::write_preference(works),
        Format::TrlUnpaired => training::trl::write_unpaired(works),
        Format::TrlStepwise => training::stepwise::write(works),
        Format::Prm800k => training::prm800k::write(works),
        Format::ProcessBench => training::processbench::write(works),
        Format::HelpSteerPreference => training::helpsteer::write_preference(works),
        Format::HelpSteerFeedback => training::helpsteer::write_feedback(works),
        Format::HelpSteerEdit => training::helpsteer::write_edit(works),
        Format::LabelStudio => tools::label_studio::write(works, false),
        Format::LabelStudioPredictions => tools::label_studio::write(works, true),
        Format::Argilla => tools::argilla::write(works),
        Format::W3c => tools::w3c::write(works),
        Format::M2 => texts::m2::write(works),
        Format::CriticMarkup => texts::critic::write(works),
        Format::MqmTsv => texts::mqm::write(works),
        Format::Csv => texts::csv::write(works),
        Format::PrBench | Format::ProfBench | Format::BiGGen | Format::LangSmith | Format::JsonLines => {
            let found = DecodeError::unexpected("a format that can be written", &format.word().into());
            return Err(found.under_field("to"));
        }
    })
}

/// A work as our own documents say it: every span found in its text and counted in code points.
fn settled(work: Work) -> Work {
    let task = &work.task;
    let settle = |annotation: Annotation| {
        let mut opened = opened(task, &annotation);
        quote(task, &mut opened);
        for step in &mut opened.steps {
            let response = step.response.as_ref().and_then(|id| task.response(id));
            if let (Some(span), Some(response)) = (&step.span, response) {
                step.span = Some(span_doc(&response.text, span_bytes(span)));
            }
        }
        to_code_points(task, &mut opened);
        opened
    };
    let annotations = work.annotations.into_iter().map(settle).collect();
    Work { task: work.task, annotations }
}

/// What reading back does not bring back. The tasks are compared as they would be made from the text alone, field by
/// field; the annotations as they would be read by somebody who has the tasks.
fn losses(format: Format, works: &[Work], text: &str) -> Vec<Loss> {
    let known: Vec<Task> = works.iter().map(|work| work.task.clone()).collect();
    let back = read(format, text, &known, None).unwrap_or_default();
    let alone = read(format, text, &[], None).unwrap_or_default();
    let mut losses = Vec::new();
    for (at, work) in works.iter().enumerate() {
        let task_back = alone.iter().find(|one| one.task.id == work.task.id).or_else(|| alone.get(at));
        of_task(format, &work.task, task_back.map(|work| &work.task), at, &mut losses);
        let returned = back.iter().find(|one| one.task.id == work.task.id);
        for (index, annotation) in work.annotations.iter().enumerate() {
            let path = format!("$[{at}].annotations[{index}]");
            let Some(second) = returned.and_then(|one| partner(&one.annotations, work, index)) else {
                losses.push(Loss::new(path, "there is no row for it, or none that says whose it is"));
                continue;
            };
            for (path, kind) in difference(&annotation.write(), &settled_one(&work.task, second).write(), &path) {
                losses.push(Loss::new(path.clone(), why(format, &path, kind)));
            }
        }
    }
    losses
}

/// Every span with the words around it as they stand, and no score that says nothing.
fn quote(task: &Task, annotation: &mut Annotation) {
    let renew = |text: &str, span: &mut SpanDoc| {
        let place = span_bytes(span);
        if !place.is_empty() || span.exact.is_empty() {
            *span = span_doc(text, place);
        }
    };
    for response in &task.responses {
        let own = annotation.issues.iter_mut().filter(|issue| issue.response == response.id);
        own.filter_map(|issue| issue.span.as_mut()).for_each(|span| renew(&response.text, span));
        let own = annotation.corrections.iter_mut().filter(|correction| correction.response == response.id);
        own.flat_map(|correction| &mut correction.edits).for_each(|edit| renew(&response.text, &mut edit.span));
    }
    let says = |score: &Score| {
        score.state != ScoreState::Unjudged
            || score.value.is_some()
            || score.rationale.is_some()
            || !score.evidence.is_empty()
    };
    annotation.scores.retain(says);
}

fn settled_one(task: &Task, annotation: &Annotation) -> Annotation {
    let work = settled(Work { task: task.clone(), annotations: vec![annotation.clone()] });
    work.annotations.into_iter().next().unwrap_or_else(|| annotation.clone())
}

/// The annotation that came back for one that went out: by its id, its author, or its place.
fn partner<'w>(back: &'w [Annotation], work: &Work, index: usize) -> Option<&'w Annotation> {
    let own = work.annotations.get(index)?;
    let by_id = back.iter().find(|one| one.id.is_some() && one.id == own.id);
    let by_author = || back.iter().find(|one| one.annotator.is_some() && one.annotator == own.annotator);
    let nameless = || back.get(index).filter(|one| one.id.is_none() && one.annotator.is_none());
    by_id.or_else(by_author).or_else(nameless)
}

fn of_task(format: Format, task: &Task, back: Option<&Task>, at: usize, losses: &mut Vec<Loss>) {
    let first = task.write();
    let second = back.map(Doc::write).unwrap_or_default();
    for (key, value) in first.as_object().into_iter().flatten() {
        let path = format!("$[{at}].task.{key}");
        let other = second.get(key).unwrap_or(&Value::Null);
        let differs = !difference(value, other, &path).iter().all(|(_, kind)| *kind == Kind::Added);
        // What the format and the revision of our own document say is said by every file of ours alone.
        if differs && key != "format" && key != "revision" {
            losses.push(Loss::new(path, format!("{} does not carry it, or not all of it", format.word())));
        }
    }
}

impl Loss {
    fn new(path: String, why: impl Into<String>) -> Self {
        Self { path, why: why.into(), extra: crate::json::Map::new() }
    }
}

/// Why something does not come back.
fn why(format: Format, path: &str, kind: Kind) -> String {
    let name = format.word();
    let is = |part: &str| path.contains(part);
    match kind {
        Kind::Added if is(".pairs[") => "made from the ranking, whose strength nobody gave".into(),
        Kind::Added => format!("{name} needs a value here that nobody gave"),
        Kind::Changed if path.ends_with(".id") || is(".answers[") => format!("{name} has no ids: it is named anew"),
        Kind::Changed if path.ends_with(".verdict") => format!("{name} has no word for it: the nearest is written"),
        Kind::Changed if is(".edits[") => format!("{name} keeps the texts: edits are what a comparison finds"),
        Kind::Changed => format!("{name} cannot say it exactly"),
        Kind::Gone if is(".edits[") => format!("{name} does not carry this of an edit"),
        Kind::Gone => format!("{name} has no place for it"),
    }
}
