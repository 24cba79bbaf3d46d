//! A store in memory, for the tests and for the demo in the page.
//!
//! It looks through lists, which is fine for the hundreds of tasks it is made for.

mod pieces;

pub use pieces::{Piece, Pieces};

use super::{
    Change, Count, Entry, Facts, Find, Imported, Moment, OpenLease, Origin, Pace, Query, Rank, Standing, Subject,
    Submission, TaskFacts, Terms, Timestamp, Wanted, Worker, before, export_line, matches, rank, revision,
};
use crate::json::Value;
use crate::protocol::{Claim, DraftAt};
use std::collections::{BTreeMap, BTreeSet};

/// Tasks and all that was done with them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MemoryStore {
    /// In the order they were first imported.
    shelves: Vec<Shelf>,
    /// In the order they arrived.
    submissions: Vec<Submission>,
    /// What each of them counts for.
    counts: Vec<Count>,
    /// What changed since it was last asked for.
    touched: BTreeSet<Piece>,
}

/// A task and what lies open on it.
#[derive(Clone, Debug, PartialEq)]
struct Shelf {
    entry: Entry,
    /// Documents that were handed out before, by revision.
    earlier: BTreeMap<String, Value>,
    leases: Vec<OpenLease>,
    drafts: BTreeMap<String, DraftAt>,
    skipped: BTreeSet<String>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many tasks there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.shelves.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shelves.is_empty()
    }

    /// Takes a task in.
    pub fn import(&mut self, entry: Entry) -> Imported {
        let at = self.shelves.iter().position(|shelf| shelf.entry.id == entry.id);
        let piece = Piece::Task(at.unwrap_or(self.shelves.len()));
        match at.and_then(|at| self.shelves.get_mut(at)) {
            Some(shelf) if shelf.entry.revision == entry.revision => return Imported::Unchanged,
            Some(shelf) => {
                let before = std::mem::replace(&mut shelf.entry, entry);
                shelf.earlier.insert(before.revision, before.document);
                shelf.earlier.remove(&shelf.entry.revision);
            }
            None => self.shelves.push(Shelf::new(entry)),
        }
        self.touched.insert(piece);
        if at.is_some() { Imported::Updated } else { Imported::New }
    }

    /// The lines of an export, in the order that the submissions arrived.
    pub fn export(&self) -> impl Iterator<Item = Value> + '_ {
        self.submissions.iter().filter_map(|submission| {
            let shelf = self.shelves.iter().find(|shelf| shelf.entry.id == submission.task)?;
            Some(export_line(shelf.document(revision(&submission.content)).clone(), submission))
        })
    }

    /// Reads what the rules need.
    #[must_use]
    pub fn facts(&self, query: &Query<'_>, worker: &Worker, moment: &Moment) -> Facts {
        let terms = query.claim.map_or_else(Terms::default, |claim| {
            Terms::of(claim, &moment.rules, &self.paces(worker), moment.now, &moment.fresh)
        });
        let shelf = match query.find {
            Find::Next(claim) => self.next(claim, worker, moment.now, &terms),
            Find::Task(id) => self.shelves.iter().find(|shelf| shelf.entry.id == id),
            Find::Lease(id) => self.shelves.iter().find(|shelf| shelf.leases.iter().any(|lease| lease.id == id)),
        };
        let submission = query.uuid.and_then(|uuid| self.submissions.iter().find(|one| one.uuid == uuid));
        let task = shelf.map(|shelf| {
            let mut facts = self.task_facts(shelf, worker);
            facts.known = query.uuid.and(shelf.entry.gold.clone());
            facts.document = match query.document {
                Wanted::Nothing => Value::Null,
                Wanted::Current => shelf.entry.document.clone(),
                Wanted::At(revision) => shelf.document(Some(revision)).clone(),
            };
            facts
        });
        let before = task.as_ref().filter(|_| query.uuid.is_some()).and_then(|task| before(&task.document));
        let origin = before.and_then(|uuid| self.origin(uuid));
        Facts { task, submission: submission.cloned(), origin, terms }
    }

    /// Writes what the rules decided.
    pub fn write(&mut self, changes: Vec<Change>) {
        for change in changes {
            match change {
                Change::Grant { task, lease } => self.with(of(&task), |shelf| shelf.leases.push(lease)),
                Change::Renew { lease, until } => self.with(has(&lease), |shelf| {
                    shelf.leases.iter_mut().filter(|open| open.id == lease).for_each(|open| open.until = until);
                }),
                Change::Close { lease } => {
                    self.with(has(&lease), |shelf| shelf.leases.retain(|open| open.id != lease));
                }
                Change::KeepDraft { task, worker, draft } => {
                    self.with(of(&task), |shelf| shelf.drafts.insert(worker, draft));
                }
                Change::DropDraft { task, worker } => self.with(of(&task), |shelf| shelf.drafts.remove(&worker)),
                Change::Skip { task, worker, skipped: true } => {
                    self.with(of(&task), |shelf| shelf.skipped.insert(worker));
                }
                Change::Skip { task, worker, skipped: false } => {
                    self.with(of(&task), |shelf| shelf.skipped.remove(&worker));
                }
                Change::Receive(submission) => {
                    self.touched.insert(Piece::Submission(self.submissions.len()));
                    self.submissions.push(submission);
                }
                Change::Count(count) => {
                    self.touched.insert(Piece::Count(self.counts.len()));
                    self.counts.push(count);
                }
                Change::Add(entry) => {
                    self.import(*entry);
                }
            }
        }
    }

    /// Changes the first shelf of which something is so.
    fn with<T>(&mut self, is: impl Fn(&Shelf) -> bool, change: impl FnOnce(&mut Shelf) -> T) {
        if let Some((at, shelf)) = self.shelves.iter_mut().enumerate().find(|(_, shelf)| is(shelf)) {
            self.touched.insert(Piece::Task(at));
            let _ = change(shelf);
        }
    }

    fn next(&self, claim: &Claim, worker: &Worker, now: Timestamp, terms: &Terms) -> Option<&Shelf> {
        let offers = self.shelves.iter().filter_map(|shelf| {
            let facts = self.task_facts(shelf, worker);
            let standing = Standing::of(&facts, worker, now, terms);
            let rank =
                rank(&standing).filter(|_| matches(claim, &shelf.entry, worker, standing.held || standing.returned))?;
            let since = facts.lease_of(worker).map_or(0, |lease| lease.granted);
            Some(((rank, since), shelf))
        });
        // `min_by_key` keeps the first of equals, which is the one imported first.
        offers.min_by_key(|(key, _): &((Rank, Timestamp), &Shelf)| *key).map(|(_, shelf)| shelf)
    }

    /// Where a submission was made.
    fn origin(&self, uuid: &str) -> Option<Origin> {
        let submission = self.submissions.iter().find(|one| one.uuid == uuid)?;
        let shelf = self.shelves.iter().find(|shelf| shelf.entry.id == submission.task)?;
        Some(Origin { queue: shelf.entry.queue.clone(), worker: submission.worker.clone() })
    }

    /// How far a worker has come in each queue.
    fn paces(&self, worker: &Worker) -> Vec<Pace> {
        let mut paces: Vec<Pace> = Vec::new();
        let mut with = |queue: &str, change: &dyn Fn(&mut Pace)| match paces.iter_mut().find(|pace| pace.queue == queue)
        {
            Some(pace) => change(pace),
            None => {
                let mut pace = Pace { queue: queue.to_owned(), ..Pace::default() };
                change(&mut pace);
                paces.push(pace);
            }
        };
        for count in self.counts.iter().filter(|count| count.worker == worker.id) {
            with(&count.queue, &|pace| {
                let done = if pace.day == count.day { pace.done } else { 0 };
                (pace.day, pace.done) = (count.day, done.saturating_add(1));
                pace.since = if count.gold { 0 } else { pace.since.saturating_add(1) };
            });
        }
        for shelf in self.shelves.iter().filter(|shelf| shelf.leases.iter().any(|lease| lease.worker == worker.id)) {
            with(shelf.entry.queue.as_deref().unwrap_or_default(), &|pace| pace.held += 1);
        }
        paces
    }

    /// Whose work came back: its worker here, or who it says it is from.
    fn author(&self, returned: Option<&Subject>) -> Option<String> {
        let returned = returned?;
        let here = self.submissions.iter().find(|one| one.uuid == returned.uuid).map(|one| one.worker.clone());
        here.or_else(|| returned.annotator.clone())
    }

    fn task_facts(&self, shelf: &Shelf, worker: &Worker) -> TaskFacts {
        let of_task = || self.submissions.iter().filter(|one| one.task == shelf.entry.id);
        let own_work = shelf.entry.subjects.iter().any(|subject| {
            subject.annotator.as_deref() == Some(worker.id.as_str())
                || self.submissions.iter().any(|one| one.uuid == subject.uuid && one.worker == worker.id)
        });
        TaskFacts {
            id: shelf.entry.id.clone(),
            queue: shelf.entry.queue.clone(),
            gold: shelf.entry.gold.is_some(),
            known: None,
            document: Value::Null,
            needed: shelf.entry.needed,
            submitted: u32::try_from(of_task().count()).unwrap_or(u32::MAX),
            leases: shelf.leases.clone(),
            draft: shelf.drafts.get(&worker.id).cloned(),
            done: of_task().any(|one| one.worker == worker.id),
            skipped: shelf.skipped.contains(&worker.id),
            own_work,
            author: self.author(shelf.entry.returned.as_ref()),
        }
    }
}

/// The shelf of a task.
fn of(task: &str) -> impl Fn(&Shelf) -> bool + use<'_> {
    move |shelf| shelf.entry.id == task
}

/// The shelf that a lease, whose id is its own, lies on.
fn has(lease: &str) -> impl Fn(&Shelf) -> bool + use<'_> {
    move |shelf| shelf.leases.iter().any(|open| open.id == lease)
}

impl Shelf {
    fn new(entry: Entry) -> Self {
        Self { entry, earlier: BTreeMap::new(), leases: Vec::new(), drafts: BTreeMap::new(), skipped: BTreeSet::new() }
    }

    /// The document of a revision, the current one where that is not known.
    fn document(&self, revision: Option<&str>) -> &Value {
        revision.and_then(|revision| self.earlier.get(revision)).unwrap_or(&self.entry.document)
    }
}
