//! Counting which statuses are in use, in a database that was filled before they were counted.

use docket_testbed::cluster;

use crate::place;

const STEP: &str = include_str!("../../migrations/0015_status_use.sql");

/// The statements of the step for one engine.
fn step(other: &str) -> String {
    STEP.split_inclusive(";\n").filter(|part| !part.contains(other)).collect()
}

/// A customer, a program, a project, two work orders and a unit, with what they belong to; one work order is deleted. `bytes`
/// makes bytes of a text.
fn rows(bytes: impl Fn(&str) -> String) -> String {
    let allows = |labels: &[&str]| {
        let list: Vec<_> = labels.iter().map(|label| format!(r#"{{"status":"{label}"}}"#)).collect();
        format!(r#"{{"allowed_statuses":[{}]}}"#, list.join(","))
    };
    let has = |label: &str| format!(r#"{{"current_status":{{"status":"{label}"}}}}"#);
    let entities = [
        ("CUS", "c", 0, allows(&["Ready", "Done"]), ""),
        ("PGM", "p", 0, allows(&["Ready", "Done"]), "c"),
        ("PRJ", "j", 0, allows(&["Ready"]), "cp"),
        ("WOR", "w", 0, has("Ready"), "cpj"),
        ("WOR", "v", 0, has("Done"), "cpj"),
        ("WOR", "x", 1, has("Gone"), ""),
        ("UNIT", "u", 0, has("Ready"), "cj"),
    ];
    let mut text = String::new();
    for (kind, id, deleted, doc, above) in entities {
        text += &format!(
            "INSERT INTO entity (tenant, kind, id, version, deleted, xid, created, updated, label, notes, open_issues, \
             closed_issues, refs, doc) VALUES (1, '{kind}', '{id}', 1, {deleted}, 0, 0, 0, '', 0, 0, 0, '', {});\n",
            bytes(&doc)
        );
        for ancestor in above.chars() {
            text += &format!("INSERT INTO lineage VALUES (1, '{ancestor}', '{kind}', '{id}');\n");
        }
    }
    text
}

const COUNTED: &str = "SELECT name || '=' || n FROM counter WHERE name LIKE 'status:%' ORDER BY name";

/// A list counts above it, the status of a work order in all lists above it, that of a unit in the customer's.
const EXPECTED: &str =
    "status:c:Done=2\nstatus:c:Ready=4\nstatus:j:Done=1\nstatus:j:Ready=1\nstatus:p:Done=1\nstatus:p:Ready=2";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_in_use_already_is_counted_on_both_engines() {
    let (sqlite, postgres) = (place::sqlite().await, place::postgres().await);
    let db = rusqlite::Connection::open(sqlite.file()).unwrap();
    db.execute_batch(&rows(|doc| format!("CAST('{doc}' AS BLOB)"))).unwrap();
    db.execute_batch(&step("-- @postgres")).unwrap();
    let mut counted = db.prepare(COUNTED).unwrap();
    let counted = counted.query_map([], |row| row.get(0)).unwrap();
    assert_eq!(counted.collect::<Result<Vec<String>, _>>().unwrap().join("\n"), EXPECTED);

    let url = &postgres.options.url;
    cluster().sql(url, &rows(|doc| format!("convert_to('{doc}', 'UTF8')"))).unwrap();
    cluster().sql(url, &step("-- @sqlite")).unwrap();
    assert_eq!(cluster().sql(url, COUNTED).unwrap(), EXPECTED);
}
