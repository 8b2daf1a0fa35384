//! Tokens for a name and a password.

use serde_json::json;

use super::{bearer, by_password, refused, text, token};
use crate::access::passwords::user;
use crate::both;

both! {
    fn a_password_gives_tokens(app) {
        app.put("1214", json!({})).expect(201);
        user(app, "ann", &["dispatcher"]);
        let answer = by_password(app, "ann");
        bearer(app, &answer).get("1214").expect(200);
        let ended = json!({"UserID": "ann", "Activated": true, "Password": "battery staple"});
        app.ask("PUT", "/seiapi/v3/trans/User/ann").json(ended).send().expect(200);
        bearer(app, &answer).get("1214").expect(401);
        let refresh = text(&answer, "refresh_token");
        refused(token(app, &[("grant_type", "refresh_token"), ("refresh_token", &refresh)]), 400, "invalid_grant");
    }

    fn a_scope_never_gives_more_than_the_user_may_and_follows_the_roles(app) {
        app.put("1214", json!({})).expect(201);
        user(app, "ann", &["production-manager"]);
        let fields = [
            ("grant_type", "password"),
            ("username", "ann"),
            ("password", "correct horse"),
            ("scope", "workorder:read,workorder:write"),
        ];
        let ann = bearer(app, &token(app, &fields).expect(200));
        ann.get("1214").expect(200);
        ann.patch("1214", json!({"Title": "t"})).expect(403);
        app.ask("PUT", "/admin/v1/users/ann/roles").json(json!({"roles": ["dispatcher"]})).send().expect(204);
        ann.patch("1214", json!({"Title": "t"})).expect(200);
        ann.ask("GET", "/seiapi/v3/trans/Account/A1").send().expect(403);
        let mut wrong = fields;
        wrong[3].1 = "workorder:read,nonsense";
        refused(token(app, &wrong), 400, "invalid_scope");
    }

    fn guessing_is_counted_with_the_other_ways_to_sign_in(app) {
        user(app, "ann", &[]);
        let guess = |password: &str| token(app, &[("grant_type", "password"), ("username", "ann"), ("password", password)]);
        for _ in 0..5 {
            refused(guess("guess"), 400, "invalid_grant");
            crate::access::passwords::sign_in(app, "ann", "guess").expect(401);
        }
        let wait = refused(guess("correct horse"), 429, "temporarily_unavailable");
        assert!(wait.header("retry-after").is_some());
    }

    fn what_is_missing_or_malformed_is_said(app) {
        for fields in [
            &[][..],
            &[("grant_type", "password")],
            &[("grant_type", "password"), ("username", "ann")],
            &[("grant_type", "password"), ("username", "a"), ("username", "b"), ("password", "x")],
            &[("grant_type", "client_credentials")],
            &[("grant_type", "authorization_code"), ("code", "x")],
            &[("grant_type", "refresh_token")],
            &[("grant_type", "password"), ("client_secret", "x")],
        ] {
            refused(token(app, fields), 400, "invalid_request");
        }
        refused(token(app, &[("grant_type", "implicit")]), 400, "unsupported_grant_type");
        for name in ["nobody", "", "a\0", &"x".repeat(5_000)] {
            let answer = token(app, &[("grant_type", "password"), ("username", name), ("password", "x")]).expect(400);
            assert!(answer.json()["error"].is_string());
        }
        let wrong = [("grant_type", "password"), ("username", "a"), ("password", "x"), ("tenant", "nobody")];
        refused(token(app, &wrong), 400, "invalid_grant");
        let anybody = app.without_token();
        let json = anybody.ask("POST", "/oauth/token").json(json!({"grant_type": "password"}));
        refused(json.send(), 415, "invalid_request");
        let large = token(app, &[("grant_type", "password"), ("username", "a"), ("password", &"x".repeat(20_000))]);
        refused(large, 413, "invalid_request");
    }
}
