//! PostgreSQL's programs, and the user whom they run as: root can't run them.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where PostgreSQL's programs are and whom they run as.
#[derive(Debug)]
pub struct Programs {
    folder: PathBuf,
    user: Option<(u32, u32)>,
}

impl Programs {
    /// Finds the newest installed version.
    pub fn find() -> Self {
        let folder = folder().expect("the tests need PostgreSQL: initdb, postgres and psql");
        let root = fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0);
        Self { folder, user: root.then(user_postgres) }
    }

    /// The user and group of the programs, if it isn't our own.
    pub fn user(&self) -> Option<(u32, u32)> {
        self.user
    }

    /// One of PostgreSQL's programs by its whole path.
    pub fn path(&self, program: &str) -> PathBuf {
        self.folder.join(program)
    }

    /// A command that runs as PostgreSQL's user.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        if let Some((user, group)) = self.user {
            command.uid(user).gid(group);
        }
        command.current_dir("/").stdin(Stdio::null()).env_remove("PGOPTIONS").env_remove("PGSERVICE");
        command
    }
}

/// Runs a command to its end: what it wrote to its output, or to its errors if it failed.
pub fn output_of(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
}

/// Debian keeps the programs of each version apart; elsewhere they are on the path.
fn folder() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    found.sort_by_key(|path| std::cmp::Reverse(version_of(path)));
    let on_path = output_of(Command::new("sh").args(["-c", "command -v initdb"])).ok();
    found.extend(on_path.as_deref().and_then(|initdb| Path::new(initdb).parent()).map(Path::to_owned));
    found.push("/usr/local/pgsql/bin".into());
    let whole =
        |folder: &PathBuf| ["initdb", "postgres", "psql"].iter().all(|program| folder.join(program).exists());
    found.into_iter().find(whole)
}

fn version_of(folder: &Path) -> Option<u32> {
    folder.parent()?.file_name()?.to_str()?.parse().ok()
}

fn user_postgres() -> (u32, u32) {
    let users = fs::read_to_string("/etc/passwd").expect("/etc/passwd can be read");
    let line = users.lines().find(|line| line.starts_with("postgres:"));
    let mut fields = line.expect("root needs the user postgres to run PostgreSQL").split(':').skip(2);
    let mut number = || fields.next().and_then(|field| field.parse().ok());
    (number().expect("a user has a number"), number().expect("a user has a group"))
}
