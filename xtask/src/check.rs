//! `cargo xtask check`: everything that can be said about the sources without running them.

mod arrows;
mod licences;
mod sizes;
mod spdx;
mod unused;
mod uses;
mod wording;

use anyhow::{Result, bail};

use crate::run::Run;
use crate::steps::{self, OnFailure, Step};
use crate::workspace::Workspace;

type Piece = (&'static str, fn(&Workspace) -> Result<()>);

/// The pieces, quick ones first.
const PIECES: &[Piece] = &[
    ("fmt", |_| fmt()),
    ("sizes", |workspace| report(&sizes::find(workspace)?)),
    ("wording", |workspace| report(&wording::find(workspace)?)),
    ("arrows", |workspace| report(&arrows::find(workspace))),
    ("licences", |workspace| report(&licences::find(workspace))),
    ("unused", |workspace| report(&unused::find(workspace)?)),
    ("clippy", |_| clippy()),
    ("doc", |_| doc()),
];

/// Runs the pieces named, or all; a failing piece doesn't keep the others from running.
pub fn run(arguments: &[String]) -> Result<()> {
    if let Some(unknown) = arguments.iter().find(|name| !names().contains(&name.as_str())) {
        bail!("there is no piece {unknown:?}; the pieces are {}", names().join(", "));
    }
    let workspace = Workspace::load()?;
    let mut chosen = steps(&workspace);
    chosen.retain(|step| arguments.is_empty() || arguments.iter().any(|name| name == step.name));
    steps::run(&chosen, OnFailure::GoOn)
}

/// The names of the pieces.
pub fn names() -> Vec<&'static str> {
    PIECES.iter().map(|(name, _)| *name).collect()
}

/// The pieces as steps.
pub fn steps(workspace: &Workspace) -> Vec<Step<'_>> {
    PIECES.iter().map(|(name, run)| Step { name, run: Box::new(|| run(workspace)) }).collect()
}

fn fmt() -> Result<()> {
    Run::cargo().args(["fmt", "--all", "--check"]).run()
}

fn clippy() -> Result<()> {
    Run::cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]).run()
}

fn doc() -> Result<()> {
    Run::cargo().args(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings").run()
}

/// Prints the findings, one a line, and fails when there are any.
fn report(findings: &[String]) -> Result<()> {
    for finding in findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => Ok(()),
        1 => bail!("1 finding"),
        count => bail!("{count} findings"),
    }
}
