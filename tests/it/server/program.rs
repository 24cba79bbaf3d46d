//! The program as people start it: its files, its sentences, its end.

use super::site::{content, dist, task};
use corrigenda::json::Value;
use serde_json::json;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_corrigenda-server");

fn program(folder: &Path, args: &[&str]) -> Output {
    Command::new(PROGRAM).args(args).current_dir(folder).output().expect("the program")
}

fn succeeds(folder: &Path, args: &[&str]) -> String {
    let output = program(folder, args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn fails(folder: &Path, args: &[&str], code: i32) -> String {
    let output = program(folder, args);
    assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stderr).expect("text")
}

fn folder(tasks: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("tasks.jsonl"), tasks).expect("a file");
    folder
}

#[test]
fn tasks_are_imported_and_annotations_exported() {
    let folder = folder(&format!("{}\n{}\n", task("t1"), task("t2")));
    let at = folder.path();
    let said = succeeds(at, &["import", "--database", "d.sqlite", "tasks.jsonl"]);
    assert_eq!(said, "2 tasks: 2 new, 0 updated, 0 unchanged.\n");
    let said = succeeds(at, &["import", "--database", "d.sqlite", "tasks.jsonl"]);
    assert_eq!(said, "2 tasks: 0 new, 0 updated, 2 unchanged.\n");
    assert_eq!(succeeds(at, &["check", "tasks.jsonl"]), "2 tasks, every line is good.\n");
    assert_eq!(succeeds(at, &["export", "--database", "d.sqlite"]), "");
    succeeds(at, &["export", "--database", "d.sqlite", "out.jsonl"]);
    assert_eq!(std::fs::read(at.join("out.jsonl")).expect("a file"), b"");
    let token = succeeds(at, &["token", "--database", "d.sqlite", "--worker", "w-5"]);
    assert_eq!(token.trim().len(), 48);
}

#[test]
fn a_bad_line_is_named_and_nothing_is_imported() {
    let bad = json!({"format": "corrigenda.task/1", "id": "t2", "rubric": {"criteria": [{"id": "c", "points": "5"}]}});
    let folder = folder(&format!("{}\n\n{bad}\n", task("t1")));
    for command in [&["import", "--database", "d.sqlite", "tasks.jsonl"][..], &["check", "tasks.jsonl"]] {
        let said = fails(folder.path(), command, 1);
        let expected = "tasks.jsonl, line 3: $.rubric.criteria[0].points: expected a number, found \"5\".\n";
        assert_eq!(said, format!("corrigenda-server: {expected}"));
    }
    std::fs::write(folder.path().join("tasks.jsonl"), task("t1").to_string()).expect("a file");
    let said = succeeds(folder.path(), &["import", "--database", "d.sqlite", "tasks.jsonl"]);
    assert_eq!(said, "1 tasks: 1 new, 0 updated, 0 unchanged.\n");
}

#[test]
fn what_is_wrong_at_the_start_is_said_in_one_sentence() {
    let folder = folder("");
    let at = folder.path();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let said = fails(at, &["serve", "--no-page", "--address", &address], 1);
    assert!(said.contains(&format!("{address} is in use")), "{said}");
    assert!(!at.join("data").exists(), "nothing was made");
    let said = fails(at, &["serve"], 1);
    assert!(said.contains("There is no built page in dist"), "{said}");
    let said = fails(at, &["serve", "--no-page", "--tokens", "none.txt"], 1);
    assert!(said.contains("none.txt cannot be read"), "{said}");
    let said = fails(at, &["import", "--database", "d.sqlite", "none.jsonl"], 1);
    assert!(said.contains("none.jsonl cannot be read"), "{said}");
    let said = fails(at, &["export", "--database", "none.sqlite"], 1);
    assert!(said.contains("There is no database at none.sqlite."), "{said}");
    std::fs::write(at.join("no.sqlite"), "this is no database, and long enough to be looked at as one, surely")
        .expect("a file");
    let said = fails(at, &["export", "--database", "no.sqlite"], 1);
    assert!(said.starts_with("corrigenda-server: no.sqlite: the database failed"), "{said}");
    assert!(fails(at, &["serve", "--fast"], 2).contains("Usage:"));
}

