//! No statement reads a whole table, except those that must.

use docket_store::{Engine, Sql, statements};
use tokio_postgres::types::Type;
use tokio_postgres::{Client, NoTls};

use crate::place;

/// Statements that read a whole table or index, and why they may.
const WHOLE: &[(&str, &str)] = &[
    ("tenant::ALL", "tenants are few"),
    ("tenant::CREATE", "max(id) through the primary key"),
    ("due::NEXT", "the first entry of an index"),
    ("follower::TENANTS", "tenants are few"),
];

/// Statements that sort what they found, and why they may.
const SORTS: &[(&str, &str)] = &[
    ("tenant::NEWEST_KEY", "a tenant has few keys"),
    ("master::BY_SECOND", "few accounts share a location's number"),
    ("user::COUNT_BY_ROLES", "users have few combinations of roles"),
    ("work_flow_version::OF_HASH", "few work flows share a definition"),
    ("cycle::COUNTED", "only tests count cycles"),
    ("cycle::COUNTED_OF_BATCH", "only tests count cycles"),
    ("queued::ORDERS", "there are six categories"),
    ("next_cycle::BATCH", "the batches of one order, in the order of their queues"),
];

/// Statements that read all rows of a tenant in a table or an index, and why they may.
const TENANT: &[(&str, &str)] = &[
    ("client::ALL", "clients are few"),
    ("event::LAG", "on SQLite it has no rows: nothing is above the horizon there"),
    ("event::NEWEST", "the last entry of an index"),
    ("follower::FIND", "a tenant has one"),
    ("follower::LOCK", "a tenant has one"),
    ("follower::SET", "a tenant has one"),
    ("known::CONDEMNED", "an index of what goes, to its limit"),
    ("late_report::COUNT", "it counts what the office has still to look at"),
    ("listening::EVENTS", "the first entry of an index"),
    ("login::WITH_ROLES", "those who may do something, when a role goes"),
    ("notice::COUNT_PENDING", "it counts an index of what waits"),
    ("role::ALL", "roles are few"),
    ("role::CALLED", "roles are few"),
    ("role::COUNT", "roles are few"),
    ("status::ALL", "statuses are few"),
    ("tally::ACROSS", "it adds up all work orders, for the office's figures"),
    ("tenant::NEWEST_KEY", "a tenant has few keys"),
    ("token::REVOKE_OF", "tokens live for hours, and it is done when a password changes"),
    ("user::COUNT_BY_ROLES", "it counts those who may do something"),
    ("work_flow_trigger::EVENTS", "work flows that an event starts are few"),
];

fn listed(list: &[(&str, &str)], sql: &Sql) -> bool {
    list.iter().any(|(name, _)| sql.name.ends_with(&format!("::{name}")))
}

/// The steps of SQLite's plan.
fn steps(db: &rusqlite::Connection, sql: &Sql) -> Vec<String> {
    let text = format!("EXPLAIN QUERY PLAN {}", sql.text(Engine::Sqlite));
    let mut plan = db.prepare(&text).unwrap();
    let mut rows = plan.raw_query();
    let mut steps = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        steps.push(row.get(3).unwrap());
    }
    steps
}

/// Whether a step of SQLite's plan finds its rows by their tenant alone: with one tenant, that is the whole table.
fn is_by_tenant(step: &str) -> bool {
    step.starts_with("SEARCH ") && step.ends_with(" (tenant=?)")
}

