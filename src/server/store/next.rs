//! How the next task for a worker is found: the order of [`crate::reference::Rank`] as queries, each over an index.
//!
//! Parameters: $1 kind, $2 queue, $3 worker, $4 now, $5 fields of expertise or null, $6 tasks that were tried already,
//! $7 queues whose day is done, $8 queues where a known answer is due.

use crate::protocol::Claim;
use crate::reference::{Rank, Terms};

const NEXT: [(Rank, &str); 6] = [
    (
        Rank::Held,
        "SELECT t.id FROM lease l JOIN task t ON t.id = l.task
         WHERE l.worker = $3 AND t.kind = $1 AND {queue} {tried}
         ORDER BY l.granted, t.seq LIMIT 1",
    ),
    (
        Rank::Begun,
        "SELECT t.id FROM draft r JOIN task t ON t.id = r.task
         WHERE r.worker = $3 AND t.kind = $1 AND {queue} {tried} AND {going} AND {open} AND {takeable}
         ORDER BY t.seq LIMIT 1",
    ),
    (
        Rank::Returned,
        "SELECT t.id FROM task t
         WHERE t.author = $3 AND t.kind = $1 AND {queue} {tried} AND {going} AND {open} AND {takeable}
         ORDER BY t.seq LIMIT 1",
    ),
    (
        Rank::Gold,
        "SELECT t.id FROM task t
         WHERE t.kind = $1 AND {queue} {tried} AND {going} AND t.gold = 1 AND {due} AND {open} AND {takeable}
         ORDER BY t.seq LIMIT 1",
    ),
    (
        Rank::Free,
        "SELECT t.id FROM task t
         WHERE t.kind = $1 AND {queue} {tried} AND {going} AND t.gold = 0 AND t.author IS NULL
           AND t.submitted + t.held < t.needed AND {open}
         ORDER BY t.seq LIMIT 1",
    ),
    (
        Rank::Lapsed,
        "SELECT t.id FROM lease l JOIN task t ON t.id = l.task
         WHERE l.until <= $4 AND t.kind = $1 AND {queue} {tried} AND {going} AND t.gold = 0 AND {open} AND {takeable}
         ORDER BY t.seq LIMIT 1",
    ),
];
/// Wanted, not barred, and the worker's own or within the fields of expertise that are there.
const OPEN: &str = "t.submitted < t.needed
    AND NOT EXISTS (SELECT 1 FROM skip k WHERE k.task = t.id AND k.worker = $3)
    AND NOT EXISTS (SELECT 1 FROM submission b WHERE b.task = t.id AND b.worker = $3)
    AND NOT EXISTS (SELECT 1 FROM subject s LEFT JOIN submission b ON b.uuid = s.uuid
                    WHERE s.task = t.id AND (s.annotator = $3 OR b.worker = $3))
    AND (t.author IS NULL OR t.author = $3)
    AND ($5 IS NULL OR t.author = $3 OR NOT EXISTS (SELECT 1 FROM domain d WHERE d.task = t.id AND {foreign}))";
/// There is room if an expired lease is taken.
const TAKEABLE: &str = "t.needed - t.submitted > (SELECT count(*) FROM lease o WHERE o.task = t.id AND o.until > $4)";

/// What is particular to a database in these queries.
pub(super) struct Dialect {
    /// That `d.domain` is none of the fields in $5.
    pub foreign: &'static str,
    /// That `t.id` is none of the tasks in $6, where the database needs that.
    pub tried: &'static str,
    /// That the task's queue is none of those in $7.
    pub going: &'static str,
    /// That the task's queue is one of those in $8.
    pub due: &'static str,
    /// How the task is locked.
    pub lock: fn(Rank) -> &'static str,
}

/// The queries for the next task, the best first, with the rank that each finds. What no terms ask for is not looked for.
pub(super) fn next(claim: &Claim, terms: &Terms, dialect: &Dialect) -> impl Iterator<Item = (Rank, String)> {
    // Two forms of one condition: only the plain comparison can use the index on queues.
    let queue = if claim.queue.is_some() { "t.queue = $2" } else { "$2 IS NULL" };
    let (foreign, tried, due, lock) = (dialect.foreign, dialect.tried, dialect.due, dialect.lock);
    let going = if terms.shut.is_empty() { "1 = 1" } else { dialect.going };
    let gold = !terms.due.is_empty();
    NEXT.into_iter().filter(move |(rank, _)| gold || *rank != Rank::Gold).map(move |(rank, query)| {
        let query = query.replace("{open}", OPEN).replace("{takeable}", TAKEABLE);
        let query = query.replace("{queue}", queue).replace("{tried}", tried).replace("{foreign}", foreign);
        (rank, query.replace("{going}", going).replace("{due}", due) + lock(rank))
    })
}
