//! `cargo xtask soak`: the long proofs (kill -9, full disk, endless histories).

use anyhow::{Result, bail};

use crate::clients;
use crate::install;
use crate::run::Run;
use crate::workspace::Workspace;

/// Runs the tests of the target `soak`, one after the other, then Schemathesis. In full they run on the release build;
/// bounded they run as `ci` runs them. The tests read which from `DOCKET_SOAK`.
pub fn run(arguments: &[String]) -> Result<()> {
    let cargo = Run::cargo().args(["test", "--package", "docket-server", "--test", "soak"]);
    let (cargo, time) = match arguments {
        [] => (cargo.args(["--release"]).env("DOCKET_SOAK", "full"), clients::FULL),
        [word] if word == "--bounded" => (cargo.env("DOCKET_SOAK", "bounded"), clients::BOUNDED),
        _ => bail!("soak takes nothing or --bounded"),
    };
    install::all()?;
    cargo.args(["--", "--nocapture", "--test-threads=1"]).run()?;
    clients::schemathesis(&Workspace::load()?, time)
}
