//! The form of the sign-in page: it is taken only from the browser that was shown it, and only for what was asked then.
//!
//! The browser keeps a random *visit* in a cookie; the form carries a token that is signed over the visit and the request.
//! Whoever makes a browser send a form of theirs knows no visit of that browser.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use docket_store::tenant;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::authorize::Checked;
use super::secret;
use crate::{App, Error, Result};

/// How long a form can be sent, in milliseconds.
pub const FORM_LIFETIME: i64 = 600_000;

#[derive(Serialize, Deserialize)]
struct Claims {
    /// What the form is for, hashed.
    form: String,
    /// When it ends, in milliseconds.
    until: i64,
}

/// A visit of a browser that has none.
#[must_use]
pub fn new_visit() -> String {
    secret::new()
}

/// The token of a form that is shown to a visit.
pub async fn new_form(app: &App, checked: &Checked, visit: &str) -> Result<String> {
    let claims = Claims { form: about(checked, visit), until: app.clock.now() + FORM_LIFETIME };
    let key = EncodingKey::from_secret(&key(app, checked).await?);
    jsonwebtoken::encode(&Header::default(), &claims, &key)
        .map_err(|error| Error::internal(error.to_string()))
}

/// Whether a form was shown to this visit, for this request, not too long ago.
pub async fn check_form(app: &App, checked: &Checked, visit: &str, token: &str) -> Result<bool> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    let key = DecodingKey::from_secret(&key(app, checked).await?);
    let Ok(data) = jsonwebtoken::decode::<Claims>(token, &key, &validation) else { return Ok(false) };
    Ok(data.claims.form == about(checked, visit) && data.claims.until > app.clock.now())
}

/// The key of a tenant's forms: made from the key of its tokens, but no token is signed with it.
async fn key(app: &App, checked: &Checked) -> Result<Vec<u8>> {
    let mut tx = app.db.reader().await?;
    let (_, signing) = tenant::newest_key(&mut tx, checked.tenant)
        .await?
        .ok_or_else(|| Error::internal("a tenant has no key"))?;
    Ok(Sha256::new().chain_update("forms of the sign-in page").chain_update(signing).finalize().to_vec())
}

fn about(checked: &Checked, visit: &str) -> String {
    let asked = &checked.asked;
    let parts = [
        Some(visit),
        asked.client_id.as_deref(),
        Some(checked.redirect.as_str()),
        asked.state.as_deref(),
        asked.scope.as_deref(),
        asked.code_challenge.as_deref(),
    ];
    let mut hash = Sha256::new();
    for part in parts {
        let part = part.unwrap_or_default();
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    BASE64_URL_SAFE_NO_PAD.encode(hash.finalize())
}
