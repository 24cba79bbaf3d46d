//! Finds what a call is about, and reads it.

use super::shared;
use crate::protocol::Claim;
use crate::reference::{Facts, Find, Moment, Query, Terms, Timestamp, Worker, fields};
use crate::server::store::{StoreError, next as queries};
use crate::task::Kind;
use sqlx::{Row, SqliteConnection};

/// One writer at a time: nothing has to be locked or tried again.
const DIALECT: queries::Dialect = queries::Dialect {
    foreign: "d.domain NOT IN (SELECT value FROM json_each($5))",
    tried: "",
    going: "coalesce(t.queue, '') NOT IN (SELECT value FROM json_each($7))",
    due: "coalesce(t.queue, '') IN (SELECT value FROM json_each($8))",
    lock: |_| "",
};

/// Reads what the rules need.
pub(super) async fn facts(
    connection: &mut SqliteConnection,
    query: &Query<'_>,
    worker: &Worker,
    moment: &Moment,
) -> Result<Facts, StoreError> {
    let terms = shared::terms(connection, query.claim, worker, moment).await?;
    let id = match query.find {
        Find::Next(claim) => next(connection, claim, worker, moment.now, &terms).await?,
        Find::Task(id) => Some(id.to_owned()),
        Find::Lease(id) => {
            let lease = sqlx::query("SELECT task FROM lease WHERE id = $1").bind(id);
            lease.fetch_optional(&mut *connection).await?.map(|row| row.try_get(0)).transpose()?
        }
    };
    let mut facts = Facts { terms, ..Facts::default() };
    if let Some(id) = id {
        facts.task = shared::task(connection, &id, worker, query.document).await?;
    }
    if let Some(uuid) = query.uuid {
        facts.submission = shared::submission(connection, uuid).await?;
        facts.origin = shared::origin(connection, facts.task.as_ref()).await?;
        if let Some(task) = facts.task.as_mut().filter(|task| task.gold) {
            task.known = shared::known(connection, &task.id).await?;
        }
    }
    Ok(facts)
}

/// The id of the best task to offer, none where there is none.
async fn next(
    connection: &mut SqliteConnection,
    claim: &Claim,
    worker: &Worker,
    now: Timestamp,
    terms: &Terms,
) -> Result<Option<String>, StoreError> {
    let domains = fields(claim, worker).map(|fields| serde_json::Value::from(fields).to_string());
    let list = |queues: &[String]| serde_json::Value::from(queues).to_string();
    for (_, query) in queries::next(claim, terms, &DIALECT) {
        let row = sqlx::query(&query)
            .bind(claim.kind.unwrap_or(Kind::Annotate).word())
            .bind(&claim.queue)
            .bind(&worker.id)
            .bind(now)
            .bind(&domains)
            .bind(None::<String>)
            .bind(list(&terms.shut))
            .bind(list(&terms.due))
            .fetch_optional(&mut *connection)
            .await?;
        if let Some(row) = row {
            return Ok(Some(row.try_get(0)?));
        }
    }
    Ok(None)
}
