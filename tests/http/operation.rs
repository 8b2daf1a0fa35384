//! What whoever runs the server looks at.

use std::time::{Duration, Instant};

use crate::harness::{App, Engine, Held};

/// The words that the types of errors end in.
const CODES: &[&str] = &[
    "invalid",
    "bad-request",
    "unauthorized",
    "forbidden",
    "not-found",
    "no-such-address",
    "method-not-allowed",
    "too-slow",
    "recalled",
    "closed",
    "out-of-order",
    "precondition-failed",
    "too-large",
    "not-json",
    "key-reused",
    "too-many-tries",
    "internal",
    "busy",
    "unavailable",
];

#[test]
fn the_api_page_needs_nothing_from_outside() {
    let app = App::start(Engine::Sqlite);
    let page = app.ask("GET", "/docs").send().expect(200).unpacked();
    let addresses = page.split(['"', '\'']).filter(|part| part.ends_with(".js") || part.ends_with(".css"));
    let mut seen = 0;
    for address in addresses {
        assert!(!address.contains("//"), "{address} is elsewhere");
        assert!(!app.ask("GET", address).send().expect(200).unpacked().is_empty(), "{address}");
        seen += 1;
    }
    assert_eq!(seen, 2, "{page}");
}

#[test]
fn the_page_of_errors_has_each_of_them() {
    let app = App::start(Engine::Sqlite);
    let page = app.ask("GET", "/errors").send().expect(200).body;
    let page = String::from_utf8(page).expect("text");
    for code in CODES {
        assert!(page.contains(&format!("id=\"{code}\"")), "{code}");
    }
}

#[test]
fn the_figures_tell_commits_and_answers() {
    let app = App::start(Engine::Sqlite);
    app.put("1214", serde_json::json!({})).expect(201);
    app.get("none").expect(404);
    let figures = app.ask("GET", "/metrics").send().expect(200).body;
    let figures = String::from_utf8(figures).expect("text");
    for figure in
        ["docket_commits_total", "docket_http_requests_total{status=\"4xx\"}", "docket_commit_units"]
    {
        assert!(figures.contains(figure), "{figure} is not in {figures}");
    }
    app.ask("GET", "/readyz").send().expect(200);
}

/// How far readers of the log are behind, in seconds, as the figures say.
fn lag(app: &App) -> f64 {
    let figures = app.ask("GET", "/metrics").send().expect(200).text();
    let line = figures.lines().find_map(|line| line.strip_prefix("docket_log_horizon_lag_seconds "));
    line.map_or(0.0, |seconds| seconds.parse().expect("a number"))
}

#[test]
fn the_figures_tell_how_long_an_open_transaction_holds_the_log_back() {
    let app = App::start(Engine::Postgres);
    // It is measured every ten seconds. An open transaction holds back the logs of other tests, too: it stays short.
    std::thread::sleep(Duration::from_secs(9));
    let held = Held::begin(app.url());
    app.put("1214", serde_json::json!({})).expect(201);
    let began = Instant::now();
    let mut most: f64 = 0.0;
    while most <= 0.0 && began.elapsed() < Duration::from_secs(6) {
        std::thread::sleep(Duration::from_millis(50));
        most = lag(&app);
    }
    let longest = began.elapsed().as_secs_f64() + 1.0;
    held.end();
    assert!(most > 0.0 && most < longest, "{most} s of {longest} s");
}
