//! A PostgreSQL of the tests' own, started once where its programs are there.

use super::stored::moment;
use corrigenda::protocol::{Call, Claim, Reply};
use corrigenda::reference::Worker;
use corrigenda::server::{Ask, Store, StoreError};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::runtime::Builder;

/// The script ends the server when its standard input ends, which it does with this process.
struct Cluster {
    url: String,
    _script: Child,
}

fn cluster() -> Option<&'static Cluster> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    CLUSTER.get_or_init(start).as_ref()
}

fn start() -> Option<Cluster> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/postgres.sh");
    let mut command = Command::new("bash");
    command.arg(script).env("FSYNC", "off").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take()?).read_line(&mut line).ok()?;
    let url = line.trim().to_owned();
    if !url.starts_with("postgres://") {
        println!("The store in PostgreSQL is not tested: {url}");
        return None;
    }
    Some(Cluster { url, _script: child })
}

/// An empty schema as the URL of a database; none where no PostgreSQL can be started.
pub fn schema() -> Option<String> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let url = &cluster()?.url;
    let name = format!("bench_{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(run(url, &format!("CREATE SCHEMA {name}")));
    Some(format!("{url}&options[search_path]={name}"))
}

async fn run(url: &str, query: &str) {
    let mut raw = <sqlx::PgConnection as sqlx::Connection>::connect(url).await.expect("a connection");
    sqlx::raw_sql(query).execute(&mut raw).await.expect("done");
    sqlx::Connection::close(raw).await.expect("closed");
}

#[test]
fn a_database_of_a_newer_program_is_left_alone() {
    let Some(url) = schema() else { return };
    let runtime = Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        // Several at once: one of them makes the tables.
        let opened = (0..4).map(|_| {
            tokio::spawn({
                let url = url.clone();
                async move { Store::open(&url).await.map(drop) }
            })
        });
        for one in opened.collect::<Vec<_>>() {
            one.await.expect("an end").expect("a store");
        }
        run(&url, "INSERT INTO version VALUES (99)").await;
        let refused = Store::open(&url).await.err();
        assert!(matches!(refused, Some(StoreError::Newer(99))), "{refused:?}");
    });
}

#[test]
fn a_database_of_the_first_version_is_brought_to_the_newest() {
    const FIRST: &str = include_str!("../../../src/server/store/postgres/schema/1.sql");
    let Some(url) = schema() else { return };
    let runtime = Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let filled = "CREATE TABLE version (number BIGINT NOT NULL); INSERT INTO version VALUES (1);
            INSERT INTO task (id, revision, kind, needed, submitted) VALUES ('a', '1', 'annotate', 1, 1), ('b', '1', 'annotate', 1, 0);
            INSERT INTO document VALUES ('a', '1', '{\"id\":\"a\"}'), ('b', '1', '{\"id\":\"b\"}');
            INSERT INTO submission (uuid, task, worker, revision, content, received_at)
              VALUES ('u', 'a', 'ann', '1', '{\"note\":\"x\"}', 1793620800000)";
        run(&url, &format!("{FIRST}; {filled}")).await;
        let store = Store::open(&url).await.expect("a store");
        let lines = super::stored::export(&store).await;
        assert_eq!((&lines[0]["annotation"]["note"], lines.len()), (&"x".into(), 1));
        let claim = Call::Claim(Claim::default());
        let claimed = store.answer(&claim, &Worker::new("ann"), &moment("l")).await.expect("an answer");
        assert!(matches!(&claimed, Ok(Reply::Leased(leased)) if leased.task["id"] == "b"), "{claimed:?}");
        let mut days = Vec::new();
        store.figures(&Ask::days(0), |row| days.push(serde_json::Value::Object(row))).await.expect("figures");
        assert_eq!(days, [serde_json::json!({"day": 20_759, "done": 1, "workers": 1})], "what was done before counts");
    });
}

#[test]
fn a_database_that_is_not_there_is_an_error_and_may_come_back() {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let refused = runtime.block_on(Store::open("postgres://nobody@127.0.0.1:1/none")).err().expect("an error");
    assert!(refused.busy(), "{refused:?}");
}
