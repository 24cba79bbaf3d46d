//! What an expert writes as the deliverable: a prompt, a rubric, a golden answer; and the warnings about it that were set aside.

use super::action::replace;
use super::{Action, Annotation, Draft};
use crate::json::document;
use crate::task::{Criterion, Part, Reference, Rubric, Task, Turn};

document! {
    /// What the expert wrote.
    pub struct Authored {
        /// The prompt: the turns that begin a conversation.
        pub turns: Vec<Turn>,
        /// The rubric.
        pub rubric: Option<Rubric>,
        /// The golden answer.
        pub reference: Option<Reference>,
    }

    /// A warning about a rubric that its author lets stand.
    pub struct Dismissed {
        /// The criterion; none for the rubric as a whole.
        pub criterion: Option<String>,
        /// The rule that warned.
        pub rule: String,
        /// Why it stands.
        pub reason: String = String::new(),
    }
}

/// What is written as the deliverable, where a task asks for it.
pub const WRITTEN: [Part; 3] = [Part::Prompt, Part::Rubric, Part::Reference];

/// Whether a task asks for something to be written as the deliverable.
#[must_use]
pub fn asks_author(task: &Task) -> bool {
    WRITTEN.into_iter().any(|part| task.asks(part))
}

impl Authored {
    /// What a task begins with: its own rubric and answer to go on from, where it has them.
    fn begun(task: &Task) -> Self {
        let empty =
            || Rubric { id: "rubric".into(), version: "1".into(), criteria: Vec::new(), extra: Default::default() };
        Self {
            turns: Vec::new(),
            rubric: task.asks(Part::Rubric).then(|| task.rubric.clone().unwrap_or_else(empty)),
            reference: task.reference.clone().filter(|_| task.asks(Part::Reference)),
            extra: Default::default(),
        }
    }
}

/// Gives an annotation the beginning of what its task asks to be written.
pub(super) fn begin(task: &Task, annotation: &mut Annotation) {
    if !asks_author(task) {
        return;
    }
    let begun = Authored::begun(task);
    match &mut annotation.authored {
        Some(authored) if authored.rubric.is_none() => authored.rubric = begun.rubric,
        Some(_) => {}
        none => *none = Some(begun),
    }
}

/// The rubric that responses are judged by: the written one where a rubric is to be written, else the task's.
#[must_use]
pub fn rubric_of<'a>(task: &'a Task, annotation: &'a Annotation) -> Option<&'a Rubric> {
    if task.asks(Part::Rubric) {
        return annotation.authored.as_ref()?.rubric.as_ref();
    }
    task.rubric.as_ref()
}

impl Draft {
    /// What was written, where the task asks for that.
    #[must_use]
    pub fn authored(&self) -> Option<&Authored> {
        self.annotation.authored.as_ref().filter(|_| asks_author(&self.task))
    }

    /// The rubric that responses are judged by.
    #[must_use]
    pub fn rubric(&self) -> Option<&Rubric> {
        rubric_of(&self.task, &self.annotation)
    }

    /// Its criteria.
    #[must_use]
    pub fn criteria(&self) -> &[Criterion] {
        self.rubric().map_or(&[], |rubric| &rubric.criteria)
    }

    /// The criterion with an id.
    #[must_use]
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria().iter().find(|criterion| criterion.id == id)
    }

    /// The warning that was set aside.
    #[must_use]
    pub fn dismissed(&self, criterion: Option<&str>, rule: &str) -> Option<&Dismissed> {
        self.annotation.dismissed.iter().find(|one| one.criterion.as_deref() == criterion && one.rule == rule)
    }

    /// Does what concerns the written; in a draft of a task that asks for nothing to be written nothing happens.
    #[inline(never)]
    pub(super) fn put_authored(&mut self, action: Action) -> Action {
        let Some(authored) = self.annotation.authored.as_mut().filter(|_| asks_author(&self.task)) else {
            return Action::All(Vec::new());
        };
        match action {
            Action::Criterion { id, at, put } => {
                let Some(rubric) = &mut authored.rubric else { return Action::All(Vec::new()) };
                let (at, put) = replace(&mut rubric.criteria, |one| one.id == id, at, put);
                self.sort_scores();
                Action::Criterion { id, at, put }
            }
            Action::Turn { id, at, put } => {
                let (at, put) = replace(&mut authored.turns, |one| one.id == id, at, put);
                Action::Turn { id, at, put }
            }
            Action::Reference(put) => {
                Action::Reference(std::mem::replace(&mut authored.reference, put.map(|put| *put)).map(Box::new))
            }
            _ => Action::All(Vec::new()),
        }
    }
}
