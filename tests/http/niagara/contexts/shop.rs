//! A shop where work flows are run on units.

use serde_json::{Value, json};

use crate::harness::{Answer, Client};
use crate::niagara::floor::{self, batch};
use crate::niagara::world::{
    customer, get, location, make, manufacturer, part, post, program, project_of, resource, sub_resource,
    unit,
};

/// What a test of runs starts from.
pub struct Shop {
    pub customer: String,
    pub project: String,
    pub location: String,
    pub part: String,
    pub unit: String,
}

impl Shop {
    /// A customer with a project and a part, and a unit of the part.
    #[track_caller]
    pub fn new(client: &Client) -> Self {
        let customer = customer(client, "Acme");
        let program = program(client, &customer);
        let project = project_of(client, &program);
        let location = location(client, "Bench");
        let maker = manufacturer(client, "Zeta");
        let part = part(client, &customer, &maker, "T-1");
        let unit = unit(client, &part, &location, "Tablet 1");
        Self { customer, project, location, part, unit }
    }

    /// Another unit.
    #[track_caller]
    pub fn unit(&self, client: &Client, label: &str) -> String {
        unit(client, &self.part, &self.location, label)
    }

    /// A work order for these cycles of a work flow.
    #[track_caller]
    pub fn order(&self, client: &Client, flow: &str, needed: i64) -> String {
        floor::order_of(
            client,
            &self.project,
            json!([{"needed": needed, "work_flow": {"work_flow_id": flow}}]),
        )
    }

    /// A batch of this many cycles in a new queue of this priority.
    #[track_caller]
    pub fn batch(&self, client: &Client, order: &str, (priority, number): (i64, i64)) -> String {
        let queue = floor::queue(client, &self.location, &format!("Queue {priority}"), json!(priority));
        let body = json!({"work_order": {"work_order_id": order}, "queue": {"queue_id": queue}, "number_cycles": number});
        batch(client, body)
    }
}

/// A run that waits for somebody to say that the tag is on, with all that is around it.
pub struct Run {
    pub shop: Shop,
    pub flow: String,
    pub unit: String,
    pub id: String,
}

impl Run {
    #[track_caller]
    pub fn begin(client: &Client) -> Self {
        let shop = Shop::new(client);
        let flow = flow(client, "first", asking());
        let unit = shop.unit.clone();
        let id = started(start(client, &flow, &unit));
        Self { shop, flow, unit, id }
    }

    pub fn path(&self) -> String {
        format!("/contexts/{}", self.id)
    }
}

/// What it takes to close steps of runs on units, but for being a technician.
pub const CLOSING: &str = "context:step,unit:read,part:read,location:read,resource:read,sub-resource:read,vendor:read,customer:read,manufacturer:read";

/// Makes a resource at a location and one below it.
#[track_caller]
pub fn stations(client: &Client, location: &str) -> (String, String) {
    let resource = resource(client, location, "Line 1");
    let slot = sub_resource(client, location, &resource, "Slot 1");
    (resource, slot)
}

/// Makes another customer's worth of things; its project.
#[track_caller]
pub fn project(client: &Client) -> String {
    let customer = customer(client, "Initech");
    project_of(client, &program(client, &customer))
}

/// What comes out once it is there: on PostgreSQL the log is told a moment after a change.
#[track_caller]
pub fn until<T>(look: impl Fn() -> Option<T>) -> T {
    let tries = (0..200).map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(25));
        look()
    });
    tries.flatten().next().expect("it came within five seconds")
}

