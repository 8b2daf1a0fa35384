//! Docket on SQLite beside bare hyper and SQLite by itself.

use anyhow::Result;

use crate::bare::Bare;
use crate::document;
use crate::goal::Goal;
use crate::load::Plan;
use crate::options::Bench;
use crate::report::{Line, Report};
use crate::requests::Operation;
use crate::rounds::{self, Floors, MANY, ROWS};
use crate::sample::Sample;
use crate::server::{Place, Server};
use crate::sqlite_floor::Reads;
use crate::sqlite_writer::grouped_commits;

/// Orders in the file that raw reads are measured on: more than the processor's caches hold. Raw lists of a few
/// orders are so quick that nothing behind HTTP could reach half of their rate.
const STORED: u64 = 100_000;

/// Measures all rounds and adds them to the report.
///
/// # Errors
/// When a measurement fails.
pub fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    if !Operation::ALL.iter().any(|operation| bench.options.wants(operation.name())) {
        return Ok(());
    }
    let bare = Bare::start(&bench.options.docket, bench.directory())?;
    let stored = Reads::create(bench.directory(), STORED)?;
    let hot = Reads::create(bench.directory(), ROWS)?;
    let mut floors = SqliteFloors { bench, bare, stored, commits: Vec::new() };
    let mut lines = rounds::lines(bench, &floors, "");
    let mut figures = Figures::default();
    for number in 1..=bench.options.rounds() {
        eprintln!("round {number} on SQLite");
        if bench.options.floors_only {
            rounds::round(bench, &mut floors, None, &mut lines, |_, _, _| Ok(Sample::default()))?;
        } else {
            round(bench, &mut floors, &mut lines, &mut figures)?;
        }
        figures.bare_page.push(floors.bare.sample(Operation::Query, bench.options.plan(MANY))?.rate);
        figures.points.push(floors.stored.points(bench.options.plan(1))?.rate);
        figures.hot_lists.push(hot.lists(bench.options.plan(1))?.rate);
    }
    figures.report(&lines, floors.commits, report);
    report.lines.extend(lines.into_iter().filter(Line::is_measured));
    Ok(())
}

fn round(
    bench: &Bench,
    floors: &mut SqliteFloors<'_>,
    lines: &mut [Line],
    figures: &mut Figures,
) -> Result<()> {
    let directory = tempfile::tempdir_in(bench.directory())?;
    let place =
        Place { docket: bench.options.docket.clone(), data: directory.path().join("data"), database: None };
    let server = Server::start(&place, ROWS, None)?;
    figures.start_empty.push(server.start_time.as_secs_f64() * 1e3);
    // Idle is what is left when the start is over and its memory given back.
    std::thread::sleep(std::time::Duration::from_secs(3));
    figures.memory_idle.push(server.memory()?.0);
    server.seed(ROWS)?;
    rounds::round(bench, floors, Some(&server), lines, |server, operation, plan| match operation {
        Operation::Create if plan.connections == MANY => figures.counted_creates(server, plan),
        Operation::Patch if plan.connections == MANY => figures.counted_patches(server, plan),
        _ => Ok(server.load(operation, plan)?.sample),
    })?;
    figures.memory_peak.push(server.memory()?.1);
    server.stop()
}

struct SqliteFloors<'a> {
    bench: &'a Bench,
    bare: Bare,
    stored: Reads,
    /// Commits for 1 000 grouped creates from [`MANY`] clients.
    commits: Vec<f64>,
}

impl Floors for SqliteFloors<'_> {
    fn name(&self, operation: Operation, _connections: usize) -> Option<&'static str> {
        Some(match operation {
            Operation::Get => "bare hyper",
            Operation::Query => "raw list",
            Operation::Patch => "raw parse-merge-write",
            Operation::Create => "raw grouped commits",
        })
    }

    fn goal(&self, operation: Operation, connections: usize) -> Option<Goal> {
        (connections == MANY).then_some(match operation {
            Operation::Get => Goal::at_least(0.6, Some(0.75)),
            Operation::Query => Goal::at_least(0.5, Some(0.7)),
            Operation::Patch => Goal::at_least(0.6, Some(0.8)),
            Operation::Create => Goal::at_least(0.45, Some(0.6)),
        })
    }

    fn sample(&mut self, operation: Operation, plan: Plan) -> Result<Sample> {
        match operation {
            Operation::Get => self.bare.sample(operation, plan),
            Operation::Query => self.stored.lists(plan),
            Operation::Patch | Operation::Create => {
                let grouped = grouped_commits(self.bench.directory(), operation, plan)?;
                if operation == Operation::Create && plan.connections == MANY {
                    self.commits.push(grouped.commits_per_1000);
                }
                Ok(grouped.sample)
            }
        }
    }
}

