//! Actions before an event: in the same unit of work as the change.

use serde_json::{Value, json};

use super::{action, made, notify, told, update, with};
use crate::both;
use crate::niagara::access::someone;
use crate::niagara::world::{
    customer, get, make, message, order, post, program, project, project_of, put, wrong,
};

/// The body of a work order with a description.
fn described(project: &str, description: &str) -> Value {
    with(&order(project, "A"), json!({"description": description}))
}

both! {
    fn an_action_on_a_project_changes_what_is_being_written_below_it(app) {
        let project = project(app);
        let rule = action(("PRJ", &project), ("before", "WOR.created"), update("WOR", "description", "Seen"));
        made(app, with(&rule, json!({"criteria": [{"property": "label", "operator": "equals", "value": "A"}]})));
        let order_a = make(app, "work-orders", order(&project, "A"));
        let shown = get(app, &format!("/work-orders/{order_a}"));
        assert_eq!((&shown["description"], &shown["label"]), (&json!("Seen"), &json!("A")));
        let order_b = make(app, "work-orders", order(&project, "B"));
        assert_ne!(get(app, &format!("/work-orders/{order_b}"))["description"], "Seen", "its criteria don't hold");
        let elsewhere = project_of(app, &program(app, &customer(app, "Other")));
        let order_c = make(app, "work-orders", order(&elsewhere, "A"));
        assert_ne!(get(app, &format!("/work-orders/{order_c}"))["description"], "Seen", "it belongs to another project");
        put(app, &format!("/work-orders/{order_a}"), described(&project, "Mine")).expect(200);
        assert_eq!(get(app, &format!("/work-orders/{order_a}"))["description"], "Mine", "nothing waits for a change");
    }

    fn a_status_is_set_by_its_label_and_makes_its_own_event(app) {
        let project = project(app);
        let ann = someone(app, "ann", "me:profile");
        let criteria = json!({"criteria": [{"property": "description", "operator": "equals", "value": "go"}]});
        made(app, with(&action(("PRJ", &project), ("before", "WOR.changed"), update("WOR", "current_status", "Blocked")), criteria));
        made(app, action(("PRJ", &project), ("before", "WOR.status-changed"), notify("ann", "Stopped")));
        let path = format!("/work-orders/{}", make(app, "work-orders", order(&project, "A")));
        put(app, &path, described(&project, "wait")).expect(200);
        assert_eq!(get(app, &path)["current_status"]["category"], "PENDING");
        assert!(told(&ann).is_empty());
        put(app, &path, described(&project, "go")).expect(200);
        assert_eq!(get(app, &path)["current_status"]["category"], "BLOCKED");
        assert_eq!(told(&ann), ["Stopped"]);
        let version = |path: &str| app.ask("GET", path).send().expect(200).header("etag").map(|tag| tag[1..2].to_owned());
        assert_eq!(version(&path).as_deref(), Some("3"), "each change made one version");
    }

    fn a_custom_field_is_set_by_its_key(app) {
        let project = project(app);
        let field = json!([{"label": "Colour", "key": "colour", "type": "text", "filters": [], "validators": []}]);
        let body = with(&order(&project, "A"), json!({"input_filter": field}));
        let made_order = post(app, "work-orders", body);
        let id = made_order.expect(200).json()["work_order_id"].as_str().expect("an id").to_owned();
        made(app, action(("WOR", &id), ("before", "WOR.changed"), update("WOR", "input_filter[colour]", "red")));
        let path = format!("/work-orders/{id}");
        put(app, &path, described(&project, "x")).expect(200);
        assert_eq!(get(app, &path)["input_filter"][0]["value"], "red");
    }

    fn what_an_action_cannot_set_refuses_the_change_by_the_actions_name(app) {
        let project = project(app);
        let rule = made(app, action(("PRJ", &project), ("before", "WOR.created"), update("WOR", "current_status", "Lost")));
        let answer = post(app, "work-orders", order(&project, "A"));
        assert!(answer.text().contains("The rule"), "{}", answer.text());
        assert_eq!(wrong(answer), message("action", ".current_status"));
        assert_eq!(get(app, "/work-orders")["total_count"], 0);
        app.ask("DELETE", &rule).send().expect(205);
        post(app, "work-orders", order(&project, "A")).expect(200);
        made(app, action(("PRJ", &project), ("before", "WOR.changed"), update("WOR", "due_date", "soon")));
        let path = format!("/work-orders/{}", get(app, "/work-orders")["_embedded"]["nter:work-orders"][0]["work_order_id"].as_str().expect("an id"));
        assert_eq!(wrong(put(app, &path, described(&project, "x"))), message("action", ".due_date"));
        assert_ne!(get(app, &path)["description"], "x");
    }

    fn actions_are_done_in_their_order_and_each_sees_what_the_one_before_did(app) {
        let project = project(app);
        let rule = |order: &str, from: &str, to: &str| {
            with(&action(("PRJ", &project), ("before", "WOR.created"), update("WOR", "description", to)),
                json!({"order": order, "criteria": [{"property": "description", "operator": "equals", "value": from}]}))
        };
        made(app, rule("10", "b", "c"));
        made(app, rule("9", "a", "b"));
        let body = described(&project, "a");
        let id = make(app, "work-orders", body);
        assert_eq!(get(app, &format!("/work-orders/{id}"))["description"], "c");
    }

    fn a_deletion_is_told_before_it_happens(app) {
        let project = project(app);
        let ann = someone(app, "ann", "me:profile");
        made(app, action(("PRJ", &project), ("before", "WOR.deleted"), notify("ann", "Gone")));
        let id = make(app, "work-orders", order(&project, "A"));
        assert!(told(&ann).is_empty());
        app.ask("DELETE", &format!("/work-orders/{id}")).send().expect(205);
        assert_eq!(told(&ann), ["Gone"]);
    }

    fn a_change_that_is_refused_tells_nobody(app) {
        let project = project(app);
        let ann = someone(app, "ann", "me:profile");
        made(app, with(&action(("PRJ", &project), ("before", "WOR.created"), notify("ann", "New")),
            json!({"effect": [notify("ann", "New"), update("WOR", "current_status", "Lost")]})));
        post(app, "work-orders", order(&project, "A")).expect(400);
        assert!(told(&ann).is_empty());
    }
}