/// The program while it serves; killed when the test ends.
struct Serving {
    child: Child,
    address: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn serve(folder: &Path, more: &[&str]) -> Serving {
    let args = ["serve", "--address", "127.0.0.1:0", "--database", "d.sqlite", "--tasks", "tasks.jsonl"];
    let mut command = Command::new(PROGRAM);
    command.args(args).args(more).current_dir(folder).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let line = lines.find_map(|line| line.ok().filter(|line| line.starts_with("Serving"))).expect("a first word");
    let address = line.split('/').nth(2).expect("an address").to_owned();
    Serving { child, address }
}

impl Serving {
    fn ask(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let body = body.to_string();
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let head =
            format!("{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n");
        write!(stream, "{head}content-length: {}\r\n\r\n{body}", body.len()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, serde_json::from_str(body).unwrap_or(Value::Null))
    }
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let folder = folder(&format!("{}\n", task("t1")));
    let (_dist, path) = dist();
    let dist = path.to_str().expect("a path");
    let mut serving = serve(folder.path(), &["--open", "--dist", dist, "--lease", "60"]);
    let (status, claimed) = serving.ask("POST", "/api/claims", &json!({}));
    assert_eq!((status, &claimed["lease"]["seconds"]), (200, &json!(60)));
    let body = json!({"lease_id": claimed["lease"]["id"], "content": content("t1")});
    let (status, _) = serving.ask("PUT", "/api/tasks/t1/annotations/u1", &body);
    serving.child.kill().expect("killed at once");
    assert_eq!(status, 201);
    let line = succeeds(folder.path(), &["export", "--database", "d.sqlite"]);
    let line: Value = serde_json::from_str(line.trim()).expect("one line");
    assert_eq!((&line["annotation"]["id"], &line["annotation"]["annotator"]), (&json!("u1"), &json!("guest")));
    let again = serve(folder.path(), &["--open", "--no-page"]);
    assert_eq!(again.ask("PUT", "/api/tasks/t1/annotations/u1", &body).0, 200);
    assert_eq!(again.ask("POST", "/api/claims", &json!({})).1["task"], Value::Null);
}

#[cfg(unix)]
#[test]
fn it_stops_when_it_is_told_to_and_logs_no_content() {
    let folder = folder(&format!("{}\n", task("t1")));
    let mut serving = serve(folder.path(), &["--open", "--no-page"]);
    serving.ask("POST", "/api/claims", &json!({}));
    serving.ask("PUT", "/api/tasks/t1/draft", &json!({"lease_id": "x", "content": content("t1")}));
    let id = serving.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill").success());
    assert!(serving.child.wait().expect("an end").success());
    let mut log = String::new();
    serving.child.stderr.take().expect("its log").read_to_string(&mut log).expect("the log");
    let calls: Vec<&str> = log.lines().filter(|line| line.contains("event=call")).collect();
    assert_eq!(calls.len(), 2, "{log}");
    assert!(calls[0].contains("level=info") && calls[0].contains("call=claim status=200"), "{log}");
    assert!(calls[1].contains("call=draft status=410") && calls[1].ends_with("worker=guest"), "{log}");
    assert!(!log.contains("note") && !log.contains("Titel"), "{log}");
}

#[cfg(unix)]
#[test]
fn a_call_under_way_is_answered_before_it_stops_and_no_new_one_is_taken() {
    let folder = folder(&format!("{}\n", task("t1")));
    let mut serving = serve(folder.path(), &["--open", "--no-page"]);
    let mut stream = TcpStream::connect(&serving.address).expect("a connection");
    let head = "POST /api/claims HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n";
    write!(stream, "{head}expect: 100-continue\r\n\r\n").expect("sent");
    let mut answer = BufReader::new(stream.try_clone().expect("a reader"));
    let mut line = String::new();
    answer.read_line(&mut line).expect("a line");
    assert!(line.starts_with("HTTP/1.1 100"), "it waits for the body: {line}");
    let id = serving.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill").success());
    let mut log = BufReader::new(serving.child.stderr.take().expect("its log")).lines();
    assert!(log.any(|line| line.expect("a line").contains("event=stopping")), "it says so");
    stream.write_all(b"{}").expect("sent");
    let mut rest = String::new();
    answer.read_to_string(&mut rest).expect("an answer");
    assert!(rest.contains("HTTP/1.1 200") && rest.contains("\"t1\""), "{rest}");
    assert!(serving.child.wait().expect("an end").success());
    assert!(TcpStream::connect(&serving.address).is_err(), "nobody listens any more");
}
