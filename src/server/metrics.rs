//! What the server counts, for Prometheus, and whether it is well.

use super::answer::{json, put, refuse};
use super::calls::{failed, sign_in};
use super::log::log;
use super::who::who;
use super::{Role, Server};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

/// Upper bounds of the times that are counted apart, in milliseconds.
const BOUNDS_MS: [u64; 10] = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000];

/// Calls by name and status, and how long they took.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    calls: Mutex<BTreeMap<&'static str, Counted>>,
}

#[derive(Clone, Debug, Default)]
struct Counted {
    by_status: BTreeMap<u16, u64>,
    /// How many took at most so long, by [`BOUNDS_MS`].
    within: [u64; BOUNDS_MS.len()],
    count: u64,
    sum_ms: u64,
}

impl Metrics {
    /// Counts an answer.
    pub(super) fn count(&self, call: &'static str, status: u16, ms: u64) {
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = calls.entry(call).or_default();
        *counted.by_status.entry(status).or_default() += 1;
        for (within, bound) in counted.within.iter_mut().zip(BOUNDS_MS) {
            *within += u64::from(ms <= bound);
        }
        counted.count += 1;
        counted.sum_ms += ms;
    }

    /// Everything in Prometheus's text format.
    fn text(&self) -> String {
        let calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = format!(
            "# TYPE corrigenda_info gauge\ncorrigenda_info{{version=\"{}\"}} 1\n# TYPE corrigenda_calls_total counter\n",
            env!("CARGO_PKG_VERSION")
        );
        for (call, counted) in calls.iter() {
            for (status, count) in &counted.by_status {
                let _ = writeln!(text, "corrigenda_calls_total{{call=\"{call}\",status=\"{status}\"}} {count}");
            }
        }
        text.push_str("# TYPE corrigenda_call_seconds histogram\n");
        for (call, counted) in calls.iter() {
            for (within, bound) in counted.within.iter().zip(BOUNDS_MS) {
                let bound = seconds(bound);
                let _ = writeln!(text, "corrigenda_call_seconds_bucket{{call=\"{call}\",le=\"{bound}\"}} {within}");
            }
            let (count, sum) = (counted.count, seconds(counted.sum_ms));
            let _ = writeln!(text, "corrigenda_call_seconds_bucket{{call=\"{call}\",le=\"+Inf\"}} {count}");
            let _ = writeln!(text, "corrigenda_call_seconds_sum{{call=\"{call}\"}} {sum}");
            let _ = writeln!(text, "corrigenda_call_seconds_count{{call=\"{call}\"}} {count}");
        }
        text
    }
}

/// Milliseconds as seconds, without the errors of a float.
fn seconds(ms: u64) -> String {
    format!("{}.{:03}", ms / 1000, ms % 1000)
}

/// Answers `/metrics` to an admin.
pub(super) async fn metrics(State(server): State<Arc<Server>>, headers: HeaderMap) -> Response {
    match who(&server, &headers).await {
        Ok(Some(access)) if access.role == Role::Admin => {}
        Ok(Some(_)) => return refuse(StatusCode::FORBIDDEN, "forbidden", "This needs the token of an admin."),
        Ok(None) => return sign_in(),
        Err(error) => return failed(&error),
    }
    let mut response = Response::new(Body::from(server.metrics.text()));
    put(&mut response, header::CONTENT_TYPE, "text/plain; version=0.0.4");
    response
}

/// Answers `/health`: 200 where the database answers, 503 where it does not.
pub(super) async fn health(State(server): State<Arc<Server>>) -> Response {
    match server.store.ping().await {
        Ok(()) => json(StatusCode::OK, &serde_json::json!({"status": "ok"})),
        Err(error) => {
            log("error", "health", &[("why", &error)]);
            refuse(StatusCode::SERVICE_UNAVAILABLE, "", "The database does not answer.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_counted_by_status_and_by_how_long_they_took() {
        let metrics = Metrics::default();
        for (status, ms) in [(200, 5), (200, 6), (410, 20_000)] {
            metrics.count("draft", status, ms);
        }
        let text = metrics.text();
        for line in [
            "corrigenda_calls_total{call=\"draft\",status=\"200\"} 2",
            "corrigenda_calls_total{call=\"draft\",status=\"410\"} 1",
            "corrigenda_call_seconds_bucket{call=\"draft\",le=\"0.005\"} 1",
            "corrigenda_call_seconds_bucket{call=\"draft\",le=\"0.010\"} 2",
            "corrigenda_call_seconds_bucket{call=\"draft\",le=\"10.000\"} 2",
            "corrigenda_call_seconds_bucket{call=\"draft\",le=\"+Inf\"} 3",
            "corrigenda_call_seconds_sum{call=\"draft\"} 20.011",
            "corrigenda_call_seconds_count{call=\"draft\"} 3",
        ] {
            assert!(text.lines().any(|one| one == line), "{line} is not in\n{text}");
        }
        assert!(text.lines().all(|line| line.starts_with('#') || line.rsplit_once(' ').is_some()));
    }
}
