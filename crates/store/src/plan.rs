//! How SQLite does a statement on a database without statistics; for the tests of the files that make statements.

use rusqlite::Connection;

use crate::{Engine, Sql, migrate};

/// An empty database with the schema.
pub(crate) fn ground() -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("docket.db");
    migrate::sqlite(&path).unwrap();
    let db = Connection::open(path).unwrap();
    (folder, db)
}

/// The plan of a text.
pub(crate) fn plan(db: &Connection, text: &str) -> String {
    let mut explain = db.prepare(&format!("EXPLAIN QUERY PLAN {text}")).unwrap();
    let args = vec![1; explain.parameter_count()];
    let lines = explain.query_map(rusqlite::params_from_iter(args), |row| row.get::<_, String>(3));
    lines.unwrap().map(Result::unwrap).collect::<Vec<_>>().join("; ")
}

/// Asserts that a statement finds its rows through these columns of an index and need not sort them.
pub(crate) fn assert_seeks(db: &Connection, sql: &Sql, through: &str) {
    let plan = plan(db, sql.text(Engine::Sqlite));
    assert!(plan.contains(through), "{}: {plan}", sql.name);
    let plan = plan.replace("SCAN bucket", "");
    assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{}: {plan}", sql.name);
}
