//! `--retention-…`: what is older goes with the next sweep, what is younger or not acknowledged stays.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::device::{ack, device, job_of};
use crate::events::{events, page};
use crate::harness::{App, Engine};

/// How old the old rows are; one setting is below it, the others are above.
const OLD_MS: i64 = 2 * 3_600_000;

/// What is there of old and young: events, notices and remembered answers.
#[derive(Debug, PartialEq)]
struct Found {
    events: Vec<String>,
    notices: Vec<String>,
    /// The keys under which a repeat is answered as before, not done again.
    remembered: Vec<&'static str>,
}

/// Leaves, under names that begin so: a job that is dispatched and acknowledged, one that is dispatched only, and a change under an
/// idempotency key.
fn leave(app: &App, age: &str) {
    let ann = device(app, "ann");
    for name in ["seen", "waits"] {
        app.put(&format!("{age}-{name}"), job_of("ann", json!({}))).expect(201);
    }
    let noticed = ann.ask("GET", "/device/v1/notices?after=0").send().expect(200).json();
    let seen = noticed["notices"].as_array().expect("notices").iter();
    let seen = seen.filter(|notice| notice["num"] == format!("{age}-seen"));
    for notice in seen {
        ack(&ann, notice["id"].as_i64().expect("an id")).expect(200);
    }
    app.put(&format!("{age}-paid"), json!({})).expect(201);
    pay(app, age);
    // On PostgreSQL another test's transaction may hold the log back for a while.
    let wanted = |told: &[Value]| {
        told.iter().any(|event| event["key"] == format!("{age}-paid") && event["version"] == 2)
    };
    let began = Instant::now();
    while !wanted(&page(app, "0", 1000).0) {
        assert!(began.elapsed() < Duration::from_secs(20), "the log does not tell of what was done");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Adds an element to a job, once under this key; how many the job has.
fn pay(app: &App, key: &str) -> usize {
    let path = format!("/seiapi/v3/trans/WorkOrder/{key}-paid");
    let ask = app.ask("PATCH", &path).header("idempotency-key", key);
    ask.json(json!({"Credits": [{"Amount": 1}]})).send().expect(200);
    app.order(&format!("{key}-paid"))["Credits"].as_array().map_or(0, Vec::len)
}

fn find(app: &App) -> Found {
    let told = events(app, "0", 1);
    let created = told.iter().filter(|event| event["name"] == "JOB.created");
    let listed = app.ask("GET", "/admin/v1/notices").send().expect(200).json();
    let text = |of: &Value, name: &str| of[name].as_str().expect("a text").to_owned();
    let mut notices: Vec<String> =
        listed["notices"].as_array().expect("notices").iter().map(|notice| text(notice, "num")).collect();
    notices.sort();
    Found {
        events: created.map(|event| text(event, "key")).collect(),
        notices,
        remembered: ["old", "young"].into_iter().filter(|key| pay(app, key) == 1).collect(),
    }
}

/// Starts the server anew with its sweep due, and waits until it is done.
fn sweep(app: &mut App) {
    app.sql("UPDATE due_work SET due = 0 WHERE kind = 'sweep'");
    app.restart();
    let began = Instant::now();
    // While it sweeps, its claim ends within a minute; then it falls due in ten. The young notices are of this moment.
    let rest = "SELECT count(*) FROM due_work WHERE kind = 'sweep' AND due < (SELECT max(created) + 300000 FROM notice)";
    while app.number(rest) > 0 {
        assert!(began.elapsed() < Duration::from_secs(30), "the sweep does not end");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn each_setting_rules_its_own_rows(engine: Engine) {
    let kinds = ["events", "notices", "idempotency"];
    for short in kinds {
        let options =
            kinds.map(|kind| (format!("--retention-{kind}"), if kind == short { "1h" } else { "3h" }));
        let options: Vec<&str> = options.iter().flat_map(|(flag, time)| [flag.as_str(), time]).collect();
        let mut app = App::with(engine, &options);
        leave(&app, "old");
        app.sql(&format!(
            "UPDATE event SET at = at - {OLD_MS}; UPDATE idempotency SET created = created - {OLD_MS}; \
             UPDATE notice SET created = created - {OLD_MS}, acked = acked - {OLD_MS}"
        ));
        leave(&app, "young");
        sweep(&mut app);
        let all = ["old-seen", "old-waits", "old-paid", "young-seen", "young-waits", "young-paid"];
        let notices = ["old-seen", "old-waits", "young-seen", "young-waits"];
        let expected = Found {
            events: all[if short == "events" { 3 } else { 0 }..].iter().map(ToString::to_string).collect(),
            notices: notices[usize::from(short == "notices")..].iter().map(ToString::to_string).collect(),
            remembered: if short == "idempotency" { vec!["young"] } else { vec!["old", "young"] },
        };
        assert_eq!(find(&app), expected, "--retention-{short} 1h");
    }
}

#[test]
fn each_setting_rules_its_own_rows_on_sqlite() {
    each_setting_rules_its_own_rows(Engine::Sqlite);
}

#[test]
fn each_setting_rules_its_own_rows_on_postgresql() {
    each_setting_rules_its_own_rows(Engine::Postgres);
}
