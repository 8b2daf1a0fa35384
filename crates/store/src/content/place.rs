//! Where contents are kept, as whoever runs the server says.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::{BackoffConfig, ClientOptions, ObjectStore, RetryConfig};

use super::objects::failed;
use crate::{Error, Result};

/// How long one request to a bucket may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long requests to a bucket are tried again.
const STUBBORN: Duration = Duration::from_secs(10);
/// How often.
const TRIES: usize = 3;

/// Where contents are kept.
#[derive(Debug, Clone)]
pub enum Place {
    /// In a folder, which is made when the first comes.
    Folder(PathBuf),
    /// In a bucket of Amazon S3 or of what speaks its protocol.
    Bucket(Bucket),
}

/// A bucket.
#[derive(Clone)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// Where it is, if not at Amazon: `https://files.example`.
    pub endpoint: Option<String>,
    /// Its region; `us-east-1` where nothing else is said.
    pub region: Option<String>,
    /// The name of the key that requests are signed with.
    pub access_key: String,
    /// The key.
    pub secret_key: String,
    /// The endpoint may be one without TLS.
    pub allow_http: bool,
}

impl fmt::Debug for Bucket {
    /// Without the keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bucket")
            .field("name", &self.name)
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

impl Default for Place {
    /// `files` in the usual data folder.
    fn default() -> Self {
        Self::Folder(PathBuf::from("docket-data/files"))
    }
}

impl Place {
    pub(super) fn open(&self) -> Result<Arc<dyn ObjectStore>> {
        match self {
            Self::Folder(folder) => open_folder(folder),
            Self::Bucket(bucket) => open_bucket(bucket),
        }
    }
}

fn open_folder(folder: &Path) -> Result<Arc<dyn ObjectStore>> {
    std::fs::create_dir_all(folder)
        .map_err(|error| Error::Unavailable(format!("{}: {error}", folder.display())))?;
    let objects = LocalFileSystem::new_with_prefix(folder).map_err(|error| failed(&error))?;
    Ok(Arc::new(objects.with_fsync(true).with_automatic_cleanup(false)))
}

fn open_bucket(bucket: &Bucket) -> Result<Arc<dyn ObjectStore>> {
    // A second installation is refused, and the first does.
    drop(rustls::crypto::ring::default_provider().install_default());
    let client = ClientOptions::new().with_timeout(PATIENCE).with_allow_http(bucket.allow_http);
    let retry =
        RetryConfig { backoff: BackoffConfig::default(), max_retries: TRIES, retry_timeout: STUBBORN };
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&bucket.name)
        .with_access_key_id(&bucket.access_key)
        .with_secret_access_key(&bucket.secret_key)
        // Not everything that speaks the protocol deletes in bulk.
        .with_disable_bulk_delete(true)
        .with_client_options(client)
        .with_retry(retry);
    if let Some(endpoint) = &bucket.endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    if let Some(region) = &bucket.region {
        builder = builder.with_region(region);
    }
    Ok(Arc::new(builder.build().map_err(|error| failed(&error))?))
}
