//! What is configured of an issuer.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// An issuer whose tokens are taken.
#[derive(Debug, Clone)]
pub struct Issuer {
    /// What its tokens say in `iss`.
    pub issuer: String,
    /// Where its keys are.
    pub jwks: Jwks,
    /// What its tokens for us say in `aud`.
    pub audience: String,
    /// The tenant that its tokens open.
    pub tenant: String,
    /// The claim that says who bears a token.
    pub subject_claim: String,
    /// A claim with names of roles; without it, a bearer has the roles that Docket has for the user of that name.
    pub roles_claim: Option<String>,
    /// The issuer's names for Docket's roles; empty if they are the same.
    pub roles: BTreeMap<String, String>,
    /// A claim with rights besides.
    pub rights_claim: Option<String>,
}

/// Where keys are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jwks {
    /// At an address.
    At(reqwest::Url),
    /// In a file.
    In(PathBuf),
}

impl Jwks {
    /// Reads `https://…` or a path. Plain `http://` is for this machine only.
    ///
    /// # Errors
    /// Why the text is neither, as the end of a sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("must be an address or a path".to_owned());
        }
        if !text.contains("://") {
            return Ok(Self::In(PathBuf::from(text)));
        }
        let address = reqwest::Url::parse(text).map_err(|error| format!("is no address: {error}"))?;
        match address.scheme() {
            "https" => Ok(Self::At(address)),
            "http" if is_here(&address) => Ok(Self::At(address)),
            _ => Err("must begin with https:// (http:// only on this machine)".to_owned()),
        }
    }
}

/// Whether an address is on this machine.
pub(super) fn is_here(address: &reqwest::Url) -> bool {
    matches!(address.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_from_an_address_that_cannot_be_forged_or_from_a_file() {
        assert!(matches!(Jwks::parse("/etc/docket/keys.json"), Ok(Jwks::In(_))));
        for text in
            ["https://id.example/keys", "http://127.0.0.1:9/k", "http://localhost/k", "http://[::1]/k"]
        {
            assert!(matches!(Jwks::parse(text), Ok(Jwks::At(_))), "{text}");
        }
        for text in [
            "",
            "http://id.example/keys",
            "ftp://id.example/keys",
            "https://",
            "http://127.0.0.1.evil.example/k",
        ] {
            assert!(Jwks::parse(text).is_err(), "{text}");
        }
    }
}
