//! Responses: the codecs' answers and problem documents as HTTP.

use crate::adapter::HttpResponse;
use crate::adapter::contract::{JSON, PROBLEM_JSON, problem};
use crate::json::Value;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

/// A JSON answer.
pub(super) fn json(status: StatusCode, body: &Value) -> Response {
    let kind = if status.is_client_error() || status.is_server_error() { PROBLEM_JSON } else { JSON };
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    put(&mut response, header::CONTENT_TYPE, kind);
    response
}

/// A problem document about something that is no call's answer.
pub(super) fn refuse(status: StatusCode, name: &str, detail: &str) -> Response {
    let title = status.canonical_reason().unwrap_or("Refused");
    json(status, &Value::Object(problem(status.as_u16(), name, title, detail)))
}

/// An answer given before a body was read to its end: the connection ends with it, and whoever asks next must not begin on it.
pub(super) fn unread(mut response: Response) -> Response {
    put(&mut response, header::CONNECTION, "close");
    response
}

/// What a codec wrote.
pub(super) fn from_codec(answer: HttpResponse) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = match answer.body {
        Some(body) => json(status, &body),
        None => Response::new(Body::empty()),
    };
    *response.status_mut() = status;
    if let Some(seconds) = answer.retry_after {
        put(&mut response, header::RETRY_AFTER, &seconds.max(0.0).ceil().to_string());
    }
    if status == StatusCode::UNAUTHORIZED {
        put(&mut response, header::WWW_AUTHENTICATE, "Bearer");
    }
    response
}

/// Sets a header; a value that cannot be one is left out.
pub(super) fn put(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
