//! Refresh tokens: each is good once.

use serde_json::json;

use super::{bearer, by_password, code, exchange, refused, text, token};
use crate::access::passwords::user;
use crate::both;
use crate::harness::{Answer, App, Engine};

fn refresh(app: &App, answer: &Answer) -> Answer {
    token(app, &[("grant_type", "refresh_token"), ("refresh_token", &text(answer, "refresh_token"))])
}

both! {
    fn a_refresh_token_gives_the_next_tokens(app) {
        user(app, "ann", &["dispatcher"]);
        let first = by_password(app, "ann");
        let second = refresh(app, &first).expect(200);
        assert_ne!(text(&first, "refresh_token"), text(&second, "refresh_token"));
        bearer(app, &second).get("1214").expect(404);
        let third = refresh(app, &second).expect(200);
        bearer(app, &third).get("1214").expect(404);
    }

    fn a_refresh_token_that_is_used_twice_ends_the_sign_in(app) {
        user(app, "ann", &["dispatcher"]);
        let first = by_password(app, "ann");
        let second = refresh(app, &first).expect(200);
        bearer(app, &second).get("1214").expect(404);
        refused(refresh(app, &first), 400, "invalid_grant");
        bearer(app, &second).get("1214").expect(401);
        refused(refresh(app, &second), 400, "invalid_grant");
        let other = by_password(app, "ann");
        bearer(app, &other).get("1214").expect(404);
    }

    fn a_refresh_token_is_good_only_for_its_client(app) {
        user(app, "ann", &[]);
        app.command(&["client", "add", "other", "--public", "--redirect", "https://a.example/"]);
        let given = exchange(app, &code(app, "ann")).expect(200);
        let refresh = text(&given, "refresh_token");
        let as_client = |id: &str| token(app, &[("grant_type", "refresh_token"), ("refresh_token", &refresh), ("client_id", id)]);
        for id in ["", "other"] {
            refused(as_client(id), 400, "invalid_grant");
        }
        as_client("docket-web").expect(200);
    }

    fn a_refresh_may_narrow_but_not_widen(app) {
        app.put("1214", json!({})).expect(201);
        user(app, "ann", &["dispatcher"]);
        let fields = [("grant_type", "password"), ("username", "ann"), ("password", "correct horse")];
        let given = token(app, &[&fields[..], &[("scope", "workorder:read account:read")]].concat()).expect(200);
        let scoped = |answer: &Answer, scope: &str| {
            token(app, &[("grant_type", "refresh_token"), ("refresh_token", &text(answer, "refresh_token")), ("scope", scope)])
        };
        refused(scoped(&given, "workorder:write"), 400, "invalid_scope");
        let narrow = scoped(&given, "account:read").expect(200);
        bearer(app, &narrow).get("1214").expect(403);
        bearer(app, &refresh(app, &narrow).expect(200)).get("1214").expect(200);
    }

    fn a_refresh_token_ends_with_its_access_token(app) {
        user(app, "ann", &["dispatcher"]);
        let given = by_password(app, "ann");
        let list = app.ask("GET", "/admin/v1/tokens").send().expect(200).json();
        let session = list["tokens"].as_array().expect("tokens").iter().find(|token| token["subject"] == "ann");
        let path = format!("/admin/v1/tokens/{}", session.expect("a session")["id"].as_str().expect("an id"));
        app.ask("DELETE", &path).send().expect(204);
        bearer(app, &given).get("1214").expect(401);
        refused(refresh(app, &given), 400, "invalid_grant");
    }

    fn nonsense_is_no_refresh_token(app) {
        for nonsense in ["x", ".", "a.b", "a\0.b", &"x.".repeat(3_000), app.token()] {
            refused(token(app, &[("grant_type", "refresh_token"), ("refresh_token", nonsense)]), 400, "invalid_grant");
        }
    }

    fn of_many_at_once_with_one_refresh_token_at_most_one_is_answered(app) {
        user(app, "ann", &[]);
        let given = by_password(app, "ann");
        let answers: Vec<u16> = std::thread::scope(|scope| {
            let asks: Vec<_> = (0..8).map(|_| scope.spawn(|| refresh(app, &given).status)).collect();
            asks.into_iter().map(|ask| ask.join().expect("answered")).collect()
        });
        assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|status| [200, 400].contains(status)), "{answers:?}");
    }
}

#[test]
fn a_refresh_token_lasts_thirty_days() {
    let app = App::start(Engine::Postgres);
    user(&app, "ann", &[]);
    let (late, timely) = (by_password(&app, "ann"), by_password(&app, "ann"));
    app.sql("UPDATE oauth_family SET expires = expires - (30 * 86400000::bigint - 60000)");
    refresh(&app, &timely).expect(200);
    app.sql("UPDATE oauth_family SET expires = expires - 60000");
    refused(refresh(&app, &late), 400, "invalid_grant");
}
