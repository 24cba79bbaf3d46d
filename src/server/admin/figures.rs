//! The figures as JSON, for an admin.

use super::agreed::{Agreed, TASKS};
use crate::json::{Value, object};
use crate::reference::{Timestamp, day_of, rfc3339};
use crate::server::answer::{json, refuse};
use crate::server::calls::failed;
use crate::server::lines::admin;
use crate::server::{Ask, Order, PAGE, Row, Server, now};
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use std::sync::Arc;

const HOUR_MS: i64 = 3_600_000;
/// Hours and days that are shown.
const HOURS: i64 = 48;
const DAYS: i64 = 30;

/// How much is done, and how well it agrees.
pub(in crate::server) async fn figures(State(server): State<Arc<Server>>, headers: HeaderMap) -> Response {
    answer(&server, &headers, async {
        let at = now();
        let from = at.div_euclid(HOUR_MS) - HOURS + 1;
        let hours = rows(&server, &Ask::hours(from * HOUR_MS)).await?;
        let first = day_of(at) - DAYS + 1;
        let days = rows(&server, &Ask::days(first)).await?;
        let mut agreed = Agreed::default();
        server.store.figures(&Ask::several(TASKS), |row| agreed.take(&row)).await?;
        Ok(object([
            ("at", rfc3339(at).into()),
            ("hours", slots(&hours, "hour", from, HOURS, HOUR_MS)),
            ("days", slots(&days, "day", first, DAYS, 24 * HOUR_MS)),
            ("agreement", agreed.document()),
        ]))
    })
    .await
}

/// How far the queues are: `?from=100`.
pub(in crate::server) async fn queues(
    State(server): State<Arc<Server>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let words = words(query.as_deref());
    answer(&server, &headers, async {
        let mut found = rows(&server, &Ask::queues(from(&words))).await?;
        let more = found.len() > PAGE;
        found.truncate(PAGE);
        Ok(object([("queues", found.into_iter().map(Value::Object).collect()), ("more", more.into())]))
    })
    .await
}

/// What each worker did: `?order=done|time|gold|worker&find=…&from=100`.
pub(in crate::server) async fn workers(
    State(server): State<Arc<Server>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let words = words(query.as_deref());
    let order = match value(&words, "order") {
        "" | "done" => Order::Done,
        "time" => Order::Time,
        "gold" => Order::Gold,
        "worker" => Order::Worker,
        _ => return refuse(StatusCode::BAD_REQUEST, "", "The order is one of done, time, gold and worker."),
    };
    answer(&server, &headers, async {
        let mut found = rows(&server, &Ask::workers(value(&words, "find"), order, from(&words))).await?;
        let more = found.len() > PAGE;
        found.truncate(PAGE);
        Ok(object([("workers", found.into_iter().map(Value::Object).collect()), ("more", more.into())]))
    })
    .await
}

async fn answer(
    server: &Server,
    headers: &HeaderMap,
    figures: impl Future<Output = Result<Value, crate::server::StoreError>>,
) -> Response {
    if let Err(response) = admin(server, headers).await {
        return *response;
    }
    match figures.await {
        Ok(figures) => json(StatusCode::OK, &figures),
        Err(error) => failed(&error),
    }
}

async fn rows(server: &Server, ask: &Ask) -> Result<Vec<Row>, crate::server::StoreError> {
    let mut rows = Vec::new();
    server.store.figures(ask, |row| rows.push(row)).await?;
    Ok(rows)
}

/// Every slot of time, also those in which nothing was done.
fn slots(rows: &[Row], key: &str, first: i64, count: i64, ms: Timestamp) -> Value {
    let number = |row: &Row, key: &str| row.get(key).and_then(Value::as_i64);
    let slot = |at: i64| {
        let row = rows.iter().find(|row| number(row, key) == Some(at));
        let of = |key| row.and_then(|row| number(row, key)).unwrap_or_default();
        object([("from", rfc3339(at * ms).into()), ("done", of("done").into()), ("workers", of("workers").into())])
    };
    (first..first + count).map(slot).collect()
}

/// The words of a query, decoded; what cannot be is left out.
fn words(query: Option<&str>) -> Vec<(String, String)> {
    let pairs = query.unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    let decoded = |text: &str| crate::adapter::split(&text.replace('+', "%20")).and_then(|mut parts| parts.pop());
    pairs
        .filter_map(|(key, value)| {
            Some((key.to_owned(), if value.is_empty() { String::new() } else { decoded(value)? }))
        })
        .collect()
}

fn value<'a>(words: &'a [(String, String)], key: &str) -> &'a str {
    words.iter().find(|(word, _)| word == key).map_or("", |(_, value)| value)
}

fn from(words: &[(String, String)]) -> i64 {
    value(words, "from").parse().ok().filter(|from| *from >= 0).unwrap_or_default()
}
