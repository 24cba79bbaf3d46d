//! The task document, `corrigenda.task/1`.

use super::{Rubric, SpanDoc, Taxonomy};
use crate::json::{Value, document, words};

/// The `format` of a task document.
pub const FORMAT: &str = "corrigenda.task/1";

document! {
    /// A task: one unit of work for one expert.
    pub struct Task {
        /// Always [`FORMAT`].
        pub format: String,
        /// The task's id, at most 200 characters.
        pub id: String,
        /// Changes whenever anything in the task does.
        pub revision: String = "1".into(),
        /// Whether answers are annotated or annotations reviewed.
        pub kind: Kind = Kind::Annotate,
        /// The queue it waits in.
        pub queue: Option<String> => omitted,
        /// Fields of expertise that it needs.
        pub domains: Vec<String>,
        /// BCP 47 tag of the task's language; it sets the reading direction.
        pub language: Option<String>,
        /// One line for lists and headings.
        pub title: String = String::new(),
        /// What the platform asks of the expert.
        pub instructions: Option<Instructions> => omitted,
        /// The conversation.
        pub turns: Vec<Turn>,
        /// What may be relied on and quoted.
        pub sources: Vec<Source>,
        /// Files, loaded when asked for.
        pub attachments: Vec<Attachment> => omitted,
        /// The judged texts.
        pub responses: Vec<Response>,
        /// A model answer by a person.
        pub reference: Option<Reference> => omitted,
        /// What responses are judged by.
        pub rubric: Option<Rubric> => omitted,
        /// What issues are called.
        pub taxonomy: Option<Taxonomy> => omitted,
        /// What responses are compared in.
        pub comparison: Option<Comparison> => omitted,
        /// What a written rubric should be.
        pub authoring: Option<Authoring> => omitted,
        /// How far steps are judged.
        pub step_mode: Option<StepMode> => omitted,
        /// What is asked for; only that is shown.
        pub parts: Vec<Part>,
        /// Whether models' names and others' work stay hidden.
        pub blind: bool = false,
        /// Active minutes that are paid at most.
        pub minutes: Option<f64> => omitted,
        /// What an hour pays.
        pub pay: Option<Pay> => omitted,
        /// The annotations under review.
        pub submissions: Vec<Submitted> => omitted,
        /// Reviews that the work came back with, the last one last.
        pub reviews: Vec<Reviewed> => omitted,
    }

    /// What the platform asks of the expert.
    pub struct Instructions {
        /// The version that the annotation will name.
        pub version: String = String::new(),
        /// Markdown.
        pub text: String,
    }

    /// One turn of the conversation.
    pub struct Turn {
        /// Its id.
        pub id: String,
        /// Who speaks.
        pub role: Role,
        /// Markdown.
        pub text: String,
    }

    /// A text that may be relied on.
    pub struct Source {
        /// Its id.
        pub id: String,
        /// Its name.
        pub title: String = String::new(),
        /// Where it stands in public.
        pub url: Option<String>,
        /// Its text, or an excerpt.
        pub text: String = String::new(),
    }

    /// A file that belongs to the task, loaded when asked for.
    pub struct Attachment {
        /// Its id.
        pub id: String,
        /// Its name.
        pub title: String = String::new(),
        /// Its media type.
        pub media_type: Option<String>,
        /// Its size in bytes.
        pub bytes: Option<u64>,
        /// Where it is fetched from.
        pub url: String,
    }

    /// A judged text: always the model's.
    pub struct Response {
        /// Its id.
        pub id: String,
        /// The user turn that it answers; the last one where nothing is said.
        pub turn: Option<String>,
        /// Markdown.
        pub text: String,
        /// Who wrote it; hidden while the task is blind.
        pub model: Option<String>,
        /// Its reasoning, cut into steps by the platform.
        pub steps: Vec<StepDoc> => omitted,
    }

    /// A step that the platform cut out of a response.
    pub struct StepDoc {
        /// Its id.
        pub id: String,
        /// Where it stands.
        pub span: SpanDoc,
        /// Other texts for the same step.
        pub alternatives: Vec<Alternative> => omitted,
    }

    /// Another text for a step.
    pub struct Alternative {
        /// Its id.
        pub id: String,
        /// Markdown.
        pub text: String,
    }

    /// A model answer by a person.
    pub struct Reference {
        /// Markdown.
        pub text: String,
    }

    /// What responses are compared in.
    pub struct Comparison {
        /// The dimensions beside the overall preference.
        pub dimensions: Vec<Dimension>,
    }

    /// One dimension of a comparison.
    pub struct Dimension {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: String,
    }

    /// What a written rubric should be: what the linter is told, and the line for responses.
    pub struct Authoring {
        /// How many criteria there should be; 20 where nothing is said.
        pub minimum: Option<usize>,
        /// The share that every response should stay below, 0 to 1; 0.4 where nothing is said.
        pub below: Option<f64>,
        /// What the rubric judges: `response`, or `reasoning`.
        pub subject: Option<String>,
        /// Rules of the linter that do not count.
        pub off: Vec<String>,
    }

    /// What an amount of time pays.
    pub struct Pay {
        /// A decimal string.
        pub amount: String,
        /// ISO 4217.
        pub currency: String,
        /// `hour` or `task`.
        pub per: String = "hour".into(),
    }

    /// An annotation under review.
    pub struct Submitted {
        /// The annotation's uuid.
        pub id: String,
        /// Whose it is; left out where the review is blind.
        pub annotator: Option<String>,
        /// The annotation document.
        pub document: Value,
    }

    /// A review that work came back with.
    pub struct Reviewed {
        /// The review's uuid.
        pub id: String,
        /// Whose it is; left out where the author is not to know.
        pub reviewer: Option<String>,
        /// The review document.
        pub document: Value,
    }
}

