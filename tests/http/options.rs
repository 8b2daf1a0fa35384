//! What whoever runs the server can decide.

use serde_json::json;

use crate::harness::{App, Engine};

#[test]
fn a_missing_work_order_can_be_410() {
    let app = App::with(Engine::Sqlite, &["--missing-is-gone"]);
    app.get("1214").expect(410).standard();
    app.patch("1214", json!({})).expect(410).standard();
    app.delete("1214").expect(410).standard();
    app.ask("GET", "/seiapi/v3/trans/Nothing/1214").send().expect(404).standard();
    app.put("1214", json!({})).expect(201);
    app.get("1214").expect(200);
}

#[test]
fn an_unknown_technician_can_be_refused() {
    let app = App::with(Engine::Sqlite, &["--strict-users"]);
    let job = json!({"UserName": "ann", "PlannedStartDate": "2026-11-21T10:00:00Z"});
    app.put("1214", job.clone()).expect(400).standard().path("$.UserName");
    app.get("1214").expect(404);
    let ann = json!({"UserID": "ann", "IsMobileWorker": true, "Activated": true});
    app.ask("PUT", "/seiapi/v3/trans/User/ann").json(ann).send().expect(201);
    app.put("1214", job).expect(201);
}

#[test]
fn a_technician_who_is_locked_or_not_mobile_is_accepted_with_a_warning() {
    let app = App::start(Engine::Sqlite);
    for (name, user, words) in [
        ("ann", json!({"UserID": "ann", "IsMobileWorker": true, "Locked": true}), "locked"),
        ("bob", json!({"UserID": "bob"}), "mobile"),
    ] {
        app.ask("PUT", &format!("/seiapi/v3/trans/User/{name}")).json(user).send().expect(201);
        let job = json!({"UserName": name, "PlannedStartDate": "2026-11-21T10:00:00Z"});
        let answer = app.put(name, job).expect(201);
        assert!(answer.detail().contains(words), "{}", answer.text());
        assert_eq!(app.order(name)["DispatchStatus"], 3);
    }
}

#[test]
fn pages_of_chosen_origins_may_use_the_api() {
    let app = App::with(Engine::Sqlite, &["--cors-origins", "https://console.example"]);
    let asked = |origin: &str| {
        let ask = app.ask("GET", "/seiapi/v3/trans/WorkOrder/1214").header("origin", origin);
        ask.send().header("access-control-allow-origin").map(str::to_owned)
    };
    assert_eq!(asked("https://console.example").as_deref(), Some("https://console.example"));
    assert_eq!(asked("https://elsewhere.example"), None);
}

#[test]
fn logs_can_be_lines_of_json() {
    let app = App::with(Engine::Sqlite, &["--log-format", "json"]);
    app.ask("GET", "/healthz").send().expect(200);
    let log = app.log();
    assert!(!log.is_empty());
    for line in log.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        assert!(line["level"].is_string() && line["timestamp"].is_string(), "{line}");
    }
}
