//! Taking tokens and rights back.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::both;
use crate::harness::{App, Client, Engine};

/// A new token by the admin API: its id, and somebody who bears it.
fn issued(app: &App, rights: &str) -> (String, Client) {
    let body = json!({"subject": "program", "rights": rights, "expires_in": 3_600});
    let token = app.ask("POST", "/admin/v1/tokens").json(body).send().expect(201).json();
    (
        token["id"].as_str().expect("a text").to_owned(),
        app.with_token(token["token"].as_str().expect("a text")),
    )
}

/// Fails unless this bearer is refused within a second.
#[track_caller]
fn refused_within_a_second(bearer: &Client) {
    let began = Instant::now();
    while bearer.get("1214").status != 401 {
        assert!(began.elapsed() < Duration::from_secs(1), "a revoked token still opens");
        std::thread::sleep(Duration::from_millis(20));
    }
}

both! {
    fn a_token_taken_back_opens_nothing_at_once(app) {
        app.put("1214", json!({})).expect(201);
        let (id, bearer) = issued(app, "workorder:read");
        bearer.get("1214").expect(200);
        app.ask("DELETE", &format!("/admin/v1/tokens/{id}")).send().expect(204);
        let answer = bearer.get("1214").expect(401).standard();
        assert!(answer.detail().contains("revoked"));
        app.get("1214").expect(200);
    }

    fn a_token_taken_back_on_the_command_line_opens_nothing_within_a_second(app) {
        app.put("1214", json!({})).expect(201);
        let (id, bearer) = issued(app, "all");
        bearer.get("1214").expect(200);
        app.command(&["token", "--revoke", &id]);
        refused_within_a_second(&bearer);
    }

    fn nobody_takes_back_the_token_of_another_tenant(app) {
        let (id, bearer) = issued(app, "workorder:read");
        let answer = app.stranger().ask("DELETE", &format!("/admin/v1/tokens/{id}")).send();
        answer.expect(404);
        bearer.get("1214").expect(404);
    }

    fn nobody_gives_more_than_they_have(app) {
        let clerk = app.caller("token:write,workorder:read");
        let ask = |rights: &str| {
            let body = json!({"subject": "x", "rights": rights, "expires_in": 60});
            clerk.ask("POST", "/admin/v1/tokens").json(body).send()
        };
        for more in ["all", "workorder:write", "workorder:*", "workorder:read,user:write"] {
            ask(more).expect(403);
        }
        ask("workorder:read").expect(201);
        let role = |name: &str, rights: &str| {
            app.ask("PUT", &format!("/admin/v1/roles/{name}")).json(json!({"rights": rights})).send()
        };
        role("small", "workorder:read").expect(204);
        let clerk = app.caller("role:write,workorder:read");
        let ask = clerk.ask("PUT", "/admin/v1/roles/large").json(json!({"rights": "all"}));
        ask.send().expect(403);
        let ask = clerk.ask("PUT", "/admin/v1/roles/small").json(json!({"rights": "workorder:*"}));
        ask.send().expect(403);
        clerk.ask("DELETE", "/admin/v1/roles/administrator").send().expect(403);
    }
}

#[test]
fn a_token_taken_back_on_one_node_opens_nothing_on_another_within_a_second() {
    let app = App::start(Engine::Postgres);
    let other = app.another_node();
    app.put("1214", json!({})).expect(201);
    let (id, bearer) = issued(&app, "workorder:read");
    let there = other.with_token(bearer.token());
    there.get("1214").expect(200);
    app.ask("DELETE", &format!("/admin/v1/tokens/{id}")).send().expect(204);
    bearer.get("1214").expect(401);
    refused_within_a_second(&there);
}
