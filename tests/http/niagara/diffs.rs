//! `…/diff`: what was changed, property by property.

use serde_json::{Value, json};

use super::access::someone;
use super::relations::relate;
use super::world::{
    customer, get, location, make, manufacturer, order, part, program, project, project_of, put, resource,
    sub_resource, unit,
};
use crate::access::passwords::{session, user};
use crate::both;
use crate::harness::Client;

fn rename(client: &Client, path: &str, label: &str) {
    put(client, path, json!({"label": label, "allowed_statuses": []})).expect(200);
}

fn diffs(page: &Value) -> &Vec<Value> {
    page["_embedded"]["nter:diffs"].as_array().expect("a page")
}

both! {
    fn each_changed_property_is_told_with_who_changed_it_when(app) {
        user(app, "ann", &["administrator"]);
        let ann = session(app, "ann");
        let stores = project(app);
        let work = make(app, "work-orders", order(&stores, "Tablets"));
        let path = format!("/work-orders/{work}");
        assert_eq!(get(app, &format!("{path}/diff"))["total_count"], 0);
        let mut body = order(&stores, "Phones");
        body["description"] = json!("d");
        body["current_status"] = json!({"status": "Verifying", "category": "VERIFYING"});
        let changed = put(&ann, &path, body).expect(200).json();

        let page = get(app, &format!("{path}/diff"));
        assert_eq!((&page["total_count"], &page["limit"], &page["offset"]), (&json!(3), &json!(100), &Value::Null));
        let of = |property: &str| {
            let found = diffs(&page).iter().find(|diff| diff["property"] == property);
            found.unwrap_or_else(|| panic!("no {property} in {page}"))
        };
        assert_eq!((&of("label")["old_value"], &of("label")["new_value"]), (&json!("Tablets"), &json!("Phones")));
        assert_eq!((&of("description")["old_value"], &of("description")["new_value"]), (&Value::Null, &json!("d")));
        let status = of("current_status")["new_value"].as_str().expect("text");
        assert_eq!(serde_json::from_str::<Value>(status).expect("JSON")["category"], "VERIFYING");
        let by = &of("label")["by_user"];
        let members: Vec<&String> = by.as_object().expect("a user").keys().collect();
        assert_eq!(members, ["user_id", "email", "name", "created", "updated"]);
        assert_eq!((&by["user_id"], &of("label")["date"]), (&json!("ann"), &changed["updated"]));
        let ids: Vec<&Value> = diffs(&page).iter().map(|diff| &diff["diff_id"]).collect();
        assert!(ids.iter().enumerate().all(|(place, id)| !ids[..place].contains(id)), "{ids:?}");
        for diff in diffs(&page) {
            let href = diff["_links"]["self"]["href"].as_str().expect("a link");
            let alone = get(app, href.strip_prefix(app.base()).expect("our address"));
            assert_eq!(diffs(&alone), std::slice::from_ref(diff));
        }
    }

    fn a_long_history_is_read_in_pages_oldest_first(app) {
        let acme = customer(app, "Acme 0");
        let path = format!("/customers/{acme}");
        for number in 1..=75 {
            rename(app, &path, &format!("Acme {number}"));
        }
        // Nothing changed is no version.
        rename(app, &path, "Acme 75");
        let (mut next, mut values) = (Some(format!("{path}/diff?limit=20")), Vec::new());
        while let Some(page) = next {
            let page = get(app, &page);
            assert_eq!(page["total_count"], 75);
            values.extend(diffs(&page).iter().map(|diff| diff["new_value"].as_str().expect("text").to_owned()));
            let link = page["_links"]["next"]["href"].as_str();
            next = link.map(|link| link.strip_prefix(app.base()).expect("our address").to_owned());
        }
        let wanted: Vec<String> = (1..=75).map(|number| format!("Acme {number}")).collect();
        assert_eq!(values, wanted);
        for wrong in ["offset=7", "offset=ZDo3", "limit=0"] {
            app.ask("GET", &format!("{path}/diff?{wrong}")).send().expect(400);
        }
    }

    fn every_kind_that_documents_it_has_a_diff(app) {
        let acme = customer(app, "Acme");
        let (maker, here) = (manufacturer(app, "Zeta"), location(app, "Here"));
        let north = program(app, &acme);
        let stores = project_of(app, &north);
        let (station, tablet) = (resource(app, &here, "S"), part(app, &acme, &maker, "T-1"));
        for path in [
            format!("/contacts/{}", make(app, "contacts", json!({"label": "A", "name": "A", "email": "a@example.com"}))),
            format!("/vendors/{}", make(app, "vendors", json!({"label": "Shop"}))),
            format!("/work-orders/{}", make(app, "work-orders", order(&stores, "W"))),
            format!("/sub-resources/{}", sub_resource(app, &here, &station, "1")),
            format!("/units/{}", unit(app, &tablet, &here, "U")),
            format!("/customers/{acme}"), format!("/manufacturers/{maker}"), format!("/locations/{here}"),
            format!("/programs/{north}"), format!("/projects/{stores}"), format!("/resources/{station}"),
            format!("/parts/{tablet}"),
        ] {
            // What is shown of an entity can be sent back.
            let mut body = get(app, &path);
            body.as_object_mut().expect("an entity").retain(|_, value| !value.is_null());
            body["label"] = json!("Another");
            put(app, &path, body).expect(200);
            let page = get(app, &format!("{path}/diff"));
            let label = diffs(&page).iter().find(|diff| diff["property"] == "label").expect("the label");
            assert_eq!(label["new_value"], "Another", "{path}");
        }
    }

    fn the_history_is_for_who_may_read_the_thing(app) {
        let acme = customer(app, "Acme");
        let path = format!("/customers/{acme}");
        rename(app, &path, "Ajax");
        let ann = someone(app, "ann", "me:profile");
        ann.ask("GET", &format!("{path}/diff")).send().expect(403);
        relate(app, &path, "viewer", "USER", "ann").expect(201);
        let page = get(&ann, &format!("{path}/diff"));
        // A token's name is a user's, even of one without a record.
        assert_eq!(diffs(&page)[0]["by_user"]["user_id"], "tester");
        app.without_token().ask("GET", &format!("{path}/diff")).send().expect(401);
        app.stranger().ask("GET", &format!("{path}/diff")).send().expect(404);
        app.ask("GET", "/customers/none/diff").send().expect(404);
        app.ask("DELETE", &path).send().expect(205);
        app.ask("GET", &format!("{path}/diff")).send().expect(404);
    }
}
