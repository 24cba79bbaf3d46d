//! What is kept on the device: every stroke, so that a killed tab comes back exactly as it was, undo included.

use super::{Action, Draft, History};
use crate::json::{DecodeError, Doc, Map, Object, Value, document, object};
use crate::task::Task;
use std::rc::Rc;

/// One entry of the journal.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// Something was done.
    Do {
        /// What.
        action: Action,
        /// The run of typing it belongs to.
        run: Option<String>,
        /// When, in milliseconds.
        at: f64,
    },
    /// The last step was taken back.
    Undo,
    /// The last undone step was done again.
    Redo,
}

document! {
    /// The head of a task's journal: what the entries start from, and what was frozen to be submitted.
    pub struct Record {
        /// The task's id.
        pub task: String,
        /// The task's revision that the work was done at.
        pub revision: String,
        /// The draft's revision at the backend when the journal began; 0 for none.
        pub rev: u64 = 0,
        /// The document that the entries start from; none where nothing was done before them.
        pub base: Option<Value>,
        /// The annotation as the backend last had it, for merging; none for nothing.
        pub sent: Option<Value>,
        /// What was frozen before the first try to submit it.
        pub submitting: Option<Frozen>,
        /// Time that counted when the head was written.
        pub active_ms: f64 = 0.0,
        /// Idle time when the head was written.
        pub idle_ms: f64 = 0.0,
        /// Where the expert was: which response, which view.
        pub place: Option<Value>,
    }

    /// A submission on its way.
    pub struct Frozen {
        /// Its uuid, made before the first try.
        pub uuid: String,
        /// The annotation.
        pub content: Value,
    }
}

impl Record {
    /// The head of a journal that begins now.
    #[must_use]
    pub fn begin(task: &Task, rev: u64, base: Option<Value>) -> Self {
        Self {
            task: task.id.clone(),
            revision: task.revision.clone(),
            rev,
            sent: base.clone(),
            base,
            submitting: None,
            active_ms: 0.0,
            idle_ms: 0.0,
            place: None,
            extra: Map::new(),
        }
    }

    /// Does everything in the journal again.
    ///
    /// # Errors
    /// Where the base is another document than the task asks for.
    pub fn replay(&self, task: &Rc<Task>, entries: &[Entry]) -> Result<(Draft, History), DecodeError> {
        let mut draft = match &self.base {
            Some(base) => Draft::read(Rc::clone(task), base.clone())?,
            None => Draft::new(Rc::clone(task)),
        };
        let mut history = History::default();
        for entry in entries {
            match entry.clone() {
                Entry::Do { action, run, at } => history.act(&mut draft, action, run, at),
                Entry::Undo => drop(history.undo(&mut draft)),
                Entry::Redo => drop(history.redo(&mut draft)),
            }
        }
        let spent = draft.time();
        let (active, idle) = (self.active_ms - spent.active_ms, self.idle_ms - spent.idle_ms);
        draft.spend(active.max(0.0), idle.max(0.0));
        history.pause();
        Ok((draft, history))
    }
}

impl Doc for Entry {
    fn read(value: Value) -> Result<Self, DecodeError> {
        match value.as_str() {
            Some("undo") => return Ok(Self::Undo),
            Some("redo") => return Ok(Self::Redo),
            _ => {}
        }
        let mut object = Object::open(value)?;
        Ok(Self::Do { action: object.take("do")?, run: object.take("run")?, at: object.take("at")? })
    }

    fn write(&self) -> Value {
        match self {
            Self::Undo => "undo".into(),
            Self::Redo => "redo".into(),
            Self::Do { action, run, at } => object([("do", action.write()), ("run", run.write()), ("at", at.write())]),
        }
    }
}
