//! The binary in a home of its own.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A folder in which commands run; the data lies in `data` below it.
pub struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn database(&self) -> PathBuf {
        self.path("data/docket.db")
    }

    /// The binary with arguments; of the environment only what the test adds counts.
    pub fn docket(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_docket"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("DOCKET_") {
                command.env_remove(name);
            }
        }
        command.args(arguments).current_dir(self.folder.path()).env("DOCKET_DATA", "data");
        command
    }

    /// Runs a command that must succeed; its standard output.
    pub fn run(&self, arguments: &[&str]) -> String {
        let output = self.docket(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    /// Runs a command that must fail in good order: exit code 1, nothing on standard output, one sentence on standard
    /// error, which is the answer.
    pub fn refuse(&self, arguments: &[&str]) -> String {
        refused(&self.docket(arguments).output().unwrap())
    }

    /// Runs a command with text on its standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = self.docket(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }

    pub fn serve(&self) -> Server {
        Server::start(self.docket(&["serve", "--listen", "127.0.0.1:0"]))
    }

    /// A token with all rights.
    pub fn token(&self) -> String {
        self.run(&["token", "--subject", "test", "--grant", "all"]).trim().to_owned()
    }

    /// One number from the database.
    pub fn number(&self, sql: &str) -> i64 {
        number(&self.database(), sql)
    }
}

pub fn number(database: &Path, sql: &str) -> i64 {
    rusqlite::Connection::open(database).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

pub fn refused(output: &Output) -> String {
    let error = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert_eq!(text(&output.stdout), "");
    assert!(error.starts_with("docket: ") && error.trim_end().lines().count() == 1, "{error}");
    error
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE));
    ureq::Agent::new_with_config(config.build())
}

/// A serving process; killed when dropped.
pub struct Server {
    child: Child,
    pub address: String,
    /// The lines that it printed before it listened.
    pub said: Vec<String>,
}

impl Server {
    pub fn start(command: Command) -> Self {
        Self::logging(command, Stdio::null())
    }

    /// Starts it with somewhere to write its log.
    pub fn logging(mut command: Command, log: impl Into<Stdio>) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut said = Vec::new();
        let announced = lines.find_map(|line| {
            let address = line.strip_prefix("listening on ").map(str::to_owned);
            said.push(line);
            address
        });
        // Reads on, so that the process never waits for its reader.
        std::thread::spawn(move || lines.for_each(drop));
        let address = announced.unwrap_or_else(|| panic!("it did not listen: {:?}", child.wait()));
        Self { child, address, said }
    }

    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("sh").args(["-c", "kill -s \"$0\" \"$1\"", name, &id]).status().unwrap().success()
        );
    }

    pub fn wait(&mut self) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(began.elapsed() < PATIENCE, "the server does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Stops it in good order.
    pub fn stop(mut self) {
        self.signal("TERM");
        let status = self.wait();
        assert!(status.success(), "{status}");
    }

    /// Sends a request with a token; the status and the JSON body.
    pub fn send(&self, method: &str, path: &str, token: &str, body: Option<&Value>) -> (u16, Value) {
        let mut request =
            ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.address));
        if !token.is_empty() {
            request = request.header("x-access-token", token);
        }
        let bytes = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
        self.answer(request.header("content-type", "application/json").body(bytes).unwrap())
    }

    /// Sends a form; the status and the JSON body.
    pub fn form(&self, path: &str, form: &str) -> (u16, Value) {
        let request = ureq::http::Request::builder().method("POST").uri(format!("{}{path}", self.address));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        self.answer(request.body(form.as_bytes().to_vec()).unwrap())
    }

    /// Whether pages of an origin are told that they may read an answer.
    pub fn lets_in(&self, origin: &str) -> bool {
        let request = ureq::http::Request::builder().uri(format!("{}/healthz", self.address));
        let answer = agent().run(request.header("origin", origin).body(Vec::new()).unwrap()).unwrap();
        answer.headers().get("access-control-allow-origin").is_some_and(|allowed| allowed == origin)
    }

    fn answer(&self, request: ureq::http::Request<Vec<u8>>) -> (u16, Value) {
        let mut answer = agent().run(request).unwrap();
        let status = answer.status().as_u16();
        let body = answer.body_mut().read_to_string().unwrap();
        (status, serde_json::from_str(&body).unwrap_or(Value::String(body)))
    }

    pub fn get(&self, path: &str, token: &str) -> (u16, Value) {
        self.send("GET", path, token, None)
    }

    pub fn put(&self, path: &str, token: &str, body: &Value) -> (u16, Value) {
        self.send("PUT", path, token, Some(body))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
