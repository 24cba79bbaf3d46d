//! The desk: a task that is open, the draft on it, and how safe the work is.

use super::tracked::Tracked;
use super::tracked::sections::Sections;
use super::update::SLICE;
use super::{Clock, Doubts, Formulas, Moment, Ticket, View, Writing};
use crate::agreement;
use crate::annotation::{Draft, History, Record, Review, Ruling, asks_author};
use crate::json::Value;
use crate::markup::{self, Tree};
use crate::protocol::{Failure, Place};
use crate::review::Again;
use crate::task::{Response, Task};
use std::rc::Rc;

/// A task that is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    /// Names the journal: backend, worker, task.
    pub key: String,
    /// The task.
    pub task: Rc<Task>,
    /// What the expert makes of it.
    pub draft: Draft,
    /// What was done, to be undone.
    pub history: History,
    /// The right to work on it.
    pub lease: Lease,
    /// How safe the work is.
    pub sync: Sync,
    /// Time that counts.
    pub clock: Clock,
    /// Where the expert is.
    pub view: View,
    /// Whether this tab may edit.
    pub mine: bool,
    /// A submission on its way.
    pub submitting: Option<Submitting>,
    /// A giving back on its way.
    pub releasing: Option<Releasing>,
    /// What the backend did not like about the last submission.
    pub objections: Vec<Place>,
    /// Texts as trees.
    pub pages: Pages,
    /// The tracked text, while it is typed in.
    pub tracked: Option<Tracked>,
    /// Their formulas.
    pub formulas: Rc<Formulas>,
    /// What is at hand while something is written.
    pub writing: Box<Writing>,
    /// What does not come out in the shown response.
    pub doubts: Box<Doubts>,
    /// How far several submissions agree in their judgements; none where there is one.
    pub agreement: Option<agreement::Found>,
    /// The review that the work came back with.
    pub returned: Option<Review>,
    /// What a review of work that was reviewed before goes on from.
    pub again: Option<Box<Again>>,
    pub(super) record: Record,
    /// The task's document, until the page was told of it: what is large takes a while, and the text is painted first.
    pub(super) untold: Option<Value>,
}

/// The right to work on a task.
#[derive(Clone, Debug, PartialEq)]
pub struct Lease {
    /// Its id.
    pub id: String,
    /// Seconds it was good for, when it was last renewed.
    pub seconds: f64,
    /// When that was asked for.
    pub from: Moment,
    /// Whether the backend says that it is over.
    pub lost: bool,
}

/// How safe the work is. Dirtiness is arithmetic on versions of the draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Sync {
    /// The draft's revision at the backend.
    pub rev: u64,
    /// The version of the draft that the backend has.
    pub there: u64,
    /// The last order to keep something on the device that is still out.
    pub keeping: Option<Ticket>,
    /// Whether the device keeps what it is given.
    pub keeps: bool,
    /// The save that is out: its ticket, the version it carries, its content, when it was asked.
    pub asking: Option<Asking>,
    /// Saves that failed in a row.
    pub attempt: u32,
    /// How the last one failed.
    pub failure: Option<Failure>,
    /// When the backend last had everything, milliseconds since 1970.
    pub saved_at: Option<f64>,
}

/// A save that is out.
#[derive(Clone, Debug, PartialEq)]
pub struct Asking {
    /// Its ticket.
    pub ticket: Ticket,
    /// The version of the draft that it carries.
    pub version: u64,
    /// What it carries; none where it only renews.
    pub content: Option<Value>,
    /// When it was asked.
    pub at: Moment,
}

/// A submission on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Submitting {
    /// Its uuid.
    pub uuid: String,
    /// What was frozen.
    pub content: Value,
    /// The question that is out: the host's leave, the journal's word, or the backend's answer.
    pub ticket: Ticket,
    /// Tries that failed.
    pub attempt: u32,
    /// How the last one failed.
    pub failure: Option<Failure>,
}

/// A giving back on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Releasing {
    /// The question that is out.
    pub ticket: Ticket,
    /// Tries that failed.
    pub attempt: u32,
    /// How the last one failed.
    pub failure: Option<Failure>,
}

/// The texts of a task as trees: the task's once, a response's correction whenever it changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Pages {
    /// The instructions.
    pub instructions: Rc<Tree>,
    /// The turns of the conversation.
    pub turns: Vec<Rc<Tree>>,
    /// The sources.
    pub sources: Vec<Rc<Tree>>,
    /// The reference answer.
    pub reference: Rc<Tree>,
    /// The prompt and the golden answer that are written.
    pub written: [Written; 2],
    /// The responses.
    pub responses: Vec<Page>,
}

/// A text that is written, as a tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// The text.
    pub text: Rc<str>,
    /// Its tree.
    pub tree: Rc<Tree>,
}

impl Written {
    fn empty() -> Self {
        Self { text: Rc::from(""), tree: Rc::new(markup::parse("")) }
    }

    fn follow(&mut self, text: &str) {
        if *self.text != *text {
            self.tree = Rc::new(markup::reparse(&self.tree, &self.text, text));
            self.text = Rc::from(text);
        }
    }
}

