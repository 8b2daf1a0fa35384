//! An issuer of the test's own: its keys, and the address where it publishes them.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use p256::pkcs8::EncodePrivateKey;
use rsa::pkcs1::EncodeRsaPrivateKey;
use rsa::rand_core::OsRng;
use serde_json::{Value, json};

/// A key pair with its id.
#[derive(Clone)]
pub struct Pair {
    kid: String,
    algorithm: Algorithm,
    secret: EncodingKey,
}

/// Finding the primes takes a while.
static RSA: LazyLock<EncodingKey> = LazyLock::new(|| {
    let key = rsa::RsaPrivateKey::new(&mut OsRng, 2048).expect("a key");
    EncodingKey::from_rsa_der(key.to_pkcs1_der().expect("its text").as_bytes())
});

impl Pair {
    /// A new pair for ES256.
    pub fn es256(kid: &str) -> Self {
        let key = p256::SecretKey::random(&mut OsRng);
        let secret = EncodingKey::from_ec_der(key.to_pkcs8_der().expect("its text").as_bytes());
        Self { kid: kid.to_owned(), algorithm: Algorithm::ES256, secret }
    }

    /// The pair for RS256.
    pub fn rs256(kid: &str) -> Self {
        Self { kid: kid.to_owned(), algorithm: Algorithm::RS256, secret: RSA.clone() }
    }

    /// What is published.
    pub fn public(&self) -> Value {
        let jwk = Jwk::from_encoding_key(&self.secret, self.algorithm).expect("a key");
        let mut jwk = serde_json::to_value(jwk).expect("JSON");
        jwk["kid"] = json!(self.kid);
        jwk["use"] = json!("sig");
        jwk
    }

    /// A token.
    pub fn sign(&self, claims: &Value) -> String {
        let header = Header { kid: Some(self.kid.clone()), ..Header::new(self.algorithm) };
        jsonwebtoken::encode(&header, claims, &self.secret).expect("a token")
    }
}

/// Where the keys are published.
pub struct Published {
    pub address: String,
    keys: Arc<Mutex<String>>,
    asked: Arc<AtomicUsize>,
    down: Arc<AtomicBool>,
}

impl Published {
    /// Publishes keys on an address of this machine.
    pub fn start(keys: &[Value]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}/keys", listener.local_addr().expect("its number"));
        let (asked, down) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let published = Self { address, keys: Arc::new(Mutex::new(String::new())), asked, down };
        published.publish(keys);
        let (keys, asked, down) = (published.keys.clone(), published.asked.clone(), published.down.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { continue };
                asked.fetch_add(1, Ordering::Relaxed);
                let mut head = [0; 4096];
                drop(stream.read(&mut head));
                let body = keys.lock().expect("no test panicked with it").clone();
                let status = if down.load(Ordering::Relaxed) { "503 Down" } else { "200 OK" };
                let length = body.len();
                let answer = format!(
                    "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
                );
                drop(stream.write_all(answer.as_bytes()));
            }
        });
        published
    }

    /// Publishes others instead.
    pub fn publish(&self, keys: &[Value]) {
        *self.keys.lock().expect("no test panicked with it") = json!({"keys": keys}).to_string();
    }

    /// Answers nothing useful from now on.
    pub fn goes_down(&self) {
        self.down.store(true, Ordering::Relaxed);
    }

    /// How often it was asked.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}
