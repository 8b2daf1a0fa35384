//! PostgreSQL goes away for a while and comes back.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::device::{device, job_of};
use crate::harness::{Answer, App, Engine};

/// Lets nobody connect to the server's database and ends all connections, or lets them connect again.
pub(crate) fn let_connect(app: &App, may: bool) {
    let (server, name) = app.url().rsplit_once('/').expect("the name of the database");
    let cut = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    for statement in [format!("ALTER DATABASE {name} ALLOW_CONNECTIONS {may}"), cut] {
        docket_testbed::cluster().sql(&format!("{server}/postgres"), &statement).expect("it is done");
    }
}

/// Fails unless the server says that it cannot answer now, in the form of the dialect, and when to ask again.
#[track_caller]
fn unavailable(answer: Answer, form: &str) {
    let answer = answer.expect(503);
    assert_eq!(answer.header("content-type"), Some(form), "{}", answer.asked);
    let wait = answer.header("retry-after").and_then(|wait| wait.parse::<u32>().ok());
    assert!(wait.is_some_and(|wait| wait > 0), "{}: {wait:?}", answer.asked);
    let body = answer.json();
    assert_eq!(body["status"], 503, "{}: {body}", answer.asked);
    assert!(body["type"].as_str().is_some_and(|kind| kind.starts_with("/errors#")), "{body}");
    assert!(body["title"].is_string() && body["detail"].is_string(), "{body}");
}

#[test]
fn while_the_database_is_away_the_answer_is_503_in_the_form_of_the_dialect_and_then_all_works_again() {
    let app = App::start(Engine::Postgres);
    let ann = device(&app, "ann");
    app.put("1", job_of("ann", json!({}))).expect(201);
    let before = app.get("1").expect(200);
    let_connect(&app, false);
    for _ in 0..2 {
        unavailable(app.get("1"), "application/json");
        unavailable(app.put("1", json!({"Title": "t"})), "application/json");
        unavailable(app.patch("1", json!({"Title": "t"})), "application/json");
        unavailable(app.ask("GET", "/seiapi/v3/export/WorkOrder").send(), "application/json");
        unavailable(ann.ask("GET", "/device/v1/jobs").send(), "application/problem+json");
        unavailable(app.without_token().ask("GET", "/readyz").send(), "application/problem+json");
        app.without_token().ask("GET", "/healthz").send().expect(200);
    }
    let_connect(&app, true);
    let began = Instant::now();
    while app.ask("GET", "/readyz").send().status != 200 {
        assert!(began.elapsed() < Duration::from_secs(20), "it is not ready again");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(app.get("1").expect(200).body, before.body, "what was refused was not done");
    app.patch("1", json!({"Title": "t"})).expect(200);
    ann.ask("GET", "/device/v1/jobs").send().expect(200);
}
