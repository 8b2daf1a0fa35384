//! `/roles`: what people may do, by name.

use serde_json::{Value, json};

use crate::access::passwords::{session, user};
use crate::both;
use crate::harness::{Answer, Client};

fn grant(permission: &str, match_location: bool) -> Value {
    json!({"permission": permission, "label": "as the client calls it", "match_location": match_location})
}

fn role(label: &str, grants: &[Value]) -> Value {
    json!({"label": label, "description": "for tests", "grants": grants})
}

fn post(client: &Client, path: &str, body: Value) -> Answer {
    client.ask("POST", path).json(body).send()
}

fn put(client: &Client, path: &str, body: Value) -> Answer {
    client.ask("PUT", path).json(body).send()
}

fn get(client: &Client, path: &str) -> Value {
    client.ask("GET", path).send().expect(200).json()
}

/// The path of a role that is made.
fn made(client: &Client, label: &str, grants: &[Value]) -> String {
    let made = post(client, "/roles", role(label, grants)).expect(200).json();
    format!("/roles/{}", made["role_id"].as_str().expect("an id"))
}

/// The permissions of a role or a caller, those bound to a place with a mark.
fn permissions(list: &Value) -> Vec<String> {
    let grants = list.as_array().expect("a list").iter();
    let name = |grant: &Value| {
        let mark = if grant["match_location"] == json!(true) { "@" } else { "" };
        format!("{}{mark}", grant["permission"].as_str().expect("a permission"))
    };
    grants.map(name).collect()
}

