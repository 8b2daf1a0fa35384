//! The command line: one file a command.

mod openapi;
mod serve;
mod token;

use clap::{Parser, Subcommand};

use crate::config::Place;

/// The open work-order server.
#[derive(Debug, Parser)]
#[command(name = "docket", version)]
pub(crate) struct Cli {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the APIs
    Serve(serve::Serve),
    /// Give out a token and print it alone
    Token(token::Token),
    /// Print the OpenAPI document
    Openapi(openapi::Openapi),
}

impl Cli {
    /// Does what was asked.
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Serve(serve) => serve.run(&self.place),
            Command::Token(token) => token.run(&self.place),
            Command::Openapi(openapi) => openapi.run(),
        }
    }
}
