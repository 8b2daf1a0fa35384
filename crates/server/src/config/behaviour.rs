//! How a server behaves: what only `serve` and `demo` can be told.

use clap::builder::BoolishValueParser;
use clap::{Args, ValueEnum};
use serde::Deserialize;

use super::duration::retention;

/// How logs are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    /// For people.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
}

/// How a server behaves; what is absent is decided by the settings file.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Behaviour {
    /// How logs are written [default: human]
    #[arg(long, env = "DOCKET_LOG_FORMAT")]
    pub log_format: Option<LogFormat>,
    /// Origins whose pages may use the API, with commas between; * for all
    #[arg(long, env = "DOCKET_CORS_ORIGINS", value_name = "ORIGINS", value_delimiter = ',')]
    pub cors_origins: Option<Vec<String>>,
    /// Where callers reach this server, for the links in its answers (`https://docket.example`)
    #[arg(long, env = "DOCKET_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Answer 410 instead of 404 for a missing object of the ServiceMobility API
    #[arg(long, env = "DOCKET_MISSING_IS_GONE", value_parser = BoolishValueParser::new(),
          num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub missing_is_gone: Option<bool>,
    /// Refuse to dispatch a job to a user that does not exist
    #[arg(long, env = "DOCKET_STRICT_USERS", value_parser = BoolishValueParser::new(),
          num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub strict_users: Option<bool>,
    /// How long events are kept: 90d, 365d, forever [default: 365d]
    #[arg(long, env = "DOCKET_RETENTION_EVENTS", value_name = "TIME", value_parser = retention)]
    pub retention_events: Option<i64>,
    /// How long acknowledged notices are kept [default: 30d]
    #[arg(long, env = "DOCKET_RETENTION_NOTICES", value_name = "TIME", value_parser = retention)]
    pub retention_notices: Option<i64>,
    /// How long answers to requests with an Idempotency-Key are kept [default: 1d]
    #[arg(long, env = "DOCKET_RETENTION_IDEMPOTENCY", value_name = "TIME", value_parser = retention)]
    pub retention_idempotency: Option<i64>,
    /// How long notifications are kept after they were touched last [default: 90d]
    #[arg(long, env = "DOCKET_RETENTION_NOTIFICATIONS", value_name = "TIME", value_parser = retention)]
    pub retention_notifications: Option<i64>,
    /// The server that mail leaves by (`smtp://user:password@host:port?tls=required` or `smtps://…`); without it no mail is sent
    #[arg(long, env = "DOCKET_SMTP_URL", value_name = "URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Who mail is from (`Docket <docket@example.com>`)
    #[arg(long, env = "DOCKET_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// Connections that write to PostgreSQL [default: 2, on one or two cores 1]
    #[arg(long, env = "DOCKET_LANES", value_name = "N", value_parser = clap::value_parser!(u8).range(1..=64))]
    pub lanes: Option<u8>,
    /// Connections that read from PostgreSQL [default: 4]
    #[arg(long, env = "DOCKET_READERS", value_name = "N", value_parser = clap::value_parser!(u8).range(1..=64))]
    pub readers: Option<u8>,
}
