//! Programs that the tests need and cargo can't bring.

use std::path::PathBuf;

use anyhow::{Result, bail, ensure};

use crate::run::Run;

/// What the tests start themselves.
const PROGRAMS: [&str; 3] = ["initdb", "postgres", "pg_ctl"];
/// Where Debian puts them; it is not on the PATH there.
const DEBIAN_FOLDER: &str = "/usr/lib/postgresql/15/bin";

/// Makes sure that all is there which cargo can't bring; installs Debian's packages for what is not.
pub fn all() -> Result<()> {
    provide("PostgreSQL 15", &["postgresql-15"], || missing().is_empty())?;
    provide("Node.js", &["nodejs", "npm"], || {
        ["node", "npm"].iter().all(|name| Run::new(name).args(["--version"]).succeeds())
    })?;
    provide("Chromium", &["chromium"], || Run::new("chromium").args(["--version"]).succeeds())?;
    // Debian splits what makes virtual environments from the interpreter.
    provide("Python", &["python3", "python3-venv"], || {
        Run::new("python3").args(["-c", "import venv, ensurepip"]).succeeds()
    })
}

fn provide(name: &str, packages: &[&str], is_here: impl Fn() -> bool) -> Result<()> {
    if is_here() {
        println!("{name} is here");
        return Ok(());
    }
    let wanted = packages.join(" ");
    println!("{name} is missing");
    let Some(prefix) = root_prefix() else {
        bail!("{name} is missing and can't be installed without root; install {wanted}");
    };
    ensure!(Run::new("apt-get").args(["--version"]).succeeds(), "no apt-get here: install {name} by hand");
    apt(prefix, &["update"])?;
    apt(prefix, &[&["install", "-y", "--no-install-recommends"], packages].concat())?;
    ensure!(is_here(), "{wanted} was installed, but {name} is still missing");
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
