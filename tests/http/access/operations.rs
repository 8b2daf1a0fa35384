//! Every operation of the OpenAPI document, tried by those who must not.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use docket_domain::permission::{Right, Rights};
use serde_json::{Value, json};

use super::niagara;
use super::open::{ANY_TOKEN, PUBLIC};
use super::passwords::{session, user};
use super::recipe::{MARK, PICTURE, Recipe};
use super::recipes;
use super::world::World;
use crate::both;
use crate::device::uploads::{png, upload};
use crate::harness::{Answer, App, Ask, Client};
use crate::seiapi::export;

/// Something of every kind in the tenant `default`, all with the mark in it.
pub fn furnish(app: &App) -> World {
    let mut world = World::new(app);
    let start = "2026-11-21T10:00:00.000Z";
    for (path, body) in [
        ("/seiapi/v3/trans/Account/A1", json!({"Name": MARK})),
        ("/seiapi/v3/trans/Account/A1/Location/L1", json!({"Name": MARK})),
        ("/seiapi/v3/trans/Products/P1", json!({"Mfg": MARK, "Desc": {"en": MARK}})),
        ("/seiapi/v3/Assets/E1", json!({"Desc": MARK})),
        (
            "/seiapi/v3/trans/User/tester",
            json!({"LastName": MARK, "IsMobileWorker": true, "Activated": true}),
        ),
        ("/seiapi/v3/trans/User/spare", json!({"LastName": MARK})),
        ("/seiapi/v3/trans/SystemCategory/Default/10", json!({"Desc": {"en": MARK}})),
        (
            "/seiapi/v3/trans/WorkOrder/J1",
            json!({
                "Title": MARK, "Description": MARK, "UserName": "tester", "PlannedStartDate": start, "PrimaryUserName": MARK,
                "TechNotes": [{"ID": "1", "Text": MARK}], "Account": {"AccountNum": "A1"}
            }),
        ),
        // Given to the technician and taken away again, so that a report on it comes too late.
        (
            "/seiapi/v3/trans/WorkOrder/J2-of-the-default-tenant",
            json!({"Title": MARK, "UserName": "tester", "PlannedStartDate": start}),
        ),
    ] {
        app.ask("PUT", path).json(body).send().expect(201);
    }
    world.notify(app);
    app.patch("J2-of-the-default-tenant", json!({"UserName": {}})).expect(200);
    let late = json!({"id": "0192f0c1-0000-7000-8000-000000000009", "at": start, "reason": MARK});
    app.ask("POST", "/device/v1/jobs/J2-of-the-default-tenant/start").json(late).send().expect(409);
    add_files(app, &mut world);
    let role = format!("/admin/v1/roles/{MARK}");
    for role in [role.as_str(), "/admin/v1/roles/spare"] {
        app.ask("PUT", role).json(json!({"rights": "role:write"})).send().expect(204);
    }
    app.ask("PUT", "/admin/v1/users/tester/roles").json(json!({"roles": [MARK]})).send().expect(204);
    let token = json!({"subject": MARK, "rights": "token:write", "expires_in": 3_600});
    let issued = app.ask("POST", "/admin/v1/tokens").json(token).send().expect(201).json();
    // The log is told in order: when the last is there, all are.
    app.put("last-of-the-default-tenant", json!({"Title": MARK})).expect(201);
    export::rows(app, "api", "0", 4);
    world.say("token", issued["id"].as_str().expect("an id"));
    world
}

