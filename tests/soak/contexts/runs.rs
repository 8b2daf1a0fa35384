//! A run of a work flow as somebody outside brings it to its end, through servers that come and go.

use serde_json::{Value, json};

use super::flows::{Flow, Ground, unit};
use crate::harness::{Answer, Client};

/// The error of a request that was not answered.
type Gone = ureq::Error;

/// A run, or the wish to start it.
#[derive(Clone)]
pub struct Run {
    pub flow: Flow,
    part: String,
    spare: String,
    location: String,
    /// How many units there are for it to allocate.
    spares: usize,
    /// The unit that it runs on.
    unit: Option<String>,
    /// Its id, once an answer told it.
    pub context: Option<String>,
    /// The run at its end.
    pub end: Option<Value>,
}

/// What came of going on.
pub enum Step {
    Moved,
    Waits,
    Ended,
}

impl Run {
    /// A run on a unit of its own, for which nothing is made yet.
    pub fn new(ground: &Ground, flow: &Flow) -> Self {
        Self {
            flow: flow.clone(),
            part: ground.part.clone(),
            spare: ground.spare.clone(),
            location: ground.location.clone(),
            spares: 0,
            unit: None,
            context: None,
            end: None,
        }
    }

    /// Starts the run, or looks where it stands and does what it waits for.
    pub fn go_on(&mut self, client: &Client) -> Result<Step, Gone> {
        if self.end.is_some() {
            return Ok(Step::Ended);
        }
        let Some(id) = &self.context else { return self.start(client) };
        let path = format!("/contexts/{id}");
        let context = client.ask("GET", &path).try_send()?.expect(200).json();
        if context["active"] == false {
            self.end = Some(context);
            return Ok(Step::Ended);
        }
        let waits = context["waiting_for"].as_array().and_then(|waits| waits.first());
        let waits = waits.unwrap_or_else(|| panic!("nothing is waited for: {context}"));
        match waits["what"].as_str() {
            Some("person") => close(client, &path, &waits["step"], json!({"acknowledge": true})),
            Some("machine") => close(client, &path, &waits["step"], json!({"options": {}})),
            Some("job") => {
                let number = waits["job"].as_str().unwrap_or_else(|| panic!("no number: {context}"));
                let path = format!("/seiapi/v3/trans/WorkOrder/{number}");
                let ended = client.ask("PATCH", &path).json(json!({"OrderStatus": "4096"})).try_send()?;
                ended.expect(200);
                Ok(Step::Waits)
            }
            _ => Ok(Step::Waits),
        }
    }

    /// Makes what the run needs and starts it. The start is sent again under the same key, so it is one start.
    fn start(&mut self, client: &Client) -> Result<Step, Gone> {
        if self.spares < self.flow.allocations {
            // One whose answer was lost is one too many, which does no harm.
            unit(client, &self.spare, &self.location)?;
            self.spares += 1;
            return Ok(Step::Moved);
        }
        let Some(on) = &self.unit else {
            self.unit = Some(unit(client, &self.part, &self.location)?);
            return Ok(Step::Moved);
        };
        let body = json!({"entity_type": "UNIT", "entity_id": on, "data": {"given": 1}});
        let ask = client.ask("POST", &format!("/work-flows/{}/contexts", self.flow.id));
        let started = ask.header("idempotency-key", on).json(body).try_send()?.expect(200).json();
        self.context = Some(started["context_id"].as_str().expect("an id").to_owned());
        Ok(Step::Moved)
    }

    /// How the run went, without anything that differs from run to run.
    pub fn story(&self) -> Value {
        let end = self.end.as_ref().expect("it has ended");
        let steps = end["last_steps"].as_array().into_iter().flatten();
        let step = |step: &Value| {
            json!([step["step_name"], step["did_error"], step["did_timeout"], step["next_step"]])
        };
        json!({
            "outcome": end["outcome"], "steps": steps.map(step).collect::<Vec<_>>(), "data": end["data"],
            "problems": end["problems"], "failed_steps": end["failed_steps"],
        })
    }
}

fn close(client: &Client, path: &str, step: &Value, mut body: Value) -> Result<Step, Gone> {
    body["step"] = step.clone();
    let answer: Answer = client.ask("POST", path).json(body).try_send()?;
    // What a killed server had sent to PostgreSQL can still be done after the next one has looked.
    if answer.status != 409 {
        answer.expect(200);
    }
    Ok(Step::Moved)
}
