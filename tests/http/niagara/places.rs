//! `/locations`, `/resources`, `/sub-resources`: where work is done.

use serde_json::{Value, json};

use super::world::{get, location, message, post, put, resource, sub_resource, wrong};
use crate::both;
use crate::harness::Client;

fn at(label: &str, location_type: &str, country: &str, street: &str) -> Value {
    json!({"label": label, "location_type": location_type, "address": {
        "country": country, "administrative_area": "NY", "locality": "Menands", "postal_code": "12204",
        "thoroughfare": street, "premise": "Suite c"}})
}

/// The labels on a page.
fn labels(client: &Client, path: &str, rel: &str) -> Vec<String> {
    let page = get(client, path);
    let entries = page["_embedded"][rel].as_array().expect("a page").clone();
    assert_eq!(page["total_count"], json!(entries.len()), "{path}");
    entries.iter().map(|entry| entry["label"].as_str().expect("a label").to_owned()).collect()
}

both! {
    fn a_location_shows_its_address_as_on_an_envelope(app) {
        let made = post(app, "locations", at("Test Label", "facility", "USA", "431 Broadway")).expect(200);
        let shown = made.json();
        let path = format!("/locations/{}", shown["location_id"].as_str().expect("an id"));
        assert_eq!(made.header("location"), Some(format!("{}{path}", app.base()).as_str()));
        assert_eq!(shown["formatted_address"], "Test Label\n431 Broadway Suite c\nMenands NY 12204 USA");
        assert_eq!((&shown["location_type"], &shown["address"]["country"]), (&json!("facility"), &json!("USA")));
        assert_eq!(shown["_links"]["nter:location-resources"]["href"], format!("{}{path}/resources", app.base()));
        assert_eq!(get(app, &path), shown);
        let mut changed = at("Depot", "warehouse", "DEU", "Am Kai 1");
        changed["formatted_address"] = json!("anything");
        let changed = put(app, &path, changed).expect(200).json();
        assert_eq!(changed["formatted_address"], "Depot\nAm Kai 1 Suite c\nMenands NY 12204 DEU");
        app.ask("DELETE", &path).send().expect(205);
        app.ask("GET", &path).send().expect(404);
        app.ask("DELETE", &path).send().expect(404);
        put(app, &path, at("Depot", "other", "DEU", "x")).expect(404);
    }

    fn an_address_needs_a_country_by_its_code_of_three_letters(app) {
        let wrongs = wrong(post(app, "locations", at("Depot", "other", "US", "Broadway")));
        assert_eq!(wrongs, message("enum", ".address.country"));
        let wrongs = wrong(post(app, "locations", at("Depot", "ship", "USA", "Broadway")));
        assert_eq!(wrongs, message("enum", ".location_type"));
        let wrongs = wrong(post(app, "locations", json!({"label": "Depot", "location_type": "other", "address": {}})));
        assert_eq!(wrongs.len(), 5);
        assert_eq!(get(app, "/locations")["total_count"], 0);
    }

    fn locations_are_found_by_type_and_by_each_part_of_the_address(app) {
        for body in [
            at("Albany", "facility", "USA", "431 Broadway"),
            at("Kiel", "warehouse", "DEU", "Am Kai 1"),
            at("Graz 12204 USA", "other", "AUT", "Hauptplatz 100%"),
        ] {
            post(app, "locations", body).expect(200);
        }
        let found = |query: &str| labels(app, &format!("/locations?{query}"), "nter:locations");
        assert_eq!(labels(app, "/facilities", "nter:locations"), ["Albany"]);
        assert_eq!(labels(app, "/ware-houses", "nter:locations"), ["Kiel"]);
        assert_eq!(found("filter[type]=other"), ["Graz 12204 USA"]);
        assert_eq!(found("filter[location_type]=other"), ["Graz 12204 USA"]);
        assert_eq!(found("filter[country]=usa"), ["Albany"]);
        assert_eq!(found("filter[thoroughfare]=BROAD"), ["Albany"]);
        assert_eq!(found("filter[thoroughfare]=100%25"), ["Graz 12204 USA"]);
        assert_eq!(found("filter[postal_code]=220&filter[country]=E"), ["Kiel"]);
        assert_eq!(found("filter[administrative_area]=ny&filter[label]=a"), ["Albany", "Graz 12204 USA"]);
        assert_eq!(found("filter[label]=deu"), Vec::<String>::new());
        assert_eq!(found("filter[country]=menands"), Vec::<String>::new());
        assert_eq!(found("sort=country"), ["Graz 12204 USA", "Kiel", "Albany"]);
        assert_eq!(found("sort=-label"), ["Kiel", "Graz 12204 USA", "Albany"]);
        app.ask("GET", "/locations?sort=thoroughfare").send().expect(400);
    }

    fn a_page_goes_on_after_the_last_location_of_a_country(app) {
        for label in ["a", "b", "c"] {
            post(app, "locations", at(label, "facility", "USA", "Broadway")).expect(200);
        }
        let first = get(app, "/facilities?limit=2&sort=country");
        assert_eq!((&first["limit"], &first["total_count"]), (&json!(2), &json!(3)));
        let next = first["_links"]["next"]["href"].as_str().expect("a next page");
        let second = get(app, next.trim_start_matches(app.base()));
        assert_eq!(second["_embedded"]["nter:locations"][0]["label"], "c");
        assert_eq!(second["offset"], Value::Null);
    }

    fn a_resource_is_at_a_location_and_a_sub_resource_where_its_resource_is(app) {
        let (here, there) = (location(app, "Here"), location(app, "There"));
        let line = resource(app, &here, "Line");
        let slot = sub_resource(app, &here, &line, "Slot");
        let shown = get(app, &format!("/sub-resources/{slot}"));
        assert_eq!((&shown["resource"]["label"], &shown["location"]["label"]), (&json!("Line"), &json!("Here")));
        assert_eq!(shown["_embedded"]["nter:sub-resource-parent"][0]["resource_id"], json!(line));
        assert_eq!(shown["meta"], json!({}));
        let body = json!({"label": "Slot", "resource_type": "slot", "location": {"location_id": there},
            "resource": {"resource_id": line}});
        assert_eq!(wrong(post(app, "sub-resources", body)), message("resourceLocation", ".location.location_id"));
        assert_eq!(labels(app, &format!("/resources/{line}/sub-resources"), "nter:sub-resources"), ["Slot"]);
        assert_eq!(labels(app, &format!("/locations/{here}/resources"), "nter:resources"), ["Line"]);
        assert_eq!(labels(app, &format!("/locations/{there}/resources"), "nter:resources"), Vec::<String>::new());
        assert_eq!(labels(app, "/resources?filter[resource_type]=station", "nter:resources"), ["Line"]);
        assert_eq!(labels(app, "/sub-resources?filter[resource_type]=station", "nter:sub-resources"), Vec::<String>::new());
        for path in ["/resources/none/sub-resources", "/locations/none/resources", "/locations/none/queues"] {
            app.ask("GET", path).send().expect(404);
        }
        assert_eq!(labels(app, &format!("/locations/{here}/queues"), "nter:queues"), Vec::<String>::new());
    }

    fn what_a_resource_belongs_to_must_exist(app) {
        let body = json!({"label": "Line", "resource_type": "line", "location": {"location_id": "none"}});
        assert_eq!(wrong(post(app, "resources", body)), message("exists", ".location.location_id"));
        let here = location(app, "Here");
        let body = json!({"label": "Line", "resource_type": "Line", "location": {"location_id": here}});
        assert_eq!(wrong(post(app, "resources", body)), message("pattern", ".resource_type"));
        let body = json!({"label": "Slot", "resource_type": "slot", "location": {"location_id": here},
            "resource": {"resource_id": "none"}});
        assert_eq!(wrong(post(app, "sub-resources", body)), message("exists", ".resource.resource_id"));
    }

    fn a_place_with_something_in_it_is_neither_moved_nor_deleted(app) {
        let (here, there) = (location(app, "Here"), location(app, "There"));
        let line = resource(app, &here, "Line");
        let slot = sub_resource(app, &here, &line, "Slot");
        let path = format!("/resources/{line}");
        app.ask("DELETE", &format!("/locations/{here}")).send().expect(423);
        app.ask("DELETE", &path).send().expect(423);
        let at = |place: &str, label: &str| json!({"label": label, "resource_type": "station", "location": {"location_id": place}});
        put(app, &path, at(&there, "Line")).expect(423);
        assert_eq!(put(app, &path, at(&here, "Other")).expect(200).json()["label"], "Other");
        app.ask("DELETE", &format!("/sub-resources/{slot}")).send().expect(205);
        assert_eq!(put(app, &path, at(&there, "Line")).expect(200).json()["location"]["label"], "There");
        app.ask("DELETE", &format!("/locations/{here}")).send().expect(205);
        app.ask("DELETE", &path).send().expect(205);
    }

    fn places_are_for_those_who_hold_the_right(app) {
        let here = location(app, "Here");
        let line = resource(app, &here, "Line");
        let slot = sub_resource(app, &here, &line, "Slot");
        let nobody = app.caller("report:read");
        for path in ["/locations", "/facilities", "/ware-houses", "/resources", "/sub-resources"] {
            nobody.ask("GET", path).send().expect(403);
            app.without_token().ask("GET", path).send().expect(401);
        }
        for path in [format!("/locations/{here}"), format!("/resources/{line}"), format!("/sub-resources/{slot}")] {
            nobody.ask("GET", &path).send().expect(403);
            nobody.ask("DELETE", &path).send().expect(403);
            app.stranger().ask("GET", &path).send().expect(404);
        }
        post(&nobody, "locations", at("Depot", "other", "USA", "x")).expect(403);
        put(&nobody, &format!("/locations/{here}"), at("Depot", "other", "USA", "x")).expect(403);
        let reader = app.caller("location:read-all");
        assert_eq!(get(&reader, "/facilities")["total_count"], 1);
        post(&reader, "locations", at("Depot", "other", "USA", "x")).expect(403);
    }

    fn a_change_that_changes_nothing_makes_no_version(app) {
        let here = location(app, "Here");
        let line = resource(app, &here, "Line");
        let slot = sub_resource(app, &here, &line, "Slot");
        let body = json!({"label": "Slot", "resource_type": "slot", "location": {"location_id": here},
            "resource": {"resource_id": line}});
        let path = format!("/sub-resources/{slot}");
        let tag = app.ask("GET", &path).send().expect(200).tag().to_owned();
        assert_eq!(put(app, &path, body).expect(200).tag(), tag);
    }
}
