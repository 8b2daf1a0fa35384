//! Runs that wait, on two nodes over one database that are killed again and again: every wait ends, none twice.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::dice::Dice;
use crate::harness::{App, Client, Engine, Node};
use crate::rounds;

/// How many clients start runs.
const STARTERS: usize = 4;
/// How long the last waits may take when nothing is killed any more.
const PATIENCE: Duration = Duration::from_secs(90);

/// A work flow that waits twice.
fn work_flow() -> Value {
    let wait = |label: &str, goto: &str, time: u32| {
        json!({"step_type": "wait", "label": label, "goto": goto, "goto_fail": "failed", "time": time, "stop_at": 900,
            "context": [{"key": label, "value": true, "lock": true}]})
    };
    json!({
        "label": "Wait twice", "schema_version": "1.0", "applies_to": "CUS", "starts_at": "first",
        "steps": {
            "first": wait("first", "second", 1), "second": wait("second", "done", 2),
            "done": {"step_type": "success", "label": "Done"}, "failed": {"step_type": "fail", "label": "Failed"}
        }
    })
}

/// POSTs to whichever node answers, again and again under one key; the id in the answer.
fn make(clients: &Mutex<Vec<Client>>, path: &str, body: &Value, member: &str, key: &str) -> String {
    for turn in 0.. {
        let client = {
            let clients = clients.lock().expect("nobody panicked");
            clients[turn % clients.len()].clone()
        };
        let ask = client.ask("POST", path).header("idempotency-key", key).json(body.clone());
        match ask.try_send() {
            Ok(answer) if answer.status == 503 => {}
            Ok(answer) => return answer.expect(200).json()[member].as_str().expect("an id").to_owned(),
            Err(_) => {}
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    unreachable!("it is tried for ever")
}

/// Two nodes; one after the other is killed and started anew until nothing is left to be started.
fn kill_in_turn(
    app: &App,
    clients: &Mutex<Vec<Client>>,
    mut nodes: [Node; 2],
    left: &AtomicUsize,
) -> ([Node; 2], u32) {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut kills = 0;
    while left.load(Ordering::Relaxed) > 0 {
        std::thread::sleep(Duration::from_millis(200 + dice.below(700)));
        let victim = usize::try_from(dice.below(2)).expect("0 or 1");
        let fresh = app.another_node();
        clients.lock().expect("nobody panicked")[victim] = (*fresh).clone();
        std::mem::replace(&mut nodes[victim], fresh).kill();
        kills += 1;
    }
    (nodes, kills)
}

fn every_wait_ends_once(count: usize) {
    let mut app = App::start(Engine::Postgres);
    let nodes = [app.another_node(), app.another_node()];
    app.kill();
    let clients = Arc::new(Mutex::new(nodes.iter().map(|node| (**node).clone()).collect::<Vec<Client>>()));
    let flow = make(&clients, "/work-flows", &work_flow(), "work_flow_id", "flow");
    let (next, left) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(STARTERS)));
    let starters: Vec<_> = (0..STARTERS)
        .map(|_| {
            let (clients, flow, next, left) = (clients.clone(), flow.clone(), next.clone(), left.clone());
            std::thread::spawn(move || {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= count {
                        left.fetch_sub(1, Ordering::Relaxed);
                        return;
                    }
                    let customer = json!({"label": format!("Customer {n}"), "allowed_statuses": []});
                    let id = make(&clients, "/customers", &customer, "customer_id", &format!("customer-{n}"));
                    let body = json!({"entity_type": "CUS", "entity_id": id});
                    make(
                        &clients,
                        &format!("/work-flows/{flow}/contexts"),
                        &body,
                        "context_id",
                        &format!("run-{n}"),
                    );
                }
            })
        })
        .collect();
    let (nodes, kills) = kill_in_turn(&app, &clients, nodes, &left);
    for starter in starters {
        starter.join().expect("all are started");
    }
    let began = Instant::now();
    while nodes[0].ask("GET", "/contexts?filter[active]=true&limit=1").send().expect(200).json()["total_count"]
        != 0
    {
        assert!(began.elapsed() < PATIENCE, "some runs wait for ever");
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(each_run(&nodes[1], check), count);
    println!("{count} runs waited twice on two nodes that were killed {kills} times");
}

/// Fails unless a run went its way once, and took its time.
fn check(run: &Value) {
    let steps: Vec<&Value> = run["last_steps"].as_array().expect("steps").iter().collect();
    let names: Vec<_> = steps.iter().map(|step| step["step_name"].as_str().expect("a name")).collect();
    assert_eq!(names, ["first", "second", "done"], "{run}");
    assert_eq!(
        (&run["outcome"], &run["data"]),
        (&json!("succeeded"), &json!({"first": true, "second": true})),
        "{run}"
    );
    for (step, least) in steps.iter().zip([1_000, 2_000]) {
        let took: i64 = step["time_to_run"].as_str().and_then(|ms| ms.parse().ok()).expect("a time");
        assert!(took >= least, "a wait ended early: {run}");
    }
}

/// Visits every run; how many there are.
fn each_run(client: &Client, visit: impl Fn(&Value)) -> usize {
    let mut count = 0;
    let mut path = "/contexts?limit=100".to_owned();
    loop {
        let page = client.ask("GET", &path).send().expect(200).json();
        let runs = page["_embedded"]["nter:contexts"].as_array().expect("runs");
        runs.iter().for_each(&visit);
        count += runs.len();
        match page["_links"]["next"]["href"].as_str() {
            Some(href) => path = href.trim_start_matches(client.base()).to_owned(),
            None => return count,
        }
    }
}

#[test]
fn every_wait_ends_once_though_nodes_are_killed() {
    every_wait_ends_once(usize::try_from(rounds(200, 10_000)).expect("a count"));
}
