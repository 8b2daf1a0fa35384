//! Random work flows as a client would send them.

use docket_domain::json::Object;
use docket_domain::work_flow::accept;
use serde_json::{Value, json};

use super::{Assign, Call, Condition, Fail, Flow, Given, Kind, Listen, Step, Target, User};

/// The custom field of the entity.
const FIELD: &str = "$._entity.input_filter[?(@.key = 'tag')]";

impl Flow {
    /// The body as a client would send it. Where the arrows would keep every run from its end, each step leads to the following.
    pub fn body(&self) -> Object {
        let free = self.with_arrows(true);
        if accept(&free).is_ok() { free } else { self.with_arrows(false) }
    }

    fn with_arrows(&self, free: bool) -> Object {
        let keys: Vec<String> = (0..self.steps.len()).map(|n| format!("s{n}")).collect();
        let level = Level { keys: &keys, out: "done", bad: "failed", free };
        let mut steps: Object =
            self.steps.iter().enumerate().map(|(n, step)| (keys[n].clone(), level.step(n, step))).collect();
        steps.insert("done".into(), json!({"step_type": "success", "label": "Done"}));
        steps.insert("failed".into(), json!({"step_type": "fail", "label": "Failed"}));
        let mut body = Object::new();
        for (name, value) in
            [("label", "Flow"), ("schema_version", "1.0"), ("applies_to", "UNIT"), ("starts_at", "s0")]
        {
            body.insert(name.into(), value.into());
        }
        body.insert("context".into(), self.start.iter().map(Assign::body).collect());
        body.insert("steps".into(), steps.into());
        body
    }
}

/// The steps among which arrows lead: those of the work flow, or of one branch.
struct Level<'a> {
    keys: &'a [String],
    /// Where the last one leads.
    out: &'a str,
    /// Where failing leads.
    bad: &'a str,
    /// Whether arrows lead anywhere.
    free: bool,
}

impl Level<'_> {
    fn target(&self, n: usize) -> &str {
        self.keys.get(n % (self.keys.len() + 1)).map_or(self.out, String::as_str)
    }

    fn step(&self, n: usize, step: &Step) -> Value {
        let goto = step.goto.filter(|_| self.free).unwrap_or(n + 1);
        let goto = if goto == n + 1 { goto.min(self.keys.len()) } else { goto };
        let mut body = json!({
            "label": "Step", "goto": self.target(goto), "context": step.sets.iter().map(Assign::body).collect::<Vec<_>>(),
            "on_error": {"retry": step.retry, "finally": {"actions": step.action(0)}},
            "on_timeout": {"retry": step.waits, "finally": {"actions": step.action(1)}},
            "on_start": step.action(2), "on_complete": step.action(3),
        });
        match step.fail {
            Fail::Nowhere => {}
            Fail::End => body["goto_fail"] = self.bad.into(),
            Fail::Step(to) => body["goto_fail"] = self.target(if self.free { to } else { n + 1 }).into(),
        }
        let own = step.kind.body(self, n, body["goto"].as_str().unwrap_or_default());
        for (name, value) in own.as_object().into_iter().flatten() {
            body[name.as_str()] = value.clone();
        }
        body
    }
}

impl Step {
    fn action(&self, which: usize) -> Vec<Value> {
        let body = |call: &Call| {
            let (function, options) = call.body();
            json!({"function": function, "options": options})
        };
        self.actions[which].iter().map(body).collect()
    }
}

