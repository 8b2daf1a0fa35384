//! `If-Match` and `If-None-Match` of what the office changes.

use serde_json::{Value, json};

use crate::both;
use crate::harness::{Answer, App, Ask};

const ROLE: &str = "/admin/v1/roles/picker";
const TOKENS: &str = "/admin/v1/tokens";
const OF_ANN: &str = "/admin/v1/users/ann/roles";

fn put_role<'a>(app: &'a App, rights: &str) -> Ask<'a> {
    app.ask("PUT", ROLE).json(json!({"rights": rights}))
}

/// The role as the Niagara dialect shows it, where it has an entity tag.
fn role(app: &App) -> Answer {
    app.ask("GET", "/roles/picker").send()
}

#[track_caller]
fn rights(app: &App) -> Value {
    let list = app.ask("GET", "/admin/v1/roles").send().expect(200).json();
    let roles = list["roles"].as_array().expect("roles");
    roles.iter().find(|role| role["name"] == "picker").map_or(Value::Null, |role| role["rights"].clone())
}

fn new_token(app: &App) -> Ask<'_> {
    app.ask("POST", TOKENS).json(json!({"subject": "erp", "rights": "workorder:read", "expires_in": 60}))
}

#[track_caller]
fn tokens(app: &App) -> usize {
    let page = app.ask("GET", "/admin/v1/tokens?limit=1000").send().expect(200).json();
    page["tokens"].as_array().expect("tokens").len()
}

both! {
    fn a_role_is_changed_only_from_the_version_that_was_seen(app) {
        put_role(app, "account:read").send().expect(204);
        let first = role(app).expect(200).tag().to_owned();
        put_role(app, "asset:read").header("if-match", &first).send().expect(204);
        put_role(app, "product:read").header("if-match", &first).send().expect(412);
        assert_eq!(rights(app), "asset:read");
        app.ask("DELETE", ROLE).header("if-match", &first).send().expect(412);
        assert_eq!(rights(app), "asset:read");
        put_role(app, "user:read").header("if-match", "*").send().expect(204);
        let newest = role(app).expect(200).tag().to_owned();
        app.ask("DELETE", ROLE).header("if-match", &newest).send().expect(204);
        assert_eq!(rights(app), Value::Null);
    }

    fn a_role_that_must_be_there_is_not_made_and_one_that_must_not_is_not_changed(app) {
        for tag in ["*", "\"1.x\""] {
            put_role(app, "account:read").header("if-match", tag).send().expect(412);
            app.ask("DELETE", ROLE).header("if-match", tag).send().expect(404);
        }
        assert_eq!(rights(app), Value::Null);
        put_role(app, "account:read").header("if-none-match", "*").send().expect(204);
        put_role(app, "asset:read").header("if-none-match", "*").send().expect(412);
        assert_eq!(rights(app), "account:read");
    }

    fn the_roles_of_a_user_match_no_tag_but_are_there(app) {
        app.ask("PUT", "/seiapi/v3/trans/User/ann").json(json!({"LastName": "Lee"})).send().expect(201);
        let give = |roles: Value| app.ask("PUT", OF_ANN).json(json!({"roles": roles}));
        give(json!(["technician"])).header("if-match", "*").send().expect(204);
        for (name, tag) in [("if-match", "\"1.x\""), ("if-match", "\"0\""), ("if-none-match", "*")] {
            give(json!(["dispatcher"])).header(name, tag).send().expect(412);
        }
        let roles = app.ask("GET", OF_ANN).send().expect(200).json();
        assert_eq!(roles, json!({"roles": ["technician"]}));
        let nobody = app.ask("PUT", "/admin/v1/users/nobody/roles").header("if-match", "\"1.x\"");
        nobody.json(json!({"roles": []})).send().expect(404);
    }

    fn a_token_matches_no_tag_but_is_there(app) {
        let token = new_token(app).send().expect(201).json();
        let erp = app.with_token(token["token"].as_str().expect("a token"));
        let path = format!("{TOKENS}/{}", token["id"].as_str().expect("an id"));
        for tag in ["\"1.x\"", "\"0\""] {
            app.ask("DELETE", &path).header("if-match", tag).send().expect(412);
        }
        erp.get("1").expect(404);
        app.ask("DELETE", &path).header("if-match", "*").send().expect(204);
        erp.get("1").expect(401);
    }

    fn a_token_that_is_only_being_made_matches_no_tag(app) {
        let before = tokens(app);
        for tag in ["*", "\"1.x\""] {
            new_token(app).header("if-match", tag).send().expect(412);
        }
        assert_eq!(tokens(app), before);
    }

    fn reading_pays_no_heed_to_the_conditions_of_changes(app) {
        for tag in ["*", "\"1.x\"", "no tag"] {
            app.ask("GET", "/admin/v1/roles").header("if-match", tag).send().expect(200);
        }
    }
}
