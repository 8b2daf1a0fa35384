//! `/users` and `/me`: people, in both dialects one record.

use serde_json::{Value, json};

use crate::access::passwords::{session, user};
use crate::both;
use crate::harness::{Answer, Client};

fn post(client: &Client, body: Value) -> Answer {
    client.ask("POST", "/users").json(body).send()
}

fn get(client: &Client, path: &str) -> Value {
    client.ask("GET", path).send().expect(200).json()
}

fn ids(page: &Value) -> Vec<&str> {
    let users = page["_embedded"]["nter:users"].as_array().expect("users").iter();
    users.map(|user| user["user_id"].as_str().expect("an id")).collect()
}

both! {
    fn a_user_is_made_read_changed_and_deleted(app) {
        let attributes = json!([{"key": "shift", "value": "late"}]);
        let made = post(app, json!({
            "email": "ada@example.com", "name": "Ada King Byron", "picture": "p.png", "user_attributes": attributes
        }));
        let made = made.expect(200);
        let shown = made.json();
        let path = format!("/users/{}", shown["user_id"].as_str().expect("an id"));
        assert_eq!(made.header("location"), Some(format!("{}{path}", app.base()).as_str()));
        assert_eq!(get(app, &path), shown);
        assert_eq!((&shown["name"], &shown["email"]), (&json!("Ada King Byron"), &json!("ada@example.com")));
        assert_eq!((&shown["picture"], &shown["profile"]), (&json!("p.png"), &json!(null)));
        assert_eq!(shown["user_attributes"], attributes);
        assert_eq!(shown["_links"], json!({"self": {"href": format!("{}{path}", app.base())}}));

        let change = json!({"email": "ada@example.org", "picture": null, "profile": "/ada"});
        let changed = app.ask("PUT", &path).json(change).send().expect(200).json();
        assert_eq!((&changed["name"], &changed["email"]), (&json!("Ada King Byron"), &json!("ada@example.org")));
        assert_eq!((&changed["picture"], &changed["profile"]), (&json!(null), &json!("/ada")));
        assert_eq!((&changed["created"], &changed["user_attributes"]), (&shown["created"], &attributes));

        assert!(app.ask("DELETE", &path).send().expect(205).body.is_empty());
        app.ask("GET", &path).send().expect(404);
        app.ask("DELETE", &path).send().expect(404);
        app.ask("PUT", &path).json(json!({"email": "ada@example.org"})).send().expect(404);
    }

    fn both_dialects_speak_of_the_same_users(app) {
        let ann = json!({"Email": "ann@example.com", "FirstName": "Ann", "LastName": "Lee", "IsMobileWorker": true});
        app.ask("PUT", "/seiapi/v3/trans/User/ann%2Flee@x").json(ann).send().expect(201);
        let page = get(app, "/users");
        assert_eq!((&page["total_count"], ids(&page)), (&json!(1), vec!["u--ann-2Flee-40x"]));
        let shown = &page["_embedded"]["nter:users"][0];
        assert_eq!((&shown["name"], &shown["email"]), (&json!("Ann Lee"), &json!("ann@example.com")));
        let href = shown["_links"]["self"]["href"].as_str().expect("a link");
        let path = href.strip_prefix(app.base()).expect("our address");
        assert_eq!(path, "/users/u--ann-2Flee-40x");
        let change = json!({"email": "ann@example.com", "name": "Ann Day", "picture": "ann.png"});
        app.ask("PUT", path).json(change).send().expect(200);
        let theirs = get(app, "/seiapi/v3/trans/User/ann%2Flee@x");
        let wanted = json!({
            "UserID": "ann/lee@x", "Email": "ann@example.com", "FirstName": "Ann", "LastName": "Day",
            "IsMobileWorker": true, "picture": "ann.png"
        });
        assert_eq!(theirs, wanted);
        app.ask("DELETE", path).send().expect(205);
        app.ask("GET", "/seiapi/v3/trans/User/ann%2Flee@x").send().expect(404);

        let made = post(app, json!({"email": "bob@example.com", "name": "Bob"})).expect(200).json();
        let theirs = get(app, &format!("/seiapi/v3/trans/User/{}", made["user_id"].as_str().expect("an id")));
        assert_eq!((&theirs["LastName"], theirs.get("FirstName")), (&json!("Bob"), None));
    }

    fn a_user_begins_anew_when_it_is_made_again(app) {
        user(app, "ann", &["administrator"]);
        let before = get(app, "/users/ann");
        app.ask("DELETE", "/users/ann").send().expect(205);
        std::thread::sleep(std::time::Duration::from_millis(5));
        user(app, "ann", &[]);
        let after = get(app, "/users/ann");
        assert!(after["created"].as_str() > before["created"].as_str(), "{before} {after}");
        assert_eq!(get(app, "/roles/administrator")["total_users"], json!(0));
    }

    fn a_wrong_user_is_refused(app) {
        for (body, path) in [
            (json!({}), ""),
            (json!({"email": "ann"}), ".email"),
            (json!({"email": 7}), ".email"),
            (json!({"email": "ann@example.com", "name": 7}), ".name"),
            (json!({"email": "ann@example.com", "user_attributes": [{"key": "k"}]}), ".user_attributes[0]"),
        ] {
            let answer = post(app, body).expect(400).json();
            assert_eq!(answer["validation_messages"][0]["dataPath"], path, "{answer}");
        }
        assert_eq!(get(app, "/users")["total_count"], json!(0));
    }

    fn no_two_users_are_made_with_one_address(app) {
        let ann = post(app, json!({"email": "ann@example.com"})).expect(200).json();
        assert_eq!(ann["name"], "ann@example.com");
        post(app, json!({"email": "ANN@example.com"})).expect(409);
        // A part of an address is another address; nothing in it is a pattern.
        let bob = post(app, json!({"email": "an_@example.com"})).expect(200).json();
        post(app, json!({"email": "n@example.com"})).expect(200);
        let path = format!("/users/{}", bob["user_id"].as_str().expect("an id"));
        app.ask("PUT", &path).json(json!({"email": "ann@example.com"})).send().expect(409);
        app.ask("PUT", &path).json(json!({"email": "AN_@example.com"})).send().expect(200);
    }

    fn users_are_listed_in_pages(app) {
        for name in ["a", "b", "c", "d,e"] {
            user(app, name, &["technician"]);
        }
        for path in ["/users", "/roles/technician/users"] {
            let first = get(app, &format!("{path}?limit=3"));
            assert_eq!((&first["total_count"], ids(&first)), (&json!(4), vec!["a", "b", "c"]));
            let offset = first["offset"].as_str().expect("more");
            let rest = get(app, &format!("{path}?limit=3&offset={offset}"));
            assert_eq!((ids(&rest), &rest["offset"]), (vec!["u--d-2Ce"], &json!(null)));
        }
        assert_eq!(get(app, "/roles/dispatcher/users")["total_count"], json!(0));
    }

    fn users_are_for_those_who_hold_the_right(app) {
        user(app, "ann", &[]);
        let reader = app.caller("user:read");
        reader.ask("GET", "/users").send().expect(200);
        reader.ask("GET", "/users/ann").send().expect(200);
        let body = json!({"email": "ann@example.com"});
        post(&reader, body.clone()).expect(403);
        reader.ask("PUT", "/users/ann").json(body.clone()).send().expect(403);
        reader.ask("DELETE", "/users/ann").send().expect(403);
        post(&app.caller("user:write,user:read"), body.clone()).expect(403);
        let maker = app.caller("user:create");
        post(&maker, body).expect(200);
        maker.ask("GET", "/users/ann").send().expect(200);
        app.caller("user:update,user:read")
            .ask("PUT", "/users/ann").json(json!({"email": "b@example.com"})).send().expect(200);
        app.stranger().ask("GET", "/users/ann").send().expect(404);
        assert_eq!(get(&app.stranger(), "/users")["total_count"], json!(0));
        // Everybody may read the own record.
        let ann = session(app, "ann");
        ann.ask("GET", "/users").send().expect(403);
        assert_eq!(get(&ann, "/users/ann")["email"], "b@example.com");
    }

    fn the_caller_is_told_who_it_is_and_what_it_may(app) {
        user(app, "ann", &["technician"]);
        let me = get(&session(app, "ann"), "/me");
        assert_eq!((&me["user_id"], &me["name"]), (&json!("ann"), &json!("ann")));
        let held = me["permissions"].as_array().expect("permissions").iter();
        let held: Vec<&Value> = held.map(|grant| &grant["permission"]).collect();
        for right in ["device:use", "context:read", "context:step", "me:profile", "unit:read-all", "part:read"] {
            assert!(held.iter().any(|held| **held == right), "{right} is not in {held:?}");
        }
        for right in ["context:create", "unit:update", "work-order:read", "user:read"] {
            assert!(held.iter().all(|held| **held != right), "{right} is in {held:?}");
        }
        assert_eq!(me["_links"]["self"]["href"], format!("{}/users/ann", app.base()));

        // A program's token is nobody's.
        let token = app.token_with(&["--subject", "a program", "--grant", "me:profile"]);
        let program = app.with_token(&token);
        let me = get(&program, "/me");
        assert_eq!((&me["user_id"], &me["name"], &me["email"]), (&json!("u--a-20program"), &json!("a program"), &json!("")));
        assert_eq!(get(&program, "/me")["created"], me["created"]);
        app.caller("user:read").ask("GET", "/me").send().expect(403);
        app.without_token().ask("GET", "/me").send().expect(401);
    }

    fn a_token_may_be_granted_every_right_of_both_dialects(app) {
        let client = app.caller("work-order:all,update:WOR,search,me:*,workorder:read");
        let me = get(&client, "/me");
        let held = me["permissions"].as_array().expect("permissions").iter();
        let held: Vec<&str> = held.map(|grant| grant["permission"].as_str().expect("a name")).collect();
        let wanted = [
            "workorder:read", "me:profile", "tenant:search", "work-order:read", "work-order:read-all", "work-order:update",
            "work-order:relations-read-user",
        ];
        assert_eq!(held, wanted);
    }
}
