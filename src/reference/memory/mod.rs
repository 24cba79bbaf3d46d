//! A store in memory, for the tests and for the demo in the page.
//!
//! It looks through lists, which is fine for the hundreds of tasks it is made for.

mod snapshot;

use super::{
    Change, Count, Entry, Facts, Find, Imported, Moment, OpenLease, Pace, Query, Rank, Standing, Submission, TaskFacts,
    Terms, Timestamp, Wanted, Worker, export_line, matches, rank, revision,
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
        match self.shelves.iter_mut().find(|shelf| shelf.entry.id == entry.id) {
            Some(shelf) if shelf.entry.revision == entry.revision => Imported::Unchanged,
            Some(shelf) => {
                let before = std::mem::replace(&mut shelf.entry, entry);
                shelf.earlier.insert(before.revision, before.document);
                shelf.earlier.remove(&shelf.entry.revision);
                Imported::Updated
            }
            None => {
                self.shelves.push(Shelf::new(entry));
                Imported::New
            }
        }
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
        Facts { task, submission: submission.cloned(), terms }
    }

    /// Writes what the rules decided.
    pub fn write(&mut self, changes: Vec<Change>) {
        for change in changes {
            match change {
                Change::Grant { task, lease } => self.with(&task, |shelf| shelf.leases.push(lease)),
                Change::Renew { lease, until } => {
                    let leases = self.shelves.iter_mut().flat_map(|shelf| &mut shelf.leases);
                    leases.filter(|open| open.id == lease).for_each(|open| open.until = until);
                }
                Change::Close { lease } => {
                    self.shelves.iter_mut().for_each(|shelf| shelf.leases.retain(|open| open.id != lease));
                }
                Change::KeepDraft { task, worker, draft } => {
                    self.with(&task, |shelf| shelf.drafts.insert(worker, draft));
                }
                Change::DropDraft { task, worker } => self.with(&task, |shelf| shelf.drafts.remove(&worker)),
                Change::Skip { task, worker, skipped: true } => {
                    self.with(&task, |shelf| shelf.skipped.insert(worker));
                }
                Change::Skip { task, worker, skipped: false } => {
                    self.with(&task, |shelf| shelf.skipped.remove(&worker));
                }
                Change::Receive(submission) => self.submissions.push(submission),
                Change::Count(count) => self.counts.push(count),
            }
        }
    }

    fn with<T>(&mut self, task: &str, change: impl FnOnce(&mut Shelf) -> T) {
        if let Some(shelf) = self.shelves.iter_mut().find(|shelf| shelf.entry.id == task) {
            let _ = change(shelf);
        }
    }

    fn next(&self, claim: &Claim, worker: &Worker, now: Timestamp, terms: &Terms) -> Option<&Shelf> {
        let offers = self.shelves.iter().filter_map(|shelf| {
            let facts = self.task_facts(shelf, worker);
            let standing = Standing::of(&facts, worker, now, terms);
            let rank = rank(&standing).filter(|_| matches(claim, &shelf.entry, worker, standing.held))?;
            let since = facts.lease_of(worker).map_or(0, |lease| lease.granted);
            Some(((rank, since), shelf))
        });
        // `min_by_key` keeps the first of equals, which is the one imported first.
        offers.min_by_key(|(key, _): &((Rank, Timestamp), &Shelf)| *key).map(|(_, shelf)| shelf)
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
        }
    }
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
