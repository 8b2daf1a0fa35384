//! Signing in for programs.

mod clients;
mod codes;
mod end;
pub mod issuers;
mod keys;
mod page;
mod passwords;
mod refresh;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::harness::{Answer, App, Client};

/// What proves that who uses a code asked for it.
const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters";

/// The address that the code of our own web app is sent to.
const BACK: &str = "/console/back";

/// The hash of the verifier.
fn challenge() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER))
}

/// Fields as a form or a query.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// Sends a form.
#[track_caller]
pub fn send(client: &Client, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
    let ask = client.without_token();
    let mut ask = ask.ask("POST", path).header("content-type", "application/x-www-form-urlencoded");
    for (name, value) in headers {
        ask = ask.header(name, value);
    }
    ask.body(encoded(fields)).send()
}

/// Asks for tokens.
#[track_caller]
pub fn token(client: &Client, fields: &[(&str, &str)]) -> Answer {
    send(client, "/oauth/token", fields, &[])
}

/// Signs in by password, for no client.
#[track_caller]
pub fn by_password(app: &App, name: &str) -> Answer {
    token(app, &[("grant_type", "password"), ("username", name), ("password", "correct horse")]).expect(200)
}

/// A text of an answer.
#[track_caller]
fn text(answer: &Answer, member: &str) -> String {
    answer.json()[member].as_str().unwrap_or_else(|| panic!("no {member} in {}", answer.text())).to_owned()
}

/// Goes on only with an error object of this word.
#[track_caller]
fn refused(answer: Answer, status: u16, error: &str) -> Answer {
    let answer = answer.expect(status);
    let json = answer.json();
    assert_eq!(json["error"], error, "{json}");
    assert!(json["error_description"].as_str().is_some_and(|words| !words.is_empty()), "{json}");
    assert_eq!(json.as_object().map(serde_json::Map::len), Some(2), "{json}");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    answer
}

/// Somebody who bears the access token of an answer.
#[track_caller]
pub fn bearer(app: &App, answer: &Answer) -> Client {
    app.with_token(&text(answer, "access_token"))
}

/// The parameters of the address that a browser is sent to.
#[track_caller]
fn sent_back(answer: &Answer) -> (String, Vec<(String, String)>) {
    let location = answer.header("location").expect("a Location");
    let (address, query) = location.split_once('?').unwrap_or((location, ""));
    (address.to_owned(), form_urlencoded::parse(query.as_bytes()).into_owned().collect())
}

/// One of them.
fn parameter(answer: &Answer, name: &str) -> Option<String> {
    sent_back(answer).1.into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// A browser before the sign-in page: the page's hidden fields and its cookie.
pub struct Page {
    hidden: Vec<(String, String)>,
    cookie: String,
    answer: Answer,
}

impl Page {
    /// Opens the page for a request.
    #[track_caller]
    fn open(app: &App, request: &[(&str, &str)]) -> Self {
        let path = format!("/oauth/authorize?{}", encoded(request));
        let answer = app.without_token().ask("GET", &path).send().expect(200);
        let cookie =
            answer.header("set-cookie").expect("a cookie").split(';').next().expect("a pair").to_owned();
        let page = String::from_utf8_lossy(&answer.body).into_owned();
        let hidden = page.split("<input type=\"hidden\" name=\"").skip(1).map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"").expect("a value");
            (name.to_owned(), rest.split('"').next().expect("its end").replace("&amp;", "&"))
        });
        Self { hidden: hidden.collect(), cookie, answer }
    }

    /// Opens it for our own web app.
    #[track_caller]
    pub fn web(app: &App) -> Self {
        Self::open(app, &web(&[]))
    }

    /// Sends the form.
    #[track_caller]
    pub fn sign_in(&self, app: &App, name: &str, password: &str) -> Answer {
        self.send(app, name, password, &[("cookie", &self.cookie)])
    }

    #[track_caller]
    pub fn send(&self, app: &App, name: &str, password: &str, headers: &[(&str, &str)]) -> Answer {
        let mut fields: Vec<(&str, &str)> =
            self.hidden.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        fields.extend([("username", name), ("password", password)]);
        send(app, "/oauth/authorize", &fields, headers)
    }
}

/// A request of our own web app, with other values for some parameters; an empty one is left out.
pub fn web<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    static CHALLENGE: std::sync::LazyLock<String> = std::sync::LazyLock::new(challenge);
    let mut request = vec![
        ("client_id", "docket-web"),
        ("response_type", "code"),
        ("redirect_uri", BACK),
        ("state", "a state & more"),
        ("code_challenge", CHALLENGE.as_str()),
        ("code_challenge_method", "S256"),
    ];
    request.retain(|(name, _)| other.iter().all(|(changed, _)| changed != name));
    request.extend(other.iter().filter(|(_, value)| !value.is_empty()));
    request
}

/// A code for our own web app.
#[track_caller]
fn code(app: &App, name: &str) -> String {
    let answer = Page::web(app).sign_in(app, name, "correct horse").expect(302);
    parameter(&answer, "code").expect("a code")
}

/// Exchanges a code of our own web app.
#[track_caller]
pub fn exchange(app: &Client, code: &str) -> Answer {
    token(
        app,
        &[
            ("grant_type", "authorization_code"),
            ("client_id", "docket-web"),
            ("code", code),
            ("redirect_uri", BACK),
            ("code_verifier", VERIFIER),
        ],
    )
}
