//! `/me/notifications`: messages to the caller.

use std::time::Duration;

use serde_json::{Value, json};

use super::access::someone;
use super::actions::{action, made, notify, with};
use super::world::{customer, get, message, put, wrong};
use crate::both;
use crate::harness::{Answer, App, Client};

/// Sends notifications with these labels to somebody; the path of the customer that they are about.
#[track_caller]
fn send(app: &App, whom: &str, labels: &[&str]) -> String {
    let customer = customer(app, "Acme");
    let path = format!("/customers/{customer}");
    for (place, label) in labels.iter().enumerate() {
        let rule = made(app, action(("CUS", &customer), ("before", "CUS.changed"), notify(whom, label)));
        let platform = json!({"n": place.to_string()});
        put(app, &path, json!({"label": "Acme", "allowed_statuses": [], "external_platform": platform}))
            .expect(200);
        app.ask("DELETE", &rule).send().expect(205);
    }
    path
}

fn labels(client: &Client, query: &str) -> Vec<String> {
    let page = get(client, &format!("/me/notifications{query}"));
    let entries = page["_embedded"]["nter:notifications"].as_array().expect("entries").clone();
    assert_eq!(page["total_count"], entries.len());
    entries.iter().map(|one| one["label"].as_str().expect("a label").to_owned()).collect()
}

/// The path of somebody's first notification.
#[track_caller]
fn first(client: &Client) -> String {
    let page = get(client, "/me/notifications");
    let id = page["_embedded"]["nter:notifications"][0]["notification_id"].as_str().expect("an id");
    format!("/me/notifications/{id}")
}

#[expect(clippy::needless_pass_by_value, reason = "tests write the value where it is used")]
fn patch(client: &Client, path: &str, body: Value) -> Answer {
    let ask = client.ask("PATCH", path).header("content-type", "application/json-patch+json");
    ask.body(body.to_string()).send()
}

fn mark(path: &str, value: bool) -> Value {
    json!([{"op": "replace", "path": path, "value": value}])
}

