//! A PostgreSQL cluster of the bench's own: made in its directory, durable, reached over 127.0.0.1 only,
//! gone with the bench. Root can't run PostgreSQL, so under root it runs as the user `postgres`.

use std::fs::{self, File, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use crate::child;
use crate::process::{family_seconds, wait_until};

const PATIENCE: Duration = Duration::from_secs(60);
const SETTINGS: [&str; 8] = [
    "fsync=on",
    "synchronous_commit=on",
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "shared_buffers=512MB",
    "max_wal_size=4GB",
    "logging_collector=off",
];

/// A running cluster; it is ended when this value goes.
pub struct Cluster {
    postmaster: Child,
    binaries: PathBuf,
    user: Option<(u32, u32)>,
    port: u16,
}

impl Cluster {
    /// Makes and starts a cluster in `directory`.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not start.
    pub fn start(directory: &Path) -> Result<Self> {
        let binaries = binaries()?;
        let user = user_to_run_as()?;
        let home = directory.join("postgres");
        fs::create_dir(&home)?;
        if let Some((uid, gid)) = user {
            fs::set_permissions(directory, Permissions::from_mode(0o755))?;
            chown(&home, Some(uid), Some(gid))?;
        }
        let data = home.join("data");
        let mut initdb = command(&binaries, "initdb", user);
        initdb
            .args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "-D"])
            .arg(&data);
        output_of(initdb.current_dir(&home))?;
        let port = free_port()?;
        let log = File::create(directory.join("postgres.log"))?;
        let mut postgres = command(&binaries, "postgres", user);
        postgres.arg("-D").arg(&data).args(["-p", &port.to_string()]).current_dir(&home);
        for setting in SETTINGS {
            postgres.args(["-c", setting]);
        }
        let postmaster = postgres.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn()?;
        let cluster = Self { postmaster, binaries, user, port };
        let ready = wait_until(PATIENCE, || cluster.sql("postgres", "SELECT 1").is_ok());
        ensure!(ready.is_some(), "PostgreSQL does not answer; see its log in {}", directory.display());
        Ok(cluster)
    }

    /// The id of its first process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.postmaster.id()
    }

    /// Makes an empty database and returns its URL.
    ///
    /// # Errors
    /// When the cluster refuses.
    pub fn create_database(&self, name: &str) -> Result<String> {
        self.sql("postgres", &format!("CREATE DATABASE {name}"))?;
        Ok(format!("postgres://postgres@127.0.0.1:{}/{name}", self.port))
    }

    /// Runs SQL by psql and returns what it prints.
    ///
    /// # Errors
    /// When a statement fails.
    pub fn sql(&self, database: &str, sql: &str) -> Result<String> {
        let mut psql = self.client("psql");
        psql.args(["-v", "ON_ERROR_STOP=1", "-qAt", "-d", database, "-c", sql]);
        output_of(&mut psql)
    }

    /// A client program of the cluster's version, told where the cluster is.
    #[must_use]
    pub fn client(&self, program: &str) -> Command {
        let mut client = command(&self.binaries, program, self.user);
        client.args(["-h", "127.0.0.1", "-U", "postgres", "-p", &self.port.to_string()]).current_dir("/");
        client
    }

    /// Seconds of processor time of all its processes so far.
    ///
    /// # Errors
    /// When it is gone.
    pub fn cpu_seconds(&self) -> Result<f64> {
        family_seconds(self.id())
    }

    /// Hands a file or directory to the user whom the cluster's clients run as.
    ///
    /// # Errors
    /// When the file is missing.
    pub fn give(&self, path: &Path) -> Result<()> {
        if let Some((uid, gid)) = self.user {
            chown(path, Some(uid), Some(gid))?;
        }
        Ok(())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast shutdown. One that fails to end in time is killed.
        if child::stop(&mut self.postmaster, "INT").is_err() {
            child::kill(&mut self.postmaster);
        }
    }
}

/// Runs a command to its end and returns its standard output.
///
/// # Errors
/// When it can't be started or fails; with what it wrote to standard error.
pub fn output_of(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("can't start {program}"))?;
    if !output.status.success() {
        bail!("{program} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn command(binaries: &Path, program: &str, user: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(binaries.join(program));
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
}

/// Debian keeps the programs of each version apart; elsewhere they are on the path.
fn binaries() -> Result<PathBuf> {
    let has_all = |directory: &Path| {
        ["initdb", "postgres", "pgbench", "psql"].iter().all(|program| directory.join(program).exists())
    };
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    found.sort_by_key(|path| std::cmp::Reverse(version_of(path)));
    found.extend(["/usr/local/pgsql/bin", "/usr/local/bin", "/usr/bin"].map(PathBuf::from));
    found.into_iter().find(|path| has_all(path)).context("PostgreSQL with pgbench is not installed")
}

fn version_of(binaries: &Path) -> Option<u32> {
    binaries.parent()?.file_name()?.to_str()?.parse().ok()
}

fn user_to_run_as() -> Result<Option<(u32, u32)>> {
    if fs::metadata("/proc/self")?.uid() != 0 {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd")?;
    let line = users.lines().find(|line| line.starts_with("postgres:"));
    let mut fields = line.context("there is no user postgres to run PostgreSQL as")?.split(':').skip(2);
    let mut next = || fields.next().and_then(|field| field.parse().ok());
    let (uid, gid) = (next(), next());
    Ok(Some((uid.context("/etc/passwd: uid")?, gid.context("/etc/passwd: gid")?)))
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
