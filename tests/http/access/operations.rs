//! Every operation of the OpenAPI document, tried by those who must not.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use super::passwords::{session, user};
use super::recipes::{MARK, PUBLIC, RECIPES, Recipe};
use crate::both;
use crate::harness::{Answer, App, Client};
use crate::seiapi::export;

/// Something of every kind in the tenant `default`, all with the mark in it, and the id of a token.
fn furnish(app: &App) -> String {
    let start = "2026-11-21T10:00:00.000Z";
    for (path, body) in [
        ("/seiapi/v3/trans/Account/A1", json!({"Name": MARK})),
        ("/seiapi/v3/trans/Account/A1/Location/L1", json!({"Name": MARK})),
        ("/seiapi/v3/trans/Products/P1", json!({"Mfg": MARK, "Desc": {"en": MARK}})),
        ("/seiapi/v3/Assets/E1", json!({"Desc": MARK})),
        (
            "/seiapi/v3/trans/User/tester",
            json!({"LastName": MARK, "IsMobileWorker": true, "Activated": true}),
        ),
        ("/seiapi/v3/trans/SystemCategory/Default/10", json!({"Desc": {"en": MARK}})),
        (
            "/seiapi/v3/trans/WorkOrder/J1",
            json!({
                "Title": MARK, "Description": MARK, "UserName": "tester", "PlannedStartDate": start, "PrimaryUserName": MARK,
                "TechNotes": [{"ID": "1", "Text": MARK}], "Account": {"AccountNum": "A1"}
            }),
        ),
        // Given to the technician and taken away again, so that a report on it comes too late.
        (
            "/seiapi/v3/trans/WorkOrder/J2-of-the-default-tenant",
            json!({"Title": MARK, "UserName": "tester", "PlannedStartDate": start}),
        ),
    ] {
        app.ask("PUT", path).json(body).send().expect(201);
    }
    app.patch("J2-of-the-default-tenant", json!({"UserName": "somebody"})).expect(200);
    let late = json!({"id": "0192f0c1-0000-7000-8000-000000000009", "at": start, "reason": MARK});
    app.ask("POST", "/device/v1/jobs/J2-of-the-default-tenant/start").json(late).send().expect(409);
    let role = format!("/admin/v1/roles/{MARK}");
    app.ask("PUT", &role).json(json!({"rights": "role:write"})).send().expect(204);
    app.ask("PUT", "/admin/v1/users/tester/roles").json(json!({"roles": [MARK]})).send().expect(204);
    let token = json!({"subject": MARK, "rights": "token:write", "expires_in": 3_600});
    let issued = app.ask("POST", "/admin/v1/tokens").json(token).send().expect(201).json();
    // The log is told in order: when the last is there, all are.
    app.put("last-of-the-default-tenant", json!({"Title": MARK})).expect(201);
    export::rows(app, "api", "0", 4);
    issued["id"].as_str().expect("an id").to_owned()
}

/// Calls an operation; of a stream the beginning is taken.
fn call(client: &Client, recipe: &Recipe, token: &str) -> Answer {
    let (method, _) = recipe.operation.split_once(' ').expect("a method and a path");
    let path = recipe.path.replace("{token}", token);
    if path == "/device/v1/feed" {
        return beginning(client, &path);
    }
    let mut ask = client.ask(method, &path);
    if method == "PATCH" && path.starts_with("/device/") {
        ask = ask.header("Action-Id", "0192f0c1-0000-7000-8000-000000000002");
    }
    let ask = match recipe.body {
        Some(body) => ask.bytes(body),
        None => ask,
    };
    let mut answer = ask.send();
    answer.asked = recipe.operation.to_owned();
    answer
}

fn beginning(client: &Client, path: &str) -> Answer {
    let text = client.listen(path, MARK, Duration::from_millis(400));
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status line");
    Answer { status, asked: format!("GET {path}"), headers: Vec::new(), body: text.into_bytes() }
}

/// All that the tenant `default` has, as its administrator reads it.
fn everything(app: &App) -> Vec<Vec<u8>> {
    let reading = RECIPES.iter().filter(|recipe| {
        // A stream says when it was asked.
        recipe.operation.starts_with("GET ") && !["/device/v1/feed"].contains(&recipe.path)
    });
    reading.map(|recipe| call(app, recipe, "").expect(recipe.status).body).collect()
}

