//! `POST /createjwt`: signing in with a name and a password.

use serde_json::json;

use crate::both;
use crate::harness::{Answer, App, Client};

/// Tries to sign in.
pub fn sign_in(app: &App, name: &str, password: &str) -> Answer {
    app.without_token().ask("POST", "/createjwt").json(json!({"username": name, "password": password})).send()
}

/// A user who may sign in, with these roles.
#[track_caller]
pub fn user(app: &App, name: &str, roles: &[&str]) {
    let user = json!({"UserID": name, "Password": "correct horse", "Activated": true});
    app.ask("PUT", &format!("/seiapi/v3/trans/User/{name}")).json(user).send().expect(201);
    if !roles.is_empty() {
        let path = format!("/admin/v1/users/{name}/roles");
        app.ask("PUT", &path).json(json!({"roles": roles})).send().expect(204);
    }
}

/// Somebody who has signed in.
#[track_caller]
pub fn session(app: &App, name: &str) -> Client {
    let answer = sign_in(app, name, "correct horse").expect(200);
    app.with_token(answer.json()["token"].as_str().expect("a token"))
}

both! {
    fn who_signs_in_may_do_what_their_roles_allow(app) {
        app.put("1214", json!({})).expect(201);
        app.ask("PUT", "/admin/v1/roles/reader").json(json!({"rights": "workorder:read"})).send().expect(204);
        user(app, "ann", &["reader"]);
        let ann = session(app, "ann");
        ann.get("1214").expect(200);
        ann.patch("1214", json!({})).expect(403).standard();
        app.ask("PUT", "/admin/v1/roles/reader")
            .json(json!({"rights": "workorder:write"}))
            .send()
            .expect(204);
        ann.get("1214").expect(403);
        ann.patch("1214", json!({})).expect(200);
        app.ask("DELETE", "/admin/v1/roles/reader").send().expect(204);
        ann.patch("1214", json!({})).expect(403);
    }

    fn a_wrong_name_and_a_wrong_password_are_refused_in_the_same_words(app) {
        user(app, "ann", &[]);
        let wrong_password = sign_in(app, "ann", "incorrect horse").expect(401).standard();
        let wrong_name = sign_in(app, "bob", "correct horse").expect(401).standard();
        assert_eq!(wrong_password.json(), wrong_name.json());
        assert!(!wrong_password.text().contains("horse"));
    }

    fn who_is_locked_not_activated_or_deleted_can_not_sign_in_nor_go_on(app) {
        let path = "/seiapi/v3/trans/User/ann";
        user(app, "ann", &["dispatcher"]);
        let ann = session(app, "ann");
        ann.get("1214").expect(404);
        app.ask("PUT", path)
            .json(json!({"UserID": "ann", "Activated": true, "Locked": true}))
            .send()
            .expect(200);
        ann.get("1214").expect(401);
        sign_in(app, "ann", "correct horse").expect(401);
        app.ask("PUT", path).json(json!({"UserID": "ann", "Activated": false})).send().expect(200);
        ann.get("1214").expect(401);
        sign_in(app, "ann", "correct horse").expect(401);
        app.ask("PUT", path).json(json!({"UserID": "ann", "Activated": true})).send().expect(200);
        sign_in(app, "ann", "correct horse").expect(200);
        app.ask("DELETE", path).send().expect(200);
        ann.get("1214").expect(401);
        sign_in(app, "ann", "correct horse").expect(401);
    }

    fn a_password_is_never_told(app) {
        user(app, "ann", &[]);
        let found = app.ask("GET", "/seiapi/v3/trans/User/ann").send().expect(200);
        assert!(!found.text().contains("horse") && !found.text().contains("Password"), "{}", found.text());
        let log = app.ask("GET", "/events/v1").send().expect(200);
        assert!(!log.text().contains("horse") && !log.text().contains("argon"), "{}", log.text());
    }

    fn guessing_is_stopped_after_ten_tries_a_minute(app) {
        user(app, "ann", &[]);
        for _ in 0..10 {
            sign_in(app, "ann", "guess").expect(401);
        }
        let answer = sign_in(app, "ann", "correct horse").expect(429).standard();
        let wait: u32 = answer.header("retry-after").expect("a Retry-After").parse().expect("seconds");
        assert!((1..=60).contains(&wait), "{wait}");
        user(app, "bob", &[]);
        sign_in(app, "bob", "correct horse").expect(200);
    }

    fn a_malformed_sign_in_is_refused(app) {
        let send = |body: &str| app.without_token().ask("POST", "/createjwt").bytes(body).send();
        for body in [
            "",
            "{",
            "[]",
            "null",
            "{}",
            r#"{"username":"ann"}"#,
            r#"{"username":7,"password":"x"}"#,
            r#"{"username":"ann","password":null}"#,
        ] {
            send(body).expect(400).standard();
        }
        for name in ["", "\\u0000", "a\\u0000", &"x".repeat(5_000)] {
            let answer = send(&format!(r#"{{"username":"{name}","password":"x"}}"#)).standard();
            assert!([400, 401].contains(&answer.status), "{}", answer.text());
        }
        send(&format!(r#"{{"username":"ann","password":"{}"}}"#, "x".repeat(20_000))).expect(413).standard();
        let typeless = app.without_token().ask("POST", "/createjwt").body("{}").send();
        typeless.expect(415).standard();
        app.without_token().ask("GET", "/createjwt").send().expect(405).standard();
    }
}
