//! What the recipes are tried on: two of every kind of the Niagara dialect, and what stands between them.

use std::collections::BTreeMap;

use docket_domain::entity::EntityType;
use serde_json::{Value, json};

use super::niagara::{ACTED_ON, FIVE, RELATED, action, body};
use super::recipe::MARK;
use crate::harness::{App, Client};
use crate::niagara::attachments::attachment;

/// The names of places in recipes, and the ids that stand there.
#[derive(Default)]
pub struct World(BTreeMap<String, String>);

impl World {
    /// Makes it in the tenant `default`, by somebody whom no recipe is tried by: who makes a thing may do everything with it.
    pub fn new(app: &App) -> Self {
        let maker = json!({"subject": "maker", "rights": "all", "expires_in": 3_600});
        let maker = app.ask("POST", "/admin/v1/tokens").json(maker).send().expect(201).json();
        let maker = app.with_token(maker["token"].as_str().expect("a token"));
        let mut world = Self::default();
        world.say("version:1", "1");
        for number in 1..=2 {
            world.add_entities(&maker, number);
        }
        let status = json!({"status": MARK, "category": "PENDING"});
        maker.ask("POST", "/settings/statuses").json(status).send().expect(200);
        let mut store = marked(EntityType::Location, 3);
        store["location_type"] = json!("warehouse");
        maker.ask("POST", "/locations").json(store).send().expect(200);
        world.add_files(&maker);
        world.add_between(&maker);
        world.add_runs(&maker);
        world
    }

    /// A text of a recipe with ids in its places.
    pub fn fill(&self, text: &str) -> String {
        let put = |text: String, (name, id): (&String, &String)| text.replace(&format!("{{{name}}}"), id);
        self.0.iter().fold(text.to_owned(), put)
    }

    /// Whether a text has such places.
    pub fn has_place_in(&self, text: &str) -> bool {
        self.fill(text) != text
    }

    /// Says what stands at a place.
    pub fn say(&mut self, name: &str, id: &str) {
        self.0.insert(name.to_owned(), id.to_owned());
    }

    /// One of every kind: the first to be used, the second to be deleted.
    fn add_entities(&mut self, maker: &Client, number: u8) {
        let spare = if number == 1 { "" } else { ":spare" };
        let user = json!({"email": format!("user{number}@example.com"), "name": format!("{MARK} {number}")});
        let user = maker.ask("POST", "/users").json(user).send().expect(200).json();
        self.say(&format!("user{spare}"), text(&user, "user_id"));
        for kind in FIVE {
            let mut first = marked(kind, number);
            if kind == EntityType::WorkOrder {
                first["cycles"] = json!([{"needed": 20, "work_flow": {"work_flow_id": "{work-flow}"}}]);
            }
            let path = format!("/{}", kind.plural());
            let made = self.send(maker, "POST", &path, &first.to_string(), 200);
            let id = text(&made, kind.id_member()).to_owned();
            if kind != EntityType::Batch {
                // So that there is a change to tell of.
                let second = marked(kind, number + 5).to_string();
                self.send(maker, "PUT", &format!("{path}/{id}"), &second, 200);
            }
            self.say(&format!("{}{spare}", kind.word()), &id);
        }
    }

    /// A PDF to be read and one to be deleted.
    fn add_files(&mut self, maker: &Client) {
        let content = format!("%PDF-1.7 {MARK}");
        for place in ["file", "file:spare"] {
            let path = attachment(maker, &format!("{MARK}.pdf"), content.as_bytes());
            self.say(place, path.trim_start_matches("/attachments/"));
        }
    }

