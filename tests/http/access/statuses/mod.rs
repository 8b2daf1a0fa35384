//! Every status that is documented for an operation is answered, and no other: operation by operation for those that
//! any of them can answer, and as the modules below provoke the others.

mod attachments;
mod away;
mod conflicts;
mod devices;
mod inserting;
mod locks;
mod signing_in;
mod streams;
mod uploads;

use std::collections::{BTreeMap, BTreeSet};

use super::operations::{furnish, request};
use super::passwords::{session, user};
use super::recipe::{PICTURE, Recipe};
use super::recipes;
use super::world::World;
use crate::both;
use crate::harness::{Answer, App, Client, described};

/// How to call the operations that answer and are done.
fn tried() -> impl Iterator<Item = Recipe> {
    recipes::all().into_iter().filter(|recipe| recipe.operation != streams::FEED)
}

/// What was answered so far, by operation.
#[derive(Default)]
pub struct Seen(BTreeMap<String, BTreeSet<u16>>);

impl Seen {
    fn note(&mut self, operation: &str, answer: &Answer) {
        self.0.entry(operation.to_owned()).or_default().insert(answer.status);
    }

    /// What was answered and is not documented.
    fn surprising(&self) -> Vec<String> {
        let documented: BTreeMap<String, Vec<u16>> = described::operations().into_iter().collect();
        let of = |(operation, seen): (&String, &BTreeSet<u16>)| {
            let documented = documented.get(operation).unwrap_or_else(|| panic!("{operation} is none"));
            let odd = seen.iter().filter(|status| !documented.contains(status));
            odd.map(|status| format!("{status} of {operation}")).collect::<Vec<_>>()
        };
        self.0.iter().flat_map(of).collect()
    }

    /// What is documented, of the statuses that are asked for, and was not answered.
    fn missing(&self, asked: impl Fn(&str, u16) -> bool) -> Vec<String> {
        let mut missing = Vec::new();
        for (operation, statuses) in described::operations() {
            let seen = self.0.get(&operation);
            let lacks =
                |status: &u16| asked(&operation, *status) && !seen.is_some_and(|seen| seen.contains(status));
            missing
                .extend(statuses.into_iter().filter(lacks).map(|status| format!("{status} of {operation}")));
        }
        missing
    }
}

/// Somebody who calls operations and notes what is answered.
pub struct Tries<'a> {
    pub app: &'a App,
    pub world: World,
    seen: Seen,
    /// The statuses that are documented, by operation.
    documented: BTreeMap<String, Vec<u16>>,
}

impl<'a> Tries<'a> {
    /// Nothing is answered yet.
    fn new(app: &'a App, world: World) -> Self {
        Self { app, world, seen: Seen::default(), documented: described::operations().into_iter().collect() }
    }

    /// Calls an operation, as the description names it, at a path with places of the world in it.
    pub fn call(&mut self, operation: &str, path: &str, body: Option<&str>) -> Answer {
        let (method, _) = operation.split_once(' ').expect("a method and a path");
        let ask = self.app.ask(method, &self.world.fill(path));
        let ask = match body.map(|body| self.world.fill(body)) {
            Some(body) if operation == "PATCH /me/notifications/{id}" => {
                ask.header("content-type", "application/json-patch+json").body(body)
            }
            Some(body) => ask.bytes(body),
            None => ask,
        };
        let answer = ask.send();
        self.seen.note(operation, &answer);
        answer
    }

    /// What changes nothing: malformed, without a right, too late, or what the caller knows already.
    fn refused(&mut self, recipe: &Recipe, nobody: &Client) {
        let (path, body) = (self.path(recipe), self.body(recipe));
        let ask = |client, path: &str| request(client, recipe, path, body.clone());
        let stranger = self.app.without_token();
        let mut answers = vec![
            ask(&stranger, &path).send(),
            ask(nobody, &path).send(),
            ask(self.app, &path).header("if-match", "\"99999.0\"").send(),
        ];
        // Elsewhere it would be made.
        let nowhere = self.can_miss(recipe).then(|| with_place(recipe, &path, "none")).flatten();
        for other in [nowhere, with_place(recipe, &path, "%FF")].into_iter().flatten() {
            answers.push(ask(self.app, &other).send());
        }
        if recipe.reads() {
            let joint = if path.contains('?') { '&' } else { '?' };
            answers.push(ask(self.app, &format!("{path}{joint}limit=0")).send());
            for range in ["bytes=0-2", "bytes=99999999-"] {
                answers.push(ask(self.app, &path).header("range", range).send());
            }
            let known = ask(self.app, &path).send();
            if let Some(tag) = known.header("etag") {
                answers.push(ask(self.app, &path).header("if-none-match", tag).send());
            }
        }
        if body.is_some() {
            answers.extend(self.bodies(recipe, &path));
        }
        for answer in answers {
            self.seen.note(&recipe.operation, &answer);
        }
    }

