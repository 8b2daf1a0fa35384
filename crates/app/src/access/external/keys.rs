//! The keys of an issuer, remembered. They are read again when a token names one that isn't known, and now and then, so that
//! a key that was taken away stops counting. While the issuer can't be reached, the last good set holds.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::Mutex;

use super::fetch::From;
use super::issuer::Jwks;

/// Between two readings for the sake of unknown keys or after a failure, in milliseconds.
const PAUSE: i64 = 30_000;
/// How long a set is taken as it is, in milliseconds.
const FRESH: i64 = 600_000;
/// Keys of one issuer; more are left out.
const MOST: usize = 100;
/// The bytes of a modulus of 2048 and of 8192 bits.
const MODULUS: std::ops::RangeInclusive<usize> = 256..=1024;

/// A key that checks tokens.
#[derive(Clone)]
pub(super) struct PublicKey {
    pub algorithm: Algorithm,
    pub decoding: DecodingKey,
}

/// The keys of one issuer on this node.
pub(super) struct Keys {
    from: From,
    held: RwLock<Arc<Held>>,
    /// When they were last read again, or in vain. Whoever reads holds it.
    tried: Mutex<Option<i64>>,
}

#[derive(Default)]
struct Held {
    keys: HashMap<String, PublicKey>,
    /// When they were read.
    read: Option<i64>,
}

impl Held {
    fn is_fresh(&self, now: i64) -> bool {
        self.read.is_some_and(|read| (0..FRESH).contains(&(now - read)))
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys").field("from", &self.from).finish_non_exhaustive()
    }
}

impl Keys {
    /// Keys that were not read yet.
    pub(super) fn new(jwks: &Jwks) -> Self {
        Self { from: From::new(jwks), held: RwLock::default(), tried: Mutex::default() }
    }

    /// A key by its id.
    pub(super) async fn find(&self, kid: &str, now: i64) -> Option<PublicKey> {
        let held = self.held();
        let known = held.keys.get(kid).cloned();
        if known.is_some() && held.is_fresh(now) {
            return known;
        }
        if known.is_some() {
            // It still counts; one of those who ask reads anew, the others do not wait.
            if let Ok(mut tried) = self.tried.try_lock() {
                self.read(&mut tried, now).await;
            }
        } else {
            let mut tried = self.tried.lock().await;
            if !self.held().keys.contains_key(kid) {
                self.read(&mut tried, now).await;
            }
        }
        self.held().keys.get(kid).cloned()
    }

    fn held(&self) -> Arc<Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the keys, unless that was tried a moment ago.
    async fn read(&self, tried: &mut Option<i64>, now: i64) {
        if tried.is_some_and(|tried| (0..PAUSE).contains(&(now - tried))) {
            return;
        }
        let first = self.held().read.is_none();
        let read = match self.from.text().await {
            Ok(text) => parse(&text),
            Err(why) => Err(why),
        };
        match read {
            Ok(keys) => {
                *tried = (!first).then_some(now);
                let held = Arc::new(Held { keys, read: Some(now) });
                *self.held.write().unwrap_or_else(PoisonError::into_inner) = held;
            }
            Err(why) => {
                *tried = Some(now);
                tracing::warn!(from = ?self.from, why, "the keys of an issuer cannot be read");
            }
        }
    }
}

/// Reads a set of keys; those that we have no use for are left out.
fn parse(text: &[u8]) -> Result<HashMap<String, PublicKey>, String> {
    #[derive(Deserialize)]
    struct Set {
        keys: Vec<Value>,
    }
    let set: Set = serde_json::from_slice(text).map_err(|error| format!("no set of keys: {error}"))?;
    let known = set.keys.into_iter().filter_map(|key| usable(&serde_json::from_value(key).ok()?));
    Ok(known.take(MOST).collect())
}

