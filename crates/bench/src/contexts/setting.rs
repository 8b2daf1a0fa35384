//! What is run, and on what: made over HTTP, like by any client.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::niagara::requests::{make, request};
use crate::server::Server;

/// Units that runs are started on, and as many that a run on each waits for somebody.
pub const UNITS: usize = 2_000;

/// What runs are started on, and runs that wait.
pub struct Setting {
    /// A work flow of five automatic steps.
    pub automatic: String,
    /// Units that nothing is done with.
    pub units: Vec<String>,
    /// Runs that wait for somebody, and do so again when their step is closed.
    pub waiting: Vec<String>,
}

impl Setting {
    /// Makes it.
    ///
    /// # Errors
    /// When something is refused.
    pub fn make(server: &Server) -> Result<Self> {
        let kinds = Kinds::make(server)?;
        let automatic = make(server, "work-flows", &automatic())?;
        let asking = make(server, "work-flows", &asking())?;
        let units = (0..UNITS).map(|n| kinds.unit(server, n)).collect::<Result<_>>()?;
        let waiting = (0..UNITS)
            .map(|n| start(server, &asking, &kinds.unit(server, UNITS + n)?))
            .collect::<Result<_>>()?;
        Ok(Self { automatic, units, waiting })
    }
}

/// What units belong to.
struct Kinds {
    part: String,
    location: String,
}

impl Kinds {
    fn make(server: &Server) -> Result<Self> {
        let customer = make(server, "customers", &json!({"label": "Harbor Retail", "allowed_statuses": []}))?;
        let maker = make(server, "manufacturers", &json!({"label": "Zeta"}))?;
        let part = json!({
            "label": "Tablet", "serial_prefix": "T", "input_filter": [], "customer": {"customer_id": customer},
            "manufacturer": {"manufacturer_id": maker, "part_number": "T-1"},
        });
        let address = json!({
            "country": "USA", "administrative_area": "NY", "locality": "Menands", "postal_code": "12204",
            "thoroughfare": "431 Broadway",
        });
        let location = json!({"label": "Albany depot", "location_type": "warehouse", "address": address});
        Ok(Self { part: make(server, "parts", &part)?, location: make(server, "locations", &location)? })
    }

    fn unit(&self, server: &Server, n: usize) -> Result<String> {
        let unit = json!({
            "label": format!("Tablet {n}"), "part": {"part_id": self.part},
            "current_location": {"location_id": self.location},
            "current_status": {"status": "Pending", "category": "PENDING"},
        });
        make(server, "units", &unit)
    }
}

/// Starts a run on a unit; its id.
fn start(server: &Server, work_flow: &str, unit: &str) -> Result<String> {
    let body = json!({"entity_type": "UNIT", "entity_id": unit}).to_string();
    let target = format!("/work-flows/{work_flow}/contexts");
    let (_, answer) = server.answer(&request(
        &server.token,
        "POST",
        &target,
        Some(("application/json", body.as_bytes())),
    ))?;
    let run: Value = serde_json::from_slice(&answer)?;
    let id = run["context_id"].as_str().map(str::to_owned);
    id.with_context(|| format!("no run in {}", String::from_utf8_lossy(&answer)))
}

/// A work flow of five automatic steps: variables are set, copied and compared.
fn automatic() -> Value {
    let pass = |label: &str, goto: &str, key: &str, value: Value| json!({"step_type": "pass", "label": label, "goto": goto, "goto_fail": "failed", "context": [{"key": key, "value": value}]});
    work_flow(
        "Five steps",
        "begin",
        json!({
            "begin": pass("Begin", "copy", "count", json!(3)),
            "copy": pass("Copy", "compare", "copied", json!("$.count")),
            "compare": {"step_type": "decision", "label": "Enough?", "goto": "announce", "goto_fail": "failed",
                "decision": [{"variable": "$.copied", "operator": "greater_than_equals", "operand": "3"}]},
            "announce": pass("Announce", "done", "ready", json!(true)),
        }),
    )
}

/// A work flow that asks again and again.
fn asking() -> Value {
    work_flow(
        "Ask",
        "ask",
        json!({
            "ask": {"step_type": "user", "label": "Ready?", "goto": "ask", "goto_fail": "done",
                "options": {"component": "confirm-action", "payload": {"message": "Is it ready?"}}},
        }),
    )
}

/// A work flow that waits for a quarter of an hour.
pub fn waiting() -> Value {
    work_flow(
        "Wait",
        "wait",
        json!({
            "wait": {"step_type": "wait", "label": "Wait", "goto": "done", "goto_fail": "failed", "time": 900, "stop_at": 900},
        }),
    )
}

fn work_flow(label: &str, starts_at: &str, mut steps: Value) -> Value {
    steps["done"] = json!({"step_type": "success", "label": "Done"});
    steps["failed"] = json!({"step_type": "fail", "label": "Failed"});
    json!({"label": label, "schema_version": "1.0", "applies_to": "UNIT", "starts_at": starts_at, "steps": steps})
}
