//! `/customers`, `/programs`, `/projects`: the tree that work orders hang in.

use serde_json::json;

use super::world::{customer, get, message, order, post, program, project, project_of, put, wrong};
use crate::both;

both! {
    fn a_work_order_shows_its_project_with_the_customer_and_the_program_inside(app) {
        let project = project(app);
        let made = post(app, "work-orders", order(&project, "Tablets")).expect(200);
        assert_eq!(made.header("content-type"), Some("application/hal+json"));
        let made = made.json();
        assert_eq!(made["project"]["program"]["customer"]["label"], "Acme");
        assert_eq!(made["project"]["customer"]["total_projects"], 1);
        assert_eq!(made["current_status"]["category"], "PENDING");
        assert_eq!(made["cycles"], json!([]));
        let path = format!("/work-orders/{}", made["work_order_id"].as_str().expect("an id"));
        assert_eq!(made["_links"]["self"]["href"], format!("{}{path}", app.base()));
        let read = app.ask("GET", &path).send().expect(200).json();
        assert_eq!(read["_embedded"]["nter:work-order-project"][0]["label"], "Stores");
        assert_eq!(read, made);
    }

    fn two_customers_with_one_label_are_refused(app) {
        customer(app, "Acme");
        let answer = post(app, "customers", json!({"label": "ACME", "allowed_statuses": []})).expect(409);
        assert_eq!(answer.json()["title"], "Conflict");
    }

    fn what_has_something_below_it_is_locked_against_deletion(app) {
        let acme = customer(app, "Acme");
        let north = program(app, &acme);
        project_of(app, &north);
        app.ask("DELETE", &format!("/customers/{acme}")).send().expect(423);
        app.ask("DELETE", &format!("/programs/{north}")).send().expect(423);
    }
}

both! {
    fn the_work_orders_of_a_project_go_with_it_to_another_program(app) {
        let old = customer(app, "Old");
        let project = project_of(app, &program(app, &old));
        let made = post(app, "work-orders", order(&project, "Tablets")).expect(200).json();
        let new = customer(app, "New");
        let program = program(app, &new);
        let body = json!({"label": "Stores", "program": {"program_id": program}});
        app.ask("PUT", &format!("/projects/{project}")).json(body).send().expect(200);
        let path = format!("/work-orders/{}", made["work_order_id"].as_str().expect("an id"));
        let read = app.ask("GET", &path).send().expect(200).json();
        assert_eq!(read["project"]["customer"]["label"], "New");
        assert_eq!(read["_links"]["nter:work-order-customer"]["href"], format!("{}/customers/{new}", app.base()));
        for (customer, count) in [(&old, 0), (&new, 1)] {
            let page = app.ask("GET", &format!("/customers/{customer}/work-orders")).send().expect(200).json();
            assert_eq!(page["total_count"], count);
        }
        app.ask("DELETE", &format!("/customers/{old}")).send().expect(423);
    }

    fn a_list_of_more_statuses_than_a_tenant_can_have_is_refused_with_one_message(app) {
        let statuses: Vec<_> =
            (0..=100).map(|n| json!({"status": format!("Status {n}"), "category": "PENDING"})).collect();
        let answer = post(app, "customers", json!({"label": "Acme", "allowed_statuses": statuses}));
        assert_eq!(wrong(answer), message("maxItems", ".allowed_statuses"));
    }

    fn the_custom_fields_of_a_work_order_that_is_done_stay_as_they_are(app) {
        let project = project(app);
        let mut body = order(&project, "Tablets");
        body["input_filter"] = json!([{"label": "Colour", "key": "colour", "filters": [], "validators": [], "value": "red"}]);
        body["current_status"] = json!({"status": "Cancelled", "category": "CANCELLED"});
        let made = post(app, "work-orders", body.clone()).expect(200).json();
        let path = format!("/work-orders/{}", made["work_order_id"].as_str().expect("an id"));
        put(app, &path, body.clone()).expect(200);
        body["input_filter"] = made["input_filter"].clone();
        put(app, &path, body.clone()).expect(200);
        body["input_filter"][0]["value"] = json!("blue");
        put(app, &path, body).expect(423);
        assert_eq!(get(app, &path)["input_filter"], made["input_filter"]);
    }
}