/// Photos of a job, and uploads for more; a late report names one of them.
fn add_files(app: &App, world: &mut World) {
    const PHOTOS: &str = "/seiapi/v3/trans/WorkOrder/J1/Photos";
    for place in ["photo", "photo:spare"] {
        app.ask("POST", PHOTOS).header("content-type", "image/webp").body(PICTURE).send().expect(200);
        let photos = app.ask("GET", PHOTOS).send().expect(200).json()["Photos"].clone();
        let last = photos.as_array().and_then(|photos| photos.last()).expect("a photo");
        world.say(place, last["ID"].as_str().expect("an ID"));
    }
    world.say("upload:png", &upload(app, 1, &png(100, 1)));
    world.say("upload:begun", &begun(app));
    let webp = [PICTURE.as_bytes(), &png(100, 2)].concat();
    let begun = app.ask("POST", "/device/v1/uploads").header("tus-resumable", "1.0.0");
    let begun = begun.header("upload-length", &webp.len().to_string()).send().expect(201);
    let place = begun.header("location").expect("a place").to_owned();
    let sent = app.ask("PATCH", &place).header("tus-resumable", "1.0.0").header("upload-offset", "0");
    sent.header("content-type", "application/offset+octet-stream").body(webp).send().expect(204);
    let id = place.rsplit('/').next().expect("an id");
    world.say("upload", id);
    let late =
        json!({"id": "0192f0c1-0000-7000-8000-000000000008", "at": "2026-11-21T10:00:00.000Z", "upload": id});
    app.ask("POST", "/device/v1/jobs/J2-of-the-default-tenant/photos").json(late).send().expect(409);
}

/// Begins an upload of nine bytes and sends three of them; its id.
fn begun(client: &Client) -> String {
    let begin = client.ask("POST", "/device/v1/uploads").header("tus-resumable", "1.0.0");
    let place = begin.header("upload-length", "9").send().expect(201);
    let place = place.header("location").expect("a place");
    let send = client.ask("PATCH", place).header("tus-resumable", "1.0.0").header("upload-offset", "0");
    send.header("content-type", "application/offset+octet-stream").body("\u{89}P").send().expect(204);
    place.rsplit('/').next().expect("an id").to_owned()
}

/// How much of that upload the server has.
fn sent_of_begun(app: &App, world: &World) -> Option<String> {
    let path = world.fill("/device/v1/uploads/{upload:begun}");
    let answer = app.ask("HEAD", &path).header("tus-resumable", "1.0.0").send().expect(200);
    answer.header("upload-offset").map(str::to_owned)
}

/// Calls an operation; of a stream the beginning is taken.
fn call(client: &Client, recipe: &Recipe, world: &World) -> Answer {
    let path = world.fill(&recipe.path);
    if path == "/device/v1/feed" {
        return beginning(client, &path);
    }
    let body = recipe.body.as_deref().map(|body| world.fill(body));
    let mut answer = request(client, recipe, &path, body).send();
    answer.asked = recipe.operation.clone().into_owned();
    answer
}

/// A call of an operation at this path with this body.
pub fn request<'a>(client: &'a Client, recipe: &Recipe, path: &str, body: Option<String>) -> Ask<'a> {
    let (method, _) = recipe.operation.split_once(' ').expect("a method and a path");
    let mut ask = client.ask(method, path);
    if path.starts_with("/device/v1/uploads") {
        ask = ask.header("tus-resumable", "1.0.0");
        return match body {
            None => ask.header("upload-length", "9"),
            Some(piece) => {
                let ask = ask.header("upload-offset", "3");
                ask.header("content-type", "application/offset+octet-stream").body(piece)
            }
        };
    }
    if method == "PATCH" && path.starts_with("/device/") {
        ask = ask.header("Action-Id", "0192f0c1-0000-7000-8000-000000000002");
    }
    match body {
        Some(body) if recipe.operation == "PATCH /batches" => {
            ask.header("content-type", "application/multi-batch+json").body(body)
        }
        Some(body) if method == "PATCH" && path.starts_with("/me/notifications/") => {
            ask.header("content-type", "application/json-patch+json").body(body)
        }
        Some(body) if body.starts_with(PICTURE) => ask.header("content-type", "image/webp").body(body),
        Some(body) => ask.bytes(body),
        None => ask,
    }
}

/// Whether a text is in an answer.
fn shows(answer: &Answer, text: &str) -> bool {
    String::from_utf8_lossy(&answer.body).contains(text)
}

fn beginning(client: &Client, path: &str) -> Answer {
    let text = client.listen(path, MARK, Duration::from_millis(400));
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status line");
    Answer { status, asked: format!("GET {path}"), headers: Vec::new(), body: text.into_bytes() }
}

