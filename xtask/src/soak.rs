//! `cargo xtask soak`: the long proofs (kill -9 of server and browser, full disk, endless histories).

use anyhow::{Result, bail};

use crate::clients;
use crate::install;
use crate::run::Run;
use crate::web;
use crate::workspace::Workspace;

/// What there is, in the order of running.
const PARTS: [&str; 4] = ["random", "server", "phones", "requests"];

/// Runs the parts that are named, or all: `random` work flows, then `server`, the tests of the target `soak` one after the other, then the
/// `phones` whose browser is killed, then `requests`, which Schemathesis makes. In full they run on the release build; bounded they run
/// as `ci` runs them, where the phones are among the journeys. The tests read which from `DOCKET_SOAK`.
pub fn run(arguments: &[String]) -> Result<()> {
    let (bounded, named): (Vec<&String>, Vec<&String>) =
        arguments.iter().partition(|argument| *argument == "--bounded");
    if let Some(other) = named.iter().find(|name| !PARTS.contains(&name.as_str())) {
        bail!("{other}: soak takes --bounded and any of {}", PARTS.join(", "));
    }
    let is_full = bounded.is_empty();
    let wanted = |part: &str| named.is_empty() || named.iter().any(|name| *name == part);
    install::all()?;
    if wanted("random") {
        tests("docket-flow", "random", is_full)?;
    }
    if wanted("server") {
        tests("docket-server", "soak", is_full)?;
    }
    let workspace = Workspace::load()?;
    if wanted("phones") && is_full {
        web::install(&workspace)?;
        web::kill(&workspace)?;
    }
    if wanted("requests") {
        clients::schemathesis(&workspace, if is_full { clients::FULL } else { clients::BOUNDED })?;
    }
    Ok(())
}

/// Runs the tests of one target of a package, one after the other.
fn tests(package: &str, target: &str, is_full: bool) -> Result<()> {
    let (build, how_long) = if is_full { (&["--release"][..], "full") } else { (&[][..], "bounded") };
    let cargo = Run::cargo().args(["test", "--package", package, "--test", target]).args(build);
    cargo.env("DOCKET_SOAK", how_long).args(["--", "--nocapture", "--test-threads=1"]).run()
}
