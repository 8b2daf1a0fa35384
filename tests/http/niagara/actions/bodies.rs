//! What actions are made of, and who may make them.

use serde_json::{Value, json};

use super::{action, made, notify, tried, update, with};
use crate::access::passwords::user;
use crate::both;
use crate::niagara::access::someone;
use crate::niagara::relations::relate;
use crate::niagara::world::{customer, get, make, message, program, project, project_of, put, wrong};

both! {
    fn an_action_is_made_read_changed_listed_and_deleted(app) {
        let project = project(app);
        let body = with(&action(("PRJ", &project), ("after", "WOR.updated"), notify("a@b.example", "x")),
            json!({"order": "2", "criteria": [{"property": "label", "operator": "equals", "value": "A"}]}));
        let answer = app.ask("POST", &format!("/projects/{project}/actions")).json(body.clone()).send().expect(200);
        let shown = answer.json();
        let path = format!("/actions/{}", shown["action_id"].as_str().expect("an id"));
        assert_eq!(answer.header("location"), Some(format!("{}{path}", app.base()).as_str()));
        assert_eq!(get(app, &path), shown);
        assert_eq!(shown["event"], "WOR.changed", "the newer name is kept");
        for name in ["label", "entity", "sequence", "order", "criteria", "effect"] {
            assert_eq!(shown[name], body[name], "{name}");
        }
        assert!(shown["created"].is_string() && shown.get("input_filter").is_none());

        for list in ["/actions".to_owned(), format!("/projects/{project}/actions")] {
            let page = get(app, &list);
            assert_eq!(page["total_count"], 1, "{list}");
            assert_eq!(page["_embedded"]["nter:actions"][0]["action_id"], shown["action_id"]);
        }
        let changed = put(app, &path, with(&body, json!({"label": "B", "event": "WOR.deleted"}))).expect(200).json();
        assert_eq!((&changed["label"], &changed["event"]), (&json!("B"), &json!("WOR.deleted")));
        app.ask("DELETE", &path).send().expect(205);
        app.ask("GET", &path).send().expect(404);
        assert_eq!(get(app, "/actions")["total_count"], 0);
    }

    fn a_wrong_action_is_refused_where_it_is_wrong(app) {
        let project = project(app);
        let good = action(("PRJ", &project), ("before", "WOR.changed"), update("WOR", "description", "x"));
        let effect = |effect: Value| with(&good, json!({"effect": [effect]}));
        let options = |name: &str, value: Value| {
            let mut one = update("WOR", "description", "x");
            one["options"][name] = value;
            effect(one)
        };
        for (body, keyword, path) in [
            (with(&good, json!({"label": 7})), "type", ".label"),
            (with(&good, json!({"sequence": "during"})), "enum", ".sequence"),
            (with(&good, json!({"event": "WOR.done"})), "enum", ".event"),
            (with(&good, json!({"event": "JOB.updated"})), "enum", ".event"),
            (with(&good, json!({"criteria": vec![json!({"property": "a", "operator": "is_null"}); 11]})), "maxItems", ".criteria"),
            (with(&good, json!({"criteria": [{"property": "a", "operator": "like"}]})), "enum", ".criteria[0].operator"),
            (with(&good, json!({"effect": []})), "minItems", ".effect"),
            (with(&good, json!({"entity": {"entity_type": "PRJ", "entity_id": "none"}})), "exists", ".entity.entity_id"),
            (with(&good, json!({"entity": {"entity_type": "USER", "entity_id": "none"}})), "exists", ".entity.entity_id"),
            (with(&good, json!({"entity": {"entity_type": "TEN", "entity_id": "none"}})), "entityType", ".entity.entity_type"),
            (effect(notify("nobody", "x")), "exists", ".effect[0].options.contacts[0]"),
            (options("entity", json!("PRJ")), "const", ".effect[0].options.entity"),
            (options("property", json!("colour")), "property", ".effect[0].options.property"),
            (options("property", json!("input_filter")), "property", ".effect[0].options.property"),
            (with(&good, json!({"event": "WOR.deleted"})), "deleted", ".effect[0].options"),
            (with(&effect(notify("a@b.example", "x")), json!({"event": "WOR.relation-added"})), "sequence", ".sequence"),
        ] {
            assert_eq!(wrong(tried(app, body)), message(keyword, path));
        }
        assert_eq!(get(app, "/actions")["total_count"], 0);
        let path = made(app, good.clone());
        let other = project_of(app, &program(app, &customer(app, "Other")));
        let moved = with(&good, json!({"entity": {"entity_type": "PRJ", "entity_id": other}}));
        assert_eq!(wrong(put(app, &path, moved.clone())), message("const", ".entity"));
        assert_eq!(wrong(app.ask("POST", &format!("/projects/{project}/actions")).json(moved).send()), message("const", ".entity"));
        app.ask("POST", "/projects/none/actions").json(good).send().expect(404);
    }

    fn an_action_on_an_entity_takes_changing_it_and_one_on_anything_a_right_of_its_own(app) {
        let project = project(app);
        let body = action(("PRJ", &project), ("after", "PRJ.changed"), notify("a@b.example", "x"));
        let path = format!("/projects/{project}/actions");
        let reads = "project:read,program:read,customer:read";
        let ask = |rights: &str, path: &str| app.caller(rights).ask("POST", path).json(body.clone()).send().status;
        assert_eq!(ask(&format!("action:create,{reads}"), &path), 403);
        assert_eq!(ask(&format!("project:update,{reads}"), &path), 403);
        assert_eq!(ask(&format!("action:create,project:update,{reads}"), &path), 200);
        assert_eq!(ask(&format!("action:create,project:update,{reads}"), "/actions"), 403);
        assert_eq!(ask(&format!("action:create-global,action:read,{reads}"), "/actions"), 200);
        // What is to be acted on must be readable.
        assert_eq!(ask("action:create-global,action:read", "/actions"), 400);

        let ann = someone(app, "ann", "action:create");
        ann.ask("POST", &path).json(body.clone()).send().expect(403);
        relate(app, &format!("/projects/{project}"), "editor", "USER", "ann").expect(201);
        let own = ann.ask("POST", &path).json(body.clone()).send().expect(200).json();
        let list = get(&ann, &path);
        assert_eq!(list["total_count"], 3);
        ann.ask("GET", &format!("/actions/{}", own["action_id"].as_str().expect("an id"))).send().expect(200);
        someone(app, "bob", "project:read,program:read,customer:read").ask("GET", &path).send().expect(403);
    }

    fn users_and_contacts_have_actions_too(app) {
        user(app, "ann", &[]);
        let contact = make(app, "contacts", json!({"label": "Ben", "name": "Ben", "email": "ben@example.com"}));
        for (kind, id, path) in [("USER", "ann", "/users/ann/actions".to_owned()), ("CON", contact.as_str(), format!("/contacts/{contact}/actions"))] {
            let event = format!("{kind}.changed");
            let body = action((kind, id), ("after", &event), notify(&contact, "x"));
            app.ask("POST", &path).json(body).send().expect(200);
            assert_eq!(get(app, &path)["total_count"], 1);
        }
        app.ask("GET", "/users/none/actions").send().expect(404);
    }
}
