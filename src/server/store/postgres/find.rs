//! Finds and locks what a call is about, and reads it under the lock.
//!
//! A query sees the database as it was when the query began, so what it finds may have changed before its row was locked.
//! Therefore the facts are read again under the lock, by a query of their own, and a task that is no longer what was
//! looked for is passed over. Every change to a task is made by who has its row locked.

use super::shared;
use crate::protocol::Claim;
use crate::reference::{
    Facts, Find, Moment, Query, Rank, Standing, TaskFacts, Terms, Timestamp, Wanted, Worker, fields, rank,
};
use crate::server::store::{StoreError, next as queries};
use crate::task::Kind;
use sqlx::{PgConnection, Row};

/// Tasks that may turn out to be gone before the claim is given up for now.
const TRIES: usize = 32;
const DIALECT: queries::Dialect = queries::Dialect {
    foreign: "d.domain <> ALL ($5)",
    tried: "AND t.id <> ALL ($6)",
    going: "coalesce(t.queue, '') <> ALL ($7)",
    due: "coalesce(t.queue, '') = ANY ($8)",
    lock,
};

/// What the worker holds is waited for; any other task that somebody is looking at is passed over.
fn lock(rank: Rank) -> &'static str {
    match rank {
        Rank::Held => " FOR UPDATE OF t",
        Rank::Begun | Rank::Returned | Rank::Gold | Rank::Free | Rank::Lapsed => " FOR UPDATE OF t SKIP LOCKED",
    }
}

/// Reads what the rules need, under locks that last as long as the transaction.
pub(super) async fn facts(
    connection: &mut PgConnection,
    query: &Query<'_>,
    worker: &Worker,
    moment: &Moment,
) -> Result<Facts, StoreError> {
    if query.claim.is_some_and(|claim| claim.task.is_none() || !moment.rules.queues.is_empty()) {
        one_at_a_time(connection, worker).await?;
    }
    let terms = shared::terms(connection, query.claim, worker, moment).await?;
    let mut task = match query.find {
        Find::Next(claim) => next(connection, claim, worker, moment.now, &terms).await?,
        Find::Task(id) => {
            const TASK: &str = "SELECT id FROM task WHERE id = $1 FOR UPDATE";
            locked(connection, TASK, id, worker, query.document).await?
        }
        Find::Lease(id) => {
            const TASK: &str = "
                SELECT t.id FROM lease l JOIN task t ON t.id = l.task WHERE l.id = $1 FOR UPDATE OF t";
            locked(connection, TASK, id, worker, query.document).await?
        }
    };
    let submission = match query.uuid {
        Some(uuid) => shared::submission(connection, uuid).await?,
        None => None,
    };
    if let Some(task) = task.as_mut().filter(|task| task.gold && query.uuid.is_some()) {
        task.known = shared::known(connection, &task.id).await?;
    }
    let origin = match query.uuid {
        Some(_) => shared::origin(connection, task.as_ref()).await?,
        None => None,
    };
    Ok(Facts { task, submission, origin, terms })
}

/// Two claims of one worker for whatever there is do not run side by side: each would grant a lease. A claim for a task by
/// its id needs no such lock: it grants a lease on that task alone, whose row is locked; unless a day's quota is counted.
async fn one_at_a_time(connection: &mut PgConnection, worker: &Worker) -> Result<(), StoreError> {
    let lock = sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))").bind(&worker.id);
    lock.execute(connection).await?;
    Ok(())
}

async fn locked(
    connection: &mut PgConnection,
    query: &str,
    id: &str,
    worker: &Worker,
    wanted: Wanted<'_>,
) -> Result<Option<TaskFacts>, StoreError> {
    let row = sqlx::query(query).bind(id).fetch_optional(&mut *connection).await?;
    match row {
        Some(row) => shared::task(connection, row.try_get(0)?, worker, wanted).await,
        None => Ok(None),
    }
}

async fn next(
    connection: &mut PgConnection,
    claim: &Claim,
    worker: &Worker,
    now: Timestamp,
    terms: &Terms,
) -> Result<Option<TaskFacts>, StoreError> {
    let domains = fields(claim, worker);
    let mut tried: Vec<String> = Vec::new();
    for (wanted, query) in queries::next(claim, terms, &DIALECT) {
        while tried.len() < TRIES {
            let found = sqlx::query(&query)
                .bind(claim.kind.unwrap_or(Kind::Annotate).word())
                .bind(&claim.queue)
                .bind(&worker.id)
                .bind(now)
                .bind(&domains)
                .bind(&tried)
                .bind(&terms.shut)
                .bind(&terms.due)
                .fetch_optional(&mut *connection)
                .await?;
            let Some(row) = found else { break };
            let id: String = row.try_get(0)?;
            let facts = shared::task(connection, &id, worker, Wanted::Current).await?;
            if let Some(facts) = facts.filter(|facts| still(facts, wanted, worker, now, terms)) {
                return Ok(Some(facts));
            }
            tried.push(id);
        }
    }
    if tried.len() < TRIES { Ok(None) } else { Err(StoreError::Contended) }
}

/// Whether a task is as good an offer as the query took it for.
fn still(facts: &TaskFacts, wanted: Rank, worker: &Worker, now: Timestamp, terms: &Terms) -> bool {
    rank(&Standing::of(facts, worker, now, terms)).is_some_and(|rank| rank <= wanted)
}
