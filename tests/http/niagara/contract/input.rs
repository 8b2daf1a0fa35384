//! Bodies that no client should send: each a refusal in the dialect's form, and nothing is changed.

use serde_json::json;

use super::{order_at, problem};
use crate::both;
use crate::harness::{Answer, App};
use crate::niagara::world::{order, project};

const LARGEST: usize = 8 * 1024 * 1024;

/// A work order and its project, which must be the same after.
struct Untouched<'a> {
    app: &'a App,
    project: String,
    path: String,
    before: Answer,
}

impl<'a> Untouched<'a> {
    fn new(app: &'a App) -> Self {
        let project = project(app);
        let path = order_at(app, &project, "Tablets");
        let before = app.ask("GET", &path).send().expect(200);
        Self { app, project, path, before }
    }

    /// Sends this body by every operation of the eight that takes one.
    #[track_caller]
    fn refuses(&self, body: impl Into<Vec<u8>>, status: u16) {
        let body = body.into();
        let shown: String = String::from_utf8_lossy(&body).chars().take(100).collect();
        let relations = format!("{}/relations", self.path);
        for (method, path) in [("POST", "/work-orders"), ("PUT", &self.path), ("POST", &relations)] {
            let mut answer = self.app.ask(method, path).bytes(body.clone()).send();
            answer.asked = format!("{method} {path} {shown}");
            problem(answer, status);
        }
        self.check();
    }

    #[track_caller]
    fn check(&self) {
        let now = self.app.ask("GET", &self.path).send().expect(200);
        assert!(now.body == self.before.body && now.tag() == self.before.tag(), "{}", now.text());
        assert_eq!(self.app.ask("GET", "/work-orders").send().json()["total_count"], 1);
    }
}

both! {
    fn what_is_not_json_is_refused(app) {
        let it = Untouched::new(app);
        for body in ["", " ", "{", "{\"label\":1,}", "{'label':1}", "{}{}", "\u{feff}{}", "NaN", "{\"label\":\"\\ud800\"}"] {
            it.refuses(body, 400);
        }
    }

    fn what_is_no_object_is_refused(app) {
        let it = Untouched::new(app);
        for body in ["null", "true", "7", "\"text\"", "[]"] {
            it.refuses(body, 400);
        }
    }

    fn bytes_that_are_no_utf_8_and_a_nul_are_refused(app) {
        let it = Untouched::new(app);
        for bytes in [b"\xff".as_slice(), b"\xc3\x28", b"\xed\xa0\x80", b"\x00", b"\\u0000"] {
            it.refuses([b"{\"label\":\"a", bytes, b"\",\"project\":{\"project_id\":\"", it.project.as_bytes(), b"\"}}"].concat(), 400);
        }
        for path in ["/work-orders/%00", "/work-orders/%FF", "/work-orders/a%00b/relations"] {
            let answer = app.ask("GET", path).send();
            let status = answer.status;
            assert!([400, 404].contains(&status), "{path}: {status}");
            problem(answer, status);
        }
        problem(app.ask("GET", "/work-orders?filter%5Blabel%5D=a%00").send(), 400);
        problem(app.ask("GET", "/work-orders?filter%5Bproject_id%5D=%00").send(), 400);
    }

    fn a_time_that_does_not_exist_is_refused(app) {
        let it = Untouched::new(app);
        let program = app.ask("GET", &format!("/projects/{}", it.project)).send().json()["program"]["program_id"].clone();
        for time in ["2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-31T24:00:00Z", "2026-01-31T00:00:00+25:00"] {
            let mut bodies: Vec<_> = ["begin_date", "due_date", "start_date", "end_date"]
                .map(|name| (name, "work-orders", order(&it.project, "Phones")))
                .into();
            for name in ["start_date", "end_date"] {
                bodies.push((name, "projects", json!({"label": "P", "program": {"program_id": program}})));
            }
            for (name, collection, mut body) in bodies {
                body[name] = json!(time);
                let said = problem(app.ask("POST", &format!("/{collection}")).json(body).send(), 400);
                assert_eq!(said["validation_messages"][0]["dataPath"], format!(".{name}"), "{time} {said}");
            }
        }
        it.check();
        let mut leap = order(&it.project, "Phones");
        leap["due_date"] = json!("2099-12-31T23:59:60Z");
        app.ask("PUT", &it.path).json(leap).send().expect(200);
    }

    fn a_name_that_stands_twice_is_refused_at_every_depth(app) {
        let it = Untouched::new(app);
        it.refuses(format!(r#"{{"label":"a","label":"b","project":{{"project_id":"{}"}}}}"#, it.project), 400);
        it.refuses(r#"{"label":"a","project":{"project_id":"x","project_id":"x"}}"#, 400);
    }

    fn a_body_nested_too_deep_is_refused(app) {
        let it = Untouched::new(app);
        it.refuses(format!("{{\"label\":{}{}}}", "[".repeat(200), "]".repeat(200)), 400);
        it.refuses("[".repeat(100_000), 400);
    }

    fn a_body_over_8_mib_is_refused(app) {
        let it = Untouched::new(app);
        let announced = app.head("POST", "/work-orders",
            &format!("content-type: application/json\r\ncontent-length: {}\r\n", LARGEST + 1));
        problem(app.raw(announced.as_bytes()), 413);
        it.check();
    }

    fn a_body_that_is_not_called_json_is_refused(app) {
        let it = Untouched::new(app);
        let body = order(&it.project, "Phones").to_string();
        for kind in ["text/plain", "application/x-www-form-urlencoded", "application/xml", "text/json"] {
            for (method, path) in [("POST", "/work-orders"), ("PUT", it.path.as_str())] {
                problem(app.ask(method, path).header("content-type", kind).body(body.clone()).send(), 415);
            }
        }
        it.check();
    }

    fn members_that_nobody_knows_do_no_harm(app) {
        let it = Untouched::new(app);
        let mut body = order(&it.project, "Phones");
        for name in ["work_order_id", "created", "updated", "_links", "_embedded", "__proto__", "version"] {
            body[name] = json!("theirs");
        }
        app.ask("PUT", &it.path).json(body).send().expect(200);
        let now = app.ask("GET", &it.path).send().expect(200).json();
        for name in ["work_order_id", "created", "_links"] {
            assert_eq!(now[name], it.before.json()[name], "{name}");
        }
    }
}
