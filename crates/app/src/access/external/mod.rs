//! Tokens of other issuers, checked with the keys that the issuer publishes (JWKS).
//!
//! Which issuer, which tenant, which algorithm: all of it follows from the configuration and from the key. What the token says
//! of itself only has to agree.

mod claims;
mod fetch;
mod issuer;
mod keys;

use docket_domain::master::{Key, Kind, user_flags};
use docket_domain::permission::{Right, Rights};
use docket_domain::tenant::TenantId;
use docket_store::{Tx, login, master, tenant};

pub use issuer::{Issuer, Jwks};

use self::claims::Claims;
use self::keys::Keys;
use super::bearer::rights_of_roles;
use crate::{App, Caller, Error, Result};

/// Longer texts than this are no token of anybody's.
const LONGEST: usize = 16 * 1024;

/// The issuers that are trusted, with their keys.
#[derive(Debug, Default)]
pub(crate) struct External {
    sources: Vec<Source>,
}

/// An issuer with its keys.
#[derive(Debug)]
struct Source {
    issuer: Issuer,
    keys: Keys,
}

impl External {
    /// The issuers of the configuration; nothing is read yet.
    pub(crate) fn new(issuers: &[Issuer]) -> Self {
        let source = |issuer: &Issuer| Source { issuer: issuer.clone(), keys: Keys::new(&issuer.jwks) };
        Self { sources: issuers.iter().map(source).collect() }
    }
}

/// Who bears a token of another issuer, and until when; `None` if it isn't of a configured one.
pub(super) async fn authenticate(app: &App, jwt: &str, now: i64) -> Result<Option<(Caller, i64)>> {
    if app.external.sources.is_empty() || jwt.len() > LONGEST {
        return Ok(None);
    }
    let Some(said) = claims::issuer_said(jwt) else { return Ok(None) };
    let mut refusal = None;
    for source in app.external.sources.iter().filter(|source| source.issuer.issuer == said) {
        match source.check(jwt, now).await {
            Ok(claims) => {
                return source.caller(app, &claims).await.map(|caller| Some((caller, claims.until())));
            }
            Err(error) => refusal = Some(error),
        }
    }
    refusal.map_or(Ok(None), Err)
}

impl Source {
    /// Checks the signature with the key that the token names, then what the token says.
    async fn check(&self, jwt: &str, now: i64) -> Result<Claims> {
        const MALFORMED: Error = Error::Unauthorized("the token is malformed");
        let header = jsonwebtoken::decode_header(jwt).map_err(|_| MALFORMED)?;
        let kid = header.kid.ok_or(MALFORMED)?;
        let key =
            self.keys.find(&kid, now).await.ok_or(Error::Unauthorized("the token's key is not known"))?;
        if header.alg != key.algorithm {
            return Err(Error::Unauthorized("the token's algorithm is not that of its key"));
        }
        claims::read(jwt, &key, &self.issuer, now)
    }

    async fn caller(&self, app: &App, claims: &Claims) -> Result<Caller> {
        let subject = claims.subject(&self.issuer)?;
        let mut tx = app.db.reader().await?;
        let found = tenant::find(&mut tx, &self.issuer.tenant).await?;
        let tenant = found.ok_or(Error::Unauthorized("the tenant of the token's issuer does not exist"))?;
        let device = of_user(&mut tx, tenant, &subject).await?;
        let roles = match claims.roles(&self.issuer) {
            Some(roles) => roles,
            None => login::find(&mut tx, tenant, &subject).await?.map_or_else(Vec::new, |login| login.roles),
        };
        let begin = device.union(claims.rights(&self.issuer));
        let (rights, located) = rights_of_roles(&mut tx, tenant, begin, &roles).await?;
        Ok(Caller::new(tenant, subject, rights, located, ""))
    }
}

/// What a user may do without a role, if Docket has a user of this name; one who is locked may not come in this way either.
async fn of_user(tx: &mut Tx<'_>, tenant: TenantId, subject: &str) -> Result<Rights> {
    let Ok(key) = Key::user(subject) else { return Ok(Rights::none()) };
    let Some(user) = master::find(tx, tenant, Kind::User, &key).await? else { return Ok(Rights::none()) };
    let flags = user_flags(&crate::job::stored_object(&user.doc)?);
    if flags.locked || !flags.activated {
        return Err(Error::Unauthorized("the user may no longer sign in"));
    }
    Ok(if flags.is_mobile_worker { Rights::of(&[Right::Device]) } else { Rights::none() })
}
