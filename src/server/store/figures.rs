//! What is asked for the page of figures: each a query that both databases read, with a text as $1 and a number as $2.

use crate::json::{Map, Value};

/// Rows of a page; one more is read, to know whether there are more.
pub const PAGE: usize = 100;

/// A column of an answer.
pub(super) enum Column {
    Text(&'static str),
    Number(&'static str),
}

use Column::{Number, Text};

/// A question about what is stored.
pub struct Ask {
    pub(super) query: String,
    pub(super) columns: &'static [Column],
    pub(super) text: String,
    pub(super) number: i64,
}

/// By what workers are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The most submissions first.
    Done,
    /// The longest time for a task first.
    Time,
    /// The least agreement with known answers first, then those of whom none is known.
    Gold,
    /// By name.
    Worker,
}

impl Order {
    fn clause(self) -> &'static str {
        match self {
            Self::Done => "done DESC, worker",
            Self::Time => "sum(y.active_ms) / sum(y.done) DESC, worker",
            Self::Gold => {
                "CASE WHEN sum(y.judged) = 0 THEN 1 ELSE 0 END, sum(y.agreed) * 1000 / (sum(y.judged) + CASE WHEN sum(y.judged) = 0 THEN 1 ELSE 0 END), worker"
            }
            Self::Worker => "worker",
        }
    }
}

impl Ask {
    /// How far each queue is, from a row on.
    #[must_use]
    pub fn queues(from: i64) -> Self {
        let query = "
            SELECT coalesce(t.queue, '') AS queue, t.kind AS kind, CAST(sum(1 - t.gold) AS BIGINT),
              CAST(sum(CASE WHEN t.gold = 0 AND t.submitted >= t.needed THEN 1 ELSE 0 END) AS BIGINT),
              CAST(sum(CASE WHEN t.gold = 0 AND t.submitted < t.needed AND t.held > 0 THEN 1 ELSE 0 END) AS BIGINT),
              CAST(sum(t.submitted) AS BIGINT), CAST(sum(t.gold) AS BIGINT)
            FROM task t GROUP BY 1, 2 ORDER BY 1, 2 {page}";
        let columns = &[
            Text("queue"),
            Text("kind"),
            Number("tasks"),
            Number("done"),
            Number("held"),
            Number("submissions"),
            Number("gold"),
        ];
        Self { query: paged(query), columns, text: String::new(), number: from }
    }

    /// Submissions by hours since 1970, from a point in time on.
    #[must_use]
    pub fn hours(since: i64) -> Self {
        let query = "SELECT b.received_at / 3600000, count(*) FROM submission b WHERE b.received_at >= $2 GROUP BY 1 ORDER BY 1";
        Self { query: query.into(), columns: &[Number("hour"), Number("done")], text: String::new(), number: since }
    }

    /// Submissions, and who made them, by days since 1970, from a day on.
    #[must_use]
    pub fn days(since: i64) -> Self {
        let query = "SELECT y.day, CAST(sum(y.done) AS BIGINT), count(DISTINCT y.worker) FROM tally y WHERE y.day >= $2
            GROUP BY 1 ORDER BY 1";
        let columns = &[Number("day"), Number("done"), Number("workers")];
        Self { query: query.into(), columns, text: String::new(), number: since }
    }

    /// What workers did whose name holds a text, from a row on.
    #[must_use]
    pub fn workers(find: &str, order: Order, from: i64) -> Self {
        let query = "
            SELECT y.worker AS worker, CAST(sum(y.done) AS BIGINT) AS done, count(DISTINCT y.day), CAST(sum(y.active_ms) AS BIGINT),
              CAST(sum(y.gold) AS BIGINT), CAST(sum(y.agreed) AS BIGINT), CAST(sum(y.judged) AS BIGINT), max(y.day)
            FROM tally y WHERE lower(y.worker) LIKE $1 ESCAPE '!' GROUP BY y.worker ORDER BY {order} {page}";
        let columns = &[
            Text("worker"),
            Number("done"),
            Number("days"),
            Number("active_ms"),
            Number("gold"),
            Number("agreed"),
            Number("judged"),
            Number("last_day"),
        ];
        // No database keeps U+0000, so no name has one.
        let find = find.to_lowercase().replace('\0', "\u{fffd}");
        let text = format!("%{}%", find.replace('!', "!!").replace('%', "!%").replace('_', "!_"));
        Self { query: paged(&query.replace("{order}", order.clause())), columns, text, number: from }
    }

    /// What several people made of one task, of the last `number` such tasks to come in: each submission with its task.
    #[must_use]
    pub fn several(number: i64) -> Self {
        let query = "
            SELECT t.id, d.text, b.content FROM (
              SELECT id, revision, seq FROM task WHERE submitted >= 2 AND gold = 0 AND kind = 'annotate'
              ORDER BY seq DESC LIMIT $2) t
            JOIN document d ON d.task = t.id AND d.revision = t.revision
            JOIN submission b ON b.task = t.id ORDER BY t.seq, b.seq";
        let columns = &[Text("id"), Text("task"), Text("content")];
        Self { query: query.into(), columns, text: String::new(), number }
    }
}

fn paged(query: &str) -> String {
    query.replace("{page}", &format!("LIMIT {} OFFSET $2", PAGE + 1))
}

/// A row of an answer.
pub type Row = Map<String, Value>;

/// The question as a function on one database's connection.
macro_rules! figures {
    ($connection:ty) => {
        /// Asks; a row is given on as soon as it is there.
        pub(super) async fn figures(
            connection: &mut $connection,
            ask: &crate::server::store::figures::Ask,
            mut take: impl FnMut(crate::server::store::figures::Row),
        ) -> Result<(), StoreError> {
            use crate::server::store::figures::Column;
            use tokio_stream::StreamExt as _;
            let mut rows = sqlx::query(&ask.query).bind(&ask.text).bind(ask.number).fetch(connection);
            while let Some(row) = rows.next().await {
                let row = row?;
                let mut found = Map::new();
                for (at, column) in ask.columns.iter().enumerate() {
                    match column {
                        Column::Text(name) => found.insert((*name).to_owned(), row.try_get::<String, _>(at)?.into()),
                        Column::Number(name) => found.insert((*name).to_owned(), row.try_get::<i64, _>(at)?.into()),
                    };
                }
                take(found);
            }
            Ok(())
        }
    };
}

pub(super) use figures;
