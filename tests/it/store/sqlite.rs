//! The store in SQLite on the bench, and what only it can show: many at once, and a file that outlives the process.

use super::bench::Bench;
use corrigenda::json::Value;
use corrigenda::protocol::{Call, Claim, Failure, Reply, Submit};
use corrigenda::reference::{Counts, Entry, Imported, Moment, Rules, Worker, handle};
use corrigenda::server::{Access, Role, SqliteStore, StoreError};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc;

/// The store in SQLite, in a folder of its own.
pub struct Sqlite {
    store: SqliteStore,
    runtime: Runtime,
    _folder: TempDir,
}

impl Sqlite {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let store = runtime.block_on(SqliteStore::open(&folder.path().join("a.sqlite"))).expect("a store");
        Self { store, runtime, _folder: folder }
    }
}

impl Bench for Sqlite {
    fn name(&self) -> &'static str {
        "sqlite"
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

async fn export(store: &SqliteStore) -> Vec<Value> {
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

fn entry(id: &str) -> Entry {
    Entry::read(json!({"format": "corrigenda.task/1", "id": id})).expect("a task")
}

fn moment(fresh: &str) -> Moment {
    Moment { now: 1_793_620_800_000, fresh: fresh.into(), rules: Rules::default() }
}

fn submit(task: &str, lease: &str, uuid: &str) -> Call {
    let content = json!({"format": "corrigenda.annotation/1", "task": {"id": task}, "x": 0.1, "y": 1e-7, "z": 2.0});
    Call::Submit(Submit { task: task.into(), lease: lease.into(), uuid: uuid.into(), content })
}

/// Works until there is nothing to do; answers what was submitted.
async fn work(store: &SqliteStore, worker: &str) -> Vec<String> {
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

#[test]
fn of_many_at_once_no_two_get_one_task() {
    const TASKS: usize = 40;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.sqlite");
    let runtime = Builder::new_multi_thread().worker_threads(4).enable_all().build().expect("a runtime");
    let done = runtime.block_on(async {
        let entries: Vec<Entry> = (0..TASKS).map(|index| entry(&format!("t{index}"))).collect();
        // Two stores on one file, as two processes would have them.
        let stores = [SqliteStore::open(&path).await.expect("a"), SqliteStore::open(&path).await.expect("b")];
        stores[0].import(&entries).await.expect("an import");
        let stores = stores.map(Arc::new);
        let workers: Vec<_> = (0..12)
            .map(|index| {
                let store = Arc::clone(&stores[index % 2]);
                tokio::spawn(async move { work(&store, &format!("w{index}")).await })
            })
            .collect();
        let mut done = Vec::new();
        for worker in workers {
            done.extend(worker.await.expect("a day's work"));
        }
        assert_eq!(export(&stores[1]).await.len(), TASKS);
        done
    });
    assert_eq!(done.len(), TASKS);
    assert_eq!(done.iter().collect::<BTreeSet<_>>().len(), TASKS, "a task was handed out twice");
}

async fn reopened(path: &Path) -> SqliteStore {
    SqliteStore::open(path).await.expect("a store")
}

#[test]
fn work_outlives_the_process() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("deep/er/a.sqlite");
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        reopened(&path).await.import(&[entry("t")]).await.expect("an import");
        let ann = Worker::new("ann");
        let first = reopened(&path).await.answer(&Call::Claim(Claim::default()), &ann, &moment("l")).await;
        assert!(matches!(first, Ok(Ok(Reply::Leased(_)))), "{first:?}");
        let sent = submit("t", "l", "u");
        let second = reopened(&path).await.answer(&sent, &ann, &moment("-")).await;
        assert!(matches!(second, Ok(Ok(Reply::Submitted { replay: false, .. }))), "{second:?}");
        let third = reopened(&path).await.answer(&sent, &ann, &moment("-")).await;
        assert!(matches!(third, Ok(Ok(Reply::Submitted { replay: true, .. }))), "{third:?}");
        let lines = export(&reopened(&path).await).await;
        assert_eq!(lines[0]["annotation"]["x"], json!(0.1));
    });
}

#[test]
fn numbers_come_back_as_they_went_in() {
    let mut random = fastrand::Rng::with_seed(7);
    let mut bench = Sqlite::new();
    bench.import(entry("t"));
    let ann = Worker::new("ann");
    bench.call(&Call::Claim(Claim::default()), &ann, &moment("l")).expect("a lease");
    let numbers: Vec<f64> = (0..3000).map(|_| f64::from_bits(random.u64(..))).filter(|one| one.is_finite()).collect();
    let Call::Submit(mut sent) = submit("t", "l", "u") else { panic!("a submission") };
    sent.content["numbers"] = json!(numbers);
    let first = bench.call(&Call::Submit(sent.clone()), &ann, &moment("-"));
    assert!(matches!(first, Ok(Reply::Submitted { replay: false, .. })));
    let again = bench.call(&Call::Submit(sent), &ann, &moment("-"));
    assert!(matches!(again, Ok(Reply::Submitted { replay: true, .. })));
    assert_eq!(bench.export()[0]["annotation"]["numbers"], json!(numbers));
}

#[test]
fn a_database_of_a_newer_program_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.sqlite");
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        drop(reopened(&path).await);
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
        let mut raw = sqlx::ConnectOptions::connect(&options).await.expect("a connection");
        sqlx::query("INSERT INTO version VALUES (99)").execute(&mut raw).await.expect("a row");
        let refused = SqliteStore::open(&path).await.err();
        assert!(matches!(refused, Some(StoreError::Newer(99))), "{refused:?}");
    });
}

#[test]
fn tokens_are_found_by_their_hash_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.sqlite");
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let store = reopened(&path).await;
        let access = Access { worker: Worker::new("ann"), role: Role::Admin };
        store.add_token("secret-of-ann", &access, 0).await.expect("a token");
        assert_eq!(store.access("secret-of-ann").await.expect("a look"), Some(access));
        assert_eq!(store.access("secret-of-ben").await.expect("a look"), None);
        assert_eq!(store.tokens().await.expect("a count"), 1);
        drop(store);
    });
    let mut read = 0;
    for file in std::fs::read_dir(folder.path()).expect("the folder") {
        // The last connection takes the log beside the database along when it closes.
        let Ok(bytes) = std::fs::read(file.expect("a file").path()) else { continue };
        assert!(!bytes.windows(13).any(|window| window == b"secret-of-ann"));
        read += 1;
    }
    assert!(read > 0);
}

#[test]
fn the_store_in_memory_keeps_the_same_hours() {
    // The two stores share `decide`; this pins that a caller may swap them without changing the call.
    let mut memory = corrigenda::reference::MemoryStore::new();
    memory.import(entry("t"));
    let mut sqlite = Sqlite::new();
    sqlite.import(entry("t"));
    let claim = Call::Claim(Claim::default());
    let ann = Worker::new("ann");
    assert_eq!(handle(&mut memory, &claim, &ann, &moment("l")), sqlite.call(&claim, &ann, &moment("l")));
}
