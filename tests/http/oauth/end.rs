//! Signing out.

use super::{BACK, bearer, by_password, code, exchange, refused, text, token};
use crate::access::passwords::user;
use crate::both;
use crate::harness::{Answer, Client};

fn sign_out(client: &Client, query: &str) -> Answer {
    client.ask("DELETE", &format!("/oauth/token{query}")).send()
}

both! {
    fn signing_out_ends_the_tokens_and_leads_on(app) {
        user(app, "ann", &["dispatcher"]);
        let given = exchange(app, &code(app, "ann")).expect(200);
        let ann = bearer(app, &given);
        ann.get("1214").expect(404);
        let answer = sign_out(&ann, &format!("?redirect_uri={BACK}")).expect(302);
        assert_eq!(answer.header("location"), Some(BACK));
        ann.get("1214").expect(401);
        refused(sign_out(&ann, ""), 401, "access_denied");
        let refresh = text(&given, "refresh_token");
        let fields = [("grant_type", "refresh_token"), ("client_id", "docket-web"), ("refresh_token", refresh.as_str())];
        refused(token(app, &fields), 400, "invalid_grant");
    }

    fn every_token_of_ours_can_be_given_back(app) {
        user(app, "ann", &[]);
        let (one, other) = (bearer(app, &by_password(app, "ann")), bearer(app, &by_password(app, "ann")));
        assert_eq!(sign_out(&one, "").expect(302).header("location"), Some("/"));
        one.get("1214").expect(401);
        other.get("1214").expect(403);
        let developer = app.caller("workorder:read");
        sign_out(&developer, "").expect(302);
        developer.get("1214").expect(401);
        app.get("1214").expect(404);
    }

    fn nobody_is_led_elsewhere_and_then_nothing_is_taken_back(app) {
        user(app, "ann", &["dispatcher"]);
        app.command(&["client", "add", "app", "--public", "--redirect", "https://a.example/"]);
        let fields = [("grant_type", "password"), ("username", "ann"), ("password", "correct horse"), ("client_id", "app")];
        let ann = bearer(app, &token(app, &fields).expect(200));
        for address in ["https://evil.example/", BACK] {
            refused(sign_out(&ann, &format!("?redirect_uri={address}")), 400, "invalid_request");
        }
        ann.get("1214").expect(404);
        let answer = sign_out(&ann, "?post_logout_redirect_uri=https://a.example/").expect(302);
        assert_eq!(answer.header("location"), Some("https://a.example/"));
        ann.get("1214").expect(401);
        refused(sign_out(&app.without_token(), ""), 401, "access_denied");
    }
}
