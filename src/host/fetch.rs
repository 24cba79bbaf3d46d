//! Calls over HTTP: one request with its time limit, and what to do where the token is no longer good.

use super::token::Token;
use crate::adapter::{HttpRequest, HttpResponse, contract, retry_after};
use crate::json::parse;
use crate::protocol::{Call, Failure, Fault, Reply};
use crate::web::fetch::{Answer, body, fetch};
use crate::web::within;
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

/// How long a backend may take.
pub const PATIENCE_MS: u32 = 30_000;
/// What browsers let outlive a page, all requests together.
const KEEPALIVE_BYTES: usize = 60 * 1024;

/// Asks the backend at this URL.
///
/// # Errors
/// Where it says no, or does not answer.
pub async fn ask(base: &str, call: &Call, leaving: bool, token: &Token, credentials: &str) -> Result<Reply, Failure> {
    let request = contract::encode(call);
    let url = format!("{}/{}", base.trim_end_matches('/'), request.path);
    // A page that goes cannot wait for its host: what is at hand is sent.
    let bearer = if leaving { token.held() } else { token.get(None).await };
    let mut response = send(&url, &request, bearer.as_deref(), leaving, credentials).await?;
    if response.status == 401 && token.is_used() && !leaving {
        let fresh = token.get(bearer.as_deref()).await;
        if fresh.is_some() && fresh != bearer {
            response = send(&url, &request, fresh.as_deref(), leaving, credentials).await?;
        }
    }
    contract::decode(call, response)
}

async fn send(
    url: &str,
    request: &HttpRequest,
    bearer: Option<&str>,
    leaving: bool,
    credentials: &str,
) -> Result<HttpResponse, Failure> {
    let abort = AbortController::new().map_err(|_| Failure::Fault(Fault::Network))?;
    let headers = Object::new();
    set(&headers, "content-type", contract::JSON);
    if let Some(bearer) = bearer {
        set(&headers, "authorization", format!("Bearer {bearer}"));
    }
    let body = request.body.to_string();
    let init = Object::new();
    set(&init, "method", request.method.word());
    set(&init, "credentials", credentials);
    set(&init, "cache", "no-store");
    set(&init, "signal", abort.signal());
    set(&init, "keepalive", leaving && body.len() < KEEPALIVE_BYTES);
    set(&init, "body", body);
    set(&init, "headers", headers);
    let answer = fetch(url, &init);
    match within(PATIENCE_MS, receive(answer)).await {
        Some(received) => received.map_err(|_| Failure::Fault(Fault::Network)),
        None => {
            abort.abort();
            Err(Failure::Fault(Fault::Timeout))
        }
    }
}

async fn receive(answer: Promise) -> Result<HttpResponse, JsValue> {
    let answer: Answer = JsFuture::from(answer).await?.unchecked_into();
    let text = body(&answer).await?;
    let retry_after = answer.headers().get("retry-after").as_deref().and_then(retry_after);
    Ok(HttpResponse { status: answer.status(), body: parse(&text).ok(), retry_after })
}

fn set(object: &Object, key: &str, value: impl Into<JsValue>) {
    let _ = Reflect::set(object, &key.into(), &value.into());
}
