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
    install(workspace)?;
    npm(workspace, &["run", "build"])
}

/// Installs what they are made of.
pub fn install(workspace: &Workspace) -> Result<()> {
    npm(workspace, &["ci", "--no-audit", "--no-fund"])
}

/// Types, styles and texts that don't fit, and the tests of what needs no browser.
pub fn check(workspace: &Workspace) -> Result<()> {
    npm(workspace, &["run", "check"])?;
    npm(workspace, &["run", "test"])
}

/// People's journeys through the apps, in Chromium, with a demonstration company of their own.
pub fn journeys(workspace: &Workspace) -> Result<()> {
    in_browser(workspace, Profile::Debug, "journeys", &[])
}

/// Kills the technician's browser at random moments of a day without signal, fifty times; the journeys do it three times.
pub fn kill(workspace: &Workspace) -> Result<()> {
    in_browser(workspace, Profile::Release, "kill", &[("ROUNDS", "50")])
}

fn in_browser(
    workspace: &Workspace,
    profile: Profile,
    script: &str,
    settings: &[(&str, &str)],
) -> Result<()> {
    let binary = docket::build(workspace, profile)?.display().to_string();
    let run = Run::new("npm").args(["run", script]).env("DOCKET_BIN", &binary);
    let run = settings.iter().fold(run, |run, (name, value)| run.env(name, value));
    run.within(&workspace.root.join("web")).run()
}

fn npm(workspace: &Workspace, words: &[&str]) -> Result<()> {
    Run::new("npm").args(words.iter().copied()).within(&workspace.root.join("web")).run()
}