impl Kind {
    fn body(&self, level: &Level<'_>, n: usize, goto: &str) -> Value {
        match self {
            Self::Pass => json!({"step_type": "pass"}),
            Self::Decision(conditions) => {
                let conditions: Vec<Value> = conditions.iter().map(Condition::body).collect();
                json!({"step_type": "decision", "decision": conditions})
            }
            Self::Choices(choices) => {
                let choice = |(join, condition, to): &(&str, Condition, usize)| {
                    let to = level.target(if level.free { *to } else { n + 1 });
                    json!({*join: [condition.body()], "goto": to})
                };
                json!({"step_type": "decision", "choices": choices.iter().map(choice).collect::<Vec<_>>()})
            }
            Self::User(user) => user.body(),
            Self::Machine { charge } => {
                let configuration =
                    charge.map_or(json!({}), |charge| json!({"wait_for_battery_charge": charge}));
                let application = json!({"application_id": "ace-ios"});
                json!({"step_type": "machine", "options": {"application": application, "configuration": configuration}})
            }
            Self::Call(call) => {
                let (function, payload) = call.body();
                json!({"step_type": "function", "options": {"function": function, "payload": payload}})
            }
            Self::Job { number } => {
                let mut payload = json!({"job": {"Title": "Go", "Remarks": "$.v0"}});
                if *number {
                    payload["order_num"] = "J-1".into();
                }
                json!({"step_type": "function", "options": {"function": "dispatch-job", "payload": payload}})
            }
            Self::Wait { time, more, listen } => {
                let listen: Vec<Value> = listen.iter().map(Listen::body).collect();
                json!({"step_type": "wait", "time": time, "stop_at": time + more, "listen_for": listen})
            }
            Self::Parallel { branches, condition, fast } => {
                let branch = |(b, steps): (usize, &Vec<Step>)| branch(level, n, b, steps, goto);
                let branches: Vec<Value> = branches.iter().enumerate().map(branch).collect();
                let mut body = json!({"step_type": "parallel", "branches": branches, "fail_fast": fast});
                if let Some(condition) = condition {
                    body["fail_condition"] = (*condition).into();
                }
                body
            }
        }
    }
}

fn branch(level: &Level<'_>, n: usize, b: usize, steps: &[Step], out: &str) -> Value {
    let keys: Vec<String> = (0..steps.len()).map(|inner| format!("s{n}b{b}i{inner}")).collect();
    let inner = Level { keys: &keys, out, bad: level.bad, free: level.free };
    let steps: Object =
        steps.iter().enumerate().map(|(at, step)| (keys[at].clone(), inner.step(at, step))).collect();
    json!({"starts_at": keys[0], "steps": steps})
}

impl User {
    fn body(&self) -> Value {
        let (component, payload) = match self {
            Self::Confirm => ("confirm-action", json!({"message": "Sure?"})),
            Self::Pdf => ("follow-pdf-instructions", json!({"attachment_id": "guide"})),
            Self::Tasks { check, evaluated } => {
                let item = |(n, evaluated)| json!({"label": format!("t{n}"), "evaluated": evaluated, "na_field": n == 0});
                let items: Vec<Value> = evaluated.iter().enumerate().map(item).collect();
                ("task-list", json!({"is_qc": check, "items": items}))
            }
            Self::Form { variable } => {
                let to = if *variable { "$.v2" } else { "input_filter[?(@.key = 'tag')]" };
                let field =
                    json!({"input_type": "input", "label": "Tag", "required": true, "entity_field": to});
                ("manual-data-entry", json!({"fields": [field]}))
            }
        };
        json!({"step_type": "user", "options": {"component": component, "payload": payload}})
    }
}

impl Call {
    fn body(&self) -> (&'static str, Value) {
        match self {
            Self::Allocate => ("allocate-unit-to-project", json!({"part_id": "p", "project_id": "q"})),
            Self::Status => {
                ("set-entity-status", json!({"status": {"status": "In Progress", "category": "IN_PROGRESS"}}))
            }
            Self::Location { variable } => {
                let id = variable.map_or("there".to_owned(), |variable| format!("$.v{variable}"));
                ("set-entity-location", json!({"location_type": "location_id", "location_id": id}))
            }
            Self::Notify => ("notify", json!({"message": "$.v1"})),
        }
    }
}

impl Assign {
    fn body(&self) -> Value {
        let key = match self.to {
            Target::Variable(n) => format!("v{n}"),
            Target::Nested(n) => format!("$.v{n}.deep"),
            Target::Field => FIELD.to_owned(),
        };
        let value = match &self.value {
            Given::Literal(value) => value.clone(),
            Given::Variable(n) => format!("$.v{n}").into(),
            Given::Field => FIELD.into(),
        };
        json!({"key": key, "value": value, "lock": self.lock, "ignore": self.ignore})
    }
}

impl Condition {
    fn body(&self) -> Value {
        json!({"variable": format!("v{}", self.variable), "operator": self.operator, "operand": self.operand})
    }
}

impl Listen {
    fn body(&self) -> Value {
        let mut body = json!({"event": self.event});
        if let Some(condition) = &self.condition {
            body["event_value"] = condition.body();
        }
        body
    }
}
