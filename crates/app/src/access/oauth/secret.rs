//! Texts that nobody guesses: codes, refresh tokens, secrets of clients. Only their hashes are kept.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// 256 random bits as 43 letters, digits, hyphens and underscores.
pub(super) fn new() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(crate::access::keys::random_secret())
}

/// What is kept of a secret. It has 256 bits of its own, so a quick hash is enough.
pub(super) fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// The number of a unit of work about what has this hash.
pub(super) fn key(hash: &[u8; 32]) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = *hash;
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}