words! {
    /// What is done with a task.
    pub enum Kind {
        /// Answers are judged and corrected.
        Annotate = "annotate",
        /// Annotations are.
        Review = "review",
    }

    /// Who speaks in a turn.
    pub enum Role {
        /// The one who asks.
        User = "user",
        /// The model, as context: what is judged is a response.
        Assistant = "assistant",
        /// The set-up of the conversation.
        System = "system",
        /// A tool's answer.
        Tool = "tool",
    }

    /// How far steps are judged.
    pub enum StepMode {
        /// Each of them.
        Every = "every",
        /// Up to the first mistake.
        FirstError = "first_error",
    }

    /// A part of the work that a task asks for.
    pub enum Part {
        /// Marked errors.
        Issues = "issues",
        /// Scores by the rubric.
        Scores = "scores",
        /// Judged steps.
        Steps = "steps",
        /// Judged claims.
        Claims = "claims",
        /// A corrected text.
        Correction = "correction",
        /// A preference among responses.
        Preference = "preference",
        /// A written prompt.
        Prompt = "prompt",
        /// A written rubric.
        Rubric = "rubric",
        /// A written reference answer.
        Reference = "reference",
    }
}

impl Task {
    /// The response with an id.
    #[must_use]
    pub fn response(&self, id: &str) -> Option<&Response> {
        self.responses.iter().find(|response| response.id == id)
    }

    /// Whether a part of the work is asked for.
    #[must_use]
    pub fn asks(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }

    /// The criteria of the rubric, none where there is no rubric.
    #[must_use]
    pub fn criteria(&self) -> &[super::Criterion] {
        self.rubric.as_ref().map_or(&[], |rubric| &rubric.criteria)
    }

    /// The criterion with an id.
    #[must_use]
    pub fn criterion(&self, id: &str) -> Option<&super::Criterion> {
        self.criteria().iter().find(|criterion| criterion.id == id)
    }

    /// The user turn that a response answers: the one it names, or the last.
    #[must_use]
    pub fn answered_turn(&self, response: &Response) -> Option<&Turn> {
        match &response.turn {
            Some(id) => self.turns.iter().find(|turn| turn.id == *id),
            None => self.turns.iter().rev().find(|turn| turn.role == Role::User),
        }
    }
}
