//! `docket openapi`.

use clap::Args;

use super::say::say;
use crate::carried::DESCRIPTION;

/// What `openapi` can be told.
#[derive(Debug, Args)]
pub(crate) struct Openapi {}

impl Openapi {
    /// Prints the OpenAPI document.
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        say(DESCRIPTION.text()?)
    }
}
