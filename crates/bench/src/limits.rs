//! What does not depend on load: start on 100 000 orders, rows and bytes that an order takes, size of the binary.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rusqlite::{Connection, OpenFlags};

use crate::document;
use crate::goal::Goal;
use crate::options::Bench;
use crate::report::Report;
use crate::server::{Place, Server};

const STORED: u64 = 100_000;
const STARTS: usize = 5;

/// Measures the limits and adds them to the report.
///
/// # Errors
/// When the server fails or its file can't be read.
pub fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    eprintln!("limits: {STORED} orders");
    let megabytes = fs::metadata(&bench.options.docket)?.len() as f64 / 1e6;
    report.check("binary, MB", vec![megabytes], Some(Goal::at_most(30.0, Some(15.0))));
    let directory = tempfile::tempdir_in(bench.directory())?;
    let data = directory.path().join("data");
    let place = Place { docket: bench.options.docket.clone(), data, database: None };
    let server = Server::start(&place, STORED, None)?;
    server.stop()?;
    let empty = Footprint::of(&place.data)?;
    let server = Server::start(&place, STORED, None)?;
    server.seed(STORED)?;
    server.stop()?;
    Footprint::of(&place.data)?.since(&empty).report(report);
    report.check(
        "start on 100 000 orders to the first answer, ms",
        start_times(&place)?,
        Some(Goal::at_most(150.0, Some(50.0))),
    );
    Ok(())
}

fn start_times(place: &Place) -> Result<Vec<f64>> {
    let start = |_| {
        let server = Server::start(place, STORED, None)?;
        let millis = server.start_time.as_secs_f64() * 1e3;
        server.stop()?;
        Ok(millis)
    };
    (0..STARTS).map(start).collect()
}

/// Rows and bytes in a stopped server's SQLite files.
#[derive(Debug, PartialEq)]
struct Footprint {
    rows: f64,
    bytes: f64,
}

impl Footprint {
    fn of(data: &Path) -> Result<Self> {
        let mut sum = Self { rows: 0.0, bytes: 0.0 };
        for file in sqlite_files(data)? {
            let connection = Connection::open_with_flags(&file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            sum.rows += rows(&connection)?;
            sum.bytes += fs::metadata(&file)?.len() as f64;
        }
        Ok(sum)
    }

    fn since(&self, earlier: &Self) -> Self {
        Self { rows: self.rows - earlier.rows, bytes: self.bytes - earlier.bytes }
    }

    fn report(&self, report: &mut Report) {
        let (orders, body) = (STORED as f64, document::length(1_000_001) as f64);
        report.check("rows a create", vec![self.rows / orders], Some(Goal::at_most(4.0, None)));
        let growth = self.bytes / orders / body;
        report.check("growth of the file a create ÷ body", vec![growth], Some(Goal::at_most(2.5, None)));
    }
}

fn sqlite_files(data: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(data).with_context(|| format!("can't list {}", data.display()))? {
        let path = entry?.path();
        if path.is_file() && fs::read(&path)?.starts_with(b"SQLite format 3\0") {
            found.push(path);
        }
    }
    anyhow::ensure!(!found.is_empty(), "no SQLite file in {}", data.display());
    Ok(found)
}

fn rows(connection: &Connection) -> Result<f64> {
    let tables =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    let mut tables = connection.prepare(tables)?;
    let names = tables.query_map([], |row| row.get::<_, String>(0))?;
    let mut sum = 0.0;
    for name in names {
        let count = format!("SELECT count(*) FROM \"{}\"", name?.replace('"', "\"\""));
        sum += connection.query_row(&count, [], |row| row.get::<_, i64>(0))? as f64;
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_all_tables_of_a_folder_are_counted() {
        let directory = tempfile::tempdir().unwrap();
        let connection = Connection::open(directory.path().join("x.db")).unwrap();
        connection
            .execute_batch(
                r#"CREATE TABLE a (x INTEGER PRIMARY KEY AUTOINCREMENT); CREATE TABLE "b""c" (x);
                INSERT INTO a VALUES (1), (2); INSERT INTO "b""c" VALUES (3)"#,
            )
            .unwrap();
        drop(connection);
        fs::write(directory.path().join("key"), "not SQLite").unwrap();
        let footprint = Footprint::of(directory.path()).unwrap();
        assert_eq!(footprint.rows, 3.0);
        assert!(footprint.bytes >= 4096.0);
    }
}
