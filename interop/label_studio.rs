//! A day at a real Label Studio, recorded: `label_studio URL TOKEN FILE` makes a project there, works in it by the adapter
//! with a legacy and with a personal access token, and writes what was asked and answered.

#[expect(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "shared with the tests")]
#[path = "../tests/it/label_studio/day.rs"]
mod day;

use corrigenda::adapter::HttpResponse;
use corrigenda::adapter::label_studio::{Outside, Request};
use corrigenda::json::{Value, object, parse};
use corrigenda::protocol::Fault;
use std::error::Error;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;

/// Plain HTTP, a connection a request: enough for a server on this machine.
struct Plain {
    host: String,
    token: String,
}

impl Plain {
    fn talk(&self, request: &Request) -> Result<HttpResponse, Box<dyn Error>> {
        let body = request.body.as_ref().map(Value::to_string).unwrap_or_default();
        let mut head = format!("{} {} HTTP/1.0\r\nHost: {}\r\n", request.method, request.path, self.host);
        if let Some(authorization) = &request.authorization {
            head += &format!("Authorization: {authorization}\r\n");
        }
        head += &format!("Content-Type: application/json\r\nContent-Length: {}\r\n\r\n", body.len());
        let mut stream = TcpStream::connect(&self.host)?;
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8(answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or("no head")?;
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("no status")?;
        Ok(HttpResponse { status, body: parse(body).ok(), retry_after: None })
    }

    fn signed(&self, method: &'static str, path: &str, body: Option<Value>) -> Result<Value, Box<dyn Error>> {
        let authorization = Some(format!("Token {}", self.token));
        let answer = self.talk(&Request { method, path: path.to_owned(), body, authorization })?;
        if answer.status >= 400 {
            return Err(format!("{method} {path}: {} {:?}", answer.status, answer.body).into());
        }
        answer.body.ok_or_else(|| format!("{method} {path}: no JSON").into())
    }

    /// A project of its own, with its tasks.
    fn project(&self, title: &str) -> Result<String, Box<dyn Error>> {
        let body = object([("title", title.into()), ("label_config", day::CONFIG.into())]);
        let made = self.signed("POST", "/api/projects/", Some(body))?;
        let id = made.get("id").map(Value::to_string).ok_or("no project")?;
        self.signed("POST", &format!("/api/projects/{id}/import"), Some(day::tasks()))?;
        Ok(id)
    }
}

impl Outside for Plain {
    async fn send(&self, request: Request) -> Result<HttpResponse, Fault> {
        self.talk(&request).map_err(|_| Fault::Network)
    }
    async fn token(&self, stale: Option<&str>) -> Option<String> {
        stale.is_none().then(|| self.token.clone())
    }
}

/// What the adapter reads of answers: the rest of them is left out of the recording.
const READ: [&str; 27] = [
    "id",
    "title",
    "label_config",
    "expert_instruction",
    "show_collab_predictions",
    "project",
    "data",
    "drafts",
    "annotations",
    "predictions",
    "unique_lock_id",
    "queue",
    "detail",
    "status_code",
    "updated_at",
    "created_at",
    "result",
    "lead_time",
    "email",
    "access",
    "user",
    "annotation",
    "was_cancelled",
    "was_postponed",
    "completed_by",
    "release",
    "task",
];

fn trimmed(value: &Value) -> Value {
    match value {
        Value::Object(map) if map.contains_key("start") || map.contains_key("from_name") => value.clone(),
        Value::Object(map) => {
            let kept = map.iter().filter(|(key, _)| READ.contains(&key.as_str()));
            let own = |key: &str, value: &Value| match key {
                // The data are the platform's, results and bearers are as they are or nothing.
                "data" | "result" => value.clone(),
                "access" => "…".into(),
                _ => trimmed(value),
            };
            Value::Object(kept.map(|(key, value)| (key.clone(), own(key, value))).collect())
        }
        Value::Array(items) => items.iter().map(trimmed).collect::<Vec<_>>().into(),
        other => other.clone(),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [url, token, file] = given.as_slice() else { return Err("usage: label_studio URL TOKEN FILE".into()) };
    let host = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let legacy = Plain { host: host.clone(), token: token.clone() };
    let project = legacy.project("Corrigenda: a day")?;
    let watched = day::Watched::new(legacy);
    day::day(watched.clone(), &project);

    // The same with a bearer. There can be one such token at a time: where somebody has one, it is not taken away.
    let legacy = Plain { host: host.clone(), token: token.clone() };
    let personal = legacy.signed("POST", "/api/token/", Some(object([])));
    let mut said = "a legacy token".to_owned();
    if let Some(personal) = personal.ok().and_then(|answer| answer.get("token")?.as_str().map(ToOwned::to_owned)) {
        let project = legacy.project("Corrigenda: a day with a bearer")?;
        let body = object([("refresh", personal.as_str().into())]);
        day::day(day::Watched::new(Plain { host, token: personal }), &project);
        let _ = legacy.signed("POST", "/api/token/blacklist/", Some(body));
        said += " and a personal access token";
    } else {
        said += " (its owner has a personal access token already: that way was not tried)";
    }

    let mut lines = object([("project", project.as_str().into())]).to_string() + "\n";
    for (request, response) in watched.pairs.borrow().iter() {
        let pair = object([
            ("method", request.method.into()),
            ("path", request.path.as_str().into()),
            ("body", request.body.clone().unwrap_or_default()),
            ("status", response.status.into()),
            ("answer", trimmed(&response.body.clone().unwrap_or_default())),
        ]);
        lines += &format!("{pair}\n");
    }
    fs::write(file, lines)?;
    println!("project {project}, {} requests, with {said}", watched.pairs.borrow().len());
    Ok(())
}
