//! Plays the sample of a document on a server: what happens outside, and the answers of people and programs.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::ground::Made;
use crate::harness::{Answer, App, Client};
use crate::niagara::world::{get, post};

/// How long a run may take to come to a step.
const PATIENCE: Duration = Duration::from_secs(20);

/// Who answers.
const NAMES: [&str; 2] = ["ann", "ben"];

/// Clients with tokens of their own.
pub struct People<'a> {
    by_name: BTreeMap<&'a str, Client>,
}

impl People<'_> {
    pub fn new(app: &App) -> Self {
        let token = |name| app.token_with(&["--subject", name, "--grant", "all"]);
        let by_name = NAMES.into_iter().map(|name| (name, Client::new(app.base(), &token(name)))).collect();
        Self { by_name }
    }

    #[track_caller]
    fn named(&self, name: &Value) -> &Client {
        let name = name.as_str().expect("every answer has somebody");
        self.by_name.get(name).unwrap_or_else(|| panic!("there is no {name}"))
    }
}

/// What came of a play.
pub struct Played {
    /// The run at last.
    pub context: Value,
    /// The status of the answer that was refused.
    pub refused: Option<u16>,
}

/// Starts the run and does all that the sample says, until an answer is refused or all is done.
#[track_caller]
pub fn play(client: &Client, people: &People<'_>, made: &Made) -> Played {
    let sample = &made.document["sample"];
    let mut body = json!({"entity_type": "UNIT", "entity_id": made.unit});
    if sample["data"].is_object() {
        body["data"] = sample["data"].clone();
    }
    let started = post(client, &format!("work-flows/{}/contexts", made.flow), body).expect(200).json();
    let began = Instant::now();
    let id = started["context_id"].as_str().expect("an id");
    let path = format!("/contexts/{id}");
    for event in each(sample, "events") {
        let after = event["after"].as_f64().map(Duration::from_secs_f64).unwrap_or_default();
        std::thread::sleep(after.saturating_sub(began.elapsed()));
        happen(client, made, event);
    }
    for job in each(sample, "jobs") {
        let context = until(client, &path, |context| is_at(context, &job["step"]));
        end_job(client, &context, job);
    }
    for (number, answer) in each(sample, "answers").enumerate() {
        until(client, &path, |context| is_at(context, &answer["step"]));
        let answered = close(people.named(&answer["by"]), &path, answer, number % 2 == 1);
        if answered.status != 200 {
            return Played { context: get(client, &path), refused: Some(answered.status) };
        }
    }
    let rests = &made.document["expect"]["waiting_for"];
    let done = |context: &Value| {
        context["active"] == false || rests.is_array() && context["current_steps"] == *rests
    };
    Played { context: until(client, &path, done), refused: None }
}

fn each<'a>(sample: &'a Value, what: &str) -> impl Iterator<Item = &'a Value> {
    sample[what].as_array().into_iter().flatten()
}

/// Reads a run again and again until it is as wanted, or for as long as patience lasts.
#[track_caller]
fn until(client: &Client, path: &str, is_so: impl Fn(&Value) -> bool) -> Value {
    let began = Instant::now();
    loop {
        let context = get(client, path);
        if is_so(&context) || context["active"] == false || began.elapsed() > PATIENCE {
            return context;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn is_at(context: &Value, step: &Value) -> bool {
    context["current_steps"].as_array().is_some_and(|steps| steps.contains(step))
}

/// Closes or fails a step, in either of the two ways.
fn close(client: &Client, path: &str, answer: &Value, by_step: bool) -> Answer {
    let mut body = answer.get("close").or(answer.get("fail")).cloned().expect("an answer closes or fails");
    let step = answer["step"].as_str().expect("a step");
    let fails = answer.get("fail").is_some();
    body["step"] = step.into();
    body["type"] = if fails { "fail".into() } else { "close".into() };
    if by_step {
        return client.ask("PATCH", &format!("{path}/{step}")).json(json!({"close_step": body})).send();
    }
    client.ask("POST", path).json(body).send()
}

/// Causes an event of the sample by changing the unit.
#[track_caller]
fn happen(client: &Client, made: &Made, event: &Value) {
    assert_eq!(event["event"], "UNIT.changed", "other events can't be caused here");
    let name = event["entity"]["current_status"]["status"].as_str().expect("a status");
    let status = json!({"status": name, "category": name.to_uppercase().replace(' ', "_")});
    let path = format!("/units/{}", made.unit);
    client.ask("PATCH", &path).json(json!({"current_status": status})).send().expect(200);
}

/// Ends the job that a run waits for, in the other dialect.
#[track_caller]
fn end_job(client: &Client, context: &Value, job: &Value) {
    let waits = each(context, "waiting_for").find(|one| one["step"] == job["step"]);
    let number = waits.and_then(|one| one["job"].as_str()).unwrap_or_else(|| panic!("no job in {context}"));
    let status = match job["end"].as_str().expect("an end") {
        "complete" => "4096",
        "incomplete" => "4097",
        "rejected" => "1001",
        _ => return drop(client.delete(number).expect(200)),
    };
    client.patch(number, json!({"OrderStatus": status})).expect(200);
}
