//! What signing in answers, which takes no right, so that no recipe calls it.

use serde_json::json;

use super::Tries;
use crate::access::passwords::user;
use crate::oauth::{Page, bearer, by_password, encoded, exchange, issuers, send, token, web};

const AUTHORIZE: &str = "/oauth/authorize";
/// How many wrong passwords are borne within a minute.
const BORNE: usize = 10;

/// Provokes them all.
pub fn provoke(tries: &mut Tries<'_>) {
    user(tries.app, "ann", &[]);
    page(tries);
    form(tries);
    tokens(tries);
    signing_out(tries);
    createjwt(tries);
}

/// The page.
fn page(tries: &mut Tries<'_>) {
    for (other, status) in [
        (("state", "x"), 200),
        (("response_type", "token"), 302),
        (("client_id", "nobody"), 400),
        (("tenant", "nobody"), 404),
    ] {
        let path = format!("{AUTHORIZE}?{}", encoded(&web(&[other])));
        let answer = tries.app.without_token().ask("GET", &path).send().expect(status);
        tries.seen.note("GET /oauth/authorize", &answer);
    }
}

/// The form on it.
fn form(tries: &mut Tries<'_>) {
    let app = tries.app;
    user(app, "guessed", &[]);
    let page = Page::web(app);
    let elsewhere = web(&[("tenant", "nobody")]);
    let json = app.without_token().ask("POST", AUTHORIZE).json(json!({})).send();
    let mut answers = vec![
        page.sign_in(app, "ann", "correct horse").expect(302),
        page.send(app, "ann", "correct horse", &[]).expect(400),
        page.sign_in(app, "guessed", "guess").expect(401),
        send(app, AUTHORIZE, &elsewhere, &[]).expect(404),
        send(app, AUTHORIZE, &[("x", &"y".repeat(20_000))], &[]).expect(413),
        json.expect(415),
    ];
    let guesses = (0..BORNE).map(|_| page.sign_in(app, "guessed", "guess"));
    answers.push(guesses.last().expect("some").expect(429));
    for answer in &answers {
        tries.seen.note("POST /oauth/authorize", answer);
    }
}

/// Tokens for what proves who asks.
fn tokens(tries: &mut Tries<'_>) {
    let app = tries.app;
    user(app, "suspected", &[]);
    let guess = [("grant_type", "password"), ("username", "suspected"), ("password", "guess")];
    let json = app.without_token().ask("POST", "/oauth/token").json(json!({})).send();
    let client = [("grant_type", "client_credentials"), ("client_id", "nobody"), ("client_secret", "x")];
    let mut answers = vec![
        by_password(app, "ann"),
        exchange(app, "no-code").expect(400),
        token(app, &client).expect(401),
        token(
            app,
            &[
                ("grant_type", "refresh_token"),
                ("client_id", "docket-web"),
                ("refresh_token", "x"),
                ("tenant", "nobody"),
            ],
        )
        .expect(404),
        token(app, &[("x", &"y".repeat(20_000))]).expect(413),
        json.expect(415),
    ];
    let guesses = (0..=BORNE).map(|_| token(app, &guess));
    answers.push(guesses.last().expect("some").expect(429));
    for answer in &answers {
        tries.seen.note("POST /oauth/token", answer);
    }
}

/// Giving a token back; one of another issuer is not ours to take.
fn signing_out(tries: &mut Tries<'_>) {
    let app = tries.app;
    let ann = bearer(app, &by_password(app, "ann"));
    let elsewhere = "/oauth/token?redirect_uri=https%3A%2F%2Fevil.example";
    for answer in [
        ann.ask("DELETE", elsewhere).send().expect(400),
        ann.ask("DELETE", "/oauth/token").send().expect(302),
        ann.ask("DELETE", "/oauth/token").send().expect(401),
        issuers::sign_out_with_their_token().expect(404),
    ] {
        tries.seen.note("DELETE /oauth/token", &answer);
    }
}

/// Signing in as the ServiceMobility dialect has it.
fn createjwt(tries: &mut Tries<'_>) {
    let app = tries.app;
    user(app, "watched", &[]);
    let sign_in = |name: &str, password: &str| {
        let body = json!({"username": name, "password": password});
        app.without_token().ask("POST", "/createjwt").json(body).send()
    };
    let mut answers = vec![
        sign_in("ann", "correct horse").expect(200),
        app.without_token().ask("POST", "/createjwt").bytes("{").send().expect(400),
        sign_in("watched", "guess").expect(401),
        sign_in("watched", &"x".repeat(20_000)).expect(413),
        app.without_token().ask("POST", "/createjwt").body("{}").send().expect(415),
    ];
    for _ in 1..BORNE {
        sign_in("watched", "guess");
    }
    answers.push(sign_in("watched", "guess").expect(429));
    for answer in &answers {
        tries.seen.note("POST /createjwt", answer);
    }
}
