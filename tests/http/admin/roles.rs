//! `/admin/v1/roles` and `/admin/v1/users/{UserID}/roles`.

use serde_json::{Value, json};

use crate::both;
use crate::harness::{Answer, App, Client};

fn put(client: &Client, name: &str, rights: &str) -> Answer {
    client.ask("PUT", &format!("/admin/v1/roles/{name}")).json(json!({"rights": rights})).send()
}

/// The rights of a role, if there is one.
#[track_caller]
fn rights(app: &App, name: &str) -> Option<String> {
    let list = app.ask("GET", "/admin/v1/roles").send().expect(200).json();
    let roles = list["roles"].as_array().expect("roles").iter();
    roles
        .clone()
        .find(|role| role["name"] == name)
        .map(|role| role["rights"].as_str().expect("a text").to_owned())
}

#[expect(clippy::needless_pass_by_value, reason = "tests write the value where it is used")]
fn give(client: &Client, roles: Value) -> Answer {
    client.ask("PUT", "/admin/v1/users/ann/roles").json(json!({"roles": roles})).send()
}

#[track_caller]
fn of_ann(app: &App) -> Value {
    app.ask("GET", "/admin/v1/users/ann/roles").send().expect(200).json()
}

fn ann(app: &App) {
    app.ask("PUT", "/seiapi/v3/trans/User/ann").json(json!({"LastName": "Lee"})).send().expect(201);
}

both! {
    fn a_tenant_begins_with_its_roles(app) {
        let list = app.ask("GET", "/admin/v1/roles").send().expect(200).json();
        let names: Vec<&Value> = list["roles"].as_array().expect("a list").iter().map(|role| &role["name"]).collect();
        assert_eq!(names, ["administrator", "dispatcher", "integrator", "production-manager", "technician"]);
        let technician = rights(app, "technician").expect("a role");
        let mut held: Vec<&str> = technician.split(',').collect();
        held.sort_unstable();
        let wanted = [
            "context:read", "context:step", "customer:read-all", "device:use", "location:read-all", "manufacturer:read-all",
            "me:profile", "part:read-all", "resource:read-all", "sub-resource:read-all", "unit:read-all", "vendor:read-all",
        ];
        assert_eq!(held, wanted);
        assert!(rights(app, "administrator").is_some_and(|rights| !rights.contains("device")));
    }

    fn a_role_is_made_changed_and_removed(app) {
        put(app, "clerk", "account:*").expect(204);
        assert_eq!(rights(app, "clerk").as_deref(), Some("account:read,account:write,account:delete"));
        put(app, "clerk", " workorder:read , account:read").expect(204);
        assert_eq!(rights(app, "clerk").as_deref(), Some("workorder:read,account:read"));
        put(app, "clerk", "").expect(204);
        assert_eq!(rights(app, "clerk").as_deref(), Some(""));
        put(&app.stranger(), "clerk", "all").expect(204);
        assert_eq!(rights(app, "clerk").as_deref(), Some(""), "another tenant has its own");
        app.ask("DELETE", "/admin/v1/roles/clerk").send().expect(204);
        assert_eq!(rights(app, "clerk"), None);
        app.ask("DELETE", "/admin/v1/roles/clerk").send().expect(404);
    }

    fn a_bad_role_is_refused(app) {
        for name in ["a%20b", "a.b", "%C3%84", &"x".repeat(65), "%00"] {
            put(app, name, "workorder:read").expect(400);
        }
        for rights in ["order:read", "all,workorder:read", "*", "workorder", "workorder:read,"] {
            put(app, "clerk", rights).expect(400);
        }
        let ask = || app.ask("PUT", "/admin/v1/roles/clerk");
        for body in [json!({}), json!({"rights": 7}), json!({"rights": "all", "name": "x"}), json!(["all"])] {
            ask().json(body).send().expect(400);
        }
        assert_eq!(rights(app, "clerk"), None);
    }

    fn a_user_has_the_roles_that_were_given_to_them(app) {
        app.ask("GET", "/admin/v1/users/ann/roles").send().expect(404);
        give(app, json!(["dispatcher"])).expect(404);
        ann(app);
        assert_eq!(of_ann(app), json!({"roles": []}));
        give(app, json!(["dispatcher", "integrator", "dispatcher"])).expect(204);
        assert_eq!(of_ann(app), json!({"roles": ["dispatcher", "integrator"]}));
        for wrong in [json!(["no-such-role"]), json!(["a b"]), json!("dispatcher"), json!([7]), json!(vec!["x"; 65])] {
            give(app, wrong).expect(400);
        }
        assert_eq!(of_ann(app), json!({"roles": ["dispatcher", "integrator"]}));
        give(app, json!([])).expect(204);
        assert_eq!(of_ann(app), json!({"roles": []}));
    }

    fn a_removed_role_is_gone_from_its_users_and_does_not_come_back_to_them(app) {
        ann(app);
        put(app, "clerk", "account:read").expect(204);
        give(app, json!(["clerk", "dispatcher"])).expect(204);
        app.ask("DELETE", "/admin/v1/roles/clerk").send().expect(204);
        put(app, "clerk", "all").expect(204);
        assert_eq!(of_ann(app), json!({"roles": ["dispatcher"]}));
    }

    fn a_user_of_the_same_name_begins_without_roles(app) {
        ann(app);
        give(app, json!(["dispatcher"])).expect(204);
        app.ask("DELETE", "/seiapi/v3/trans/User/ann").send().expect(200);
        ann(app);
        assert_eq!(of_ann(app), json!({"roles": []}));
    }

    fn nobody_gives_or_takes_a_role_that_allows_more_than_they_may(app) {
        ann(app);
        let clerk = app.caller("role:write,workorder:read");
        put(app, "small", "workorder:read").expect(204);
        give(&clerk, json!(["small"])).expect(204);
        give(&clerk, json!(["administrator"])).expect(403);
        give(app, json!(["administrator"])).expect(204);
        give(&clerk, json!([])).expect(403);
        assert_eq!(of_ann(app), json!({"roles": ["administrator"]}));
        // Whoever writes users decides who is a technician.
        app.caller("role:write,user:write").ask("PUT", "/admin/v1/roles/tech").json(json!({"rights": "device:use"})).send().expect(204);
        put(&clerk, "tech2", "device:use").expect(403);
    }
}
