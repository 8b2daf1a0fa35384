//! Checking a token: the key says the tenant and the algorithm, the server's own record says what the bearer may do.

use std::sync::Arc;

use docket_domain::master::{Key, Kind, user_flags};
use docket_domain::permission::{Right, Rights};
use docket_domain::tenant::TenantId;
use docket_store::token::Token;
use docket_store::{Tx, login, master, role, tenant, token};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};

use super::issue::Claims;
use super::{external, oauth};
use crate::{App, Caller, Error, Result};

/// Longer texts than this are no token of ours.
const LONGEST: usize = 4096;

/// Who bears a token.
///
/// # Errors
/// [`Error::Unauthorized`] for a token that is malformed, signed with another key or algorithm than ours, expired, revoked,
/// or whose user may no longer sign in.
pub async fn authenticate(app: &App, jwt: &str) -> Result<Arc<Caller>> {
    let now = app.clock.now();
    if let Some(session) = app.sessions.fresh(jwt, now) {
        return Ok(session.caller.clone());
    }
    let round = app.sessions.round();
    if let Some((caller, until)) = external::authenticate(app, jwt, now).await? {
        let caller = Arc::new(caller);
        app.sessions.keep(jwt, caller.clone(), until, now, round);
        return Ok(caller);
    }
    let mut tx = app.db.reader().await?;
    let (tenant, claims) = check_signature(&mut tx, jwt).await?;
    let token = token::find(&mut tx, &claims.jti).await?;
    let token = token.filter(|t| t.tenant == tenant && t.subject == claims.sub);
    let token = token.ok_or(Error::Unauthorized("the token is not known"))?;
    if token.revoked.is_some() {
        return Err(Error::Unauthorized("the token was revoked"));
    }
    if token.expires <= now {
        return Err(Error::Unauthorized("the token has expired"));
    }
    let (rights, located) = rights_of(&mut tx, &token).await?;
    let rights = oauth::narrowed(rights, token.scope.as_deref())?;
    let located = oauth::narrowed(located, token.scope.as_deref())?;
    let caller = Arc::new(Caller::new(tenant, token.subject, rights, located, token.id));
    app.sessions.keep(jwt, caller.clone(), token.expires, now, round);
    Ok(caller)
}

/// Checks the signature with the key that the token names. Expiry is checked against our own record and clock.
async fn check_signature(tx: &mut Tx<'_>, jwt: &str) -> Result<(TenantId, Claims)> {
    const MALFORMED: Error = Error::Unauthorized("the token is malformed");
    if jwt.len() > LONGEST {
        return Err(MALFORMED);
    }
    let header = jsonwebtoken::decode_header(jwt).map_err(|_| MALFORMED)?;
    let kid = header.kid.filter(|kid| !kid.contains('\0')).ok_or(MALFORMED)?;
    let key = tenant::key(tx, &kid).await?.ok_or(Error::Unauthorized("the token's key is not known"))?;
    if key.algorithm != "HS256" || header.alg != Algorithm::HS256 {
        return Err(Error::Unauthorized("the token's algorithm is not that of its key"));
    }
    let mut validation = Validation::new(Algorithm::HS256);
    validation.validate_exp = false;
    let secret = DecodingKey::from_secret(&key.secret);
    let data = jsonwebtoken::decode::<Claims>(jwt, &secret, &validation)
        .map_err(|_| Error::Unauthorized("the token's signature is not valid"))?;
    if data.claims.jti.contains('\0') {
        return Err(MALFORMED);
    }
    Ok((key.tenant, data.claims))
}

/// What a token may do: its own rights, or for a session those of the user's roles now. A mobile worker's session may use the
/// device API. Beside them what the roles allow only where the user is.
async fn rights_of(tx: &mut Tx<'_>, token: &Token) -> Result<(Rights, Rights)> {
    if let Some(list) = &token.rights {
        return Ok((Rights::parse_list(list).map_err(Error::internal)?, Rights::none()));
    }
    const GONE: Error = Error::Unauthorized("the user may no longer sign in");
    let key = Key::user(&token.subject).map_err(|_| GONE)?;
    let user = master::find(tx, token.tenant, Kind::User, &key).await?.ok_or(GONE)?;
    let flags = user_flags(&crate::job::stored_object(&user.doc)?);
    if flags.locked || !flags.activated {
        return Err(GONE);
    }
    let mut rights = Rights::none();
    if flags.is_mobile_worker {
        rights = rights.union(Rights::of(&[Right::Device]));
    }
    let roles =
        login::find(tx, token.tenant, &token.subject).await?.map_or_else(Vec::new, |login| login.roles);
    rights_of_roles(tx, token.tenant, rights, &roles).await
}

/// What roles allow besides these rights: anywhere, and only where the user is.
pub(super) async fn rights_of_roles(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    mut rights: Rights,
    roles: &[String],
) -> Result<(Rights, Rights)> {
    let mut located = Rights::none();
    for name in roles {
        if let Some(allowed) = role::rights(tx, tenant, name).await? {
            rights = rights.union(Rights::parse_list(&allowed.anywhere).map_err(Error::internal)?);
            located = located.union(Rights::parse_list(&allowed.located).map_err(Error::internal)?);
        }
    }
    Ok((rights, located))
}
