//! What the workbench orders from the outside, as imperatives.

use super::tracked::LineAt;
use super::{Formula, Settings, Ticket, Timer};
use crate::annotation::{Entry, Record};
use crate::json::Value;
use crate::protocol::Call;
use crate::task::{Rubric, Score};
use crate::text::Span;

/// An order to the outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask the backend; answered by `Answered`.
    Ask {
        /// Names the question.
        ticket: Ticket,
        /// The question.
        call: Box<Call>,
        /// Whether the page is about to go: send it so that it outlives the page, where it is small enough.
        leaving: bool,
    },
    /// Wait; answered by `Elapsed`. `Timer::Paint` waits for the next frame where `ms` is 0.
    Wait {
        /// What for.
        timer: Timer,
        /// Names the wait.
        ticket: Ticket,
        /// How long, in milliseconds.
        ms: f64,
    },
    /// Wait until all of the workbench's code is there, where a first load left some out; answered by `WholeCame`.
    Whole(Ticket),
    /// Open the journal of a task; answered by `JournalOpened`.
    OpenJournal {
        /// Names the question.
        ticket: Ticket,
        /// The journal's key.
        key: String,
    },
    /// Write a journal's head, replacing it; `fresh` also forgets its entries. Answered by `Kept` or `NotKept`.
    KeepHead {
        /// Names the order.
        ticket: Ticket,
        /// The journal's key.
        key: String,
        /// The head.
        head: Box<Record>,
        /// Whether the entries so far are forgotten.
        fresh: bool,
    },
    /// Append an entry to a journal. Answered by `Kept` or `NotKept`.
    Keep {
        /// Names the order.
        ticket: Ticket,
        /// The journal's key.
        key: String,
        /// The entry.
        entry: Box<Entry>,
    },
    /// Forget a journal.
    DropJournal {
        /// The journal's key.
        key: String,
    },
    /// Get the right to edit a task in this tab; answered by `LockSettled`, later perhaps by `LockLost`.
    Lock {
        /// Names the question.
        ticket: Ticket,
        /// The journal's key.
        key: String,
        /// Whether to take it from another tab.
        steal: bool,
    },
    /// Give the right to edit back.
    Unlock {
        /// The journal's key.
        key: String,
    },
    /// Tell the host page. `BeforeSubmit` is answered by `SubmitSettled`.
    Tell(Event),
    /// Move the focus, after the next rendering.
    Focus(Target),
    /// Bring something into sight, after the next rendering.
    Reveal(Target),
    /// Bring this place of the corrected text into sight in its text field, after the next rendering; UTF-16 code units.
    Show(Span),
    /// The same, and put the field's caret at its end.
    Put(Span),
    /// Put the caret of the tracked text there, after the next rendering, where it has the focus.
    Caret(LineAt),
    /// Remember the settings on this device.
    Remember(Box<Settings>),
    /// Set formulas; answered by `FormulasSettled`, some at a time.
    Typeset(Vec<Formula>),
    /// Ask the linter about a rubric, and what it tells apart; answered by `Linted`.
    Lint {
        /// Names the question.
        ticket: Ticket,
        /// The rubric.
        rubric: Box<Rubric>,
        /// The judgements by it.
        scores: Vec<Score>,
        /// The responses at hand.
        responses: Vec<String>,
        /// The share that every response should stay below.
        line: f64,
        /// What the linter is told besides.
        options: Value,
    },
    /// Colour code, now and whenever it changes.
    Colour,
    /// Find what does not come out in a text; answered by `Doubted`.
    Doubt {
        /// Names the question.
        ticket: Ticket,
        /// The text.
        text: String,
        /// What it is checked with.
        options: Value,
    },
    /// Read criteria from a text of any house; answered by `CriteriaRead`.
    ReadCriteria {
        /// Names the question.
        ticket: Ticket,
        /// The text.
        text: String,
    },
    /// Hand a file to the expert.
    Download {
        /// Its name.
        name: String,
        /// Its text.
        text: String,
    },
}

/// What the host page is told, as custom events named `corrigenda-…`.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// `ready`: the workbench can be used.
    Ready,
    /// `task`: a task is open (or none).
    Task(Option<Value>),
    /// `change`: the annotation changed.
    Change,
    /// `draft`: the backend has the draft at this revision.
    Draft(u64),
    /// `before-submit`, cancelable: the annotation is about to be frozen.
    BeforeSubmit(Value),
    /// `submitted`: the annotation with this uuid has arrived.
    Submitted {
        /// The uuid.
        id: String,
        /// The task's id.
        task: String,
    },
    /// `forget`, cancelable: everything on this device shall be forgotten; the element asks first.
    Forget,
    /// `export`, cancelable: the work at hand is wanted in a format of another house; the element asks which.
    Export,
    /// `error`: something went wrong that the expert was told of.
    Error(String),
}

/// Something on the screen, by the `data-at` attribute that its view carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target(pub String);

impl Target {
    /// The article that is read.
    #[must_use]
    pub fn article() -> Self {
        Self("article".into())
    }

    /// The text field of the correction.
    #[must_use]
    pub fn field() -> Self {
        Self("field".into())
    }

    /// The field of the number that a criterion asks for.
    #[must_use]
    pub fn number(id: &str) -> Self {
        Self(format!("criterion-number {id}"))
    }

    /// A card in the judge pane or the margin: `criterion c1`, `issue i1`, `edit e1`.
    #[must_use]
    pub fn card(kind: &str, id: &str) -> Self {
        Self(format!("{kind} {id}"))
    }

    /// A card's text field.
    #[must_use]
    pub fn words(kind: &str, id: &str) -> Self {
        Self(format!("{kind}-words {id}"))
    }

    /// The place of an issue or edit in the text.
    #[must_use]
    pub fn text(kind: &str, id: &str) -> Self {
        Self(format!("{kind}-text {id}"))
    }
}
