//! Passwords: argon2id, one hash at a time per core.

use std::sync::{Arc, LazyLock};

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, PasswordHash};
use tokio::sync::Semaphore;

use crate::{Error, Result};

/// As many hashes at once as there are cores: signing in must not slow everything else down.
static PLACES: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(cores())));

/// Who hashes or waits for it. More are sent away (503) at once: the last in the queue waits about two seconds.
static QUEUE: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(64 * cores())));

/// Longer texts than this, in bytes, are nobody's password: one has at most 256 characters.
const LONGEST: usize = 1024;

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
    let (password, hash) =
        if password.len() > LONGEST { (String::new(), None) } else { (password.to_owned(), hash) };
    aside(move || match hash.as_deref().and_then(|text| PasswordHash::new(text).ok()) {
        Some(hash) => Argon2::default().verify_password(password.as_bytes(), &hash).is_ok(),
        None => {
            drop(Argon2::default().hash_password(password.as_bytes()));
            false
        }
    })
    .await
}

/// A hash of a request that holds a password, as slow to guess from as the password's own: the quick hash that
/// `Idempotency-Key` keeps must not be the weak place.
pub(crate) async fn slow_hash(quick: [u8; 32], salt: [u8; 32]) -> Result<[u8; 32]> {
    aside(move || {
        let mut slow = [0; 32];
        let hashed = Argon2::default().hash_password_into(&quick, &salt, &mut slow);
        hashed.map(|()| slow).map_err(|e| Error::internal(e.to_string()))
    })
    .await?
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let Ok(queued) = QUEUE.clone().try_acquire_owned() else { return Err(docket_store::Error::Busy.into()) };
    let place = PLACES.clone().acquire_owned().await;
    let work = move || {
        let _until_done = (queued, place);
        work()
    };
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::internal(e.to_string()))
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_password_itself_fits_its_hash() {
        let kept = hash("correct horse").await.expect("hashed");
        assert!(kept.starts_with("$argon2id$"), "{kept}");
        assert_ne!(kept, hash("correct horse").await.expect("hashed"), "the salt differs");
        for (password, fits) in [("correct horse", true), ("correct horsf", false), ("", false)] {
            assert_eq!(verify(password, Some(kept.clone())).await.expect("verified"), fits, "{password}");
        }
        assert!(!verify(&"x".repeat(1 << 20), Some(kept)).await.expect("verified"));
        assert!(!verify("correct horse", None).await.expect("verified"));
        assert!(!verify("correct horse", Some("no hash".to_owned())).await.expect("verified"));
    }

    #[tokio::test]
    async fn a_slow_hash_is_the_same_for_the_same_request_and_key_only() {
        let slow = slow_hash([1; 32], [2; 32]).await.expect("hashed");
        assert_eq!(slow, slow_hash([1; 32], [2; 32]).await.expect("hashed"));
        assert_ne!(slow, slow_hash([3; 32], [2; 32]).await.expect("hashed"));
        assert_ne!(slow, slow_hash([1; 32], [3; 32]).await.expect("hashed"));
        assert_ne!(slow, [1; 32]);
    }
}
