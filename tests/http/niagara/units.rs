//! `/units`: instances of a part.

use serde_json::{Value, json};

use super::world::{
    customer, get, location, make, manufacturer, message, part, post, put, resource, sub_resource, unit,
    unit_body, wrong,
};
use crate::both;
use crate::harness::{Answer, Client};

/// A part and a location.
fn ground(client: &Client) -> (String, String) {
    let acme = customer(client, "Acme");
    let maker = manufacturer(client, "Zeta");
    (part(client, &acme, &maker, "T-1"), location(client, "Here"))
}

fn patch(client: &Client, unit: &str, body: Value) -> Answer {
    client.ask("PATCH", &format!("/units/{unit}")).json(body).send()
}

/// Where a unit is: location, resource, sub-resource, by label.
fn place(shown: &Value) -> (&Value, &Value, &Value) {
    assert_eq!(shown["location"], shown["current_location"]);
    (&shown["location"]["label"], &shown["resource"]["label"], &shown["sub_resource"]["label"])
}

fn with_serial(part: &str, location: &str, serial: &str) -> Value {
    let mut body = unit_body(part, location, "Tablet");
    body["raw_serial_number"] = json!(serial);
    body
}

/// The labels of the units on a page.
fn labels(page: &Value) -> Vec<&str> {
    let entries = page["_embedded"]["nter:units"].as_array().expect("a page").iter();
    entries.map(|entry| entry["label"].as_str().expect("a label")).collect()
}

