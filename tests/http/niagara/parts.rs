//! `/parts`: types of product.

use serde_json::{Value, json};

use super::world::{
    customer, get, location, make, manufacturer, message, part, part_body, post, put, unit, unit_body, wrong,
};
use crate::both;

/// The numbers of the parts on a page.
fn numbers(page: &Value) -> Vec<&str> {
    let entries = page["_embedded"]["nter:parts"].as_array().expect("a page").iter();
    entries.map(|entry| entry["manufacturer"]["part_number"].as_str().expect("a number")).collect()
}

both! {
    fn a_part_shows_its_customer_and_its_manufacturer_with_the_number(app) {
        let (acme, maker) = (customer(app, "Acme"), manufacturer(app, "Zeta"));
        let made = post(app, "parts", part_body(&acme, &maker, "T-1")).expect(200);
        let shown = made.json();
        let path = format!("/parts/{}", shown["part_id"].as_str().expect("an id"));
        assert_eq!(made.header("location"), Some(format!("{}{path}", app.base()).as_str()));
        assert_eq!(shown["customer"]["label"], "Acme");
        assert_eq!((&shown["manufacturer"]["label"], &shown["manufacturer"]["part_number"]), (&json!("Zeta"), &json!("T-1")));
        assert_eq!(shown["manufacturer"]["manufacturer_id"], json!(maker));
        assert_eq!((&shown["serial_prefix"], &shown["input_filter"]), (&json!("ABC"), &json!([])));
        for total in ["total_units", "total_units_allocated", "total_units_unallocated"] {
            assert_eq!(shown[total], 0, "{total}");
        }
        assert_eq!(shown["_embedded"]["nter:part-manufacturer"][0]["label"], "Zeta");
        assert_eq!(shown["_links"]["nter:part-units"]["href"], format!("{}{path}/units", app.base()));
        assert_eq!(get(app, &path), shown);
        assert_eq!(get(app, &format!("/customers/{acme}/parts"))["total_count"], 1);
        assert_eq!(get(app, &format!("/manufacturers/{maker}/parts"))["total_count"], 1);
        app.ask("DELETE", &format!("/manufacturers/{maker}")).send().expect(423);
        app.ask("DELETE", &path).send().expect(205);
        app.ask("GET", &path).send().expect(404);
        put(app, &path, part_body(&acme, &maker, "T-1")).expect(404);
        app.ask("DELETE", &format!("/manufacturers/{maker}")).send().expect(205);
    }

    fn one_customer_has_a_number_of_one_manufacturer_once(app) {
        let (acme, other) = (customer(app, "Acme"), customer(app, "Other"));
        let (zeta, eta) = (manufacturer(app, "Zeta"), manufacturer(app, "Eta"));
        part(app, &acme, &zeta, "T-1");
        post(app, "parts", part_body(&acme, &zeta, "t-1")).expect(409);
        part(app, &other, &zeta, "T-1");
        part(app, &acme, &eta, "T-1");
        let second = part(app, &acme, &zeta, "T-2");
        put(app, &format!("/parts/{second}"), part_body(&acme, &zeta, "T-1")).expect(409);
        let path = format!("/parts/{second}");
        let tag = app.ask("GET", &path).send().expect(200).tag().to_owned();
        assert_eq!(put(app, &path, part_body(&acme, &zeta, "T-2")).expect(200).tag(), tag);
        let changed = put(app, &path, part_body(&acme, &zeta, "T-3")).expect(200);
        assert_eq!(changed.json()["manufacturer"]["part_number"], "T-3");
        assert_ne!(changed.tag(), tag);
        assert_eq!(numbers(&get(app, "/parts?sort=-part_number")), ["T-3", "T-1", "T-1", "T-1"]);
        assert_eq!(get(app, &format!("/parts?filter[customer_id]={acme}"))["total_count"], 3);
    }

    fn parts_are_sorted_by_what_they_belong_to(app) {
        let (acme, beta) = (customer(app, "Beta"), customer(app, "Acme"));
        let (zeta, eta) = (manufacturer(app, "Zeta"), manufacturer(app, "Eta"));
        part(app, &acme, &zeta, "1");
        part(app, &beta, &zeta, "2");
        part(app, &beta, &eta, "3");
        assert_eq!(numbers(&get(app, "/parts?sort=manufacturer")), ["3", "1", "2"]);
        assert_eq!(numbers(&get(app, "/parts?sort=customer")), ["2", "3", "1"]);
        app.ask("GET", "/parts?sort=vendor").send().expect(400);
    }

    fn what_a_part_belongs_to_must_be_named_and_exist(app) {
        let (acme, maker) = (customer(app, "Acme"), manufacturer(app, "Zeta"));
        let mut body = part_body(&acme, "none", "T-1");
        assert_eq!(wrong(post(app, "parts", body.clone())), message("exists", ".manufacturer.manufacturer_id"));
        body["manufacturer"] = json!({"manufacturer_id": maker});
        assert_eq!(wrong(post(app, "parts", body.clone())), message("required", ".manufacturer"));
        body["manufacturer"]["part_number"] = json!("T-1");
        body["customer"]["customer_id"] = json!("none");
        assert_eq!(wrong(post(app, "parts", body)), message("exists", ".customer.customer_id"));
        assert_eq!(get(app, "/parts")["total_count"], 0);
    }

    fn what_units_take_from_their_part_stays_while_there_are_units(app) {
        let (acme, other) = (customer(app, "Acme"), customer(app, "Other"));
        let (zeta, eta) = (manufacturer(app, "Zeta"), manufacturer(app, "Eta"));
        let tablet = part(app, &acme, &zeta, "T-1");
        let place = location(app, "Here");
        let one = unit(app, &tablet, &place, "One");
        let path = format!("/parts/{tablet}");
        let mut prefix = part_body(&acme, &zeta, "T-1");
        prefix["serial_prefix"] = json!("X");
        for body in [part_body(&other, &zeta, "T-1"), part_body(&acme, &eta, "T-1"), prefix.clone()] {
            put(app, &path, body).expect(423);
        }
        put(app, &path, part_body(&acme, &zeta, "T-2")).expect(200);
        app.ask("DELETE", &path).send().expect(423);
        let shown = get(app, &path);
        assert_eq!((&shown["total_units"], &shown["total_units_unallocated"]), (&json!(1), &json!(1)));
        assert_eq!(get(app, &format!("{path}/units"))["total_count"], 1);
        assert_eq!(get(app, &format!("/units/{one}"))["manufacturer"]["part_number"], "T-2");
        app.ask("DELETE", &format!("/units/{one}")).send().expect(205);
        assert_eq!(get(app, &path)["total_units"], 0);
        put(app, &path, prefix).expect(200);
        put(app, &path, part_body(&other, &eta, "T-1")).expect(200);
        app.ask("DELETE", &path).send().expect(205);
        app.ask("GET", &format!("{path}/units")).send().expect(404);
        post(app, "units", unit_body(&tablet, &place, "Late")).expect(400);
    }

    fn parts_are_for_those_who_hold_the_right(app) {
        let (acme, maker) = (customer(app, "Acme"), manufacturer(app, "Zeta"));
        let path = format!("/parts/{}", make(app, "parts", part_body(&acme, &maker, "T-1")));
        let nobody = app.caller("report:read");
        nobody.ask("GET", "/parts").send().expect(403);
        nobody.ask("GET", &path).send().expect(403);
        nobody.ask("GET", &format!("{path}/units")).send().expect(403);
        nobody.ask("DELETE", &path).send().expect(403);
        let reader = app.caller("part:read-all,customer:read-all,manufacturer:read-all");
        assert_eq!(get(&reader, "/parts")["total_count"], 1);
        post(&reader, "parts", part_body(&acme, &maker, "T-2")).expect(403);
        put(&reader, &path, part_body(&acme, &maker, "T-2")).expect(403);
        app.without_token().ask("GET", "/parts").send().expect(401);
        app.stranger().ask("GET", &path).send().expect(404);
        let theirs = customer(&app.stranger(), "Theirs");
        assert_eq!(wrong(post(app, "parts", part_body(&theirs, &maker, "T-9"))), message("exists", ".customer.customer_id"));
    }
}
