//! Reads the facts that a call needs.

use super::{StoreError, find, parsed};
use crate::json::{Map, Value};
use crate::protocol::DraftAt;
use crate::reference::{Facts, Find, OpenLease, Query, Submission, TaskFacts, Timestamp, Wanted, Worker};
use sqlx::{Row, SqliteConnection};

/// Reads what the rules need.
pub(super) async fn facts(
    connection: &mut SqliteConnection,
    query: &Query<'_>,
    worker: &Worker,
    now: Timestamp,
) -> Result<Facts, StoreError> {
    let id = match query.find {
        Find::Next(claim) => find::next(connection, claim, worker, now).await?,
        Find::Task(id) => Some(id.to_owned()),
        Find::Lease(id) => {
            let row =
                sqlx::query("SELECT task FROM lease WHERE id = ?1").bind(id).fetch_optional(&mut *connection).await?;
            row.map(|row| row.try_get(0)).transpose()?
        }
    };
    let mut facts = Facts::default();
    if let Some(id) = id {
        facts.task = task(connection, &id, worker, query.document).await?;
    }
    if let Some(uuid) = query.uuid {
        facts.submission = submission(connection, uuid).await?;
    }
    Ok(facts)
}

async fn task(
    connection: &mut SqliteConnection,
    id: &str,
    worker: &Worker,
    wanted: Wanted<'_>,
) -> Result<Option<TaskFacts>, StoreError> {
    const TASK: &str = "
        SELECT t.needed, t.submitted,
          EXISTS (SELECT 1 FROM submission b WHERE b.task = t.id AND b.worker = ?2),
          EXISTS (SELECT 1 FROM skip k WHERE k.task = t.id AND k.worker = ?2),
          EXISTS (SELECT 1 FROM subject s LEFT JOIN submission b ON b.uuid = s.uuid
                  WHERE s.task = t.id AND (s.annotator = ?2 OR b.worker = ?2))
        FROM task t WHERE t.id = ?1";
    let row = sqlx::query(TASK).bind(id).bind(&worker.id).fetch_optional(&mut *connection).await?;
    let Some(row) = row else {
        return Ok(None);
    };
    Ok(Some(TaskFacts {
        id: id.to_owned(),
        document: document(connection, id, wanted).await?,
        needed: row.try_get(0)?,
        submitted: row.try_get(1)?,
        leases: leases(connection, id).await?,
        draft: draft(connection, id, worker).await?,
        done: row.try_get(2)?,
        skipped: row.try_get(3)?,
        own_work: row.try_get(4)?,
    }))
}

async fn document(connection: &mut SqliteConnection, task: &str, wanted: Wanted<'_>) -> Result<Value, StoreError> {
    const DOCUMENT: &str = "
        SELECT coalesce(at.text, now.text)
        FROM task t
        JOIN document now ON now.task = t.id AND now.revision = t.revision
        LEFT JOIN document at ON at.task = t.id AND at.revision = ?2
        WHERE t.id = ?1";
    let revision = match wanted {
        Wanted::Nothing => return Ok(Value::Null),
        Wanted::Current => None,
        Wanted::At(revision) => Some(revision),
    };
    let row = sqlx::query(DOCUMENT).bind(task).bind(revision).fetch_one(connection).await?;
    parsed(row.try_get(0)?)
}

async fn leases(connection: &mut SqliteConnection, task: &str) -> Result<Vec<OpenLease>, StoreError> {
    const LEASES: &str = "SELECT id, worker, granted, until FROM lease WHERE task = ?1";
    let rows = sqlx::query(LEASES).bind(task).fetch_all(connection).await?;
    let leases = rows.iter().map(|row| {
        Ok(OpenLease {
            id: row.try_get(0)?,
            worker: row.try_get(1)?,
            granted: row.try_get(2)?,
            until: row.try_get(3)?,
            extra: Map::new(),
        })
    });
    leases.collect()
}

async fn draft(connection: &mut SqliteConnection, task: &str, worker: &Worker) -> Result<Option<DraftAt>, StoreError> {
    const DRAFT: &str = "SELECT rev, content FROM draft WHERE task = ?1 AND worker = ?2";
    let row = sqlx::query(DRAFT).bind(task).bind(&worker.id).fetch_optional(connection).await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let rev: i64 = row.try_get(0)?;
    let rev = u64::try_from(rev).unwrap_or_default();
    Ok(Some(DraftAt { rev, content: parsed(row.try_get(1)?)?, extra: Map::new() }))
}

async fn submission(connection: &mut SqliteConnection, uuid: &str) -> Result<Option<Submission>, StoreError> {
    const SUBMISSION: &str = "SELECT task, worker, content, received_at FROM submission WHERE uuid = ?1";
    let row = sqlx::query(SUBMISSION).bind(uuid).fetch_optional(connection).await?;
    let Some(row) = row else {
        return Ok(None);
    };
    Ok(Some(Submission {
        uuid: uuid.to_owned(),
        task: row.try_get(0)?,
        worker: row.try_get(1)?,
        content: parsed(row.try_get(2)?)?,
        received_at: row.try_get(3)?,
        extra: Map::new(),
    }))
}
