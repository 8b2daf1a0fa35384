//! Eight clients change the cycles and batches of the same work orders: every counter always says what counting says.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::dice::Dice;
use crate::harness::{Answer, App, Client, Engine};
use crate::rounds;

const CLIENTS: u64 = 8;
/// How long a short run may take.
const SHORT: Duration = Duration::from_secs(6);
const CATEGORIES: [&str; 6] = ["pending", "in_progress", "verifying", "complete", "blocked", "cancelled"];

/// What all clients work on.
#[derive(Clone)]
struct Floor {
    project: String,
    queues: Vec<String>,
    flow: String,
    orders: Vec<String>,
}

fn make(client: &Client, collection: &str, member: &str, body: Value) -> String {
    let made = client.ask("POST", &format!("/{collection}")).json(body).send().expect(200).json();
    made[member].as_str().expect("an id").to_owned()
}

impl Floor {
    fn new(client: &Client) -> Self {
        let customer =
            make(client, "customers", "customer_id", json!({"label": "Acme", "allowed_statuses": []}));
        let body = json!({"label": "North", "customer": {"customer_id": customer}});
        let program = make(client, "programs", "program_id", body);
        let body = json!({"label": "Stores", "program": {"program_id": program}});
        let project = make(client, "projects", "project_id", body);
        let address = json!({"country": "USA", "administrative_area": "NY", "locality": "Menands", "postal_code": "12204",
            "thoroughfare": "431 Broadway"});
        let queue = |label: &str| {
            let body = json!({"label": label, "location_type": "facility", "address": address});
            let location = make(client, "locations", "location_id", body);
            let body = json!({"label": label, "location": {"location_id": location}, "priority": 1});
            make(client, "queues", "queue_id", body)
        };
        let queues = ["Staging", "Packing"].map(queue).to_vec();
        let steps = json!({"done": {"step_type": "success", "label": "Done"}});
        let body = json!({"label": "Stage", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "done", "steps": steps});
        let flow = make(client, "work-flows", "work_flow_id", body);
        let mut floor = Self { project, queues, flow, orders: Vec::new() };
        floor.orders =
            (0..3).map(|_| make(client, "work-orders", "work_order_id", floor.order(40))).collect();
        floor
    }

    fn order(&self, needed: u64) -> Value {
        json!({
            "label": "Tablets", "project": {"project_id": self.project},
            "cycles": [{"needed": needed, "work_flow": {"work_flow_id": self.flow}}]
        })
    }

    /// Does one thing or another.
    fn step(&self, client: &Client, dice: &mut Dice) -> Answer {
        let order = dice.pick(&self.orders).expect("orders");
        let queue = dice.pick(&self.queues).expect("queues");
        let number = 1 + dice.below(5);
        let batch = json!({
            "work_order": {"work_order_id": order}, "queue": {"queue_id": queue}, "number_cycles": number,
            "total": 1 + dice.below(3),
        });
        match dice.below(12) {
            0..2 => client.ask("POST", "/batches").json(batch).send(),
            2 => {
                let ask =
                    client.ask("PATCH", "/batches").header("content-type", "application/multi-batch+json");
                ask.body(batch.to_string()).send()
            }
            3..6 => {
                let n = 1 + dice.below(60);
                client.ask("DELETE", &format!("/work-orders/{order}/cycles/{order}_{n}")).send()
            }
            6 => {
                let n = 1 + dice.below(60);
                client.ask("POST", &format!("/work-orders/{order}/cycles/{order}_{n}/retry")).send()
            }
            7 if dice.below(10) == 0 => client.ask("DELETE", &format!("/work-orders/{order}/cycles")).send(),
            7..9 => {
                let body = self.order(30 + dice.below(40));
                client.ask("PUT", &format!("/work-orders/{order}")).json(body).send()
            }
            what => {
                let page = client
                    .ask("GET", &format!("/work-orders/{order}/batches?limit=20"))
                    .send()
                    .expect(200)
                    .json();
                let found = page["_embedded"]["nter:batches"].as_array().cloned().unwrap_or_default();
                let ids: Vec<_> =
                    found.iter().filter_map(|one| one["batch_id"].as_str().map(str::to_owned)).collect();
                let id = dice.pick(&ids).cloned().unwrap_or_else(|| "none".to_owned());
                let path = format!("/batches/{id}");
                match what {
                    9 => client.ask("DELETE", &path).send(),
                    10 => client.ask("PATCH", &path).json(json!({"number_cycles": number})).send(),
                    _ => client
                        .ask("PATCH", &path)
                        .json(json!({"queue": {"queue_id": queue}, "order": number}))
                        .send(),
                }
            }
        }
    }

