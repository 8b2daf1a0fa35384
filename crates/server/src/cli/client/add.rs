//! `docket client add`.

use clap::Args;
use docket_app::Op;
use docket_app::access::oauth::clients::{self, New};
use docket_domain::permission::Rights;

use crate::cli::say::{explain, say};
use crate::cli::token::grant;

/// What `client add` can be told.
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The client's id: 1 to 64 letters, digits, dots, hyphens, underscores
    id: String,
    /// What people are shown [default: the id]
    #[arg(long, value_name = "TEXT")]
    label: Option<String>,
    /// It can keep no secret: an app on a phone, a page in a browser
    #[arg(long)]
    public: bool,
    /// An address that people may be sent back to; can be given several times
    #[arg(long = "redirect", value_name = "ADDRESS")]
    redirects: Vec<String>,
    /// What it may do for itself: all, or rights with commas between (workorder:read,account:*)
    #[arg(long, value_name = "RIGHTS", value_parser = grant)]
    grant: Option<Rights>,
}

impl Add {
    /// Registers the client; prints its secret, or that it has none.
    pub(crate) async fn run(self, op: &Op) -> anyhow::Result<()> {
        let Self { id, label, public, redirects, grant } = self;
        let label = label.unwrap_or_else(|| id.clone());
        let new = New { id: id.clone(), label, public, redirects, rights: grant };
        match clients::add(op, new).await.map_err(explain)? {
            Some(secret) => say(secret),
            None => say(format!("added the public client \"{id}\"")),
        }
    }
}
