//! Where the data is and how the server behaves: flags, environment (`DOCKET_*`) and `docket.toml`, in this order of weight.

use std::path::PathBuf;

use clap::Args;

/// Where the data is; the same for all commands.
#[derive(Debug, Clone, Args)]
pub(crate) struct Place {
    /// The folder of the data [default: docket-data]
    #[arg(long, global = true, env = "DOCKET_DATA")]
    pub data: Option<PathBuf>,
    /// The database: sqlite:PATH or postgres://… [default: docket.db in the data folder]
    #[arg(long, global = true, env = "DOCKET_DATABASE")]
    pub database: Option<String>,
}

impl Place {
    /// The folder of the data.
    pub(crate) fn folder(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(|| "docket-data".into())
    }

    /// The database.
    pub(crate) fn database(&self) -> docket_store::Options {
        let url = self.database.clone();
        docket_store::Options::new(
            url.unwrap_or_else(|| format!("sqlite:{}", self.folder().join("docket.db").display())),
        )
    }
}