/// All that the tenant `default` has, as its administrator reads it, by operation.
fn everything(app: &App, world: &World) -> Vec<(String, Vec<u8>)> {
    // A stream says when it was asked.
    let reading =
        recipes::all().into_iter().filter(|recipe| recipe.reads() && recipe.path != "/device/v1/feed");
    reading
        .map(|recipe| {
            let body = call(app, &recipe, world).expect(recipe.status).body;
            (recipe.operation.into_owned(), body)
        })
        .collect()
}

/// Panics if something was changed since.
#[track_caller]
fn assert_unchanged(app: &App, world: &World, before: &[(String, Vec<u8>)]) {
    for ((operation, before), (_, after)) in before.iter().zip(everything(app, world)) {
        let (before, after) = (String::from_utf8_lossy(before), String::from_utf8_lossy(&after));
        assert_eq!(before, after, "{operation} answers something else");
    }
}

/// The operations of the document the server answers: those with a token, those without.
fn described(app: &App) -> (BTreeSet<String>, BTreeSet<String>) {
    let document = app.without_token().ask("GET", "/openapi.json").send().expect(200).json();
    let (mut closed, mut open) = (BTreeSet::new(), BTreeSet::new());
    for (path, item) in document["paths"].as_object().expect("paths") {
        for method in ["get", "put", "post", "patch", "delete", "options", "head", "trace"] {
            let Some(operation) = item.get(method) else { continue };
            let name = format!("{} {path}", method.to_uppercase());
            let open_to_all = operation["security"].as_array().is_some_and(|all| all.iter().any(is_none));
            if open_to_all {
                open.insert(name)
            } else {
                closed.insert(name)
            };
        }
    }
    (closed, open)
}

/// The security requirement that asks for nothing.
fn is_none(requirement: &Value) -> bool {
    requirement.as_object().is_some_and(|schemes| schemes.is_empty())
}

