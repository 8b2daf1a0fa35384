//! `docket bench`: measures a docket server over loopback and, beside each figure, what the same machine
//! can do without it, in the same run. Ratios carry over from machine to machine, rates do not.
//!
//! The floors: a bare hyper server with the same answers ([`bare`]), SQLite with grouped commits of a fixed
//! set of rows ([`sqlite_writer`], [`sqlite_floor`]), and PostgreSQL under pgbench ([`postgres_floor`]).
//! The server under test is this same executable, started as its users start it ([`server`]).
//! Linux only: processor time, memory and bytes written are read from `/proc`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

pub use options::{Options, PARTS};

pub mod bare;
pub mod child;
pub mod cluster;
mod contexts;
pub mod document;
pub mod exchange;
pub mod goal;
pub mod histogram;
mod large;
mod limits;
pub mod load;
mod niagara;
mod on_postgres;
mod on_sqlite;
mod options;
pub mod postgres_floor;
pub mod process;
pub mod report;
pub mod requests;
pub mod response;
mod rounds;
pub mod sample;
pub mod server;
pub mod sqlite_floor;
pub mod sqlite_writer;

/// Measures what the options ask for and prints the tables; progress goes to standard error.
/// A missed goal is printed, not an error.
///
/// # Errors
/// When an option makes no sense, something can't be started, or any answer has an unexpected status.
pub fn run(options: Options) -> Result<()> {
    if options.floor_hyper {
        return bare::serve_bare(options.floor_answers.as_deref());
    }
    options.check()?;
    let folder = temporary_folder(&options)?;
    let bench = options::Bench::new(options, folder);
    let options = &bench.options;
    let mut report = report::Report::default();
    on_sqlite::measure(&bench, &mut report)?;
    if options.wants("work-orders") && !options.floors_only {
        niagara::measure(&bench, &mut report).context("on work orders of the Niagara dialect")?;
    }
    if options.wants("contexts") && !options.floors_only {
        contexts::measure(&bench, &mut report).context("on runs of work flows")?;
    }
    if options.wants("limits") && !options.floors_only {
        limits::measure(&bench, &mut report)?;
    }
    if options.postgres && options.wants("postgres") {
        on_postgres::measure(&bench, &mut report).context("on PostgreSQL")?;
    }
    if options.large && options.wants("large") && !options.floors_only {
        large::measure(&bench, &mut report)?;
    }
    println!("{}\n\n{}", conditions(options), report.text());
    Ok(())
}

fn conditions(options: &Options) -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (rounds, seconds) = (options.rounds(), options.seconds());
    let build = if cfg!(debug_assertions) { " This is a debug build: its figures mean nothing." } else { "" };
    format!(
        "{cores} cores; median and range of {rounds} rounds of {seconds} s; orders of 650 bytes, 2 000 stored \
         before. Latencies are of a closed loop on the same machine.{build}"
    )
}

fn temporary_folder(options: &Options) -> Result<tempfile::TempDir> {
    let parent = options.directory.clone().unwrap_or_else(std::env::temp_dir);
    let parent = parent.canonicalize().with_context(|| format!("no folder {}", parent.display()))?;
    let kind = file_system_of(&parent)?;
    if ["tmpfs", "ramfs"].contains(&kind.as_str()) {
        bail!(
            "{} is in memory ({kind}), where commits cost nothing: choose a folder on a disk",
            parent.display()
        );
    }
    Ok(tempfile::Builder::new().prefix("docket-bench-").tempdir_in(parent)?)
}

/// The kind of the file system that `path` is on, from the mount with the longest common prefix.
fn file_system_of(path: &Path) -> Result<String> {
    let mounts = fs::read_to_string("/proc/self/mounts").context("can't read /proc/self/mounts")?;
    let mounts = mounts.lines().filter_map(|line| {
        let mut fields = line.split(' ').skip(1);
        Some((fields.next()?, fields.next()?))
    });
    let covering = mounts.filter(|(mount, _)| path.starts_with(mount));
    let deepest = covering.max_by_key(|(mount, _)| mount.len()).map(|(_, kind)| kind.to_owned());
    deepest.with_context(|| format!("{} is on no mounted file system", path.display()))
}
