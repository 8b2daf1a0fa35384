//! The description of the API.

use crate::harness::{App, Engine};

#[test]
fn the_description_in_the_repository_is_the_one_that_the_binary_prints() {
    let app = App::start(Engine::Sqlite);
    let printed = app.command(&["openapi"]);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept.trim() == printed, "docs/openapi.json is out of date: cargo xtask openapi writes it anew");
}

#[test]
fn the_description_that_is_served_is_the_one_that_is_printed() {
    let app = App::start(Engine::Sqlite);
    let served = app.without_token().ask("GET", "/openapi.json").send().expect(200).json();
    let printed: serde_json::Value = serde_json::from_str(&app.command(&["openapi"])).expect("JSON");
    assert_eq!(served, printed);
    assert!(served["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
}
