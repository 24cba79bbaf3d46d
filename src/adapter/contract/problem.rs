//! Problem documents (RFC 9457): failures as error responses, and error responses as failures.

use crate::adapter::HttpResponse;
use crate::json::{DecodeError, Doc, Map, Value, put};
use crate::protocol::{Call, DraftAt, Failure, Fault, Place, Refusal, Refused};

const DRAFT_CONFLICT: &str = "draft-conflict";
const SUBMISSION_CONFLICT: &str = "submission-conflict";
const TASK_TAKEN: &str = "task-taken";
const QUOTA: &str = "quota";

/// Writes a failure as an error response.
pub(super) fn write(failure: &Failure) -> HttpResponse {
    match failure {
        Failure::Refused(refused) => refusal_response(refused),
        Failure::Fault(fault) => {
            let (status, retry_after) = match fault {
                Fault::Server { status, retry_after } => (*status, *retry_after),
                Fault::Timeout => (504, None),
                Fault::Network | Fault::Garbled(_) => (502, None),
            };
            let mut body = problem(status, "", title(status), "");
            body.insert("retry_after".into(), retry_after.write());
            HttpResponse { status, body: Some(Value::Object(body)), retry_after }
        }
    }
}

/// A problem document. `name` is the last part of its type, empty where the status says it all.
#[must_use]
pub fn problem(status: u16, name: &str, title: &str, detail: &str) -> Map<String, Value> {
    let kind = if name.is_empty() { "about:blank".to_owned() } else { format!("/problems/{name}") };
    let mut map = Map::new();
    for (key, value) in
        [("type", kind.into()), ("title", title.into()), ("status", status.into()), ("detail", detail.into())]
    {
        put(&mut map, key, value);
    }
    map
}

fn refusal_response(refused: &Refused) -> HttpResponse {
    let (status, name) = match &refused.refusal {
        Refusal::DraftConflict { .. } => (409, DRAFT_CONFLICT),
        Refusal::SubmissionConflict => (409, SUBMISSION_CONFLICT),
        Refusal::TaskTaken => (409, TASK_TAKEN),
        Refusal::LeaseLost => (410, "lease-lost"),
        Refusal::Invalid(_) => (422, "invalid"),
        Refusal::SignIn => (401, "sign-in"),
        Refusal::Forbidden => (403, "forbidden"),
        Refusal::NotFound => (404, "not-found"),
        Refusal::TooLarge => (413, "too-large"),
        Refusal::Quota(_) => (429, QUOTA),
        Refusal::Other(status) => (*status, ""),
    };
    let title = match &refused.refusal {
        Refusal::DraftConflict { .. } => "Another draft came first",
        Refusal::SubmissionConflict => "Another submission stands under this id",
        Refusal::TaskTaken => "The task is not free",
        Refusal::LeaseLost => "The lease is lost",
        Refusal::Invalid(_) => "The submission breaks rules",
        Refusal::Quota(_) => "The day's work in this queue is done",
        _ => title(status),
    };
    let mut body = problem(status, name, title, &refused.detail);
    match &refused.refusal {
        Refusal::DraftConflict { current } => body.insert("current".into(), current.write()),
        Refusal::Invalid(places) => body.insert("errors".into(), places.write()),
        Refusal::Quota(seconds) => body.insert("retry_after".into(), (*seconds).into()),
        _ => None,
    };
    let retry_after = if let Refusal::Quota(seconds) = &refused.refusal { Some(*seconds) } else { None };
    HttpResponse { status, body: Some(Value::Object(body)), retry_after }
}

/// Reads an error response. It counts what the status says; the document adds words and places, and may be missing.
pub(super) fn read(call: &Call, response: &HttpResponse) -> Failure {
    let body = response.body.as_ref().unwrap_or(&Value::Null);
    let refusal = match response.status {
        429 if named(body) == QUOTA => Refusal::Quota(retry_after(response).unwrap_or_default()),
        status @ (408 | 425 | 429 | 500..) => {
            let retry_after = retry_after(response);
            return Failure::Fault(Fault::Server { status, retry_after });
        }
        401 => Refusal::SignIn,
        403 => Refusal::Forbidden,
        404 => Refusal::NotFound,
        409 => match conflict(call, body) {
            Ok(refusal) => refusal,
            Err(error) => return Failure::Fault(Fault::Garbled(error)),
        },
        410 => Refusal::LeaseLost,
        413 => Refusal::TooLarge,
        422 => Refusal::Invalid(places(body)),
        status => Refusal::Other(status),
    };
    let word = |key| body.get(key).and_then(Value::as_str);
    let detail = word("detail").or_else(|| word("title")).unwrap_or_default().to_owned();
    Failure::Refused(Refused { refusal, detail })
}

/// Which conflict: what the type says, and what can only be meant where a backend sends none.
fn conflict(call: &Call, body: &Value) -> Result<Refusal, DecodeError> {
    Ok(match (named(body), call) {
        (DRAFT_CONFLICT, _) => Refusal::DraftConflict { current: current(body)? },
        (SUBMISSION_CONFLICT, _) => Refusal::SubmissionConflict,
        (TASK_TAKEN, _) => Refusal::TaskTaken,
        (_, Call::SaveDraft(_)) if body.get("current").is_some() => Refusal::DraftConflict { current: current(body)? },
        (_, Call::Submit(_)) => Refusal::SubmissionConflict,
        (_, Call::Claim(claim)) if claim.task.is_some() => Refusal::TaskTaken,
        _ => Refusal::Other(409),
    })
}

/// The last segment of a problem's type, which alone counts.
fn named(body: &Value) -> &str {
    let kind = body.get("type").and_then(Value::as_str).unwrap_or_default();
    kind.rsplit(['/', '#', ':']).next().unwrap_or_default()
}

fn retry_after(response: &HttpResponse) -> Option<f64> {
    let body = response.body.as_ref();
    body.and_then(|body| body.get("retry_after")).and_then(Value::as_f64).or(response.retry_after)
}

fn current(body: &Value) -> Result<DraftAt, DecodeError> {
    match body.get("current") {
        Some(current) => DraftAt::read(current.clone()),
        None => Err(DecodeError::missing("the draft that is kept")),
    }
    .map_err(|error| error.under_field("current"))
}

/// Places that cannot be read are left out: the no stands without them.
fn places(body: &Value) -> Vec<Place> {
    let errors = body.get("errors").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    errors.iter().filter_map(|place| Place::read(place.clone()).ok()).collect()
}

fn title(status: u16) -> &'static str {
    match status {
        400 => "The request cannot be read",
        401 => "Who are you?",
        403 => "This is not for you",
        404 => "There is no such thing",
        405 => "The method does not work here",
        408 => "The request took too long",
        413 => "This is too large",
        415 => "The body has to be JSON",
        425 | 429 | 503 => "Please wait",
        502 | 504 => "The backend behind this server gave no answer",
        500.. => "The server failed",
        _ => "The request was refused",
    }
}
