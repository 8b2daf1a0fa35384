//! Proof that who uses a code is who asked for it (PKCE, RFC 7636, method S256).

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use super::secret;

/// Whether a text is the hash of a verifier.
pub(super) fn is_challenge(text: &str) -> bool {
    text.len() == 43 && BASE64_URL_SAFE_NO_PAD.decode(text).is_ok_and(|hash| hash.len() == 32)
}

/// Whether a verifier is the one whose hash was sent. A code that was asked for without a hash takes no verifier.
pub(super) fn fits(challenge: Option<&str>, verifier: Option<&str>) -> bool {
    match (challenge, verifier) {
        (None, None) => true,
        (Some(challenge), Some(verifier)) => {
            let plain = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
            (43..=128).contains(&verifier.len())
                && verifier.chars().all(plain)
                && BASE64_URL_SAFE_NO_PAD.encode(secret::hash(verifier)) == challenge
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_verifier_whose_hash_was_sent_fits() {
        // The example of RFC 7636, appendix B.
        let (verifier, challenge) =
            ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert!(is_challenge(challenge) && !is_challenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c="));
        assert!(fits(Some(challenge), Some(verifier)) && fits(None, None));
        for wrong in [None, Some(""), Some(challenge), Some("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl")] {
            assert!(!fits(Some(challenge), wrong), "{wrong:?}");
        }
        assert!(!fits(None, Some(verifier)));
    }
}
