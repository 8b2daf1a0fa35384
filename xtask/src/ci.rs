//! `cargo xtask ci`: everything a change must pass, on a fresh machine too.

use anyhow::{Result, ensure};

use crate::run::Run;
use crate::steps::{OnFailure, Step};
use crate::workspace::Workspace;
use crate::{check, clients, install, steps, web};

/// Installs what is missing, checks, builds and tests; stops at the first failure. The soak tests and the drift check
/// of the API description are tests of the workspace, so they run here too, bounded.
pub fn run(arguments: &[String]) -> Result<()> {
    ensure!(arguments.is_empty(), "ci takes no arguments");
    let workspace = Workspace::load()?;
    let mut all = vec![Step { name: "install", run: Box::new(install::all) }];
    all.extend(check::steps(&workspace));
    all.push(Step { name: "web", run: Box::new(|| web::build(&workspace)) });
    all.push(Step { name: "web-check", run: Box::new(|| web::check(&workspace)) });
    all.push(Step { name: "build", run: Box::new(build) });
    all.push(Step { name: "test", run: Box::new(test) });
    all.push(Step { name: "hal", run: Box::new(|| clients::hal(&workspace)) });
    all.push(Step { name: "journeys", run: Box::new(|| web::journeys(&workspace)) });
    all.push(Step { name: "fuzz", run: Box::new(|| clients::schemathesis(&workspace, clients::BOUNDED)) });
    steps::run(&all, OnFailure::Stop)
}

fn build() -> Result<()> {
    Run::cargo().args(["build", "--workspace", "--all-targets"]).run()
}

/// All targets run even if one fails, so that one run shows every failing test.
fn test() -> Result<()> {
    Run::cargo().args(["test", "--workspace", "--no-fail-fast"]).env("DOCKET_SOAK", "bounded").run()
}
