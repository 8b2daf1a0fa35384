//! `docket client list`.

use docket_app::Op;
use docket_app::access::oauth::clients;

use crate::cli::say::{explain, say};

/// Prints each registered client on a line.
pub(super) async fn list(op: &Op) -> anyhow::Result<()> {
    for client in clients::all(op).await.map_err(explain)? {
        let kind = if client.secret.is_some() { "secret" } else { "public" };
        let rights = client.rights.as_deref().unwrap_or("-");
        let addresses = client.redirects.join(" ");
        say(format!("{}  {kind}  {}  {rights}  {addresses}", client.client_id, client.label).trim_end())?;
    }
    Ok(())
}
