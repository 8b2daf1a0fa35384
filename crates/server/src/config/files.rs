//! `[files]`: where the contents of files are kept.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use docket_store::content::{Bucket, Place};
use serde::Deserialize;

/// The table.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Table {
    /// The folder, if it is not `files` in the data folder.
    folder: Option<PathBuf>,
    bucket: Option<String>,
    endpoint: Option<String>,
    region: Option<String>,
    access_key: Option<String>,
    secret_key: Option<String>,
    /// A file that holds the key.
    secret_key_file: Option<PathBuf>,
    allow_http: Option<bool>,
}

impl std::fmt::Debug for Table {
    /// Without the key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table")
            .field("folder", &self.folder)
            .field("bucket", &self.bucket)
            .finish_non_exhaustive()
    }
}

/// The place that a table names: a bucket if it does, else a folder.
pub(super) fn settle(table: Table, data: &Path) -> Result<Place> {
    let Some(name) = table.bucket else {
        let of_a_bucket = [
            ("endpoint", table.endpoint.is_some()),
            ("region", table.region.is_some()),
            ("access_key", table.access_key.is_some()),
            ("secret_key", table.secret_key.is_some()),
            ("secret_key_file", table.secret_key_file.is_some()),
            ("allow_http", table.allow_http.is_some()),
        ];
        if let Some((set, _)) = of_a_bucket.into_iter().find(|(_, is_set)| *is_set) {
            bail!("files.{set} is set and files.bucket is not");
        }
        return Ok(Place::Folder(table.folder.unwrap_or_else(|| data.join("files"))));
    };
    if table.folder.is_some() {
        bail!("files.folder and files.bucket are both set");
    }
    let allow_http = table.allow_http.unwrap_or(false);
    if table.endpoint.as_ref().is_some_and(|endpoint| !allow_http && !endpoint.starts_with("https://")) {
        bail!("files.endpoint must begin with https:// unless files.allow_http is true");
    }
    let access_key = table.access_key.context("files.bucket is set and files.access_key is not")?;
    let secret_key = secret(table.secret_key, table.secret_key_file.as_deref())?;
    Ok(Place::Bucket(Bucket {
        name,
        endpoint: table.endpoint,
        region: table.region,
        access_key,
        secret_key,
        allow_http,
    }))
}

fn secret(key: Option<String>, file: Option<&Path>) -> Result<String> {
    match (key, file) {
        (Some(key), None) => Ok(key),
        (None, Some(file)) => {
            let key = std::fs::read_to_string(file);
            let key = key.with_context(|| format!("files.secret_key_file {}", file.display()))?;
            Ok(key.trim().to_owned())
        }
        (None, None) => {
            bail!("files.bucket is set and neither files.secret_key nor files.secret_key_file is")
        }
        (Some(_), Some(_)) => bail!("files.secret_key and files.secret_key_file are both set"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(text: &str) -> Result<Place> {
        let source = config::File::from_str(text, config::FileFormat::Toml);
        let table = config::Config::builder().add_source(source).build()?.try_deserialize()?;
        settle(table, Path::new("data"))
    }

    #[test]
    fn files_are_in_the_data_folder_unless_another_is_named() {
        let folder = |text: &str| match settled(text).unwrap() {
            Place::Folder(folder) => folder,
            Place::Bucket(bucket) => panic!("{bucket:?}"),
        };
        assert_eq!(folder(""), Path::new("data/files"));
        assert_eq!(folder("folder = '/elsewhere'"), Path::new("/elsewhere"));
    }

    #[test]
    fn a_bucket_is_read_with_its_key_from_a_file() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "hush\n").unwrap();
        let text = format!(
            "bucket = 'b'\nendpoint = 'https://s3.example'\nregion = 'eu-1'\naccess_key = 'a'\nsecret_key_file = '{}'",
            file.path().display()
        );
        let Place::Bucket(bucket) = settled(&text).unwrap() else { panic!("a folder") };
        assert_eq!((bucket.name.as_str(), bucket.secret_key.as_str()), ("b", "hush"));
        assert_eq!(bucket.region.as_deref(), Some("eu-1"));
        assert!(!format!("{bucket:?}").contains("hush"));
    }

    #[test]
    fn settings_that_make_no_sense_are_named() {
        for (text, named) in [
            ("endpoint = 'https://s3.example'", "files.endpoint"),
            ("bucket = 'b'\nfolder = 'f'", "files.folder"),
            ("bucket = 'b'", "files.access_key"),
            ("bucket = 'b'\naccess_key = 'a'", "files.secret_key"),
            ("bucket = 'b'\naccess_key = 'a'\nsecret_key = 's'\nsecret_key_file = 'f'", "both"),
            ("bucket = 'b'\naccess_key = 'a'\nsecret_key_file = '/no/such'", "/no/such"),
            ("bucket = 'b'\naccess_key = 'a'\nsecret_key = 's'\nendpoint = 'http://s3'", "allow_http"),
            ("buckets = 'b'", "buckets"),
        ] {
            let error = format!("{:#}", settled(text).unwrap_err());
            assert!(error.contains(named), "{text}: {error}");
        }
    }
}
