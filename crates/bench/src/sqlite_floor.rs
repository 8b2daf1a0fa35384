//! Floor B: SQLite by itself, in this process. Here the file and the reads; grouped commits are in `sqlite_writer`.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use anyhow::{Result, ensure};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::document::{self, STATUSES};
use crate::histogram::Histogram;
use crate::load::Plan;
use crate::requests::STRIDE;
use crate::sample::Sample;

const SCHEMA: &str = "
    CREATE TABLE job (id INTEGER PRIMARY KEY, num TEXT NOT NULL UNIQUE, status TEXT NOT NULL, doc BLOB NOT NULL);
    CREATE INDEX job_by_status ON job (status, id);
    CREATE TABLE event (id INTEGER PRIMARY KEY, job INTEGER NOT NULL, body BLOB NOT NULL);
    CREATE INDEX event_by_job ON event (job, id);
";

/// Creates a file with the durability that a 2xx of Docket promises.
///
/// # Errors
/// When SQLite fails.
pub fn open(path: &Path) -> Result<Connection> {
    let connection = durable(path)?;
    connection.execute_batch(SCHEMA)?;
    Ok(connection)
}

/// Opens a file with that durability.
///
/// # Errors
/// When SQLite fails.
pub fn durable(path: &Path) -> Result<Connection> {
    let connection = Connection::open(path)?;
    // As in Docket's own databases.
    connection.pragma_update(None, "page_size", 2048)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "wal_autocheckpoint", 8000)?;
    connection.pragma_update(None, "cache_size", -65_536)?;
    connection.pragma_update(None, "mmap_size", 1_i64 << 30)?;
    Ok(connection)
}

/// Puts `rows` orders in, numbered from 0.
///
/// # Errors
/// When SQLite fails.
pub fn seed(connection: &Connection, rows: u64) -> Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let mut insert = connection.prepare("INSERT INTO job (num, status, doc) VALUES (?1, ?2, ?3)")?;
    for num in 0..rows {
        let status = 1 + num % STATUSES;
        insert.execute((num.to_string(), status.to_string(), document::order(num, status)))?;
    }
    connection.execute_batch("COMMIT")?;
    Ok(())
}

/// A file of orders to read from, on one thread.
pub struct Reads {
    connection: Connection,
    rows: u64,
    _folder: TempDir,
}

impl Reads {
    /// Makes a file of `rows` orders in `directory`.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn create(directory: &Path, rows: u64) -> Result<Self> {
        let folder = tempfile::tempdir_in(directory)?;
        let connection = open(&folder.path().join("floor.db"))?;
        seed(&connection, rows)?;
        Ok(Self { connection, rows, _folder: folder })
    }

    /// Point reads by number, each order copied out.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn points(&self, plan: Plan) -> Result<Sample> {
        let mut select = self.connection.prepare("SELECT doc FROM job WHERE num = ?1")?;
        let mut order: Vec<u8> = Vec::new();
        closed_loop(plan, |turn| {
            let num = turn.wrapping_mul(STRIDE) % self.rows;
            order.clear();
            select.query_row([num.to_string()], |row| {
                order.extend_from_slice(row.get_ref(0)?.as_blob()?);
                Ok(())
            })?;
            black_box(&order);
            Ok(())
        })
    }

    /// Pages of 20 whole orders by (status, id), from anywhere in the file, each joined into one buffer.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn lists(&self, plan: Plan) -> Result<Sample> {
        let sql = "SELECT doc FROM job WHERE status = ?1 AND id > ?2 ORDER BY id LIMIT 20";
        let mut select = self.connection.prepare(sql)?;
        let starts = self.rows - 20 * STATUSES;
        let mut page: Vec<u8> = Vec::new();
        closed_loop(plan, |turn| {
            page.clear();
            let after = i64::try_from(turn.wrapping_mul(STRIDE) % starts)?;
            let mut rows = select.query(((1 + turn % STATUSES).to_string(), after))?;
            let mut count = 0;
            while let Some(row) = rows.next()? {
                page.extend_from_slice(row.get_ref(0)?.as_blob()?);
                count += 1;
            }
            ensure!(count == 20, "a list of {count} orders");
            black_box(&page);
            Ok(())
        })
    }
}

fn closed_loop(plan: Plan, mut operation: impl FnMut(u64) -> Result<()>) -> Result<Sample> {
    let begin = Instant::now() + plan.warm_up;
    let end = begin + plan.measure;
    let mut latency = Histogram::default();
    let mut sent = Instant::now();
    let mut turn = 0;
    while sent < end {
        operation(turn)?;
        turn += 1;
        let done = Instant::now();
        if done >= begin && done < end {
            latency.record(done - sent);
        }
        sent = done;
    }
    Ok(Sample::of(&latency, plan.measure))
}
