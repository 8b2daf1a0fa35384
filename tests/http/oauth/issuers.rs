//! Tokens of other issuers.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use super::keys::{Pair, Published};
use super::refused;
use crate::access::passwords::user;
use crate::harness::{Answer, App, Engine};

const ISSUER: &str = "https://id.example/realm";

/// A server that trusts an issuer; more settings of it may follow.
#[track_caller]
fn trusting(engine: Engine, jwks: &str, more: &str) -> App {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("settings.toml");
    let text = format!("[[issuer]]\nissuer = '{ISSUER}'\njwks = '{jwks}'\naudience = 'docket'\n{more}\n");
    std::fs::write(&file, text).expect("room for a file");
    App::with(engine, &["--config", file.to_str().expect("a plain name")])
}

#[expect(clippy::disallowed_methods, reason = "tokens are made for the server's own clock")]
fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs() as i64
}

/// The claims of a token that is in order, with others in their place; null takes one away.
fn claims(other: Value) -> Value {
    let mut claims = json!({"iss": ISSUER, "aud": "docket", "sub": "ann", "exp": now() + 600, "iat": now(), "roles": ["dispatcher"]});
    let (Value::Object(claims_of), Value::Object(other)) = (&mut claims, other) else {
        panic!("claims are objects")
    };
    claims_of.extend(other);
    claims_of.retain(|_, value| !value.is_null());
    claims
}

fn status(app: &App, token: &str) -> u16 {
    app.with_token(token).get("1214").status
}

/// Signing out with the token of another issuer, whom a server of its own trusts.
pub fn sign_out_with_their_token() -> Answer {
    let pair = Pair::es256("e");
    let issuer = Published::start(&[pair.public()]);
    let app = trusting(Engine::Sqlite, &issuer.address, "roles_claim = 'roles'");
    app.with_token(&pair.sign(&claims(json!({})))).ask("DELETE", "/oauth/token").send()
}

fn opens(engine: Engine) {
    let (es, rs) = (Pair::es256("e"), Pair::rs256("r"));
    let issuer = Published::start(&[es.public(), rs.public()]);
    let app = trusting(engine, &issuer.address, "roles_claim = 'roles'");
    app.put("1214", json!({})).expect(201);
    for pair in [&es, &rs] {
        let ann = app.with_token(&pair.sign(&claims(json!({}))));
        ann.get("1214").expect(200);
        ann.ask("GET", "/admin/v1/roles").send().expect(403);
        refused(ann.ask("DELETE", "/oauth/token").send(), 404, "invalid_request");
    }
    let several =
        es.sign(&claims(json!({"aud": ["other", "docket"], "roles": "nothing production-manager"})));
    let ann = app.with_token(&several);
    ann.get("1214").expect(200);
    ann.patch("1214", json!({"Title": "t"})).expect(403);
    assert_eq!(status(&app, &es.sign(&claims(json!({"roles": null})))), 403);
    assert_eq!(issuer.asked(), 1, "the keys are remembered");
    app.get("1214").expect(200);
}

#[test]
fn a_token_of_a_trusted_issuer_opens_what_its_roles_allow_on_sqlite() {
    opens(Engine::Sqlite);
}

#[test]
fn a_token_of_a_trusted_issuer_opens_what_its_roles_allow_on_postgres() {
    opens(Engine::Postgres);
}

#[test]
fn a_token_that_is_not_in_order_opens_nothing() {
    let (pair, stranger) = (Pair::es256("k"), Pair::es256("k"));
    let rsa = Pair::rs256("r");
    let published = pair.public();
    let secret =
        json!({"kty": "oct", "kid": "s", "k": BASE64_URL_SAFE_NO_PAD.encode([7; 32]), "alg": "HS256"});
    let issuer = Published::start(&[published.clone(), rsa.public(), secret]);
    let app = trusting(Engine::Sqlite, &issuer.address, "roles_claim = 'roles'");
    app.put("1214", json!({})).expect(201);
    for other in [
        json!({"iss": "https://evil.example"}),
        json!({"iss": null}),
        json!({"aud": "other"}),
        json!({"aud": ["other"]}),
        json!({"aud": null}),
        json!({"exp": now() - 3_600}),
        json!({"exp": null}),
        json!({"exp": "soon"}),
        json!({"nbf": now() + 3_600}),
        json!({"sub": null}),
        json!({"sub": ""}),
        json!({"sub": 7}),
    ] {
        assert_eq!(status(&app, &pair.sign(&claims(other.clone()))), 401, "{other}");
    }
    assert_eq!(status(&app, &stranger.sign(&claims(json!({})))), 401, "another key under the same id");
    let good = pair.sign(&claims(json!({})));
    assert_eq!(status(&app, &good), 200);
    let (_, rest) = good.split_once('.').expect("a header");
    let header =
        |alg: &str, kid: &str| BASE64_URL_SAFE_NO_PAD.encode(json!({"alg": alg, "kid": kid}).to_string());
    for alg in ["none", "HS256", "RS256", "ES384", "EdDSA"] {
        assert_eq!(status(&app, &format!("{}.{rest}", header(alg, "k"))), 401, "{alg}");
    }
    let unsigned = format!("{}.{}.", header("none", "k"), rest.split('.').next().expect("claims"));
    assert_eq!(status(&app, &unsigned), 401);
    // A secret among the keys is no key, nor is a public key a secret.
    for (kid, secret) in
        [("s", vec![7; 32]), ("k", published["x"].as_str().expect("a text").as_bytes().to_vec())]
    {
        let header = Header { kid: Some(kid.to_owned()), ..Header::new(Algorithm::HS256) };
        let forged = jsonwebtoken::encode(&header, &claims(json!({})), &EncodingKey::from_secret(&secret));
        assert_eq!(status(&app, &forged.expect("a token")), 401, "{kid}");
    }
}

