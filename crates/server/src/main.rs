//! The `docket` binary: the server and the tools of whoever runs it.

mod cli;
mod config;
mod telemetry;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    cli::Cli::parse().run()
}
