//! From any format to any other, with what it costs.

use super::difference::{Kind, difference};
use super::family::{Every, Family};
use super::mapping::Mapping;
use super::work::Work;
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
    convert_in::<Every>(input, options)
}

/// Converts between formats of a family.
///
/// # Errors
/// Where the input is not of its format, the target can only be read, or one of them is of another family.
pub fn convert_in<F: Family>(input: Input, options: &Options) -> Result<Converted, DecodeError> {
    let works = match input {
        Input::Works(works) => works,
        Input::Text(text) => read_in::<F>(options.from, &text, &options.tasks, options.mapping.as_ref())?,
    };
    let works: Vec<Work> = works.into_iter().map(settled).collect();
    let text = F::write(options.to, &works).unwrap_or_else(|| Err(elsewhere("to", options.to)))?;
    let losses = losses::<F>(options.to, &works, &text);
    Ok(Converted { text, losses })
}

/// Reads works of a format of a family, as [`read`] does.
///
/// # Errors
/// Where the text is not of the format, or the format is of another family.
pub fn read_in<F: Family>(
    format: Format,
    text: &str,
    known: &[Task],
    mapping: Option<&Mapping>,
) -> Result<Vec<Work>, DecodeError> {
    F::read(format, text, known, mapping).unwrap_or_else(|| Err(elsewhere("from", format)))
}

/// Reads works of a format. What names a task of `known` is about that task; else a task is made of what is there.
///
/// # Errors
/// Where the text is not of the format.
pub fn read(format: Format, text: &str, known: &[Task], mapping: Option<&Mapping>) -> Result<Vec<Work>, DecodeError> {
    read_in::<Every>(format, text, known, mapping)
}

/// Writes works in a format.
///
/// # Errors
/// Where the format can only be read.
pub fn write(format: Format, works: &[Work]) -> Result<String, DecodeError> {
    Every::write(format, works).unwrap_or_else(|| Err(elsewhere("to", format)))
}

fn elsewhere(option: &str, format: Format) -> DecodeError {
    DecodeError::unexpected("a format of this family", &format.word().into()).under_field(option)
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
fn losses<F: Family>(format: Format, works: &[Work], text: &str) -> Vec<Loss> {
    let known: Vec<Task> = works.iter().map(|work| work.task.clone()).collect();
    let back = read_in::<F>(format, text, &known, None).unwrap_or_default();
    let alone = read_in::<F>(format, text, &[], None).unwrap_or_default();
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
