//! Import of tasks and export of annotations over HTTP, as JSON Lines, streamed.

use super::answer::{json, put, refuse, unread};
use super::calls::{Seen, bad_body, failed, sign_in};
use super::log::log;
use super::who::who;
use super::{Access, Role, Server, TaskError, Tasks, body};
use crate::reference::Counts;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

const JSON_LINES: [&str; 4] =
    ["application/x-ndjson", "application/jsonl", "application/x-jsonlines", "application/json"];

/// Takes tasks in, one a line.
pub(super) async fn import(State(server): State<Arc<Server>>, request: Request) -> Response {
    let access = match admin(&server, request.headers()).await {
        Ok(access) => access,
        Err(response) => return *response,
    };
    if !body::is_of(request.headers(), &JSON_LINES) {
        let detail = "Tasks have to be sent as application/x-ndjson, one a line.";
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "", detail);
    }
    let mut tasks = Tasks::new(Some(&server.store), server.settings.limits.line);
    let mut response = match take(&mut tasks, request.into_body()).await {
        Ok(()) => json(StatusCode::OK, &counted(tasks.counts)),
        Err(response) => unread(*response),
    };
    response.extensions_mut().insert(Seen { call: "import", worker: access.worker.id });
    response
}

async fn take(tasks: &mut Tasks<'_>, body: Body) -> Result<(), Box<Response>> {
    let mut stream = body.into_data_stream();
    while let Some(piece) = stream.next().await {
        let Ok(piece) = piece else {
            return Err(Box::new(refuse(StatusCode::BAD_REQUEST, "", "The body broke off.")));
        };
        tasks.push(&piece).await.map_err(|error| refused(&error, tasks.counts))?;
    }
    Ok(tasks.finish().await.map_err(|error| refused(&error, tasks.counts))?)
}

/// Says which line is bad and what came in before it: sending the whole again is safe.
fn refused(error: &TaskError, counts: Counts) -> Response {
    let (line, mut problem) = match error {
        TaskError::Store(error) => return failed(error),
        TaskError::Task(line, place) => (*line, bad_body(place)),
        TaskError::Line(line) => (line.line, crate::adapter::contract::problem(422, "", "", "")),
    };
    problem.insert("status".into(), 422.into());
    problem.insert("title".into(), "A line is no task".into());
    problem.insert("detail".into(), error.to_string().into());
    problem.insert("line".into(), line.into());
    problem.insert("imported".into(), counted(counts));
    json(StatusCode::UNPROCESSABLE_ENTITY, &serde_json::Value::Object(problem))
}

fn counted(counts: Counts) -> serde_json::Value {
    serde_json::json!({"new": counts.new, "updated": counts.updated, "unchanged": counts.unchanged})
}

/// Sends every submission with its task, one a line, a few at a time.
pub(super) async fn export(State(server): State<Arc<Server>>, headers: HeaderMap) -> Response {
    let access = match admin(&server, &headers).await {
        Ok(access) => access,
        Err(response) => return *response,
    };
    let (sender, receiver) = mpsc::channel(2);
    tokio::spawn(async move { server.store.export(&sender).await });
    // An error breaks the body off, which the client sees; a body that just ended would look whole.
    let lines = ReceiverStream::new(receiver).map(|line| match line {
        Ok(line) => Ok(Bytes::from(format!("{line}\n"))),
        Err(error) => {
            log("error", "export", &[("why", &error)]);
            Err(error)
        }
    });
    let mut response = Response::new(Body::from_stream(lines));
    put(&mut response, header::CONTENT_TYPE, "application/x-ndjson");
    put(&mut response, header::CONTENT_DISPOSITION, "attachment; filename=\"annotations.jsonl\"");
    response.extensions_mut().insert(Seen { call: "export", worker: access.worker.id });
    response
}

/// Import and export are for admins.
pub(super) async fn admin(server: &Server, headers: &HeaderMap) -> Result<Access, Box<Response>> {
    match who(server, headers).await {
        Ok(Some(access)) if access.role == Role::Admin => Ok(access),
        Ok(Some(_)) => Err(Box::new(refuse(StatusCode::FORBIDDEN, "forbidden", "This needs the token of an admin."))),
        Ok(None) => Err(Box::new(sign_in())),
        Err(error) => Err(Box::new(failed(&error))),
    }
}
