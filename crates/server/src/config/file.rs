//! `docket.toml`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use serde::{Deserialize, Deserializer};

use super::behaviour::LogFormat;
use super::{duration, files, issuer};

/// The name under which the file is looked for.
const NAME: &str = "docket.toml";

/// What the file can set.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct File {
    pub listen: Option<SocketAddr>,
    pub database: Option<String>,
    pub data: Option<PathBuf>,
    pub log_format: Option<LogFormat>,
    pub cors_origins: Option<Vec<String>>,
    pub public_url: Option<String>,
    pub missing_is_gone: Option<bool>,
    pub strict_users: Option<bool>,
    pub smtp_url: Option<String>,
    pub mail_from: Option<String>,
    pub retention: Kept,
    pub lanes: Option<u8>,
    pub readers: Option<u8>,
    pub issuer: Vec<issuer::Table>,
    pub files: files::Table,
}

/// The table `[retention]`; milliseconds.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Kept {
    #[serde(deserialize_with = "length")]
    pub events: Option<i64>,
    #[serde(deserialize_with = "length")]
    pub notices: Option<i64>,
    #[serde(deserialize_with = "length")]
    pub idempotency: Option<i64>,
    #[serde(deserialize_with = "length")]
    pub notifications: Option<i64>,
}

fn length<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    let text = String::deserialize(from)?;
    duration::retention(&text)
        .map(Some)
        .map_err(|error| serde::de::Error::custom(format!("\"{text}\": {error}")))
}

/// Reads the file that was named, else the one here, else the one in the data folder; without any, nothing is set.
pub(super) fn read(named: Option<&Path>, data: &Path) -> anyhow::Result<File> {
    let usual = [PathBuf::from(NAME), data.join(NAME)];
    let path = match named {
        Some(path) if !path.is_file() => bail!("the settings file {} does not exist", path.display()),
        Some(path) => path.to_owned(),
        None => match usual.into_iter().find(|path| path.is_file()) {
            Some(path) => path,
            None => return Ok(File::default()),
        },
    };
    // The text is read here, not by `config`: that way a file with another ending than .toml is TOML too.
    let wrong = |error: &dyn std::fmt::Display| anyhow!("the settings file {}: {error}", path.display());
    let text = std::fs::read_to_string(&path).map_err(|error| wrong(&error))?;
    let source = config::File::from_str(&text, config::FileFormat::Toml);
    let read = config::Config::builder().add_source(source).build().map_err(|error| wrong(&error))?;
    let file: File = read.try_deserialize().map_err(|error| wrong(&error))?;
    for (name, value) in [("lanes", file.lanes), ("readers", file.readers)] {
        if value.is_some_and(|value| !(1..=64).contains(&value)) {
            bail!("the settings file {}: {name} must be 1 to 64", path.display());
        }
    }
    Ok(file)
}
