//! Takes tasks in.

use super::StoreError;
use crate::reference::{Entry, Imported};
use sqlx::{Row, SqliteConnection};

/// Takes one task in, or replaces it where its revision is another.
pub(super) async fn one(connection: &mut SqliteConnection, entry: &Entry) -> Result<Imported, StoreError> {
    const PUT: &str = "
        INSERT INTO task (id, revision, kind, queue, needed) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (id) DO UPDATE SET
          revision = excluded.revision, kind = excluded.kind, queue = excluded.queue, needed = excluded.needed";
    let query = "SELECT revision FROM task WHERE id = ?1";
    let row = sqlx::query(query).bind(&entry.id).fetch_optional(&mut *connection).await?;
    let before: Option<String> = row.map(|row| row.try_get(0)).transpose()?;
    if before.as_ref() == Some(&entry.revision) {
        return Ok(Imported::Unchanged);
    }
    sqlx::query(PUT)
        .bind(&entry.id)
        .bind(&entry.revision)
        .bind(entry.kind.word())
        .bind(&entry.queue)
        .bind(entry.needed)
        .execute(&mut *connection)
        .await?;
    sqlx::query("INSERT OR REPLACE INTO document (task, revision, text) VALUES (?1, ?2, ?3)")
        .bind(&entry.id)
        .bind(&entry.revision)
        .bind(entry.document.to_string())
        .execute(&mut *connection)
        .await?;
    details(connection, entry).await?;
    Ok(if before.is_some() { Imported::Updated } else { Imported::New })
}

async fn details(connection: &mut SqliteConnection, entry: &Entry) -> Result<(), StoreError> {
    for old in ["DELETE FROM domain WHERE task = ?1", "DELETE FROM subject WHERE task = ?1"] {
        sqlx::query(old).bind(&entry.id).execute(&mut *connection).await?;
    }
    for domain in &entry.domains {
        sqlx::query("INSERT OR IGNORE INTO domain (task, domain) VALUES (?1, ?2)")
            .bind(&entry.id)
            .bind(domain)
            .execute(&mut *connection)
            .await?;
    }
    for subject in &entry.subjects {
        sqlx::query("INSERT INTO subject (task, uuid, annotator) VALUES (?1, ?2, ?3)")
            .bind(&entry.id)
            .bind(&subject.uuid)
            .bind(&subject.annotator)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
