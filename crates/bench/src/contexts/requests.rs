//! What the load asks for, as bytes on the wire.

use std::sync::atomic::{AtomicU64, Ordering};

use super::setting::Setting;
use crate::load::Asking;
use crate::niagara::requests::request;
use crate::requests::STRIDE;

/// Requests of one form about one thing after the other, scattered.
struct Each {
    requests: Vec<Vec<u8>>,
    turns: AtomicU64,
}

impl Each {
    fn new(requests: impl Iterator<Item = Vec<u8>>) -> Self {
        Self { requests: requests.collect(), turns: AtomicU64::new(0) }
    }

    fn next(&self, out: &mut Vec<u8>) {
        let turn = self.turns.fetch_add(1, Ordering::Relaxed);
        let place = turn.wrapping_mul(STRIDE) % self.requests.len() as u64;
        out.clear();
        out.extend_from_slice(&self.requests[place as usize]);
    }
}

/// Starts of a work flow of five automatic steps.
pub struct Starts(Each);

impl Starts {
    pub fn new(token: &str, setting: &Setting) -> Self {
        let target = format!("/work-flows/{}/contexts", setting.automatic);
        Self(Each::new(setting.units.iter().map(|unit| {
            let body = format!(r#"{{"entity_type":"UNIT","entity_id":"{unit}"}}"#);
            request(token, "POST", &target, Some(("application/json", body.as_bytes())))
        })))
    }
}

impl Asking for Starts {
    fn name(&self) -> &str {
        "start a run of five steps"
    }

    fn expected_status(&self) -> u16 {
        200
    }

    fn next(&self, out: &mut Vec<u8>) {
        self.0.next(out);
    }
}

/// Closes of steps that wait for a person.
pub struct Closes(Each);

impl Closes {
    pub fn new(token: &str, setting: &Setting) -> Self {
        let body = br#"{"step":"ask","type":"close","acknowledge":true}"#;
        Self(Each::new(setting.waiting.iter().map(|run| {
            request(token, "POST", &format!("/contexts/{run}"), Some(("application/json", body.as_slice())))
        })))
    }
}

impl Asking for Closes {
    fn name(&self) -> &str {
        "close a step"
    }

    fn expected_status(&self) -> u16 {
        200
    }

    fn next(&self, out: &mut Vec<u8>) {
        self.0.next(out);
    }
}
