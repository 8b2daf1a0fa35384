//! Brings the schema of a database up to date: numbered steps, each one text for both engines.
//!
//! `-- @sqlite` and `-- @postgres` before a statement keep it for one engine. A database of a newer Docket is refused.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::sql::translate;
use crate::{Engine, Error, Result, postgres, sqlite};

/// The steps, oldest first; a step that has been released is never changed.
const STEPS: &[(i64, &str, &str)] = &[
    (1, "ground", include_str!("../migrations/0001_ground.sql")),
    (2, "niagara", include_str!("../migrations/0002_niagara.sql")),
    (3, "roles", include_str!("../migrations/0003_roles.sql")),
    (4, "oauth", include_str!("../migrations/0004_oauth.sql")),
    (5, "contexts", include_str!("../migrations/0005_contexts.sql")),
    (6, "actions", include_str!("../migrations/0006_actions.sql")),
    (7, "free units", include_str!("../migrations/0007_free_units.sql")),
    (8, "files", include_str!("../migrations/0008_files.sql")),
    (9, "attachments", include_str!("../migrations/0009_attachments.sql")),
    (10, "content objects", include_str!("../migrations/0010_content_objects.sql")),
    (11, "event buckets", include_str!("../migrations/0011_event_buckets.sql")),
    (12, "runs of entities", include_str!("../migrations/0012_runs_of_entities.sql")),
    (13, "notification indexes", include_str!("../migrations/0013_notification_indexes.sql")),
    (14, "waiting for a user", include_str!("../migrations/0014_waiting_for_user.sql")),
    (15, "use of statuses", include_str!("../migrations/0015_status_use.sql")),
    (16, "unit numbers", include_str!("../migrations/0016_unit_numbers.sql")),
    (17, "order of a user's jobs", include_str!("../migrations/0017_order_of_a_users_jobs.sql")),
    (18, "narrow tables", include_str!("../migrations/0018_narrow_tables.sql")),
];

/// The table that says which steps a database has.
const VERSIONS: &str = "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)";

/// The newest schema that this Docket knows.
#[must_use]
pub fn newest() -> i64 {
    STEPS.last().map_or(0, |(version, _, _)| *version)
}

/// Migrates an SQLite file, which is created if it does not exist.
pub fn sqlite(path: &Path) -> Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|error| Error::Unavailable(format!("{}: {error}", folder.display())))?;
    }
    let mut db = sqlite::connect(path)?;
    let failed = |e: rusqlite::Error| sqlite::error(&e);
    let has: i64 = db
        .query_row("SELECT count(*) FROM sqlite_master WHERE name = 'schema_version'", [], |row| row.get(0))
        .map_err(failed)?;
    if has == 1 && applied_on_sqlite(&db)?.len() == STEPS.len() {
        return check(&applied_on_sqlite(&db)?);
    }
    let tx = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(failed)?;
    tx.execute_batch(VERSIONS).map_err(failed)?;
    let applied = applied_on_sqlite(&tx)?;
    check(&applied)?;
    for (version, name, text) in &STEPS[applied.len()..] {
        tx.execute_batch(&step(text, Engine::Sqlite)).map_err(failed)?;
        tx.execute(
            "INSERT INTO schema_version (version, name, checksum) VALUES ($1, $2, $3)",
            rusqlite::params![version, name, checksum(text)],
        )
        .map_err(failed)?;
    }
    tx.commit().map_err(failed)
}

/// Migrates a PostgreSQL database; nodes that start together wait for each other.
pub async fn postgres(url: &str) -> Result<()> {
    let failed = |e: tokio_postgres::Error| postgres::error(&e);
    let (mut client, wire) = postgres::connect(url).await?;
    let wire = tokio::spawn(wire);
    let tx = client.transaction().await.map_err(failed)?;
    tx.batch_execute("SELECT pg_advisory_xact_lock(7305809155429)").await.map_err(failed)?;
    tx.batch_execute(VERSIONS).await.map_err(failed)?;
    let rows = tx.query(APPLIED, &[]).await.map_err(failed)?;
    let applied: Vec<(i64, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    check(&applied)?;
    for (version, name, text) in &STEPS[applied.len()..] {
        tx.batch_execute(&step(text, Engine::Postgres)).await.map_err(failed)?;
        tx.execute(
            "INSERT INTO schema_version (version, name, checksum) VALUES ($1, $2, $3)",
            &[version, name, &checksum(text)],
        )
        .await
        .map_err(failed)?;
    }
    tx.commit().await.map_err(failed)?;
    drop(client);
    // The connection ends with its client; how it ended does not matter any more.
    drop(wire.await);
    Ok(())
}

const APPLIED: &str = "SELECT version, checksum FROM schema_version ORDER BY version";

fn applied_on_sqlite(db: &rusqlite::Connection) -> Result<Vec<(i64, String)>> {
    let failed = |e: rusqlite::Error| sqlite::error(&e);
    let mut statement = db.prepare(APPLIED).map_err(failed)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(failed)?;
    rows.collect::<rusqlite::Result<_>>().map_err(failed)
}

/// Refuses a database that was made by other steps than ours.
fn check(applied: &[(i64, String)]) -> Result<()> {
    for (place, (version, sum)) in applied.iter().enumerate() {
        match STEPS.get(place) {
            Some((known, _, text)) if known == version && checksum(text) == *sum => {}
            Some((known, name, _)) => {
                return Err(Error::Unavailable(format!(
                    "schema step {version} of the database is not our step {known} ({name})"
                )));
            }
            None => {
                return Err(Error::Unavailable(format!(
                    "the database has schema {version}, this Docket knows {}: it is too old for it",
                    newest()
                )));
            }
        }
    }
    Ok(())
}

fn checksum(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The text of a step for one engine: statements marked for the other are left out.
fn step(text: &str, engine: Engine) -> String {
    let other = if engine == Engine::Sqlite { "-- @postgres" } else { "-- @sqlite" };
    let kept: Vec<&str> = text.split_inclusive(";\n").filter(|part| !part.contains(other)).collect();
    translate(&kept.concat(), engine)
}

#[cfg(test)]
mod tests;