/// A key for signatures by RS256 or ES256 with its id. Secrets that both sides know are no keys of another issuer.
fn usable(jwk: &Jwk) -> Option<(String, PublicKey)> {
    let kid = jwk.common.key_id.clone()?;
    if jwk.common.public_key_use.as_ref().is_some_and(|use_| *use_ != PublicKeyUse::Signature) {
        return None;
    }
    let (algorithm, named) = match &jwk.algorithm {
        AlgorithmParameters::RSA(key) => {
            let modulus = BASE64_URL_SAFE_NO_PAD.decode(&key.n).ok()?;
            MODULUS.contains(&modulus.len()).then_some((Algorithm::RS256, KeyAlgorithm::RS256))?
        }
        AlgorithmParameters::EllipticCurve(key) if key.curve == EllipticCurve::P256 => {
            (Algorithm::ES256, KeyAlgorithm::ES256)
        }
        _ => return None,
    };
    if jwk.common.key_algorithm.is_some_and(|said| said != named) {
        return None;
    }
    let decoding = DecodingKey::from_jwk(jwk).ok()?;
    Some((kid, PublicKey { algorithm, decoding }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The public key of RFC 7517, appendix A.1, under an id.
    fn key(kid: &str) -> Value {
        json!({
            "kty": "EC", "crv": "P-256", "kid": kid,
            "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"
        })
    }

    /// Keys in a file, and what writes others to it.
    fn in_file() -> (tempfile::TempDir, Keys, impl Fn(&[&str])) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("keys.json");
        let keys = Keys::new(&Jwks::In(path.clone()));
        let write = move |kids: &[&str]| {
            let set = json!({"keys": kids.iter().map(|kid| key(kid)).collect::<Vec<_>>()});
            std::fs::write(&path, set.to_string()).expect("room for a file");
        };
        (folder, keys, write)
    }

    #[tokio::test]
    async fn unknown_keys_are_looked_for_every_half_minute_at_most() {
        let (_folder, keys, write) = in_file();
        write(&["a"]);
        assert!(keys.find("a", 0).await.is_some() && keys.find("x", 1).await.is_none());
        write(&["a", "b"]);
        assert!(keys.find("b", 30_000).await.is_none(), "it was looked for at 1");
        assert!(keys.find("b", 30_001).await.is_some());
    }

    #[tokio::test]
    async fn a_key_that_was_taken_away_counts_no_longer_than_ten_minutes() {
        let (_folder, keys, write) = in_file();
        write(&["a", "b"]);
        assert!(keys.find("a", 0).await.is_some());
        write(&["b"]);
        assert!(keys.find("a", FRESH - 1).await.is_some());
        assert!(keys.find("a", FRESH).await.is_none());
    }

    #[tokio::test]
    async fn the_last_good_set_holds_while_there_is_none() {
        let (folder, keys, write) = in_file();
        assert!(keys.find("a", 0).await.is_none());
        write(&["a"]);
        assert!(keys.find("a", PAUSE - 1).await.is_none(), "it was tried in vain at 0");
        assert!(keys.find("a", PAUSE).await.is_some());
        drop(folder);
        assert!(keys.find("a", 10 * FRESH).await.is_some());
    }

    #[test]
    fn only_keys_for_the_two_algorithms_are_used() {
        let with = |member: &str, value: Value| {
            let mut changed = key("a");
            changed[member] = value;
            changed
        };
        let small =
            json!({"kty": "RSA", "kid": "a", "e": "AQAB", "n": BASE64_URL_SAFE_NO_PAD.encode([255; 128])});
        let huge =
            json!({"kty": "RSA", "kid": "a", "e": "AQAB", "n": BASE64_URL_SAFE_NO_PAD.encode([255; 1025])});
        let secret = json!({"kty": "oct", "kid": "a", "k": "c2VjcmV0"});
        let count = |key: Value| parse(json!({"keys": [key]}).to_string().as_bytes()).map(|keys| keys.len());
        assert_eq!((count(key("a")), count(with("alg", json!("ES256")))), (Ok(1), Ok(1)));
        for wrong in [
            small,
            huge,
            secret,
            with("kid", Value::Null),
            with("use", json!("enc")),
            with("alg", json!("HS256")),
            with("crv", json!("P-384")),
            json!("nonsense"),
        ] {
            assert_eq!(count(wrong.clone()), Ok(0), "{wrong}");
        }
        assert!(parse(b"{}").is_err() && parse(b"").is_err());
    }
}
