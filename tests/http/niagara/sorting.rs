//! What lists are sorted by beside the label and the times, from one page to the next and both ways.

use serde_json::{Value, json};

use super::floor::queue;
use super::world::{
    customer, get, location, make, manufacturer, order, part, post, project, put, unit_body, wrong,
};
use crate::access::passwords::{session, user};
use crate::both;
use crate::harness::Client;

/// The labels on all pages of this size, and how many each page says there are.
#[track_caller]
fn walk(client: &Client, path: &str, limit: usize) -> (Vec<String>, i64) {
    let joint = if path.contains('?') { '&' } else { '?' };
    let (mut labels, mut total) = (Vec::new(), 0);
    let mut next = Some(format!("{path}{joint}limit={limit}"));
    while let Some(address) = next {
        let page = get(client, &address);
        let entries =
            page["_embedded"].as_object().expect("a page").values().next().expect("entries").as_array();
        let entries = entries.expect("a list");
        assert!(!entries.is_empty() && entries.len() <= limit, "{address}: {}", entries.len());
        labels.extend(entries.iter().map(|entry| entry["label"].as_str().expect("a label").to_owned()));
        total = page["total_count"].as_i64().expect("a total");
        let href = page["_links"]["next"]["href"].as_str();
        assert!(href.is_none() || entries.len() == limit, "a short page has no next one: {address}");
        next = href.map(|href| href.trim_start_matches(client.base()).to_owned());
    }
    (labels, total)
}

/// Asserts that a list is in this order, on pages of every size and both ways.
#[track_caller]
fn sorted(client: &Client, (path, sort): (&str, &str), wanted: &[&str]) {
    let joint = if path.contains('?') { '&' } else { '?' };
    for limit in 1..=wanted.len() {
        let (labels, total) = walk(client, &format!("{path}{joint}sort={sort}"), limit);
        assert_eq!((labels, total), (names(wanted.iter()), wanted.len() as i64), "{path} {sort} {limit}");
        let (labels, total) = walk(client, &format!("{path}{joint}sort=-{sort}"), limit);
        assert_eq!(
            (labels, total),
            (names(wanted.iter().rev()), wanted.len() as i64),
            "{path} -{sort} {limit}"
        );
    }
}

fn names<'a>(names: impl Iterator<Item = &'a &'a str>) -> Vec<String> {
    names.map(|&name| name.to_owned()).collect()
}

fn contact(name: &str, email: &str, phone: Option<&str>) -> Value {
    let mut body = json!({"label": name, "name": name, "email": email});
    if let Some(phone) = phone {
        body["phone"] = json!(phone);
    }
    body
}

