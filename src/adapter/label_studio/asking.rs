//! Requests with their sign-in, and what Label Studio's noes mean.
//!
//! A legacy token is sent as it is, for ever. A personal access token is never sent: it is exchanged for a bearer that
//! lives five minutes; an old one is answered like a wrong one, so that one exchange is tried before anybody is asked.

use crate::adapter::HttpResponse;
use crate::json::{DecodeError, Value, object};
use crate::protocol::{Failure, Fault, Place, Refusal, Refused};
use std::cell::RefCell;
use std::future::Future;

/// A request to Label Studio.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// `GET`, `POST` or `PATCH`.
    pub method: &'static str,
    /// From the server's root, with a slash in front.
    pub path: String,
    /// Sent as `application/json`, where there is one.
    pub body: Option<Value>,
    /// The header `Authorization`.
    pub authorization: Option<String>,
}

/// What carries requests, and who knows the token.
pub trait Outside {
    /// Sends a request; an answer of any status is one.
    fn send(&self, request: Request) -> impl Future<Output = Result<HttpResponse, Fault>>;
    /// The host's token, another one than the `stale` one; none where there is none.
    fn token(&self, stale: Option<&str>) -> impl Future<Output = Option<String>>;
}

/// Requests with their sign-in.
pub(super) struct Asking<O> {
    outside: O,
    /// The token that was exchanged, and the bearer it gave.
    bearer: RefCell<Option<(String, String)>>,
}

impl<O: Outside> Asking<O> {
    pub fn new(outside: O) -> Self {
        Self { outside, bearer: RefCell::new(None) }
    }

    /// Asks, signed in; the body of a good answer.
    pub async fn ask(&self, method: &'static str, path: &str, body: Option<Value>) -> Result<Value, Failure> {
        let token = self.token().await?;
        let old = self.bearer.borrow().as_ref().is_some_and(|(own, _)| *own == token);
        let mut response = self.signed(method, path, &body, &token).await?;
        if response.status == 401 && old {
            self.bearer.replace(None);
            response = self.signed(method, path, &body, &token).await?;
        }
        if response.status == 401 {
            let fresh = self.outside.token(Some(&token)).await.filter(|fresh| *fresh != token);
            if let Some(fresh) = fresh {
                response = self.signed(method, path, &body, &fresh).await?;
            }
        }
        good(response)
    }

    /// The token at hand.
    pub async fn token(&self) -> Result<String, Failure> {
        self.outside.token(None).await.ok_or_else(|| Failure::refused(Refusal::SignIn))
    }

    async fn signed(
        &self,
        method: &'static str,
        path: &str,
        body: &Option<Value>,
        token: &str,
    ) -> Result<HttpResponse, Failure> {
        let authorization = if token.matches('.').count() == 2 {
            match self.exchanged(token).await? {
                Ok(bearer) => format!("Bearer {bearer}"),
                Err(refused) => return Ok(refused),
            }
        } else {
            format!("Token {token}")
        };
        let request = Request { method, path: path.to_owned(), body: body.clone(), authorization: Some(authorization) };
        self.outside.send(request).await.map_err(Failure::Fault)
    }

    /// The bearer for a personal access token; the answer that said no, where it is not taken.
    async fn exchanged(&self, token: &str) -> Result<Result<String, HttpResponse>, Failure> {
        if let Some((_, bearer)) = self.bearer.borrow().as_ref().filter(|(own, _)| own == token) {
            return Ok(Ok(bearer.clone()));
        }
        let body = Some(object([("refresh", token.into())]));
        let request = Request { method: "POST", path: "/api/token/refresh/".into(), body, authorization: None };
        let response = self.outside.send(request).await.map_err(Failure::Fault)?;
        let access = response.body.as_ref().and_then(|body| body.get("access")).and_then(Value::as_str);
        let Some(access) = access.filter(|_| response.status < 400).map(ToOwned::to_owned) else {
            return Ok(Err(response));
        };
        self.bearer.replace(Some((token.to_owned(), access.clone())));
        Ok(Ok(access))
    }
}

fn good(response: HttpResponse) -> Result<Value, Failure> {
    if response.status >= 400 {
        return Err(no(&response));
    }
    // A page in place of an answer: another server, or a proxy.
    response
        .body
        .ok_or_else(|| Failure::Fault(Fault::Garbled(DecodeError::new("JSON of Label Studio", "something else"))))
}

/// What an error answer means.
fn no(response: &HttpResponse) -> Failure {
    let body = response.body.as_ref().unwrap_or(&Value::Null);
    let errors = body.get("validation_errors").and_then(Value::as_object);
    let mut places = Vec::new();
    for (field, details) in errors.into_iter().flatten() {
        let said = details.as_array().map_or(&[][..], Vec::as_slice).iter().filter_map(Value::as_str);
        let pointer = if field == "non_field_errors" { String::new() } else { format!("/{field}") };
        places.push(Place { pointer, detail: said.collect::<Vec<_>>().join(" "), extra: crate::json::Map::new() });
    }
    let mut detail = body.get("detail").and_then(Value::as_str).unwrap_or_default().to_owned();
    for place in &places {
        detail = format!("{detail}: {} {}", place.pointer, place.detail);
    }
    let refusal = match response.status {
        status @ (408 | 425 | 429 | 500..) => {
            return Failure::Fault(Fault::Server { status, retry_after: response.retry_after });
        }
        400 if !places.is_empty() => Refusal::Invalid(places),
        401 => Refusal::SignIn,
        403 => Refusal::Forbidden,
        404 => Refusal::NotFound,
        413 => Refusal::TooLarge,
        status => Refusal::Other(status),
    };
    Failure::Refused(Refused { refusal, detail })
}
