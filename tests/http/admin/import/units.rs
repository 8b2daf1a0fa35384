//! Parts and units of the workshop.

use serde_json::{Value, json};

use super::{check, counts, import, place, places, problems, send};
use crate::both;
use crate::harness::{App, Client};
use crate::niagara::world::{customer, location, make, manufacturer, part, resource};

fn furnish(app: &App) {
    let acme = customer(app, "Acme");
    let maker = manufacturer(app, "Zeta");
    part(app, &acme, &maker, "T-1");
    location(app, "Here");
}

#[track_caller]
fn listed(client: &Client, path: &str, rel: &str) -> Vec<Value> {
    let page = client.ask("GET", path).send().expect(200).json();
    page["_embedded"][rel].as_array().expect("a list").clone()
}

const HEADER: &str = "Label;Serial number;Part;Location;Status";

both! {
    fn units_are_made_of_parts_at_locations_that_are_named(app) {
        furnish(app);
        let part = listed(app, "/parts", "nter:parts")[0]["label"].as_str().expect("a label").to_owned();
        let status = "Pending";
        let table = format!("{HEADER}\nTablet 1;S-1;{part};here;{status}\nTablet 2;S-2;{part};Here;{status}\n");
        assert_eq!(counts(&check(app, "units", table.as_str())), [2, 0, 0, 0]);
        assert_eq!(counts(&import(app, "units", table.as_str())), [2, 0, 0, 0]);
        let units = listed(app, "/units?sort=label", "nter:units");
        let shown: Vec<_> = units.iter().map(|unit| (&unit["label"], &unit["serial_number"], &unit["current_location"]["label"])).collect();
        assert_eq!(shown, [(&json!("Tablet 1"), &json!("S-1"), &json!("Here")), (&json!("Tablet 2"), &json!("S-2"), &json!("Here"))]);
        assert_eq!(counts(&import(app, "units", table.as_str())), [0, 0, 2, 0]);
        let renamed = table.replace("Tablet 2", "Slate");
        assert_eq!(counts(&import(app, "units", renamed)), [0, 1, 1, 0]);
        assert_eq!(listed(app, "/units?sort=label", "nter:units").len(), 2);
    }

    fn what_is_wrong_with_a_unit_is_told_by_row(app) {
        furnish(app);
        let part = listed(app, "/parts", "nter:parts")[0]["part_id"].as_str().expect("an id").to_owned();
        let here = listed(app, "/locations", "nter:locations")[0]["location_id"].as_str().expect("an id").to_owned();
        resource(app, &here, "Bench");
        location(app, "There");
        location(app, "Twin");
        location(app, "Twin");
        let status = "Pending";
        let row = |serial: &str, part: &str, at: &str, status: &str, bench: &str| format!("Tablet;{serial};{part};{at};{status};{bench}");
        let table = [
            format!("{HEADER};Resource"),
            row("S-1", &part, "Here", status, "Bench"),
            row("S-2", "no such", "Here", status, ""),
            row("S-3", &part, "Nowhere", status, ""),
            row("S-4", &part, "Twin", status, ""),
            row("S-5", &part, "Here", "Lost in space", ""),
            row("", &part, "Here", status, ""),
            row("S-1", &part, "Here", status, ""),
            row("S-8", &part, "There", status, "Bench"),
        ].join("\n");
        let report = check(app, "units", table.as_str());
        assert_eq!(counts(&report), [1, 0, 0, 7], "{report}");
        let expected = [
            place(3, "Part", "part"),
            place(4, "Location", "current_location"),
            place(5, "Location", "current_location"),
            place(6, "Status", "current_status"),
            place(7, "Serial number", "raw_serial_number"),
            place(8, "Serial number", "raw_serial_number"),
            place(9, "Location", "current_location"),
        ];
        assert_eq!(places(&report), expected);
        assert_eq!(problems(&report)[2].3, "more than one location is called \"Twin\": say its id");
        assert_eq!(problems(&report)[5].3, "is the same as in row 2");
        send(app, "units", "", table).expect(400);
        assert_eq!(app.ask("GET", "/units").send().expect(200).json()["total_count"], 0);
    }

    fn parts_are_made_of_customers_and_manufacturers_that_are_named(app) {
        customer(app, "Acme");
        make(app, "manufacturers", json!({"label": "Zeta"}));
        let table = "Part,Customer,Manufacturer,Part number,Serial prefix\nTablet,Acme,zeta,T-1,ABC\nSlate,Acme,Zeta,T-2,\n";
        assert_eq!(counts(&import(app, "parts", table)), [2, 0, 0, 0]);
        assert_eq!(counts(&import(app, "parts", table)), [0, 0, 2, 0]);
        let parts = listed(app, "/parts?sort=label", "nter:parts");
        let shown: Vec<_> = parts.iter().map(|part| (&part["label"], &part["manufacturer"]["part_number"], &part["serial_prefix"])).collect();
        assert_eq!(shown, [(&json!("Slate"), &json!("T-2"), &Value::Null), (&json!("Tablet"), &json!("T-1"), &json!("ABC"))]);
        let unknown = check(app, "parts", "Part,Customer,Manufacturer,Colour\nTablet,Nobody,Zeta,red\n");
        assert_eq!(places(&unknown), [place(1, "Colour", ""), place(2, "Customer", "customer")]);
    }

    fn custom_fields_are_columns_by_their_key_or_their_label(app) {
        let fields = json!([
            {"label": "Asset Tag", "filters": [{"type": "trim", "options": {}}, {"type": "upper", "options": {}}],
             "validators": [{"type": "length", "options": {"length": 4}}]},
            {"label": "Site", "filters": [], "validators": [{"type": "white_list", "options": {"list": ["east", "west"]}}]}
        ]);
        let acme = make(app, "customers", json!({"label": "Acme", "allowed_statuses": [], "input_filter": fields}));
        part(app, &acme, &manufacturer(app, "Zeta"), "T-1");
        location(app, "Here");
        let head = format!("{HEADER};custom.Asset Tag;Custom.site");
        let row = |n: i64, tag: &str, site: &str| format!("Tablet {n};S-{n};Tablet;Here;Pending;{tag};{site}");
        let table = [head.clone(), row(1, " ab12", "east"), row(2, "", "west"), row(3, "", "")].join("\n");
        assert_eq!(counts(&check(app, "units", table.as_str())), [3, 0, 0, 0]);
        assert_eq!(counts(&import(app, "units", table.as_str())), [3, 0, 0, 0]);
        let shown = || {
            let units = listed(app, "/units?sort=label", "nter:units");
            let value = |unit: &Value, key: &str| {
                let fields = unit["input_filter"].as_array().expect("fields").iter();
                fields.clone().find(|field| field["key"] == key).expect("the field")["value"].clone()
            };
            let one = |unit: &Value| {
                let unit = app.ask("GET", &format!("/units/{}", unit["unit_id"].as_str().expect("an id"))).send().json();
                json!([value(&unit, "asset-tag"), value(&unit, "site")])
            };
            units.iter().map(one).collect::<Value>()
        };
        assert_eq!(shown(), json!([["AB12", "east"], [null, "west"], [null, null]]));
        assert_eq!(counts(&import(app, "units", table)), [0, 0, 3, 0]);
        // What a row does not say stays.
        let more = [head.clone(), row(1, "", "west"), row(2, "cd34", "")].join("\n");
        assert_eq!(counts(&import(app, "units", more)), [0, 2, 0, 0]);
        assert_eq!(shown(), json!([["AB12", "west"], ["CD34", "west"], [null, null]]));
        // What is wrong is told at its column.
        let wrong = [format!("{head};custom.colour"), row(1, "toolong", "north") + ";", row(2, "", "") + ";red"].join("\n");
        let report = check(app, "units", wrong);
        let expected = [
            place(2, "custom.Asset Tag", "custom.asset-tag"),
            place(2, "Custom.site", "custom.site"),
            place(3, "custom.colour", "custom.colour"),
        ];
        assert_eq!(places(&report), expected, "{report}");
        // Of a part, a value for what comes from its customer; and a mapping may say it too.
        let parts = "Part,Customer,Manufacturer,Part number,Label on it\nSlate,Acme,Zeta,T-2,ef56\n";
        let mapping = super::encoded(r#"{"Label on it":"custom.asset-tag"}"#);
        assert_eq!(counts(&send(app, "parts", &format!("mapping={mapping}"), parts).expect(200).json()), [1, 0, 0, 0]);
        let slate = listed(app, "/parts?sort=label", "nter:parts")[0].clone();
        let tag = slate["input_filter"].as_array().expect("fields").iter().find(|field| field["key"] == "asset-tag").cloned();
        assert_eq!(tag.expect("the field")["value"], "EF56");
    }
}