/// The operations of the document the server answers: those with a token, those without.
fn described(app: &App) -> (BTreeSet<String>, BTreeSet<String>) {
    let document = app.without_token().ask("GET", "/openapi.json").send().expect(200).json();
    let (mut closed, mut open) = (BTreeSet::new(), BTreeSet::new());
    for (path, item) in document["paths"].as_object().expect("paths") {
        for method in ["get", "put", "post", "patch", "delete", "options", "head", "trace"] {
            let Some(operation) = item.get(method) else { continue };
            let name = format!("{} {path}", method.to_uppercase());
            let open_to_all = operation["security"].as_array().is_some_and(|all| all.iter().any(is_none));
            if open_to_all {
                open.insert(name)
            } else {
                closed.insert(name)
            };
        }
    }
    (closed, open)
}

/// The security requirement that asks for nothing.
fn is_none(requirement: &Value) -> bool {
    requirement.as_object().is_some_and(|schemes| schemes.is_empty())
}

both! {
    fn every_operation_has_a_recipe_and_the_public_ones_are_known(app) {
        let (closed, open) = described(app);
        let recipes: BTreeSet<String> = RECIPES.iter().map(|recipe| recipe.operation.to_owned()).collect();
        assert_eq!(closed, recipes, "described on the left, with a recipe on the right");
        assert_eq!(open, PUBLIC.iter().map(|&name| name.to_owned()).collect());
    }

    fn every_operation_is_401_without_a_token(app) {
        let token = furnish(app);
        let before = everything(app);
        for recipe in RECIPES {
            let answer = call(&app.without_token(), recipe, &token).expect(401);
            assert!(!answer.text().contains(MARK));
        }
        assert!(everything(app) == before);
    }

    fn every_operation_is_403_for_a_token_without_rights(app) {
        user(app, "nobody", &[]);
        let nobody = session(app, "nobody");
        let token = furnish(app);
        let before = everything(app);
        for recipe in RECIPES {
            let answer = call(&nobody, recipe, &token).expect(403);
            assert!(!answer.text().contains(MARK));
        }
        assert!(everything(app) == before);
    }

    fn every_operation_is_403_for_a_token_with_every_right_but_its_own(app) {
        let token = furnish(app);
        let rights: BTreeSet<&str> = RECIPES.iter().map(|recipe| recipe.right).collect();
        for right in &rights {
            // The search shows what the caller may read: without jobs it still shows master data.
            let others: Vec<&str> = rights.iter().filter(|other| *other != right).copied().collect();
            let client = caller(app, &others.join(","));
            for recipe in
                RECIPES.iter().filter(|recipe| recipe.right == *right && recipe.path != "/search?q=J1")
            {
                call(&client, recipe, &token).expect(403);
            }
        }
    }

    fn every_operation_works_with_its_own_right_alone(app) {
        let token = furnish(app);
        for recipe in RECIPES {
            let client = caller(app, recipe.right);
            let answer = call(&client, recipe, &token).expect(recipe.status);
            // The figures name nothing, and events show only what the caller may read besides.
            let names_things = !["/admin/v1/summary", "/events/v1?limit=1000"].contains(&recipe.path);
            if recipe.operation.starts_with("GET ") && names_things {
                assert!(
                    answer.text().contains(MARK) || answer.text().contains("J1"),
                    "{}: {}",
                    answer.asked,
                    answer.text()
                );
            }
        }
    }

    fn no_operation_shows_or_changes_what_another_tenant_has(app) {
        let token = furnish(app);
        let stranger = app.stranger();
        let before = everything(app);
        for recipe in RECIPES {
            let answer = call(&stranger, recipe, &token);
            assert!(
                [200, 201, 204, 400, 404].contains(&answer.status),
                "{}: {}",
                answer.asked,
                answer.text()
            );
            assert!(
                !answer.text().contains(MARK) || recipe.path.contains(MARK),
                "{}: {}",
                answer.asked,
                answer.text()
            );
            assert!(everything(app) == before, "{} changed another tenant's data", answer.asked);
        }
    }
}

/// Somebody with these rights and the name of the technician.
fn caller(app: &App, rights: &str) -> Client {
    let token = json!({"subject": "tester", "rights": rights, "expires_in": 3_600});
    let issued = app.ask("POST", "/admin/v1/tokens").json(token).send().expect(201).json();
    app.with_token(issued["token"].as_str().expect("a token"))
}
