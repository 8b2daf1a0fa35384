//! `kill -9` while work flows run: each run comes to the same end as without a kill, by the same way, and does nothing twice.

mod flows;
mod runs;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::dice::Dice;
use crate::harness::{App, Client, Engine};
use crate::rounds;
use flows::{Flow, Ground};
use runs::{Run, Step};

/// How many clients work at once.
const WORKERS: usize = 4;
/// How many runs each of them has under way.
const RUNS: usize = 3;
/// After how many requests the server is killed at least, and by how many more at most.
const LEAST: u64 = 40;
const MORE: u64 = 120;
/// How long the last runs may take to come to their end once nothing is killed any more.
const PATIENCE: Duration = Duration::from_secs(60);

fn end_as_without_a_kill(engine: Engine, kills: u32) {
    let mut app = App::start(engine);
    let mut dice = Dice(0x51ed_270b_3a5f_1c77);
    let ground = Arc::new(Ground::new(&app));
    let flows: Arc<[Flow]> = (0..rounds(4, 24)).map(|n| Flow::new(&app, &ground, &mut dice, n)).collect();
    let mut all: Vec<Run> = flows.iter().map(|flow| Run::new(&ground, flow)).collect();
    finish(&app, &mut all);
    let expected: BTreeMap<String, Value> =
        all.iter().map(|run| (run.flow.id.clone(), run.story())).collect();
    let mut desks: Vec<Desk> = (0..WORKERS)
        .map(|worker| Desk::new(ground.clone(), flows.clone(), Dice(0x9e37_79b9 + worker as u64)))
        .collect();
    let mut cut_off = 0;
    for _ in 0..kills {
        let client = Client::new(app.base(), app.token());
        let answered = Arc::new(AtomicU64::new(0));
        let work = |mut desk: Desk| {
            let (client, answered) = (client.clone(), answered.clone());
            std::thread::spawn(move || {
                desk.work(&client, &answered);
                desk
            })
        };
        let workers: Vec<_> = desks.drain(..).map(work).collect();
        // So many requests later, wherever the next ones are by then.
        let enough = LEAST + dice.below(MORE);
        let began = Instant::now();
        while answered.load(Ordering::Relaxed) < enough {
            assert!(began.elapsed() < PATIENCE, "the server answered only {answered:?} requests");
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros(dice.below(5_000)));
        app.crash();
        desks.extend(workers.into_iter().map(|worker| worker.join().expect("a worker")));
        cut_off += desks.iter().flat_map(|desk| &desk.open).filter(|run| run.context.is_some()).count();
    }
    for desk in &mut desks {
        all.append(&mut desk.over);
        all.append(&mut desk.open);
    }
    finish(&app, &mut all);
    for run in &all {
        assert_eq!(run.story(), expected[&run.flow.id], "a run of {} went another way", run.flow.id);
    }
    nothing_was_done_twice(&app, &ground, &all);
    assert!(cut_off >= kills as usize, "only {cut_off} runs were under way at {kills} kills");
    println!("{} runs came to their end; {kills} kills met {cut_off} of them under way", all.len());
}

/// What one client works on.
struct Desk {
    ground: Arc<Ground>,
    flows: Arc<[Flow]>,
    dice: Dice,
    open: Vec<Run>,
    over: Vec<Run>,
}

impl Desk {
    fn new(ground: Arc<Ground>, flows: Arc<[Flow]>, dice: Dice) -> Self {
        Self { ground, flows, dice, open: Vec::new(), over: Vec::new() }
    }

    /// Goes on with some runs in turn, and with new ones for those that have ended, until the server is gone.
    fn work(&mut self, client: &Client, answered: &AtomicU64) {
        loop {
            let mut moved = false;
            while self.open.len() < RUNS {
                let flow = self.dice.pick(&self.flows).expect("flows");
                self.open.push(Run::new(&self.ground, flow));
            }
            for run in &mut self.open {
                let Ok(step) = run.go_on(client) else { return };
                moved |= matches!(step, Step::Moved);
                answered.fetch_add(1, Ordering::Relaxed);
            }
            self.over.extend(self.open.extract_if(.., |run| run.end.is_some()));
            if !moved {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
    }
}

/// Brings runs to their end on a server that nobody kills.
fn finish(client: &Client, runs: &mut [Run]) {
    let began = Instant::now();
    while runs.iter().any(|run| run.end.is_none()) {
        for run in runs.iter_mut() {
            run.go_on(client).expect("the server runs");
        }
        let open: Vec<_> = runs.iter().filter(|run| run.end.is_none()).map(|run| &run.context).collect();
        std::thread::sleep(Duration::from_millis(5));
        assert!(began.elapsed() < PATIENCE, "{open:?} do not come to an end");
    }
}

/// Counts what the runs did to the world.
fn nothing_was_done_twice(app: &App, ground: &Ground, all: &[Run]) {
    let sum = |count: fn(&Flow) -> usize| all.iter().map(|run| count(&run.flow)).sum::<usize>();
    let part = app.ask("GET", &format!("/parts/{}", ground.spare)).send().expect(200).json();
    assert_eq!(
        part["total_units_allocated"],
        sum(|flow| flow.allocations),
        "units were allocated twice or not at all"
    );
    let mut jobs = 0;
    let mut versions: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    each_event(app, |event| {
        let name = event["name"].as_str().unwrap_or_default();
        jobs += usize::from(name == "JOB.created");
        if name.starts_with("CTX.") {
            let key = event["key"].as_str().expect("a key").to_owned();
            versions.entry(key).or_default().push(event["version"].as_i64().expect("a version"));
        }
    });
    assert_eq!(jobs, sum(|flow| flow.jobs), "jobs were made twice or not at all");
    assert_eq!(versions.len(), all.len(), "runs were started twice or not at all");
    for (key, told) in versions {
        let gapless = (1..).zip(&told).all(|(version, told)| version == *told);
        assert!(gapless, "the log tells {told:?} of {key}");
    }
}

fn each_event(client: &Client, mut visit: impl FnMut(&Value)) {
    let mut after = "0".to_owned();
    loop {
        let page =
            client.ask("GET", &format!("/events/v1?after={after}&limit=1000")).send().expect(200).json();
        let events = page["events"].as_array().expect("events");
        if events.is_empty() {
            return;
        }
        events.iter().for_each(&mut visit);
        page["next"].as_str().expect("a place").clone_into(&mut after);
    }
}

#[test]
fn runs_end_as_without_a_kill_on_sqlite() {
    end_as_without_a_kill(Engine::Sqlite, rounds(4, 150));
}

#[test]
fn runs_end_as_without_a_kill_on_postgresql() {
    end_as_without_a_kill(Engine::Postgres, rounds(4, 150));
}
