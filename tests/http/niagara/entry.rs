//! `/` and `/rel/{name}`: where a client begins, and what links mean.

use serde_json::json;

use super::world::{get, location};
use crate::both;
use crate::harness::{App, Engine};

both! {
    fn every_link_to_a_collection_leads_to_one(app) {
        let entry = app.without_token().ask("GET", "/").send().expect(200);
        assert_eq!(entry.header("content-type"), Some("application/hal+json"));
        let entry = entry.json();
        let links = entry["_links"].as_object().expect("links");
        assert_eq!(links["self"]["href"], format!("{}/", app.base()));
        let collections = ["nter:work-orders", "nter:customers", "nter:programs", "nter:projects", "nter:parts", "nter:units",
            "nter:manufacturers", "nter:vendors", "nter:locations", "nter:resources",
            "nter:sub-resources", "nter:contacts", "nter:users", "nter:roles", "nter:settings-statuses"];
        for name in collections {
            let href = links[name]["href"].as_str().expect("a link");
            let page = get(app, href.trim_start_matches(app.base()));
            assert!(page["_embedded"][name].is_array(), "{name}: {page}");
        }
        for name in ["nter:facilities", "nter:ware-houses"] {
            let href = links[name]["href"].as_str().expect("a link");
            assert!(get(app, href.trim_start_matches(app.base()))["_embedded"]["nter:locations"].is_array(), "{name}");
        }
        for name in ["nter:me", "nter:search", "nter:batches", "nter:queues", "nter:work-flows", "nter:contexts"] {
            assert!(links[name]["href"].is_string(), "{name}");
        }
        for name in ["oauth:authorize", "oauth:token"] {
            let href = links[name]["href"].as_str().expect("a link");
            assert!(href.starts_with(&format!("{}/oauth/", app.base())), "{href}");
        }
        assert_eq!(links["oauth:logout"]["method"], "DELETE");
        assert_eq!(links["curies"][0]["href"], format!("{}/rel/{{rel}}", app.base()));
    }

    fn a_browser_is_led_to_the_console(app) {
        let asked = |accept: &str| app.without_token().ask("GET", "/").header("accept", accept).send();
        let led = asked("text/html,application/xhtml+xml,*/*;q=0.8").expect(302);
        assert_eq!(led.header("location"), Some("/console"));
        asked("application/hal+json, text/html").expect(200);
        asked("*/*").expect(200);
    }

    fn a_relation_has_a_page_with_nothing_from_outside(app) {
        let client = app.without_token();
        for name in ["work-orders", "batch-work-order", "unit-last-known-location", "me", "settings-statuses"] {
            let page = client.ask("GET", &format!("/rel/{name}")).send().expect(200);
            assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
            assert_eq!(page.header("content-security-policy"), Some("default-src 'none'"));
            assert!(page.text().contains(&format!("nter:{name}")) && !page.text().contains("http"), "{name}");
        }
        for name in ["nothing", "%3Cb%3E", "unit-%22", "Units"] {
            let answer = client.ask("GET", &format!("/rel/{name}")).send().expect(404);
            assert_eq!(answer.json()["title"], "Not Found");
        }
    }
}

#[test]
fn links_begin_with_the_public_address_if_one_is_set() {
    let app = App::with(Engine::Sqlite, &["--public-url", "https://docket.example/"]);
    let entry = get(&app, "/");
    assert_eq!(entry["_links"]["self"], json!({"href": "https://docket.example/"}));
    let here = location(&app, "Here");
    let shown = get(&app, &format!("/locations/{here}"));
    assert_eq!(shown["_links"]["self"]["href"], format!("https://docket.example/locations/{here}"));
}
