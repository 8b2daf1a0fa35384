//! Who sees runs, who closes their steps.

use serde_json::{Value, json};

use super::super::access::someone;
use super::super::floor::entries;
use super::super::relations::relate;
use super::super::world::{get, post};
use super::shop::{CLOSING, Run, confirms, start, started, until};
use crate::both;
use crate::harness::Client;

/// The ids on a page.
#[track_caller]
fn listed(client: &Client, path: &str) -> Value {
    let page = get(client, path);
    let ids: Vec<Value> = entries(&page).iter().map(|entry| entry["context_id"].clone()).collect();
    assert_eq!(page["total_count"], ids.len(), "{path}");
    ids.into()
}

both! {
    fn a_relation_to_what_is_processed_shows_its_runs(app) {
        let run = Run::begin(app);
        let other = started(start(app, &run.flow, &run.shop.unit(app, "Tablet 2")));
        let ann = someone(app, "ann", "me:profile");
        for path in [run.path(), format!("{}/first", run.path()), "/contexts".to_owned()] {
            ann.ask("GET", &path).send().expect(403);
        }
        relate(app, &format!("/units/{}", run.unit), "viewer", "USER", "ann").expect(201);
        get(&ann, &run.path());
        get(&ann, &format!("{}/first", run.path()));
        assert_eq!(listed(&ann, "/contexts"), json!([run.id]));
        ann.ask("GET", &format!("/contexts/{other}")).send().expect(403);
        confirms(&ann, &run.id).expect(403);
    }

    fn whoever_owns_the_customer_sees_and_closes_all_that_is_done_with_its_units(app) {
        let run = Run::begin(app);
        let ann = someone(app, "ann", "me:profile");
        let customer = get(app, &format!("/units/{}", run.unit))["part"]["customer"]["customer_id"].clone();
        let customer = customer.as_str().expect("a customer");
        relate(app, &format!("/customers/{customer}"), "owner", "USER", "ann").expect(201);
        assert_eq!(listed(&ann, "/contexts"), json!([run.id]));
        get(&ann, &run.path());
        confirms(&ann, &run.id).expect(200);
    }

    fn a_list_without_the_right_to_all_shows_what_relations_show(app) {
        let run = Run::begin(app);
        let reader = someone(app, "ann", "context:read,work-flow:read");
        get(&reader, &run.path());
        assert_eq!(listed(&reader, "/contexts"), json!([]));
        assert_eq!(listed(&reader, &format!("/work-flows/{}/contexts", run.flow)), json!([run.id]));
        let all = someone(app, "bob", "context:read-all");
        assert_eq!(listed(&all, "/contexts"), json!([run.id]));
        let flows = someone(app, "cat", "work-flow:read");
        assert_eq!(listed(&flows, &format!("/work-flows/{}/contexts", run.flow)), json!([]));
    }

    fn the_runs_of_a_unit_are_shown_to_whoever_may_read_both(app) {
        let run = Run::begin(app);
        confirms(app, &run.id).expect(200);
        let path = format!("/units/{}/contexts", run.unit);
        let both = someone(app, "ann", &CLOSING.replace("context:step", "context:read"));
        assert_eq!(listed(&both, &path), json!([run.id]));
        let units = someone(app, "bob", &CLOSING.replace("context:step", "me:profile"));
        assert_eq!(listed(&units, &path), json!([]));
        someone(app, "dan", "context:read-all").ask("GET", &path).send().expect(403);
        let cat = someone(app, "cat", "me:profile");
        cat.ask("GET", &path).send().expect(403);
        relate(app, &format!("/units/{}", run.unit), "viewer", "USER", "cat").expect(201);
        assert_eq!(listed(&cat, &path), json!([run.id]));
    }

    fn a_start_takes_its_right_and_reading_what_it_touches(app) {
        let run = Run::begin(app);
        let unit = run.shop.unit(app, "Tablet 2");
        for (name, rights) in [
            ("ann", "work-flow:read,unit:read"),
            ("bob", "context:create,unit:read"),
            ("cat", "context:create,work-flow:read"),
        ] {
            start(&someone(app, name, rights), &run.flow, &unit).expect(403);
        }
        let needed = CLOSING.replace("context:step", "context:create,work-flow:read");
        let dan = someone(app, "dan", &needed);
        let started = started(start(&dan, &run.flow, &unit));
        get(&dan, &format!("/contexts/{started}"));
        post(&dan, &format!("contexts/{started}"), json!({"step": "first", "acknowledge": true})).expect(403);
    }

    fn the_log_tells_of_runs_to_those_who_may_read_them(app) {
        let run = Run::begin(app);
        let told = |client: &Client| {
            let log = client.ask("GET", "/events/v1?limit=1000").send().expect(200);
            String::from_utf8_lossy(&log.body).contains("CTX.created")
        };
        until(|| told(app).then_some(()));
        let ann = someone(app, "ann", "event:read");
        assert!(!told(&ann));
        relate(app, &format!("/units/{}", run.unit), "viewer", "USER", "ann").expect(201);
        assert!(told(&ann));
        assert!(told(&someone(app, "bob", "event:read,context:read")));
    }
}
