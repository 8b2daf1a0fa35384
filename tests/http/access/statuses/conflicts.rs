//! 409: what there is already, and what is in another state.

use docket_domain::entity::EntityType::{Contact, Customer, Manufacturer, Part, Vendor};

use super::Tries;
use crate::access::niagara::body;

/// Provokes them all.
pub fn provoke(tries: &mut Tries<'_>) {
    twins(tries);
    users_and_roles(tries);
    runs(tries);
    cycles(tries);
    let read = Some(r#"[{"op":"test","path":"/read","value":true}]"#);
    tries.call("PATCH /me/notifications/{id}", "/me/notifications/{notification}", read).expect(409);
}

/// Two of a kind with what must be unique.
fn twins(tries: &mut Tries<'_>) {
    for kind in [Customer, Manufacturer, Vendor, Contact, Part] {
        let all = format!("/{}", kind.plural());
        let (create, one) = (format!("POST {all}"), body(kind, "first-of-two"));
        tries.call(&create, &all, Some(&one)).expect(200);
        tries.call(&create, &all, Some(&one)).expect(409);
        let other = tries.call(&create, &all, Some(&body(kind, "second-of-two"))).expect(200).json();
        let other = format!("{all}/{}", other[kind.id_member()].as_str().expect("an id"));
        tries.call(&format!("PUT {all}/{{id}}"), &other, Some(&one)).expect(409);
    }
}

fn users_and_roles(tries: &mut Tries<'_>) {
    let role = |label| {
        format!(
            r#"{{"label":"{label}","grants":[{{"permission":"note:read","label":"","match_location":false}}]}}"#
        )
    };
    for (all, member, [one, other]) in [
        (
            "/users",
            "user_id",
            [r#"{"email":"one@example.org"}"#.to_owned(), r#"{"email":"other@example.org"}"#.to_owned()],
        ),
        ("/roles", "role_id", [role("one"), role("other")]),
    ] {
        let create = format!("POST {all}");
        tries.call(&create, all, Some(&one)).expect(200);
        tries.call(&create, all, Some(&one)).expect(409);
        let second = tries.call(&create, all, Some(&other)).expect(200).json();
        let second = format!("{all}/{}", second[member].as_str().expect("an id"));
        tries.call(&format!("PUT {all}/{{id}}"), &second, Some(&one)).expect(409);
    }
}

/// A step that is not what the run is at.
fn runs(tries: &mut Tries<'_>) {
    tries
        .call("POST /contexts/{id}", "/contexts/{context}", Some(r#"{"step":"done","acknowledge":true}"#))
        .expect(409);
    let busy = Some(r#"{"entity_type":"UNIT","entity_id":"{unit}"}"#);
    tries
        .call("POST /work-flows/{id}/contexts", "/work-flows/{work-flow:waiting}/contexts", busy)
        .expect(409);
    let close = Some(r#"{"acknowledge":true}"#);
    tries.call("PATCH /contexts/{id}/{step}", "/contexts/{context}/done", close).expect(409);
}

/// A cycle that is complete, and one that failed and can be done again.
fn cycles(tries: &mut Tries<'_>) {
    let complete = "/work-orders/{work-order}/cycles/{cycle_id:10}";
    tries.call("DELETE /work-orders/{id}/cycles/{cycle_id}", complete, None).expect(409);
    let flow = r#"{"label":"Fails","schema_version":"1.0","applies_to":"UNIT","starts_at":"failed",
        "steps":{"failed":{"step_type":"fail","label":"Failed"},"done":{"step_type":"success","label":"Done"}}}"#;
    let flow = tries.call("POST /work-flows", "/work-flows", Some(flow)).expect(200).json();
    tries.world.say("failing", flow["work_flow_id"].as_str().expect("an id"));
    let order = r#"{"label":"To fail","project":{"project_id":"{project}"},
        "cycles":[{"needed":1,"work_flow":{"work_flow_id":"{failing}"}}]}"#;
    let order = tries.call("POST /work-orders", "/work-orders", Some(order)).expect(200).json();
    tries.world.say("failing-order", order["work_order_id"].as_str().expect("an id"));
    let unit = Some(r#"{"entity_type":"UNIT","entity_id":"{unit:spare}"}"#);
    tries.call("POST /work-orders/{id}/contexts", "/work-orders/{failing-order}/contexts", unit).expect(200);
    let retry = "POST /work-orders/{id}/cycles/{cycle_id}/retry";
    let path = tries.world.fill("/work-orders/{failing-order}/cycles/{failing-order}_1/retry");
    let ask = || tries.app.ask("POST", &path).header("idempotency-key", "again");
    let answers = [ask().send().expect(200), ask().header("if-match", "*").send().expect(422)];
    for answer in &answers {
        tries.seen.note(retry, answer);
    }
}
