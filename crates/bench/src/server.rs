//! The server under test: `docket serve` on a fresh directory, driven and read from outside.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::child::Listening;
use crate::cluster::output_of;
use crate::exchange::exchange;
use crate::load::{self, Asking, Outcome, Plan};
use crate::process::{self, Watched};
use crate::requests::{Operation, Requests};

/// Connections that load the seeded orders.
const SEEDERS: usize = 64;

/// Where a server keeps its data.
#[derive(Clone, Debug)]
pub struct Place {
    /// The docket executable.
    pub docket: PathBuf,
    /// The folder given as `--data`.
    pub data: PathBuf,
    /// The URL given as `--database`; SQLite without.
    pub database: Option<String>,
}

impl Place {
    fn command(&self, subcommand: &str) -> Command {
        let mut command = Command::new(&self.docket);
        command.arg(subcommand).arg("--data").arg(&self.data);
        if let Some(database) = &self.database {
            command.args(["--database", database]);
        }
        command
    }
}

/// A running server with a token for it.
pub struct Server {
    listening: Listening,
    watched: Watched,
    requests: Arc<Requests>,
    /// A token with all rights.
    pub token: String,
    /// From the start of the process to its first answer.
    pub start_time: Duration,
}

impl Server {
    /// Starts a server on `place`, which is made if missing, and gets a token with all rights.
    /// `rows` is how many orders it will hold when measured; `postgres` PostgreSQL's first process, if it uses it.
    ///
    /// # Errors
    /// When it does not start, answer, or give a token.
    pub fn start(place: &Place, rows: u64, postgres: Option<u32>) -> Result<Self> {
        fs::create_dir_all(&place.data)?;
        let mut serve = place.command("serve");
        serve.args(["--listen", "127.0.0.1:0"]);
        let begin = Instant::now();
        let listening = Listening::start(&mut serve, &beside(&place.data, "log"))?;
        let mut request = Vec::new();
        Requests::new(1, "").get_path(&mut request, "/metrics");
        exchange(listening.address, &request)
            .context("the server announced its address but does not answer")?;
        let start_time = begin.elapsed();
        let mut token = place.command("token");
        token.args(["--subject", "bench", "--grant", "all"]);
        let token = output_of(&mut token).context("can't get a token")?;
        let watched = Watched { server: listening.id(), postgres };
        let token = token.trim().to_owned();
        let requests = Arc::new(Requests::new(rows, &token));
        Ok(Self { listening, watched, requests, token, start_time })
    }

    /// Creates `count` further orders and checks that the server answers with what was put in.
    ///
    /// # Errors
    /// When an order is refused or comes back different.
    pub fn seed(&self, count: u64) -> Result<()> {
        load::seed(self.listening.address, &self.requests, count, SEEDERS)?;
        let order = self.ask(Operation::Get)?;
        ensure!(order.len() >= 640 && order.contains("Buckhead Station"), "GET answers {order}");
        let page = self.ask(Operation::Query)?;
        let orders = page.matches(r#""OrderNum""#).count();
        ensure!(orders == 20 && page.len() >= 20 * 640, "the query answers {orders} orders: {page}");
        Ok(())
    }

    fn ask(&self, operation: Operation) -> Result<String> {
        let mut request = Vec::new();
        self.requests.next(operation, &mut request);
        let (status, body) = exchange(self.listening.address, &request)?;
        let body = String::from_utf8_lossy(&body).into_owned();
        ensure!(status == operation.expected_status(), "{}: {status}: {body}", operation.name());
        Ok(body)
    }

    /// Drives one operation.
    ///
    /// # Errors
    /// As [`load::run`]; with the end of the server's log.
    pub fn load(&self, operation: Operation, plan: Plan) -> Result<Outcome> {
        load::run(self.listening.address, &self.requests, operation, plan, self.watched)
    }

    /// Drives anything else.
    ///
    /// # Errors
    /// As [`load::drive`].
    pub fn drive(&self, asking: &Arc<dyn Asking>, plan: Plan) -> Result<Outcome> {
        load::drive(self.listening.address, asking, plan, self.watched)
    }

    /// The answer to one request: its status and body.
    ///
    /// # Errors
    /// As [`exchange`].
    pub fn answer(&self, request: &[u8]) -> Result<(u16, Vec<u8>)> {
        exchange(self.listening.address, request)
    }

    /// Transactions committed to disk so far: the sum of `docket_commits_total` of `/metrics`.
    ///
    /// # Errors
    /// When the server does not count them.
    pub fn commits(&self) -> Result<f64> {
        let mut request = Vec::new();
        self.requests.get_path(&mut request, "/metrics");
        let (status, body) = exchange(self.listening.address, &request)?;
        ensure!(status == 200, "/metrics answers {status}");
        counter(&String::from_utf8_lossy(&body), "docket_commits_total")
            .context("/metrics has no docket_commits_total")
    }

    /// Resident memory in MB, now and at its highest.
    ///
    /// # Errors
    /// When the server is gone.
    pub fn memory(&self) -> Result<(f64, f64)> {
        process::memory(self.listening.id())
    }

    /// Bytes that the server caused to be written to disk so far.
    ///
    /// # Errors
    /// When the server is gone.
    pub fn bytes_written(&self) -> Result<f64> {
        process::bytes_written(self.listening.id())
    }

    /// Stops it gracefully.
    ///
    /// # Errors
    /// When it does not end, or ends with an error.
    pub fn stop(self) -> Result<()> {
        self.listening.stop().context("docket serve")
    }
}

/// A file next to the data folder: inside, the server might not expect it.
fn beside(data: &Path, extension: &str) -> PathBuf {
    data.with_extension(extension)
}

fn counter(metrics: &str, name: &str) -> Option<f64> {
    let values = metrics.lines().filter_map(|line| {
        let rest = line.strip_prefix(name)?;
        let value = if rest.starts_with('{') { rest.rsplit_once('}')?.1 } else { rest };
        value.starts_with(' ').then(|| value.split_whitespace().next()?.parse::<f64>().ok())?
    });
    values.reduce(|sum, value| sum + value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_is_summed_over_its_labels_and_not_over_its_neighbours() {
        let metrics =
            "# TYPE a_total counter\na_total{x=\"} 1\"} 3\na_total{x=\"2\"} 4 1700\na_total_more 9\n";
        assert_eq!(counter(metrics, "a_total"), Some(7.0));
        assert_eq!(counter("a_total 12\n", "a_total"), Some(12.0));
        assert_eq!(counter(metrics, "b_total"), None);
    }
}
