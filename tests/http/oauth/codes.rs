//! Codes: once, for a minute, for who asked.

use serde_json::json;

use super::{BACK, Page, VERIFIER, bearer, code, exchange, parameter, refused, text, token, web};
use crate::access::passwords::user;
use crate::both;

both! {
    fn a_code_is_exchanged_for_a_token_that_may_do_what_the_user_may(app) {
        app.put("1214", json!({})).expect(201);
        user(app, "ann", &["dispatcher"]);
        let answer = exchange(app, &code(app, "ann")).expect(200);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let json = answer.json();
        assert_eq!((&json["token_type"], &json["expires_in"]), (&json!("Bearer"), &json!(3600)));
        assert!(json.get("scope").is_none() && json["refresh_token"].is_string());
        bearer(app, &answer).get("1214").expect(200);
        let by_header = app.without_token().ask("GET", "/seiapi/v3/trans/WorkOrder/1214")
            .header("authorization", &format!("Bearer {}", text(&answer, "access_token")))
            .send();
        by_header.expect(200);
        bearer(app, &answer).ask("GET", "/admin/v1/roles").send().expect(403);
    }

    fn a_code_that_is_used_twice_takes_back_what_it_gave(app) {
        user(app, "ann", &["dispatcher"]);
        let code = code(app, "ann");
        let first = exchange(app, &code).expect(200);
        bearer(app, &first).get("1214").expect(404);
        refused(exchange(app, &code), 400, "invalid_grant");
        bearer(app, &first).get("1214").expect(401);
        let refresh = text(&first, "refresh_token");
        let fields = [("grant_type", "refresh_token"), ("client_id", "docket-web"), ("refresh_token", refresh.as_str())];
        refused(token(app, &fields), 400, "invalid_grant");
    }

    fn a_code_is_good_only_for_who_asked_for_it(app) {
        user(app, "ann", &[]);
        app.command(&["client", "add", "other", "--public", "--redirect", "https://a.example/"]);
        let code = code(app, "ann");
        let right = [
            ("grant_type", "authorization_code"),
            ("client_id", "docket-web"),
            ("code", code.as_str()),
            ("redirect_uri", BACK),
            ("code_verifier", VERIFIER),
        ];
        let with = |name: &str, value: &'static str| {
            let mut fields = right.to_vec();
            fields.retain(|(known, _)| *known != name);
            fields.extend([(name.to_owned().leak() as &str, value)].into_iter().filter(|(_, value)| !value.is_empty()));
            token(app, &fields)
        };
        for (name, value) in [
            ("client_id", "other"),
            ("code", "another"),
            ("redirect_uri", "/console/elsewhere"),
            ("redirect_uri", ""),
            ("code_verifier", "another-verifier-of-at-least-forty-three-characters"),
            ("code_verifier", ""),
        ] {
            refused(with(name, value), 400, "invalid_grant");
        }
        refused(with("client_id", "nobody"), 401, "invalid_client");
        refused(with("client_id", ""), 400, "invalid_request");
        refused(with("code", ""), 400, "invalid_request");
        let mut spelt = right;
        spelt[3].0 = "redirect_url";
        token(app, &spelt).expect(200);
    }

    fn a_code_is_not_used_for_somebody_who_may_no_longer_sign_in(app) {
        user(app, "ann", &[]);
        let (locked, changed) = (code(app, "ann"), code(app, "ann"));
        let path = "/seiapi/v3/trans/User/ann";
        let put = |body: serde_json::Value| app.ask("PUT", path).json(body).send().expect(200);
        put(json!({"UserID": "ann", "Activated": true, "Locked": true}));
        refused(exchange(app, &locked), 400, "invalid_grant");
        put(json!({"UserID": "ann", "Activated": true, "Password": "battery staple"}));
        refused(exchange(app, &changed), 400, "invalid_grant");
    }

    fn a_scope_that_was_asked_for_narrows_the_token(app) {
        app.put("1214", json!({})).expect(201);
        user(app, "ann", &["dispatcher"]);
        let page = Page::open(app, &web(&[("scope", "workorder:read user:write")]));
        let answer = page.sign_in(app, "ann", "correct horse").expect(302);
        let given = exchange(app, &parameter(&answer, "code").expect("a code")).expect(200);
        let ann = bearer(app, &given);
        ann.get("1214").expect(200);
        ann.patch("1214", json!({"Title": "t"})).expect(403);
        ann.ask("DELETE", "/seiapi/v3/trans/User/ann").send().expect(403);
        let scope = text(&given, "scope");
        assert!(scope.split(' ').any(|right| right == "workorder:read"), "{scope}");
    }
}

#[test]
fn a_code_lasts_a_minute() {
    let app = crate::harness::App::start(crate::harness::Engine::Postgres);
    user(&app, "ann", &[]);
    let (late, timely) = (code(&app, "ann"), code(&app, "ann"));
    app.sql("UPDATE oauth_code SET expires = expires - 59000");
    exchange(&app, &timely).expect(200);
    app.sql("UPDATE oauth_code SET expires = expires - 1000");
    refused(exchange(&app, &late), 400, "invalid_grant");
}
