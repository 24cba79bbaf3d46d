//! The tables, and how older databases come to have them.

use crate::server::store::StoreError;
use sqlx::{Executor, PgPool, Row};

/// One script a version, in order; what was published is never changed, only added to.
const MIGRATIONS: &[&str] = &[include_str!("schema/1.sql"), include_str!("schema/2.sql"), include_str!("schema/3.sql")];
/// The lock under which one of several programs that start at once migrates; any number that nobody else uses.
const LOCK: i64 = 0x636f_7272_6967_656e;

/// Brings the database to the newest schema.
pub(super) async fn migrate(pool: &PgPool) -> Result<(), StoreError> {
    let mut transaction = pool.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(LOCK).execute(&mut *transaction).await?;
    transaction.execute("CREATE TABLE IF NOT EXISTS version (number BIGINT NOT NULL)").await?;
    let row = sqlx::query("SELECT coalesce(max(number), 0) FROM version").fetch_one(&mut *transaction).await?;
    let found: i64 = row.try_get(0)?;
    let done = usize::try_from(found).unwrap_or(usize::MAX);
    if done > MIGRATIONS.len() {
        return Err(StoreError::Newer(found));
    }
    for (number, script) in (1_i64..).zip(MIGRATIONS).skip(done) {
        transaction.execute(sqlx::raw_sql(script)).await?;
        sqlx::query("INSERT INTO version VALUES ($1)").bind(number).execute(&mut *transaction).await?;
    }
    Ok(transaction.commit().await?)
}
