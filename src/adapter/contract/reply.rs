//! Answers as responses, and responses as answers.

use super::bodies::{Claimed, Receipt, SavedBody, WorkerBody};
use super::problem;
use crate::adapter::HttpResponse;
use crate::json::{DecodeError, Doc, Map, Value, object};
use crate::protocol::{Call, Failure, Fault, Leased, Reply};

/// Reads what a backend answered to a call.
///
/// # Errors
/// Where the answer is a no, or none, or not what the contract says.
pub fn decode(call: &Call, response: HttpResponse) -> Result<Reply, Failure> {
    if response.status >= 400 {
        return Err(problem::read(call, &response));
    }
    let reply = match (call, response.status) {
        (Call::Claim(_), 200) => body(response.body).and_then(|body| claimed(body, response.retry_after)),
        (Call::SaveDraft(_), 200) => body(response.body).and_then(saved),
        (Call::Submit(_), status @ (200 | 201)) => body(response.body).and_then(|body| receipt(body, status == 200)),
        (Call::Release { .. }, 200 | 204) => Ok(Reply::Released),
        (_, status) => Err(DecodeError::new("a status of the contract", &status.to_string())),
    };
    reply.map_err(|error| Failure::Fault(Fault::Garbled(error)))
}

/// Writes an answer to a call as a response. A fault that is no answer (network, time-out) becomes a gateway's.
#[must_use]
pub fn respond(call: &Call, answer: &Result<Reply, Failure>) -> HttpResponse {
    let reply = match answer {
        Ok(reply) => reply,
        Err(failure) => return problem::write(failure),
    };
    let (status, body, retry_after) = match reply {
        Reply::Leased(leased) => (200, Some(leased_body(leased)), None),
        Reply::Nothing { retry_after } => (200, Some(nothing_body(*retry_after)), *retry_after),
        Reply::Saved { rev, seconds } => {
            (200, Some(SavedBody { rev: *rev, seconds: *seconds, extra: Map::new() }.write()), None)
        }
        Reply::Submitted { id, received_at, replay } => {
            let receipt = Receipt { id: id.clone(), received_at: received_at.clone(), extra: Map::new() };
            (if *replay { 200 } else { 201 }, Some(receipt.write()), None)
        }
        Reply::Released => (204, None, None),
    };
    debug_assert!(fits(call, reply), "a reply to another call");
    HttpResponse { status, body, retry_after }
}

fn fits(call: &Call, reply: &Reply) -> bool {
    matches!(
        (call, reply),
        (Call::Claim(_), Reply::Leased(_) | Reply::Nothing { .. })
            | (Call::SaveDraft(_), Reply::Saved { .. })
            | (Call::Submit(_), Reply::Submitted { .. })
            | (Call::Release { .. }, Reply::Released)
    )
}

fn body(body: Option<Value>) -> Result<Value, DecodeError> {
    body.ok_or_else(|| DecodeError::new("a body of JSON", "something else"))
}

fn claimed(body: Value, header: Option<f64>) -> Result<Reply, DecodeError> {
    if !body.is_object() {
        return Err(DecodeError::unexpected("an object", &body));
    }
    let retry_after = body.get("retry_after").and_then(Value::as_f64).or(header);
    match body.get("task") {
        None => return Err(DecodeError::missing("a task or null").under_field("task")),
        Some(Value::Null) => return Ok(Reply::Nothing { retry_after }),
        Some(Value::Object(_)) => {}
        Some(other) => return Err(DecodeError::unexpected("a task or null", other).under_field("task")),
    }
    let body = Claimed::read(body)?;
    let worker = body.worker.map(|worker| worker.id);
    Ok(Reply::Leased(Box::new(Leased { task: body.task, lease: body.lease, draft: body.draft, worker })))
}

fn saved(body: Value) -> Result<Reply, DecodeError> {
    let body = SavedBody::read(body)?;
    Ok(Reply::Saved { rev: body.rev, seconds: body.seconds })
}

fn receipt(body: Value, replay: bool) -> Result<Reply, DecodeError> {
    let body = Receipt::read(body)?;
    Ok(Reply::Submitted { id: body.id, received_at: body.received_at, replay })
}

fn leased_body(leased: &Leased) -> Value {
    let worker = leased.worker.clone().map(|id| WorkerBody { id, extra: Map::new() });
    Claimed {
        task: leased.task.clone(),
        lease: leased.lease.clone(),
        draft: leased.draft.clone(),
        worker,
        extra: Map::new(),
    }
    .write()
}

fn nothing_body(retry_after: Option<f64>) -> Value {
    object([("task", Value::Null), ("retry_after", retry_after.write())])
}
