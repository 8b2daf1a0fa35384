//! The four operations as bytes on the wire, and which order each request is about.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::document::{self, STATUSES};
use crate::load::Asking;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// One order by its number.
    Get,
    /// Twenty whole orders of one status.
    Query,
    /// Another status for an order.
    Patch,
    /// A new order.
    Create,
}

impl Operation {
    /// In the order of measuring: creates come last, because they make the store grow.
    pub const ALL: [Self; 4] = [Self::Get, Self::Query, Self::Patch, Self::Create];

    /// The name in reports and in `--only`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Query => "query",
            Self::Patch => "patch",
            Self::Create => "create",
        }
    }

    /// The status that every answer must have.
    #[must_use]
    pub fn expected_status(self) -> u16 {
        if self == Self::Create { 201 } else { 200 }
    }
}

/// The number of the first seeded order; the others follow it.
const FIRST_SEEDED: u64 = 1_000_001;
/// The number of the first order that a measurement of creates makes.
const FIRST_CREATED: u64 = 20_000_000;
/// Without a common factor with the counts of rows in use, so that steps of it visit all rows, scattered.
pub const STRIDE: u64 = 611_953;

/// The requests to one server. Shared by all connections; each request is about the next order of its kind.
pub struct Requests {
    rows: u64,
    headers: String,
    sent: [AtomicU64; 4],
    seeded: AtomicU64,
}

impl Requests {
    /// Requests to a server that holds (or is being given) `rows` seeded orders.
    #[must_use]
    pub fn new(rows: u64, token: &str) -> Self {
        let headers = format!("host: 127.0.0.1\r\nx-access-token: {token}\r\n");
        Self { rows, headers, sent: Default::default(), seeded: AtomicU64::new(0) }
    }

    /// Writes the next request of this kind in place of what `out` held.
    pub fn next(&self, operation: Operation, out: &mut Vec<u8>) {
        let turn = self.sent[operation as usize].fetch_add(1, Ordering::Relaxed);
        let row = turn.wrapping_mul(STRIDE) % self.rows;
        match operation {
            Operation::Get => self.get(out, FIRST_SEEDED + row),
            Operation::Query => self.query(out, 1 + turn % STATUSES),
            // Round k gives each row the status k further: a PATCH always changes, statuses stay even.
            Operation::Patch => self.patch(out, FIRST_SEEDED + row, row + 1 + turn / self.rows),
            Operation::Create => self.put(out, FIRST_CREATED + turn, turn),
        }
    }

    /// Writes the PUT of the next order to be seeded.
    pub fn next_seed(&self, out: &mut Vec<u8>) {
        let row = self.seeded.fetch_add(1, Ordering::Relaxed);
        self.put(out, FIRST_SEEDED + row, row);
    }

    /// Writes a GET of any path.
    pub fn get_path(&self, out: &mut Vec<u8>, path: &str) {
        begin(out, "GET ");
        out.extend_from_slice(path.as_bytes());
        self.end(out, None);
    }

    fn get(&self, out: &mut Vec<u8>, num: u64) {
        begin(out, "GET ");
        append_path(out, num);
        self.end(out, None);
    }

    fn query(&self, out: &mut Vec<u8>, status: u64) {
        begin(out, "GET /seiapi/v3/query/WorkOrders?filters=OrderStatus==");
        document::append_number(out, status);
        out.extend_from_slice(b"&limit=20");
        self.end(out, None);
    }

    fn patch(&self, out: &mut Vec<u8>, num: u64, shift: u64) {
        const BODY: &str = r#"{"OrderStatus":""#;
        begin(out, "PATCH ");
        append_path(out, num);
        self.end(out, Some(BODY.len() + 3));
        out.extend_from_slice(BODY.as_bytes());
        document::append_number(out, 1 + shift % STATUSES);
        out.extend_from_slice(br#""}"#);
    }

    fn put(&self, out: &mut Vec<u8>, num: u64, shift: u64) {
        begin(out, "PUT ");
        append_path(out, num);
        self.end(out, Some(document::length(num)));
        document::append(out, num, 1 + shift % STATUSES);
    }

    fn end(&self, out: &mut Vec<u8>, body: Option<usize>) {
        out.extend_from_slice(b" HTTP/1.1\r\n");
        out.extend_from_slice(self.headers.as_bytes());
        if let Some(length) = body {
            out.extend_from_slice(b"content-type: application/json\r\ncontent-length: ");
            document::append_number(out, length as u64);
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(b"\r\n");
    }
}

/// One operation after the other.
pub struct Turns {
    /// The requests to the server.
    pub requests: Arc<Requests>,
    /// What is measured.
    pub operation: Operation,
}

impl Asking for Turns {
    fn name(&self) -> &str {
        self.operation.name()
    }

    fn expected_status(&self) -> u16 {
        self.operation.expected_status()
    }

    fn next(&self, out: &mut Vec<u8>) {
        self.requests.next(self.operation, out);
    }
}

/// One order after the other that is there before anything is measured.
pub struct Seeding(pub Arc<Requests>);

impl Asking for Seeding {
    fn name(&self) -> &str {
        Operation::Create.name()
    }

    fn expected_status(&self) -> u16 {
        Operation::Create.expected_status()
    }

    fn next(&self, out: &mut Vec<u8>) {
        self.0.next_seed(out);
    }
}

fn begin(out: &mut Vec<u8>, start: &str) {
    out.clear();
    out.extend_from_slice(start.as_bytes());
}

fn append_path(out: &mut Vec<u8>, num: u64) {
    out.extend_from_slice(b"/seiapi/v3/trans/WorkOrder/");
    document::append_number(out, num);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn next(requests: &Requests, operation: Operation) -> String {
        let mut out = Vec::new();
        requests.next(operation, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_body_has_the_announced_length() {
        let requests = Requests::new(2_000, "secret");
        for operation in [Operation::Patch, Operation::Create] {
            let request = next(&requests, operation);
            let (head, body) = request.split_once("\r\n\r\n").unwrap();
            assert!(head.contains(&format!("content-length: {}", body.len())), "{request}");
            assert!(head.contains("x-access-token: secret"), "{request}");
        }
    }

    #[test]
    fn every_patch_changes_the_status_of_its_order() {
        let requests = Requests::new(10, "");
        let mut statuses: HashMap<String, String> = HashMap::new();
        let mut seed = Vec::new();
        for _ in 0..10 {
            requests.next_seed(&mut seed);
            let (path, status) = path_and_status(std::str::from_utf8(&seed).unwrap());
            statuses.insert(path, status);
        }
        for _ in 0..50 {
            let (path, status) = path_and_status(&next(&requests, Operation::Patch));
            let before = statuses.insert(path, status.clone()).unwrap();
            assert_ne!(before, status);
        }
    }

    fn path_and_status(request: &str) -> (String, String) {
        let path = request.split(' ').nth(1).unwrap().to_owned();
        let (_, status) = request.split_once(r#""OrderStatus":""#).unwrap();
        (path, status[..1].to_owned())
    }
}
