//! The description of the API.

use crate::harness::{App, Engine};

#[test]
fn the_description_in_the_repository_is_the_one_that_the_routes_make() {
    let made = serde_json::to_string_pretty(&docket_http::openapi::document()).expect("JSON");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept.trim() == made, "docs/openapi.json is out of date: cargo xtask openapi writes it anew");
}

#[test]
fn the_description_that_is_served_or_printed_is_the_one_that_the_routes_make() {
    let app = App::start(Engine::Sqlite);
    let served = app.without_token().ask("GET", "/openapi.json").send().expect(200).json();
    let made = docket_http::openapi::document();
    let printed: serde_json::Value = serde_json::from_str(&app.command(&["openapi"])).expect("JSON");
    assert_eq!(served, made);
    assert_eq!(printed, made);
    assert!(served["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
}

#[test]
fn the_description_comes_packed_to_those_who_want_it_and_plain_to_others() {
    let app = App::start(Engine::Sqlite);
    let stranger = app.without_token();
    let ask = |codings| stranger.ask("GET", "/openapi.json").header("accept-encoding", codings);
    let packed = ask("br;q=0.5, gzip").send().expect(200);
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert_eq!(packed.header("vary"), Some("accept-encoding"));
    let plain = ask("gzip;q=0").send().expect(200);
    assert_eq!(plain.header("content-encoding"), None);
    assert_eq!(packed.unpacked(), plain.unpacked());
    assert!(packed.body.len() * 10 < plain.body.len());
}
