//! The annotation document, `corrigenda.annotation/1`: the draft and what is submitted.

use super::{Authored, Clash, Dismissed, StepJudgement};
use crate::json::{document, words};
use crate::task::{Score, SpanDoc};

/// The `format` of an annotation document.
pub const FORMAT: &str = "corrigenda.annotation/1";

document! {
    /// What an expert makes of a task.
    pub struct Annotation {
        /// Always [`FORMAT`].
        pub format: String,
        /// The uuid; written by the backend.
        pub id: Option<String> => omitted,
        /// Whose it is; written by the backend.
        pub annotator: Option<String> => omitted,
        /// When it arrived, RFC 3339; written by the backend.
        pub submitted_at: Option<String> => omitted,
        /// What it is about, at which versions.
        pub task: TaskRef,
        /// Judgements by the rubric.
        pub scores: Vec<Score>,
        /// Marked errors.
        pub issues: Vec<Issue>,
        /// Judged steps and claims.
        pub steps: Vec<StepJudgement>,
        /// Corrected responses.
        pub corrections: Vec<CorrectedText>,
        /// Which response is better.
        pub preference: Option<Preference> => omitted,
        /// What was written as the deliverable.
        pub authored: Option<Authored> => omitted,
        /// Warnings about a written rubric that its author lets stand.
        pub dismissed: Vec<Dismissed> => omitted,
        /// The judgement as it stood when the names were shown; what changed after that stands above.
        pub locked: Option<Locked> => omitted,
        /// Why the task is given back undone.
        pub exit: Option<Exit>,
        /// The expert's word to the reviewer.
        pub note: Option<String>,
        /// How sure the expert is, 0 to 1.
        pub confidence: Option<f64>,
        /// How long it took.
        pub time: Time = Time::default(),
        /// Of a draft: what another device made of the same things, until somebody chooses.
        pub clashes: Vec<Clash> => omitted,
    }

    /// A copy of the first judgement in a blind task, made before it was said who wrote the responses. Nothing changes it.
    pub struct Locked {
        /// When, RFC 3339.
        pub at: String,
        /// The judgements by the rubric.
        pub scores: Vec<Score>,
        /// The comparison.
        pub preference: Option<Preference> => omitted,
    }

    /// The versions that an annotation was made against.
    pub struct TaskRef {
        /// The task's id.
        pub id: String,
        /// Its revision.
        pub revision: String = String::new(),
        /// The version of its instructions.
        pub instructions: Option<String> => omitted,
        /// The version of its rubric.
        pub rubric: Option<String> => omitted,
    }

    /// A marked error (MQM: category and severity at a span).
    pub struct Issue {
        /// Its id.
        pub id: String,
        /// The response it is in.
        pub response: String,
        /// A category of the taxonomy.
        pub category: Option<String>,
        /// A severity of the taxonomy.
        pub severity: Option<String>,
        /// What is wrong.
        pub comment: String = String::new(),
        /// Where; none for the response as a whole, as when something is missing.
        pub span: Option<SpanDoc>,
        /// What shows it.
        pub sources: Vec<Quotation>,
        /// Why it stays without an edit.
        pub left: Option<String>,
    }

    /// A passage of a source.
    pub struct Quotation {
        /// The source's id.
        pub source: String,
        /// What stands there.
        pub quote: String = String::new(),
        /// What became of it when it was looked up: `found`, `altered` or `missing`.
        pub found: Option<String> => omitted,
    }

    /// A response as the expert would have it.
    pub struct CorrectedText {
        /// The response's id.
        pub response: String,
        /// **Invariant:** the original with all edits applied.
        pub text: String,
        /// **Invariant:** sorted and disjoint.
        pub edits: Vec<CorrectionEdit>,
    }

    /// One replacement in the original, with its reason.
    pub struct CorrectionEdit {
        /// Its id.
        pub id: String,
        /// What it replaces.
        pub span: SpanDoc,
        /// What stands there instead.
        pub insert: String,
        /// Shared by the two halves of a move.
        pub moved as "move": Option<String>,
        /// A category of the taxonomy.
        pub category: Option<String>,
        /// A severity of the taxonomy.
        pub severity: Option<String>,
        /// Why.
        pub rationale: Option<String>,
        /// The issues and criteria that it answers.
        pub answers: Vec<String>,
    }

    /// Which response is better.
    pub struct Preference {
        /// The order on the screen.
        pub shown: Vec<String>,
        /// Best first; responses in one group are tied.
        pub ranking: Vec<Vec<String>>,
        /// Responses that nobody should get.
        pub unacceptable: Vec<String>,
        /// Why.
        pub rationale: Option<String>,
        /// Pair by pair.
        pub pairs: Vec<Pair>,
        /// The same in each dimension.
        pub dimensions: Vec<DimensionOrder>,
    }

    /// Which response is better in one dimension.
    pub struct DimensionOrder {
        /// The dimension's id.
        pub dimension: String,
        /// Best first; responses in one group are tied.
        pub ranking: Vec<Vec<String>>,
        /// Pair by pair.
        pub pairs: Vec<Pair>,
    }

    /// One comparison of two responses.
    pub struct Pair {
        /// A response.
        pub left: String,
        /// Another.
        pub right: String,
        /// -3 (left much better) to 3 (right much better).
        pub strength: i32,
    }

    /// Why a task is given back undone.
    pub struct Exit {
        /// The kind of reason.
        pub kind: ExitKind,
        /// In words.
        pub note: String = String::new(),
    }

    /// How long it took.
    pub struct Time {
        /// Milliseconds of work.
        pub active_ms: f64 = 0.0,
        /// Milliseconds with the page open and nobody at work.
        pub idle_ms: f64 = 0.0,
    }
}

words! {
    /// Ways out of a task that keep the work.
    pub enum ExitKind {
        /// The task itself is wrong.
        BadTask = "bad_task",
        /// It needs another expert.
        NotMyField = "not_my_field",
        /// What it claims cannot be verified.
        CannotVerify = "cannot_verify",
        /// It did not work out.
        GiveUp = "give_up",
        /// Somebody above has to decide.
        Escalate = "escalate",
    }
}

impl Default for Time {
    fn default() -> Self {
        Self { active_ms: 0.0, idle_ms: 0.0, extra: crate::json::Map::new() }
    }
}

impl Annotation {
    /// An annotation of a task with nothing in it yet.
    #[must_use]
    pub fn empty(task: &crate::task::Task) -> Self {
        Self {
            format: FORMAT.into(),
            id: None,
            annotator: None,
            submitted_at: None,
            task: TaskRef::of(task),
            scores: Vec::new(),
            issues: Vec::new(),
            steps: Vec::new(),
            corrections: Vec::new(),
            preference: None,
            authored: None,
            dismissed: Vec::new(),
            locked: None,
            exit: None,
            note: None,
            confidence: None,
            clashes: Vec::new(),
            time: Time::default(),
            extra: crate::json::Map::new(),
        }
    }
}

impl TaskRef {
    /// The versions of a task as it stands.
    #[must_use]
    pub fn of(task: &crate::task::Task) -> Self {
        Self {
            id: task.id.clone(),
            revision: task.revision.clone(),
            instructions: task.instructions.as_ref().map(|instructions| instructions.version.clone()),
            rubric: task.rubric.as_ref().map(|rubric| rubric.version.clone()),
            extra: crate::json::Map::new(),
        }
    }
}
