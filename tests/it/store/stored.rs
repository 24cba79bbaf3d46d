//! Stores that outlive the process, on the bench: the same suite for every database, and many at once on one.

use super::bench::Bench;
use super::postgres;
use corrigenda::json::Value;
use corrigenda::protocol::{Call, Claim, Failure, Reason, Reply, Submit};
use corrigenda::reference::{Counts, Entry, Imported, Moment, Rules, Worker};
use corrigenda::server::{Store, StoreError};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc;

/// A database of a test's own: its name, and what goes when it goes.
pub struct Place {
    pub database: String,
    pub name: &'static str,
    _folder: Option<TempDir>,
}

impl Place {
    /// A file of SQLite.
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database = folder.path().join("a.sqlite").to_str().expect("a path").to_owned();
        Self { database, name: "sqlite", _folder: Some(folder) }
    }

    /// An empty schema of PostgreSQL, where one can be started here.
    pub fn postgres() -> Option<Self> {
        Some(Self { database: postgres::schema()?, name: "postgres", _folder: None })
    }

    /// All that there are.
    pub fn all() -> Vec<Self> {
        [Some(Self::sqlite()), Self::postgres()].into_iter().flatten().collect()
    }
}

/// A store on the bench.
pub struct Stored {
    store: Store,
    runtime: Runtime,
    place: Place,
}

impl Stored {
    pub fn at(place: Place) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let store = runtime.block_on(Store::open(&place.database)).expect("a store");
        Self { store, runtime, place }
    }

    pub fn sqlite() -> Self {
        Self::at(Place::sqlite())
    }
}

impl Bench for Stored {
    fn name(&self) -> &'static str {
        self.place.name
    }
    fn import(&mut self, entry: Entry) -> Imported {
        match self.runtime.block_on(self.store.import(&[entry])).expect("an import") {
            Counts { new: 1, .. } => Imported::New,
            Counts { updated: 1, .. } => Imported::Updated,
            _ => Imported::Unchanged,
        }
    }
    fn call(&mut self, call: &Call, worker: &Worker, moment: &Moment) -> Result<Reply, Failure> {
        self.runtime.block_on(self.store.answer(call, worker, moment)).expect("an answer")
    }
    fn export(&mut self) -> Vec<Value> {
        self.runtime.block_on(export(&self.store))
    }
}

pub async fn export(store: &Store) -> Vec<Value> {
    let (sender, mut receiver) = mpsc::channel(1);
    let mut lines = Vec::new();
    let receive = async {
        while let Some(line) = receiver.recv().await {
            lines.push(Result::<Value, StoreError>::expect(line, "a line"));
        }
    };
    let send = async move { store.export(&sender).await };
    tokio::join!(send, receive);
    lines
}

pub fn entry(id: &str) -> Entry {
    Entry::read(json!({"format": "corrigenda.task/1", "id": id})).expect("a task")
}

pub fn moment(fresh: &str) -> Moment {
    Moment { now: 1_793_620_800_000, fresh: fresh.into(), rules: Rules::default() }
}

pub fn submit(task: &str, lease: &str, uuid: &str) -> Call {
    let content = json!({"format": "corrigenda.annotation/1", "task": {"id": task}, "x": 0.1, "y": 1e-7, "z": 2.0});
    Call::Submit(Submit { task: task.into(), lease: lease.into(), uuid: uuid.into(), content })
}

/// Works until there is nothing to do; answers what was submitted.
async fn work(store: &Store, worker: &str) -> Vec<String> {
    let mut done = Vec::new();
    loop {
        let at = moment(&format!("{worker}-{}", done.len()));
        let claim = Call::Claim(Claim::default());
        let (task, lease) = match store.answer(&claim, &Worker::new(worker), &at).await.expect("an answer") {
            Ok(Reply::Leased(leased)) => (leased.task["id"].as_str().expect("an id").to_owned(), leased.lease.id),
            Ok(Reply::Nothing { .. }) => return done,
            other => panic!("{other:?}"),
        };
        tokio::task::yield_now().await;
        let sent = submit(&task, &lease, &format!("{worker}-{task}"));
        let answer = store.answer(&sent, &Worker::new(worker), &at).await.expect("an answer");
        assert!(matches!(answer, Ok(Reply::Submitted { replay: false, .. })), "{answer:?}");
        done.push(task);
    }
}

/// Runs a test on two stores of one database, as two processes would have them, with some tasks in it.
fn on_two<F: Future<Output = ()>>(place: &Place, tasks: usize, test: impl FnOnce([Arc<Store>; 2]) -> F) {
    let runtime = Builder::new_multi_thread().worker_threads(4).enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let entries: Vec<Entry> = (0..tasks).map(|index| entry(&format!("t{index}"))).collect();
        let (one, two) = tokio::join!(Store::open(&place.database), Store::open(&place.database));
        let stores = [one.expect("a store"), two.expect("a store")].map(Arc::new);
        stores[0].import(&entries).await.expect("an import");
        test(stores).await;
    });
}

