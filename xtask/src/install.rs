//! Programs that the tests need and cargo can't bring.

use std::path::PathBuf;

use anyhow::{Result, bail, ensure};

use crate::run::Run;

/// What the tests start themselves.
const PROGRAMS: [&str; 3] = ["initdb", "postgres", "pg_ctl"];
/// Where Debian puts them; it is not on the PATH there.
const DEBIAN_FOLDER: &str = "/usr/lib/postgresql/15/bin";

/// Makes sure that PostgreSQL's server programs are there; installs Debian's package when they are not.
pub fn postgres() -> Result<()> {
    if missing().is_empty() {
        println!("PostgreSQL is here");
        return Ok(());
    }
    println!("not found: {}", missing().join(", "));
    let Some(prefix) = root_prefix() else {
        bail!(
            "PostgreSQL 15 is missing and can't be installed without root; install the package postgresql-15"
        );
    };
    ensure!(
        Run::new("apt-get").args(["--version"]).succeeds(),
        "no apt-get here: install PostgreSQL 15 by hand"
    );
    apt(prefix, &["update"])?;
    apt(prefix, &["install", "-y", "--no-install-recommends", "postgresql-15"])?;
    ensure!(missing().is_empty(), "postgresql-15 is installed, but still missing: {}", missing().join(", "));
    Ok(())
}

/// Words to put before a command that root must run: none for root, sudo where it asks no password.
fn root_prefix() -> Option<&'static [&'static str]> {
    let id = Run::new("id").args(["-u"]).output().unwrap_or_default();
    if id.trim_ascii() == b"0" {
        return Some(&[]);
    }
    Run::new("sudo").args(["-n", "true"]).succeeds().then_some(&["sudo", "-n"])
}

fn apt(prefix: &[&str], arguments: &[&str]) -> Result<()> {
    // `env` and not our own environment, because sudo hands none on.
    let words = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"], arguments].concat();
    Run::new(words[0]).args(&words[1..]).run()
}

fn missing() -> Vec<&'static str> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).chain([PathBuf::from(DEBIAN_FOLDER)]).collect();
    absent(&PROGRAMS, &folders)
}

fn absent(programs: &[&'static str], folders: &[PathBuf]) -> Vec<&'static str> {
    let is_absent = |name: &&str| !folders.iter().any(|folder| folder.join(name).is_file());
    programs.iter().copied().filter(is_absent).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_absent_unless_one_of_the_folders_has_a_file_of_that_name() {
        let own = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let folders = [own.join("no-such-folder"), own];
        assert_eq!(absent(&["Cargo.toml", "src", "initdb"], &folders), ["src", "initdb"]);
    }
}
