//! How the engines do a statement; for the tests of the files that make statements.

use std::sync::OnceLock;

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

/// PostgreSQL's plan of a text for any values, where it reads whole tables only if it must: on a database of one tenant, with
/// statistics.
pub(crate) fn on_postgres(text: &str) -> String {
    static GROUND: OnceLock<String> = OnceLock::new();
    let cluster = docket_testbed::cluster();
    let url = GROUND.get_or_init(|| {
        let url = cluster.database();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(migrate::postgres(&url)).unwrap();
        cluster.sql(&url, include_str!("../tests/store/filled.sql")).unwrap();
        url
    });
    let number = |after: &str| {
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        after[..digits].parse::<usize>().unwrap()
    };
    let values = vec!["NULL"; text.split('$').skip(1).map(number).max().unwrap_or(0)].join(", ");
    let explained = format!(
        "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan; PREPARE asked AS {text}; \
         EXPLAIN EXECUTE asked ({values})"
    );
    cluster.sql(url, &explained).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Asserts that PostgreSQL finds the rows of a text through an index and these of its columns, as SQLite's plans name them:
/// `job_user (tenant=? AND user_name=?)`, and sorts them only if it may.
pub(crate) fn assert_seeks_on_postgres(text: &str, through: &str, may_sort: bool) {
    let plan = on_postgres(text);
    let (index, columns) = through.split_once(" (").unwrap_or((through, ""));
    let index = match index.strip_prefix("sqlite_autoindex_") {
        Some(key) => format!("{}_pkey", key.trim_end_matches("_1")),
        None => index.to_owned(),
    };
    let names = columns.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let names: Vec<&str> = names.filter(|name| !matches!(*name, "" | "AND")).collect();
    let lines: Vec<&str> = plan.lines().collect();
    let seeks = lines.windows(2).any(|pair| {
        let uses = [format!(" using {index} on "), format!(" on {index} ")]
            .iter()
            .any(|used| pair[0].contains(used));
        let words: Vec<&str> = pair[1].split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
        uses && pair[1].contains("Index Cond: ") && names.iter().all(|name| words.contains(name))
    });
    assert!(seeks, "{text}\ndoes not seek through {through}:\n{plan}");
    assert!(!plan.contains("Seq Scan") && (may_sort || !plan.contains("Sort")), "{text}:\n{plan}");
}
