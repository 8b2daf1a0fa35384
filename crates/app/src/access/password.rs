//! Passwords: argon2id, one hash at a time per core.

use std::sync::{Arc, LazyLock};

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, PasswordHash};
use tokio::sync::Semaphore;

use crate::{Error, Result};

/// As many hashes at once as there are cores: signing in must not slow everything else down.
static PLACES: LazyLock<Arc<Semaphore>> = LazyLock::new(|| {
    Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(1, std::num::NonZero::get)))
});

/// The argon2id hash of a password, with its salt and costs.
pub async fn hash(password: &str) -> Result<String> {
    let password = password.to_owned();
    aside(move || {
        let hashed = Argon2::default().hash_password(password.as_bytes());
        hashed.map(|hash| hash.to_string()).map_err(|e| Error::internal(e.to_string()))
    })
    .await?
}

/// Whether a password fits a hash. Without a hash as much time is spent, so that nobody learns which users exist.
pub async fn verify(password: &str, hash: Option<String>) -> Result<bool> {
    let password = password.to_owned();
    aside(move || match hash.as_deref().and_then(|text| PasswordHash::new(text).ok()) {
        Some(hash) => Argon2::default().verify_password(password.as_bytes(), &hash).is_ok(),
        None => {
            drop(Argon2::default().hash_password(password.as_bytes()));
            false
        }
    })
    .await
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let place = PLACES.clone().acquire_owned().await;
    let work = move || {
        let _place = place;
        work()
    };
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::internal(e.to_string()))
}
