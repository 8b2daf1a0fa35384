//! 423: what something under way, or something that is there, rests on.

use serde_json::json;

use super::Tries;
use crate::access::niagara::body;

use docket_domain::entity::EntityType::{
    Customer, Location, Manufacturer, Part, Program, Project, Resource, SubResource, Unit, Vendor,
};

/// Provokes them all.
pub fn provoke(tries: &mut Tries<'_>) {
    tree(tries);
    shop(tries);
    notes_and_roles(tries);
    done(tries);
}

/// What has something below it, and cannot be moved away from it either.
fn tree(tries: &mut Tries<'_>) {
    let seat = Some(r#"{"sub_resource":{"sub_resource_id":"{sub-resource}"}}"#);
    tries.call("PATCH /units/{id}", "/units/{unit}", seat).expect(200);
    for kind in
        [Customer, Program, Project, Manufacturer, Part, Vendor, Location, Resource, SubResource, Unit]
    {
        let (all, word) = (kind.plural(), kind.word());
        tries.call(&format!("DELETE /{all}/{{id}}"), &format!("/{all}/{{{word}}}"), None).expect(423);
    }
    for (kind, from, to) in [
        (Part, r#""serial_prefix":"ABC""#, r#""serial_prefix":"XYZ""#),
        (Resource, "{location}", "{location:spare}"),
        (SubResource, "{resource}", "{resource:spare}"),
        (Unit, "{part}", "{part:spare}"),
    ] {
        let (all, word) = (kind.plural(), kind.word());
        let moved = body(kind, "moved").replace(from, to);
        tries.call(&format!("PUT /{all}/{{id}}"), &format!("/{all}/{{{word}}}"), Some(&moved)).expect(423);
    }
    // The statuses of work orders and units are in use.
    let narrow = r#"{"label":"Narrow","allowed_statuses":[{"status":"Cancelled","category":"CANCELLED"}]}"#;
    for kind in [Customer, Program, Project] {
        let (all, word) = (kind.plural(), kind.word());
        tries.call(&format!("PUT /{all}/{{id}}"), &format!("/{all}/{{{word}}}"), Some(narrow)).expect(423);
    }
}

/// A cycle under way locks its work order, its batch, the queue of that, and its work flow.
fn shop(tries: &mut Tries<'_>) {
    let order = r#"{"label":"Under way","project":{"project_id":"{project}"},
        "cycles":[{"needed":3,"work_flow":{"work_flow_id":"{work-flow:waiting}"}}]}"#;
    let order = tries.call("POST /work-orders", "/work-orders", Some(order)).expect(200).json();
    tries.world.say("under-way", order["work_order_id"].as_str().expect("an id"));
    let queue = r#"{"label":"Full","location":{"location_id":"{location}"},"priority":1}"#;
    let queue = tries.call("POST /queues", "/queues", Some(queue)).expect(200).json();
    tries.world.say("full", queue["queue_id"].as_str().expect("an id"));
    let batch =
        r#"{"work_order":{"work_order_id":"{under-way}"},"queue":{"queue_id":"{full}"},"number_cycles":2}"#;
    let batch = tries.call("POST /batches", "/batches", Some(batch)).expect(200).json();
    tries.world.say("begun", batch["batch_id"].as_str().expect("an id"));
    let unit = tries.call("POST /units", "/units", Some(&body(Unit, "under-way"))).expect(200).json();
    let on = json!({"entity_type": "UNIT", "entity_id": unit["unit_id"]}).to_string();
    tries.call("POST /work-orders/{id}/contexts", "/work-orders/{under-way}/contexts", Some(&on)).expect(200);

    for (operation, path) in [
        ("DELETE /work-orders/{id}", "/work-orders/{under-way}"),
        ("DELETE /batches/{id}", "/batches/{begun}"),
        ("DELETE /queues/{id}", "/queues/{full}"),
        ("DELETE /work-flows/{id}", "/work-flows/{work-flow:waiting}"),
    ] {
        tries.call(operation, path, None).expect(423);
    }
    let complete = r#"{"label":"Under way","project":{"project_id":"{project}"},
        "current_status":{"status":"Complete","category":"COMPLETE"}}"#;
    let away = r#"{"label":"Full","location":{"location_id":"{location:spare}"},"priority":1}"#;
    let flow = r#"{"label":"Other","schema_version":"1.0","applies_to":"PRJ","starts_at":"done",
        "steps":{"done":{"step_type":"success","label":"Done"}}}"#;
    let elsewhere = r#"{"queue":{"queue_id":"{elsewhere}"}}"#;
    let elsewhere_at =
        tries.call("POST /locations", "/locations", Some(&body(Location, "elsewhere"))).expect(200).json();
    tries.world.say("elsewhere-at", elsewhere_at["location_id"].as_str().expect("an id"));
    let other = r#"{"label":"Elsewhere","location":{"location_id":"{elsewhere-at}"},"priority":1}"#;
    let other = tries.call("POST /queues", "/queues", Some(other)).expect(200).json();
    tries.world.say("elsewhere", other["queue_id"].as_str().expect("an id"));
    for (operation, path, body) in [
        ("PUT /work-orders/{id}", "/work-orders/{under-way}", complete),
        ("PUT /queues/{id}", "/queues/{full}", away),
        ("PUT /work-flows/{id}", "/work-flows/{work-flow:waiting}", flow),
        ("PATCH /batches/{id}", "/batches/{begun}", elsewhere),
    ] {
        tries.call(operation, path, Some(body)).expect(423);
    }
}