both! {
    fn a_role_is_made_read_changed_and_deleted(app) {
        let grants = [grant("customer:read", false), grant("update:WOR", true), grant("queue:all", false)];
        let made = post(app, "/roles", role("Shift lead", &grants)).expect(200);
        let id = made.json()["role_id"].as_str().expect("an id").to_owned();
        let path = format!("/roles/{id}");
        assert_eq!(made.header("location"), Some(format!("{}{path}", app.base()).as_str()));
        let shown = get(app, &path);
        assert_eq!(shown, made.json());
        assert_eq!((&shown["label"], &shown["description"]), (&json!("Shift lead"), &json!("for tests")));
        assert_eq!(shown["total_users"], json!(0));
        assert_eq!(permissions(&shown["grants"]), ["customer:read", "queue:read-all", "work-order:update@"]);
        assert_eq!(shown["grants"][1]["label"], "Queue: read all");
        assert_eq!(shown["_links"]["self"]["href"], format!("{}{path}", app.base()));
        assert_eq!(shown["_links"]["nter:role-users"]["href"], format!("{}{path}/users", app.base()));

        let changed = json!({"label": "Shift leads", "grants": [grant("note:read", false)]});
        let changed = put(app, &path, changed).expect(200).json();
        assert_eq!((&changed["label"], &changed["description"]), (&json!("Shift leads"), &json!("for tests")));
        assert_eq!(permissions(&changed["grants"]), ["note:read"]);
        assert_eq!(changed["created"], shown["created"]);

        let gone = app.ask("DELETE", &path).send().expect(205);
        assert!(gone.body.is_empty());
        for method in ["GET", "DELETE"] {
            let answer = app.ask(method, &path).send().expect(404);
            assert_eq!(answer.detail(), format!("A Resource with the id \"{id}\" was not found"));
        }
        put(app, &path, role("Shift leads", &grants)).expect(404);
    }

    fn the_roles_of_a_new_tenant_are_listed_under_their_names(app) {
        let page = get(app, "/roles");
        let names = |page: &Value| -> Vec<Value> {
            let roles = page["_embedded"]["nter:roles"].as_array().expect("roles").iter();
            roles.map(|role| role["role_id"].clone()).collect()
        };
        let builtin = ["administrator", "dispatcher", "integrator", "production-manager", "technician"];
        assert_eq!(names(&page), builtin);
        assert_eq!((&page["total_count"], &page["offset"]), (&json!(5), &json!(null)));
        let technician = &page["_embedded"]["nter:roles"][4];
        assert_eq!(technician["label"], "technician");
        assert_eq!(
            permissions(&technician["grants"]),
            [
                "device:use", "context:read", "context:step", "customer:read-all", "location:read-all",
                "manufacturer:read-all", "me:profile", "part:read-all", "resource:read-all", "sub-resource:read-all",
                "unit:read-all", "vendor:read-all",
            ]
        );
        let first = get(app, "/roles?limit=3");
        assert_eq!((names(&first).len(), &first["total_count"]), (3, &json!(5)));
        let next = first["_links"]["next"]["href"].as_str().expect("more").to_owned();
        let rest = get(app, next.strip_prefix(app.base()).expect("our address"));
        assert_eq!(names(&rest), builtin[3..]);
        assert_eq!(rest["_links"].get("next"), None);
        for wrong in ["/roles?limit=0", "/roles?limit=101", "/roles?offset=7", "/roles/administrator/users?offset=x"] {
            app.ask("GET", wrong).send().expect(400);
        }
    }

    fn a_wrong_role_is_refused_with_every_reason(app) {
        for (body, paths) in [
            (json!({}), vec!["", ""]),
            (role("R", &[]), vec![".grants"]),
            (role(" ", &[grant("note:read", false)]), vec![".label"]),
            (role(&"x".repeat(201), &[grant("note:read", false)]), vec![".label"]),
            (
                role("R", &[grant("note:read", false), grant("order:read", false), grant("all:all", true)]),
                vec![".grants[1].permission", ".grants[2].permission"],
            ),
            (role("R", &[json!({"permission": "note:read", "label": "l"})]), vec![".grants[0]"]),
        ] {
            let answer = post(app, "/roles", body).expect(400).json();
            let messages = answer["validation_messages"].as_array().expect("messages").iter();
            assert_eq!(messages.map(|one| one["dataPath"].clone()).collect::<Vec<_>>(), paths, "{answer}");
        }
        post(app, "/roles", json!([])).expect(400);
        assert_eq!(get(app, "/roles")["total_count"], json!(5));
    }

    fn no_two_roles_have_one_label(app) {
        let path = made(app, "Packers", &[grant("note:read", false)]);
        for taken in ["PACKERS", "Technician"] {
            post(app, "/roles", role(taken, &[grant("note:read", false)])).expect(409);
        }
        let other = made(app, "Movers", &[grant("note:read", false)]);
        put(app, &other, role("packers", &[grant("note:read", false)])).expect(409);
        put(app, &path, role("packers", &[grant("note:read", false)])).expect(200);
        app.ask("DELETE", &path).send().expect(205);
        put(app, &other, role("Packers", &[grant("note:read", false)])).expect(200);
    }

    fn who_gets_a_role_may_do_what_it_grants_at_once(app) {
        user(app, "ann", &[]);
        let ann = session(app, "ann");
        ann.ask("GET", "/roles").send().expect(403);
        let path = made(app, "Readers", &[grant("role:read", false), grant("customer:create", false), grant("me:profile", false)]);
        let users = format!("{path}/users");
        let given = post(app, &users, json!({"user_id": "ann"})).expect(200).json();
        assert_eq!(given["user_id"], "ann");
        ann.ask("GET", "/roles").send().expect(200);
        // What the role grants brings more with it.
        let held = permissions(&get(&ann, "/me")["permissions"]);
        for brought in ["role:read", "customer:create", "customer:read", "work-order:create", "unit:create"] {
            assert!(held.iter().any(|one| one == brought), "{brought}: {held:?}");
        }
        assert!(!held.iter().any(|one| one == "batch:create"));
        assert_eq!(get(app, &path)["total_users"], json!(1));
        let having = get(app, &users);
        assert_eq!(having["total_count"], json!(1));
        assert_eq!(having["_embedded"]["nter:users"][0]["user_id"], "ann");

        post(app, &users, json!({"user_id": "ann"})).expect(409);
        post(app, &users, json!({"user_id": "nobody"})).expect(404);
        post(app, "/roles/none/users", json!({"user_id": "ann"})).expect(404);
        app.ask("GET", "/roles/none/users").send().expect(404);
        for wrong in [json!({}), json!({"user_id": 7}), json!({"user_id": ""}), json!({"email": "ann"})] {
            post(app, &users, wrong).expect(400);
        }
        // A change of the role is felt at once, too.
        put(app, &path, role("Readers", &[grant("note:read", false)])).expect(200);
        ann.ask("GET", "/roles").send().expect(403);
    }

    fn a_grant_that_matches_the_location_does_not_hold_everywhere(app) {
        user(app, "ann", &[]);
        let path = made(app, "Local", &[grant("role:read", true), grant("me:profile", false)]);
        post(app, &format!("{path}/users"), json!({"user_id": "ann"})).expect(200);
        let ann = session(app, "ann");
        ann.ask("GET", "/roles").send().expect(403);
        assert_eq!(permissions(&get(&ann, "/me")["permissions"]), ["me:profile", "role:read@"]);
    }

    fn a_role_with_users_is_locked_from_deleting(app) {
        user(app, "ann", &[]);
        let path = made(app, "Readers", &[grant("note:read", false)]);
        post(app, &format!("{path}/users"), json!({"user_id": "ann"})).expect(200);
        app.ask("DELETE", &path).send().expect(423);
        app.ask("PUT", "/admin/v1/users/ann/roles").json(json!({"roles": []})).send().expect(204);
        app.ask("DELETE", &path).send().expect(205);
    }

    fn a_role_can_be_given_to_an_address_and_makes_its_user(app) {
        let path = made(app, "Readers", &[grant("note:read", false)]);
        let users = format!("{path}/users");
        let ann = json!({"email": "Ann@Example.com", "name": "Ann Lee"});
        let updater = app.caller("role:read,role:update,note:read");
        post(&updater, &users, ann.clone()).expect(403);
        assert_eq!(get(app, "/users")["total_count"], json!(0));
        let given = post(app, &users, ann).expect(200).json();
        assert_eq!((&given["email"], &given["name"]), (&json!("Ann@Example.com"), &json!("Ann Lee")));
        // The address is known now, however it is written.
        post(app, &users, json!({"email": "ann@example.com"})).expect(409);
        let other = made(app, "Writers", &[grant("note:create", false)]);
        let writer = app.caller("role:read,role:update,note:create");
        let again = post(&writer, &format!("{other}/users"), json!({"email": "ann@example.com"})).expect(200).json();
        assert_eq!(again["user_id"], given["user_id"]);
        assert_eq!(get(app, "/users")["total_count"], json!(1));
    }

    fn nobody_gives_what_they_do_not_hold(app) {
        user(app, "ann", &[]);
        let strong = made(app, "Strong", &[grant("note:read", false), grant("token:write", true)]);
        let weak = made(app, "Weak", &[grant("note:read", false)]);
        let helper = app.caller("role:create,role:read,role:update,role:delete,note:create");
        for grants in [[grant("token:write", false)], [grant("token:write", true)], [grant("note:delete", false)]] {
            post(&helper, "/roles", role("Mine", &grants)).expect(403);
            put(&helper, &weak, role("Weak", &grants)).expect(403);
        }
        // What is held through another right may be given.
        post(&helper, "/roles", role("Mine", &[grant("note:read", true)])).expect(200);
        put(&helper, &strong, role("Strong", &[grant("note:read", false)])).expect(403);
        post(&helper, &format!("{strong}/users"), json!({"user_id": "ann"})).expect(403);
        helper.ask("DELETE", &strong).send().expect(403);
        app.ask("PUT", &format!("/admin/v1{strong}")).json(json!({"rights": "note:read"})).send().expect(204);
        post(&helper, &format!("{strong}/users"), json!({"user_id": "ann"})).expect(200);
    }

    fn roles_are_for_those_who_hold_the_right(app) {
        let path = made(app, "Readers", &[grant("note:read", false)]);
        let body = role("Others", &[grant("note:read", false)]);
        let reader = app.caller("role:read,note:read");
        reader.ask("GET", &path).send().expect(200);
        post(&reader, "/roles", body.clone()).expect(403);
        put(&reader, &path, body.clone()).expect(403);
        reader.ask("DELETE", &path).send().expect(403);
        // Changing needs reading.
        put(&app.caller("role:update,note:read"), &path, body.clone()).expect(403);
        put(&app.caller("role:update,role:read,note:read"), &path, body).expect(200);
        app.caller("note:read").ask("GET", "/roles").send().expect(403);
        let theirs = app.stranger();
        theirs.ask("GET", &path).send().expect(404);
        theirs.ask("DELETE", &path).send().expect(404);
    }

    fn a_change_of_a_role_heeds_the_version_and_the_key(app) {
        let path = made(app, "Readers", &[grant("note:read", false)]);
        let tag = app.ask("GET", &path).send().expect(200).tag().to_owned();
        app.ask("GET", &path).header("if-none-match", &tag).send().expect(304);
        put(app, &path, role("Second", &[grant("note:read", false)])).expect(200);
        let third = role("Third", &[grant("note:read", false)]);
        app.ask("PUT", &path).header("if-match", &tag).json(third.clone()).send().expect(412);
        app.ask("DELETE", &path).header("if-match", &tag).send().expect(412);
        let create = || app.ask("POST", "/roles").header("idempotency-key", "k").json(third.clone()).send().expect(200);
        assert_eq!(create().json(), create().json());
    }
}