    /// Fails unless every counter says what counting says.
    fn check(&self, client: &Client) {
        let mut active = BTreeMap::new();
        for order in &self.orders {
            let shown = client.ask("GET", &format!("/work-orders/{order}")).send().expect(200).json();
            let cycles = all(client, &format!("/work-orders/{order}/cycles"));
            let counted = count(cycles.iter());
            assert_eq!(
                CATEGORIES.map(|name| shown["cycles"][0][name].as_u64().expect("a counter")),
                counted,
                "{order}"
            );
            let totals = &shown["cycle_totals"];
            let sum = totals["needed"].as_u64().expect("a number")
                + totals["additional"].as_u64().expect("a number");
            assert_eq!(sum, counted.iter().sum::<u64>(), "needed and additional of {order}");
            let assigned = cycles.iter().filter(|cycle| !cycle["batch"].is_null()).count();
            assert_eq!(totals["assigned"].as_u64(), Some(assigned as u64), "assigned of {order}");
            for batch in all(client, &format!("/work-orders/{order}/batches")) {
                let own = cycles.iter().filter(|cycle| cycle["batch"]["batch_id"] == batch["batch_id"]);
                let counted = count(own);
                assert_eq!(
                    CATEGORIES.map(|name| batch["cycles"][name].as_u64().expect("a counter")),
                    counted
                );
                assert_eq!(batch["number_cycles"].as_u64(), Some(counted.iter().sum()), "{batch}");
                let queue = batch["queue"]["queue_id"].as_str().expect("a queue").to_owned();
                *active.entry(queue).or_insert(0) += counted[..3].iter().sum::<u64>() + counted[4];
            }
        }
        for queue in &self.queues {
            let shown = client.ask("GET", &format!("/queues/{queue}")).send().expect(200).json();
            assert_eq!(
                shown["active_cycles"].as_u64(),
                Some(active.get(queue).copied().unwrap_or(0)),
                "{queue}"
            );
        }
    }
}

/// All entries of a list.
fn all(client: &Client, path: &str) -> Vec<Value> {
    let (mut entries, mut next) = (Vec::new(), Some(path.to_owned()));
    while let Some(path) = next {
        let page = client.ask("GET", &path).send().expect(200).json();
        let embedded = page["_embedded"].as_object().and_then(|embedded| embedded.values().next());
        entries.extend(embedded.and_then(Value::as_array).cloned().unwrap_or_default());
        let href = page["_links"]["next"]["href"].as_str();
        next = href.map(|href| href.trim_start_matches(client.base()).to_owned());
    }
    entries
}

fn count<'a>(cycles: impl Iterator<Item = &'a Value>) -> [u64; 6] {
    let mut counted = [0; 6];
    for cycle in cycles {
        let category = cycle["current_status"]["category"].as_str().expect("a category").to_lowercase();
        counted[CATEGORIES.iter().position(|name| *name == category).expect("one of the six")] += 1;
    }
    counted
}

/// Eight clients at once, in several turns; after each the counters are checked.
fn change_the_same_orders(engine: Engine, operations: u32, at_most: Option<Duration>) {
    const TURNS: u32 = 4;
    let app = App::start(engine);
    let floor = Floor::new(&app);
    let began = Instant::now();
    let is_over = move || at_most.is_some_and(|at_most| began.elapsed() > at_most);
    let (mut sent, mut changed) = (0, 0);
    for turn in 0..TURNS {
        let clients = (0..CLIENTS).map(|client| {
            let floor = floor.clone();
            let mine = Client::new(app.base(), app.token());
            let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (u64::from(turn) << 32) ^ (client + 1));
            std::thread::spawn(move || {
                let (mut sent, mut changed) = (0_u64, 0_u64);
                for _ in 0..operations / TURNS / CLIENTS as u32 {
                    if is_over() {
                        break;
                    }
                    let answer = floor.step(&mine, &mut dice);
                    assert!(
                        answer.status < 300 || [400, 404, 409, 423].contains(&answer.status),
                        "{} answered {} {}",
                        answer.asked,
                        answer.status,
                        answer.text()
                    );
                    sent += 1;
                    changed += u64::from(answer.status < 300);
                }
                (sent, changed)
            })
        });
        for client in clients.collect::<Vec<_>>() {
            let (more, of_them) = client.join().expect("a client");
            sent += more;
            changed += of_them;
        }
        floor.check(&app);
    }
    assert!(changed > sent / 10 && changed > 0, "only {changed} of {sent} operations changed something");
    println!("{changed} of {sent} operations changed something");
}

#[test]
fn counters_say_what_counting_says_on_sqlite() {
    let full = rounds(0, 1) == 1;
    change_the_same_orders(Engine::Sqlite, rounds(2_000, 50_000), (!full).then_some(SHORT));
}

#[test]
fn counters_say_what_counting_says_on_postgresql() {
    let full = rounds(0, 1) == 1;
    change_the_same_orders(Engine::Postgres, rounds(2_000, 50_000), (!full).then_some(SHORT));
}
