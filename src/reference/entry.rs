//! Tasks as they come in, and submissions as they go out.

use super::{Submission, rfc3339};
use crate::annotation::Annotation;
use crate::json::{DecodeError, Doc, Map, Value, object};
use crate::task::{Kind, Submitted, Task};

/// A task at the door: the document, and what the rules look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The task's id.
    pub id: String,
    /// Its revision.
    pub revision: String,
    /// Whether it is a review.
    pub kind: Kind,
    /// The queue it waits in.
    pub queue: Option<String>,
    /// Fields of expertise that it needs, all of them.
    pub domains: Vec<String>,
    /// How many independent submissions it needs: the document's field `needed`. Where there is none it is 1, and where its
    /// answer is known everybody may have it.
    pub needed: u32,
    /// The annotations that it reviews.
    pub subjects: Vec<Subject>,
    /// The annotation that came back to its author, where the task is that.
    pub returned: Option<Subject>,
    /// The known answer, which no worker sees: the document's field `gold`.
    pub gold: Option<Value>,
    /// The document as it came, without the known answer.
    pub document: Value,
}

/// An annotation under review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Its uuid.
    pub uuid: String,
    /// Whose it is, where the task says so.
    pub annotator: Option<String>,
}

impl Entry {
    /// Reads a task document strictly.
    ///
    /// # Errors
    /// Where it is no task, with the place.
    pub fn read(mut document: Value) -> Result<Self, DecodeError> {
        let gold = gold(&mut document).map_err(|error| error.under_field("gold"))?;
        let task = Task::read(document.clone())?;
        task.validate()?;
        if matches!(task.id.as_str(), "." | "..") {
            return Err(DecodeError::unexpected("an id that can stand in a path", &task.id.into()).under_field("id"));
        }
        let returned = returned(&task);
        let needed = needed(&document, gold.is_some()).map_err(|error| error.under_field("needed"))?;
        if gold.is_some() && task.kind == Kind::Review {
            return Err(DecodeError::new("no known answer of a review", "one").under_field("gold"));
        }
        let reviewed = task.submissions.iter().filter(|_| task.kind == Kind::Review);
        Ok(Self {
            subjects: reviewed.map(Subject::of).collect(),
            returned,
            id: task.id,
            revision: task.revision,
            kind: task.kind,
            queue: task.queue,
            domains: task.domains,
            needed,
            gold,
            document,
        })
    }
}

impl Subject {
    fn of(submitted: &Submitted) -> Self {
        let said = || submitted.document.get("annotator").and_then(Value::as_str).map(str::to_owned);
        Self { uuid: submitted.id.clone(), annotator: submitted.annotator.clone().or_else(said) }
    }
}

/// Work that came back carries what was submitted, and is its author's to mend.
fn returned(task: &Task) -> Option<Subject> {
    let back = task.kind == Kind::Annotate && !task.reviews.is_empty();
    task.submissions.last().filter(|_| back).map(Subject::of)
}

/// Takes the known answer out of a document: an annotation, as an expert would make it.
fn gold(document: &mut Value) -> Result<Option<Value>, DecodeError> {
    let found = document.as_object_mut().and_then(|map| map.remove("gold")).filter(|gold| !gold.is_null());
    if let Some(gold) = &found {
        Annotation::read(gold.clone())?;
    }
    Ok(found)
}

fn needed(document: &Value, gold: bool) -> Result<u32, DecodeError> {
    match document.get("needed") {
        None | Some(Value::Null) => Ok(if gold { u32::MAX } else { 1 }),
        Some(value) => match value.as_u64().and_then(|number| u32::try_from(number).ok()) {
            Some(number @ 1..) => Ok(number),
            _ => Err(DecodeError::unexpected("a number of submissions, at least 1", value)),
        },
    }
}

/// What became of an imported task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    /// It was not there.
    New,
    /// It was there at another revision and is handed out at this one from now on. Leases, drafts and submissions stay,
    /// and so does the document that submissions were made on.
    Updated,
    /// It was there at this revision, which stays.
    Unchanged,
}

/// What became of imported tasks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tasks that were not there.
    pub new: u64,
    /// Tasks that were there at another revision.
    pub updated: u64,
    /// Tasks that were there at this revision.
    pub unchanged: u64,
}

impl Counts {
    /// Counts one more.
    pub fn add(&mut self, imported: Imported) {
        match imported {
            Imported::New => self.new += 1,
            Imported::Updated => self.updated += 1,
            Imported::Unchanged => self.unchanged += 1,
        }
    }
}

impl Submission {
    /// The document that goes out: what was sent, with what only the backend knows written over it.
    #[must_use]
    pub fn document(&self, kind: Kind) -> Value {
        let mut map = match &self.content {
            Value::Object(map) => map.clone(),
            _ => Map::new(),
        };
        let author = if kind == Kind::Review { "reviewer" } else { "annotator" };
        map.insert("id".into(), self.uuid.clone().into());
        map.insert(author.into(), self.worker.clone().into());
        map.insert("submitted_at".into(), rfc3339(self.received_at).into());
        Value::Object(map)
    }
}

/// A line of an export: `{task, annotation}`, or `{task, review}` where the task is a review; with `gold: {agreed, judged}`
/// where the task's answer is known.
#[must_use]
pub fn export_line(task: Value, submission: &Submission) -> Value {
    let kind = task.get("kind").and_then(Value::as_str).and_then(Kind::of).unwrap_or(Kind::Annotate);
    let key = if kind == Kind::Review { "review" } else { "annotation" };
    let mut line = object([("task", task), (key, submission.document(kind))]);
    if let (Some(marks), Value::Object(map)) = (&submission.gold, &mut line) {
        map.insert("gold".into(), marks.write());
    }
    line
}
