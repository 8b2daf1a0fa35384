//! A running PostgreSQL and its databases.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::programs::{Programs, output_of};

/// How long PostgreSQL may take to answer for the first time.
const PATIENCE: Duration = Duration::from_secs(20);
const SETTINGS: &[&str] = &[
    "fsync=off",
    "full_page_writes=off",
    "autovacuum=off",
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=300",
    "shared_buffers=64MB",
    "max_wal_size=2GB",
    "logging_collector=off",
];
/// Runs PostgreSQL until our end of the pipe closes, which happens however our process ends, and tidies up.
const KEEPER: &str = "folder=$1; shift; \"$@\" 2>\"$folder/log\" & server=$!; cat >/dev/null; kill -QUIT $server; wait $server; \
     rm -rf \"$folder\"";

/// The cluster of this process, started at the first call.
///
/// # Panics
/// When PostgreSQL isn't installed or doesn't start; with the reason.
pub fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(Cluster::start)
}

/// A PostgreSQL that ends with this process.
#[derive(Debug)]
pub struct Cluster {
    programs: Programs,
    port: u16,
    made: AtomicU32,
    model: OnceLock<String>,
    /// Its input is the pipe that keeps PostgreSQL alive.
    _keeper: Child,
}

impl Cluster {
    fn start() -> Self {
        let programs = Programs::find();
        // Another process may take the port between our asking for it and PostgreSQL's.
        let tries = (0..3).map(|_| start_on(&programs, free_port()));
        let mut failed = String::new();
        for outcome in tries {
            match outcome {
                Ok((keeper, port)) => {
                    let (made, model) = (AtomicU32::new(0), OnceLock::new());
                    return Self { programs, port, made, model, _keeper: keeper };
                }
                Err(error) => failed = error,
            }
        }
        panic!("PostgreSQL does not start: {failed}");
    }

    /// Makes an empty database of its own for a test: its URL.
    ///
    /// # Panics
    /// When PostgreSQL refuses.
    pub fn database(&self) -> String {
        self.url(&self.create(""))
    }

    /// Makes a copy of a database that `migrate` brought up to date, once a process, given its URL: the copy's URL.
    /// `migrate` runs on a thread of its own, so it may start a runtime; it must leave no connection open.
    ///
    /// # Panics
    /// When PostgreSQL refuses or `migrate` panics.
    pub fn copy(&self, migrate: impl FnOnce(&str) + Send) -> String {
        let model = self.model.get_or_init(|| {
            let name = self.create("");
            let url = self.url(&name);
            std::thread::scope(|scope| scope.spawn(|| migrate(&url)).join()).expect("the schema is made");
            name
        });
        self.url(&self.create(&format!(" TEMPLATE {model}")))
    }

    /// Runs SQL on the database of a URL through psql: what it prints, without decoration, or its error.
    ///
    /// # Errors
    /// When a statement fails.
    pub fn sql(&self, url: &str, text: &str) -> Result<String, String> {
        sql(&self.programs, url, text)
    }

    fn create(&self, more: &str) -> String {
        let name = format!("test_{}", self.made.fetch_add(1, Ordering::Relaxed));
        self.sql(&self.url("postgres"), &format!("CREATE DATABASE {name}{more}"))
            .expect("a database is made");
        name
    }

    fn url(&self, database: &str) -> String {
        url(self.port, database)
    }
}

fn url(port: u16, database: &str) -> String {
    format!("postgres://postgres@127.0.0.1:{port}/{database}")
}

fn start_on(programs: &Programs, port: u16) -> Result<(Child, u16), String> {
    let folder = folder_of(programs);
    let data = folder.join("data");
    let mut initdb = programs.command(&programs.path("initdb"));
    initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"]);
    output_of(initdb.arg(&data))?;
    let mut keeper = programs.command(Path::new("sh"));
    // A group of its own: Ctrl-C ends the tests, and the closing pipe ends PostgreSQL.
    std::os::unix::process::CommandExt::process_group(&mut keeper, 0);
    keeper.args(["-c", KEEPER, "keeper"]).arg(&folder).arg(programs.path("postgres"));
    keeper.arg("-D").arg(&data).args(["-p", &port.to_string()]);
    for setting in SETTINGS {
        keeper.args(["-c", setting]);
    }
    keeper.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let keeper = keeper.spawn().map_err(|error| error.to_string())?;
    let began = Instant::now();
    let ours = data.display().to_string();
    while sql(programs, &url(port, "postgres"), "SHOW data_directory").as_deref() != Ok(&ours) {
        if began.elapsed() > PATIENCE {
            let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
            return Err(log);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok((keeper, port))
}

fn sql(programs: &Programs, url: &str, text: &str) -> Result<String, String> {
    let mut psql = programs.command(&programs.path("psql"));
    output_of(psql.args(["-v", "ON_ERROR_STOP=1", "-XqAt", "-d", url, "-c", text]))
}

/// A folder that belongs to the user of the programs; the keeper removes it.
fn folder_of(programs: &Programs) -> PathBuf {
    let folder = tempfile::Builder::new().prefix("docket-postgres-").tempdir();
    let folder = folder.expect("a temporary folder is made").keep();
    if let Some((user, group)) = programs.user() {
        std::os::unix::fs::chown(&folder, Some(user), Some(group)).expect("root gives the folder away");
    }
    folder
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    listener.local_addr().expect("a listener has an address").port()
}
