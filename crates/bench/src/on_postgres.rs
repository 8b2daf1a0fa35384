//! Docket on PostgreSQL beside pgbench, both in one cluster of the bench's own, both over 127.0.0.1.

use anyhow::Result;

use crate::cluster::Cluster;
use crate::goal::Goal;
use crate::load::Plan;
use crate::options::Bench;
use crate::postgres_floor::PostgresFloor;
use crate::report::{Line, Report};
use crate::requests::Operation;
use crate::rounds::{self, Floors, MANY, ROWS};
use crate::sample::Sample;
use crate::server::{Place, Server};

/// Measures all rounds and adds them to the report.
///
/// # Errors
/// When PostgreSQL can't be started or a measurement fails.
pub fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let directory = tempfile::tempdir_in(bench.directory())?;
    let cluster = Cluster::start(directory.path())?;
    let mut floors = PostgresFloors { pgbench: PostgresFloor::create(&cluster, directory.path())? };
    let mut lines = rounds::lines(bench, &floors, " (PostgreSQL)");
    for number in 1..=bench.options.rounds() {
        eprintln!("round {number} on PostgreSQL");
        if bench.options.floors_only {
            rounds::round(bench, &mut floors, None, &mut lines, |_, _, _| Ok(Sample::default()))?;
        } else {
            round(bench, &cluster, &mut floors, &mut lines, number)?;
        }
    }
    report.lines.extend(lines.into_iter().filter(Line::is_measured));
    Ok(())
}

fn round(
    bench: &Bench,
    cluster: &Cluster,
    floors: &mut PostgresFloors<'_>,
    lines: &mut [Line],
    number: usize,
) -> Result<()> {
    let directory = tempfile::tempdir_in(bench.directory())?;
    let name = format!("docket_{number}");
    let place = Place {
        docket: bench.options.docket.clone(),
        data: directory.path().join("data"),
        database: Some(cluster.create_database(&name)?),
    };
    let server = Server::start(&place, ROWS, Some(cluster.id()))?;
    server.seed(ROWS)?;
    rounds::round(bench, floors, Some(&server), lines, |server, operation, plan| {
        Ok(server.load(operation, plan)?.sample)
    })?;
    server.stop()?;
    cluster.sql("postgres", &format!("DROP DATABASE {name} WITH (FORCE)"))?;
    Ok(())
}

struct PostgresFloors<'c> {
    pgbench: PostgresFloor<'c>,
}

impl Floors for PostgresFloors<'_> {
    fn name(&self, operation: Operation, connections: usize) -> Option<&'static str> {
        match operation {
            Operation::Get if connections == MANY => Some("pgbench select"),
            Operation::Create if connections == MANY => Some("pgbench insert"),
            _ => None,
        }
    }

    fn goal(&self, operation: Operation, connections: usize) -> Option<Goal> {
        match operation {
            Operation::Get if connections == MANY => Some(Goal::at_least(0.45, Some(0.7))),
            Operation::Create if connections == MANY => Some(Goal::at_least(0.6, Some(1.2))),
            _ => None,
        }
    }

    fn sample(&mut self, operation: Operation, plan: Plan) -> Result<Sample> {
        self.pgbench.sample(operation, plan)
    }
}