both! {
    fn contacts_are_sorted_by_their_phone_numbers_and_by_their_addresses(app) {
        let ann = make(app, "contacts", contact("Ann", "zoe@example.com", Some("+3 555")));
        for (name, email, phone) in [("Bob", "Bob@example.com", Some("+2 555")), ("Cid", "cid@example.com", None), ("Dan", "ann@example.com", Some("+2 555"))] {
            make(app, "contacts", contact(name, email, phone));
        }
        sorted(app, ("/contacts", "phone"), &["Cid", "Bob", "Dan", "Ann"]);
        sorted(app, ("/contacts", "email"), &["Dan", "Bob", "Cid", "Ann"]);
        put(app, &format!("/contacts/{ann}"), contact("Ann", "bab@example.com", Some("+1 555"))).expect(200);
        sorted(app, ("/contacts", "phone"), &["Cid", "Ann", "Bob", "Dan"]);
        sorted(app, ("/contacts", "email"), &["Dan", "Ann", "Bob", "Cid"]);
        sorted(app, ("/contacts?filter[label]=n", "phone"), &["Ann", "Dan"]);
    }

    fn notes_are_sorted_by_who_wrote_them(app) {
        let about = format!("/work-orders/{}", make(app, "work-orders", order(&project(app), "Tablets")));
        let list = format!("{about}/notes");
        let mut written = Vec::new();
        for name in ["bob", "ann"] {
            user(app, name, &["administrator"]);
        }
        for (name, label) in [("bob", "b 1"), ("ann", "a 1"), ("bob", "b 2"), ("ann", "a 2")] {
            let body = json!({"label": label, "text": "Mind the step"});
            let made = session(app, name).ask("POST", &list).json(body).send().expect(201).json();
            written.push(format!("/notes/{}", made["note_id"].as_str().expect("an id")));
        }
        sorted(app, (&list, "create_by"), &["a 1", "a 2", "b 1", "b 2"]);
        // Whoever raises the issue did not write the note.
        app.ask("PATCH", &written[0]).json(json!({"issue": true})).send().expect(200);
        sorted(app, (&list, "created_by"), &["a 1", "a 2", "b 1", "b 2"]);
    }

    fn units_are_sorted_by_their_vendors_and_those_without_one_come_first(app) {
        let (acme, zeta) = (customer(app, "Acme"), manufacturer(app, "Zeta"));
        let (tablet, here) = (part(app, &acme, &zeta, "T-1"), location(app, "Here"));
        let [yard, shop] = ["Yard", "Shop"].map(|label| make(app, "vendors", json!({"label": label})));
        let vendors = [Some(&yard), None, Some(&shop), None, Some(&shop)];
        let mut units = Vec::new();
        for (label, vendor) in ["1", "2", "3", "4", "5"].into_iter().zip(vendors) {
            let mut body = unit_body(&tablet, &here, label);
            if let Some(vendor) = vendor {
                body["vendor"] = json!({"vendor_id": vendor, "part_number": "V-7"});
            }
            units.push(make(app, "units", body));
        }
        let all = ["2", "4", "3", "5", "1"];
        sorted(app, ("/units", "vendor"), &all);
        sorted(app, (&format!("/customers/{acme}/units"), "vendor"), &all);
        sorted(app, (&format!("/units?filter[vendor_id]={shop}"), "vendor"), &["3", "5"]);
        sorted(app, ("/units?filter[label]=4", "vendor"), &["4"]);
        sorted(app, ("/units", "customer"), &["1", "2", "3", "4", "5"]);
        // The place of a unit without a vendor is none among customers: every unit has one.
        let page = get(app, "/units?sort=vendor&limit=1");
        let offset = page["offset"].as_str().expect("a place");
        app.ask("GET", &format!("/units?sort=customer&offset={offset}")).send().expect(400);
        let mut body = unit_body(&tablet, &here, "2");
        body["vendor"] = json!({"vendor_id": shop, "part_number": "V-7"});
        put(app, &format!("/units/{}", units[1]), body).expect(200);
        sorted(app, ("/units", "vendor"), &["4", "2", "3", "5", "1"]);
    }

    fn programs_and_projects_are_sorted_by_their_customers_and_their_dates(app) {
        let mut projects = Vec::new();
        for (label, from, to) in [("b", 3, 4), ("c", 1, 5), ("a", 2, 3)] {
            let of = customer(app, label);
            let dates = |body: &mut Value| {
                body["start_date"] = json!(format!("2026-11-0{from}T08:00:00.000Z"));
                body["end_date"] = json!(format!("2026-11-0{to}T08:00:00.000Z"));
            };
            let mut wave = json!({"label": label, "customer": {"customer_id": of}});
            dates(&mut wave);
            let mut site = json!({"label": label, "program": {"program_id": make(app, "programs", wave)}});
            dates(&mut site);
            projects.push(make(app, "projects", site));
        }
        sorted(app, ("/customers", "customer"), &["a", "b", "c"]);
        sorted(app, ("/programs", "program"), &["a", "b", "c"]);
        for list in ["/programs", "/projects"] {
            sorted(app, (list, "customer"), &["a", "b", "c"]);
            sorted(app, (list, "start_date"), &["c", "a", "b"]);
            sorted(app, (list, "end_date"), &["a", "b", "c"]);
        }
        sorted(app, ("/projects", "program"), &["a", "b", "c"]);
    }

    fn parts_queues_and_places_are_sorted_by_what_is_their_own(app) {
        let (acme, bolt) = (customer(app, "Acme"), customer(app, "Bolt"));
        let (yale, zeta) = (manufacturer(app, "Yale"), manufacturer(app, "Zeta"));
        for (label, of, maker, number) in [("1", &bolt, &yale, "b"), ("2", &acme, &zeta, "c"), ("3", &bolt, &zeta, "A")] {
            let body = json!({"label": label, "customer": {"customer_id": of}, "input_filter": [], "serial_prefix": null,
                "manufacturer": {"manufacturer_id": maker, "part_number": number}});
            make(app, "parts", body);
        }
        sorted(app, ("/parts", "customer"), &["2", "1", "3"]);
        sorted(app, ("/parts", "manufacturer"), &["1", "2", "3"]);
        sorted(app, ("/parts", "part_number"), &["3", "1", "2"]);
        let here = location(app, "Here");
        for (label, priority) in [("last", 3), ("first", 1), ("second", 2)] {
            queue(app, &here, label, json!(priority));
        }
        sorted(app, ("/queues", "priority"), &["first", "second", "last"]);
        for (label, country) in [("Bern", "CHE"), ("Wien", "AUT")] {
            let address = json!({"country": country, "administrative_area": "X", "locality": label, "postal_code": "1000", "thoroughfare": "1"});
            post(app, "locations", json!({"label": label, "location_type": "facility", "address": address})).expect(200);
        }
        sorted(app, ("/locations", "country"), &["Wien", "Bern", "Here"]);
    }

    fn a_sort_that_a_list_does_not_document_is_refused(app) {
        for (list, sort) in [
            ("/customers", "start_date"), ("/customers", "phone"), ("/contacts", "vendor"), ("/units", "phone"),
            ("/locations", "create_by"), ("/queues", "active"), ("/work-orders", "vendor"), ("/parts", "email"),
        ] {
            assert_eq!(wrong(app.ask("GET", &format!("{list}?sort={sort}")).send()).len(), 1, "{list} {sort}");
        }
    }
}
