//! What whoever runs the server can decide.

use serde_json::json;

use crate::harness::{Answer, App, Engine};

const ORDER: &str = "/seiapi/v3/trans/WorkOrder/1214";

/// Asks, as a browser does for a page of this origin, whether it may send a PATCH with a token.
fn preflight(app: &App, path: &str, origin: &str) -> Answer {
    let page = app.without_token();
    let ask = page.ask("OPTIONS", path).header("origin", origin);
    let ask = ask.header("access-control-request-method", "PATCH");
    ask.header("access-control-request-headers", "content-type,if-match,x-access-token").send()
}

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
fn a_page_of_a_chosen_origin_may_send_a_patch_with_a_token_and_see_the_tag_and_the_place() {
    for (setting, origin, allowed) in [
        ("https://console.example", "https://console.example", Some("https://console.example")),
        ("https://console.example", "https://elsewhere.example", None),
        ("*", "https://elsewhere.example", Some("*")),
    ] {
        let app = App::with(Engine::Sqlite, &["--cors-origins", setting]);
        let may = preflight(&app, ORDER, origin).expect(200);
        assert_eq!(may.header("access-control-allow-origin"), allowed, "{setting}");
        assert_eq!(may.header("access-control-allow-methods"), Some("*"));
        let headers = may.header("access-control-allow-headers").unwrap_or_default();
        assert!(headers.split(',').any(|name| name.trim() == "x-access-token"), "{headers}");
        assert_eq!(may.header("access-control-max-age"), Some("3600"));
        let put = app.ask("PUT", ORDER).header("origin", origin).json(json!({})).send().expect(201);
        assert!(!put.tag().is_empty() && put.header("location").is_some());
        let refused = app.without_token().ask("GET", ORDER).header("origin", origin).send().expect(401);
        for answer in [put, refused] {
            assert_eq!(answer.header("access-control-allow-origin"), allowed, "{setting}: {}", answer.asked);
            assert_eq!(
                answer.header("access-control-expose-headers"),
                Some("*"),
                "{setting}: {}",
                answer.asked
            );
        }
    }
}

#[test]
fn without_a_chosen_origin_no_page_of_another_may_ask() {
    let app = App::start(Engine::Sqlite);
    for answer in [
        preflight(&app, ORDER, "https://console.example").expect(204),
        app.ask("GET", "/healthz").header("origin", "https://console.example").send().expect(200),
    ] {
        let said = answer.headers.iter().any(|(name, _)| name.starts_with("access-control-"));
        assert!(!said, "{:?}", answer.headers);
    }
}

#[test]
fn what_an_address_takes_is_told_with_chosen_origins_as_without() {
    let (open, shut) = (App::with(Engine::Sqlite, &["--cors-origins", "*"]), App::start(Engine::Sqlite));
    for path in [ORDER, "/batches", "/device/v1/uploads", "/none"] {
        let told = |app: &App| {
            let answer = app.ask("OPTIONS", path).header("origin", "https://console.example").send();
            let header = |name: &str| answer.header(name).map(str::to_owned);
            (answer.status, ["allow", "accept-patch", "tus-version"].map(header))
        };
        assert_eq!(told(&open), told(&shut), "{path}");
    }
    let patches = open.ask("OPTIONS", "/batches").send().expect(204);
    assert!(patches.header("accept-patch").is_some_and(|types| types.contains("multi-batch")));
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