/// A work flow for units with these steps.
pub fn body(starts_at: &str, steps: Value) -> Value {
    let mut body =
        json!({"label": "Stage", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": starts_at});
    body["steps"] = steps;
    body
}

/// Publishes a work flow for units with these steps.
#[track_caller]
pub fn flow(client: &Client, starts_at: &str, steps: Value) -> String {
    make(client, "work-flows", body(starts_at, steps))
}

/// A step that does nothing but go on.
pub fn pass(goto: &str) -> Value {
    json!({"step_type": "pass", "label": "Go on", "goto": goto, "goto_fail": "failed"})
}

/// A step that calls a function of the server.
pub fn call(function: &str, payload: Value) -> Value {
    let mut step = pass("done");
    step["step_type"] = "function".into();
    step["options"] = json!({"function": function});
    step["options"]["payload"] = payload;
    step
}

/// A list of one task that must be well.
pub fn tasks(goto: &str, is_qc: bool) -> Value {
    let items = json!([{"label": "Screen", "slug": "screen", "evaluated": true, "na_field": false}]);
    json!({"step_type": "user", "label": "Check it", "goto": goto, "goto_fail": "failed",
        "options": {"component": "task-list", "payload": {"is_qc": is_qc, "items": items}}})
}

/// Both ends.
pub fn with_ends(mut steps: Value) -> Value {
    steps["done"] = json!({"step_type": "success", "label": "Done"});
    steps["failed"] = json!({"step_type": "fail", "label": "Failed"});
    steps
}

/// A work flow with one task list.
#[track_caller]
pub fn checked(client: &Client) -> String {
    flow(client, "check", with_ends(json!({"check": tasks("done", false)})))
}

/// A step that asks whether something was done; it goes on to a check, or fails.
pub fn asks(goto: &str) -> Value {
    let options = json!({"component": "confirm-action", "payload": {"message": "Is the tag on?"}});
    json!({"step_type": "user", "label": "Tag", "goto": goto, "goto_fail": "failed", "options": options})
}

/// The steps of a work flow that begins with asking once, and ends.
pub fn asking() -> Value {
    with_ends(json!({"first": asks("done")}))
}

/// Starts a work flow on a unit.
pub fn start(client: &Client, flow: &str, unit: &str) -> Answer {
    post(client, &format!("work-flows/{flow}/contexts"), json!({"entity_type": "UNIT", "entity_id": unit}))
}

/// Starts the next cycle of a work order on a unit.
pub fn start_next(client: &Client, order: &str, unit: &str) -> Answer {
    let body = json!({"entity": {"entity_type": "UNIT", "entity_id": unit}});
    post(client, &format!("work-orders/{order}/contexts"), body)
}

/// The run that an answer shows.
#[track_caller]
pub fn run(answer: Answer) -> Value {
    answer.expect(200).json()
}

/// The id of a run.
#[track_caller]
pub fn id(run: &Value) -> String {
    run["context_id"].as_str().unwrap_or_else(|| panic!("no id in {run}")).to_owned()
}

/// The id of the run that an answer shows.
#[track_caller]
pub fn started(answer: Answer) -> String {
    id(&run(answer))
}

/// Says that the tag is on.
pub fn confirms(client: &Client, id: &str) -> Answer {
    post(client, &format!("contexts/{id}"), json!({"step": "first", "type": "close", "acknowledge": true}))
}

/// Makes a user step fail.
pub fn fails(client: &Client, path: &str, body: &Value) -> Answer {
    let ask = client.ask("POST", path).header("content-type", "application/vnd.fail-step+json");
    ask.body(body.to_string()).send()
}

/// Closes the task list.
pub fn close(client: &Client, context: &str, step: &str, value: &str) -> Answer {
    let body = json!({"step": step, "type": "close", "items": [{"slug": "screen", "value": value}]});
    post(client, &format!("contexts/{context}"), body)
}

/// Reads a run.
#[track_caller]
pub fn read(client: &Client, context: &str) -> Value {
    get(client, &format!("/contexts/{context}"))
}

/// The steps that have ended, in order.
#[track_caller]
pub fn steps(run: &Value) -> Vec<String> {
    let steps = run["last_steps"].as_array().expect("steps").iter();
    steps.map(|step| step["step_name"].as_str().expect("a name").to_owned()).collect()
}

/// The category of something.
#[track_caller]
pub fn category(client: &Client, path: &str) -> Value {
    get(client, path)["current_status"]["category"].clone()
}
