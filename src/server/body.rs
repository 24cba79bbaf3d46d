//! Bodies of requests, in bounded memory and time.

use super::Limits;
use super::answer::{refuse, unread};
use crate::json::Value;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use tokio::time::timeout;
use tokio_stream::StreamExt;

/// What is too large is read on for this many times the limit, so that the answer arrives: a browser drops an answer
/// that comes while it is still sending.
const DRAINED: usize = 8;

/// Whether the body says to be of one of these types.
pub(super) fn is_of(headers: &HeaderMap, types: &[&str]) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = value.split(';').next().unwrap_or_default().trim();
    types.iter().any(|one| essence.eq_ignore_ascii_case(one))
}

/// Reads a body of JSON; the error is the answer.
pub(super) async fn json(body: Body, limits: Limits) -> Result<Value, Box<Response>> {
    let bytes = match timeout(limits.patience, bytes(body, limits.body)).await {
        Ok(bytes) => bytes?,
        Err(_) => {
            return Err(Box::new(unread(refuse(StatusCode::REQUEST_TIMEOUT, "", "The body did not arrive in time."))));
        }
    };
    serde_json::from_slice(&bytes)
        .map_err(|error| Box::new(refuse(StatusCode::BAD_REQUEST, "", &format!("The body is no JSON: {error}."))))
}

async fn bytes(body: Body, limit: usize) -> Result<Vec<u8>, Box<Response>> {
    let mut stream = body.into_data_stream();
    let mut bytes = Vec::new();
    let mut length = 0_usize;
    while let Some(piece) = stream.next().await {
        let Ok(piece) = piece else {
            return Err(Box::new(refuse(StatusCode::BAD_REQUEST, "", "The body broke off.")));
        };
        length = length.saturating_add(piece.len());
        if length <= limit {
            bytes.extend_from_slice(&piece);
        } else if length > limit.saturating_mul(DRAINED) {
            break;
        }
    }
    if length > limit {
        let detail = format!("At most {limit} bytes can be sent at once.");
        return Err(Box::new(unread(refuse(StatusCode::PAYLOAD_TOO_LARGE, "too-large", &detail))));
    }
    Ok(bytes)
}
