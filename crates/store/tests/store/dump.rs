//! The whole content of a database as text, the same on both engines.

use docket_testbed::cluster;

use crate::place::Place;

/// Columns that the engines fill differently: places in the log, slots of counters, the database's clock.
const OWN: &[(&str, &str)] = &[
    ("event", "seq"),
    ("event", "xid"),
    ("job", "xid"),
    ("master", "xid"),
    ("due_work", "due"),
    ("due_work", "lease"),
];

/// The rows of all tables, in the order of their texts.
pub fn dump(sqlite: &Place, postgres: &Place) -> [Vec<String>; 2] {
    let db = rusqlite::Connection::open(sqlite.file()).unwrap();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for table in names(&db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'counter'") {
        let columns = names(&db, &format!("SELECT name || ' ' || type FROM pragma_table_info('{table}')"));
        let kept = columns.iter().map(|column| column.split_once(' ').unwrap());
        let kept: Vec<_> = kept.filter(|(name, _)| !OWN.contains(&(table.as_str(), *name))).collect();
        let sqlite_text = texts(&kept, "hex(", ")");
        let postgres_text = texts(&kept, "upper(encode(", ", 'hex'))");
        ours.extend(names(&db, &format!("SELECT '{table} ' || {sqlite_text} FROM {table}")));
        let rows = cluster()
            .sql(&postgres.options.url, &format!("SELECT '{table} ' || {postgres_text} FROM {table}"));
        theirs.extend(rows.unwrap().lines().map(str::to_owned));
    }
    let counters = "SELECT 'counter ' || tenant || ' ' || name || ' ' || CAST(sum(n) AS TEXT) FROM counter GROUP BY tenant, name";
    ours.extend(names(&db, counters));
    theirs.extend(cluster().sql(&postgres.options.url, counters).unwrap().lines().map(str::to_owned));
    ours.sort_unstable();
    theirs.sort_unstable();
    [ours, theirs]
}

fn names(db: &rusqlite::Connection, text: &str) -> Vec<String> {
    let mut rows = db.prepare(text).unwrap();
    rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// All columns as one text.
fn texts(columns: &[(&str, &str)], before: &str, after: &str) -> String {
    let text = |(name, kind): &(&str, &str)| match *kind {
        "BLOB" => format!("CASE WHEN {name} IS NULL THEN '-' ELSE {before}{name}{after} END"),
        _ => format!("coalesce(CAST({name} AS TEXT), '-')"),
    };
    columns.iter().map(text).collect::<Vec<_>>().join(" || '|' || ")
}

/// What stands in one dump only, so that a failure says what differs.
pub fn difference(dumps: &[Vec<String>; 2]) -> [Vec<&str>; 2] {
    let only = |one: usize, other: usize| {
        dumps[one].iter().filter(|row| !dumps[other].contains(row)).map(String::as_str).collect()
    };
    [only(0, 1), only(1, 0)]
}
