//! One server process.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::Client;

/// The binary under test.
pub const DOCKET: &str = env!("CARGO_BIN_EXE_docket");

/// A `docket` command over a database.
pub fn docket(data: &Path, url: Option<&str>) -> Command {
    let mut command = Command::new(DOCKET);
    command.arg("--data").arg(data);
    if let Some(url) = url {
        command.args(["--database", url]);
    }
    // Neither the settings of whoever runs the tests nor a settings file that lies about may count.
    command.current_dir(data);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("DOCKET_") {
            command.env_remove(name);
        }
    }
    command
}

/// A running server; it is killed when this value goes.
pub struct Node {
    process: Child,
    log: PathBuf,
    client: Client,
}

impl Node {
    /// Starts `docket serve` and waits until it listens.
    #[track_caller]
    pub fn start(data: &Path, url: Option<&str>, log: PathBuf, token: &str, options: &[&str]) -> Self {
        let mut command = docket(data, url);
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(options);
        let errors = File::create(&log).expect("a log");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors);
        let mut process = command.spawn().expect("the server starts");
        let out = process.stdout.take().expect("its output is piped");
        let mut lines = BufReader::new(out).lines().map_while(Result::ok);
        let Some(base) = lines.find_map(|line| line.strip_prefix("listening on ").map(str::to_owned)) else {
            let status = process.wait();
            panic!("the server did not start ({status:?}): {}", text_of(&log));
        };
        // Read to the end, so that the server never waits for us.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, log, client: Client::new(&base, token) }
    }

    /// Kills it without a word (`kill -9`).
    pub fn kill(mut self) {
        self.process.kill().expect("it runs");
        self.process.wait().expect("it ends");
    }

    /// Asks it to stop (SIGTERM).
    pub fn tell_to_stop(&self) {
        let id = self.id().to_string();
        // The shell has `kill` built in.
        Command::new("sh").args(["-c", r#"kill -s TERM "$0""#, &id]).status().expect("a shell");
    }

    /// Asks it to stop and waits for its end.
    pub fn stop(self) {
        self.tell_to_stop();
        self.end();
    }

    /// Waits for the end of a server that was told to stop.
    pub fn end(mut self) {
        assert!(self.process.wait().expect("it ends").success(), "{}", self.log());
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        text_of(&self.log)
    }
}

impl Deref for Node {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        drop(self.process.kill());
        drop(self.process.wait());
        let log = text_of(&self.log);
        if std::thread::panicking() {
            eprintln!("the server's log ends:\n{}", last_lines(&log));
        } else {
            assert!(!log.contains("panicked"), "the server panicked:\n{}", last_lines(&log));
            assert!(!log.contains("status=500"), "a 500:\n{}", last_lines(&log));
        }
    }
}

fn text_of(log: &Path) -> String {
    String::from_utf8_lossy(&std::fs::read(log).unwrap_or_default()).into_owned()
}

fn last_lines(log: &str) -> String {
    let lines: Vec<&str> = log.lines().rev().take(20).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
}
