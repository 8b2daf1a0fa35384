//! Every status that is documented for an operation is answered (but for what `NOT_YET` names): operation by operation for those
//! that any of them can answer, and as the modules below provoke the others.

mod attachments;
mod away;
mod conflicts;
mod locks;
mod signing_in;
mod uploads;

use std::collections::{BTreeMap, BTreeSet};

use super::operations::{furnish, request};
use super::passwords::{session, user};
use super::recipe::Recipe;
use super::recipes;
use super::world::World;
use crate::both;
use crate::harness::{Answer, App, Client, described};

/// Operations of which not every status is provoked yet, but for 503.
const NOT_YET: [&str; 8] = [
    "/admin/",
    "/device/v1/feed",
    "/device/v1/jobs",
    "/device/v1/notices",
    "/device/v1/products",
    "/events/",
    "/search",
    "/seiapi/",
];

/// Whether every status of an operation is provoked.
fn is_tried(operation: &str) -> bool {
    let (_, path) = operation.split_once(' ').expect("a method and a path");
    !NOT_YET.iter().any(|begin| path.starts_with(begin))
}

/// How to call the operations of which every status is provoked.
fn tried() -> impl Iterator<Item = Recipe> {
    recipes::all().into_iter().filter(|recipe| is_tried(&recipe.operation))
}

/// What was answered so far, by operation.
#[derive(Default)]
pub struct Seen(BTreeMap<String, BTreeSet<u16>>);

impl Seen {
    fn note(&mut self, operation: &str, answer: &Answer) {
        self.0.entry(operation.to_owned()).or_default().insert(answer.status);
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
    pub seen: Seen,
}

impl Tries<'_> {
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
        for other in
            [with_place(recipe, &path, "none"), with_place(recipe, &path, "%FF")].into_iter().flatten()
        {
            answers.push(ask(self.app, &other).send());
        }
        if recipe.reads() {
            let joint = if path.contains('?') { '&' } else { '?' };
            answers.push(ask(self.app, &format!("{path}{joint}limit=0")).send());
            let known = ask(self.app, &path).send();
            if let Some(tag) = known.header("etag") {
                answers.push(ask(self.app, &path).header("if-none-match", tag).send());
            }
        }
        if body.is_some() {
            let (method, _) = recipe.operation.split_once(' ').expect("a method");
            let types = "content-type: application/multi-batch+json\r\ncontent-length: 104857600\r\n";
            answers.push(request(self.app, recipe, &path, Some("[".to_owned())).send());
            answers.push(self.app.raw(self.app.head(method, &path, types).as_bytes()));
            answers.push(self.app.ask(method, &path).header("content-type", "text/plain").body("{}").send());
        }
        for answer in answers {
            self.seen.note(&recipe.operation, &answer);
        }
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
        let mut tries = Tries { app, world: furnish(app), seen: Seen::default() };
        open_to_all(&mut tries);
        for recipe in tried() {
            tries.refused(&recipe, &nobody);
        }
        attachments::provoke(&mut tries);
        conflicts::provoke(&mut tries);
        locks::provoke(&mut tries);
        uploads::provoke(&mut tries);
        signing_in::provoke(&mut tries);
        for recipe in tried() {
            tries.done(&recipe);
        }
        // Without a database nothing can be answered: that is tried apart.
        let missing = tries.seen.missing(|operation, status| status != 503 && is_tried(operation));
        assert!(missing.is_empty(), "documented, but never answered: {missing:#?}");
    }
}
