//! Where the data is and how the server behaves: flags before environment (`DOCKET_*`) before `docket.toml`.

mod behaviour;
mod duration;
mod file;
mod files;
mod issuer;

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use docket_app::{MailServer, Retention, Settings};
use docket_store::Options;

pub(crate) use behaviour::Behaviour;
pub(crate) use duration::lifetime;

/// Where the data is; the same for all commands.
#[derive(Debug, Clone, Args)]
pub(crate) struct Place {
    /// The settings file [default: docket.toml here or in the data folder, if there is one]
    #[arg(long, global = true, env = "DOCKET_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The address to listen on [default: 127.0.0.1:8080]
    #[arg(long, global = true, env = "DOCKET_LISTEN", value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,
    /// The database: sqlite:PATH or postgres://… [default: docket.db in the data folder]
    #[arg(long, global = true, env = "DOCKET_DATABASE", value_name = "URL", hide_env_values = true)]
    pub database: Option<String>,
    /// The folder of the data [default: docket-data]
    #[arg(long, global = true, env = "DOCKET_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
}

/// Everything that can be set, settled.
#[derive(Debug)]
pub(crate) struct Config {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The database.
    pub database: Options,
    /// Logs as JSON instead of text.
    pub json_logs: bool,
    /// How the server behaves on the wire.
    pub wire: docket_http::Options,
    /// How the use cases behave.
    pub settings: Settings,
}

impl Place {
    /// Settles all settings of a command that only needs to find the data.
    ///
    /// # Errors
    /// A settings file that cannot be read, or that sets something that does not exist.
    pub(crate) fn settle(&self) -> anyhow::Result<Config> {
        self.settle_with(&Behaviour::default())
    }

    /// Settles all settings.
    ///
    /// # Errors
    /// A settings file that cannot be read or that sets something that does not exist; a database that is none.
    pub(crate) fn settle_with(&self, flags: &Behaviour) -> anyhow::Result<Config> {
        let usual = || PathBuf::from("docket-data");
        let file = file::read(self.config.as_deref(), &self.data.clone().unwrap_or_else(usual))?;
        let data = self.data.clone().or(file.data).unwrap_or_else(usual);
        if data.exists() && !data.is_dir() {
            bail!("{} is not a folder", data.display());
        }
        let url = self.database.clone().or(file.database);
        let mut database = Options::new(match url {
            Some(url) => url,
            None => format!("sqlite:{}", data.join("docket.db").display()),
        });
        check_database(&database.url)?;
        database.lanes = flags.lanes.or(file.lanes).map_or(database.lanes, usize::from);
        database.readers = flags.readers.or(file.readers).map_or(database.readers, usize::from);
        let kept = Retention::default();
        let retention = Retention {
            events: flags.retention_events.or(file.retention.events).unwrap_or(kept.events),
            notices: flags.retention_notices.or(file.retention.notices).unwrap_or(kept.notices),
            idempotency: flags
                .retention_idempotency
                .or(file.retention.idempotency)
                .unwrap_or(kept.idempotency),
            notifications: flags
                .retention_notifications
                .or(file.retention.notifications)
                .unwrap_or(kept.notifications),
        };
        let log_format = flags.log_format.or(file.log_format).unwrap_or_default();
        Ok(Config {
            listen: self.listen.or(file.listen).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            database,
            json_logs: log_format == behaviour::LogFormat::Json,
            wire: docket_http::Options {
                cors_origins: cors_origins(
                    flags.cors_origins.clone().or(file.cors_origins).unwrap_or_default(),
                )?,
                missing_is_gone: flags.missing_is_gone.or(file.missing_is_gone).unwrap_or(false),
            },
            settings: Settings {
                strict_users: flags.strict_users.or(file.strict_users).unwrap_or(false),
                retention,
                public_url: flags
                    .public_url
                    .as_deref()
                    .or(file.public_url.as_deref())
                    .map(public_url)
                    .transpose()?,
                issuers: issuer::settle(file.issuer)?,
                mail: mail(
                    flags.smtp_url.clone().or(file.smtp_url),
                    flags.mail_from.clone().or(file.mail_from),
                )?,
                files: files::settle(file.files, &data)?,
            },
        })
    }
}

/// Origins as browsers send them, or `*`: anything else would never be the one of a page.
fn cors_origins(origins: Vec<String>) -> anyhow::Result<Vec<String>> {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-._:[]".contains(&b);
    for origin in &origins {
        let host = origin.split_once("://").map_or("", |(_, host)| host);
        if !matches!(origin.as_str(), "*" | "null") && (host.is_empty() || !host.bytes().all(fits)) {
            bail!("cors_origins: \"{origin}\" is not an origin such as https://console.example");
        }
    }
    Ok(origins)
}

/// An address that links can begin with, without a slash at the end.
fn public_url(url: &str) -> anyhow::Result<String> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/[]%".contains(&b);
    if host.is_empty() || host.starts_with('/') || !host.bytes().all(fits) {
        bail!("public_url \"{url}\" is not an address such as https://docket.example");
    }
    Ok(url.trim_end_matches('/').to_owned())
}

/// How mail leaves the server, if both are said.
fn mail(url: Option<String>, from: Option<String>) -> anyhow::Result<Option<MailServer>> {
    let server = match (url, from) {
        (Some(url), Some(from)) => MailServer { url, from },
        (None, None) => return Ok(None),
        (Some(_), None) => bail!("smtp_url is set and mail_from is not"),
        (None, Some(_)) => bail!("mail_from is set and smtp_url is not"),
    };
    docket_work::check_mail(&server).map_err(anyhow::Error::msg)?;
    Ok(Some(server))
}

fn check_database(url: &str) -> anyhow::Result<()> {
    let known = ["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
    if known || url.strip_prefix("sqlite:").is_some_and(|path| !path.is_empty()) {
        return Ok(());
    }
    // What stands before an @ may be a password.
    let shown = url.rsplit('@').next().unwrap_or_default();
    bail!("the database \"{shown}\" is neither sqlite:PATH nor postgres://…");
}

#[cfg(test)]
mod tests;
