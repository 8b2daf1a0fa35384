//! `docket token`.

use clap::Args;
use docket_app::access::{Grant, issue};
use docket_app::{App, Clock, Error, Settings};
use docket_domain::permission::Rights;
use docket_store::{Db, Tx, Unit};

use crate::config::Place;

/// What `token` can be told.
#[derive(Debug, Args)]
pub(crate) struct Token {
    /// Who bears the token
    #[arg(long)]
    subject: String,
    /// What it may do: all, or rights with commas between (workorder:read,account:*)
    #[arg(long, value_parser = Rights::parse_list)]
    grant: Rights,
    /// Whose data it opens
    #[arg(long, default_value = docket_app::tenant::DEFAULT)]
    tenant: String,
    /// How long it lasts: 90s, 15m, 12h, 30d
    #[arg(long, default_value = "30d", value_parser = duration)]
    expires: i64,
}

impl Token {
    /// Prints a new token, alone on stdout.
    #[tokio::main(flavor = "current_thread")]
    pub(crate) async fn run(self, place: &Place) -> anyhow::Result<()> {
        let db = Db::open(&place.database()).await?;
        let app = App::new(db.clone(), Clock::Machine, Settings::default());
        let tenant = docket_app::tenant::found(&app, &self.tenant).await?;
        let grant = Grant { tenant, subject: self.subject, rights: Some(self.grant), lifetime: self.expires };
        let jwt = db.write(Issue { grant, now: app.clock.now() }).await?;
        println!("{jwt}");
        db.close().await;
        Ok(())
    }
}

struct Issue {
    grant: Grant,
    now: i64,
}

impl Unit for Issue {
    type Out = String;
    type Error = Error;

    fn key(&self) -> u64 {
        0
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<String, Error> {
        Ok(issue(tx, &self.grant, self.now).await?.0)
    }
}

/// Reads `90s`, `15m`, `12h`, `30d`; milliseconds.
fn duration(text: &str) -> Result<i64, String> {
    const UNITS: [(char, i64); 4] = [('s', 1_000), ('m', 60_000), ('h', 3_600_000), ('d', 86_400_000)];
    let wrong = || "give a number and a unit: 90s, 15m, 12h or 30d".to_owned();
    let (_, unit) = UNITS.into_iter().find(|(name, _)| text.ends_with(*name)).ok_or_else(wrong)?;
    let number: i64 = text[..text.len() - 1].parse().map_err(|_| wrong())?;
    let lifetime = number.checked_mul(unit).filter(|ms| *ms > 0).ok_or_else(wrong)?;
    if lifetime > docket_app::access::token::LONGEST {
        return Err("a token lasts ten years at most".to_owned());
    }
    Ok(lifetime)
}
