//! A server on a database of its own.

use std::ops::Deref;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;

use super::database::{Database, Engine, Tokens};
use super::{Client, Node};

/// A database and the first server on it, asked with a token that may do everything.
pub struct App {
    // Dropped in this order: the server before its folder.
    node: Option<Node>,
    database: Database,
    tokens: Tokens,
    options: Vec<String>,
    started: AtomicUsize,
    /// Logs, and the data unless it is elsewhere.
    desk: TempDir,
}

impl App {
    /// A server as it comes.
    #[track_caller]
    pub fn start(engine: Engine) -> Self {
        Self::with(engine, &[])
    }

    /// A server with options of `docket serve`.
    #[track_caller]
    pub fn with(engine: Engine, options: &[&str]) -> Self {
        let desk = desk();
        let created = Database::create(engine, desk.path());
        Self::serve(created, desk, options)
    }

    /// A server whose data is in a given folder.
    #[track_caller]
    pub fn over(engine: Engine, folder: &Path, options: &[&str]) -> Self {
        Self::serve(Database::create(engine, folder), desk(), options)
    }

    #[track_caller]
    fn serve((database, tokens): (Database, Tokens), desk: TempDir, options: &[&str]) -> Self {
        let options = options.iter().map(|&option| option.to_owned()).collect();
        let mut app = Self { node: None, database, tokens, options, started: AtomicUsize::new(0), desk };
        app.node = Some(app.another_node());
        app
    }

    /// Another server on the same database.
    #[track_caller]
    pub fn another_node(&self) -> Node {
        let number = self.started.fetch_add(1, Ordering::Relaxed);
        let log = self.desk.path().join(format!("node-{number}.log"));
        let options: Vec<&str> = self.options.iter().map(String::as_str).collect();
        let url = self.database.url.as_deref();
        Node::start(&self.database.folder, url, log, &self.tokens.ours, &options)
    }

    /// Kills the server without a word and starts it again.
    #[track_caller]
    pub fn crash(&mut self) {
        self.kill();
        self.node = Some(self.another_node());
    }

    /// Kills the server without a word (`kill -9`).
    pub fn kill(&mut self) {
        self.node.take().expect("it runs").kill();
    }

    /// Stops the server in good order.
    #[track_caller]
    pub fn stop(&mut self) {
        self.node.take().expect("it runs").stop();
    }

    /// Stops the server in good order and starts it again.
    #[track_caller]
    pub fn restart(&mut self) {
        self.stop();
        self.node = Some(self.another_node());
    }

    /// A token from the command line.
    #[track_caller]
    pub fn token_with(&self, options: &[&str]) -> String {
        self.database.token(options)
    }

    /// Somebody with these rights, in the same tenant.
    #[track_caller]
    pub fn caller(&self, rights: &str) -> Client {
        self.with_token(&self.token_with(&["--subject", rights, "--grant", rights]))
    }

    /// Somebody who may do everything in another tenant, and has the same name there.
    pub fn stranger(&self) -> Client {
        self.with_token(&self.tokens.theirs)
    }

    /// Runs a command of `docket` beside the server and takes what it prints.
    #[track_caller]
    pub fn command(&self, arguments: &[&str]) -> String {
        self.database.command(arguments)
    }

    /// Limits how large the files may become that the server writes, in bytes, or lifts the limit again (`unlimited`).
    #[track_caller]
    pub fn limit_files(&self, bytes: &str) {
        let process = self.node.as_ref().expect("it runs").id().to_string();
        let limited =
            Command::new("prlimit").args(["--pid", &process, &format!("--fsize={bytes}:")]).status();
        assert!(limited.expect("prlimit (util-linux) is needed").success(), "--fsize={bytes}:");
    }

    /// What the server has logged.
    #[track_caller]
    pub fn log(&self) -> String {
        self.node.as_ref().expect("it runs").log()
    }

    /// The address of the PostgreSQL database.
    #[track_caller]
    pub fn url(&self) -> &str {
        self.database.url.as_deref().expect("a PostgreSQL database")
    }

    /// Runs SQL beside the server, where a test plays something that HTTP can't: time that passed, another's transaction.
    #[track_caller]
    pub fn sql(&self, statements: &str) {
        match &self.database.url {
            Some(url) => drop(docket_testbed::cluster().sql(url, statements).expect("the statements run")),
            None => self.file().execute_batch(statements).expect("the statements run"),
        }
    }

    /// One number of the database.
    #[track_caller]
    pub fn number(&self, query: &str) -> i64 {
        match &self.database.url {
            Some(url) => {
                let printed = docket_testbed::cluster().sql(url, query).expect("the query runs");
                printed.trim().parse().expect("a number")
            }
            None => self.file().query_row(query, [], |row| row.get(0)).expect("the query runs"),
        }
    }

    /// The SQLite database, opened beside the server.
    fn file(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.database.folder.join("docket.db")).expect("the database opens")
    }
}

fn desk() -> TempDir {
    tempfile::Builder::new().prefix("docket-test-").tempdir().expect("a folder")
}

impl Deref for App {
    type Target = Client;

    #[track_caller]
    fn deref(&self) -> &Client {
        self.node.as_deref().expect("it runs")
    }
}