both! {
    fn every_operation_has_a_recipe_and_the_public_ones_are_known(app) {
        let (closed, open) = described(app);
        let recipes = recipes::all().into_iter().map(|recipe| recipe.operation.into_owned());
        let without_right = ANY_TOKEN.iter().map(|recipe| recipe.operation.clone().into_owned());
        let known = recipes.chain(without_right).collect();
        assert_eq!(closed, known, "described on the left, with a recipe on the right");
        assert_eq!(open, PUBLIC.iter().map(|&name| name.to_owned()).collect());
    }

    fn every_operation_is_401_without_a_token(app) {
        let world = furnish(app);
        let before = everything(app, &world);
        for recipe in recipes::all().iter().chain(ANY_TOKEN) {
            let answer = call(&app.without_token(), recipe, &world).expect(401);
            assert!(!shows(&answer, MARK));
        }
        assert_unchanged(app, &world, &before);
        assert_eq!(sent_of_begun(app, &world), Some("3".to_owned()));
    }

    fn every_operation_is_403_for_a_token_without_rights(app) {
        user(app, "nobody", &[]);
        let nobody = session(app, "nobody");
        let world = furnish(app);
        let before = everything(app, &world);
        for recipe in recipes::all() {
            let answer = call(&nobody, &recipe, &world).expect(403);
            assert!(!shows(&answer, MARK));
        }
        assert_unchanged(app, &world, &before);
    }

    fn every_operation_is_403_for_a_token_with_every_right_but_its_own(app) {
        let world = furnish(app);
        let mut by_right: BTreeMap<String, Vec<Recipe>> = BTreeMap::new();
        for recipe in recipes::all() {
            let own = recipe.own().collect::<Vec<_>>().join(",");
            by_right.entry(own).or_default().push(recipe);
        }
        let with_caller = |(own, recipes): (String, Vec<Recipe>)| {
            (caller(app, &all_but(&own).to_text()), recipes)
        };
        let tried: Vec<(Client, Vec<Recipe>)> = by_right.into_iter().map(with_caller).collect();
        let before = everything(app, &world);
        for (client, recipes) in &tried {
            // The search shows what the caller may read: without jobs it still shows master data.
            for recipe in recipes.iter().filter(|recipe| recipe.path != "/search?q=J1") {
                let answer = call(client, recipe, &world).expect(403);
                assert!(!shows(&answer, MARK));
            }
        }
        assert_unchanged(app, &world, &before);
    }

    fn every_operation_works_with_its_own_right_and_what_that_needs(app) {
        let world = furnish(app);
        for recipe in recipes::all() {
            let client = caller(app, &with_needs(&recipe.rights()).to_text());
            let answer = call(&client, &recipe, &world).expect(recipe.status);
            // Figures and how far an import is name nothing, events show only what the caller may read besides, no unit is
            // allocated to the project.
            let nameless = [
                "/admin/v1/summary",
                "/admin/v1/import/accounts?name=x",
                "/events/v1?limit=1000",
                "/projects/{project}/units",
            ];
            let names_things = !nameless.contains(&recipe.path.as_ref());
            if recipe.reads() && names_things {
                let told = [MARK, niagara::MADE, "J1"].iter().any(|name| shows(&answer, name));
                assert!(told, "{}: {}", answer.asked, answer.text());
            }
        }
    }

    fn what_takes_no_right_works_with_any_token(app) {
        user(app, "nobody", &[]);
        let nobody = session(app, "nobody");
        let mut world = World::default();
        world.say("upload:begun", &begun(&nobody));
        for recipe in ANY_TOKEN {
            call(&nobody, recipe, &world).expect(recipe.status);
        }
        nobody.ask("GET", "/me").send().expect(401);
    }

    fn no_operation_shows_or_changes_what_another_tenant_has(app) {
        let world = furnish(app);
        let stranger = app.stranger();
        let before = everything(app, &world);
        for recipe in recipes::all() {
            let answer = call(&stranger, &recipe, &world);
            assert!(
                [200, 201, 204, 205, 400, 404].contains(&answer.status),
                "{}: {}",
                answer.asked,
                answer.text()
            );
            assert!(
                !shows(&answer, MARK) || recipe.path.contains(MARK),
                "{}: {}",
                answer.asked,
                answer.text()
            );
        }
        for recipe in ANY_TOKEN {
            let of_ours = world.has_place_in(&recipe.path);
            call(&stranger, recipe, &world).expect(if of_ours { 404 } else { recipe.status });
        }
        assert_unchanged(app, &world, &before);
        assert_eq!(sent_of_begun(app, &world), Some("3".to_owned()));
    }

    fn what_another_tenant_has_is_not_found_not_listed_and_not_to_be_named(app) {
        let world = furnish(app);
        let stranger = app.stranger();
        for recipe in niagara::recipes() {
            let answer = call(&stranger, &recipe, &world);
            let names = recipe.body.as_deref().is_some_and(|body| world.has_place_in(body));
            if world.has_place_in(&recipe.path) {
                answer.expect(404);
            } else if names {
                let messages = answer.expect(400).json()["validation_messages"].clone();
                assert!(messages.to_string().contains("\"exists\""), "{}: {messages}", recipe.operation);
            } else if recipe.reads() && !recipe.path.starts_with("/me/") && recipe.path != "/settings/statuses" {
                assert_eq!(answer.expect(200).json()["total_count"], 0, "{}", recipe.operation);
            } else {
                answer.expect(recipe.status);
            }
        }
    }
}

/// All rights but some, and but those that bring one of them.
fn all_but(own: &str) -> Rights {
    let own = Rights::parse_list(own).expect("rights");
    let brings = |right: &Right| own.iter().any(|own| Rights::of(&[*right]).closed().has(own));
    Rights::all().iter().filter(|right| !brings(right)).collect()
}

/// Rights, and all that they need.
fn with_needs(rights: &str) -> Rights {
    let mut all = Rights::parse_list(rights).expect("rights");
    loop {
        let needed: Rights = all.iter().flat_map(|right| right.needs().iter().copied()).collect();
        if all.covers(needed) {
            return all;
        }
        all = all.union(needed);
    }
}

/// Somebody with these rights and the name of the technician.
fn caller(app: &App, rights: &str) -> Client {
    let token = json!({"subject": "tester", "rights": rights, "expires_in": 3_600});
    let issued = app.ask("POST", "/admin/v1/tokens").json(token).send().expect(201).json();
    app.with_token(issued["token"].as_str().expect("a token"))
}
