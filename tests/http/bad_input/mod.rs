//! Input that no client should send: each a documented refusal in the dialect's form, and the order stays as it was.

mod document;
mod json;
mod paths;
mod wire;

use serde_json::{Value, json};

use crate::harness::sample::{order_1214, rules};
use crate::harness::{Answer, App};

const ORDER: &str = "/seiapi/v3/trans/WorkOrder/1214";
const LARGEST: usize = 8 * 1024 * 1024;

/// An order that is there before, and must be the same after, byte for byte.
struct Untouched<'a> {
    app: &'a App,
    before: Answer,
}

impl<'a> Untouched<'a> {
    fn new(app: &'a App) -> Self {
        let views = json!([{"ID": "1001", "Items": [{"Label": "a"}]}]);
        app.put("1214", order_1214(json!({"Rules": rules(), "FlexView": views}))).expect(201);
        Self { app, before: app.get("1214").expect(200) }
    }

    /// Sends this body by every method that takes one.
    #[track_caller]
    fn refuses(&self, body: impl Into<Vec<u8>>, status: u16) -> Vec<Answer> {
        let body = body.into();
        ["PUT", "POST", "PATCH"].map(|method| self.refuses_by(method, body.clone(), status)).into()
    }

    #[track_caller]
    fn refuses_by(&self, method: &str, body: impl Into<Vec<u8>>, status: u16) -> Answer {
        let body = body.into();
        let shown: String = String::from_utf8_lossy(&body).chars().take(100).collect();
        let mut answer = self.app.ask(method, ORDER).bytes(body).send();
        answer.asked = format!("{method} {shown}");
        let answer = answer.expect(status).standard();
        self.check();
        answer
    }

    #[track_caller]
    fn refuses_at(&self, body: &Value, path: &str) {
        for answer in self.refuses(body.to_string(), 400) {
            answer.path(path);
        }
    }

    #[track_caller]
    fn refuses_patch_at(&self, body: &Value, path: &str) {
        self.refuses_by("PATCH", body.to_string(), 400).path(path);
    }

    /// Fails unless the order is as it was.
    #[track_caller]
    fn check(&self) {
        let now = self.app.get("1214").expect(200);
        assert_eq!(now.text(), self.before.text());
        assert!(now.body == self.before.body && now.tag() == self.before.tag());
    }
}
