//! The floor: the rows that a run writes, in Docket's own tables, by grouped commits and nothing else.

use anyhow::Result;
use rusqlite::{Connection, params};

use crate::load::Plan;
use crate::options::Bench;
use crate::requests::STRIDE;
use crate::sample::Sample;
use crate::sqlite_floor::durable;
use crate::sqlite_writer::{commit_groups, in_groups};

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Writes {
    /// A run that has ended, its one turn and an event.
    Start,
    /// What a run is now, another turn and an event.
    Close,
}

/// Runs that are there to be moved.
const RUNS: i64 = 2_000;
/// As long as what Docket keeps of a run of five steps: its state, the steps that ended, the data of the event.
const STATE: [u8; 240] = [b's'; 240];
const PAST: [u8; 420] = [b'p'; 420];
const DATA: [u8; 200] = [b'd'; 200];

const INSERT: &str = "INSERT INTO context (tenant, id, version, xid, created, updated, work_flow, work_flow_version, \
    entity_kind, entity, active, outcome, label, location, started_by, depth, wake, turns, steps, started, ended, state) \
    VALUES (1, ?1, 1, 0, ?2, ?2, ?3, 1, 'UNIT', ?4, ?5, 'succeeded', 'context of a unit', ?3, 'bench', 0, NULL, 1, 5, ?2, ?2, ?6)";
const UPDATE: &str = "UPDATE context SET version = version + 1, updated = ?1, turns = turns + 1, steps = steps + 1, state = ?2 \
    WHERE tenant = 1 AND id = ?3";
const TURN: &str = "INSERT INTO context_turn (tenant, context, n, at, input, steps, past) VALUES (1, ?1, ?2, ?3, 'close', 5, ?4)";
const EVENT: &str = "INSERT INTO event (tenant, xid, entity, key, version, name, at, actor, source, depth, data) \
    VALUES (1, 0, 'CTX', ?1, ?2, 'CTX.changed', ?3, 'bench', 'api', 0, ?4)";

/// Grouped commits of these rows from as many clients as planned, on a fresh file.
///
/// # Errors
/// When SQLite fails.
pub fn measure(bench: &Bench, writes: Writes, plan: Plan) -> Result<Sample> {
    let directory = tempfile::tempdir_in(bench.directory())?;
    let path = directory.path().join("floor.db");
    docket_store::migrate::sqlite(&path)?;
    let connection = durable(&path)?;
    connection.execute_batch("BEGIN IMMEDIATE")?;
    for turn in 0..RUNS {
        insert(&connection, turn, true)?;
    }
    connection.execute_batch("COMMIT")?;
    let grouped = in_groups(
        plan,
        |turn| turn.cast_signed(),
        move |queue| {
            commit_groups(&connection, queue, |turn| match writes {
                Writes::Start => {
                    insert(&connection, RUNS + turn, false)?;
                    told(&connection, &id(RUNS + turn), 1)
                }
                Writes::Close => {
                    let id = id(turn.wrapping_mul(STRIDE.cast_signed()).rem_euclid(RUNS));
                    connection.prepare_cached(UPDATE)?.execute(params![*turn, STATE, id])?;
                    told(&connection, &id, 2 + turn / RUNS)
                }
            })
        },
    );
    Ok(grouped?.sample)
}

/// As long as the ids that Docket gives.
fn id(turn: i64) -> String {
    format!("01935f3e-7a2b-7c3d-8e4f-{turn:012}")
}

fn insert(connection: &Connection, turn: i64, active: bool) -> Result<()> {
    let values = params![id(turn), turn, id(0), id(turn % RUNS), active, STATE];
    connection.prepare_cached(INSERT)?.execute(values)?;
    Ok(())
}

fn told(connection: &Connection, id: &str, version: i64) -> Result<()> {
    connection.prepare_cached(TURN)?.execute(params![id, version, version, PAST])?;
    connection.prepare_cached(EVENT)?.execute(params![id, version, version, DATA])?;
    Ok(())
}
