//! Calls as requests, and requests as calls.

use super::bodies::{ClaimBody, Client, DraftBody, ReleaseBody, SubmitBody};
use crate::adapter::{HttpRequest, Method, join};
use crate::json::{DecodeError, Doc, Map, Value};
use crate::protocol::{Call, Claim, SaveDraft, Submit};
use std::fmt;

const LONGEST_ID: usize = 200;

/// A request that is no call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// No call lives at this path (404).
    Path,
    /// The path is a call's, the method is not; this one would be (405).
    Method(Method),
    /// The body or an id is not what the call carries (400).
    Body(DecodeError),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path => write!(f, "there is nothing at this path"),
            Self::Method(method) => write!(f, "only {} works here", method.word()),
            Self::Body(error) => write!(f, "{error}"),
        }
    }
}

/// Writes a call as a request.
#[must_use]
pub fn encode(call: &Call) -> HttpRequest {
    match call {
        Call::Claim(claim) => {
            let body = ClaimBody {
                queue: claim.queue.clone(),
                kind: claim.kind,
                task_id: claim.task.clone(),
                domains: claim.domains.clone(),
                extra: Map::new(),
            };
            HttpRequest { method: Method::Post, path: "claims".into(), body: body.write() }
        }
        Call::SaveDraft(draft) => {
            let body = DraftBody {
                lease_id: draft.lease.clone(),
                base_rev: draft.base_rev,
                content: draft.content.clone(),
                extra: Map::new(),
            };
            HttpRequest { method: Method::Put, path: join(&["tasks", &draft.task, "draft"]), body: body.write() }
        }
        Call::Submit(submit) => {
            let body = SubmitBody {
                lease_id: submit.lease.clone(),
                content: submit.content.clone(),
                client: Some(Client {
                    name: env!("CARGO_PKG_NAME").into(),
                    version: env!("CARGO_PKG_VERSION").into(),
                    extra: Map::new(),
                }),
                extra: Map::new(),
            };
            let path = join(&["tasks", &submit.task, "annotations", &submit.uuid]);
            HttpRequest { method: Method::Put, path, body: body.write() }
        }
        Call::Release { lease, reason } => {
            let body = ReleaseBody { reason: *reason, extra: Map::new() };
            HttpRequest { method: Method::Post, path: join(&["leases", lease, "release"]), body: body.write() }
        }
    }
}

/// Where a call lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// `POST claims`
    Claims,
    /// `PUT tasks/{id}/draft`
    Draft(String),
    /// `PUT tasks/{id}/annotations/{uuid}`
    Annotation(String, String),
    /// `POST leases/{id}/release`
    Release(String),
}

impl Endpoint {
    /// Finds the endpoint; `segments` are those of the path below the base, decoded. A server asks this before it reads
    /// the body.
    ///
    /// # Errors
    /// Where no call lives there.
    pub fn find(method: &str, segments: &[String]) -> Result<Self, Unreadable> {
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        let (expected, endpoint) = match segments.as_slice() {
            ["claims"] => (Method::Post, Self::Claims),
            ["tasks", task, "draft"] => (Method::Put, Self::Draft(id("task", task)?)),
            ["tasks", task, "annotations", uuid] => {
                (Method::Put, Self::Annotation(id("task", task)?, id("uuid", uuid)?))
            }
            ["leases", lease, "release"] => (Method::Post, Self::Release(id("lease", lease)?)),
            _ => return Err(Unreadable::Path),
        };
        if method == expected.word() { Ok(endpoint) } else { Err(Unreadable::Method(expected)) }
    }

    /// The call's name in a word.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Claims => "claim",
            Self::Draft(_) => "draft",
            Self::Annotation(..) => "submit",
            Self::Release(_) => "release",
        }
    }

    /// Reads the body of the call that lives here.
    ///
    /// # Errors
    /// Where the body is not what the call carries.
    pub fn read(self, body: Value) -> Result<Call, DecodeError> {
        match self {
            Self::Claims => {
                let body = ClaimBody::read(body)?;
                let ClaimBody { queue, kind, task_id: task, domains, .. } = body;
                Ok(Call::Claim(Claim { queue, kind, task, domains }))
            }
            Self::Draft(task) => draft(task, body),
            Self::Annotation(task, uuid) => {
                let body = SubmitBody::read(body)?;
                Ok(Call::Submit(Submit { task, uuid, lease: body.lease_id, content: body.content }))
            }
            Self::Release(lease) => Ok(Call::Release { lease, reason: ReleaseBody::read(body)?.reason }),
        }
    }
}

/// Reads a request as a call; `segments` are those of the path below the base, decoded.
///
/// # Errors
/// Where the request is no call.
pub fn read_request(method: &str, segments: &[String], body: Value) -> Result<Call, Unreadable> {
    Endpoint::find(method, segments)?.read(body).map_err(Unreadable::Body)
}

fn draft(task: String, body: Value) -> Result<Call, DecodeError> {
    let body = DraftBody::read(body)?;
    if let Some(content) = body.content.as_ref().filter(|content| !content.is_object()) {
        return Err(DecodeError::unexpected("an annotation", content).under_field("content"));
    }
    Ok(Call::SaveDraft(SaveDraft { task, lease: body.lease_id, base_rev: body.base_rev, content: body.content }))
}

fn id(what: &str, id: &str) -> Result<String, Unreadable> {
    if id.is_empty() || id.chars().count() > LONGEST_ID {
        let error = DecodeError::unexpected("an id of 1 to 200 characters in the path", &id.into());
        return Err(Unreadable::Body(error.under_field(what)));
    }
    Ok(id.to_owned())
}
