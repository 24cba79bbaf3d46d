//! The next task for a worker: the order of [`crate::reference::Rank`] as queries, each over an index.

use super::StoreError;
use crate::protocol::Claim;
use crate::reference::{Timestamp, Worker};
use crate::task::Kind;
use sqlx::{Row, SqliteConnection};

/// Parameters: ?1 kind, ?2 queue, ?3 worker, ?4 now, ?5 offered fields as a JSON list or null.
const HELD: &str = "
    SELECT t.id FROM lease l JOIN task t ON t.id = l.task
    WHERE l.worker = ?3 AND t.kind = ?1 AND {queue}
    ORDER BY l.granted, t.seq LIMIT 1";
const BEGUN: &str = "
    SELECT t.id FROM draft r JOIN task t ON t.id = r.task
    WHERE r.worker = ?3 AND t.kind = ?1 AND {queue} AND {open} AND {lapsed}
    ORDER BY t.seq LIMIT 1";
const FREE: &str = "
    SELECT t.id FROM task t
    WHERE t.kind = ?1 AND {queue} AND {open} AND {free}
    ORDER BY t.seq LIMIT 1";
const LAPSED: &str = "
    SELECT t.id FROM task t
    WHERE t.kind = ?1 AND {queue} AND {open} AND {lapsed}
    ORDER BY t.seq LIMIT 1";

/// Wanted, not barred, and within the fields of expertise that are offered.
const OPEN: &str = "t.submitted < t.needed
    AND NOT EXISTS (SELECT 1 FROM skip k WHERE k.task = t.id AND k.worker = ?3)
    AND NOT EXISTS (SELECT 1 FROM submission b WHERE b.task = t.id AND b.worker = ?3)
    AND NOT EXISTS (SELECT 1 FROM subject s LEFT JOIN submission b ON b.uuid = s.uuid
                    WHERE s.task = t.id AND (s.annotator = ?3 OR b.worker = ?3))
    AND (?5 IS NULL OR NOT EXISTS (SELECT 1 FROM domain d WHERE d.task = t.id
                    AND d.domain NOT IN (SELECT value FROM json_each(?5))))";
/// There is room without taking a lease.
const ROOM: &str = "t.needed - t.submitted > (SELECT count(*) FROM lease l WHERE l.task = t.id)";
/// There is room if an expired lease is taken.
const ROOM_IF_TAKEN: &str =
    "t.needed - t.submitted > (SELECT count(*) FROM lease l WHERE l.task = t.id AND l.until > ?4)";

/// The id of the best task to offer, none where there is none.
pub(super) async fn next(
    connection: &mut SqliteConnection,
    claim: &Claim,
    worker: &Worker,
    now: Timestamp,
) -> Result<Option<String>, StoreError> {
    // Two forms of one condition: only the plain comparison can use the index on queues.
    let queue = if claim.queue.is_some() { "t.queue = ?2" } else { "?2 IS NULL" };
    let domains = (!claim.domains.is_empty()).then(|| serde_json::Value::from(claim.domains.clone()).to_string());
    for query in [HELD, BEGUN, FREE, LAPSED] {
        let query = query
            .replace("{queue}", queue)
            .replace("{open}", OPEN)
            .replace("{free}", ROOM)
            .replace("{lapsed}", ROOM_IF_TAKEN);
        let row = sqlx::query(&query)
            .bind(claim.kind.unwrap_or(Kind::Annotate).word())
            .bind(&claim.queue)
            .bind(&worker.id)
            .bind(now)
            .bind(&domains)
            .fetch_optional(&mut *connection)
            .await?;
        if let Some(row) = row {
            return Ok(Some(row.try_get(0)?));
        }
    }
    Ok(None)
}
