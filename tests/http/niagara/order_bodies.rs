//! The members of work orders and of what they hang in: dates, places, variables, totals.

use serde_json::{Value, json};

use super::actions::with;
use super::world::{
    customer, get, location, make, message, order, post, program, project, project_of, put, resource,
    sub_resource, wrong,
};
use crate::both;
use crate::harness::Client;

fn day(day: u32) -> String {
    format!("2030-01-{day:02}T08:00:00.000Z")
}

/// Makes something of a body; its path and how it is shown.
#[track_caller]
fn made(client: &Client, collection: &str, body: &Value) -> (String, Value) {
    let path = format!("/{collection}/{}", make(client, collection, body.clone()));
    let shown = get(client, &path);
    (path, shown)
}

/// Makes a project that ends then.
#[track_caller]
fn ending(client: &Client, end: &Value) -> String {
    let program = program(client, &customer(client, &format!("Until {end}")));
    let body =
        json!({"label": "Stores", "program": {"program_id": program}, "start_date": null, "end_date": end});
    make(client, "projects", body)
}

both! {
    fn an_end_is_not_before_its_begin(app) {
        let acme = customer(app, "Acme");
        let north = program(app, &acme);
        let stores = project_of(app, &north);
        for (collection, body, begin, end) in [
            ("programs", json!({"label": "P", "customer": {"customer_id": acme}}), "start_date", "end_date"),
            ("projects", json!({"label": "J", "program": {"program_id": north}}), "start_date", "end_date"),
            ("work-orders", order(&stores, "W"), "begin_date", "due_date"),
            ("work-orders", order(&stores, "W"), "start_date", "end_date"),
        ] {
            let dates = |from: u32, to: u32| with(&with(&body, json!({begin: day(from)})), json!({end: day(to)}));
            let told = message("dateOrder", &format!(".{end}"));
            assert_eq!(wrong(post(app, collection, dates(9, 8))), told, "{collection}");
            made(app, collection, &dates(9, 9));
            let (path, shown) = made(app, collection, &dates(5, 9));
            assert_eq!((&shown[begin], &shown[end]), (&json!(day(5)), &json!(day(9))));
            assert_eq!(wrong(put(app, &path, dates(9, 5))), told, "{collection}");
            // What the body leaves out stays, and counts.
            assert_eq!(wrong(put(app, &path, with(&body, json!({end: day(4)})))), told, "{collection}");
            assert_eq!(wrong(put(app, &path, with(&body, json!({begin: day(10)})))), told, "{collection}");
            assert_eq!(get(app, &path), shown);
            put(app, &path, with(&body, json!({begin: day(10), end: day(11)}))).expect(200);
        }
    }

    fn dates_that_do_not_exist_are_refused(app) {
        let stores = project(app);
        for name in ["begin_date", "due_date", "start_date", "end_date"] {
            let body = with(&order(&stores, "W"), json!({name: "2030-02-30T08:00:00.000Z"}));
            assert_eq!(wrong(post(app, "work-orders", body)), message("dateTime", &format!(".{name}")));
            let body = with(&order(&stores, "W"), json!({name: "soon"}));
            assert_eq!(wrong(post(app, "work-orders", body)), message("format", &format!(".{name}")));
        }
    }

    fn a_work_order_is_due_when_its_project_ends_unless_it_says_so(app) {
        let begin = json!({"begin_date": day(7)});
        for (end, due) in [(json!(day(20)), day(20)), (json!(day(7)), day(7)), (json!(day(3)), day(7)), (Value::Null, day(7))] {
            let body = order(&ending(app, &end), "W");
            let (_, shown) = made(app, "work-orders", &with(&body, begin.clone()));
            assert_eq!((&shown["begin_date"], &shown["due_date"]), (&json!(day(7)), &json!(due)), "{end}");
            assert_eq!((&shown["start_date"], &shown["end_date"]), (&json!(day(7)), &json!(due)), "the plan, until more is known");
            let (_, shown) = made(app, "work-orders", &with(&with(&body, begin.clone()), json!({"due_date": day(9)})));
            assert_eq!(shown["due_date"], json!(day(9)));
        }
    }

    fn a_work_order_keeps_where_its_parts_come_from_and_its_product_goes(app) {
        let stores = project(app);
        let (here, there) = (location(app, "Here"), location(app, "There"));
        let line = resource(app, &here, "Line");
        let slot = sub_resource(app, &here, &line, "Slot");
        let more = json!({"input_from": {"resource_id": line}, "output_to": {"location_id": there}});
        let (path, shown) = made(app, "work-orders", &with(&order(&stores, "W"), more));
        assert_eq!((&shown["input_from"]["resource_id"], &shown["input_from"]["label"]), (&json!(line), &json!("Line")));
        assert_eq!((&shown["output_to"]["location_id"], &shown["output_to"]["label"]), (&json!(there), &json!("There")));
        let more = json!({"input_from": {"entity_type": "RES", "entity_id": line}, "output_to": shown["output_to"]});
        assert_eq!(put(app, &path, with(&order(&stores, "W"), more)).expect(200).json(), shown);
        let more = json!({"input_from": {"sub_resource_id": slot}});
        let shown = put(app, &path, with(&order(&stores, "W"), more)).expect(200).json();
        assert_eq!((&shown["input_from"]["label"], &shown["output_to"]["label"]), (&json!("Slot"), &json!("There")));
        for member in ["input_from", "output_to"] {
            for name in ["resource_id", "sub_resource_id", "location_id"] {
                let body = with(&order(&stores, "W"), json!({member: {name: "none"}}));
                let told = message("exists", &format!(".{member}.{name}"));
                assert_eq!(wrong(post(app, "work-orders", body.clone())), told);
                assert_eq!(wrong(put(app, &path, body)), told);
            }
            let body = with(&order(&stores, "W"), json!({member: {}}));
            assert_eq!(wrong(post(app, "work-orders", body)), message("required", &format!(".{member}")));
        }
        assert_eq!(get(app, &path), shown);
        let shown = put(app, &path, with(&order(&stores, "W"), json!({"input_from": null}))).expect(200).json();
        assert_eq!((&shown["input_from"], &shown["output_to"]["label"]), (&Value::Null, &json!("There")));
    }

    fn the_variables_of_a_work_order_are_texts_under_names(app) {
        let stores = project(app);
        let meta = json!({"bench": "4", "shiftLead_2": "Ann"});
        let (path, shown) = made(app, "work-orders", &with(&order(&stores, "W"), json!({"meta": meta})));
        assert_eq!(shown["meta"], meta);
        assert_eq!(put(app, &path, order(&stores, "V")).expect(200).json()["meta"], meta);
        let other = put(app, &path, with(&order(&stores, "V"), json!({"meta": {"dock": "2"}}))).expect(200).json();
        assert_eq!(other["meta"], json!({"dock": "2"}));
        for (meta, keyword) in [(json!({"bench": 4}), "type"), (json!([]), "type"), (json!("x"), "type"), (json!({"2nd": "x"}), "pattern")] {
            let told = wrong(post(app, "work-orders", with(&order(&stores, "W"), json!({"meta": meta}))));
            assert_eq!(told[0].0, keyword, "{meta}");
            assert!(told[0].1.starts_with(".meta"), "{told:?}");
        }
        assert_eq!(get(app, &path), other);
    }

    fn a_customer_counts_its_programs_and_projects(app) {
        let acme = customer(app, "Acme");
        let totals = |customer: &str| {
            let shown = get(app, &format!("/customers/{customer}"));
            ["total_programs", "total_projects"].map(|name| shown[name].as_i64().expect("a number"))
        };
        assert_eq!(totals(&acme), [0, 0]);
        let (north, south) = (program(app, &acme), program(app, &acme));
        let stores = project_of(app, &north);
        project_of(app, &south);
        assert_eq!(totals(&acme), [2, 2]);
        let beta = customer(app, "Beta");
        put(app, &format!("/programs/{south}"), json!({"label": "South", "customer": {"customer_id": beta}})).expect(200);
        assert_eq!((totals(&acme), totals(&beta)), ([1, 1], [1, 1]));
        app.ask("DELETE", &format!("/projects/{stores}")).send().expect(205);
        app.ask("DELETE", &format!("/programs/{north}")).send().expect(205);
        assert_eq!(totals(&acme), [0, 0]);
    }
}
