//! Processes that listen: started, awaited, stopped, and never left behind.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::process::wait_until;

const PATIENCE: Duration = Duration::from_secs(60);
const ANNOUNCEMENT: &str = "listening on http://";

/// A started process that announced its address; it is killed when this value goes.
pub struct Listening {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Listening {
    /// Starts `command` and waits for its line `listening on http://ADDRESS` on standard output.
    /// What it writes to standard error goes to `log`.
    ///
    /// # Errors
    /// When it can't be started, ends, or announces nothing within 60 s; with the end of its log.
    pub fn start(command: &mut Command, log: &Path) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(File::create(log)?);
        let mut child = command.spawn().with_context(|| format!("can't start {name}"))?;
        let stdout = child.stdout.take().context("no standard output")?;
        match announced_address(stdout) {
            Ok(address) => Ok(Self { child, address }),
            Err(error) => {
                kill(&mut child);
                let log = fs::read_to_string(log).unwrap_or_default();
                Err(error
                    .context(format!("{name} did not start to listen; its log ends: {}", last_lines(&log))))
            }
        }
    }

    /// The id of the process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to end (SIGTERM) and waits.
    ///
    /// # Errors
    /// When it has not ended after 60 s or ended with an error.
    pub fn stop(mut self) -> Result<()> {
        stop(&mut self.child, "TERM")
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        kill(&mut self.child);
    }
}

/// Sends a signal to a child by its id and waits for its end.
///
/// # Errors
/// When it has not ended after 60 s or ended with an error.
pub fn stop(child: &mut Child, signal: &str) -> Result<()> {
    let id = child.id().to_string();
    // The shell has `kill` built in; a `kill` program is not everywhere.
    Command::new("sh").args(["-c", r#"kill -s "$0" "$1""#, signal, &id]).status()?;
    let mut status = None;
    wait_until(PATIENCE, || {
        status = child.try_wait().ok().flatten();
        status.is_some()
    });
    match status {
        Some(status) if status.success() => Ok(()),
        Some(status) => bail!("process {id} ended with {status} after SIG{signal}"),
        None => bail!("process {id} goes on {} s after SIG{signal}", PATIENCE.as_secs()),
    }
}

/// Ends a child at once, if it has not ended.
pub fn kill(child: &mut Child) {
    // Both fail only when it has ended already.
    let _ = child.kill();
    let _ = child.wait();
}

fn announced_address(stdout: ChildStdout) -> Result<SocketAddr> {
    let (sender, receiver) = mpsc::channel();
    // Reads on to the end, so that the process never blocks on a full pipe.
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if let Some((_, address)) = line.split_once(ANNOUNCEMENT) {
                let _ = sender.send(address.trim_end_matches('/').to_owned());
            }
        }
    });
    let address = receiver.recv_timeout(PATIENCE).context("no address was announced")?;
    address.parse().with_context(|| format!("{address:?} is no address"))
}

fn last_lines(log: &str) -> String {
    let lines: Vec<&str> = log.lines().rev().take(10).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_ends_at_once_is_reported_with_its_log() {
        let directory = tempfile::tempdir().unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", "echo no such database >&2; exit 1"]);
        let Err(error) = Listening::start(&mut command, &directory.path().join("log")) else {
            panic!("it listens");
        };
        assert!(format!("{error:#}").contains("no such database"), "{error:#}");
    }

    #[test]
    fn a_process_that_announces_itself_is_started_and_stopped() {
        let directory = tempfile::tempdir().unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", "trap 'exit 0' TERM; echo listening on http://127.0.0.1:9; read x; exit 1"]);
        let listening = Listening::start(&mut command, &directory.path().join("log")).unwrap();
        assert_eq!(listening.address.port(), 9);
        listening.stop().unwrap();
    }
}
