//! Docket with a million orders beside Docket with ten thousand: what growth costs.

use anyhow::Result;

use crate::goal::Goal;
use crate::options::Bench;
use crate::report::{Line, Report};
use crate::requests::Operation;
use crate::rounds::MANY;
use crate::server::{Place, Server};

const FEW_ROWS: u64 = 10_000;
const MANY_ROWS: u64 = 1_000_000;

/// Measures all rounds and adds them to the report.
///
/// # Errors
/// When the orders can't be loaded or a measurement fails.
pub fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let directory = tempfile::tempdir_in(bench.directory())?;
    let start = |name: &str, rows| -> Result<Server> {
        eprintln!("loading {rows} orders");
        let place =
            Place { docket: bench.options.docket.clone(), data: directory.path().join(name), database: None };
        let server = Server::start(&place, rows, None)?;
        server.seed(rows)?;
        Ok(server)
    };
    let (few, many) = (start("few", FEW_ROWS)?, start("many", MANY_ROWS)?);
    let mut lines = [Operation::Get, Operation::Query, Operation::Patch].map(line);
    for number in 1..=bench.options.rounds() {
        eprintln!("round {number} of a million orders");
        for (operation, line) in &mut lines {
            let writes = *operation == Operation::Patch;
            let plan = if writes { bench.options.sustained(MANY) } else { bench.options.plan(MANY) };
            line.floor.push(few.load(*operation, plan)?.sample);
            line.ours.push(many.load(*operation, plan)?.sample);
        }
    }
    report.lines.extend(lines.map(|(_, line)| line));
    report.check("memory with a million orders, at its highest, MB", vec![many.memory()?.1], None);
    few.stop()?;
    many.stop()
}

fn line(operation: Operation) -> (Operation, Line) {
    let must = if operation == Operation::Query { 0.5 } else { 2.0 / 3.0 };
    let line = Line {
        operation: format!("{} (1 000 000 orders)", operation.name()),
        connections: MANY,
        floor_name: "10 000 orders".to_owned(),
        ours: Vec::new(),
        floor: Vec::new(),
        goal: Some(Goal::at_least(must, None)),
    };
    (operation, line)
}