    /// Relations, technicians, contacts, notes.
    fn add_between(&mut self, maker: &Client) {
        for kind in RELATED {
            let to = if kind == EntityType::User { ("VEN", "{vendor:spare}") } else { ("USER", "{user}") };
            let id = self.relate(maker, kind, "viewer", to);
            self.say(&format!("relation_id:{}", kind.word()), &id);
        }
        for kind in [EntityType::Batch, EntityType::Location] {
            self.relate(maker, kind, "tech", ("USER", "{user}"));
        }
        let (order, user) = (self.fill("{work-order}"), self.fill("{user}"));
        self.say("cycle_id:9", &format!("{order}_9"));
        self.say("tech_id:user", &user);
        let contact = format!(r#"{{"label":"{MARK}","name":"{MARK}","email":"of-customer@example.com"}}"#);
        let contact = self.send(maker, "POST", "/customers/{customer}/contacts", &contact, 200);
        self.say("contact_id:attached", text(&contact, "contact_id"));
        let note = format!(r#"{{"label":"{MARK}","text":"{MARK}"}}"#);
        for (about, status) in [("/units/{unit}", 200), ("/work-orders/{work-order}", 201)] {
            let note = self.send(maker, "POST", &format!("{about}/notes"), &note, status);
            self.say(if status == 200 { "note" } else { "note:spare" }, text(&note, "note_id"));
        }
        for kind in ACTED_ON {
            let made = self.send(maker, "POST", "/actions", &action(kind, MARK), 200);
            self.say(
                if kind == EntityType::WorkOrder { "action" } else { "action:spare" },
                text(&made, "action_id"),
            );
        }
    }

    /// Notifies the technician, by an action that is gone then.
    pub fn notify(&mut self, app: &App) {
        let tells = json!({
            "label": MARK, "entity": {"entity_id": "{customer}", "entity_type": "CUS"}, "sequence": "before",
            "event": "CUS.changed", "criteria": [],
            "effect": [{"effect_type": "notify", "options": {"contacts": ["tester"], "label": MARK, "message": MARK,
                "severity": "issue"}}],
        });
        let made = self.send(app, "POST", "/actions", &tells.to_string(), 200);
        let mut customer = marked(EntityType::Customer, 6);
        customer["external_platform"] = json!({"a": MARK});
        self.send(app, "PUT", "/customers/{customer}", &customer.to_string(), 200);
        app.ask("DELETE", &format!("/actions/{}", text(&made, "action_id"))).send().expect(205);
        let page = app.ask("GET", "/me/notifications").send().expect(200).json();
        self.say("notification", text(&page["_embedded"]["nter:notifications"][0], "notification_id"));
    }

    /// A run that asks the same again and again, and one that was a cycle and has ended.
    fn add_runs(&mut self, maker: &Client) {
        let order = self.fill("{work-order}");
        for n in [10, 11] {
            self.say(&format!("cycle_id:{n}"), &format!("{order}_{n}"));
        }
        self.say("step:hello", "hello");
        let options = json!({"component": "confirm-action", "payload": {"message": MARK}});
        let hello = json!({"step_type": "user", "label": MARK, "goto": "hello", "goto_fail": "done", "options": options});
        let steps = json!({"hello": hello, "done": {"step_type": "success", "label": MARK}});
        let flow = json!({"label": MARK, "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "hello", "steps": steps});
        let flow = self.send(maker, "POST", "/work-flows", &flow.to_string(), 200);
        self.say("work-flow:waiting", text(&flow, "work_flow_id"));
        let on = r#"{"entity_type":"UNIT","entity_id":"{unit}","resource_id":"{sub-resource}"}"#;
        let run = self.send(maker, "POST", "/work-flows/{work-flow:waiting}/contexts", on, 200);
        self.say("context", text(&run, "context_id"));
        let on = r#"{"entity_type":"UNIT","entity_id":"{unit:spare}","resource_id":"{resource}","using":"{cycle_id:10}"}"#;
        self.send(maker, "POST", "/work-orders/{work-order}/contexts", on, 200);
    }

    fn relate(&self, maker: &Client, kind: EntityType, relation: &str, (code, id): (&str, &str)) -> String {
        let path = format!("/{}/{{{}}}/relations", kind.plural(), kind.word());
        let entity = format!(r#"{{"entity_type":"{code}","entity_id":"{id}"}}"#);
        let body = format!(r#"{{"relation":"{relation}","entity":{entity}}}"#);
        text(&self.send(maker, "POST", &path, &body, 201), "relation_id").to_owned()
    }

    fn send(&self, maker: &Client, method: &str, path: &str, body: &str, status: u16) -> Value {
        maker.ask(method, &self.fill(path)).bytes(self.fill(body)).send().expect(status).json()
    }
}

/// The body of an entity with the mark.
fn marked(kind: EntityType, number: u8) -> Value {
    serde_json::from_str(&body(kind, &format!("{MARK}-{number}"))).expect("JSON")
}

fn text<'a>(made: &'a Value, name: &str) -> &'a str {
    made[name].as_str().unwrap_or_else(|| panic!("no {name} in {made}"))
}
