//! The `docket` binary: the server and the tools of whoever runs it.

mod carried;
mod cli;
mod config;
mod node;
mod telemetry;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody may be reading; the exit code says it all the same.
            drop(writeln!(std::io::stderr(), "docket: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