both! {
    fn a_unit_shows_all_that_it_belongs_to(app) {
        let (tablet, here) = ground(app);
        let vendor = make(app, "vendors", json!({"label": "Shop"}));
        let mut body = with_serial(&tablet, &here, "ABCDEF123456");
        body["vendor"] = json!({"vendor_id": vendor, "part_number": "V-7"});
        body["tenant_part_number"] = json!("ours-1");
        let made = post(app, "units", body).expect(200);
        let shown = made.json();
        let path = format!("/units/{}", shown["unit_id"].as_str().expect("an id"));
        assert_eq!(made.header("location"), Some(format!("{}{path}", app.base()).as_str()));
        assert_eq!((&shown["raw_serial_number"], &shown["serial_number"]), (&json!("ABCDEF123456"), &json!("DEF123456")));
        assert_eq!((&shown["part"]["part_id"], &shown["customer"]["label"]), (&json!(tablet), &json!("Acme")));
        assert_eq!((&shown["manufacturer"]["label"], &shown["manufacturer"]["part_number"]), (&json!("Zeta"), &json!("T-1")));
        assert_eq!((&shown["vendor"]["label"], &shown["vendor"]["part_number"]), (&json!("Shop"), &json!("V-7")));
        assert_eq!(place(&shown), (&json!("Here"), &Value::Null, &Value::Null));
        assert!(shown.as_object().expect("an object").contains_key("resource"));
        assert_eq!(shown["tenant_part_number"], "ours-1");
        assert_eq!(shown["current_status"]["category"], "PENDING");
        assert_eq!(shown["note_count"], json!({"total": 0, "open_issues": 0, "closed_issues": 0}));
        assert_eq!(shown["input_filter"], json!([]));
        assert_eq!(shown["_embedded"]["nter:unit-last-known-location"][0]["label"], "Here");
        assert_eq!(shown["_embedded"]["nter:unit-manufacturer"][0]["label"], "Zeta");
        assert_eq!(shown["_links"]["nter:unit-part"]["href"], format!("{}/parts/{tablet}", app.base()));
        assert_eq!(get(app, &path), shown);
        assert_eq!(get(app, &format!("/vendors/{vendor}/units"))["total_count"], 1);
        app.ask("DELETE", &format!("/vendors/{vendor}")).send().expect(423);
        app.ask("DELETE", &format!("/locations/{here}")).send().expect(423);
    }

    fn a_unit_needs_neither_a_serial_number_nor_a_vendor(app) {
        let (tablet, here) = ground(app);
        let mut body = unit_body(&tablet, &here, "Bare");
        body["location"] = body["current_location"].take();
        body.as_object_mut().expect("an object").remove("current_location");
        let shown = post(app, "units", body).expect(200).json();
        for null in ["raw_serial_number", "serial_number", "vendor", "resource", "sub_resource"] {
            assert_eq!(shown.get(null), Some(&Value::Null), "{null}");
        }
        unit(app, &tablet, &here, "Second");
        assert_eq!(get(app, "/units")["total_count"], 2);
    }

    fn a_unit_is_found_by_the_numbers_that_are_on_it(app) {
        let (tablet, here) = ground(app);
        let mut body = with_serial(&tablet, &here, "ABC-0001");
        body["tenant_part_number"] = json!("Ours_7");
        let first = make(app, "units", body.clone());
        make(app, "units", with_serial(&tablet, &here, "ABC-0002"));
        let found = |query: &str| get(app, &format!("/units?{query}"))["total_count"].clone();
        for one in ["filter[number]=abc-0001", "filter[number]=0001", "filter[number]=ours_7", "filter[label]=tab&filter[number]=C-0001"] {
            assert_eq!(found(one), 1, "{one}");
        }
        assert_eq!((found("filter[number]=ABC"), found("filter[label]=tablet"), found("filter[number]=tablet")), (json!(2), json!(2), json!(0)));
        assert_eq!(found("filter[number]=ours%257"), 0);
        body["raw_serial_number"] = json!("NEW-1");
        put(app, &format!("/units/{first}"), body).expect(200);
        assert_eq!((found("filter[number]=new-1"), found("filter[number]=0001")), (json!(1), json!(0)));
        patch(app, &first, json!({"current_status": {"status": "Complete", "category": "COMPLETE"}})).expect(200);
        assert_eq!(found("filter[number]=new-1"), 1);
    }

    fn a_serial_number_is_one_units_of_a_part(app) {
        let (tablet, here) = ground(app);
        let first = make(app, "units", with_serial(&tablet, &here, "ABC1"));
        let same = wrong(post(app, "units", with_serial(&tablet, &here, "1")));
        assert_eq!(same, message("uniqueSerial", ".raw_serial_number"));
        let second = make(app, "units", with_serial(&tablet, &here, "ABC2"));
        let path = format!("/units/{second}");
        let same = wrong(put(app, &path, with_serial(&tablet, &here, "ABC1")));
        assert_eq!(same, message("uniqueSerial", ".raw_serial_number"));
        let acme = get(app, &path)["customer"]["customer_id"].as_str().expect("an id").to_owned();
        let phone = part(app, &acme, &manufacturer(app, "Eta"), "P-1");
        make(app, "units", with_serial(&phone, &here, "ABC1"));
        app.ask("DELETE", &format!("/units/{first}")).send().expect(205);
        put(app, &path, with_serial(&tablet, &here, "ABC1")).expect(200);
        // Long ones are told apart to the end.
        let long = |end: char| format!("{}{end}", "é".repeat(5_000));
        make(app, "units", with_serial(&tablet, &here, &long('a')));
        make(app, "units", with_serial(&tablet, &here, &long('b')));
        assert_eq!(wrong(post(app, "units", with_serial(&tablet, &here, &long('a')))), message("uniqueSerial", ".raw_serial_number"));
    }

    fn a_unit_can_become_one_of_another_part(app) {
        let (tablet, here) = ground(app);
        let other = customer(app, "Other");
        let maker = manufacturer(app, "Eta");
        let mut body = json!({"label": "Phone", "customer": {"customer_id": other}, "serial_prefix": null, "input_filter": [],
            "manufacturer": {"manufacturer_id": maker, "part_number": "P-1"}});
        let phone = make(app, "parts", body.clone());
        body = with_serial(&tablet, &here, "ABC1");
        let path = format!("/units/{}", make(app, "units", body.clone()));
        body["part"]["part_id"] = json!(phone);
        let moved = put(app, &path, body).expect(200).json();
        assert_eq!((&moved["serial_number"], &moved["customer"]["label"]), (&json!("ABC1"), &json!("Other")));
        assert_eq!(moved["manufacturer"]["label"], "Eta");
        assert_eq!(get(app, &format!("/parts/{tablet}"))["total_units"], 0);
        assert_eq!(get(app, &format!("/parts/{phone}"))["total_units"], 1);
        assert_eq!(get(app, &format!("/customers/{other}/units"))["total_count"], 1);
        assert_eq!(get(app, &format!("/manufacturers/{maker}/units"))["total_count"], 1);
    }

    fn a_resource_brings_its_location_and_a_sub_resource_its_resource(app) {
        let (tablet, here) = ground(app);
        let there = location(app, "There");
        let line = resource(app, &there, "Line");
        let slot = sub_resource(app, &there, &line, "Slot");
        let id = unit(app, &tablet, &here, "One");
        let shown = patch(app, &id, json!({"resource": {"resource_id": line}})).expect(200).json();
        assert_eq!(place(&shown), (&json!("There"), &json!("Line"), &Value::Null));
        let shown = patch(app, &id, json!({"current_location": {"location_id": here}})).expect(200).json();
        assert_eq!(place(&shown), (&json!("Here"), &Value::Null, &Value::Null));
        let shown = patch(app, &id, json!({"sub_resource": {"sub_resource_id": slot}})).expect(200).json();
        assert_eq!(place(&shown), (&json!("There"), &json!("Line"), &json!("Slot")));
        app.ask("DELETE", &format!("/sub-resources/{slot}")).send().expect(423);
        let shown = patch(app, &id, json!({"sub_resource": null})).expect(200).json();
        assert_eq!(place(&shown), (&json!("There"), &json!("Line"), &Value::Null));
        patch(app, &id, json!({"sub_resource": {"sub_resource_id": slot}})).expect(200);
        let shown = patch(app, &id, json!({"resource": null})).expect(200).json();
        assert_eq!(place(&shown), (&json!("There"), &Value::Null, &Value::Null));
        app.ask("DELETE", &format!("/sub-resources/{slot}")).send().expect(205);
        let second = resource(app, &there, "Second");
        patch(app, &id, json!({"resource": {"resource_id": line}})).expect(200);
        let shown = patch(app, &id, json!({"resource": {"resource_id": second}})).expect(200).json();
        assert_eq!(place(&shown), (&json!("There"), &json!("Second"), &Value::Null));
    }

    fn places_that_contradict_each_other_are_refused(app) {
        let (tablet, here) = ground(app);
        let there = location(app, "There");
        let (line, other) = (resource(app, &there, "Line"), resource(app, &there, "Other"));
        let slot = sub_resource(app, &there, &line, "Slot");
        let id = unit(app, &tablet, &here, "One");
        let (at_here, at_there) = (json!({"location_id": here}), json!({"location_id": there}));
        let refused = |body: Value| wrong(patch(app, &id, body));
        assert_eq!(refused(json!({"location": at_here, "resource": {"resource_id": line}})),
            message("resourceLocation", ".location.location_id"));
        assert_eq!(refused(json!({"current_location": at_here, "sub_resource": {"sub_resource_id": slot}})),
            message("resourceLocation", ".current_location.location_id"));
        assert_eq!(refused(json!({"current_location": at_here, "location": at_there})),
            message("sameLocation", ".location.location_id"));
        assert_eq!(refused(json!({"resource": {"resource_id": other}, "sub_resource": {"sub_resource_id": slot}})),
            message("sameResource", ".resource.resource_id"));
        assert_eq!(refused(json!({"resource": {"resource_id": "none"}})), message("exists", ".resource.resource_id"));
        assert_eq!(app.ask("GET", &format!("/units/{id}")).send().expect(200).version(), 1);
    }

    fn a_patch_changes_where_a_unit_is_and_its_status_and_nothing_else(app) {
        let (tablet, here) = ground(app);
        let id = unit(app, &tablet, &here, "One");
        let status = |label: &str, category: &str| json!({"current_status": {"status": label, "category": category}});
        let shown = patch(app, &id, status("Complete", "COMPLETE")).expect(200).json();
        assert_eq!(shown["current_status"]["status"], "Complete");
        assert_eq!(wrong(patch(app, &id, status("Gone", "COMPLETE"))), message("allowedStatus", ".current_status.status"));
        assert_eq!(wrong(patch(app, &id, status("Complete", "BLOCKED"))), message("statusCategory", ".current_status.category"));
        for name in ["label", "tenant_part_number", "raw_serial_number", "anything"] {
            let wrongs = wrong(patch(app, &id, json!({"location": {"location_id": here}, name: "x"})));
            assert_eq!(wrongs, message("additionalProperties", ""), "{name}");
        }
        let version = patch(app, &id, json!({})).expect(200).version();
        assert_eq!(version, 2);
        patch(app, "none", json!({})).expect(404);
    }

    fn a_unit_has_a_status_that_the_customer_of_its_part_allows(app) {
        let statuses = json!([{"status": "Pending", "category": "PENDING"}]);
        let acme = make(app, "customers", json!({"label": "Narrow", "allowed_statuses": statuses}));
        let tablet = part(app, &acme, &manufacturer(app, "Zeta"), "T-1");
        let here = location(app, "Here");
        let mut body = unit_body(&tablet, &here, "One");
        post(app, "units", body.clone()).expect(200);
        body["current_status"] = json!({"status": "Complete", "category": "COMPLETE"});
        assert_eq!(wrong(post(app, "units", body)), message("allowedStatus", ".current_status.status"));
    }

    fn a_change_of_a_unit_keeps_what_the_body_does_not_have(app) {
        let (tablet, here) = ground(app);
        let vendor = make(app, "vendors", json!({"label": "Shop"}));
        let second = make(app, "vendors", json!({"label": "Second"}));
        let mut body = with_serial(&tablet, &here, "ABC1");
        body["vendor"] = json!({"vendor_id": vendor, "part_number": "V-7"});
        let path = format!("/units/{}", make(app, "units", body.clone()));
        let tag = app.ask("GET", &path).send().expect(200).tag().to_owned();
        assert_eq!(put(app, &path, body).expect(200).tag(), tag);
        let kept = put(app, &path, unit_body(&tablet, &here, "Other")).expect(200).json();
        assert_eq!((&kept["label"], &kept["serial_number"]), (&json!("Other"), &json!("1")));
        assert_eq!(kept["vendor"]["part_number"], "V-7");
        let mut body = unit_body(&tablet, &here, "Other");
        body["vendor"] = json!({"vendor_id": vendor});
        assert_eq!(put(app, &path, body.clone()).expect(200).json()["vendor"]["part_number"], "V-7");
        body["vendor"] = json!({"vendor_id": second});
        let changed = put(app, &path, body.clone()).expect(200).json();
        assert_eq!((&changed["vendor"]["label"], &changed["vendor"]["part_number"]), (&json!("Second"), &Value::Null));
        body["raw_serial_number"] = Value::Null;
        assert_eq!(put(app, &path, body).expect(200).json()["serial_number"], Value::Null);
        app.ask("PUT", &path).header("if-match", &tag).json(unit_body(&tablet, &here, "x")).send().expect(412);
    }

    fn units_are_listed_by_what_they_belong_to(app) {
        let (tablet, here) = ground(app);
        let beta = customer(app, "Beta");
        let phone = part(app, &beta, &manufacturer(app, "Alpha"), "P-1");
        let vendor = make(app, "vendors", json!({"label": "Shop"}));
        let mut one = unit_body(&tablet, &here, "One");
        one["tenant_part_number"] = json!("z");
        post(app, "units", one).expect(200);
        let mut two = unit_body(&phone, &here, "Two");
        two["tenant_part_number"] = json!("a");
        two["vendor"] = json!({"vendor_id": vendor});
        post(app, "units", two).expect(200);
        let found = |query: &str| labels(&get(app, &format!("/units?{query}"))).join(" ");
        assert_eq!(found("sort=manufacturer"), "Two One");
        assert_eq!(found("sort=-customer"), "Two One");
        assert_eq!(found("sort=part_unit_number"), "Two One");
        assert_eq!(found("sort=vendor"), "One Two");
        assert_eq!(found("sort=-vendor"), "Two One");
        assert_eq!(found(&format!("filter[vendor_id]={vendor}")), "Two");
        assert_eq!(found(&format!("filter[part_id]={tablet}&filter[location_id]={here}")), "One");
        assert_eq!(found("filter[label]=tw"), "Two");
        assert_eq!(labels(&get(app, &format!("/customers/{beta}/units?sort=label"))), ["Two"]);
        assert_eq!(labels(&get(app, &format!("/parts/{tablet}/units"))), ["One"]);
        app.ask("GET", "/units?sort=colour").send().expect(400);
    }

    fn a_project_lists_the_units_that_are_allocated_to_it(app) {
        let project = super::world::project(app);
        let maker = manufacturer(app, "Zeta");
        let acme = get(app, &format!("/projects/{project}"))["customer"]["customer_id"].as_str().expect("an id").to_owned();
        let tablet = part(app, &acme, &maker, "T-1");
        unit(app, &tablet, &location(app, "Here"), "Free");
        assert_eq!(get(app, &format!("/projects/{project}/units"))["total_count"], 0);
        app.ask("GET", "/projects/none/units").send().expect(404);
    }

    fn units_are_for_those_who_hold_the_right(app) {
        let (tablet, here) = ground(app);
        let id = unit(app, &tablet, &here, "One");
        let path = format!("/units/{id}");
        let nobody = app.caller("report:read");
        nobody.ask("GET", "/units").send().expect(403);
        nobody.ask("GET", &path).send().expect(403);
        nobody.ask("DELETE", &path).send().expect(403);
        patch(&nobody, &id, json!({})).expect(403);
        post(&nobody, "units", unit_body(&tablet, &here, "x")).expect(403);
        let groups = ["unit", "part", "customer", "manufacturer", "location", "vendor", "resource", "sub-resource"];
        let reader = app.caller(&groups.map(|group| format!("{group}:read-all")).join(","));
        assert_eq!(get(&reader, "/units")["total_count"], 1);
        post(&reader, "units", unit_body(&tablet, &here, "x")).expect(403);
        put(&reader, &path, unit_body(&tablet, &here, "x")).expect(403);
        patch(&reader, &id, json!({})).expect(403);
        app.without_token().ask("GET", "/units").send().expect(401);
        app.stranger().ask("GET", &path).send().expect(404);
        app.ask("DELETE", &path).send().expect(205);
        app.ask("DELETE", &path).send().expect(404);
        app.ask("GET", &path).send().expect(404);
    }
}
