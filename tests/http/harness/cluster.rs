//! The PostgreSQL of this process: made at the first need, gone with the process however it ends.

use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio_postgres::NoTls;

/// Starts PostgreSQL, then waits for our end of the pipe to close: that happens whatever ends us. `$0` is the program, `$1`
/// the folder.
const SUPERVISOR: &str = r#"
    trap '' INT TERM HUP
    folder=$1; shift
    "$@" >/dev/null 2>"$folder/log" &
    postmaster=$!
    cat >/dev/null
    kill -INT $postmaster
    wait $postmaster
    rm -rf "$folder"
"#;
const SETTINGS: &[&str] = &[
    "fsync=off",
    "full_page_writes=off",
    "max_connections=300",
    "shared_buffers=64MB",
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
];

/// A running cluster.
pub struct Cluster {
    port: u16,
    /// One `CREATE DATABASE` at a time: the template may have no other visitor.
    creating: Mutex<()>,
}

impl Cluster {
    /// The one of this process.
    pub fn the_one() -> &'static Self {
        static THE_ONE: LazyLock<Cluster> = LazyLock::new(Cluster::start);
        &THE_ONE
    }

    fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("docket-postgres-").tempdir().expect("a folder").keep();
        let is_root = fs::metadata("/proc/self").expect("/proc").uid() == 0;
        if is_root {
            // Root can't run PostgreSQL.
            fs::set_permissions(&folder, Permissions::from_mode(0o755)).expect("our folder");
            output(Command::new("chown").arg("postgres:postgres").arg(&folder));
        }
        let data = folder.join("data");
        let mut initdb = program("initdb", is_root);
        initdb.args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "-D",
        ]);
        output(initdb.arg(&data).current_dir(&folder));
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port").port();
        let mut supervisor = Command::new("sh");
        supervisor.args(["-c", SUPERVISOR, "sh"]).arg(&folder);
        let postgres = program("postgres", is_root);
        supervisor.arg(postgres.get_program()).args(postgres.get_args());
        supervisor.arg("-D").arg(&data).args(["-p", &port.to_string()]);
        for setting in SETTINGS {
            supervisor.args(["-c", setting]);
        }
        supervisor.stdin(Stdio::piped()).stdout(Stdio::null()).current_dir(&folder);
        // Forgotten, not dropped: the pipe stays open for as long as this process lives.
        std::mem::forget(supervisor.spawn().expect("a shell"));
        let cluster = Self { port, creating: Mutex::default() };
        cluster.wait(&folder);
        cluster
    }

    fn wait(&self, folder: &Path) {
        let began = Instant::now();
        while execute(&self.url("postgres"), "SELECT 1").is_err() {
            assert!(
                began.elapsed() < Duration::from_secs(60),
                "PostgreSQL does not answer: {}",
                fs::read_to_string(folder.join("log")).unwrap_or_default()
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Makes a database, empty or as a copy, and returns its address.
    pub fn create(&self, name: &str, template: Option<&str>) -> String {
        let _one = self.creating.lock().unwrap_or_else(PoisonError::into_inner);
        let copy =
            template.map(|template| format!(" TEMPLATE {template} STRATEGY FILE_COPY")).unwrap_or_default();
        execute(&self.url("postgres"), &format!("CREATE DATABASE {name}{copy}")).expect("a database");
        self.url(name)
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }
}

/// Runs statements on a connection of their own.
pub fn execute(url: &str, statements: &str) -> Result<(), tokio_postgres::Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        let working = tokio::spawn(connection);
        let done = client.batch_execute(statements).await;
        drop(client);
        // The server has noticed our leaving when the connection has ended.
        drop(working.await);
        done
    })
}

fn program(name: &str, is_root: bool) -> Command {
    let installed = newest_installed();
    let path = installed.map_or_else(|| PathBuf::from(name), |folder| folder.join(name));
    if !is_root {
        return Command::new(path);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", "postgres", "--regid", "postgres", "--clear-groups"]).arg(path);
    command
}

/// Debian keeps the programs of each version apart; elsewhere they are on the path.
fn newest_installed() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let mut versions: Vec<u32> =
        versions.filter_map(|version| version.file_name().to_str()?.parse().ok()).collect();
    versions.sort_unstable();
    Some(PathBuf::from(format!("/usr/lib/postgresql/{}/bin", versions.pop()?)))
}

fn output(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}
