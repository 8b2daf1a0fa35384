//! Runs of work flows: Docket beside SQLite with grouped commits of the same rows, and runs that wait.

mod floor;
mod requests;
mod setting;
mod waiting;

use std::sync::Arc;

use anyhow::Result;

use crate::goal::Goal;
use crate::load::Asking;
use crate::options::Bench;
use crate::report::{Line, Report};
use crate::rounds::MANY;
use crate::sample::Sample;
use crate::server::{Place, Server};
use floor::Writes;
use requests::{Closes, Starts};
use setting::Setting;

/// Measures all rounds and adds them to the report.
///
/// # Errors
/// When the work flows can't be made or a measurement fails.
pub fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let directory = tempfile::tempdir_in(bench.directory())?;
    let data = directory.path().join("data");
    let place = Place { docket: bench.options.docket.clone(), data, database: None };
    let server = Server::start(&place, 1, None)?;
    eprintln!("making {} units and runs that wait for somebody", setting::UNITS);
    let setting = Setting::make(&server)?;
    moves(bench, &server, &setting, report)?;
    server.stop()?;
    waiting::measure(bench, report)
}

/// Starting runs of five automatic steps, and closing steps that wait for a person.
fn moves(bench: &Bench, server: &Server, setting: &Setting, report: &mut Report) -> Result<()> {
    let starts: Arc<dyn Asking> = Arc::new(Starts::new(&server.token, setting));
    let closes: Arc<dyn Asking> = Arc::new(Closes::new(&server.token, setting));
    let mut lines =
        [(1, &starts), (MANY, &starts), (1, &closes), (MANY, &closes)].map(|(connections, asking)| Line {
            operation: asking.name().to_owned(),
            connections,
            floor_name: "raw grouped commits".to_owned(),
            ours: Vec::new(),
            floor: Vec::new(),
            goal: (connections == MANY).then_some(Goal::at_least(0.3, Some(0.5))),
        });
    for number in 1..=bench.options.rounds() {
        eprintln!("round {number} of runs");
        for (line, (asking, writes)) in lines.iter_mut().zip([
            (&starts, Writes::Start),
            (&starts, Writes::Start),
            (&closes, Writes::Close),
            (&closes, Writes::Close),
        ]) {
            let plan = bench.options.plan(line.connections);
            line.floor.push(told("raw grouped commits", line, floor::measure(bench, writes, plan)?));
            line.ours.push(told("docket", line, server.drive(asking, plan)?.sample));
        }
    }
    let p50 = lines[0].ours.iter().map(|sample| sample.p50).collect();
    report.check("start one run after the other: p50, ms", p50, Some(Goal::at_most(3.0, Some(1.5))));
    report.lines.extend(lines);
    Ok(())
}

/// Writes a sample to standard error as it comes.
fn told(who: &str, line: &Line, sample: Sample) -> Sample {
    let Sample { rate, p50, p99, .. } = sample;
    eprintln!(
        "{} at {}: {who} {rate:.0}/s, p50 {p50:.3} ms, p99 {p99:.3} ms",
        line.operation, line.connections
    );
    sample
}
