//! What to measure, for how long, and where.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, bail, ensure};
use tempfile::TempDir;

use crate::load::Plan;

/// Names that [`Options::only`] takes.
pub const PARTS: [&str; 9] =
    ["get", "query", "patch", "create", "work-orders", "contexts", "limits", "postgres", "large"];

/// How `docket bench` was called.
#[derive(Clone, Debug)]
pub struct Options {
    /// The docket executable that is measured and that serves the bare floor; normally this one.
    pub docket: PathBuf,
    /// One round of one second a measurement: to try the bench out, not for figures.
    pub quick: bool,
    /// Rounds; in each, every measurement follows its floor directly.
    pub rounds: usize,
    /// Seconds of each measurement, after a warm-up of a third of that.
    pub seconds: f64,
    /// Also measure on PostgreSQL, in a cluster of the bench's own.
    pub postgres: bool,
    /// Also compare a million stored orders with ten thousand, and measure with 100 000 work orders of the Niagara
    /// dialect instead of 10 000.
    pub large: bool,
    /// Only these of [`PARTS`]; all when empty. `postgres` and `large` also need their own option.
    pub only: Vec<String>,
    /// Where temporary files go: a folder on a disk. The system's temporary folder when absent.
    pub directory: Option<PathBuf>,
    /// Measure the floors alone, without a docket server.
    pub floors_only: bool,
    /// Not for people: be the bare hyper server that is the floor, until standard input ends.
    pub floor_hyper: bool,
    /// The folder with the floor's answers; those of the order document without.
    pub floor_answers: Option<PathBuf>,
}

impl Options {
    /// Five rounds of three seconds on SQLite, everything.
    #[must_use]
    pub fn new(docket: PathBuf) -> Self {
        Self {
            docket,
            quick: false,
            rounds: 5,
            seconds: 3.0,
            postgres: false,
            large: false,
            only: Vec::new(),
            directory: None,
            floors_only: false,
            floor_hyper: false,
            floor_answers: None,
        }
    }

    /// # Errors
    /// When a value makes no sense.
    pub(crate) fn check(&self) -> Result<()> {
        ensure!((1..=100).contains(&self.rounds), "rounds must be 1 to 100");
        ensure!((0.1..=600.0).contains(&self.seconds), "seconds must be 0.1 to 600");
        for part in &self.only {
            if !PARTS.contains(&part.as_str()) {
                bail!("there is no part {part:?}; parts are {}", PARTS.join(", "));
            }
        }
        Ok(())
    }

    pub(crate) fn wants(&self, part: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|wanted| wanted == part)
    }

    pub(crate) fn rounds(&self) -> usize {
        if self.quick { 1 } else { self.rounds }
    }

    pub(crate) fn seconds(&self) -> f64 {
        if self.quick { 1.0 } else { self.seconds }
    }

    pub(crate) fn plan(&self, connections: usize) -> Plan {
        let measure = Duration::from_secs_f64(self.seconds());
        Plan { connections, warm_up: measure / 3, measure }
    }

    /// For what pays later for what it writes: the write-ahead log has gone round before anything counts, as it has on every server
    /// that runs for more than a few seconds, and goes round several times while it counts.
    pub(crate) fn sustained(&self, connections: usize) -> Plan {
        let plan = self.plan(connections);
        Plan { warm_up: plan.measure, measure: plan.measure * 3, ..plan }
    }
}

/// A run of the bench: its options and its temporary folder, which goes with it.
pub(crate) struct Bench {
    pub options: Options,
    folder: TempDir,
}

impl Bench {
    pub fn new(options: Options, folder: TempDir) -> Self {
        Self { options, folder }
    }

    pub fn directory(&self) -> &Path {
        self.folder.path()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_does_not_exist_is_refused_by_name() {
        let options = Options { only: vec!["gett".to_owned()], ..Options::new(PathBuf::new()) };
        assert!(format!("{:#}", options.check().unwrap_err()).contains("gett"));
    }

    #[test]
    fn seconds_that_are_no_time_are_refused() {
        for seconds in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(Options { seconds, ..Options::new(PathBuf::new()) }.check().is_err());
        }
    }
}
