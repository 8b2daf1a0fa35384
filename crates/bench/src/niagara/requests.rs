//! What the load asks for, as bytes on the wire.

use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::setting::Setting;
use crate::document::append_number;
use crate::load::Asking;
use crate::requests::STRIDE;
use crate::server::Server;

/// A request with all its headers. `content` is the type of its body, and the body.
pub fn request(token: &str, method: &str, target: &str, content: Option<(&str, &[u8])>) -> Vec<u8> {
    let mut out = format!("{method} {target} HTTP/1.1\r\nhost: 127.0.0.1\r\nx-access-token: {token}\r\n");
    let Some((kind, body)) = content else { return (out + "\r\n").into_bytes() };
    out += &format!("content-type: {kind}\r\ncontent-length: {}\r\n\r\n", body.len());
    [out.as_bytes(), body].concat()
}

/// The body of the answer to the next request of these.
///
/// # Errors
/// When it is answered with another status than the one expected.
pub fn body(server: &Server, asking: &dyn Asking) -> Result<Vec<u8>> {
    let mut request = Vec::new();
    asking.next(&mut request);
    let (status, body) = server.answer(&request)?;
    let expected = asking.expected_status();
    ensure!(status == expected, "{}: {status}: {}", asking.name(), String::from_utf8_lossy(&body));
    Ok(body)
}

/// Makes one thing of a collection; its id.
///
/// # Errors
/// When it is refused.
pub fn make(server: &Server, collection: &str, body: &Value) -> Result<String> {
    let target = format!("/{collection}");
    let body = body.to_string();
    let content = ("application/json", body.as_bytes());
    let (status, answer) = server.answer(&request(&server.token, "POST", &target, Some(content)))?;
    let said = String::from_utf8_lossy(&answer);
    ensure!(status == 200, "POST {target} is answered with {status}: {said}");
    let made: Value = serde_json::from_slice(&answer)?;
    // Work flows have two names for it.
    let id = made.as_object().and_then(|made| made.iter().find(|(name, _)| name.ends_with("_id")));
    let id = id.and_then(|(_, id)| id.as_str());
    id.map(str::to_owned).with_context(|| format!("no id in {said}"))
}

/// One work order after the other, scattered.
pub struct Gets {
    head: Vec<u8>,
    tail: Vec<u8>,
    ids: Vec<String>,
    turns: AtomicU64,
}

impl Gets {
    /// Those with these ids.
    pub fn new(token: &str, ids: Vec<String>) -> Self {
        let whole = request(token, "GET", "/work-orders/", None);
        let cut = "GET /work-orders/".len();
        let (head, tail) = whole.split_at(cut);
        Self { head: head.to_vec(), tail: tail.to_vec(), ids, turns: AtomicU64::new(0) }
    }
}

impl Asking for Gets {
    fn name(&self) -> &str {
        "work order"
    }

    fn expected_status(&self) -> u16 {
        200
    }

    fn next(&self, out: &mut Vec<u8>) {
        let turn = self.turns.fetch_add(1, Ordering::Relaxed);
        let place = turn.wrapping_mul(STRIDE) % self.ids.len() as u64;
        out.clear();
        out.extend_from_slice(&self.head);
        out.extend_from_slice(self.ids[place as usize].as_bytes());
        out.extend_from_slice(&self.tail);
    }
}

/// One page again and again.
pub struct Page {
    name: String,
    request: Vec<u8>,
}

impl Page {
    /// How many entries it has.
    pub const ENTRIES: usize = 20;

    /// The page after an offset.
    pub fn new(token: &str, name: &str, offset: Option<&str>) -> Self {
        let target = target(Self::ENTRIES, offset);
        Self { name: format!("{name} page of work orders"), request: request(token, "GET", &target, None) }
    }
}

/// The address of a page.
pub fn target(limit: usize, offset: Option<&str>) -> String {
    let offset = offset.map(|offset| format!("&offset={offset}")).unwrap_or_default();
    format!("/work-orders?limit={limit}{offset}")
}

impl Asking for Page {
    fn name(&self) -> &str {
        &self.name
    }

    fn expected_status(&self) -> u16 {
        200
    }

    fn next(&self, out: &mut Vec<u8>) {
        out.clear();
        out.extend_from_slice(&self.request);
    }
}

/// One new work order after the other.
pub struct Creates {
    head: Vec<u8>,
    tail: Vec<u8>,
    turns: AtomicU64,
}

impl Creates {
    /// Where the number of the work order stands in its label; all numbers have as many digits.
    const NUMBER: &str = "10000000";

    /// Work orders with one cycle.
    pub fn new(token: &str, setting: &Setting) -> Self {
        let body = setting.work_order(Self::NUMBER, 1).to_string();
        let whole = request(token, "POST", "/work-orders", Some(("application/json", body.as_bytes())));
        let whole = String::from_utf8_lossy(&whole).into_owned();
        let (head, tail) = whole.split_once(Self::NUMBER).unwrap_or((&whole, ""));
        Self { head: head.into(), tail: tail.into(), turns: AtomicU64::new(10_000_000) }
    }
}

impl Asking for Creates {
    fn name(&self) -> &str {
        "create a work order"
    }

    fn expected_status(&self) -> u16 {
        200
    }

    fn next(&self, out: &mut Vec<u8>) {
        out.clear();
        out.extend_from_slice(&self.head);
        append_number(out, self.turns.fetch_add(1, Ordering::Relaxed));
        out.extend_from_slice(&self.tail);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(asking: &dyn Asking) -> String {
        let mut out = Vec::new();
        asking.next(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_work_order_that_is_made_has_a_label_of_its_own_and_the_announced_length() {
        let creates = Creates::new("secret", &Setting::of("p", "l", "w", "q"));
        let (one, other) = (next(&creates), next(&creates));
        let (head, body) = one.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("content-length: {}", body.len())), "{one}");
        let label = |request: &str| -> Value {
            let body = request.split_once("\r\n\r\n").unwrap().1;
            serde_json::from_str::<Value>(body).unwrap()["label"].clone()
        };
        assert_eq!(one.len(), other.len());
        assert_ne!(label(&one), label(&other));
    }

    #[test]
    fn every_work_order_is_asked_for_in_turn() {
        let ids: Vec<String> = (0..10).map(|id| format!("id-{id}")).collect();
        let gets = Gets::new("secret", ids.clone());
        let mut asked: Vec<String> = (0..10).map(|_| next(&gets)).collect();
        asked.sort();
        for (id, asked) in ids.iter().zip(asked) {
            let line = format!("GET /work-orders/{id} HTTP/1.1\r\n");
            assert!(asked.starts_with(&line) && asked.ends_with("\r\n\r\n"), "{asked}");
        }
    }
}