/// A response as trees.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The text as the model wrote it.
    pub original: Rc<str>,
    /// Its source as it stands, as a tree.
    pub source_tree: Rc<Tree>,
    /// Its tree.
    pub original_tree: Rc<Tree>,
    /// The text as the expert would have it.
    pub corrected: Rc<str>,
    /// Its tree.
    pub corrected_tree: Rc<Tree>,
    /// Its tree's blocks as they are painted.
    pub corrected_sections: Sections,
    /// How far the text is read into its trees, in bytes: a long one is read while it is painted, and at once where anything is
    /// done to it. **Invariant:** up to its end where the correction differs.
    read: usize,
}

impl Pages {
    /// The trees of a task with a draft.
    #[must_use]
    pub fn of(task: &Task, draft: &Draft) -> Self {
        let tree = |text: &str| Rc::new(markup::parse(text));
        let mut pages = Self {
            instructions: tree(task.instructions.as_ref().map_or("", |instructions| &instructions.text)),
            turns: task.turns.iter().map(|turn| tree(&turn.text)).collect(),
            sources: task.sources.iter().map(|source| tree(&source.text)).collect(),
            reference: tree(task.reference.as_ref().map_or("", |reference| &reference.text)),
            written: [Written::empty(), Written::empty()],
            responses: task.responses.iter().map(Page::of).collect(),
        };
        pages.refresh(task, draft);
        pages
    }

    /// Follows the draft: only what changed is read again.
    pub fn refresh(&mut self, task: &Task, draft: &Draft) {
        if let Some(authored) = draft.authored() {
            let [prompt, answer] = &mut self.written;
            prompt.follow(authored.turns.first().map_or("", |turn| &turn.text));
            answer.follow(authored.reference.as_ref().map_or("", |answer| &answer.text));
        }
        for (page, response) in self.responses.iter_mut().zip(&task.responses) {
            let corrected = draft.corrected(&response.id);
            if *page.corrected != *corrected {
                page.read_to(usize::MAX);
                let tree = markup::reparse(&page.corrected_tree, &page.corrected, corrected);
                page.corrected_sections.follow(&page.corrected_tree, &tree);
                page.corrected_tree = Rc::new(tree);
                page.corrected = Rc::from(corrected);
            }
        }
    }
}

impl Page {
    fn of(response: &Response) -> Self {
        let text: Rc<str> = Rc::from(response.text.as_str());
        let mut page = Self {
            source_tree: Rc::new(markup::as_source(&text)),
            original: Rc::clone(&text),
            original_tree: Rc::default(),
            corrected: text,
            corrected_sections: Sections::default(),
            corrected_tree: Rc::default(),
            read: 0,
        };
        page.read_on(SLICE);
        page
    }

    /// Reads so many bytes more.
    fn read_on(&mut self, bytes: usize) {
        let mut tree = Tree::clone(&self.original_tree);
        self.read = markup::read_on(&mut tree, &self.original, self.read, bytes);
        self.corrected_sections.follow(&self.original_tree, &tree);
        self.original_tree = Rc::new(tree);
        self.corrected_tree = Rc::clone(&self.original_tree);
    }

    /// Has the text read so far at least; whether there was anything to read.
    fn read_to(&mut self, end: usize) -> bool {
        let more = end.min(self.original.len()).saturating_sub(self.read);
        if more > 0 {
            self.read_on(more);
        }
        more > 0
    }
}

impl Desk {
    /// The response that is shown. A task without any has none.
    #[must_use]
    pub fn response(&self) -> Option<&Response> {
        self.task.responses.get(self.view.response)
    }

    /// The id of the response that is shown, empty where there is none.
    #[must_use]
    pub fn response_id(&self) -> &str {
        self.response().map_or("", |response| &response.id)
    }

    /// The page of the response that is shown.
    #[must_use]
    pub fn page(&self) -> Option<&Page> {
        self.pages.responses.get(self.view.response)
    }

    /// Has the shown response's text read so far at least, then a little of the others; whether there was anything to read.
    pub fn read_to(&mut self, end: usize) -> bool {
        let pages = &mut self.pages.responses;
        pages.get_mut(self.view.response).is_some_and(|page| page.read_to(end))
            || pages.iter_mut().any(|page| page.read_to(page.read.saturating_add(SLICE)))
    }

    /// Has all texts read: something is to be done to them.
    pub fn read_all(&mut self) {
        for page in &mut self.pages.responses {
            page.read_to(usize::MAX);
        }
    }

    /// Whether the expert may change anything now.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.mine && self.submitting.is_none()
    }

    /// Whether the expert may change the annotation now: in a review, where the verdict is to mend it.
    #[must_use]
    pub fn may_edit(&self) -> bool {
        self.is_open() && self.draft.ruling().is_none_or(Ruling::mends)
    }

    /// Whether the expert may change an issue now: in a review also where it was missed.
    #[must_use]
    pub fn may_edit_issue(&self, id: &str) -> bool {
        self.may_edit() || self.is_open() && self.draft.ruling().is_some_and(|ruling| ruling.is_missed(id))
    }

    /// Whether something is written as the deliverable.
    #[must_use]
    pub fn writes(&self) -> bool {
        asks_author(&self.task)
    }

    /// Whether others' work is judged here.
    #[must_use]
    pub fn reviews(&self) -> bool {
        self.draft.ruling().is_some()
    }

    /// Whether the backend lacks something of the draft.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.draft.version() != self.sync.there
    }
}

impl Sync {
    /// How it stands when a task is opened with a draft at a revision.
    #[must_use]
    pub fn at(rev: u64, there: u64) -> Self {
        Self { rev, there, keeping: None, keeps: true, asking: None, attempt: 0, failure: None, saved_at: None }
    }
}
