//! The four calls over HTTP.

use super::answer::{from_codec, json as answer_json, refuse};
use super::log::log;
use super::who::who;
use super::{Access, Role, Server, StoreError, body, now, random_id};
use crate::adapter::contract::{Endpoint, JSON, Unreadable, problem, respond};
use crate::adapter::split;
use crate::json::{DecodeError, Doc as _, Map, Value};
use crate::protocol::{Call, Failure, Fault, Place, Refusal, Refused, Reply};
use crate::reference::Moment;
use crate::task::Kind;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::Response;
use std::sync::Arc;

/// What the log says of a request, besides what HTTP shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    pub call: &'static str,
    pub worker: String,
}

/// Answers a call.
pub(super) async fn call(State(server): State<Arc<Server>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let (endpoint, access) = match enter(&server, &parts).await {
        Ok(entered) => entered,
        Err(response) => return *response,
    };
    let seen = Seen { call: endpoint.name(), worker: access.worker.id.clone() };
    let mut response = match read(&server, endpoint, body).await {
        Ok(call) => {
            let answer = match not_for(&call, &access) {
                Some(refused) => Err(refused),
                None => answer(&server, call.clone(), access).await,
            };
            from_codec(respond(&call, &answer))
        }
        Err(response) => *response,
    };
    response.extensions_mut().insert(seen);
    response
}

async fn enter(server: &Server, request: &Parts) -> Result<(Endpoint, Access), Box<Response>> {
    let path = request.uri.path().strip_prefix("/api/").unwrap_or_default();
    let segments = split(path).ok_or_else(|| unreadable(&Unreadable::Path))?;
    let endpoint = Endpoint::find(request.method.as_str(), &segments).map_err(|error| unreadable(&error))?;
    let access = who(server, &request.headers).await.map_err(|error| failed(&error))?;
    let access = access.ok_or_else(sign_in)?;
    server.may_call(&access.worker.id).map_err(wait)?;
    if !body::is_of(&request.headers, &[JSON]) {
        let detail = "The body has to be sent as application/json.";
        return Err(Box::new(refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "", detail)));
    }
    Ok((endpoint, access))
}

async fn read(server: &Server, endpoint: Endpoint, body: Body) -> Result<Call, Box<Response>> {
    let body = body::json(body, server.settings.limits).await?;
    Ok(endpoint.read(body).map_err(|error| unreadable(&Unreadable::Body(error)))?)
}

/// What a role does not allow.
fn not_for(call: &Call, access: &Access) -> Option<Failure> {
    let review = matches!(call, Call::Claim(claim) if claim.kind == Some(Kind::Review));
    let detail = "Reviews need the token of a reviewer.".to_owned();
    let refused = Failure::Refused(Refused { refusal: Refusal::Forbidden, detail });
    (review && access.role < Role::Reviewer).then_some(refused)
}

/// Asks the store in a task of its own: a client that goes away does not stop a submission half-way.
async fn answer(server: &Arc<Server>, call: Call, access: Access) -> Result<Reply, Failure> {
    let server = Arc::clone(server);
    let asked = tokio::spawn(async move {
        let Ok(fresh) = random_id(16) else {
            log("error", "no-randomness", &[]);
            return Err(server_fault(500, None));
        };
        let moment = Moment { now: now(), fresh, rules: server.settings.rules.clone() };
        match server.store.answer(&call, &access.worker, &moment).await {
            Ok(answer) => answer,
            Err(error) => Err(store_fault(&error)),
        }
    });
    asked.await.unwrap_or_else(|_| Err(server_fault(500, None)))
}

fn server_fault(status: u16, retry_after: Option<f64>) -> Failure {
    Failure::Fault(Fault::Server { status, retry_after })
}

fn store_fault(error: &StoreError) -> Failure {
    log("error", "store", &[("why", error)]);
    if error.busy() { server_fault(503, Some(1.0)) } else { server_fault(500, None) }
}

/// The database failed.
pub(super) fn failed(error: &StoreError) -> Response {
    let failure = store_fault(error);
    from_codec(respond(&Call::Claim(crate::protocol::Claim::default()), &Err(failure)))
}

/// Nobody is signed in.
pub(super) fn sign_in() -> Response {
    let failure = Failure::refused(Refusal::SignIn);
    from_codec(respond(&Call::Claim(crate::protocol::Claim::default()), &Err(failure)))
}

/// Too many calls.
fn wait(seconds: f64) -> Response {
    let failure = server_fault(429, Some(seconds));
    from_codec(respond(&Call::Claim(crate::protocol::Claim::default()), &Err(failure)))
}

fn unreadable(error: &Unreadable) -> Response {
    match error {
        Unreadable::Path => refuse(StatusCode::NOT_FOUND, "not-found", "There is nothing at this path."),
        Unreadable::Method(method) => {
            let detail = format!("Only {} works here.", method.word());
            let mut response = refuse(StatusCode::METHOD_NOT_ALLOWED, "", &detail);
            super::answer::put(&mut response, header::ALLOW, method.word());
            response
        }
        Unreadable::Body(error) => answer_json(StatusCode::BAD_REQUEST, &Value::Object(bad_body(error))),
    }
}

/// A problem document that names the place.
pub(super) fn bad_body(error: &DecodeError) -> Map<String, Value> {
    let mut body = problem(400, "", "The request cannot be read", &error.to_string());
    let place = Place { pointer: error.pointer(), detail: error.to_string(), extra: Map::new() };
    body.insert("errors".into(), vec![place].write());
    body
}