    /// Whether an operation answers 404.
    fn can_miss(&self, recipe: &Recipe) -> bool {
        self.documented.get(recipe.operation.as_ref()).is_some_and(|statuses| statuses.contains(&404))
    }

    /// What is answered to bodies that are not read to their end: malformed, too large, of another type.
    fn bodies(&self, recipe: &Recipe, path: &str) -> [Answer; 3] {
        let (method, _) = recipe.operation.split_once(' ').expect("a method");
        let media = match recipe.body.as_deref() {
            Some(PICTURE) => "image/webp",
            _ if recipe.operation == "PATCH /batches" => "application/multi-batch+json",
            _ => "application/json",
        };
        let large = format!("content-type: {media}\r\ncontent-length: 104857600\r\n");
        [
            request(self.app, recipe, path, Some("[".to_owned())).send(),
            self.app.raw(self.app.head(method, path, &large).as_bytes()),
            self.app.ask(method, path).header("content-type", "text/plain").body("{}").send(),
        ]
    }

    /// What works, then the same key for another request, then the same once more.
    fn done(&mut self, recipe: &Recipe) {
        let (path, body) = (self.path(recipe), self.body(recipe));
        let ask = |body: Option<String>| request(self.app, recipe, &path, body);
        let mut answers = Vec::new();
        if recipe.reads() {
            answers.push(ask(None).send());
        } else {
            answers.push(ask(body.clone()).header("idempotency-key", "one").send());
            let other = body.as_ref().map(|body| format!("{body} "));
            let repeat = ask(other).header("idempotency-key", "one");
            answers.push(if body.is_some() { repeat } else { repeat.header("if-match", "*") }.send());
            answers.push(ask(body).send());
        }
        for answer in answers {
            self.seen.note(&recipe.operation, &answer);
        }
    }

    fn path(&self, recipe: &Recipe) -> String {
        self.world.fill(&recipe.path)
    }

    fn body(&self, recipe: &Recipe) -> Option<String> {
        recipe.body.as_deref().map(|body| self.world.fill(body))
    }
}

/// The path with something else in the first place that the operation leaves open; `None` if there is none.
fn with_place(recipe: &Recipe, path: &str, other: &str) -> Option<String> {
    let place = recipe.operation.split('/').position(|part| part.starts_with('{'))?;
    let mut parts: Vec<&str> = path.split('/').collect();
    parts[place] = other;
    Some(parts.join("/"))
}

/// What takes no right: the entry point, what the names in links mean, and what the server says of itself.
fn open_to_all(tries: &mut Tries<'_>) {
    for path in ["/", "/errors", "/healthz", "/metrics", "/openapi.json", "/readyz"] {
        tries.call(&format!("GET {path}"), path, None).expect(200);
    }
    tries.call("OPTIONS /device/v1/uploads", "/device/v1/uploads", None);
    let page = tries.app.ask("GET", "/").header("accept", "text/html").send();
    tries.seen.note("GET /", &page);
    for path in ["/rel/customers", "/rel/nothing-of-the-sort", "/rel/%FF"] {
        tries.call("GET /rel/{name}", path, None);
    }
}

both! {
    fn every_documented_status_of_every_operation_is_answered(app) {
        user(app, "nobody", &[]);
        let nobody = session(app, "nobody");
        let mut tries = Tries::new(app, furnish(app));
        open_to_all(&mut tries);
        for recipe in tried() {
            tries.refused(&recipe, &nobody);
        }
        attachments::provoke(&mut tries);
        conflicts::provoke(&mut tries);
        locks::provoke(&mut tries);
        inserting::provoke(&mut tries);
        devices::provoke(&mut tries);
        streams::provoke(&mut tries, &nobody);
        uploads::provoke(&mut tries);
        signing_in::provoke(&mut tries);
        for recipe in tried() {
            tries.done(&recipe);
        }
        // Without a database nothing can be answered: that is tried apart.
        let missing = tries.seen.missing(|_, status| status != 503);
        assert!(missing.is_empty(), "documented, but never answered: {missing:#?}");
        let surprising = tries.seen.surprising();
        assert!(surprising.is_empty(), "answered, but not documented: {surprising:#?}");
    }
}
