//! The built page, as static files: never stale, embeddable from elsewhere, and under a strict policy of its own.

use super::answer::put;
use axum::Router;
use axum::http::{HeaderName, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use std::path::Path;
use tower_http::services::ServeDir;

/// What the page may do: run its own code and talk to this server.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
                      img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// Serves a folder. A file that lies beside another with `.br` or `.gz` behind its name is sent in its place to who can
/// read it.
pub(super) fn pages(dist: &Path) -> Router {
    let files = ServeDir::new(dist).precompressed_br().precompressed_gzip();
    Router::new().fallback_service(files).layer(axum::middleware::map_response(dressed))
}

async fn dressed(mut response: Response) -> Response {
    if response.status() == StatusCode::NOT_FOUND {
        response = (StatusCode::NOT_FOUND, "There is nothing at this path.\n").into_response();
    }
    let headers: [(HeaderName, &str); 7] = [
        // Names do not change with the content: ask every time, and get 304 where nothing changed.
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        // Any host page may embed the element.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
        (header::VARY, "accept-encoding"),
    ];
    for (name, value) in headers {
        put(&mut response, name, value);
    }
    response
}

/// Whether a request only reads.
pub(super) fn reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}
