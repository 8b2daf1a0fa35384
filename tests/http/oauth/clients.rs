//! Clients that ask for themselves, and those that sign people in.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

use super::{Page, bearer, parameter, refused, send, sent_back, text, token, web};
use crate::access::passwords::user;
use crate::both;

both! {
    fn a_secret_gives_a_token_with_the_clients_rights(app) {
        app.put("1214", json!({})).expect(201);
        let secret = app.command(&["client", "add", "shop", "--grant", "workorder:read,account:read"]);
        let fields = [("grant_type", "client_credentials"), ("client_id", "shop"), ("client_secret", secret.trim())];
        let answer = token(app, &fields).expect(200);
        let shop = bearer(app, &answer);
        shop.get("1214").expect(200);
        shop.patch("1214", json!({"Title": "t"})).expect(403);
        let mut narrow = fields.to_vec();
        narrow.push(("scope", "account:read user:write"));
        let narrowed = token(app, &narrow).expect(200);
        bearer(app, &narrowed).get("1214").expect(403);
        assert_eq!(text(&narrowed, "scope"), "account:read");
        let refresh = text(&narrowed, "refresh_token");
        let again = [
            ("grant_type", "refresh_token"),
            ("client_id", "shop"),
            ("client_secret", secret.trim()),
            ("refresh_token", refresh.as_str()),
        ];
        refused(token(app, &[again[0], again[1], again[3]]), 401, "invalid_client");
        bearer(app, &token(app, &again).expect(200)).get("1214").expect(403);
    }

    fn a_client_may_say_its_secret_by_http_basic(app) {
        let secret = app.command(&["client", "add", "shop", "--grant", "workorder:read"]);
        let basic = |pair: String| {
            let value = format!("Basic {}", BASE64_STANDARD.encode(pair));
            send(app, "/oauth/token", &[("grant_type", "client_credentials")], &[("authorization", &value)])
        };
        let given = basic(format!("shop:{}", secret.trim())).expect(200);
        bearer(app, &given).get("1214").expect(404);
        let wrong = refused(basic("shop:guess".to_owned()), 401, "invalid_client");
        assert!(wrong.header("www-authenticate").is_some_and(|scheme| scheme.starts_with("Basic")));
        refused(basic("nobody:guess".to_owned()), 401, "invalid_client");
        refused(basic("no colon".to_owned()), 400, "invalid_request");
        let (other, both) = (("client_id", "other"), ("client_secret", "x"));
        for more in [other, both] {
            let value = format!("Basic {}", BASE64_STANDARD.encode(format!("shop:{}", secret.trim())));
            let fields = [("grant_type", "client_credentials"), more];
            refused(send(app, "/oauth/token", &fields, &[("authorization", &value)]), 400, "invalid_request");
        }
    }

    fn a_public_client_or_one_without_rights_does_not_ask_for_itself(app) {
        app.command(&["client", "add", "app", "--public", "--redirect", "https://a.example/"]);
        let secret = app.command(&["client", "add", "site", "--redirect", "https://a.example/"]);
        for (id, secret) in [("app", ""), ("docket-web", ""), ("site", secret.trim())] {
            let fields = [("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)];
            refused(token(app, &fields), 400, "unauthorized_client");
        }
    }

    fn a_registered_client_signs_people_in(app) {
        user(app, "ann", &["dispatcher"]);
        let address = "https://a.example/back?x=1";
        let secret = app.command(&["client", "add", "site", "--redirect", address, "--label", "The <Site>"]);
        // A client with a secret can do without PKCE, and with one address without naming it.
        let page = Page::open(app, &[("client_id", "site"), ("response_type", "code")]);
        assert!(page.answer.text().contains("The &lt;Site&gt;"));
        let policy = page.answer.header("content-security-policy").expect("a policy");
        assert!(policy.contains("form-action 'self' https://a.example;"), "{policy}");
        let answer = page.sign_in(app, "ann", "correct horse").expect(302);
        assert_eq!(sent_back(&answer).0, "https://a.example/back");
        assert_eq!((parameter(&answer, "x").as_deref(), parameter(&answer, "state")), (Some("1"), None));
        let code = parameter(&answer, "code").expect("a code");
        let fields = [("grant_type", "authorization_code"), ("client_id", "site"), ("code", code.as_str())];
        refused(token(app, &fields), 401, "invalid_client");
        let proven = [&fields[..], &[("client_secret", secret.trim())]].concat();
        bearer(app, &token(app, &proven).expect(200)).get("1214").expect(404);
        let elsewhere = format!("/oauth/authorize?{}", super::encoded(&web(&[("client_id", "site")])));
        refused(app.without_token().ask("GET", &elsewhere).send(), 400, "invalid_request");
    }

    fn a_client_alone_says_its_tenant(app) {
        app.put("1214", json!({})).expect(201);
        let secret = app.command(&["client", "add", "theirs", "--grant", "workorder:read", "--tenant", "other"]);
        let fields = [("grant_type", "client_credentials"), ("client_id", "theirs"), ("client_secret", secret.trim())];
        bearer(app, &token(app, &fields).expect(200)).get("1214").expect(404);
        let mut named = fields.to_vec();
        named.push(("tenant", "default"));
        refused(token(app, &named), 401, "invalid_client");
        named[3].1 = "other";
        token(app, &named).expect(200);
        let ours = app.command(&["client", "add", "theirs", "--grant", "workorder:read"]);
        refused(token(app, &fields), 401, "invalid_client");
        let fields = [("grant_type", "client_credentials"), ("client_id", "theirs"), ("client_secret", ours.trim())];
        bearer(app, &token(app, &fields).expect(200)).get("1214").expect(200);
    }
}
