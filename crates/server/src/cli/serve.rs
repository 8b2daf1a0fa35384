//! `docket serve`.

use clap::Args;

use crate::config::{Behaviour, Place};
use crate::node::{self, Node};
use crate::telemetry;

/// What `serve` can be told.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    behaviour: Behaviour,
}

impl Serve {
    /// Serves until the process is told to stop.
    pub(crate) fn run(&self, place: &Place) -> anyhow::Result<()> {
        let config = place.settle_with(&self.behaviour)?;
        telemetry::logs(config.json_logs);
        node::runtime()?.block_on(async {
            let node = Node::start(&config).await?;
            node.serve(&config, |address| super::say::say(format!("listening on http://{address}"))).await
        })
    }
}