/// What PocketBase 0.40.6 reached with 32 connections on a machine of two such cores, a second; it was measured once, apart from
/// these runs. It does not sync its commits.
const POCKETBASE: [(Operation, f64); 4] = [
    (Operation::Get, 6_830.0),
    (Operation::Query, 2_250.0),
    (Operation::Create, 2_920.0),
    (Operation::Patch, 2_310.0),
];

/// Bytes written in measure of an order's document, for each of so many answers.
fn of_a_body(bytes: f64, answers: u64) -> f64 {
    bytes / answers as f64 / document::length(20_000_000) as f64
}

/// What is measured beside the rates, one figure a round.
#[derive(Default)]
struct Figures {
    commits: Vec<f64>,
    written: Vec<f64>,
    written_patch: Vec<f64>,
    start_empty: Vec<f64>,
    memory_idle: Vec<f64>,
    memory_peak: Vec<f64>,
    bare_page: Vec<f64>,
    points: Vec<f64>,
    hot_lists: Vec<f64>,
}

impl Figures {
    fn counted_creates(&mut self, server: &Server, plan: Plan) -> Result<Sample> {
        let (commits, written) = (server.commits()?, server.bytes_written()?);
        let outcome = server.load(Operation::Create, plan)?;
        let thousands = outcome.answers as f64 / 1000.0;
        self.commits.push((server.commits()? - commits) / thousands);
        self.written.push(of_a_body(server.bytes_written()? - written, outcome.answers));
        Ok(outcome.sample)
    }

    fn counted_patches(&mut self, server: &Server, plan: Plan) -> Result<Sample> {
        let written = server.bytes_written()?;
        let outcome = server.load(Operation::Patch, plan)?;
        self.written_patch.push(of_a_body(server.bytes_written()? - written, outcome.answers));
        Ok(outcome.sample)
    }

    fn report(self, lines: &[Line], floor_commits: Vec<f64>, report: &mut Report) {
        let many = |operation: Operation| {
            lines.iter().find(|line| line.operation == operation.name() && line.connections == MANY)
        };
        let cpu = |sample: &Sample| sample.cpu_micros.unwrap_or(f64::NAN);
        if let Some(get) = many(Operation::Get) {
            let goal = Goal::at_most(1.7, None);
            report.check("get at 32: CPU a request ÷ bare hyper's", get.ratios(cpu), Some(goal));
            if let Some(create) = many(Operation::Create) {
                let pairs = create.ours.iter().zip(&get.floor);
                let ratios = pairs.map(|(create, bare)| cpu(create) / cpu(bare)).collect();
                let goal = Goal::at_most(7.0, None);
                report.check("create at 32: CPU a request ÷ bare hyper's get", ratios, Some(goal));
            }
        }
        if let Some(create) = many(Operation::Create) {
            let goal = Goal::at_most(10.0, Some(4.0));
            report.check("create at 32: p99 ÷ raw grouped commits'", create.ratios(|s| s.p99), Some(goal));
            report.check("commits per 1 000 creates at 32", self.commits, Some(Goal::at_most(60.0, None)));
            report.check("the same, raw grouped commits", floor_commits, None);
            report.check(
                "bytes written to disk a create ÷ body, with log and checkpoints",
                self.written,
                None,
            );
        }
        report.check(
            "bytes written to disk a PATCH ÷ document, with log and checkpoints",
            self.written_patch,
            None,
        );
        for (operation, rate) in POCKETBASE {
            if let Some(line) = many(operation) {
                let ratios = line.ours.iter().map(|ours| ours.rate / rate).collect();
                let what = format!("{} at 32 ÷ PocketBase's {rate} on such a machine", operation.name());
                report.check(what, ratios, Some(Goal::at_least(6.0, Some(10.0))));
            }
        }
        report.check("bare hyper answering the page of 20 at 32, req/s", self.bare_page, None);
        report.check(
            "raw lists a second with 2 000 orders, all in the processor's cache",
            self.hot_lists,
            None,
        );
        report.check("raw point reads a second with 100 000 orders, one thread", self.points, None);
        report.check("start on an empty folder, ms", self.start_empty, None);
        report.check("memory idle, MB", self.memory_idle, Some(Goal::at_most(30.0, Some(20.0))));
        report.check(
            "memory at its highest under load, MB",
            self.memory_peak,
            Some(Goal::at_most(150.0, Some(80.0))),
        );
    }
}