/// Sends calls at once, in turn to one and to the other store; answers what came back.
async fn at_once(
    stores: &[Arc<Store>; 2],
    calls: impl Iterator<Item = (Call, &'static str)>,
) -> Vec<Result<Reply, Failure>> {
    let sent = calls.enumerate().map(|(index, (call, worker))| {
        let store = Arc::clone(&stores[index % 2]);
        let at = moment(&format!("fresh-{index}"));
        tokio::spawn(async move { store.answer(&call, &Worker::new(worker), &at).await.expect("an answer") })
    });
    let sent: Vec<_> = sent.collect();
    let mut answers = Vec::new();
    for one in sent {
        answers.push(one.await.expect("an end"));
    }
    answers
}

#[test]
fn of_many_at_once_no_two_get_one_task() {
    const TASKS: usize = 40;
    for place in Place::all() {
        on_two(&place, TASKS, async |stores| {
            let workers = (0..12).map(|index| {
                let store = Arc::clone(&stores[index % 2]);
                tokio::spawn(async move { work(&store, &format!("w{index}")).await })
            });
            let mut done = Vec::new();
            for worker in workers.collect::<Vec<_>>() {
                done.extend(worker.await.expect("a day's work"));
            }
            assert_eq!(export(&stores[1]).await.len(), TASKS);
            assert_eq!(done.len(), TASKS);
            assert_eq!(
                done.iter().collect::<BTreeSet<_>>().len(),
                TASKS,
                "{}: a task was handed out twice",
                place.name
            );
        });
    }
}

#[test]
fn claims_of_one_worker_at_once_grant_one_lease() {
    for place in Place::all() {
        on_two(&place, 30, async |stores| {
            let claims = (0..24).map(|_| (Call::Claim(Claim::default()), "ann"));
            let leases: BTreeSet<String> = at_once(&stores, claims)
                .await
                .into_iter()
                .map(|answer| match answer {
                    Ok(Reply::Leased(leased)) => leased.lease.id,
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(leases.len(), 1, "{}: {leases:?}", place.name);
        });
    }
}

#[test]
fn of_claims_for_one_task_at_once_one_is_granted() {
    const WORKERS: [&str; 6] = ["ann", "ben", "cem", "dor", "eve", "fay"];
    for place in Place::all() {
        on_two(&place, 1, async |stores| {
            let asked = Call::Claim(Claim { task: Some("t0".into()), ..Claim::default() });
            let calls = WORKERS
                .into_iter()
                .flat_map(|worker| [(asked.clone(), worker), (Call::Claim(Claim::default()), worker)]);
            let answers = at_once(&stores, calls).await;
            let leases: BTreeSet<&str> = answers
                .iter()
                .filter_map(|answer| match answer {
                    Ok(Reply::Leased(leased)) => Some(leased.lease.id.as_str()),
                    _ => None,
                })
                .collect();
            assert_eq!(leases.len(), 1, "{}: {answers:?}", place.name);
        });
    }
}

#[test]
fn one_uuid_at_once_on_two_tasks_is_received_once() {
    for place in Place::all() {
        on_two(&place, 2, async |stores| {
            for task in ["t0", "t1"] {
                let asked = Call::Claim(Claim { task: Some(task.into()), ..Claim::default() });
                let granted = stores[0].answer(&asked, &Worker::new("ann"), &moment(&format!("l-{task}"))).await;
                assert!(matches!(granted, Ok(Ok(Reply::Leased(_)))), "{granted:?}");
            }
            let calls = (0..12)
                .map(|index| ["t0", "t1"][index / 2 % 2])
                .map(|task| (submit(task, &format!("l-{task}"), "u"), "ann"));
            let answers = at_once(&stores, calls).await;
            let count =
                |wanted: &str| answers.iter().filter(|answer| super::script::shown(answer).starts_with(wanted)).count();
            assert_eq!(
                (count("got"), count("had"), count("SubmissionConflict")),
                (1, 5, 6),
                "{}: {answers:?}",
                place.name
            );
            assert_eq!(export(&stores[1]).await.len(), 1);
        });
    }
}

#[test]
fn an_id_that_a_database_cannot_keep_is_not_found() {
    for place in Place::all() {
        on_two(&place, 1, async |stores| {
            let calls = [submit("a\0", "l", "u"), Call::Release { lease: "\0".into(), reason: Reason::Skip }];
            for call in calls {
                let answer = stores[0].answer(&call, &Worker::new("ann"), &moment("f")).await.expect("an answer");
                assert!(
                    matches!(answer, Ok(Reply::Released)) || super::script::shown(&answer).starts_with("NotFound"),
                    "{answer:?}"
                );
            }
        });
    }
}
