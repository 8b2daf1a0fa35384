//! `docket token`: giving tokens out, listing them, taking them back.

use clap::Args;
use docket_app::{Op, access};
use docket_domain::permission::Rights;
use docket_domain::time::format_ms;

use super::inside::Inside;
use super::say::{explain, say};
use crate::config::{Place, lifetime};

/// Tokens that are read at once for the list.
const PAGE: i64 = 500;

/// What `token` can be told.
#[derive(Debug, Args)]
pub(crate) struct Token {
    /// Who bears the token
    #[arg(long, value_name = "NAME", required_unless_present_any = ["list", "revoke"])]
    subject: Option<String>,
    /// What it may do: all, or rights with commas between (workorder:read,account:*)
    #[arg(long, value_name = "RIGHTS", value_parser = grant, required_unless_present_any = ["list", "revoke"])]
    grant: Option<Rights>,
    /// Whose data it opens
    #[arg(long, default_value = docket_app::tenant::DEFAULT)]
    tenant: String,
    /// How long it lasts: 90s, 15m, 12h, 30d
    #[arg(long, value_name = "TIME", default_value = "30d", value_parser = lifetime)]
    expires: i64,
    /// List the tokens that were given out: id, subject, end, rights
    #[arg(long, conflicts_with_all = ["subject", "grant", "revoke"])]
    list: bool,
    /// Take a token back by its id
    #[arg(long, value_name = "ID", conflicts_with_all = ["subject", "grant"])]
    revoke: Option<String>,
}

impl Token {
    /// Prints a new token, alone on stdout; or lists tokens, or takes one back.
    pub(crate) fn run(self, place: &Place) -> anyhow::Result<()> {
        Inside::run(place, async |inside| {
            let op = inside.op(&self.tenant).await?;
            if self.list {
                return list(&op).await;
            }
            if let Some(id) = self.revoke {
                access::token::revoke(&op, id).await.map_err(explain)?;
                return say("revoked");
            }
            let (Some(subject), Some(grant)) = (self.subject, self.grant) else {
                anyhow::bail!("a token needs --subject and --grant");
            };
            let issued = access::token::create(&op, subject, &grant.to_text(), self.expires).await;
            say(issued.map_err(explain)?.token)
        })
    }
}

async fn list(op: &Op) -> anyhow::Result<()> {
    let mut after = (0, String::new());
    loop {
        let page = access::token::page(op, (after.0, &after.1), PAGE).await.map_err(explain)?;
        for token in &page {
            let end = match token.revoked {
                Some(at) => format!("revoked {}", format_ms(at)),
                None => format!("until {}", format_ms(token.expires)),
            };
            let rights = token.rights.as_deref().unwrap_or("session");
            say(format!("{}  {}  {end}  {rights}", token.id, token.subject))?;
        }
        match page.into_iter().last() {
            Some(last) => after = (last.created, last.id),
            None => return Ok(()),
        }
    }
}

pub(super) fn grant(list: &str) -> Result<Rights, String> {
    let rights = Rights::parse_list(list).map_err(|entry| format!("\"{entry}\" is no right"))?;
    if rights == Rights::none() {
        return Err("name at least one right, or all".to_owned());
    }
    Ok(rights)
}
