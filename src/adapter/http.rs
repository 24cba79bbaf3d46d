//! What HTTP carries, as far as the codecs care.

use crate::json::{Value, words};

words! {
    /// The methods that calls use.
    pub enum Method {
        /// A claim, a release.
        Post = "POST",
        /// A draft, a submission: what is put has a name of the client's.
        Put = "PUT",
    }
}

/// A request to a backend.
#[derive(Clone, Debug, PartialEq)]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// Below the backend's base URL, without a slash in front, ids percent-encoded.
    pub path: String,
    /// Sent as `application/json`.
    pub body: Value,
}

/// A backend's response.
#[derive(Clone, Debug, PartialEq)]
pub struct HttpResponse {
    /// The HTTP status.
    pub status: u16,
    /// The body, where there is one and it is JSON.
    pub body: Option<Value>,
    /// The header `Retry-After` in seconds, where it can be read.
    pub retry_after: Option<f64>,
}

/// Reads a `Retry-After` header: seconds only, as a date needs a clock that both sides share.
#[must_use]
pub fn retry_after(header: &str) -> Option<f64> {
    crate::json::number(header).filter(|seconds| seconds.is_finite() && *seconds >= 0.0)
}
