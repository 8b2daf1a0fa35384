//! Work orders of the Niagara dialect: Docket beside a bare server with the same bytes and beside SQLite with grouped commits.

mod batches;
mod pages;
pub mod requests;
mod setting;
mod stock;

use std::sync::Arc;

use anyhow::Result;

use crate::bare::{Answers, Bare};
use crate::goal::Goal;
use crate::load::Asking;
use crate::options::Bench;
use crate::report::{Line, Report};
use crate::requests::Operation;
use crate::rounds::MANY;
use crate::sample::Sample;
use crate::server::{Place, Server};
use crate::sqlite_writer::grouped_commits;
use requests::{Creates, Gets, Page};
use setting::Setting;

/// Work orders that are stored before anything is measured, each with [`stock::CYCLES`] cycles.
const FEW: usize = 10_000;
/// The same with `--large`.
const LARGE: usize = 100_000;

/// Measures all rounds and adds them to the report.
///
/// # Errors
/// When the work orders can't be made or a measurement fails.
pub fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let count = if bench.options.large { LARGE } else { FEW };
    let directory = tempfile::tempdir_in(bench.directory())?;
    let data = directory.path().join("data");
    let place = Place { docket: bench.options.docket.clone(), data, database: None };
    let server = Server::start(&place, 1, None)?;
    let setting = Setting::make(&server)?;
    server.stop()?;
    eprintln!("storing {count} work orders with {} cycles each", stock::CYCLES);
    let stock = stock::fill(&place.data, &setting, count)?;
    report.check(format!("{count} work orders stored through the use cases, s"), vec![stock.seconds], None);
    let server = Server::start(&place, 1, None)?;
    let offsets = pages::offsets(&server, count)?;
    let gets: Arc<dyn Asking> = Arc::new(Gets::new(&server.token, stock.ids));
    let pages = offsets.map(|(name, offset)| -> Arc<dyn Asking> {
        Arc::new(Page::new(&server.token, name, offset.as_deref()))
    });
    let mut reads = Reads::start(bench, directory.path(), &server, gets, pages)?;
    for number in 1..=bench.options.rounds() {
        eprintln!("round {number} of reading work orders");
        reads.round(bench, &server)?;
    }
    reads.report(report);
    changes(bench, &server, &setting, report)?;
    report.check(
        format!("memory with {count} work orders, at its highest, MB"),
        vec![server.memory()?.1],
        None,
    );
    server.stop()
}

/// What reads, each beside its floor.
struct Reads {
    bare: Bare,
    gets: Arc<dyn Asking>,
    /// The first page, one from the middle and the last, all of one size.
    pages: [Arc<dyn Asking>; 3],
    get: Line,
    page: Line,
    /// The slowest of the pages divided by the quickest, a figure a round.
    evenness: Vec<f64>,
}

impl Reads {
    fn start(
        bench: &Bench,
        directory: &std::path::Path,
        server: &Server,
        gets: Arc<dyn Asking>,
        pages: [Arc<dyn Asking>; 3],
    ) -> Result<Self> {
        let one = requests::body(server, gets.as_ref())?;
        let page = requests::body(server, pages[0].as_ref())?;
        let sizes = (one.len(), page.len());
        let answers = Answers { one: one.into(), page: page.into() };
        let bare = Bare::start_with(&bench.options.docket, directory, &answers)?;
        let get = line(format!("work order ({} bytes)", sizes.0), "bare hyper", 0.35);
        let page = line(format!("page of 20 work orders ({} bytes)", sizes.1), "bare hyper", 0.2);
        Ok(Self { bare, gets, pages, get, page, evenness: Vec::new() })
    }

    fn round(&mut self, bench: &Bench, server: &Server) -> Result<()> {
        let plan = bench.options.plan(MANY);
        self.get.floor.push(told("bare hyper", self.gets.name(), self.bare.drive(&self.gets, plan)?));
        self.get.ours.push(told("docket", self.gets.name(), server.drive(&self.gets, plan)?.sample));
        let [first, ..] = &self.pages;
        self.page.floor.push(told("bare hyper", first.name(), self.bare.drive(first, plan)?));
        let mut rates = Vec::with_capacity(3);
        for (place, page) in self.pages.iter().enumerate() {
            let sample = told("docket", page.name(), server.drive(page, plan)?.sample);
            rates.push(sample.rate);
            if place == 0 {
                self.page.ours.push(sample);
            }
        }
        let slowest = rates.iter().copied().fold(f64::INFINITY, f64::min);
        let quickest = rates.iter().copied().fold(0.0, f64::max);
        self.evenness.push(slowest / quickest);
        Ok(())
    }

    fn report(self, report: &mut Report) {
        report.lines.extend([self.get, self.page]);
        let what = "work orders: slowest of the first, middle and last page ÷ quickest";
        report.check(what, self.evenness, Some(Goal::at_least(2.0 / 3.0, None)));
    }
}

/// What writes. It comes after all reads, because it makes the store grow.
fn changes(bench: &Bench, server: &Server, setting: &Setting, report: &mut Report) -> Result<()> {
    let creates: Arc<dyn Asking> = Arc::new(Creates::new(&server.token, setting));
    let mut create = line("create a work order".to_owned(), "raw grouped commits", 0.25);
    let mut millis = Vec::new();
    for number in 1..=bench.options.rounds() {
        eprintln!("round {number} of making work orders and batches");
        let plan = bench.options.plan(MANY);
        let floor = grouped_commits(bench.directory(), Operation::Create, plan)?.sample;
        create.floor.push(told("raw grouped commits", creates.name(), floor));
        create.ours.push(told("docket", creates.name(), server.drive(&creates, plan)?.sample));
        millis.push(batches::make_at_once(server, setting)?);
    }
    report.lines.push(create);
    let goal = Goal::at_most(1_000.0, None);
    report.check("100 batches of 100 cycles in one request, ms", millis, Some(goal));
    Ok(())
}

fn line(operation: String, floor: &str, must: f64) -> Line {
    Line {
        operation,
        connections: MANY,
        floor_name: floor.to_owned(),
        ours: Vec::new(),
        floor: Vec::new(),
        goal: Some(Goal::at_least(must, None)),
    }
}

/// Writes a sample to standard error as it comes.
fn told(who: &str, what: &str, sample: Sample) -> Sample {
    let Sample { rate, p50, p99, .. } = sample;
    let cpu = sample.cpu_micros.map(|cpu| format!(", {cpu:.1} µs CPU")).unwrap_or_default();
    eprintln!("{what}: {who} {rate:.0}/s, p50 {p50:.3} ms, p99 {p99:.3} ms{cpu}");
    sample
}
