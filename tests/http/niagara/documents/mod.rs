//! The work flows of `crates/flow/tests/work_flows`, run by a real server: each goes the way that its file says, as it does in
//! the dry run. A file with `"http": false` says under `because` why it is not run here.

mod ground;
mod outcome;
mod play;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use crate::both;
use crate::harness::{App, Client};
use ground::Ground;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../flow/tests/work_flows");

/// How many run at once; most of them wait.
const PLAYERS: usize = 8;

/// At least so many files must be run here.
const AT_LEAST: usize = 60;

/// A file, and its name.
struct Document {
    name: String,
    content: Value,
}

/// All files that are run here, in order.
fn documents() -> Vec<Document> {
    let files = std::fs::read_dir(FOLDER).expect("the folder of the documents");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    let read = |path: std::path::PathBuf| {
        let content = std::fs::read(&path).expect("a document");
        let content = serde_json::from_slice(&content).expect("a document is JSON");
        Document { name: path.file_stem().expect("a name").to_string_lossy().into_owned(), content }
    };
    let all = paths.into_iter().filter(|path| path.extension().is_some_and(|end| end == "json")).map(read);
    let (here, elsewhere): (Vec<_>, Vec<_>) = all.partition(|document| document.content["http"] != false);
    for document in elsewhere {
        assert!(document.content["because"].is_string(), "{} does not say why", document.name);
    }
    assert!(here.len() >= AT_LEAST, "only {} documents", here.len());
    here
}

/// Runs a document; what is not as it says.
fn run(client: &Client, ground: &Ground, others: &play::People<'_>, document: &Document) -> Vec<String> {
    let made = ground.prepare(client, &document.content);
    let played = play::play(client, others, &made);
    outcome::differences(client, &made, &played)
}

/// Runs all documents, several at once; what went wrong, by document.
fn run_all(app: &App) -> Vec<String> {
    let documents = documents();
    let ground = Ground::new(app);
    let people = play::People::new(app);
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let player = |client: Client| {
        while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
            let found = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                run(&client, &ground, &people, document)
            }));
            let found =
                found.unwrap_or_else(|_| vec!["it could not be run to its end; see above".to_owned()]);
            let title = document.content["title"].as_str().unwrap_or_default();
            let told = found.iter().map(|one| format!("{} ({title}): {one}", document.name));
            wrong.lock().expect("no player panics").extend(told);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..PLAYERS {
            let client = Client::new(app.base(), app.token());
            scope.spawn(|| player(client));
        }
    });
    wrong.into_inner().expect("no player panics")
}

both! {
    fn every_work_flow_runs_as_its_document_says(app) {
        let wrong = run_all(app);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
