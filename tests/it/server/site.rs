//! A server without a socket, and a client that speaks the contract's codecs to it.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use corrigenda::adapter::contract::{decode, encode};
use corrigenda::adapter::{HttpResponse, retry_after};
use corrigenda::json::Value;
use corrigenda::protocol::{Call, Claim, Failure, Reply, SaveDraft, Submit};
use corrigenda::reference::Entry;
use corrigenda::server::{Access, Limits, Role, Server, Settings, Store, app, hash};
use serde_json::json;
use std::collections::BTreeMap;
use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt as _;

/// A server with the tokens `ann`, `ben`, `rev` for a reviewer and `root` for an admin.
pub struct Site {
    pub server: Arc<Server>,
    _folder: TempDir,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

/// Runs a test's future to its end.
pub fn run<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(test)
}

pub fn task(id: &str) -> Value {
    json!({"format": "corrigenda.task/1", "id": id, "title": "Ein Titel"})
}

pub fn content(task: &str) -> Value {
    json!({"format": "corrigenda.annotation/1", "task": {"id": task, "revision": "1"}, "note": "ä"})
}

impl Site {
    pub async fn new(tasks: &[&str]) -> Self {
        Self::with(tasks, |_| ()).await
    }

    pub async fn with(tasks: &[&str], change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.sqlite");
        let store = Store::open(path.to_str().expect("a path")).await.expect("a store");
        let entries: Vec<Entry> = tasks.iter().map(|id| Entry::read(task(id)).expect("a task")).collect();
        store.import(&entries).await.expect("an import");
        let access = |worker: &str, role| (hash(worker), Access::new(worker, role));
        let tokens =
            [("ann", Role::Annotator), ("ben", Role::Annotator), ("rev", Role::Reviewer), ("root", Role::Admin)];
        let tokens: BTreeMap<_, _> = tokens.into_iter().map(|(name, role)| access(name, role)).collect();
        let mut settings =
            Settings { tokens, limits: Limits { body: 4096, line: 4096, ..Limits::default() }, ..Settings::default() };
        change(&mut settings);
        Self { server: Arc::new(Server::new(store, settings)), _folder: folder }
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = app(Arc::clone(&self.server)).oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a whole body").to_vec();
        Answer { status: parts.status.as_u16(), headers: parts.headers, bytes }
    }

    /// Sends JSON with a token, where there is one.
    pub async fn json(&self, method: &str, path: &str, token: &str, body: &Value) -> Answer {
        self.send(request(method, path, token, "application/json", body.to_string())).await
    }

    /// Asks as the workbench does.
    pub async fn call(&self, token: &str, call: &Call) -> Result<Reply, Failure> {
        let sent = encode(call);
        let answer = self.json(sent.method.word(), &format!("/api/{}", sent.path), token, &sent.body).await;
        let header = answer.headers.get("retry-after").and_then(|value| retry_after(value.to_str().ok()?));
        let body = serde_json::from_slice(&answer.bytes).ok();
        decode(call, HttpResponse { status: answer.status, body, retry_after: header })
    }

    /// Claims whatever there is and answers task and lease.
    pub async fn claim(&self, token: &str) -> Option<(String, String)> {
        match self.call(token, &Call::Claim(Claim::default())).await {
            Ok(Reply::Leased(leased)) => Some((leased.task["id"].as_str().expect("an id").to_owned(), leased.lease.id)),
            Ok(Reply::Nothing { .. }) => None,
            other => panic!("{other:?}"),
        }
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).expect("JSON")
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).expect("text")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header"))
    }

    /// Status, type and detail of a problem document, and that it is one.
    pub fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json");
        let body = self.json();
        assert_eq!(body["status"], json!(self.status));
        assert!(StatusCode::from_u16(self.status).is_ok());
        let text = |key: &str| body[key].as_str().expect("a text").to_owned();
        format!("{} {}: {}", self.status, text("type"), text("detail"))
    }
}

pub fn request(method: &str, path: &str, token: &str, kind: &str, body: impl Into<Body>) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if !token.is_empty() {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    if !kind.is_empty() {
        request = request.header("content-type", kind);
    }
    request.body(body.into()).expect("a request")
}

pub fn draft(task: &str, lease: &str, base_rev: u64) -> Call {
    let content = Some(content(task));
    Call::SaveDraft(SaveDraft { task: task.into(), lease: lease.into(), base_rev, content })
}

pub fn submit(task: &str, lease: &str, uuid: &str) -> Call {
    Call::Submit(Submit { task: task.into(), lease: lease.into(), uuid: uuid.into(), content: content(task) })
}

/// A folder with a page in it.
pub fn dist() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("dist");
    std::fs::create_dir(&path).expect("a folder");
    for (name, text) in [
        ("index.html", "<!doctype html><title>x</title>"),
        ("corrigenda.js", "export {}"),
        ("corrigenda_bg.wasm", "plain wasm"),
        ("corrigenda_bg.wasm.br", "brotli wasm"),
        ("../secret.txt", "secret"),
    ] {
        std::fs::write(path.join(name), text).expect("a file");
    }
    (folder, path)
}
