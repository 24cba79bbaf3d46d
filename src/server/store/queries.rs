//! The queries that every database answers, said once: SQLite and PostgreSQL both read this text, with `$1` for parameters.

/// What an insert of a task says.
pub(super) const PUT_TASK: &str = "
    INSERT INTO task (id, revision, kind, queue, needed, gold, author) VALUES ($1, $2, $3, $4, $5, $6,
      coalesce((SELECT b.worker FROM submission b WHERE b.uuid = $7), $8))
    ON CONFLICT (id) DO UPDATE SET
      revision = excluded.revision, kind = excluded.kind, queue = excluded.queue, needed = excluded.needed,
      gold = excluded.gold, author = excluded.author";
pub(super) const PUT_KNOWN: &str = "INSERT INTO known (task, text) VALUES ($1, $2)";
pub(super) const PUT_DOCUMENT: &str = "
    INSERT INTO document (task, revision, text) VALUES ($1, $2, $3)
    ON CONFLICT (task, revision) DO UPDATE SET text = excluded.text";
/// All about a task and how a worker stands to it, but for the leases: $1 the task, $2 the worker, $3 the document's revision
/// (the current one where it is null or not known), $4 whether the document is wanted.
pub(super) const TASK: &str = "
    SELECT t.needed, t.submitted,
      EXISTS (SELECT 1 FROM submission b WHERE b.task = t.id AND b.worker = $2),
      EXISTS (SELECT 1 FROM skip k WHERE k.task = t.id AND k.worker = $2),
      EXISTS (SELECT 1 FROM subject s LEFT JOIN submission b ON b.uuid = s.uuid
              WHERE s.task = t.id AND (s.annotator = $2 OR b.worker = $2)),
      t.queue, t.gold = 1, r.rev, r.content, coalesce(at.text, now.text), t.author
    FROM task t
    LEFT JOIN draft r ON r.task = t.id AND r.worker = $2
    LEFT JOIN document now ON now.task = t.id AND now.revision = t.revision AND $4 = 1
    LEFT JOIN document at ON at.task = t.id AND at.revision = $3 AND $4 = 1
    WHERE t.id = $1";
pub(super) const PUT_DRAFT: &str = "
    INSERT INTO draft (task, worker, rev, content) VALUES ($1, $2, $3, $4)
    ON CONFLICT (task, worker) DO UPDATE SET rev = excluded.rev, content = excluded.content";
pub(super) const RECEIVE: &str = "
    INSERT INTO submission (uuid, task, worker, revision, content, received_at, agreed, judged)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
pub(super) const HELD_MORE: &str = "UPDATE task SET held = held + 1 WHERE id = $1";
pub(super) const HELD_LESS: &str = "UPDATE task SET held = held - 1 WHERE id = (SELECT task FROM lease WHERE id = $1)";
pub(super) const SUBMITTED_MORE: &str = "UPDATE task SET submitted = submitted + 1 WHERE id = $1";
pub(super) const EXPORT: &str = "
    SELECT coalesce(at.text, now.text), b.uuid, b.task, b.worker, b.content, b.received_at, b.agreed, b.judged
    FROM submission b
    JOIN task t ON t.id = b.task
    JOIN document now ON now.task = t.id AND now.revision = t.revision
    LEFT JOIN document at ON at.task = t.id AND at.revision = b.revision
    ORDER BY b.seq";
pub(super) const PUT_TOKEN: &str = "
    INSERT INTO token (hash, worker, role, domains, created_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (hash) DO UPDATE SET worker = excluded.worker, role = excluded.role, domains = excluded.domains";

/// How far a worker has come in each queue, or in the one of $2.
pub(super) const PACES: &str = "
    SELECT y.queue, y.day, y.done, y.since FROM tally y
    WHERE y.worker = $1 AND ($2 IS NULL OR y.queue = $2)
      AND y.day = (SELECT max(z.day) FROM tally z WHERE z.worker = y.worker AND z.queue = y.queue)";
pub(super) const HOLDS: &str = "
    SELECT coalesce(t.queue, ''), count(*) FROM lease l JOIN task t ON t.id = l.task WHERE l.worker = $1 GROUP BY 1";
pub(super) const COUNT: &str = "
    INSERT INTO tally (worker, queue, day, gold, active_ms, agreed, judged, done, since)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 1, CASE WHEN $4 = 1 THEN 0 ELSE 1 + coalesce(
      (SELECT y.since FROM tally y WHERE y.worker = $1 AND y.queue = $2 ORDER BY y.day DESC LIMIT 1), 0) END)
    ON CONFLICT (worker, queue, day) DO UPDATE SET
      done = tally.done + 1, since = excluded.since, gold = tally.gold + excluded.gold,
      active_ms = tally.active_ms + excluded.active_ms, agreed = tally.agreed + excluded.agreed,
      judged = tally.judged + excluded.judged";

