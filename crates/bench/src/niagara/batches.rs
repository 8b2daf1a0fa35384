//! A hundred batches at once.

use std::time::Instant;

use anyhow::{Result, ensure};
use serde_json::json;

use super::requests::{make, request};
use super::setting::Setting;
use crate::server::Server;

/// Batches in one request, and cycles in each.
const BATCHES: usize = 100;
const CYCLES: usize = 100;

/// Makes a work order and puts all its cycles into batches; how many milliseconds the latter took.
///
/// # Errors
/// When something is refused.
pub fn make_at_once(server: &Server, setting: &Setting) -> Result<f64> {
    let work_order = make(server, "work-orders", &setting.work_order("in batches", BATCHES * CYCLES))?;
    let body = json!({
        "total": BATCHES, "number_cycles": CYCLES,
        "queue": {"queue_id": setting.queue}, "work_order": {"work_order_id": work_order},
    });
    let body = body.to_string();
    let content = ("application/multi-batch+json", body.as_bytes());
    let request = request(&server.token, "PATCH", "/batches", Some(content));
    let begin = Instant::now();
    let (status, answer) = server.answer(&request)?;
    let millis = begin.elapsed().as_secs_f64() * 1e3;
    ensure!(status == 204, "PATCH /batches is answered with {status}: {}", String::from_utf8_lossy(&answer));
    Ok(millis)
}
