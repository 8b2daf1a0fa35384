//! `cargo xtask bench`: Docket beside the floors of the same machine.

use anyhow::Result;

use crate::docket::{self, Profile};
use crate::run::Run;
use crate::workspace::Workspace;

/// What is measured when nothing is said: everything.
const ALL: [&str; 2] = ["--postgres", "--large"];

/// Builds the release binary and becomes `docket bench` with these arguments, or with those that measure everything.
pub fn run(arguments: &[String]) -> Result<()> {
    let binary = docket::build(&Workspace::load()?, Profile::Release)?;
    let bench = Run::new(binary).args(["bench"]);
    let bench = if arguments.is_empty() { bench.args(ALL) } else { bench.args(arguments) };
    bench.become_it()
}
