//! The whole server as one service, without a socket.

use super::answer::{json, put, refuse};
use super::calls::{self, Seen};
use super::log::log;
use super::outside::instant;
use super::{Server, admin, lines, metrics, pages};
use crate::adapter::contract::VERSION;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, get, post};
use axum::{Router, body::Body};
use std::any::Any;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

/// The server: the contract under `/api/`, `/health` and `/metrics`, and the built page, where there is one, under `/`.
pub fn app(server: Arc<Server>) -> Router {
    let dist = server.settings.dist.clone();
    let api = Router::new()
        .route("/api", get(about).fallback(no_method))
        .route("/api/", get(about).fallback(no_method))
        .route("/api/tasks", post(lines::import).fallback(no_method))
        .route("/api/annotations", get(lines::export).fallback(no_method))
        .route("/api/figures", get(admin::figures).fallback(no_method))
        .route("/api/figures/queues", get(admin::queues).fallback(no_method))
        .route("/api/figures/workers", get(admin::workers).fallback(no_method))
        .route("/api/{*path}", any(calls::call))
        .layer(DefaultBodyLimit::disable())
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(Arc::clone(&server), api_layer))
        .with_state(Arc::clone(&server));
    let watched = Router::new()
        .route("/health", get(metrics::health).fallback(no_method))
        .route("/metrics", get(metrics::metrics).fallback(no_method))
        .merge(admin::page())
        .with_state(server);
    let rest = match dist {
        Some(dist) => pages::pages(&dist),
        None => Router::new().fallback(nothing),
    };
    api.merge(watched).fallback_service(rest).layer(CompressionLayer::new())
}

/// What this backend can do, for who wants to know before the first call.
async fn about(State(server): State<Arc<Server>>) -> Response {
    let limits = serde_json::json!({
        "body_bytes": server.settings.limits.body,
        "lease_seconds": server.settings.rules.lease_seconds,
    });
    let about = serde_json::json!({
        "contract": VERSION, "features": ["annotate", "review", "import", "export"], "limits": limits,
    });
    json(StatusCode::OK, &about)
}

async fn nothing() -> Response {
    refuse(StatusCode::NOT_FOUND, "not-found", "There is nothing at this path.")
}

async fn no_method() -> Response {
    refuse(StatusCode::METHOD_NOT_ALLOWED, "", "This method does not work here.")
}

fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    refuse(StatusCode::INTERNAL_SERVER_ERROR, "", "The server failed; it has been written down.")
}

/// What every answer under `/api` has: CORS, no caching, a line in the log.
async fn api_layer(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    if request.method() == Method::OPTIONS {
        return preflight();
    }
    let since = instant();
    let method = request.method().clone();
    let mut response = next.run(request).await;
    put(&mut response, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    put(&mut response, header::ACCESS_CONTROL_EXPOSE_HEADERS, "retry-after, date");
    put(&mut response, header::CACHE_CONTROL, "no-store");
    put(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    let seen = response.extensions_mut().remove::<Seen>().unwrap_or_default();
    let call = if seen.call.is_empty() { "none" } else { seen.call };
    let (status, ms) = (response.status().as_u16(), since.elapsed().as_millis());
    server.metrics.count(call, status, u64::try_from(ms).unwrap_or(u64::MAX));
    let level = if status >= 500 { "error" } else { "info" };
    if !(pages::reads(&method) && seen.call.is_empty()) {
        log(level, "call", &[("call", &call), ("status", &status), ("ms", &ms), ("worker", &seen.worker)]);
    }
    response
}

fn preflight() -> Response {
    let mut response = (StatusCode::NO_CONTENT, Body::empty()).into_response();
    put(&mut response, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    put(&mut response, header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT");
    put(&mut response, header::ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type");
    put(&mut response, header::ACCESS_CONTROL_MAX_AGE, "7200");
    response
}
