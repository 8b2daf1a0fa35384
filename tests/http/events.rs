//! `/events/v1`: the log.

mod stream;
mod told;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::both;
use crate::harness::{App, Client, Engine, Held, Node};
use crate::seiapi::export;

/// One page: its events and the place behind it.
#[track_caller]
pub fn page(client: &Client, after: &str, limit: usize) -> (Vec<Value>, String) {
    let path = format!("/events/v1?after={after}&limit={limit}");
    let page = client.ask("GET", &path).send().expect(200).json();
    (page["events"].as_array().expect("events").clone(), page["next"].as_str().expect("next").to_owned())
}

/// At least so many events after a place; see [`export::rows`].
#[track_caller]
pub fn events(client: &Client, after: &str, count: usize) -> Vec<Value> {
    let began = Instant::now();
    loop {
        let events = page(client, after, 1000).0;
        if events.len() >= count {
            return events;
        }
        assert!(began.elapsed() < Duration::from_secs(10), "{} events instead of {count}", events.len());
        std::thread::sleep(Duration::from_millis(20));
    }
}

both! {
    fn what_happened_is_told_with_what_changed(app) {
        let after = page(app, "0", 1000).1;
        app.put("1214", json!({"Title": "a"})).expect(201);
        app.patch("1214", json!({"Title": "b", "Remarks": "r"})).expect(200);
        app.patch("1214", json!({"Title": "b"})).expect(200);
        app.delete("1214").expect(200);
        let events = events(app, &after, 3);
        let told: Vec<(&str, i64)> = events
            .iter()
            .map(|event| {
                (event["name"].as_str().expect("a name"), event["version"].as_i64().expect("a version"))
            })
            .collect();
        assert_eq!(told, [("JOB.created", 1), ("JOB.updated", 2), ("JOB.deleted", 3)]);
        assert!(
            events.iter().all(|event| event["key"] == "1214"
                && event["actor"] == "tester"
                && event["source"] == "api")
        );
        assert_eq!(events[1]["changes"], json!({"Title": {"old": "a", "new": "b"}, "Remarks": {"new": "r"}}));
    }

    fn a_stream_tells_what_happens_while_one_listens(app) {
        let text = std::thread::scope(|scope| {
            let listening =
                scope.spawn(|| app.listen("/events/v1?after=now", "JOB.created", Duration::from_secs(10)));
            std::thread::sleep(Duration::from_millis(300));
            app.put("1214", json!({"Title": "a"})).expect(201);
            listening.join().expect("a listener")
        });
        assert!(text.starts_with("HTTP/1.1 200") && text.contains("text/event-stream"), "{text}");
        assert!(text.contains("event: JOB.created"), "{text}");
    }

    fn a_bad_place_or_limit_is_refused(app) {
        for query in
            ["after=x", "after=-1", "after=%00", "after=1.2.3.4", "limit=0", "limit=1001", "limit=ten"]
        {
            app.ask("GET", &format!("/events/v1?{query}")).send().expect(400);
        }
    }
}

/// Follows both feeds as another system would: page by page, from the place it has reached.
struct Follower {
    events: Vec<Value>,
    after: String,
    rows: Vec<Value>,
    rowver: String,
}

impl Follower {
    fn new(client: &Client) -> Self {
        let mut follower =
            Self { events: Vec::new(), after: "0".into(), rows: Vec::new(), rowver: "0".into() };
        while follower.read(client) > 0 {}
        follower.events.clear();
        follower.rows.clear();
        follower
    }

    /// Reads a page of each; how many things were on them.
    fn read(&mut self, client: &Client) -> usize {
        let (events, after) = page(client, &self.after, 7);
        let (rows, rowver) = export::page(client, "api", &self.rowver, 5);
        let found = events.len() + rows.len();
        self.events.extend(events);
        self.rows.extend(rows);
        (self.after, self.rowver) = (after, rowver);
        found
    }

    /// Reads until so many changes have come in by both ways, for ten seconds at most.
    #[track_caller]
    fn read_until(&mut self, client: &Client, changes: usize) {
        let began = Instant::now();
        while self.events.len() < changes || self.rows.len() < changes {
            if self.read(client) == 0 {
                let (events, rows) = (self.events.len(), self.rows.len());
                assert!(
                    began.elapsed() < Duration::from_secs(10),
                    "{events} events and {rows} rows of {changes}"
                );
                std::thread::sleep(Duration::from_millis(10));
            }
        }
    }

    /// Fails unless every job's versions came in order, from 1, without a gap and once, by both ways.
    #[track_caller]
    fn check(&self, changes: usize) {
        let mut versions: BTreeMap<String, i64> = BTreeMap::new();
        for event in &self.events {
            let last = versions.entry(event["key"].to_string()).or_default();
            assert_eq!(event["version"].as_i64(), Some(*last + 1), "of job {}", event["key"]);
            *last += 1;
        }
        let mut amounts: BTreeMap<String, i64> = BTreeMap::new();
        for row in &self.rows {
            let last = amounts.entry(row["WorkOrder"]["OrderNum"].to_string()).or_default();
            assert_eq!(row["WorkOrder"]["Credits"].as_array().map(|all| all.len() as i64), Some(*last + 1));
            *last += 1;
        }
        assert_eq!((self.events.len(), self.rows.len()), (changes, changes));
        assert_eq!(versions, amounts);
    }
}

/// Two writers on two nodes, on jobs that they share; every change adds a credit.
fn write(nodes: [&Client; 2], changes: usize) {
    std::thread::scope(|scope| {
        for (writer, node) in nodes.into_iter().enumerate() {
            scope.spawn(move || {
                for n in 0..changes / 2 {
                    let credit = json!({"Credits": [{"ID": format!("{writer}-{n}")}]});
                    node.patch(&format!("j{}", n % 3), credit).expect(200);
                }
            });
        }
    });
}

const CHANGES: usize = 120;

/// A follower that has seen all there was, then two nodes and three jobs.
fn two_nodes() -> (App, Node, Follower) {
    let app = App::start(Engine::Postgres);
    let follower = Follower::new(&app);
    let other = app.another_node();
    for num in ["j0", "j1", "j2"] {
        app.put(num, json!({"Credits": [{"ID": "first"}]})).expect(201);
    }
    (app, other, follower)
}

#[test]
fn what_happens_while_a_transaction_is_open_is_told_after_it_and_nothing_is_skipped() {
    let (app, other, mut follower) = two_nodes();
    follower.read_until(&app, 3);
    let held = Held::begin(app.url());
    write([&app, &other], CHANGES);
    for _ in 0..5 {
        follower.read(&app);
        follower.read(&other);
    }
    assert_eq!((follower.events.len(), follower.rows.len()), (3, 3), "told too early");
    held.end();
    follower.read_until(&other, CHANGES + 3);
    follower.check(CHANGES + 3);
}

#[test]
fn a_follower_misses_nothing_while_writers_and_transactions_come_and_go() {
    let (app, other, mut follower) = two_nodes();
    let writing = AtomicBool::new(true);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while writing.load(Ordering::Relaxed) {
                let held = Held::begin(app.url());
                std::thread::sleep(Duration::from_millis(15));
                held.end();
            }
        });
        let (there, follower) = (&other, &mut follower);
        let following = scope.spawn(move || follower.read_until(there, CHANGES + 3));
        write([&app, &other], CHANGES);
        let followed = following.join();
        writing.store(false, Ordering::Relaxed);
        followed.expect("all was told");
    });
    follower.check(CHANGES + 3);
}
