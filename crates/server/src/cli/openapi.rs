//! `docket openapi`.

use clap::Args;

use super::say::say;

/// What `openapi` can be told.
#[derive(Debug, Args)]
pub(crate) struct Openapi {}

impl Openapi {
    /// Prints the OpenAPI document.
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        say(serde_json::to_string_pretty(&docket_http::openapi::document())?)
    }
}
