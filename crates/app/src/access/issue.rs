//! Giving out tokens.

use docket_domain::permission::Rights;
use docket_domain::tenant::TenantId;
use docket_store::token::Token;
use docket_store::{Tx, token};
use jsonwebtoken::{EncodingKey, Header};
use serde::{Deserialize, Serialize};

use super::ensure_key;
use crate::{App, Error, Result};

/// What a token says. Rights are not in it: they are kept by the server and can be changed or taken back.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Claims {
    /// The token's id.
    pub jti: String,
    /// Who bears it.
    pub sub: String,
    /// When it was made, in seconds.
    pub iat: i64,
    /// When it ends, in seconds.
    pub exp: i64,
}

/// A token to be given out.
#[derive(Debug, Clone)]
pub struct Grant {
    /// Whose data it opens.
    pub tenant: TenantId,
    /// Who bears it.
    pub subject: String,
    /// What it may do; `None`: what the roles of the user `subject` allow, whenever it is used.
    pub rights: Option<Rights>,
    /// For how long, in milliseconds.
    pub lifetime: i64,
}

/// Makes a token and notes it; the JWT.
pub async fn issue(tx: &mut Tx<'_>, grant: &Grant, now: i64) -> Result<(String, Token)> {
    let (kid, secret) = ensure_key(tx, grant.tenant, now).await?;
    let token = Token {
        id: App::new_id().to_string(),
        tenant: grant.tenant,
        subject: grant.subject.clone(),
        rights: grant.rights.map(Rights::to_text),
        created: now,
        expires: now + grant.lifetime,
        revoked: None,
        scope: None,
    };
    token::insert(tx, &token).await?;
    let claims = Claims {
        jti: token.id.clone(),
        sub: token.subject.clone(),
        iat: now.div_euclid(1000),
        exp: token.expires.div_euclid(1000),
    };
    let header = Header { kid: Some(kid), ..Header::default() };
    let jwt = jsonwebtoken::encode(&header, &claims, &EncodingKey::from_secret(&secret))
        .map_err(|e| Error::internal(e.to_string()))?;
    Ok((jwt, token))
}