#[test]
fn a_new_key_is_found_and_asked_for_no_more_than_every_half_minute() {
    let (old, new) = (Pair::es256("old"), Pair::es256("new"));
    let issuer = Published::start(&[old.public()]);
    let app = trusting(Engine::Sqlite, &issuer.address, "roles_claim = 'roles'");
    assert_eq!(status(&app, &old.sign(&claims(json!({})))), 404);
    issuer.publish(&[new.public()]);
    assert_eq!(status(&app, &new.sign(&claims(json!({})))), 404);
    assert_eq!(status(&app, &old.sign(&claims(json!({"jti": "2"})))), 401, "a key that was taken away");
    for number in 0..20 {
        assert_eq!(status(&app, &Pair::es256(&format!("x{number}")).sign(&claims(json!({})))), 401);
    }
    assert_eq!(issuer.asked(), 2);
}

#[test]
fn while_the_issuer_is_down_its_last_keys_hold() {
    let (known, unknown) = (Pair::es256("known"), Pair::es256("unknown"));
    let issuer = Published::start(&[known.public()]);
    let app = trusting(Engine::Sqlite, &issuer.address, "roles_claim = 'roles'");
    assert_eq!(status(&app, &known.sign(&claims(json!({})))), 404);
    issuer.goes_down();
    assert_eq!(status(&app, &unknown.sign(&claims(json!({})))), 401);
    assert_eq!(status(&app, &known.sign(&claims(json!({"jti": "2"})))), 404);
}

#[test]
fn an_issuer_that_answers_nonsense_or_too_much_gives_no_keys() {
    for keys in [vec![json!("x"), json!({"kty": "RSA"})], vec![json!({"kid": "x".repeat(300_000)})]] {
        let issuer = Published::start(&keys);
        let app = trusting(Engine::Sqlite, &issuer.address, "");
        assert_eq!(status(&app, &Pair::es256("k").sign(&claims(json!({})))), 401);
        app.get("1214").expect(404);
    }
}

#[test]
fn the_tenant_the_subject_and_the_roles_follow_from_the_settings() {
    let pair = Pair::es256("k");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("keys.json");
    std::fs::write(&file, json!({"keys": [pair.public()]}).to_string()).expect("room for a file");
    let more = "tenant = 'other'\nsubject_claim = 'email'\nroles_claim = 'groups'\nrights_claim = 'scope'\nroles = { Boss = 'administrator' }";
    let app = trusting(Engine::Sqlite, file.to_str().expect("a plain name"), more);
    app.put("1214", json!({})).expect(201);
    let token = |other: Value| pair.sign(&claims(other));
    let boss = app.with_token(&token(json!({"email": "b@x", "groups": ["Boss"], "tenant": "default"})));
    boss.get("1214").expect(404);
    boss.ask("GET", "/admin/v1/roles").send().expect(200);
    let named = token(json!({"email": "b@x", "groups": ["administrator"]}));
    assert_eq!(status(&app, &named), 403, "a role of ours that the settings do not name");
    assert_eq!(status(&app, &token(json!({"email": "b@x", "scope": "openid workorder:read"}))), 404);
    assert_eq!(status(&app, &token(json!({"groups": ["Boss"]}))), 401, "the subject is elsewhere");
}

#[test]
fn without_a_claim_for_them_the_roles_are_those_of_the_user() {
    let pair = Pair::es256("k");
    let issuer = Published::start(&[pair.public()]);
    let app = trusting(Engine::Sqlite, &issuer.address, "");
    let token = pair.sign(&claims(json!({})));
    assert_eq!(status(&app, &token), 403);
    user(&app, "ann", &["dispatcher"]);
    assert_eq!(status(&app, &token), 404);
    let locked = json!({"UserID": "ann", "Activated": true, "Locked": true});
    app.ask("PUT", "/seiapi/v3/trans/User/ann").json(locked).send().expect(200);
    assert_eq!(status(&app, &token), 401);
}
