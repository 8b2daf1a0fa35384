//! Tokens that open nothing.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use crate::both;
use crate::harness::App;

/// Fails unless this token is refused, for a reason with these words.
#[track_caller]
fn refused(app: &App, token: &str, words: &str) {
    let answer = app.with_token(token).get("1214").expect(401).standard();
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    let detail = answer.detail();
    assert!(detail.contains(words), "{detail}");
    assert!(!detail.contains(token), "a token is not repeated");
}

/// The header and the claims of a token.
fn parts(token: &str) -> (Value, Value) {
    let mut parts = token.split('.').map(|part| {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(part).expect("base64");
        serde_json::from_slice(&bytes).unwrap_or(Value::Null)
    });
    (parts.next().expect("a header"), parts.next().expect("claims"))
}

fn part(json: &Value) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(json.to_string())
}

both! {
    fn without_a_token_nothing_opens(app) {
        app.put("1214", json!({})).expect(201);
        let answer = app.without_token().get("1214").expect(401).standard();
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
        for (name, value) in [
            ("authorization", "Basic dTpw"),
            ("authorization", "Bearer"),
            ("authorization", app.token()),
            ("x-access-token", ""),
        ] {
            app.without_token()
                .ask("GET", "/seiapi/v3/trans/WorkOrder/1214")
                .header(name, value)
                .send()
                .expect(401)
                .standard();
        }
    }

    fn a_malformed_token_opens_nothing(app) {
        for token in [
            "x",
            "a.b",
            "a.b.c",
            "..",
            "....",
            "null",
            "{}",
            "eyJhbGciOiJIUzI1NiJ9..",
            &"a".repeat(5_000),
            "Bearer",
        ] {
            refused(app, token, "malformed");
        }
        let (header, claims, signature) = {
            let mut parts = app.token().split('.');
            (parts.next().expect("a part"), parts.next().expect("a part"), parts.next().expect("a part"))
        };
        for token in [
            format!("{header}.{claims}"),
            format!("{header}.{claims}."),
            format!("{header}..{signature}"),
            format!("{header}.{claims}.{signature}.x"),
            format!("{header}.{claims}.{signature}A"),
        ] {
            app.with_token(&token).get("1214").expect(401).standard();
        }
    }

    fn the_credentials_of_old_in_the_address_open_nothing(app) {
        app.put("1214", json!({"Title": "t"})).expect(201);
        let order = app.get("1214").expect(200);
        let nobody = app.without_token();
        for query in ["customerid=1&customercode=2", "customerid=&customercode=", "customerid=default"] {
            for method in ["GET", "PUT", "PATCH", "DELETE"] {
                let ask = nobody.ask(method, &format!("/seiapi/v3/trans/WorkOrder/1214?{query}"));
                let ask = if method == "GET" || method == "DELETE" { ask } else { ask.json(json!({})) };
                ask.send().expect(401).standard();
            }
            let export = format!("/seiapi/v3/export/WorkOrder?rowver=0&{query}");
            nobody.ask("GET", &export).send().expect(401).standard();
        }
        assert_eq!(app.get("1214").body, order.body);
    }

    fn an_expired_token_opens_nothing(app) {
        app.put("1214", json!({})).expect(201);
        let token = app.token_with(&["--subject", "short", "--grant", "all", "--expires", "1s"]);
        app.with_token(&token).get("1214").expect(200);
        std::thread::sleep(Duration::from_millis(1_100));
        refused(app, &token, "expired");
    }

    fn a_token_signed_with_another_key_opens_nothing(app) {
        let (header, claims) = parts(app.token());
        let mut forged = Header::new(Algorithm::HS256);
        forged.kid = header["kid"].as_str().map(str::to_owned);
        let other = EncodingKey::from_secret(b"a secret of somebody else, long enough to be one");
        refused(app, &encode(&forged, &claims, &other).expect("a token"), "signature");
        let empty = EncodingKey::from_secret(b"");
        refused(app, &encode(&forged, &claims, &empty).expect("a token"), "signature");
        forged.kid = Some("no such key".to_owned());
        refused(app, &encode(&forged, &claims, &other).expect("a token"), "key");
        forged.kid = None;
        refused(app, &encode(&forged, &claims, &other).expect("a token"), "malformed");
    }

    fn the_algorithm_follows_from_the_key_and_not_from_the_token(app) {
        let (header, claims) = parts(app.token());
        let kid = header["kid"].clone();
        for none in ["none", "None", "NONE"] {
            let unsigned =
                format!("{}.{}.", part(&json!({"alg": none, "typ": "JWT", "kid": kid})), part(&claims));
            app.with_token(&unsigned).get("1214").expect(401).standard();
        }
        for other in [Algorithm::HS384, Algorithm::HS512] {
            let mut forged = Header::new(other);
            forged.kid = kid.as_str().map(str::to_owned);
            let secret = EncodingKey::from_secret(b"whatever");
            refused(app, &encode(&forged, &claims, &secret).expect("a token"), "algorithm");
        }
        for other in ["RS256", "ES256", "PS256", "EdDSA"] {
            let signature = app.token().rsplit('.').next().expect("a part");
            let header = part(&json!({"alg": other, "typ": "JWT", "kid": kid}));
            refused(app, &format!("{header}.{}.{signature}", part(&claims)), "algorithm");
        }
    }

    fn a_token_with_changed_claims_opens_nothing(app) {
        let reader = app.token_with(&["--subject", "reader", "--grant", "workorder:read"]);
        let (_, of_all) = parts(app.token());
        let mut pieces: Vec<String> = reader.split('.').map(str::to_owned).collect();
        pieces[1] = part(&of_all);
        refused(app, &pieces.join("."), "signature");
        let mut own: Vec<String> = app.token().split('.').map(str::to_owned).collect();
        let mut claims = of_all;
        claims["exp"] = json!(4_000_000_000_u64);
        own[1] = part(&claims);
        refused(app, &own.join("."), "signature");
    }

    fn the_tenant_follows_from_the_key(app) {
        // The claims of ours under the key of another tenant, and the other way round.
        app.put("1214", json!({"Title": "ours"})).expect(201);
        let theirs = app.stranger();
        let (our_head, our_rest) = app.token().split_once('.').expect("parts");
        let (their_head, their_rest) = theirs.token().split_once('.').expect("parts");
        assert_ne!(our_head, their_head);
        refused(app, &format!("{our_head}.{their_rest}"), "signature");
        refused(app, &format!("{their_head}.{our_rest}"), "signature");
        theirs.get("1214").expect(404);
    }

    fn a_token_may_do_what_was_granted_and_nothing_else(app) {
        app.put("1214", json!({"Title": "t"})).expect(201);
        let reader = app.caller("workorder:read");
        reader.get("1214").expect(200);
        reader.put("1214", json!({})).expect(403).standard();
        reader.patch("1214", json!({})).expect(403).standard();
        reader.delete("1214").expect(403).standard();
        let writer = app.caller("workorder:write");
        writer.patch("1214", json!({"Title": "u"})).expect(200);
        writer.get("1214").expect(403).standard();
        writer.delete("1214").expect(403).standard();
        let everything = app.caller("workorder:*");
        everything.delete("1214").expect(200);
        everything.ask("GET", "/seiapi/v3/trans/Account/1").send().expect(403).standard();
        assert!(reader.patch("1214", json!({})).detail().contains("workorder:write"));
    }
}