both! {
    fn a_notification_is_for_its_recipient_alone(app) {
        let ann = someone(app, "ann", "me:profile,customer:read");
        let customer = send(app, "ann", &["Look"]);
        let path = first(&ann);
        let shown = get(&ann, &path);
        assert_eq!((&shown["label"], &shown["message"], &shown["severity"]), (&json!("Look"), &json!("Look at it"), &json!("issue")));
        assert_eq!((&shown["read"], &shown["archived"], &shown["sender"]), (&json!(false), &json!(false), &Value::Null));
        assert_eq!(shown["recipient"]["user_id"], "ann");
        assert!(shown["source_id"].is_string() && shown["created"].is_string());
        assert_eq!(shown["_links"]["nter:notification-regarding"]["href"], format!("{}{customer}", app.base()));
        assert_eq!(shown["_embedded"]["nter:notification-sender"], json!([]));
        assert_eq!(shown["_embedded"]["nter:notification-regarding"][0]["label"], "Acme");

        let bob = someone(app, "bob", "all");
        assert!(labels(&bob, "").is_empty());
        bob.ask("GET", &path).send().expect(404);
        patch(&bob, &path, mark("/read", true)).expect(404);
        app.caller("customer:read").ask("GET", "/me/notifications").send().expect(403);
    }

    fn who_made_the_change_is_the_sender_and_what_may_not_be_read_is_only_linked(app) {
        let ann = someone(app, "ann", "me:profile");
        let bob = someone(app, "bob", "all");
        let customer = customer(app, "Acme");
        made(app, action(("CUS", &customer), ("before", "CUS.changed"), notify("ann", "Look")));
        put(&bob, &format!("/customers/{customer}"), json!({"label": "B", "allowed_statuses": []})).expect(200);
        let shown = get(&ann, &first(&ann));
        assert_eq!(shown["sender"]["user_id"], "bob");
        assert_eq!(shown["_embedded"]["nter:notification-sender"][0]["user_id"], "bob");
        assert_eq!(shown["_links"]["nter:notification-sender"]["href"], format!("{}/users/bob", app.base()));
        assert_eq!(shown["_embedded"]["nter:notification-regarding"], json!([]));
    }

    fn notifications_are_marked_listed_by_their_marks_and_counted(app) {
        let ann = someone(app, "ann", "me:profile");
        send(app, "ann", &["1", "2", "3"]);
        assert_eq!(get(&ann, "/me")["notifications"], json!({"un_read": 3, "read": 0, "archived": 0}));
        assert_eq!(labels(&ann, ""), ["1", "2", "3"]);
        assert_eq!(labels(&ann, "?sort=-created"), ["3", "2", "1"]);
        let path = first(&ann);
        let both = json!([{"op": "test", "path": "/read", "value": false}, {"op": "add", "path": "/read", "value": true},
            {"op": "replace", "path": "/archived", "value": true}]);
        let shown = patch(&ann, &path, both.clone()).expect(200).json();
        assert_eq!((&shown["read"], &shown["archived"]), (&json!(true), &json!(true)));
        patch(&ann, &path, both).expect(409);
        let second = get(&ann, "/me/notifications?filter[read]=false&limit=1")["_embedded"]["nter:notifications"][0].clone();
        assert_eq!(second["label"], "2");
        patch(&ann, &format!("/me/notifications/{}", second["notification_id"].as_str().expect("an id")), mark("/read", true)).expect(200);
        for (query, wanted) in [
            ("?filter[read]=true", vec!["1", "2"]),
            ("?filter[read]=false", vec!["3"]),
            ("?filter[archive]=true", vec!["1"]),
            ("?filter[archived]=false", vec!["2", "3"]),
            ("?filter[archived]=false&filter[read]=true", vec!["2"]),
        ] {
            assert_eq!(labels(&ann, query), wanted, "{query}");
        }
        assert_eq!(get(&ann, "/me")["notifications"], json!({"un_read": 1, "read": 1, "archived": 1}));
        for query in ["filter[read]=yes", "filter[archive]=1", "sort=label", "limit=0", "offset=x"] {
            ann.ask("GET", &format!("/me/notifications?{query}")).send().expect(400);
        }
    }

    fn pages_of_notifications_follow_each_other_in_both_directions(app) {
        let ann = someone(app, "ann", "me:profile");
        send(app, "ann", &["1", "2", "3", "4", "5"]);
        for (sort, wanted) in [("created", ["1", "2", "3", "4", "5"]), ("-created", ["5", "4", "3", "2", "1"])] {
            let mut seen = Vec::new();
            let mut path = format!("/me/notifications?limit=2&sort={sort}");
            loop {
                let page = get(&ann, &path);
                assert_eq!(page["total_count"], 5);
                for one in page["_embedded"]["nter:notifications"].as_array().expect("entries") {
                    seen.push(one["label"].as_str().expect("a label").to_owned());
                }
                let Some(next) = page["_links"]["next"]["href"].as_str() else { break };
                path = next.trim_start_matches(app.base()).to_owned();
            }
            assert_eq!(seen, wanted);
        }
    }

    fn a_patch_is_a_json_patch_on_the_two_marks(app) {
        let ann = someone(app, "ann", "me:profile");
        send(app, "ann", &["1"]);
        let path = first(&ann);
        for (body, keyword, place) in [
            (json!({"read": true}), "type", ""),
            (json!([{"op": "remove", "path": "/read", "value": true}]), "enum", "[0].op"),
            (json!([{"op": "add", "path": "/label", "value": true}]), "enum", "[0].path"),
            (json!([{"op": "add", "path": "/read", "value": "true"}]), "type", "[0].value"),
            (json!([{"op": "add", "path": "/read"}]), "required", "[0]"),
        ] {
            assert_eq!(wrong(patch(&ann, &path, body)), message(keyword, place));
        }
        for kind in ["application/json", "text/plain"] {
            let refused = ann.ask("PATCH", &path).header("content-type", kind).body("[]").send().expect(415);
            assert_eq!(refused.header("accept-patch"), Some("application/json-patch+json"));
        }
        let before = ann.ask("GET", &path).send().expect(200);
        let tag = before.header("etag").expect("a tag").to_owned();
        assert_eq!(patch(&ann, &path, json!([])).expect(200).json(), before.json());
        let ask = || ann.ask("PATCH", &path).header("content-type", "application/json-patch+json").header("if-match", &tag);
        ask().body(mark("/read", true).to_string()).send().expect(200);
        ask().body(mark("/read", false).to_string()).send().expect(412);
        patch(&ann, "/me/notifications/none", json!([])).expect(404);
        ann.ask("GET", "/me/notifications/a%00b").send().expect(404);
    }

    fn a_stream_tells_the_recipient_at_once_and_nobody_else(app) {
        let ann = someone(app, "ann", "me:profile,event:read");
        let bob = someone(app, "bob", "me:profile,event:read");
        let mut stream = ann.stream("/events/v1?after=now", None);
        let mut other = bob.stream("/events/v1?after=now", None);
        send(app, "ann", &["Look"]);
        let told = stream.next();
        assert_eq!((told.event.as_str(), &told.data["data"]["label"]), ("PUSH.created", &json!("Look")));
        let path = first(&ann);
        assert_eq!(told.data["key"], path.rsplit('/').next().expect("an id"));
        other.is_silent_for(Duration::from_millis(300));
        patch(&ann, &path, mark("/read", true)).expect(200);
        assert_eq!(stream.next().event, "PUSH.changed");
    }

    fn a_contact_with_the_address_of_a_user_is_that_user(app) {
        let ann = someone(app, "ann", "me:profile");
        put(app, "/users/ann", json!({"email": "ann@example.com"})).expect(200);
        let contact = json!({"label": "Ann", "name": "Ann", "email": "Ann@Example.com"});
        let contact = app.ask("POST", "/contacts").json(contact).send().expect(200).json();
        let customer = customer(app, "Acme");
        let whom = json!({"effect": [{"effect_type": "notify", "options": {"label": "Look", "message": "x", "severity": "normal",
            "contacts": [contact["contact_id"], "ann@example.com", "ann", "elsewhere@example.com"]}}]});
        made(app, with(&action(("CUS", &customer), ("before", "CUS.changed"), notify("ann", "Look")), whom));
        put(app, &format!("/customers/{customer}"), json!({"label": "B", "allowed_statuses": []})).expect(200);
        assert_eq!(labels(&ann, ""), ["Look"], "once, however often they are named");
    }
}
