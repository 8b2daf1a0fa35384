//! `/settings/statuses`: the statuses that a tenant knows.

use serde_json::{Value, json};

use super::world::{customer, get, message, wrong};
use crate::both;
use crate::harness::{Answer, Client};

const PATH: &str = "/settings/statuses";

fn add(client: &Client, body: Value) -> Answer {
    client.ask("POST", PATH).json(body).send()
}

fn labels(list: &Value) -> Vec<&str> {
    let list = list["_embedded"]["nter:settings-statuses"].as_array().expect("a list");
    list.iter().map(|status| status["status"].as_str().expect("a label")).collect()
}

both! {
    fn a_tenant_begins_with_six_statuses_and_adds_its_own(app) {
        let answer = app.ask("GET", PATH).send().expect(200);
        assert_eq!(answer.header("content-type"), Some("application/hal+json"));
        let list = answer.json();
        assert_eq!(labels(&list), ["Pending", "In Progress", "Verifying", "Blocked", "Complete", "Cancelled"]);
        assert_eq!(list["_links"], json!({"self": {"href": format!("{}{PATH}", app.base())}}));
        assert_eq!(list.as_object().expect("an object").len(), 2);
        let new = json!({"status": "Reticulating Splines", "category": "IN_PROGRESS", "order": 2, "description": "busy"});
        let added = add(app, new.clone()).expect(200).json();
        assert_eq!((added["_embedded"]["nter:settings-statuses"][0].clone(), labels(&added).len()), (new, 7));
        assert_eq!(get(app, PATH), added);
        let acme = json!({"label": "Acme", "allowed_statuses": [{"status": "Reticulating Splines", "category": "IN_PROGRESS"}]});
        app.ask("POST", "/customers").json(acme).send().expect(200);
    }

    fn a_label_is_one_statuss(app) {
        let twice = json!({"status": "Pending", "category": "BLOCKED"});
        assert_eq!(wrong(add(app, twice)), message("uniqueStatus", ".status"));
        for (body, keyword, path) in [
            (json!({"status": "P", "category": "BLOCKED"}), "pattern", ".status"),
            (json!({"status": "Lost", "category": "LOST"}), "enum", ".category"),
            (json!({"status": "Lost"}), "required", ""),
            (json!({"status": "Lost", "category": "BLOCKED", "colour": 1}), "additionalProperties", ""),
            (json!({"status": "L".repeat(201), "category": "BLOCKED"}), "maxLength", ".status"),
        ] {
            assert_eq!(wrong(add(app, body)), message(keyword, path));
        }
        assert_eq!(labels(&get(app, PATH)).len(), 6);
    }

    fn a_tenant_has_a_hundred_statuses_at_most(app) {
        for number in 7..=100 {
            add(app, json!({"status": format!("S{number}"), "category": "PENDING"})).expect(200);
        }
        assert_eq!(wrong(add(app, json!({"status": "More", "category": "PENDING"}))), message("maxStatuses", ""));
    }

    fn statuses_are_for_those_who_hold_the_right(app) {
        let new = json!({"status": "Lost", "category": "BLOCKED"});
        let reader = app.caller("tenant:read");
        get(&reader, PATH);
        add(&reader, new.clone()).expect(403);
        app.caller("customer:read").ask("GET", PATH).send().expect(403);
        app.without_token().ask("GET", PATH).send().expect(401);
        add(&app.caller("tenant:settings"), new).expect(200);
        assert_eq!(labels(&get(&app.stranger(), PATH)).len(), 6);
        customer(app, "Acme");
    }

    fn a_status_is_added_once_under_one_key(app) {
        let add = || {
            let ask = app.ask("POST", PATH).header("idempotency-key", "k");
            ask.json(json!({"status": "Lost", "category": "BLOCKED"})).send().expect(200).json()
        };
        assert_eq!(add(), add());
    }
}
