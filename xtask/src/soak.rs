//! `cargo xtask soak`: the long proofs (kill -9 of server and browser, full disk, endless histories).

use anyhow::{Result, bail};

use crate::clients;
use crate::install;
use crate::run::Run;
use crate::web;
use crate::workspace::Workspace;

/// The packages and targets that are long proofs.
const PROOFS: [(&str, &str); 2] = [("docket-flow", "random"), ("docket-server", "soak")];

/// Runs random work flows, then the tests of the target `soak`, one after the other, then the phones whose browser is killed,
/// then Schemathesis. In full they run on the release build; bounded they run as `ci` runs them, where the phones are among the
/// journeys. The tests read which from `DOCKET_SOAK`.
pub fn run(arguments: &[String]) -> Result<()> {
    let (build, how_long, time) = match arguments {
        [] => (&["--release"][..], "full", clients::FULL),
        [word] if word == "--bounded" => (&[][..], "bounded", clients::BOUNDED),
        _ => bail!("soak takes nothing or --bounded"),
    };
    install::all()?;
    for (package, target) in PROOFS {
        let cargo = Run::cargo().args(["test", "--package", package, "--test", target]).args(build);
        let cargo = cargo.env("DOCKET_SOAK", how_long);
        cargo.args(["--", "--nocapture", "--test-threads=1"]).run()?;
    }
    let workspace = Workspace::load()?;
    if how_long == "full" {
        web::install(&workspace)?;
        web::kill(&workspace)?;
    }
    clients::schemathesis(&workspace, time)
}
