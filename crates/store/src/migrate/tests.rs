use docket_testbed::cluster;

use super::*;

/// What a database may hold that knows the steps before the 14th.
const HELD: &str = r#"INSERT INTO work_flow_version (tenant, id, version, created, hash, doc) VALUES (1, 'flow', 2, 0, {b}'x'{e}, {b}'{"steps":
  {"ask-me": {"step_type": "user", "options": {"steps": {"scan": {"step_type": "user"}}}}, "scan": {"step_type": "machine"},
  "both": {"step_type": "parallel", "branches": [{"steps": {"left": {"step_type": "pass"}}},
  {"steps": {"ask.too": {"step_type": "user"}}}]}}}'{e});
INSERT INTO context (tenant, id, version, xid, created, updated, work_flow, work_flow_version, entity_kind, entity, active, label,
  started_by, depth, turns, steps, started, state) SELECT 1, id, 1, 0, 0, 0, 'flow', 2, 'UNIT', id, active, id, 'ann', 0, 1, 0, 0, state
FROM (SELECT 'asks' AS id, 1 AS active, {b}'{"data": {"a": ["\u00fc"]}, "threads": [{"step": "ask-me", "phase": "Open"}]}'{e} AS state
  UNION ALL SELECT 'asks in a branch', 1, {b}'{"threads": [{"step": "both", "phase": "Branches"}, {"step": "left", "phase": {"Job": {"number": "1"}}}, {"step": "ask.too", "phase": "Open"}]}'{e}
  UNION ALL SELECT 'scans', 1, {b}'{"threads": [{"step": "scan", "phase": "Open"}]}'{e}
  UNION ALL SELECT 'tries again', 1, {b}'{"threads": [{"step": "ask-me", "phase": {"Retry": {"at": 1}}}]}'{e}
  UNION ALL SELECT 'has ended', 0, {b}'{"threads": []}'{e}) run;
INSERT INTO entity (tenant, kind, id, version, deleted, xid, created, updated, label, facet, notes, open_issues, closed_issues, refs, doc)
SELECT 1, kind, id, 1, 0, 0, 0, 0, id, facet, 0, 0, 0, '', doc
FROM (SELECT 'CON' AS kind, 'with a phone' AS id, 'a@example.com' AS facet, {b}'{"phone": "+1 555"}'{e} AS doc
  UNION ALL SELECT 'CON', 'without', 'b@example.com', {b}'{"phone": null}'{e}
  UNION ALL SELECT 'NOTE', 'note', NULL, {b}'{"created_by": "ann"}'{e}
  UNION ALL SELECT 'RES', 'resource', 'station', {b}'{"phone": "1"}'{e}) thing"#;

/// What it says after that step.
const SAYS: &str = "SELECT id || '=' || waiting_for_user FROM context UNION ALL \
    SELECT id || '=' || COALESCE(facet, '') FROM entity";

/// The steps before one, as they were done once.
fn before(version: i64, engine: Engine) -> String {
    let steps = STEPS.iter().take_while(|(known, _, _)| *known < version);
    let done = steps.map(|(version, name, text)| {
        let noted = format!(
            "INSERT INTO schema_version VALUES ({version}, '{}', '{}')",
            name.replace('\'', "''"),
            checksum(text)
        );
        format!("{};\n{noted};\n", step(text, engine))
    });
    std::iter::once(format!("{VERSIONS};\n")).chain(done).collect()
}

fn sorted(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = lines.collect();
    lines.sort();
    lines
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_for_a_user_and_what_lists_are_sorted_by_is_found_in_an_older_database() {
    let wanted = [
        "asks in a branch=1",
        "asks=1",
        "has ended=0",
        "note=ann",
        "resource=station",
        "scans=0",
        "tries again=0",
        "with a phone=+1 555",
        "without=",
    ];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("docket.db");
    let db = rusqlite::Connection::open(&path).unwrap();
    let held = HELD.replace("{b}", "CAST(").replace("{e}", " AS BLOB)");
    db.execute_batch(&(before(14, Engine::Sqlite) + &held)).unwrap();
    sqlite(&path).unwrap();
    let mut says = db.prepare(SAYS).unwrap();
    let lines = says.query_map([], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(sorted(lines.map(Result::unwrap)), wanted);

    let url = tokio::task::spawn_blocking(|| cluster().database()).await.unwrap();
    let held = HELD.replace("{b}", "convert_to(").replace("{e}", ", 'UTF8')");
    cluster().sql(&url, &(before(14, Engine::Postgres) + &held)).unwrap();
    postgres(&url).await.unwrap();
    let lines = cluster().sql(&url, SAYS).unwrap();
    assert_eq!(sorted(lines.lines().map(str::to_owned)), wanted);
}

/// What the tables hold that the 18th step lays out anew.
const NARROW: &str = "INSERT INTO counter VALUES (1, 'b', 0, 2), (1, 'a', 1, 3); \
    INSERT INTO due_work VALUES (1, 'run', 'x', 5, 6, 7); \
    INSERT INTO cycle_tally VALUES (1, 'order', 0, 'flow', 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)";
/// All of it.
const NARROWED: &str = "SELECT name || slot || '=' || n FROM counter WHERE name < 'c' UNION ALL \
    SELECT kind || key || '=' || due || ' ' || fence || ' ' || lease FROM due_work UNION ALL \
    SELECT owner || part || '=' || work_flow || work_flow_version || ' ' || needed || ' ' || additional || ' ' || assigned || ' ' \
    || pending || ' ' || in_progress || ' ' || verifying || ' ' || complete || ' ' || blocked || ' ' || cancelled || ' ' || last \
    || ' ' || batches FROM cycle_tally";

#[test]
fn tables_that_are_laid_out_anew_keep_what_they_hold() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("docket.db");
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute_batch(&(before(18, Engine::Sqlite) + NARROW)).unwrap();
    sqlite(&path).unwrap();
    let mut says = db.prepare(NARROWED).unwrap();
    let lines = says.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let wanted = ["a1=3", "b0=2", "order0=flow2 3 4 5 6 7 8 9 10 11 12 13", "runx=5 6 7"];
    assert_eq!(sorted(lines.map(Result::unwrap)), wanted);
}