#[tokio::test]
async fn no_statement_reads_a_table_or_a_tenant_or_sorts_on_sqlite() {
    let place = place::sqlite().await;
    let db = rusqlite::Connection::open(place.file()).unwrap();
    let mut tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").unwrap();
    let tables: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut wrong = Vec::new();
    for sql in statements() {
        for step in steps(&db, sql) {
            let scanned = step.strip_prefix("SCAN ").map(|rest| rest.split(' ').next().unwrap_or_default());
            let scans = scanned.is_some_and(|name| tables.iter().any(|table| table == name));
            let sorts = step.starts_with("USE TEMP B-TREE");
            let refused = [(scans, WHOLE), (sorts, SORTS), (is_by_tenant(&step), TENANT)];
            if refused.into_iter().any(|(found, allowed)| found && !listed(allowed, sql)) {
                wrong.push(format!("{}: {step}", sql.name));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn every_exception_names_a_statement() {
    for (name, _) in WHOLE.iter().chain(SORTS).chain(TENANT) {
        assert!(statements().iter().any(|sql| sql.name.ends_with(&format!("::{name}"))), "{name}");
    }
}

/// PostgreSQL's plan for any values.
async fn plan(client: &Client, text: &str) -> String {
    let parameters = client.prepare(text).await.unwrap().params().len();
    client.batch_execute(&format!("PREPARE asked AS {text}")).await.unwrap();
    let values =
        if parameters == 0 { String::new() } else { format!("({})", vec!["NULL"; parameters].join(", ")) };
    let rows = client.simple_query(&format!("EXPLAIN EXECUTE asked{values}")).await.unwrap();
    client.batch_execute("DEALLOCATE asked").await.unwrap();
    let lines = rows.iter().filter_map(|message| match message {
        tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0),
        _ => None,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a plan finds rows through an index by their tenant alone.
fn reads_a_tenant(plan: &str) -> bool {
    let mut conditions = plan.lines().filter_map(|line| line.trim().strip_prefix("Index Cond: "));
    conditions.any(|condition| condition.starts_with("(tenant = ") && !condition.contains(" AND "))
}

/// Whether a plan sorts what it cuts to a page. Where one column of the order is missing in an index, a few rows are sorted at a
/// time; that does not count.
fn sorts_a_list(plan: &str) -> bool {
    let steps = plan.lines().map(|line| line.trim().trim_start_matches("->  "));
    let steps: Vec<&str> = steps.filter(|step| step.contains("(cost=")).collect();
    steps.windows(2).any(|pair| pair[0].starts_with("Limit ") && pair[1].starts_with("Sort "))
}

/// A PostgreSQL that has one tenant with something of everything; it reads whole tables only where nothing else is left.
async fn filled(place: &place::Place) -> Client {
    let (client, wire) = tokio_postgres::connect(&place.options.url, NoTls).await.unwrap();
    tokio::spawn(wire);
    client.batch_execute(include_str!("filled.sql")).await.unwrap();
    client
        .batch_execute(
            "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; \
             SET plan_cache_mode = force_generic_plan",
        )
        .await
        .unwrap();
    client
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_statement_reads_a_table_or_a_tenant_or_sorts_a_list_on_postgres() {
    let place = place::postgres().await;
    let client = filled(&place).await;
    let mut wrong = Vec::new();
    for sql in statements() {
        let plain = sql.text(Engine::Postgres);
        let plan = plan(&client, plain).await;
        // What an index has in its order is read so if sorting costs.
        client.batch_execute("SET enable_sort = off").await.unwrap();
        let in_order = self::plan(&client, plain).await;
        client.batch_execute("RESET enable_sort").await.unwrap();
        for (plan, found, allowed, fault) in [
            (&plan, plan.contains("Seq Scan"), WHOLE, "reads a table"),
            (&plan, reads_a_tenant(&plan), TENANT, "reads all of a tenant"),
            (&in_order, sorts_a_list(&in_order), SORTS, "sorts"),
        ] {
            if found && !listed(allowed, sql) {
                wrong.push(format!("{} {fault}:\n{plan}", sql.name));
            }
        }
        let prepared = client.prepare(plain).await.unwrap();
        let types: Vec<_> = prepared.params().iter().map(Type::name).collect();
        if let Some(text) = sql.many_text(&types) {
            let plan = self::plan(&client, &text).await;
            if plan.contains("Seq Scan") || plan.contains("Hash") || plan.contains("Merge") {
                wrong.push(format!("{} for many:\n{plan}", sql.name));
            }
            if sql.name.ends_with("entity::OF_KEY") {
                assert!(plan.contains("using entity_unique"), "keys are found through their index:\n{plan}");
            }
        }
        if sql.name.ends_with("due::CLAIM") {
            assert!(plan.contains("Index Cond: (due <= "), "due work is found through its time:\n{plan}");
        }
        if sql.name.ends_with("next_cycle::BATCH") {
            let joins = plan.contains("Nested Loop") || plan.contains("Join");
            assert!(!joins, "the next cycle is looked for from batch to batch:\n{plan}");
        }
        if sql.name.ends_with("event::PAGE") {
            let bounded = plan.lines().any(|line| line.contains("Index Cond") && line.contains("xid <"));
            assert!(bounded && !plan.contains("Sort"), "the log is read in its order:\n{plan}");
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// Through which indexes the statements on notifications find their rows.
const NOTIFICATIONS: &[(&str, &[&str])] = &[
    ("FIND", &["notification_pkey"]),
    ("LOCK", &["notification_pkey"]),
    ("MARK", &["notification_pkey"]),
    ("UP", &["notification_pkey"]),
    ("DOWN", &["notification_pkey"]),
    ("COUNT", &["notification_state"]),
    ("FORGET", &["notification_updated", "notification_pkey"]),
    ("FORGET_OF_USER", &["notification_pkey"]),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_message_of_many_is_found_by_its_id_on_a_postgres_that_knows_nothing_of_the_table() {
    let place = place::postgres().await;
    let (client, wire) = tokio_postgres::connect(&place.options.url, NoTls).await.unwrap();
    tokio::spawn(wire);
    client.batch_execute("SET plan_cache_mode = force_generic_plan").await.unwrap();
    let fill = "INSERT INTO notification SELECT 1, 'user ' || n % 3, md5(n::text), 1, 1, n, n, 0, 0, 'normal', 'label', \
                'message', 'source', NULL, NULL FROM generate_series(1, 20000) n";
    for rows in [0, 20_000] {
        if rows > 0 {
            assert_eq!(client.execute(fill, &[]).await.unwrap(), rows);
        }
        for (name, indexes) in NOTIFICATIONS {
            let name = format!("::notification::{name}");
            let sql = statements().into_iter().find(|sql| sql.name.ends_with(&name)).expect(&name);
            let plan = plan(&client, sql.text(Engine::Postgres)).await;
            let scans = plan.lines().filter_map(|line| line.split_once(" using ")?.1.split(' ').next());
            let mut used: Vec<&str> = scans.collect();
            used.sort_unstable_by_key(|index| indexes.iter().position(|wanted| wanted == index));
            assert_eq!(used, *indexes, "{name} with {rows} rows:\n{plan}");
            assert!(!plan.contains("Sort Key: id") && !plan.contains("Seq Scan"), "{name}:\n{plan}");
        }
    }
}
