//! Reading a set of keys from where it is.

use std::path::PathBuf;
use std::time::Duration;

use super::issuer::{Jwks, is_here};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// The largest answer, in bytes.
const LARGEST: usize = 256 * 1024;

/// Where keys are read from.
#[derive(Debug)]
pub(super) enum From {
    At(reqwest::Url, Result<reqwest::Client, String>),
    In(PathBuf),
}

impl From {
    /// Readies what reads.
    pub(super) fn new(jwks: &Jwks) -> Self {
        match jwks {
            Jwks::At(address) => Self::At(address.clone(), client(is_here(address))),
            Jwks::In(path) => Self::In(path.clone()),
        }
    }

    /// The text of the set; else why not.
    pub(super) async fn text(&self) -> Result<Vec<u8>, String> {
        match self {
            Self::At(address, client) => get(client.as_ref().map_err(Clone::clone)?, address).await,
            Self::In(path) => {
                let path = path.clone();
                let read = tokio::task::spawn_blocking(move || {
                    use std::io::Read;
                    let mut text = Vec::new();
                    std::fs::File::open(path)?.take(LARGEST as u64 + 1).read_to_end(&mut text)?;
                    std::io::Result::Ok(text)
                });
                let text =
                    read.await.map_err(|error| error.to_string())?.map_err(|error| error.to_string())?;
                if text.len() > LARGEST { Err(too_large()) } else { Ok(text) }
            }
        }
    }
}

fn too_large() -> String {
    format!("the set of keys is larger than {LARGEST} bytes")
}

/// A client that goes nowhere else than it is sent.
fn client(here: bool) -> Result<reqwest::Client, String> {
    // A second installation is refused, and the first does.
    drop(rustls::crypto::ring::default_provider().install_default());
    let builder = reqwest::Client::builder()
        .timeout(PATIENCE)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("docket/", env!("CARGO_PKG_VERSION")));
    let builder = if here { builder.no_proxy() } else { builder };
    builder.build().map_err(|error| error.to_string())
}

async fn get(client: &reqwest::Client, address: &reqwest::Url) -> Result<Vec<u8>, String> {
    let mut answer = client.get(address.clone()).send().await.map_err(|error| error.to_string())?;
    if answer.status() != reqwest::StatusCode::OK {
        return Err(format!("the answer is {}", answer.status()));
    }
    let mut text = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(|error| error.to_string())? {
        if text.len() + piece.len() > LARGEST {
            return Err(too_large());
        }
        text.extend_from_slice(&piece);
    }
    Ok(text)
}
