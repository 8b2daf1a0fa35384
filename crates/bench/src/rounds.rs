//! The four operations at 1 and 32 connections, each measured right after its floor, round by round.

use anyhow::Result;

use crate::goal::Goal;
use crate::load::Plan;
use crate::options::Bench;
use crate::report::Line;
use crate::requests::Operation;
use crate::sample::Sample;
use crate::server::Server;

/// Connections that each operation is measured with.
pub const CONNECTIONS: [usize; 2] = [1, MANY];
/// The number of connections that the goals speak of.
pub const MANY: usize = 32;
/// Orders in the store before anything is measured.
pub const ROWS: u64 = 2_000;

/// What the machine itself can do of an operation.
pub trait Floors {
    /// What the floor of an operation is called; `None` when it has none.
    fn name(&self, operation: Operation, connections: usize) -> Option<&'static str>;

    /// The limit of the ratio of Docket's rate to the floor's.
    fn goal(&self, operation: Operation, connections: usize) -> Option<Goal>;

    /// Measures the floor of an operation that has one.
    ///
    /// # Errors
    /// When the measurement fails.
    fn sample(&mut self, operation: Operation, plan: Plan) -> Result<Sample>;
}

/// Empty lines for the operations wanted; `engine` is put after their names.
pub fn lines(bench: &Bench, floors: &impl Floors, engine: &str) -> Vec<Line> {
    let wanted = Operation::ALL.into_iter().filter(|operation| bench.options.wants(operation.name()));
    let combinations = wanted.flat_map(|operation| CONNECTIONS.map(|connections| (operation, connections)));
    let line = |(operation, connections): (Operation, usize)| Line {
        operation: format!("{}{engine}", operation.name()),
        connections,
        floor_name: floors.name(operation, connections).unwrap_or_default().to_owned(),
        ours: Vec::new(),
        floor: Vec::new(),
        goal: floors.goal(operation, connections),
    };
    combinations.map(line).collect()
}

/// One round over all lines. `ours` measures Docket; with `None` for the server, floors alone are measured.
///
/// # Errors
/// When a measurement fails.
pub fn round(
    bench: &Bench,
    floors: &mut impl Floors,
    server: Option<&Server>,
    lines: &mut [Line],
    mut ours: impl FnMut(&Server, Operation, Plan) -> Result<Sample>,
) -> Result<()> {
    for line in lines {
        let Some(operation) = Operation::ALL.into_iter().find(|o| line.operation.starts_with(o.name()))
        else {
            continue;
        };
        let plan = bench.options.plan(line.connections);
        if floors.name(operation, line.connections).is_some() {
            let sample = floors.sample(operation, plan)?;
            tell(line, &line.floor_name, &sample);
            line.floor.push(sample);
        }
        if let Some(server) = server {
            let sample = ours(server, operation, plan)?;
            tell(line, "docket", &sample);
            line.ours.push(sample);
        }
    }
    Ok(())
}

fn tell(line: &Line, who: &str, sample: &Sample) {
    let Sample { rate, p50, p99, .. } = sample;
    let cpu = sample.cpu_micros.map(|cpu| format!(", {cpu:.1} µs CPU")).unwrap_or_default();
    let (operation, connections) = (&line.operation, line.connections);
    eprintln!("{operation} at {connections}: {who} {rate:.0}/s, p50 {p50:.3} ms, p99 {p99:.3} ms{cpu}");
}
