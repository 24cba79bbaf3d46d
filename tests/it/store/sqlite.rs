//! What only the store in SQLite can show: a file that outlives the process, and one that an earlier version wrote.

use super::bench::Bench;
use super::stored::{Stored, entry, export, moment, submit};
use corrigenda::protocol::{Call, Claim, Reply};
use corrigenda::reference::{Worker, handle};
use corrigenda::server::{Access, Role, Store, StoreError};
use serde_json::json;
use std::path::Path;
use tokio::runtime::Builder;

async fn reopened(path: &Path) -> Store {
    Store::open(path.to_str().expect("a path")).await.expect("a store")
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
    let mut bench = Stored::sqlite();
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
        let refused = Store::open(path.to_str().expect("a path")).await.err();
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
        let worker = Worker { id: "ann".into(), domains: Some(vec!["law".into()]) };
        let access = Access { worker, role: Role::Admin };
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
    let mut sqlite = Stored::sqlite();
    sqlite.import(entry("t"));
    let claim = Call::Claim(Claim::default());
    let ann = Worker::new("ann");
    assert_eq!(handle(&mut memory, &claim, &ann, &moment("l")), sqlite.call(&claim, &ann, &moment("l")));
}

#[test]
fn a_database_of_the_first_version_is_brought_to_the_newest() {
    const FIRST: &str = include_str!("../../../src/server/store/sqlite/schema/1.sql");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.sqlite");
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path).create_if_missing(true);
        let mut raw = sqlx::ConnectOptions::connect(&options).await.expect("a connection");
        let filled = "CREATE TABLE version (number INTEGER NOT NULL) STRICT; INSERT INTO version VALUES (1);
            INSERT INTO task (id, revision, kind, needed) VALUES ('a', '1', 'annotate', 1), ('b', '1', 'annotate', 1);
            INSERT INTO document VALUES ('a', '1', '{\"id\":\"a\"}'), ('b', '1', '{\"id\":\"b\"}');
            INSERT INTO lease VALUES ('l', 'a', 'ann', 0, 1793620800001);
            INSERT INTO token VALUES ('h', 'ann', 'annotator', 0)";
        sqlx::raw_sql(&format!("{FIRST}; {filled}")).execute(&mut raw).await.expect("the first version");
        drop(raw);
        let store = reopened(&path).await;
        let claim = Call::Claim(Claim::default());
        let held = store.answer(&claim, &Worker::new("ann"), &moment("m")).await.expect("an answer");
        assert!(matches!(&held, Ok(Reply::Leased(leased)) if leased.lease.id == "l"), "{held:?}");
        let free = store.answer(&claim, &Worker::new("ben"), &moment("n")).await.expect("an answer");
        assert!(matches!(&free, Ok(Reply::Leased(leased)) if leased.task["id"] == "b"), "{free:?}");
        let none = store.answer(&claim, &Worker::new("cem"), &moment("o")).await.expect("an answer");
        assert!(matches!(&none, Ok(Reply::Nothing { .. })), "{none:?}");
        assert_eq!(store.tokens().await.expect("a count"), 1);
    });
}
