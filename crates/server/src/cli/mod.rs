//! The command line: one file a command.

mod backup;
mod bench;
mod client;
mod demo;
mod inside;
mod migrate;
mod openapi;
mod restore;
mod say;
mod serve;
mod tenant;
mod token;
mod user;

use clap::{Parser, Subcommand};

use crate::config::Place;
pub(crate) use say::plain;

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
    /// Make a company to look at and serve it
    Demo(demo::Demo),
    /// Give out a token and print it alone; list tokens, take one back
    Token(token::Token),
    /// Add users, list them, set passwords and roles
    User(user::User),
    /// Register programs that sign people in, list them, remove them
    Client(client::Client),
    /// Add tenants, list them
    Tenant(tenant::Tenant),
    /// Bring the database up to date
    Migrate(migrate::Migrate),
    /// Copy the database to a file while it is in use
    Backup(backup::Backup),
    /// Put a copy in the place of the database
    Restore(restore::Restore),
    /// Print the OpenAPI document
    Openapi(openapi::Openapi),
    /// Measure the server beside the floors of this machine
    Bench(bench::Bench),
}

impl Cli {
    /// Does what was asked.
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Serve(serve) => serve.run(&self.place),
            Command::Demo(demo) => demo.run(&self.place),
            Command::Token(token) => token.run(&self.place),
            Command::User(user) => user.run(&self.place),
            Command::Client(client) => client.run(&self.place),
            Command::Tenant(tenant) => tenant.run(&self.place),
            Command::Migrate(migrate) => migrate.run(&self.place),
            Command::Backup(backup) => backup.run(&self.place),
            Command::Restore(restore) => restore.run(&self.place),
            Command::Openapi(openapi) => openapi.run(),
            Command::Bench(bench) => bench.run(),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        super::Cli::command().debug_assert();
    }
}
