//! `kill -9` while eight clients write: what was acknowledged is there afterwards, whole and once.

use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::{App, Client, Engine};
use crate::rounds;

const WRITERS: u32 = 8;

/// What one client sent, and how much of it was acknowledged.
#[derive(Default)]
struct Written {
    /// Orders of its own, the last perhaps without an answer.
    sent: Vec<(String, Value)>,
    /// How many of them were acknowledged.
    put: usize,
    /// Elements that it added to the order that all share.
    credits: Vec<String>,
    /// How many of them were acknowledged.
    added: usize,
}

/// Writes until the server is gone: an order of its own, an element of the shared order, and so on.
fn write(client: &Client, shared: &str, writer: u32) -> Written {
    let mut written = Written::default();
    for n in 0.. {
        let num = format!("{shared}-{writer}-{n}");
        let order =
            json!({"OrderNum": num, "Title": num, "Remarks": "r".repeat(1_000 + n * 50), "OrderAmount": n});
        written.sent.push((num.clone(), order.clone()));
        let path = format!("/seiapi/v3/trans/WorkOrder/{num}");
        let Ok(answer) = client.ask("PUT", &path).json(order).try_send() else { break };
        assert_eq!(answer.status, 201, "{}", answer.text());
        written.put += 1;
        written.credits.push(num.clone());
        let body = json!({"Credits": [{"ID": num, "Amount": n}]});
        let path = format!("/seiapi/v3/trans/WorkOrder/{shared}");
        // Sent twice under one key: it must not count twice, also when the server ends between the two.
        let add = || client.ask("PATCH", &path).header("idempotency-key", &num).json(body.clone()).try_send();
        let Ok(answer) = add() else { break };
        assert_eq!(answer.status, 200, "{}", answer.text());
        written.added += 1;
        if n % 3 == 0 && add().is_err() {
            break;
        }
    }
    written
}

/// Fails unless all that was acknowledged is there, and the rest there whole or not at all.
fn check(app: &App, shared: &str, all: &[Written]) {
    let found = app.get(shared).expect(200);
    let credits = found.json()["Credits"].as_array().cloned().unwrap_or_default();
    assert_eq!(
        usize::try_from(found.version()).expect("positive"),
        credits.len() + 1,
        "one version a change"
    );
    let told =
        app.ask("GET", &format!("/admin/v1/jobs/{shared}/history?limit=1000")).send().expect(200).json();
    let told: Vec<_> =
        told["events"].as_array().expect("events").iter().map(|event| &event["version"]).collect();
    let all_versions: Vec<_> = (1..=credits.len() + 1).rev().map(|version| json!(version)).collect();
    assert!(told.into_iter().eq(&all_versions), "the log does not tell each version once");
    let mut ids: Vec<&str> = credits.iter().filter_map(|credit| credit["ID"].as_str()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an element was added twice");
    for written in all {
        for (at, (num, order)) in written.sent.iter().enumerate() {
            let answer = app.get(num);
            if at < written.put || answer.status != 404 {
                assert_eq!(answer.expect(200).json(), *order);
            }
        }
        for (at, id) in written.credits.iter().enumerate() {
            assert!(
                at >= written.added || ids.binary_search(&id.as_str()).is_ok(),
                "{id} was acknowledged and is lost"
            );
        }
    }
}

fn kill_and_start_again(engine: Engine, rounds: u32) {
    let mut app = App::start(engine);
    let mut acknowledged = 0;
    for round in 0..rounds {
        let shared = format!("s{round}");
        app.put(&shared, json!({"OrderNum": shared})).expect(201);
        let writers: Vec<JoinHandle<Written>> = (0..WRITERS)
            .map(|writer| {
                // A client of its own, so that it has a connection of its own.
                let client = Client::new(app.base(), app.token());
                let shared = shared.clone();
                std::thread::spawn(move || write(&client, &shared, writer))
            })
            .collect();
        std::thread::sleep(Duration::from_millis(60 + u64::from(round * 37 % 240)));
        app.crash();
        let all: Vec<Written> = writers.into_iter().map(|writer| writer.join().expect("a writer")).collect();
        acknowledged += all.iter().map(|written| written.put + written.added).sum::<usize>();
        check(&app, &shared, &all);
    }
    assert!(acknowledged > 10 * rounds as usize, "only {acknowledged} writes were under way");
    println!("{acknowledged} acknowledged writes survived {rounds} kills");
}

#[test]
fn what_was_acknowledged_survives_a_kill_on_sqlite() {
    kill_and_start_again(Engine::Sqlite, rounds(3, 100));
}

#[test]
fn what_was_acknowledged_survives_a_kill_on_postgresql() {
    kill_and_start_again(Engine::Postgres, rounds(3, 100));
}

/// One of two nodes is killed; the other goes on, and what either acknowledged is there.
#[test]
fn the_other_node_goes_on_when_one_is_killed() {
    let app = App::start(Engine::Postgres);
    for round in 0..rounds(2, 20) {
        let doomed = app.another_node();
        let shared = format!("s{round}");
        app.put(&shared, json!({"OrderNum": shared})).expect(201);
        let client = Client::new(doomed.base(), doomed.token());
        let name = shared.clone();
        let writer = std::thread::spawn(move || write(&client, &name, 0));
        std::thread::sleep(Duration::from_millis(100));
        doomed.kill();
        app.patch(&shared, json!({"Credits": [{"ID": "after"}]})).expect(200);
        check(&app, &shared, &[writer.join().expect("a writer")]);
        assert!(app.get(&shared).text().contains("\"after\""));
    }
}
