//! 503: while the database is away, whatever needs it says so.

use serde_json::json;

use super::Tries;
use crate::access::operations::{furnish, request};
use crate::access::recipes;
use crate::away::let_connect;
use crate::device::uploads::upload_id;
use crate::harness::{App, Engine};
use crate::niagara::attachments::{announce, pdf, place, send};
use crate::oauth::{Page, encoded, token, web};

/// What takes no right has no recipe.
fn without_a_recipe(tries: &mut Tries<'_>, page: &Page, signed: &str) {
    let app = tries.app;
    let stranger = app.without_token();
    let asked = format!("/oauth/authorize?{}", encoded(&web(&[])));
    let upload = format!("/device/v1/uploads/{}", upload_id(1));
    let tus = |method: &str, path: &str| app.ask(method, path).header("tus-resumable", "1.0.0");
    let more = tus("PATCH", &upload).header("upload-offset", "0");
    for (operation, answer) in [
        ("GET /readyz", stranger.ask("GET", "/readyz").send()),
        ("PUT /attachments/{id}/content", send(app, signed, &pdf(500, 1))),
        ("GET /oauth/authorize", stranger.ask("GET", &asked).send()),
        ("POST /oauth/authorize", page.sign_in(app, "ann", "correct horse")),
        (
            "POST /oauth/token",
            token(app, &[("grant_type", "password"), ("username", "ann"), ("password", "x")]),
        ),
        ("DELETE /oauth/token", app.ask("DELETE", "/oauth/token").send()),
        (
            "POST /createjwt",
            stranger.ask("POST", "/createjwt").json(json!({"username": "ann", "password": "x"})).send(),
        ),
        ("POST /device/v1/uploads", tus("POST", "/device/v1/uploads").header("upload-length", "9").send()),
        ("HEAD /device/v1/uploads/{id}", tus("HEAD", &upload).send()),
        (
            "PATCH /device/v1/uploads/{id}",
            more.header("content-type", "application/offset+octet-stream").body("x").send(),
        ),
        ("DELETE /device/v1/uploads/{id}", tus("DELETE", &upload).send()),
    ] {
        tries.seen.note(operation, &answer.expect(503));
    }
}

#[test]
fn every_operation_that_needs_the_database_is_503_while_it_is_away() {
    let app = App::start(Engine::Postgres);
    let world = furnish(&app);
    let page = Page::web(&app);
    let announced = announce(&app, "to-be-sent", 500);
    let signed = place(&app, &announced);
    let_connect(&app, false);
    let mut tries = Tries::new(&app, world);
    for recipe in recipes::all() {
        let body = recipe.body.as_deref().map(|body| tries.world.fill(body));
        let answer = request(&app, &recipe, &tries.world.fill(&recipe.path), body).send().expect(503);
        tries.seen.note(&recipe.operation, &answer);
    }
    without_a_recipe(&mut tries, &page, &signed);
    let missing = tries.seen.missing(|_, status| status == 503);
    assert!(missing.is_empty(), "documented, but never answered: {missing:#?}");
}
