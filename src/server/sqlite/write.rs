//! Writes the changes that the rules decided.

use super::StoreError;
use crate::protocol::DraftAt;
use crate::reference::{Change, OpenLease, Submission, revision};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteArguments;

type Statement<'q> = sqlx::query::Query<'q, sqlx::Sqlite, SqliteArguments<'q>>;

/// Writes all changes, in order.
pub(super) async fn all(connection: &mut SqliteConnection, changes: Vec<Change>) -> Result<(), StoreError> {
    for change in &changes {
        statement(change).execute(&mut *connection).await?;
        if let Change::Receive(submission) = change {
            let count = "UPDATE task SET submitted = submitted + 1 WHERE id = ?1";
            sqlx::query(count).bind(&submission.task).execute(&mut *connection).await?;
        }
    }
    Ok(())
}

fn statement(change: &Change) -> Statement<'_> {
    match change {
        Change::Grant { task, lease } => grant(task, lease),
        Change::Renew { lease, until } => {
            sqlx::query("UPDATE lease SET until = ?2 WHERE id = ?1").bind(lease).bind(until)
        }
        Change::Close { lease } => sqlx::query("DELETE FROM lease WHERE id = ?1").bind(lease),
        Change::KeepDraft { task, worker, draft } => keep(task, worker, draft),
        Change::DropDraft { task, worker } => {
            sqlx::query("DELETE FROM draft WHERE task = ?1 AND worker = ?2").bind(task).bind(worker)
        }
        Change::Skip { task, worker, skipped: true } => {
            sqlx::query("INSERT OR IGNORE INTO skip (task, worker) VALUES (?1, ?2)").bind(task).bind(worker)
        }
        Change::Skip { task, worker, skipped: false } => {
            sqlx::query("DELETE FROM skip WHERE task = ?1 AND worker = ?2").bind(task).bind(worker)
        }
        Change::Receive(submission) => receive(submission),
    }
}

fn grant<'q>(task: &'q str, lease: &'q OpenLease) -> Statement<'q> {
    sqlx::query("INSERT INTO lease (id, task, worker, granted, until) VALUES (?1, ?2, ?3, ?4, ?5)")
        .bind(&lease.id)
        .bind(task)
        .bind(&lease.worker)
        .bind(lease.granted)
        .bind(lease.until)
}

fn keep<'q>(task: &'q str, worker: &'q str, draft: &DraftAt) -> Statement<'q> {
    sqlx::query("INSERT OR REPLACE INTO draft (task, worker, rev, content) VALUES (?1, ?2, ?3, ?4)")
        .bind(task)
        .bind(worker)
        .bind(i64::try_from(draft.rev).unwrap_or(i64::MAX))
        .bind(draft.content.to_string())
}

fn receive(submission: &Submission) -> Statement<'_> {
    const RECEIVE: &str = "
        INSERT INTO submission (uuid, task, worker, revision, content, received_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    sqlx::query(RECEIVE)
        .bind(&submission.uuid)
        .bind(&submission.task)
        .bind(&submission.worker)
        .bind(revision(&submission.content))
        .bind(submission.content.to_string())
        .bind(submission.received_at)
}
