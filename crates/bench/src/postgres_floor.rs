//! Floor C: PostgreSQL by itself, single rows inserted and selected by pgbench with prepared statements.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::cluster::{Cluster, output_of};
use crate::document::{self, STATUSES};
use crate::load::Plan;
use crate::requests::Operation;
use crate::sample::Sample;

const DATABASE: &str = "floor";
const ROWS: u64 = 2_000;
const INSERT: &str = r"\set status random(1, 5)
INSERT INTO job (num, status, doc) VALUES ((20000000 + nextval('turn'))::text, :status::text, convert_to(:doc, 'UTF8'));
";
const SELECT: &str = r"\set num random(1000001, 1002000)
SELECT doc FROM job WHERE num = :num::text;
";
/// pgbench logs one transaction in ten: enough for percentiles, too few to slow it down.
const SAMPLING: &str = "--sampling-rate=0.1";

/// The floor's database in a cluster.
pub struct PostgresFloor<'c> {
    cluster: &'c Cluster,
    directory: PathBuf,
}

impl<'c> PostgresFloor<'c> {
    /// Makes the floor's table, with 2 000 orders of 650 bytes in it; `directory` takes scripts and logs.
    ///
    /// # Errors
    /// When the cluster refuses.
    pub fn create(cluster: &'c Cluster, directory: &Path) -> Result<Self> {
        cluster.create_database(DATABASE)?;
        let order = String::from_utf8(document::order(1_000_001, 1))?;
        cluster.sql(
            DATABASE,
            &format!(
                r#"CREATE SEQUENCE turn CACHE 32;
                CREATE TABLE job (id bigserial NOT NULL, num text COLLATE "C" PRIMARY KEY, status text NOT NULL, doc bytea NOT NULL);
                CREATE INDEX ON job (status, id);
                INSERT INTO job (num, status, doc) SELECT (1000001 + n)::text, (1 + n % {STATUSES})::text,
                    convert_to('{order}', 'UTF8') FROM generate_series(0, {ROWS} - 1) AS n;
                ANALYZE job"#
            ),
        )?;
        let directory = directory.join("pgbench");
        fs::create_dir(&directory)?;
        cluster.give(&directory)?;
        fs::write(directory.join("create.sql"), INSERT)?;
        fs::write(directory.join("get.sql"), SELECT)?;
        Ok(Self { cluster, directory })
    }

    /// Measures inserts ([`Operation::Create`]) or selects by number ([`Operation::Get`]).
    ///
    /// # Errors
    /// When pgbench fails, or for another operation.
    pub fn sample(&self, operation: Operation, plan: Plan) -> Result<Sample> {
        ensure!(matches!(operation, Operation::Create | Operation::Get), "no floor for {}", operation.name());
        self.pgbench(operation, plan, plan.warm_up.as_secs_f64())?;
        let before = self.cluster.cpu_seconds()?;
        let report = self.pgbench(operation, plan, plan.measure.as_secs_f64())?;
        let cpu = self.cluster.cpu_seconds()? - before;
        let (p50, p99) = self.percentiles()?;
        let rate = number_between(&report, "tps = ", " (without")?;
        let transactions = number_between(&report, "transactions actually processed: ", "\n")?;
        let cpu_micros = Some(cpu * 1e6 / transactions.max(1.0));
        Ok(Sample { rate, p50, p99, cpu_micros, other_cores: None })
    }

    fn pgbench(&self, operation: Operation, plan: Plan, seconds: f64) -> Result<String> {
        self.remove_logs()?;
        let order = String::from_utf8(document::order(20_000_000, 1))?;
        let script = self.directory.join(format!("{}.sql", operation.name()));
        let mut pgbench = self.cluster.client("pgbench");
        pgbench.current_dir(&self.directory).args(["-n", "-M", "prepared", "-j", "1", "--log", SAMPLING]);
        pgbench.args(["-c", &plan.connections.to_string()]);
        pgbench.args(["-T", &format!("{}", seconds.ceil().max(1.0))]);
        pgbench.arg("-D").arg(format!("doc={order}")).arg("-f").arg(script).arg(DATABASE);
        output_of(&mut pgbench)
    }

    /// Median and 99th percentile in milliseconds, from the third column (microseconds) of pgbench's log.
    fn percentiles(&self) -> Result<(f64, f64)> {
        let mut micros: Vec<f64> = Vec::new();
        for log in self.logs()? {
            let text = fs::read_to_string(log)?;
            micros.extend(text.lines().filter_map(|line| line.split(' ').nth(2)?.parse::<f64>().ok()));
        }
        ensure!(!micros.is_empty(), "pgbench logged nothing");
        micros.sort_by(f64::total_cmp);
        let at = |quantile: f64| micros[((micros.len() - 1) as f64 * quantile) as usize] / 1e3;
        Ok((at(0.5), at(0.99)))
    }

    fn remove_logs(&self) -> Result<()> {
        self.logs()?.iter().try_for_each(|log| Ok(fs::remove_file(log)?))
    }

    fn logs(&self) -> Result<Vec<PathBuf>> {
        let files = fs::read_dir(&self.directory)?.flatten().map(|entry| entry.path());
        let is_log = |path: &PathBuf| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("pgbench_log."))
        };
        Ok(files.filter(is_log).collect())
    }
}

fn number_between(report: &str, before: &str, after: &str) -> Result<f64> {
    let number = report.split_once(before).and_then(|(_, rest)| rest.split_once(after));
    let number = number.and_then(|(number, _)| number.trim().parse().ok());
    number.with_context(|| format!("pgbench's report has no {before:?}: {report}"))
}
