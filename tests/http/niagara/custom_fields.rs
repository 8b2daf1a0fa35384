//! Custom fields (`input_filter`): defined above, valued below.

use serde_json::{Value, json};

use super::world::{make, order, post};
use crate::both;
use crate::harness::Client;

/// Makes a customer with an asset tag for work orders and a locked serial rule, a program and a project below it.
#[track_caller]
fn tagged_project(app: &Client) -> String {
    let fields = json!([
        {"label": "Asset Tag", "filters": [{"type": "trim", "options": {}}, {"type": "upper", "options": {}}],
         "validators": [{"type": "length", "options": {"length": 4}}]},
        {"label": "Site", "filters": [], "validators": [{"type": "white_list", "options": {"list": ["east", "west"]}}],
         "locked": true}
    ]);
    let customer =
        make(app, "customers", json!({"label": "Acme", "allowed_statuses": [], "input_filter": fields}));
    let program = make(app, "programs", json!({"label": "P", "customer": {"customer_id": customer}}));
    make(app, "projects", json!({"label": "J", "program": {"program_id": program}}))
}

fn field(entity: &Value, key: &str) -> Value {
    let fields = entity["input_filter"].as_array().cloned().unwrap_or_default();
    fields.into_iter().find(|field| field["key"] == key).unwrap_or_default()
}

both! {
    fn a_work_order_has_the_fields_of_its_customer_and_sets_their_values_by_key(app) {
        let project = tagged_project(app);
        let mut body = order(&project, "Tablets");
        body["input_filter"] = json!([{"key": "asset-tag", "value": " ab12 "}]);
        let made = post(app, "work-orders", body).expect(200).json();
        assert_eq!(field(&made, "asset-tag")["value"], "AB12");
        assert_eq!(field(&made, "asset-tag")["inherited_from"], "CUS");
        assert_eq!(field(&made, "site")["value"], Value::Null);
        let path = format!("/work-orders/{}", made["work_order_id"].as_str().expect("an id"));
        assert_eq!(app.ask("GET", &path).send().expect(200).json(), made);
    }

    fn a_value_that_a_validator_refuses_is_named_with_its_place(app) {
        let project = tagged_project(app);
        let mut body = order(&project, "Tablets");
        body["input_filter"] = json!([{"key": "asset-tag", "value": "toolong"}, {"key": "nothing", "value": "x"}]);
        let messages = post(app, "work-orders", body).expect(400).json()["validation_messages"].clone();
        assert_eq!(messages[0]["dataPath"], ".input_filter[0].value");
        assert_eq!(messages[0]["keyword"], "length");
        assert_eq!(messages[1]["keyword"], "exists");
    }

    fn a_locked_field_cannot_be_changed_below(app) {
        let project = tagged_project(app);
        let mut body = order(&project, "Tablets");
        body["input_filter"] = json!([{"label": "Site", "key": "site", "filters": [], "validators": []}]);
        let messages = post(app, "work-orders", body).expect(400).json()["validation_messages"].clone();
        assert_eq!(messages[0]["keyword"], "locked");
    }

    fn a_definition_that_changes_above_is_shown_below_at_once(app) {
        let project = tagged_project(app);
        let made = post(app, "work-orders", order(&project, "Tablets")).expect(200).json();
        let path = format!("/work-orders/{}", made["work_order_id"].as_str().expect("an id"));
        let customer = made["project"]["customer"]["customer_id"].as_str().expect("an id").to_owned();
        let more = json!([{"label": "Colour", "filters": [], "validators": []}]);
        let body = json!({"label": "Acme", "allowed_statuses": [], "input_filter": more});
        app.ask("PUT", &format!("/customers/{customer}")).json(body).send().expect(200);
        let read = app.ask("GET", &path).send().expect(200).json();
        assert_eq!(field(&read, "colour")["inherited_from"], "CUS");
        assert_eq!(field(&read, "asset-tag"), Value::Null, "it is gone above");
    }
}
