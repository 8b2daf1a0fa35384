//! `cargo xtask web`: the web apps, as the binary carries them.

use anyhow::{Result, ensure};

use crate::docket::{self, Profile};
use crate::run::Run;
use crate::workspace::Workspace;

/// Builds them into `web/build`; `docket` is to be built after it.
pub fn run(arguments: &[String]) -> Result<()> {
    ensure!(arguments.is_empty(), "web takes no arguments");
    build(&Workspace::load()?)
}

/// Installs what they are made of, makes the client from the description of the API, and builds them.
pub fn build(workspace: &Workspace) -> Result<()> {
    npm(workspace, &["ci", "--no-audit", "--no-fund"])?;
    npm(workspace, &["run", "build"])
}

/// Types, styles and texts that don't fit, and the tests of what needs no browser.
pub fn check(workspace: &Workspace) -> Result<()> {
    npm(workspace, &["run", "check"])?;
    npm(workspace, &["run", "test"])
}

/// People's journeys through the apps, in Chromium, with a demonstration company of their own.
pub fn journeys(workspace: &Workspace) -> Result<()> {
    let binary = docket::build(workspace, Profile::Debug)?.display().to_string();
    let folder = workspace.root.join("web");
    Run::new("npm").args(["run", "journeys"]).env("DOCKET_BIN", &binary).within(&folder).run()
}

fn npm(workspace: &Workspace, words: &[&str]) -> Result<()> {
    Run::new("npm").args(words.iter().copied()).within(&workspace.root.join("web")).run()
}