/// The queries as functions on one database's connection.
macro_rules! queries {
    ($database:ty, $connection:ty, $row:ty) => {
        use crate::json::{Map, Value};
        use crate::protocol::{Claim, DraftAt};
        use crate::reference::{
            Change, Entry, Imported, Marks, Moment, OpenLease, Origin, Pace, Submission, TaskFacts, Terms, Timestamp,
            Wanted, Worker, before, revision,
        };
        use crate::server::store::{Access, StoreError, access_of, parsed, queries};
        use sqlx::Row;

        type Statement<'q> = sqlx::query::Query<'q, $database, <$database as sqlx::Database>::Arguments<'q>>;

        /// How a worker stands to a task.
        pub(super) async fn task(
            connection: &mut $connection,
            id: &str,
            worker: &Worker,
            wanted: Wanted<'_>,
        ) -> Result<Option<TaskFacts>, StoreError> {
            let (revision, document) = match wanted {
                Wanted::Nothing => (None, 0_i64),
                Wanted::Current => (None, 1),
                Wanted::At(revision) => (Some(revision), 1),
            };
            let asked = sqlx::query(queries::TASK).bind(id).bind(&worker.id).bind(revision).bind(document);
            let Some(row) = asked.fetch_optional(&mut *connection).await? else {
                return Ok(None);
            };
            let count = |at: usize| Ok::<_, StoreError>(u32::try_from(row.try_get::<i64, _>(at)?).unwrap_or(u32::MAX));
            let text = |at: usize| row.try_get::<Option<String>, _>(at)?.as_deref().map(parsed).transpose();
            let rev: Option<i64> = row.try_get(7)?;
            let draft = rev.zip(text(8)?).map(|(rev, content)| {
                let rev = u64::try_from(rev).unwrap_or_default();
                DraftAt { rev, content, extra: Map::new() }
            });
            Ok(Some(TaskFacts {
                id: id.to_owned(),
                document: text(9)?.unwrap_or_default(),
                needed: count(0)?,
                submitted: count(1)?,
                leases: leases(connection, id).await?,
                draft,
                done: row.try_get(2)?,
                skipped: row.try_get(3)?,
                own_work: row.try_get(4)?,
                author: row.try_get(10)?,
                queue: row.try_get(5)?,
                gold: row.try_get(6)?,
                known: None,
            }))
        }

        /// The known answer to a task, where there is one.
        pub(super) async fn known(connection: &mut $connection, id: &str) -> Result<Option<Value>, StoreError> {
            let row = sqlx::query("SELECT text FROM known WHERE task = $1").bind(id).fetch_optional(connection).await?;
            row.map(|row| parsed(row.try_get(0)?)).transpose()
        }

        /// Where the one before in the chain of a task's submissions was made, where it is here.
        pub(super) async fn origin(
            connection: &mut $connection,
            task: Option<&TaskFacts>,
        ) -> Result<Option<Origin>, StoreError> {
            const ORIGIN: &str =
                "SELECT t.queue, b.worker FROM submission b JOIN task t ON t.id = b.task WHERE b.uuid = $1";
            let Some(uuid) = task.and_then(|task| before(&task.document)) else { return Ok(None) };
            let row = sqlx::query(ORIGIN).bind(uuid).fetch_optional(connection).await?;
            row.map(|row| Ok(Origin { queue: row.try_get(0)?, worker: row.try_get(1)? })).transpose()
        }

        /// What a worker's paces come to, where any queue asks for that.
        pub(super) async fn terms(
            connection: &mut $connection,
            claim: Option<&Claim>,
            worker: &Worker,
            moment: &Moment,
        ) -> Result<Terms, StoreError> {
            let Some(claim) = claim.filter(|_| !moment.rules.queues.is_empty()) else {
                return Ok(Terms::default());
            };
            let queue = claim.queue.as_deref().filter(|_| claim.task.is_none());
            let whole = |row: &$row, at: usize| Ok::<i64, StoreError>(row.try_get(at)?);
            let small = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
            let mut paces: Vec<Pace> = Vec::new();
            for row in sqlx::query(queries::PACES).bind(&worker.id).bind(queue).fetch_all(&mut *connection).await? {
                let (day, done, since) = (whole(&row, 1)?, small(whole(&row, 2)?), small(whole(&row, 3)?));
                paces.push(Pace { queue: row.try_get(0)?, day, done, since, held: 0 });
            }
            for row in sqlx::query(queries::HOLDS).bind(&worker.id).fetch_all(&mut *connection).await? {
                let (queue, held): (String, u32) = (row.try_get(0)?, small(whole(&row, 1)?));
                match paces.iter_mut().find(|pace| pace.queue == queue) {
                    Some(pace) => pace.held = held,
                    None => paces.push(Pace { queue, held, ..Pace::default() }),
                }
            }
            Ok(Terms::of(claim, &moment.rules, &paces, moment.now, &moment.fresh))
        }

        async fn leases(connection: &mut $connection, task: &str) -> Result<Vec<OpenLease>, StoreError> {
            const LEASES: &str = "SELECT id, worker, granted, until FROM lease WHERE task = $1";
            let rows = sqlx::query(LEASES).bind(task).fetch_all(connection).await?;
            let leases = rows.iter().map(|row| {
                let (id, worker) = (row.try_get(0)?, row.try_get(1)?);
                Ok(OpenLease { id, worker, granted: row.try_get(2)?, until: row.try_get(3)?, extra: Map::new() })
            });
            leases.collect()
        }

        /// What stands under a uuid.
        pub(super) async fn submission(
            connection: &mut $connection,
            uuid: &str,
        ) -> Result<Option<Submission>, StoreError> {
            const SUBMISSION: &str =
                "SELECT uuid, task, worker, content, received_at, agreed, judged FROM submission WHERE uuid = $1";
            let row = sqlx::query(SUBMISSION).bind(uuid).fetch_optional(connection).await?;
            row.map(|row| submission_of(&row, 0)).transpose()
        }

        /// Reads a submission from seven columns of a row.
        fn submission_of(row: &$row, from: usize) -> Result<Submission, StoreError> {
            let (agreed, judged): (Option<i64>, Option<i64>) = (row.try_get(from + 5)?, row.try_get(from + 6)?);
            let small = |number: i64| u64::try_from(number).unwrap_or_default();
            let marks = |(agreed, judged)| Marks { agreed: small(agreed), judged: small(judged), extra: Map::new() };
            Ok(Submission {
                gold: agreed.zip(judged).map(marks),
                uuid: row.try_get(from)?,
                task: row.try_get(from + 1)?,
                worker: row.try_get(from + 2)?,
                content: parsed(row.try_get(from + 3)?)?,
                received_at: row.try_get(from + 4)?,
                extra: Map::new(),
            })
        }

        /// A row of an export as its line.
        pub(super) fn exported(row: &$row) -> Result<Value, StoreError> {
            Ok(crate::reference::export_line(parsed(row.try_get(0)?)?, &submission_of(row, 1)?))
        }

        /// Writes the changes that the rules decided, in order.
        pub(super) async fn write(connection: &mut $connection, changes: Vec<Change>) -> Result<(), StoreError> {
            for change in &changes {
                // What a task's row counts: a lease is counted out before it is gone.
                let counted = match change {
                    Change::Grant { task, .. } => Some((queries::HELD_MORE, task)),
                    Change::Close { lease } => Some((queries::HELD_LESS, lease)),
                    Change::Receive(submission) => Some((queries::SUBMITTED_MORE, &submission.task)),
                    _ => None,
                };
                if let Some((query, id)) = counted {
                    sqlx::query(query).bind(id).execute(&mut *connection).await?;
                }
                match (change, statement(change)) {
                    (_, Some(statement)) => statement.execute(&mut *connection).await.map(|_| ())?,
                    (Change::Add(entry), None) => import(connection, entry).await.map(|_| ())?,
                    (_, None) => {}
                }
            }
            Ok(())
        }

        fn small(number: u64) -> i64 {
            i64::try_from(number).unwrap_or(i64::MAX)
        }

        /// The one statement of a change; none where it takes several.
        fn statement(change: &Change) -> Option<Statement<'_>> {
            Some(match change {
                Change::Add(_) => return None,
                Change::Grant { task, lease } => {
                    sqlx::query("INSERT INTO lease (id, task, worker, granted, until) VALUES ($1, $2, $3, $4, $5)")
                        .bind(&lease.id)
                        .bind(task)
                        .bind(&lease.worker)
                        .bind(lease.granted)
                        .bind(lease.until)
                }
                Change::Renew { lease, until } => {
                    sqlx::query("UPDATE lease SET until = $2 WHERE id = $1").bind(lease).bind(until)
                }
                Change::Close { lease } => sqlx::query("DELETE FROM lease WHERE id = $1").bind(lease),
                Change::KeepDraft { task, worker, draft } => sqlx::query(queries::PUT_DRAFT)
                    .bind(task)
                    .bind(worker)
                    .bind(small(draft.rev))
                    .bind(draft.content.to_string()),
                Change::DropDraft { task, worker } => {
                    sqlx::query("DELETE FROM draft WHERE task = $1 AND worker = $2").bind(task).bind(worker)
                }
                Change::Skip { task, worker, skipped } => sqlx::query(if *skipped {
                    "INSERT INTO skip (task, worker) VALUES ($1, $2) ON CONFLICT DO NOTHING"
                } else {
                    "DELETE FROM skip WHERE task = $1 AND worker = $2"
                })
                .bind(task)
                .bind(worker),
                Change::Receive(submission) => sqlx::query(queries::RECEIVE)
                    .bind(&submission.uuid)
                    .bind(&submission.task)
                    .bind(&submission.worker)
                    .bind(revision(&submission.content))
                    .bind(submission.content.to_string())
                    .bind(submission.received_at)
                    .bind(submission.gold.as_ref().map(|marks| small(marks.agreed)))
                    .bind(submission.gold.as_ref().map(|marks| small(marks.judged))),
                Change::Count(count) => sqlx::query(queries::COUNT)
                    .bind(&count.worker)
                    .bind(&count.queue)
                    .bind(count.day)
                    .bind(i64::from(count.gold))
                    .bind(count.active_ms)
                    .bind(count.marks.as_ref().map_or(0, |marks| small(marks.agreed)))
                    .bind(count.marks.as_ref().map_or(0, |marks| small(marks.judged))),
            })
        }

        /// Takes one task in, or replaces it where its revision is another.
        pub(super) async fn import(connection: &mut $connection, entry: &Entry) -> Result<Imported, StoreError> {
            let query = "SELECT revision FROM task WHERE id = $1";
            let row = sqlx::query(query).bind(&entry.id).fetch_optional(&mut *connection).await?;
            let before: Option<String> = row.map(|row| row.try_get(0)).transpose()?;
            if before.as_ref() == Some(&entry.revision) {
                return Ok(Imported::Unchanged);
            }
            sqlx::query(queries::PUT_TASK)
                .bind(&entry.id)
                .bind(&entry.revision)
                .bind(entry.kind.word())
                .bind(&entry.queue)
                .bind(i64::from(entry.needed))
                .bind(i64::from(entry.gold.is_some()))
                .bind(entry.returned.as_ref().map(|subject| &subject.uuid))
                .bind(entry.returned.as_ref().and_then(|subject| subject.annotator.as_ref()))
                .execute(&mut *connection)
                .await?;
            sqlx::query(queries::PUT_DOCUMENT)
                .bind(&entry.id)
                .bind(&entry.revision)
                .bind(entry.document.to_string())
                .execute(&mut *connection)
                .await?;
            details(connection, entry).await?;
            Ok(if before.is_some() { Imported::Updated } else { Imported::New })
        }

        async fn details(connection: &mut $connection, entry: &Entry) -> Result<(), StoreError> {
            for table in ["domain", "subject", "known"] {
                let old = format!("DELETE FROM {table} WHERE task = $1");
                sqlx::query(&old).bind(&entry.id).execute(&mut *connection).await?;
            }
            if let Some(gold) = &entry.gold {
                let put = sqlx::query(queries::PUT_KNOWN).bind(&entry.id).bind(gold.to_string());
                put.execute(&mut *connection).await?;
            }
            for domain in &entry.domains {
                let put = "INSERT INTO domain (task, domain) VALUES ($1, $2) ON CONFLICT DO NOTHING";
                sqlx::query(put).bind(&entry.id).bind(domain).execute(&mut *connection).await?;
            }
            for subject in &entry.subjects {
                let put = "INSERT INTO subject (task, uuid, annotator) VALUES ($1, $2, $3)";
                let put = sqlx::query(put).bind(&entry.id).bind(&subject.uuid).bind(&subject.annotator);
                put.execute(&mut *connection).await?;
            }
            Ok(())
        }

        /// Keeps a token by its hash.
        pub(super) async fn add_token(
            connection: &mut $connection,
            hash: &str,
            access: &Access,
            now: Timestamp,
        ) -> Result<(), StoreError> {
            let domains = access.worker.domains.as_ref().map(|domains| Value::from(domains.clone()).to_string());
            let put = sqlx::query(queries::PUT_TOKEN).bind(hash).bind(&access.worker.id).bind(access.role.word());
            put.bind(domains).bind(now).execute(connection).await?;
            Ok(())
        }

        /// Who a token stands for, by its hash.
        pub(super) async fn access(connection: &mut $connection, hash: &str) -> Result<Option<Access>, StoreError> {
            let row = sqlx::query("SELECT worker, role, domains FROM token WHERE hash = $1").bind(hash);
            let Some(row) = row.fetch_optional(connection).await? else {
                return Ok(None);
            };
            access_of(row.try_get(0)?, row.try_get(1)?, row.try_get(2)?)
        }

        /// How many rows a table has that is counted here.
        pub(super) async fn count(connection: &mut $connection, query: &str) -> Result<u64, StoreError> {
            let count: i64 = sqlx::query(query).fetch_one(connection).await?.try_get(0)?;
            Ok(u64::try_from(count).unwrap_or_default())
        }
    };
}

pub(super) use queries;
