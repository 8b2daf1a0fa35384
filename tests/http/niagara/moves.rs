//! Where things go, told under the names that the dialect has: `moved-from` and `moved-to`.

use serde_json::{Value, json};

use super::actions::{action, made, notify, told as notified};
use super::contexts::shop::{body, pass, until, with_ends};
use super::log::told;
use super::world::{customer, get, location, make, program, project_of, put, resource, sub_resource};
use crate::both;
use crate::harness::Client;
use crate::niagara::access::someone;

/// The names of the events about something, once its last one is told.
#[track_caller]
fn names(client: &Client, key: &str, last: &str) -> Vec<String> {
    told(client, 1, |event| event["key"] == key && event["name"] == last);
    let all = told(client, 1, |event| event["key"] == key);
    all.iter().map(|event| event["name"].as_str().expect("a name").to_owned()).collect()
}

both! {
    fn a_resource_and_a_sub_resource_that_move_are_told_of_as_moved(app) {
        let (here, there) = (location(app, "Here"), location(app, "There"));
        let (line, other) = (resource(app, &here, "Line"), resource(app, &there, "Other"));
        let slot = sub_resource(app, &here, &line, "Slot");
        let body = json!({"label": "Slot", "resource_type": "slot", "location": {"location_id": there}, "resource": {"resource_id": other}});
        put(app, &format!("/sub-resources/{slot}"), body).expect(200);
        let body = json!({"label": "Line", "resource_type": "station", "location": {"location_id": there}});
        put(app, &format!("/resources/{line}"), body.clone()).expect(200);
        put(app, &format!("/resources/{line}"), body).expect(200);
        let expected = |kind: &str| ["created", "changed", "moved-from", "moved-to"].map(|what| format!("{kind}.{what}"));
        assert_eq!(names(app, &line, "RES.moved-to"), expected("RES"));
        assert_eq!(names(app, &slot, "SRES.moved-to"), expected("SRES"));
    }

    fn an_action_follows_a_resource_that_moves(app) {
        let (here, there) = (location(app, "Here"), location(app, "There"));
        let line = resource(app, &here, "Line");
        let ann = someone(app, "ann", "me:profile");
        made(app, action(("RES", &line), ("after", "RES.moved-to"), notify("ann", "It went")));
        made(app, action(("RES", &line), ("before", "RES.moved-from"), notify("ann", "It goes")));
        let body = |place: &str| json!({"label": "Line", "resource_type": "station", "location": {"location_id": place}});
        put(app, &format!("/resources/{line}"), body(&here)).expect(200);
        put(app, &format!("/resources/{line}"), body(&there)).expect(200);
        let mut labels = until(|| Some(notified(&ann)).filter(|labels| labels.len() == 2));
        labels.sort();
        assert_eq!(labels, ["It goes", "It went"]);
    }

    fn a_program_that_moves_starts_the_work_flow_that_waits_for_it(app) {
        let (here, there) = (customer(app, "Acme"), customer(app, "Beta"));
        let north = program(app, &here);
        let mut flow = body("go", with_ends(json!({"go": pass("done")})));
        flow["applies_to"] = json!("PGM");
        flow["triggered_by"] = json!(["PGM.moved-to"]);
        let flow = make(app, "work-flows", flow);
        put(app, &format!("/programs/{north}"), json!({"label": "North 2"})).expect(200);
        put(app, &format!("/programs/{north}"), json!({"label": "North 2", "customer": {"customer_id": there}})).expect(200);
        let runs = until(|| {
            let page = get(app, "/contexts");
            Some(page).filter(|page| page["total_count"].as_i64() > Some(0))
        });
        let run = &runs["_embedded"]["nter:contexts"][0];
        assert_eq!((&run["entity"]["program_id"], &run["outcome"]), (&json!(north), &json!("succeeded")));
        assert_eq!((&run["work_flow"]["work_flow_id"], &runs["total_count"]), (&json!(flow), &json!(1)));
        project_of(app, &north);
    }

    fn a_trigger_that_can_start_nothing_is_warned_of(app) {
        let mut flow = body("go", with_ends(json!({"go": pass("done")})));
        flow["triggered_by"] = json!(["UNIT.created", "RES.moved-to", "WOR.created"]);
        let made = super::world::post(app, "work-flows", flow).expect(200).json();
        let told = |warning: &Value| (warning["keyword"].clone(), warning["dataPath"].clone());
        let warned: Vec<_> = made["warnings"].as_array().expect("warnings").iter().map(told).collect();
        let at = |place: &str| (json!("triggerApplies"), json!(place));
        assert_eq!(warned, [at(".triggered_by[1]"), at(".triggered_by[2]")]);
        assert_eq!(get(app, &format!("/work-flows/{}", made["work_flow_id"].as_str().expect("an id")))["warnings"], made["warnings"]);
    }
}