/// A closed note with an answer, and a role that somebody has.
fn notes_and_roles(tries: &mut Tries<'_>) {
    let closed = r#"{"label":"Closed","text":"Settled","issue":true,"closed":true}"#;
    let path = "/units/{unit}/notes";
    let note = tries.call("POST /units/{id}/notes", path, Some(closed)).expect(200).json();
    let id = note["note_id"].as_str().expect("an id").to_owned();
    let answer = json!({"label": "Yes", "text": "It is", "thread_id": id}).to_string();
    tries.call("POST /units/{id}/notes", path, Some(&answer)).expect(200);
    tries.call("DELETE /notes/{id}", &format!("/notes/{id}"), None).expect(423);
    tries.call("DELETE /roles/{id}", "/roles/of-the-default-tenant", None).expect(423);
}

/// A run that has ended, and a work order that is done although cycles are left.
fn done(tries: &mut Tries<'_>) {
    let run = r#"{"entity_type":"UNIT","entity_id":"{unit:spare}"}"#;
    let start = "POST /work-flows/{id}/contexts";
    let run = tries.call(start, "/work-flows/{work-flow}/contexts", Some(run)).expect(200).json();
    let id = run["context_id"].as_str().expect("an id");
    let close = Some(r#"{"step":"done","acknowledge":true}"#);
    tries.call("POST /contexts/{id}", &format!("/contexts/{id}"), close).expect(423);
    let close = Some(r#"{"acknowledge":true}"#);
    tries.call("PATCH /contexts/{id}/{step}", &format!("/contexts/{id}/done"), close).expect(423);

    let order = r#"{"label":"Done","project":{"project_id":"{project}"},
        "cycles":[{"needed":1,"work_flow":{"work_flow_id":"{work-flow}"}}]}"#;
    let order = tries.call("POST /work-orders", "/work-orders", Some(order)).expect(200).json();
    tries.world.say("complete", order["work_order_id"].as_str().expect("an id"));
    let complete = Some(
        r#"{"label":"Done","project":{"project_id":"{project}"},
        "current_status":{"status":"Complete","category":"COMPLETE"}}"#,
    );
    tries.call("PUT /work-orders/{id}", "/work-orders/{complete}", complete).expect(200);
    let on = r#"{"entity_type":"UNIT","entity_id":"{unit:spare}","using":"{complete}_1"}"#;
    tries.call(start, "/work-flows/{work-flow}/contexts", Some(on)).expect(423);
    tries.call("POST /work-orders/{id}/contexts", "/work-orders/{complete}/contexts", Some(on)).expect(423);
}
